import json

from apps.screen import charts, measures
from apps.screen.measures import Interval

STEPS = [{"step": n, "loss": 3.0 / n} for n in range(1, 1001)]


def test_a_long_curve_is_thinned_and_keeps_its_last_point() -> None:
    kept = charts.thin(STEPS)
    assert len(kept) <= charts.LONGEST_CURVE + 1
    assert kept[-1] is STEPS[-1]


def test_the_loss_curve_says_in_words_what_it_shows() -> None:
    chart = charts.loss_curve(STEPS[:3], [{"step": 2, "loss": 1.2}, {"step": 3, "loss": 1.4}])
    assert chart.text == (
        "Al passo 3 la perdita di addestramento è 1,000 (all'inizio 3,000). "
        "In validazione l'ultima è 1,400, la migliore 1,200 al passo 2."
    )


def test_a_loss_that_is_no_number_is_left_out_of_the_curve() -> None:
    chart = charts.loss_curve([{"step": 1, "loss": None}], [])
    assert chart.records == []
    assert chart.text == "Nessun passo ancora."


def test_a_chart_is_plain_json_with_its_data_inside() -> None:
    chart = charts.label_balance({"anagrafe": 7, "tributi": 12})
    drawn = json.loads(json.dumps(chart.specification()))
    assert drawn["data"]["values"][0] == {"etichetta": "tributi", "righe": 12}


def test_a_chart_exports_its_data_as_an_italian_spreadsheet_reads_it() -> None:
    chart = measures.differences("Differenza", [Interval("nuovo", 0.0512, 0.01, 0.09)], share=True)
    assert chart.as_csv().decode("utf-8-sig").splitlines() == ["modello;valore;da;a", "nuovo;5,12;1,0;9,0"]


def test_a_label_that_looks_like_a_formula_stays_text_in_the_export() -> None:
    chart = charts.label_balance({"=1+1": 2})
    assert "'=1+1" in chart.as_csv().decode("utf-8-sig")


def test_a_histogram_counts_every_row_once() -> None:
    chart = charts.length_histogram([3, 4, 4, 90, 200], unit="token")
    assert sum(record["righe"] for record in chart.records) == 5
    assert chart.text == "Da 3 a 200 token per riga; a metà 4."


def test_the_difference_is_told_in_points_with_its_interval() -> None:
    chart = measures.differences("Differenza", [Interval("nuovo", 0.05, -0.01, 0.11)], share=True)
    assert chart.text == "nuovo: +5,0 punti, intervallo da −1,0 punti a +11,0 punti."


def test_the_confusion_picture_names_the_most_frequent_mistake() -> None:
    chart = measures.confusion(["a", "b"], [[5, 2, 0], [1, 4, 0]], "nuovo")
    assert chart.text.startswith("Gli scambi più frequenti: «a» letta come «b» (2 righe)")
    assert {record["indicata"] for record in chart.records} == {"a", "b"}


def test_answers_outside_the_labels_have_a_column_of_their_own() -> None:
    chart = measures.confusion(["a", "b"], [[5, 0, 1], [0, 4, 0]], "nuovo")
    assert {record["indicata"] for record in chart.records} == {"a", "b", measures.OUTSIDE}
