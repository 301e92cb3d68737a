from pathlib import Path

from apps.screen.provenance import title_of


def test_the_stages_of_a_lineage_are_called_as_on_other_pages(home: Path) -> None:
    assert title_of("valutazione", "tfidf") == "TF-IDF"
    told = title_of("confronto", "uffici, tfidf / incorporato")
    assert told == "uffici e TF-IDF rispetto a Modello incorporato"
    assert title_of("taratura", "esercizio-estrazione / incorporato") == (
        "esercizio-estrazione con Modello incorporato"
    )
    assert title_of("versione del modello", "tfidf, versione 2") == "tfidf, versione 2"
