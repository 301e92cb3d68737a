"""Amounts of a quadro economico, of a budget and of plain prose: the wrong figure is told, the right one is left in peace."""

import pytest

from apps.municipal.tenders.acts import read_act
from apps.municipal.tenders.rules.sums import SUMS
from workbench.documents import read_text

HEAD = "Comune di Erba\nDeterminazione n. 88 del 4 maggio 2026\nOggetto: affidamento.\n\n"
PAIRS: list[tuple[str, str, str]] = [
    ("QUADRO ECONOMICO\nA1) Lavori a misura ............ € 84.300,00\nA2) Oneri della sicurezza ...... € 2.700,00\nA) Totale lavori ............... € 87.000,00\nB1) IVA 10% su A ............... € 8.700,00\nB2) Spese tecniche ............. € 6.300,00\nB) Totale somme a disposizione . € 15.000,00\nTOTALE GENERALE (A+B) .......... € {}", "120.000,00", "102.000,00"),
    ("Canone 24 mesi\t€ 31.200,00\nAssistenza telefonica\t€ 4.800,00\nSommano\t€ 36.000,00\nSconto 8%\t€ {}\nImporto netto\t€ 33.120,00", "3.880,00", "2.880,00"),
    ("di impegnare la spesa di € 61.000,00 sul cap. 1420 come segue: esercizio 2026 euro 15.250,00; esercizio 2027 euro 30.500,00; esercizio 2028 euro {}.", "12.250,00", "15.250,00"),
    ("La superficie dei locali da pulire è di complessivi mq 4.350: municipio mq 1.900, biblioteca mq {}, palestra mq 1.600.", "950", "850"),
    ("Verde pubblico per complessivi {} mq. Aree: parco delle Rose mq 8.200; giardino di via Verdi mq 3.150; aiuole mq 1.050.", "14.200", "12.400"),
    ("Il compenso è liquidato per il 30 per cento alla consegna del progetto, per il 50 per cento all'approvazione e per il restante {} per cento al collaudo.", "25", "20"),
    ("Pagamenti: acconto del 20% alla firma, 40% al termine della posa, saldo del {}% a collaudo positivo.", "45", "40"),
    ("Le parti convengono che il prezzo è fissato in € 15.750,50 (euro quindicimilasettecentocinquanta virgola {}).", "zero zero", "cinquanta"),
    ("Offerta di euro 9.420,00, cioè novemilaquattrocentoventi virgola {} euro.", "venti", "zero zero"),
    ("Il corrispettivo è di € 27.000,00 (ventisettemila virgola zero zero), per tre annualità di € {} ciascuna.", "9.500,00", "9.000,00"),
    ("spesa totale euro 14.640,00 (12.000,00 imponibile + IVA 22% {})", "2.460,00", "2.640,00"),
    ("Il servizio costa 4,85 euro a pasto; sono previsti 26.000 pasti, e così in tutto {} euro.", "121.600,00", "126.100,00"),
    ("TAB. 1\nDescrizione;Q.tà;Prezzo;Importo\nBanchi;120;48,00;5.760,00\nSedie;240;22,50;{}\nCattedre;6;180,00;1.080,00\nTotale;;;12.240,00", "5.040,00", "5.400,00"),
    ("L'appalto vale 240.000 euro. È diviso in tre lotti: il primo da 95.000 euro, il secondo da 82.000 euro, il terzo da {} euro.", "53.000", "63.000"),
    ("La garanzia provvisoria, pari al 2 per cento del valore di € 318.500,00, ammonta a € {}.", "6.730,00", "6.370,00"),
    ("Penale giornaliera dell'1 per mille di € 48.000,00: € {} al giorno.", "480,00", "48,00"),
    ("Il canone di noleggio è di € 145,00 al mese per ciascuna delle 14 macchine, cioè € 2.030,00 mensili e € {} all'anno.", "23.460,00", "24.360,00"),
    ("Ditta X: € 22.400,00. Ditta Y: € 21.150,00. Il preventivo di Y è inferiore di € {} a quello di X.", "1.350,00", "1.250,00"),
    ("finanziato per il 70% con contributo regionale (€ 105.000,00) e per il 30% con fondi propri (€ {}), per complessivi € 150.000,00", "54.000,00", "45.000,00"),
    ("| Plesso | Alunni | Pasti annui | Spesa |\n| Rodari | 110 | 18.700 | 97.240,00 |\n| Manzoni | 85 | 14.450 | 75.140,00 |\n| Fermi | 60 | 10.200 | {} |\n| Totale | 255 | 43.350 | 225.420,00 |", "54.030,00", "53.040,00"),
    ("Prezzo: dodicimilaquattrocento euro ({}), IVA a parte.", "€ 12.040,00", "€ 12.400,00"),
    ("Anticipazione del 20 per cento: su un contratto di € 235.000,00 spettano € {}.", "45.000,00", "47.000,00"),
    ("A) LAVORI\n1) opere edili euro 52.000,00\n2) impianti euro 18.500,00\n3) oneri sicurezza euro 1.500,00\nSommano i lavori euro {}", "73.000,00", "72.000,00"),
    ("Cronoprogramma della spesa: 2026: 8.540,00 euro; 2027: 17.080,00 euro; 2028: {} euro. Totale 34.160,00 euro.", "8.450,00", "8.540,00"),
    ("imputando € 10.370,00 al bilancio 2026 e € {} al bilancio 2027, a fronte di una spesa di € 31.110,00;", "20.470,00", "20.740,00"),
    ("Le aree a verde misurano in tutto 8.900 m²: campo sportivo 5.400 m², parco giochi 2.100 m², rotatorie {} m².", "1.600", "1.400"),
    ("Rete stradale: via Roma km 2,4; via Milano km 1,8; via Como km {}. In totale km 5,3 da trattare.", "1,3", "1,1"),
    ("Modalità di pagamento:\n- 25% alla sottoscrizione\n- 45% alla consegna\n- {}% a saldo, dopo la verifica", "35", "30"),
    ("L'onorario sarà pagato in tre tranche: quaranta per cento all'incarico, quaranta per cento alla consegna, saldo del {} per cento.", "trenta", "venti"),
    ("prezzo: 7.325,40 euro (settemilatrecentoventicinque virgola {})", "quattordici", "quaranta"),
    ("oltre al cinque per cento di cassa (400 euro) su 8.000 euro di onorario, e all'IVA del 22 per cento su 8.400 euro, pari a {} euro", "1.884", "1.848"),
    ("Il contratto passa da € 48.000,00 a € {}, con un aumento del 15 per cento.", "52.500,00", "55.200,00"),
    ("Compenso a vacazione: 64 ore, 55 euro l'una, totale {} euro.", "3.250", "3.520"),
    ("La somma di euro 9.150,00 si compone di euro 7.500,00 per prestazioni ed euro {} per imposta (22%).", "1.560,00", "1.650,00"),
]  # fmt: skip


def found(text: str) -> list[str]:
    act = read_act(read_text("atto", HEAD + text), "determina_affidamento_diretto")
    return [rule.id for rule in SUMS if rule.find and rule.holds_for(act) for _ in rule.find(act)]


@pytest.mark.parametrize(("text", "wrong", "right"), PAIRS)
def test_the_wrong_figure_is_told_and_the_right_one_is_not(text: str, wrong: str, right: str) -> None:
    assert found(text.format(wrong))
    assert found(text.format(right)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Garanzia del 10 per cento, ridotta del 30 per cento: € 7.000,00 su € 100.000,00",
        "Superfici: atrio mq 120, sala mq 80, archivio mq 60. Lotto verde complessivo mq 250.",
        "Il corrispettivo è pagato per il 95 per cento con rate mensili; il restante 5 per cento al collaudo.",
        "anticipazione del 20 per cento, recuperata sui pagamenti; SAL ogni 30 per cento; saldo del 10 per cento",
        "2026 € 6.100,00; 2027 € 6.100,00; IVA compresa. Importo netto € 10.000,00; totale € 12.200,00",
        "Imprevisti fino al 5% ....... € 1.200,00\nLavori ....... € 30.000,00\nTotale ....... € 31.200,00",
        "L'offerta di Rossi, € 9.000,00, è inferiore di € 1.000,00 alla base di € 10.000,00",
    ],
)
def test_figures_of_other_things_are_left_in_peace(text: str) -> None:
    assert found(text) == []


def test_a_chain_of_factors_that_makes_an_amount_is_told_once() -> None:
    assert found("3 operatori x 20 ore x 40 settimane x € 20,00 = € 46.000,00") == ["conti.conto_scritto"]
