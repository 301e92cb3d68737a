"""Amounts, shares, weights and days: what does not add up is told, what does is left in peace."""

import pytest

from apps.municipal.tenders.acts import read_act
from apps.municipal.tenders.checking import without_collection
from apps.municipal.tenders.rules.sums import SUMS
from workbench.documents import read_text

HEAD = "Comune di Rho\nDeterminazione n. 12 del 3 febbraio 2026\nOggetto: affidamento diretto del servizio di trascrizione.\n\n"


def findings(text: str, head: str = HEAD) -> list[tuple[str, str]]:
    act = read_act(read_text("atto", head + text), "determina_affidamento_diretto")
    return [(rule.id.removeprefix("conti."), act.text[found.start : found.end]) for rule in SUMS if rule.find for found in rule.find(act)]  # fmt: skip


WRONG = [
    ("lettere_importi", "per € 12.500,00 (dodicimilacinquanta/00) oltre IVA", "12.500,00"),
    ("lettere_importi", "Euro 1.250,60 (milleduecentocinquanta/06)", "milleduecentocinquanta/06"),
    ("lettere_importi", "pari a 48.750,00 euro (diconsi euro quarantottomilasettecentoquindici/00)", "48.750,00"),
    ("lettere_numeri", "entro 30 (venti) giorni dalla richiesta", "30 (venti"),
    ("lettere_numeri", "per trentasei (24) mesi", "trentasei (24"),
    ("totale_tabella", "Voce | Importo\nCarta | 1.000,00\nToner | 2.500,00\nTotale | 3.050,00", "3.050,00"),
    ("totale_tabella", "canone         1.000,00\nassistenza       300,00\nTOTALE         1.400,00", "1.400,00"),
    ("prodotto_tabella", "Qtà | Prezzo | Totale\n10 | 12,00 | 120,00\n20 | 8,50 | 107,00\n4 | 100,00 | 400,00", "107,00"),
    ("conto_scritto", "n. 40 ore x € 25,00 = € 1.100,00", "1.100,00"),
    ("prodotto", "12 mesi a € 850,00 per complessivi € 12.000,00", "12.000,00"),
    ("parti", "importo a base di gara di € 100.000,00, di cui € 97.000,00 per il servizio ed € 2.000,00 per oneri della sicurezza", "100.000,00"),
    ("iva", "imponibile € 10.000,00, IVA 22% € 2.220,00, totale € 12.220,00", "2.220,00"),
    ("quota", "€ 10.000,00 oltre IVA al 10% pari a € 100,00", "100,00"),
    ("quota", "garanzia definitiva del 5 per cento dell'importo di € 20.000,00, pari a € 1.100,00", "1.100,00"),
    ("percentuale_dichiarata", "importo di € 80.000,00; il costo della manodopera è di € 40.000,00, pari al 55% del valore", "55%"),
    ("punteggi_cento", "offerta tecnica 70 punti e offerta economica 40 punti", "70 punti e offerta economica 40"),
    ("punteggi_cento", "Punteggio tecnico: max 80; punteggio economico: max 25.", "25"),
    ("punteggi_criteri", "Criteri e punti:\nA. Progetto         30\nB. Personale        20\nC. Migliorie        15\nTotale offerta tecnica   70", "70"),
    ("punteggi_criteri", "Punti\nA. Progetto       30\nA.1 metodo        20\nA.2 tempi         15\nB. Personale      40\nOfferta tecnica   70", "30"),
    ("data_inesistente", "entro il 31 giugno 2026", "31 giugno 2026"),
    ("giorno_settimana", "entro le ore 12.00 di lunedì 3 marzo 2026", "lunedì 3 marzo 2026"),
    ("durc_scaduto", "visto il DURC prot. INAIL 123 con scadenza il 20/01/2026", "20/01/2026"),
    ("durc_scaduto", "il DURC, richiesto il 10/09/2025 e valido 120 giorni, è regolare", "10/09/2025"),
    ("ordine_date", "visto il preventivo pervenuto il 15/02/2026", "15/02/2026"),
    ("ordine_date", "vista la nota trasmessa il 20 marzo 2026", "20 marzo 2026"),
    ("durata", "dal 1° marzo 2026 al 31 agosto 2026 (dodici mesi)", "1° marzo 2026 al 31 agosto 2026"),
    ("durata", "per 24 mesi, dal 01/03/2026 al 28/02/2027", "01/03/2026 al 28/02/2027"),
    ("termini_gara", "Le offerte si presentano entro il 10 marzo 2026. I chiarimenti si chiedono entro il 15 marzo 2026.", "15 marzo 2026"),
    ("termini_gara", "Termine per la presentazione delle offerte: entro il 10/03/2026. L'apertura si terrà il 09/03/2026.", "09/03/2026"),
    ("lettere_importi_prima", "per euro dodicimilacinquanta/00 (€ 12.500,00) oltre IVA", "12.500,00"),
    ("totale_colonna", "Anno | Imponibile | IVA 22% | Totale\n2026 | 10.000,00 | 2.200,00 | 12.200,00\n2027 | 10.000,00 | 2.200,00 | 12.200,00\nTotale | 21.000,00 | 4.400,00 | 24.400,00", "21.000,00"),
    ("addizione", "valore complessivo di € 250.000,00 (€ 200.000,00 + € 40.000,00 per il rinnovo)", "250.000,00"),
    ("conto_scritto", "€ 45.000,00 + € 1.500,00 = € 46.000,00", "46.000,00"),
    ("lotti", "Lotto 1: € 300.000,00; lotto 2: € 410.000,00; importo complessivo € 701.000,00", "701.000,00"),
    ("canone_durata", "canone annuo di € 66.000,00 per tre anni, pari a € 189.000,00", "189.000,00"),
    ("conto_scritto", "canone mensile di euro 850,00 x 36 mesi, per complessivi euro 36.600,00", "36.600,00"),
    ("quota", "€ 78.650,00 oltre IVA al 22%, per complessivi € 95.593,00", "95.593,00"),
    ("quota", "ribasso del 5% sull'importo di € 10.000,00, per un importo netto di € 9.600,00", "9.600,00"),
    ("punteggi_coppia", "70 punti per l'offerta tecnica e 35 per quella economica", "35"),
    ("punteggi_elenco", "L'offerta tecnica vale 70 punti, quella economica 30: A) progetto, max 30 punti; B) personale, max 20 punti; C) migliorie, max 15 punti.", "70"),
    ("durata_ripetuta", "la durata è di 36 mesi (due anni) dalla consegna", "36 mesi (due anni"),
    ("durata", "per il triennio dal 1° settembre 2026 al 31 agosto 2028", "1° settembre 2026 al 31 agosto 2028"),
    ("durata", "l'avviso è pubblicato per 15 giorni, dal 3 al 10 marzo 2026", "3 al 10 marzo 2026"),
    ("iva", "la spesa di € 321.000,00 oltre IVA 22% € 70.620,00, in tutto € 392.160,00", "392.160,00"),
    ("voci", "Valore dei lavori: Euro 1.158.000,00\n- opere 890.000,00\n- manodopera 260.000,00\n- sicurezza 35.000,00", "1.158.000,00"),
    ("lotti", "Importo a base € 198.000,00. Lotto 1, linee urbane € 128.000,00\n- Lotto 2, linea extraurbana € 75.000,00", "75.000,00"),
    ("punteggi_sottocriteri", "progetto tecnico 60, prezzo 40. Sub-criteri: mezzi 25; orari 20; ambiente 20.", "20"),
    ("somma_elenco", "a favore di 85 anziani e 42 alunni, per un totale di 137 utenti", "137"),
    ("quantita", "ogni educatore lavora 5 ore al giorno per 200 giorni, cioè 1.100 ore", "1.100"),
    ("canone_durata", "il canone è di € 220,00 al mese, cioè € 2.460,00 annui", "2.460,00"),
    ("conto_scritto", "canone mensile: € 68.400,00 : 12 = € 5.770,00", "5.770,00"),
    ("prezzo_quantita", "oneri per € 1.800,00, cioè € 500,00 all'anno per tre anni", "500,00"),
    ("importo_ripetuto", "la penale per un'assenza è di € 100,00 e per tre assenze di € 350,00", "350,00"),
    ("esempio", "Con un ritardo di 5 giorni e una penale di € 60,00, per esempio, si trattengono € 360,00.", "360,00"),
    ("proporzione", "Palestra | Ore | Importo\nMilano | 1.200 | 22.800,00\nBizet | 1.000 | 19.900,00\nMolise | 800 | 15.200,00\nLimito | 600 | 11.400,00", "19.900,00"),
    ("quota", "la stima al 20 per cento di € 882.000,00 è € 174.600,00", "174.600,00"),
    ("percentuale_dichiarata", "base d'asta € 136.800,00; la manodopera è di € 109.440,00 (7.200 ore a € 15,20), pari all'85 per cento della base d'asta", "85 per cento"),
    ("punteggi_voci", "A. Progetto: 30 punti, di cui A1 presa in carico 12, A2 sostituzioni 10, A3 emergenze 9;", "30 punti"),
    ("punteggi_criteri", "offerta tecnica 60 punti, offerta economica 40 punti.\n\nA. Organizzazione: 25 punti\n   A.1 turni: 15\n   A.2 emergenze: 10\nB. Personale: 15 punti\nC. Rendiconto: 12 punti\nD. Migliorie: 10 punti", "15"),
    ("soglia_sbarramento", "La soglia di sbarramento è 80 punti su 70.", "80 punti su 70"),
    ("durata_ripetuta", "Il servizio dura tre anni, dal 1° gennaio 2027 al 31 dicembre 2029, per complessivi 48 mesi.", "48 mesi"),
    ("termine_fino_a", "Offerte entro il 19 giugno 2026. L'offerta vincola per 180 giorni, cioè fino al 16 novembre 2026.", "16 novembre 2026"),
    ("termini_gara", "Le offerte si caricano entro le ore 12:00 di venerdì 20 febbraio 2026. L'apertura delle buste avverrà il 20 febbraio 2026 alle ore 10:00.", "20 febbraio 2026"),
    ("conto_scritto", "n. 4 operatori x 20 ore x 52 settimane = 4.060 ore", "4.060"),
    ("conto_scritto", "superficie di 12.000 mq (4.000 + 5.000 + 2.000)", "12.000"),
    ("durata", "decorre dal 01/09/2026, per 36 mesi, fino al 31/08/2028", "31/08/2028"),
    ("durc_durata", "DURC rilasciato il 12/01/2026, con scadenza 10/07/2026", "10/07/2026"),
    ("prodotto", "€ 412.000,00 annui, per tre anni € 1.263.000,00", "1.263.000,00"),
    ("prodotto", "n. 3 rate da € 5.000,00 ciascuna = € 14.000,00", "14.000,00"),
    ("voci", "si impegna la spesa complessiva di € 90.000,00:\n- anno 2026 € 30.000,00\n- anno 2027 € 30.000,00\n- anno 2028 € 29.000,00", "90.000,00"),
    ("durc_scaduto", "DURC on line regolare, valido sino al 12.01.2026", "12.01.2026"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "text", "quote"), WRONG, ids=[f"{rule}-{at}" for at, (rule, _, _) in enumerate(WRONG)]
)
def test_what_does_not_add_up_is_found(rule: str, text: str, quote: str) -> None:
    assert any(found == rule and quote in words for found, words in findings(text)), findings(text)


RIGHT = [
    "per € 12.500,00 (dodicimilacinquecento/00) oltre IVA",
    "per euro 1.250,60 (milleduecentocinquanta/60)",
    "entro 30 (trenta) giorni; per ventiquattro (24) mesi",
    "Voce | Importo\nCarta | 1.000,00\nToner | 2.500,00\nTotale | 3.500,00\nIVA 22% | 770,00\nTotale complessivo | 4.270,00",
    "Qtà | Prezzo | Totale\n10 | 12,00 | 120,00\n20 | 8,50 | 170,00\nTotale | | 290,00",
    "Lavori | 90.000,00\ndi cui manodopera | 30.000,00\nSicurezza | 2.000,00\nTotale | 92.000,00",
    "n. 40 ore x € 25,00 = € 1.000,00",
    "importo a base di gara € 100.000,00, di cui € 97.000,00 per il servizio ed € 3.000,00 per oneri della sicurezza",
    "imponibile € 10.000,00, IVA 22% € 2.200,00, totale € 12.200,00",
    "€ 10.000,00, oltre IVA di legge; si impegnano € 12.200,00 sul capitolo 10",
    "garanzia definitiva del 5 per cento dell'importo di € 20.000,00, pari a € 1.000,00",
    "la garanzia è pari al 5% dell'importo contrattuale, che sarà noto dopo l'offerta; il capitale è di € 3.000,00",
    "offerta tecnica 70 punti e offerta economica 30 punti; soglia di sbarramento 40 punti sull'offerta tecnica",
    "Criteri e punti:\nA. Progetto         30\nB. Personale        25\nC. Migliorie        15\nTotale offerta tecnica   70\nOfferta economica 30\nTotale 100",
    "entro le ore 12.00 di martedì 3 marzo 2026",
    "visto il DURC con scadenza il 20/04/2026; richiesto il 21/12/2025",
    "visto il preventivo pervenuto il 15/01/2026 prot. 300; vista la delibera n. 3 del 28/01/2026",
    "dal 1° marzo 2026 al 28 febbraio 2027 (dodici mesi), rinnovabile per altri 12 mesi",
    "dal 01/03/2026 al 28/02/2029 (triennio)",
    "il contratto di 36 mesi è scaduto; il nuovo va dal 1° aprile 2026 al 30 settembre 2026",
    "Le offerte si presentano entro il 10 marzo 2026. I chiarimenti si chiedono entro il 2 marzo 2026. L'apertura è il 12 marzo 2026.",
    "CIG A0059785CC, CUP D47H17001540006, prot. 12.500 del 12/01/2026, tel. 02 9390.300",
    "ribasso del 5,00% su € 67.000,00: importo ribassato € 63.650,00",
    "superficie 1.200,00 mq x 3 passaggi; n. 3 operatori per 12 mesi",
    "17 voti favorevoli, 5 contrari e 2 astenuti, su 24 presenti; indice: 70 % qualità percepita e 30 % puntualità",
    "Esercizio | Importo\n2026 | 66.000,00\n2027 | 66.000,00\n2028 | 66.000,00\nTotale | 198.000,00",
    "A) Lavori | 400.000,00\nA1) Oneri della sicurezza | 12.000,00\nTotale A | 412.000,00\nB1) IVA 10% | 41.200,00\nB2) Imprevisti | 20.000,00\nTotale B | 61.200,00\nTotale A+B | 473.200,00",
    "Lotto 1: € 300.000,00; lotto 2: € 410.000,00; importo complessivo € 710.000,00",
    "garanzia provvisoria pari al 2 per cento del valore complessivo di € 1.014.900,00, cioè € 20.298,00",
    "ribasso del 3,5% sull'importo di € 90.000,00, per un importo netto di € 86.850,00",
    "€ 78.650,00 oltre IVA 22% (€ 17.303,00), per un totale di € 95.953,00",
    "n. 2 operatori x 3 ore x 200 giorni = 1.200 ore, a € 20,00 l'ora = € 24.000,00",
    "canone mensile di € 5.500,00 per 36 mesi, pari a € 198.000,00; canone annuo € 66.000,00",
    "per euro dodicimilacinquecento/00 (€ 12.500,00)",
    "valore complessivo di € 240.000,00 (€ 200.000,00 + € 40.000,00 per il rinnovo)",
    "70 punti per l'offerta tecnica e 30 per quella economica; soglia di 40 punti su 70",
    "la durata è di 36 mesi (tre anni), prorogabile di sei mesi; per il biennio dal 1° marzo 2026 al 28 febbraio 2028",
    "l'avviso è pubblicato per 15 giorni, dal 5 al 20 marzo 2026",
    "penale dello 0,6 per mille dell'ammontare netto. Mancato intervento: 150,00 euro. Assenza: 500,00 euro.",
    "imposta di bollo: 40 euro per importi tra 40.000 e 150.000 euro, 120 euro tra 150.000 e 1.000.000 di euro",
    "durata di due anni scolastici, dal 7 settembre 2026 al 30 giugno 2028",
    "Importo a base € 203.000,00. Lotto 1, linee urbane € 128.000,00\n- Lotto 2, linea extraurbana € 75.000,00; garanzia del lotto 1 € 2.560,00",
    "progetto tecnico 60, prezzo 40. Sub-criteri: mezzi 25; orari 20; ambiente 15.",
    "a favore di 85 anziani e 42 alunni, per un totale di 127 utenti; 5 ore al giorno per 200 giorni, cioè 1.000 ore",
    "il canone è di € 220,00 al mese, cioè € 2.640,00 annui; € 68.400,00 : 12 = € 5.700,00",
    "ribasso del 4,00% su € 60.000,00, cioè € 57.600,00, oltre ad € 900,00 di oneri di sicurezza",
    "Palestra | Ore | Importo\nMilano | 1.200 | 22.800,00\nBizet | 1.000 | 19.000,00\nMolise | 800 | 15.200,00\nTotale | 3.000 | 57.000,00",
    "tre preventivi, da presentare entro il 12 gennaio 2026, sono giunti; soglia di sbarramento: 40 punti su 70",
    "Il servizio dura tre anni, dal 1° gennaio 2027 al 31 dicembre 2029, per complessivi 36 mesi, rinnovabile per 12 mesi.",
    "n. 4 operatori x 20 ore x 52 settimane = 4.160 ore; superficie di 11.000 mq (4.000 + 5.000 + 2.000)",
    "decorre dal 01/09/2026, per 24 mesi, fino al 31/08/2028; DURC rilasciato il 12/01/2026, con scadenza 12/05/2026",
    "€ 412.000,00 annui, per tre anni € 1.236.000,00; n. 3 rate da € 5.000,00 ciascuna = € 15.000,00",
    "si impegna la spesa complessiva di € 90.000,00:\n- anno 2026 € 30.000,00\n- anno 2027 € 30.000,00\n- anno 2028 € 30.000,00",
    "massimale non inferiore a € 1.500.000,00 per sinistro e € 500.000,00 per persona",
    "il contratto precedente, del 12 marzo 2021, durava 48 mesi ed è scaduto il 31 gennaio 2026",
    "anticipazione del 20 per cento entro 15 giorni; rata di saldo di € 4.000,00",
    "€ 10.000,00 per il 2026 ed € 15.000,00 per il 2027; costo della manodopera € 12.500,00, pari al 50% dell'importo di € 25.000,00",
]  # fmt: skip


@pytest.mark.parametrize("text", RIGHT)
def test_what_adds_up_is_left_in_peace(text: str) -> None:
    assert findings(text) == []


def test_a_very_long_text_takes_less_than_two_seconds_of_processor(stopwatch) -> None:
    act = read_act(read_text("atto", (HEAD + "\n".join(RIGHT) * 60)[:230_000]))
    assert len(act.text) > 150_000
    with without_collection(), stopwatch() as taken:
        for rule in SUMS:
            assert rule.find is not None
            list(rule.find(act))
    assert taken.seconds < 2
