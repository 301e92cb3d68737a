"""Days, durations, counts and scores as a stranger writes them: the wrong passage is told, its right twin is left in peace (second lot)."""

import pytest

from apps.municipal.tenders.acts import Kind, read_act
from apps.municipal.tenders.rules.sums import SUMS
from workbench.documents import read_text

HEADS: dict[str, str] = {
    "lettera_invito": "Comune di Erba\nProt. 4411 del 4 maggio 2026\nOggetto: invito alla procedura negoziata per il servizio di trasporto dei pasti.\n\n",
    "determina_affidamento_diretto": "Comune di Erba\nDeterminazione n. 88 del 4 maggio 2026\nOggetto: affidamento diretto del servizio di trasporto dei pasti.\n\n",
    "capitolato": "Comune di Erba\nCapitolato speciale per il servizio di trasporto dei pasti\n\n",
    "avviso": "Comune di Erba\nAVVISO di indagine di mercato\nPubblicato il 4 maggio 2026\n\n",
    "disciplinare": "Comune di Erba\nDISCIPLINARE DI GARA\nErba, 4 maggio 2026\n\n",
    "decisione_di_contrarre": "Comune di Erba\nDecisione di contrarre n. 12 del 4 maggio 2026\n\n",
}
WRONG: list[tuple[Kind, str, str]] = [
    ("decisione_di_contrarre", "durata", "che l'esecuzione del contratto è prevista dal 15/06/2026 al 15/12/2026 per una durata di mesi otto;"),
    ("lettera_invito", "termini_gara", "La Vs. migliore offerta dovrà pervenire entro e non oltre il 22.05.2026; apertura della documentazione il 20.05.2026, ore 10."),
    ("disciplinare", "termini_gara", "Termine ultimo per proporre quesiti: 12/06/2026\nTermine ultimo per la ricezione delle offerte: 08/06/2026\nApertura: 09/06/2026"),
    ("determina_affidamento_diretto", "ordine_date", "RICHIAMATO il verbale di gara del 18 maggio 2026, con il quale è stata formulata la proposta di aggiudicazione;"),
    ("determina_affidamento_diretto", "durc_scaduto", "PRESO ATTO della regolarità contributiva attestata dal DURC con validità 28/04/2026;"),
    ("capitolato", "quantita", "La reperibilità è garantita per 365 giorni l'anno, 24 ore su 24, per un totale di 8.640 ore."),
    ("capitolato", "elenco", "Il gruppo di lavoro è formato da 6 persone: 1 coordinatore, 2 educatori e 4 ausiliari."),
    ("capitolato", "elenco", "Documenti da consegnare (n. 3):\n- piano operativo;\n- polizza;\n- elenco del personale;\n- DUVRI firmato."),
    ("disciplinare", "punteggi_cento", "PUNTEGGIO MASSIMO\nOfferta tecnica 70\nOfferta economica 20\nTOTALE 100"),
    ("disciplinare", "punteggi_criteri", "1. Organizzazione (max punti 30)\n1.1 Turni (max punti 15)\n1.2 Sostituzioni (max punti 10)\n2. Formazione (max punti 20)\n3. Migliorie (max punti 20)\nTotale punti tecnici 70"),
    ("capitolato", "durata_ripetuta", "La durata dell'appalto è fissata in 3 (tre) anni, pari a 48 mensilità."),
    ("capitolato", "elenco", "Il servizio comprende cinque giornate settimanali: lunedì, martedì, giovedì e venerdì."),
    ("capitolato", "somma_di_cui", "Fornitura di 1.250 arredi, di cui 800 banchi, 350 sedie e 50 cattedre."),
    ("decisione_di_contrarre", "ordine_date", "Preso atto che il CIPESS ha approvato il finanziamento con delibera n. 14 del 30 maggio 2026;"),
    ("lettera_invito", "termine_contato", "Le offerte sono vincolanti per novanta giorni dalla scadenza fissata al 20 maggio 2026, e dunque fino al 18 settembre 2026."),
    ("lettera_invito", "giorno_settimana", "Sabato 22 maggio 2026, ore 12, scade il termine per caricare l'offerta."),
    ("capitolato", "quantita_spiegata", "Le ore annue sono 2.080, pari a 40 ore settimanali per 50 settimane."),
    ("disciplinare", "soglia_quota", "La soglia per l'accesso è di 36 punti su 60, pari al 50%. Tecnica 60 punti, economica 40."),
]  # fmt: skip
RIGHT: list[tuple[Kind, str]] = [
    ("decisione_di_contrarre", "che l'esecuzione del contratto è prevista dal 15/06/2026 al 15/12/2026 per una durata di mesi sei;"),
    ("lettera_invito", "La Vs. migliore offerta dovrà pervenire entro e non oltre il 22.05.2026; apertura della documentazione il 22.05.2026, alle ore 15."),
    ("disciplinare", "Termine ultimo per proporre quesiti: 01/06/2026\nTermine ultimo per la ricezione delle offerte: 08/06/2026\nApertura: 09/06/2026"),
    ("determina_affidamento_diretto", "RICHIAMATO il verbale di gara del 28 aprile 2026; VISTO l'art. 3 della legge 13 agosto 2010, n. 136; la spesa è esigibile entro il 31 dicembre 2026;"),
    ("determina_affidamento_diretto", "PRESO ATTO della regolarità contributiva attestata dal DURC con validità 28/08/2026;"),
    ("capitolato", "La reperibilità è garantita per 365 giorni l'anno, 24 ore su 24, per un totale di 8.760 ore."),
    ("capitolato", "Il gruppo di lavoro è formato da 7 persone: 1 coordinatore, 2 educatori e 4 ausiliari."),
    ("capitolato", "Documenti da consegnare (n. 3):\n- piano operativo;\n- polizza;\n- elenco del personale."),
    ("disciplinare", "PUNTEGGIO MASSIMO\nOfferta tecnica 70\nOfferta economica 30\nTOTALE 100"),
    ("disciplinare", "1. Organizzazione (max punti 30)\n1.1 Turni (max punti 15)\n1.2 Sostituzioni (max punti 15)\n2. Formazione (max punti 20)\n3. Migliorie (max punti 20)\nTotale punti tecnici 70"),
    ("capitolato", "La durata dell'appalto è fissata in 3 (tre) anni, pari a 36 mensilità."),
    ("capitolato", "Il servizio comprende cinque giornate settimanali: lunedì, martedì, mercoledì, giovedì e venerdì."),
    ("capitolato", "Fornitura di 1.250 arredi, di cui 800 banchi, 350 sedie e 100 cattedre."),
    ("decisione_di_contrarre", "Preso atto che il CIPESS ha approvato il finanziamento con delibera n. 14 del 30 marzo 2026, i cui fondi scadono il 31 dicembre 2026;"),
    ("lettera_invito", "Le offerte sono vincolanti per novanta giorni dalla scadenza fissata al 20 maggio 2026, e dunque fino al 18 agosto 2026."),
    ("lettera_invito", "Venerdì 22 maggio 2026, ore 12, scade il termine per caricare l'offerta."),
    ("capitolato", "Le ore annue sono 2.000, pari a 40 ore settimanali per 50 settimane."),
    ("disciplinare", "La soglia per l'accesso è di 36 punti su 60, pari al 60%. Tecnica 60 punti, economica 40."),
]  # fmt: skip


def found(kind: Kind, text: str) -> list[str]:
    act = read_act(read_text("atto", HEADS[kind] + text), kind)
    return [
        rule.id.removeprefix("conti.")
        for rule in SUMS
        if rule.find and rule.holds_for(act)
        for _ in rule.find(act)
    ]


@pytest.mark.parametrize(("kind", "rule", "text"), WRONG)
def test_a_wrong_passage_is_told(kind: Kind, rule: str, text: str) -> None:
    assert rule in found(kind, text)


@pytest.mark.parametrize(("kind", "text"), RIGHT)
def test_its_right_twin_is_left_in_peace(kind: Kind, text: str) -> None:
    assert found(kind, text) == []
