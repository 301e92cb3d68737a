import pytest

from workbench.privacy import find_personal


def names(text: str) -> list[str]:
    return [each.text for each in find_personal(text) if each.kind == "nome"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("il sig. Mario Rossi chiede", "Mario Rossi"),
        ("Gent.ma Sig.ra Dott.ssa De Luca", "De Luca"),
        ("signora Maria Grazia Lo Presti, venga", "Maria Grazia Lo Presti"),
        ("l'ing. Paolo D'Amico", "Paolo D'Amico"),
        ("Il rag. G. Sormani", "G. Sormani"),
        ("Egr. Sig. ALDO RAVASI", "ALDO RAVASI"),
        ("Il sottoscritto, Jean-Pierre N'Diaye, chiede", "Jean-Pierre N'Diaye"),
        ("io sottoscritto/a Beatrice Colleoni", "Beatrice Colleoni"),
        ("Rossetti Anna, nata a Rho", "Rossetti Anna"),
        ("mi chiamo Said e cerco casa", "Said"),
        ("dott.Meroni", "Meroni"),
        ("Spett.le\nSig.ra\nAnna Verdi\nvia Roma 3", "Anna Verdi"),
        ("a scuola la signora Brusa urla", "Brusa"),
        ("per Ottavia prof. Sala", "Sala"),
        ("il prof. Àngelo Nicolò", "Àngelo Nicolò"),
    ],
)
def test_a_name_after_a_title_is_found_whole(text: str, name: str) -> None:
    assert names(text) == [name]


def test_a_plural_title_has_several_names() -> None:
    assert names("Sig.ri Anselmo Galbiati e Nives Porta") == ["Anselmo Galbiati", "Nives Porta"]


@pytest.mark.parametrize(
    "text",
    [
        "Sig. Sindaco",
        "Dott. Responsabile dell'Ufficio",
        "Il sottoscritto RUP",
        "La sottoscritta Amministrazione",
        "via Ing. Enrico Mattei",
        "Scuola primaria Prof. Ettore Molinari",
        "la signora del quarto piano",
        "nato a Legnano",
        "il Ragioniere Generale",
    ],
)
def test_offices_and_streets_are_no_names(text: str) -> None:
    assert names(text) == []
