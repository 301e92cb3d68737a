"""Passages of other strangers on days, counts and scores: told when wrong, left in peace when right (third lot)."""

import pytest

from apps.municipal.tenders.acts import Kind, read_act
from apps.municipal.tenders.rules.sums import SUMS
from workbench.documents import read_text

HEAD = "Comune di Erba\n{}\nErba, 4 maggio 2026\nOggetto: servizio di trasporto dei pasti.\n\n"
TITLES: dict[str, str] = {
    "lettera_invito": "Lettera di invito prot. 4411 del 4 maggio 2026",
    "determina_affidamento_diretto": "Determinazione n. 88 del 4 maggio 2026",
    "capitolato": "Capitolato speciale",
    "avviso": "AVVISO di indagine di mercato",
    "disciplinare": "DISCIPLINARE DI GARA",
    "decisione_di_contrarre": "Decisione di contrarre n. 12 del 4 maggio 2026",
}
WRONG: list[tuple[Kind, str]] = [
    ("determina_affidamento_diretto", "Il servizio avrà inizio in data 01.07.2026 ed avrà termine in data 30.06.2028; la durata contrattuale è perciò stabilita in un (1) anno."),
    ("lettera_invito", "Scadenza presentazione preventivi: giovedì 21/05/2026 h. 12:00. Eventuali quesiti potranno essere inoltrati tramite piattaforma fino a tutto il 25/05/2026."),
    ("determina_affidamento_diretto", "DATO ATTO che il DURC on line, prot. INPS_4412207, richiesto in data 20/12/2025, risulta regolare con scadenza validità 19/04/2026;"),
    ("disciplinare", "CRITERI DI VALUTAZIONE\nA\tProgetto gestionale\t35\nB\tQualifica del personale\t20\nC\tProposte migliorative\t10\nTOTALE OFFERTA TECNICA\t70\nD\tRibasso percentuale\t30\nTOTALE\t100"),
    ("disciplinare", "L'offerta tecnica vale 80 punti; non si procede all'apertura della busta economica di chi ottiene meno di 50 punti, ossia del 60 per cento del punteggio tecnico."),
    ("capitolato", "Il monte ore settimanale è di 36 ore: dal lunedì al venerdì dalle 8.00 alle 14.00, più il sabato dalle 8.00 alle 12.00."),
    ("capitolato", "Il capitolato si compone di quattro allegati: planimetrie; elenco attrezzature; schede tecniche; DUVRI; elenco del personale."),
    ("capitolato", "La superficie complessiva a verde è di 3,4 ettari (pari a mq 3.400)."),
    ("lettera_invito", "L'offerta resta valida 180 giorni dal 21 maggio 2026, vale a dire sino al 21 settembre 2026."),
    ("lettera_invito", "Vi invitiamo a presentare offerta entro le ore 10:00 di martedì 20 maggio 2026."),
    ("decisione_di_contrarre", "che il periodo di affidamento va dal 15 settembre 2026 al 14 settembre 2027 (24 mesi);"),
    ("lettera_invito", "La visita ai locali si può fare fino al 28 maggio 2026 previo appuntamento. Le offerte vanno inserite nel portale entro il 22 maggio 2026."),
    ("disciplinare", "Sono disponibili 70 punti per la parte tecnica, così divisi: gestione 30 punti, personale 25 punti, migliorie 20 punti."),
    ("disciplinare", "Offerta tecnica: massimo 70 punti\nOfferta economica: massimo 20 punti\n"),
    ("capitolato", "Il servizio si articola in 3 turni di 8 ore per un totale di 22 ore giornaliere."),
    ("capitolato", "Gli automezzi sono cinque: un autocarro, due furgoni, un'autovettura."),
    ("capitolato", "L'impresa invia entro quindici giorni dal 1° giugno 2026, quindi entro il 26 giugno 2026, l'elenco del personale."),
    ("capitolato", "Per i 4 lotti si redige verbale.\nLotto 1: centro\nLotto 2: nord\nLotto 3: sud"),
    ("capitolato", "La penale è dell'1 per mille al giorno; il limite del 10 per cento è raggiunto dopo 60 giorni di ritardo."),
    ("capitolato", "L'Amministrazione si riserva di variare le quantità entro il quinto (15%) dell'importo contrattuale."),
    ("disciplinare", "All'offerta tecnica sono riservati settantacinque punti, al prezzo trenta."),
    ("capitolato", "Personale minimo: n. 2 cuochi, n. 4 aiuto cuochi e n. 9 addette mensa per un totale di n. 16 unità."),
    ("capitolato", "Le rate sono otto trimestrali per una durata contrattuale di tre anni."),
    ("lettera_invito", "Codesta ditta potrà porre domande sino al 29.05.2026; le buste elettroniche si caricano entro il 26.05.2026, ore 13."),
    ("disciplinare", "Il punteggio è così ripartito: qualità 65 punti; prezzo 30 punti; totale 100 punti."),
    ("capitolato", "Ore annue: 3 bidelli x 6 ore x 200 giorni = 3.400 ore"),
    ("capitolato", "Il contratto dura 4 anni ed è pagato con 12 canoni trimestrali."),
    ("capitolato", "Apertura: dal lunedì al venerdì, ore 9-13, per 25 ore settimanali."),
]  # fmt: skip
RIGHT: list[tuple[Kind, str]] = [
    ("determina_affidamento_diretto", "Il servizio avrà inizio in data 01.07.2026 ed avrà termine in data 30.06.2028; la durata contrattuale è perciò stabilita in due (2) anni."),
    ("lettera_invito", "Scadenza presentazione preventivi: giovedì 21/05/2026 h. 12:00. Eventuali quesiti potranno essere inoltrati tramite piattaforma fino a tutto il 15/05/2026; le risposte entro il 18/05/2026."),
    ("determina_affidamento_diretto", "DATO ATTO che il DURC on line, prot. INPS_4412207, richiesto in data 20/02/2026, risulta regolare con scadenza validità 20/06/2026;"),
    ("disciplinare", "CRITERI DI VALUTAZIONE\nA\tProgetto gestionale\t35\nB\tQualifica del personale\t20\nC\tProposte migliorative\t15\nTOTALE OFFERTA TECNICA\t70\nD\tRibasso percentuale\t30\nTOTALE\t100"),
    ("disciplinare", "L'offerta tecnica vale 80 punti; non si procede all'apertura della busta economica di chi ottiene meno di 48 punti, ossia del 60 per cento del punteggio tecnico."),
    ("capitolato", "Il monte ore settimanale è di 34 ore: dal lunedì al venerdì dalle 8.00 alle 14.00, più il sabato dalle 8.00 alle 12.00."),
    ("capitolato", "Il capitolato si compone di cinque allegati: planimetrie; elenco attrezzature; schede tecniche; DUVRI; elenco del personale."),
    ("capitolato", "La superficie complessiva a verde è di 3,4 ettari (pari a mq 34.000), dei quali 12.000 mq a prato fiorito."),
    ("lettera_invito", "L'offerta resta valida 180 giorni dal 21 maggio 2026, vale a dire sino al 17 novembre 2026."),
    ("lettera_invito", "Vi invitiamo a presentare offerta entro le ore 10:00 di mercoledì 20 maggio 2026."),
    ("decisione_di_contrarre", "che il periodo di affidamento va dal 15 settembre 2026 al 14 settembre 2027 (12 mesi), con pagamento entro 30 giorni;"),
    ("lettera_invito", "La visita ai locali si può fare fino al 18 maggio 2026 previo appuntamento. Le offerte vanno inserite nel portale entro il 22 maggio 2026. L'inizio del servizio è previsto il 1° luglio 2026."),
    ("disciplinare", "Sono disponibili 70 punti per la parte tecnica, così divisi: gestione 30 punti, personale 25 punti, migliorie 15 punti."),
    ("disciplinare", "Offerta tecnica: massimo 80 punti\nOfferta economica: massimo 20 punti\nSoglia minima per l'ammissione: 48 punti.\n"),
    ("capitolato", "Il servizio si articola in 3 turni di 8 ore per un totale di 24 ore giornaliere."),
    ("capitolato", "Gli automezzi sono quattro: un autocarro, due furgoni, un'autovettura."),
    ("capitolato", "L'impresa invia entro quindici giorni dal 1° giugno 2026, quindi entro il 16 giugno 2026, l'elenco del personale."),
    ("capitolato", "Per i 3 lotti si redige verbale. Ogni concorrente può aggiudicarsi al massimo 2 lotti.\nLotto 1: centro\nLotto 2: nord\nLotto 3: sud"),
    ("capitolato", "La penale è dell'1 per mille al giorno; il limite del 10 per cento è raggiunto dopo 100 giorni di ritardo."),
    ("capitolato", "L'Amministrazione si riserva di variare le quantità entro il quinto (20%) dell'importo contrattuale."),
    ("capitolato", "Personale minimo: n. 2 cuochi, n. 4 aiuto cuochi e n. 9 addette mensa per un totale di n. 15 unità, di cui almeno 3 a tempo pieno."),
    ("capitolato", "L'appaltatore assicura venti corse al giorno: dodici al mattino e otto al pomeriggio; nei festivi due."),
    ("capitolato", "Sono previsti 12 sfalci annui su 14.000 mq, cioè 168.000 mq all'anno."),
    ("capitolato", "La durata è di diciotto mesi (un anno e sei mesi). Il recesso si comunica con sei mesi di anticipo."),
    ("lettera_invito", "Codesta ditta potrà porre domande sino al 19.05.2026; le buste elettroniche si caricano entro il 26.05.2026, ore 13."),
    ("disciplinare", "Il punteggio è così ripartito: qualità 70 punti; prezzo 30 punti; totale 100 punti."),
    ("capitolato", "Ore annue: 3 bidelli x 6 ore x 200 giorni = 3.600 ore"),
    ("capitolato", "Il contratto dura 4 anni ed è pagato con 16 canoni trimestrali."),
    ("capitolato", "Apertura: dal lunedì al venerdì, ore 9-13, per 20 ore settimanali."),
]  # fmt: skip


def found(kind: Kind, text: str) -> list[str]:
    act = read_act(read_text("atto", HEAD.format(TITLES[kind]) + text), kind)
    return [rule.id for rule in SUMS if rule.find and rule.holds_for(act) for _ in rule.find(act)]


@pytest.mark.parametrize(("kind", "text"), WRONG)
def test_a_wrong_passage_is_told(kind: Kind, text: str) -> None:
    assert found(kind, text)


@pytest.mark.parametrize(("kind", "text"), RIGHT)
def test_a_right_passage_is_left_in_peace(kind: Kind, text: str) -> None:
    assert found(kind, text) == []
