"""What is read as the label of a figure."""

import pytest

from apps.municipal.tenders.rules.clauses.rows import labels


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("c) Termine per la stipula: 60 giorni;", "termine per la stipula"),
        ("| Tetto delle penali | art. 126 del D.Lgs. 36/2023 | 20 per cento |", "tetto delle penali"),
        ("Tetto delle penali (art. 126 del Codice): fino al 20%", "tetto delle penali"),
        ("Condizioni: preavviso di recesso di almeno 10 giorni.", "preavviso di recesso"),
        ("Art. 8 - Ritenuta di legge\nLa misura è fissata nel 2 per cento.", "ritenuta di legge"),
        ("| Ritenuta di legge | art. 11 del D.Lgs.\n36/2023 | 2 per cento |", "ritenuta di legge"),
    ],
)
def test_a_figure_is_of_what_is_written_beside_it(text: str, label: str) -> None:
    assert [found for found, _ in labels(text)] == [label]


def test_in_a_sentence_the_label_is_the_whole_of_it() -> None:
    (found, _), *_ = labels("L'appaltatore paga, per ogni giorno, il 2 per mille.")
    assert found.startswith("l'appaltatore paga")
