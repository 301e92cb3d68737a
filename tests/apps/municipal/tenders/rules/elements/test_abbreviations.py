"""Words cut short are read in full, and a point that ends a line still ends it."""

from apps.municipal.tenders.rules.elements.abbreviations import written_out


def test_words_cut_short_are_written_out() -> None:
    assert written_out("Cauz. def. 5%") == "cauzione definitiva 5%"
    assert written_out("manutenz. ordinaria") == "manutenzione ordinaria"
    assert written_out("V.to di reg. cont.") == "visto di regolarità contabile."


def test_whole_words_and_titles_stay() -> None:
    text = "Il dott. Bini ha letto la definizione del D.Lgs. 36/2023, art. 50."
    assert written_out(text) == text
