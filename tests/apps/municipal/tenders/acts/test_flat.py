"""Broken lines joined, places kept."""

import pytest

from apps.municipal.tenders.acts import flatten


@pytest.mark.parametrize(
    ("original", "flat"),
    [
        ("il respon-\nsabile unico", "il responsabile unico"),
        ("il progetto\nè approvato", "il progetto è approvato"),
        ("uno\n\ndue", "uno\ndue"),
        ("VISTO\nRICHIAMATO il decreto", "VISTO\nRICHIAMATO il decreto"),
        ("Voce | Euro\nServizio | 100,00\ndi cui", "Voce | Euro\nServizio | 100,00\ndi cui"),
        ("l’ente", "l'ente"),
        ("l'unita' e' cosi' perche' puo'", "l'unità è così perché può"),
        ("D I S C I P L I N A R E di gara, lotti A B C", "DISCIPLINARE di gara, lotti A B C"),
        ("un po' di 'Aurora' a Ca' Granda", "un po' di 'Aurora' a Ca' Granda"),
        ("a  b\u00a0c", "a b c"),
        ("", ""),
        ("2026-\n2028", "2026- 2028"),
        ("il PROCEDI-\nMENTO", "il PROCEDIMENTO"),
        ("A-\nB", "A- B"),
        ("la legge\nn. 136 del 2010", "la legge n. 136 del 2010"),
        ("art. 50,\nco. 4", "art. 50, co. 4"),
        ("art. 17\nc. 2", "art. 17 c. 2"),
        ("comma 1,\nlett. b) del", "comma 1, lett. b) del"),
        ("elenco\na) uno\nb) due", "elenco\na) uno\nb) due"),
        ("elenco\n1) uno\n2. Due", "elenco\n1) uno\n2. Due"),
        ("di euro\n12. oltre", "di euro 12. oltre"),
        ("elenco\n- uno\n• due", "elenco\n- uno\n• due"),
        (
            "oltre il 10 per cento.\n12 - Subappalto\nè ammesso",
            "oltre il 10 per cento.\n12 - Subappalto è ammesso",
        ),
        (
            "per i lavori di importo superiore a\n500.000,00 euro",
            "per i lavori di importo superiore a 500.000,00 euro",
        ),
        (
            "sotto tale limite non vi è obbligo di\nMEPA o Sintel",
            "sotto tale limite non vi è obbligo di MEPA o Sintel",
        ),
        ("| voce di spesa | importo di\n| lavori | 1,00", "| voce di spesa | importo di\n| lavori | 1,00"),
        (
            "| lavori da 150.000 a un milione di euro | procedura\nnegoziata |",
            "| lavori da 150.000 a un milione di euro | procedura\nnegoziata |",
        ),
        (
            "lavori da 150.000 a un milione di euro | procedura\nnegoziata con inviti",
            "lavori da 150.000 a un milione di euro | procedura negoziata con inviti",
        ),
        ("la commissione è composta da\n- uno", "la commissione è composta da\n- uno"),
        ("personale ........ 25\ntempi ........ 20\n", "personale ........ 25\ntempi ........ 20\n"),
    ],
)
def test_a_scanned_text_reads_as_one_would_read_it(original: str, flat: str) -> None:
    assert flatten(original).text == flat


def test_a_place_leads_back_to_the_original_words() -> None:
    original = "Il   respon-\n  sabile  unico\ndel progetto"
    flat = flatten(original)
    start = flat.text.index("responsabile unico")
    one, other = flat.place(start, start + len("responsabile unico"))
    assert original[one:other] == "respon-\n  sabile  unico"
    assert flat.flat_place(one, other) == (start, start + len("responsabile unico"))


def test_a_sentence_does_not_end_at_an_abbreviation() -> None:
    text = flatten("Prima frase. Ai sensi dell'art. 50 del D.Lgs. 36/2023, si affida. Terza frase.").text
    flat = flatten(text)
    one, other = flat.sentence(text.index("50"), text.index("50") + 2)
    assert text[one:other].strip() == "Ai sensi dell'art. 50 del D.Lgs. 36/2023, si affida."
