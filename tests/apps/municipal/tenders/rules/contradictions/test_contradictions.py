"""Contradictions between documents: clean procedures, then one word of one document changed at a time."""

from pathlib import Path

import pytest

from apps.municipal.tenders.acts import read_act
from apps.municipal.tenders.rules.contradictions import CONTRADICTIONS
from apps.municipal.tenders.rules.rule import Finding, finding
from workbench.documents import read_text

PROCEDURES = Path(__file__).parent / "procedures"


def read_procedure(name: str) -> dict[str, str]:
    return {each.name: each.read_text(encoding="utf-8") for each in sorted((PROCEDURES / name).iterdir())}


def compare(texts: dict[str, str]) -> list[tuple[str, Finding]]:
    acts = [read_act(read_text(name, text)) for name, text in texts.items()]
    return [
        (act.document.name, finding(rule, act, found))
        for rule in CONTRADICTIONS
        for act, found in (rule.compare(acts) if rule.compare else ())
    ]


@pytest.mark.parametrize("name", ["arredi", "nido", "ponte"])
def test_documents_that_agree_have_no_contradiction(name: str) -> None:
    assert compare(read_procedure(name)) == []


CHANGES = [
    (
        "nido",
        "capitolato.txt",
        "A base di gara € 486.000,00",
        "A base di gara € 468.000,00",
        "importo",
        "468.000,00",
    ),
    (
        "nido",
        "decisione.txt",
        "di cui € 2.400,00 di oneri",
        "di cui € 4.200,00 di oneri",
        "costi",
        "4.200,00",
    ),
    (
        "nido",
        "disciplinare.txt",
        "incide per 391.230,00 euro",
        "incide per 319.230,00 euro",
        "costi",
        "319.230,00",
    ),
    ("nido", "disciplinare.txt", "| 972.000,00", "| 927.000,00", "valore_globale", "927.000,00"),
    ("nido", "disciplinare.txt", "| Rinnovo | 486.000,00", "| Rinnovo | 468.000,00", "opzioni", "468.000,00"),
    ("nido", "disciplinare.txt", "B4C10F27D1", "B4C10F72D1", "cig", "B4C10F72D1"),
    ("nido", "capitolato.txt", "B4C10F27D1", "A20D4471BE", "cig", "A20D4471BE"),
    ("nido", "decisione.txt", "CPV 80110000-8", "CPV 85311300-5", "cpv", "85311300-5"),
    ("nido", "capitolato.txt", "dott.ssa C. Meroni", "dott. Fabio Arosio", "rup", "Fabio Arosio"),
    ("nido", "disciplinare.txt", "è Chiara\nMeroni", "è Carla\nMerini", "rup", "Carla\nMerini"),
    ("nido", "decisione.txt", "n. 412 del 9 marzo", "n. 421 del 9 marzo", "estremi", "421 del 9 marzo 2026"),
    (
        "nido",
        "disciplinare.txt",
        "n. 412 del 9 marzo",
        "n. 412 del 19 marzo",
        "estremi",
        "412 del 19 marzo 2026",
    ),
    (
        "nido",
        "disciplinare.txt",
        "Ventitré mesi, dal 1/9/2026 al 31/7/2028",
        "Trentasei mesi dall'avvio",
        "durata",
        "Trentasei mesi",
    ),
    (
        "nido",
        "capitolato.txt",
        "dal 01.09.2026 al 31.07.2028",
        "dal 01.10.2026 al 31.07.2028",
        "inizio",
        "01.10.2026",
    ),
    ("nido", "capitolato.txt", "al 31.07.2028", "al 31.07.2029", "durata", "01.09.2026 al 31.07.2029"),
    (
        "nido",
        "capitolato.txt",
        "rinnovato per ventiquattro mesi",
        "rinnovato per dodici mesi",
        "rinnovo",
        "dodici mesi",
    ),
    (
        "nido",
        "capitolato.txt",
        "Il contratto può essere rinnovato per ventiquattro mesi e",
        "Non è previsto il rinnovo; il contratto può essere",
        "rinnovo",
        "Non è previsto il rinnovo",
    ),
    ("nido", "disciplinare.txt", "Sintel", "MEPA", "piattaforma", "MEPA"),
    (
        "nido",
        "disciplinare.txt",
        "Miglior rapporto qualità/prezzo",
        "Si aggiudica al prezzo più basso",
        "criterio",
        "prezzo più basso",
    ),
    ("nido", "disciplinare.txt", "max 80 punti", "max 70 punti", "punteggi", "Offerta tecnica: max 70"),
    ("nido", "disciplinare.txt", "max 20 punti", "max 30 punti", "punteggi", "Offerta economica: max 30"),
    (
        "nido",
        "capitolato.txt",
        "delle cooperative del settore socio-sanitario",
        "del terziario, commercio e distribuzione",
        "contratto_collettivo",
        "CCNL per le lavoratrici e i lavoratori del terziario",
    ),
    (
        "nido",
        "capitolato.txt",
        "oltre il cinque per cento",
        "oltre il due per cento",
        "revisione_prezzi",
        "due per cento",
    ),
    (
        "nido",
        "capitolato.txt",
        "dell'ottanta per cento",
        "del novanta per cento",
        "revisione_prezzi",
        "novanta per cento",
    ),
    (
        "nido",
        "capitolato.txt",
        "I prezzi sono rivisti",
        "La revisione dei prezzi non è ammessa; non sono rivisti",
        "revisione_prezzi",
        "Revisione dei prezzi non è ammessa".replace("R", "r", 1),
    ),
    ("nido", "disciplinare.txt", "Garanzia provvisoria: 2%", "Garanzia provvisoria: 1%", "garanzia", "1%"),
    (
        "nido",
        "capitolato.txt",
        "La cauzione definitiva è del 10 per cento",
        "La cauzione definitiva è del 5 per cento",
        "garanzia",
        "5 per cento",
    ),
    ("nido", "disciplinare.txt", "in un unico lotto", "diviso in due lotti", "lotti", "due lotti"),
    (
        "nido",
        "disciplinare.txt",
        "stipulato in forma pubblica amministrativa",
        "stipulato per scrittura privata",
        "forma_contratto",
        "scrittura privata",
    ),
    (
        "nido",
        "disciplinare.txt",
        "trascorsi trentadue giorni (stand still)",
        "decorso il termine dilatorio di 35 giorni",
        "termini",
        "35 giorni",
    ),
    (
        "nido",
        "disciplinare.txt",
        "Milano, entro 30 giorni",
        "Milano, entro sessanta giorni",
        "termini",
        "sessanta giorni",
    ),
    (
        "nido",
        "disciplinare.txt",
        "per la Lombardia, Milano,",
        "per la Lombardia, sezione di Brescia,",
        "foro",
        "Brescia",
    ),
    ("nido", "capitolato.txt", "per 48 bambini", "per 58 bambini", "quantita", "58 bambini"),
    ("nido", "capitolato.txt", "nido di via Buozzi", "nido di via Restelli", "oggetto", "via Restelli"),
    ("arredi", "lettera.txt", "€ 24.000,00", "€ 26.000,00", "importo", "€ 26.000,00"),
    (
        "arredi",
        "determina.txt",
        "n. 3321 del 4 febbraio",
        "n. 3321 del 14 febbraio",
        "estremi",
        "3321 del 14 febbraio 2026",
    ),
    (
        "arredi",
        "determina.txt",
        "entro quarantacinque giorni",
        "entro sessanta giorni",
        "termini",
        "sessanta giorni",
    ),
    (
        "arredi",
        "determina.txt",
        "il pagamento entro trenta giorni",
        "il pagamento entro 60 giorni",
        "termini",
        "60 giorni",
    ),
    (
        "arredi",
        "lettera.txt",
        "Garanzia definitiva: 5 per cento",
        "Garanzia definitiva: 10 per cento",
        "garanzia",
        "10 per cento",
    ),
    (
        "arredi",
        "lettera.txt",
        "Sono invitati 4 operatori",
        "Sono invitati 6 operatori",
        "operatori",
        "6",
    ),
    ("arredi", "determina.txt", "per 120 banchi", "per 112 banchi", "quantita", "112 banchi"),
    (
        "arredi",
        "determina.txt",
        "del 18 febbraio 2026 sono",
        "del 20 febbraio 2026 sono",
        "scadenza",
        "20 febbraio 2026",
    ),
    (
        "arredi",
        "determina.txt",
        "svolta su Sintel",
        "svolta sul mercato elettronico della P.A.",
        "piattaforma",
        "mercato elettronico della P.A",
    ),
    ("arredi", "determina.txt", "rag. Dario Colombo", "geom. Ivo Prandi", "rup", "Ivo Prandi"),
    (
        "arredi",
        "determina.txt",
        "mediante scambio di lettere commerciali via PEC",
        "con atto pubblico",
        "forma_contratto",
        "atto pubblico",
    ),
    (
        "ponte",
        "lettera.txt",
        "base di gara € 318.500,00",
        "base di gara € 381.500,00",
        "importo",
        "€ 381.500,00",
    ),
    (
        "ponte",
        "lettera.txt",
        "lavori € 306.200,00",
        "soggetti a ribasso € 302.600,00",
        "ribassabile",
        "€ 302.600,00",
    ),
    ("ponte", "lettera.txt", "F57H25001230004", "F57H25001320004", "cup", "F57H25001320004"),
    (
        "ponte",
        "capitolato.txt",
        "giorni centocinquanta",
        "giorni centottanta",
        "durata",
        "giorni centottanta",
    ),
    ("ponte", "capitolato.txt", "classifica II", "classifica III", "classifica", "OG3 (classifica III"),
    (
        "ponte",
        "lettera.txt",
        "si invitano dieci operatori",
        "si invitano quindici operatori",
        "operatori",
        "quindici",
    ),
    (
        "ponte",
        "lettera.txt",
        "avviso del 20 febbraio",
        "avviso del 27 febbraio",
        "estremi",
        "27 febbraio 2026",
    ),
    (
        "ponte",
        "capitolato.txt",
        "Anticipazione: venti per cento",
        "Anticipazione: 10%",
        "anticipazione",
        "10%",
    ),
    (
        "ponte",
        "lettera.txt",
        "Direttore dei lavori: arch. Giorgio Nava",
        "Direttore dei lavori: arch. Pia Motta",
        "direttore_lavori",
        "Pia Motta",
    ),
    (
        "ponte",
        "lettera.txt",
        "al minor prezzo",
        "con l'offerta economicamente più vantaggiosa",
        "criterio",
        "offerta economicamente più vantaggiosa",
    ),
    (
        "ponte",
        "lettera.txt",
        "È obbligatorio il sopralluogo",
        "Il sopralluogo è facoltativo",
        "sopralluogo",
        "sopralluogo è facoltativo",
    ),
    (
        "ponte",
        "capitolato.txt",
        "del cinque per cento. Polizza",
        "del dieci per cento. Polizza",
        "garanzia",
        "dieci per cento",
    ),
    (
        "ponte",
        "capitolato.txt",
        "quota del novanta per cento",
        "quota dell'80 per cento",
        "revisione_prezzi",
        "80 per cento",
    ),
]


@pytest.mark.parametrize(
    ("name", "document", "right", "wrong", "rule", "marked"), CHANGES, ids=lambda each: None
)
def test_a_document_that_says_otherwise_is_marked_and_so_are_those_it_contradicts(
    name: str, document: str, right: str, wrong: str, rule: str, marked: str
) -> None:
    texts = read_procedure(name)
    assert right in texts[document]
    found = compare(texts | {document: texts[document].replace(right, wrong)})
    named = [(where, one) for where, one in found if one.rule == f"confronto.{rule}"]
    assert any(marked in one.quote for where, one in named if where == document), (
        wrong,
        [(where, one.rule, one.quote) for where, one in found],
    )
    assert any(where != document for where, _ in named)
