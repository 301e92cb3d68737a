from itertools import pairwise

import pytest

from workbench.privacy import KINDS, find_personal, mask

LENGTH = 100_000


def test_a_mask_says_the_kind_and_keeps_the_rest() -> None:
    text = "Il sig. Mario Rossi, C.F. RSSMRA80A01H501U, tel. 347 6120984, prot. 12/2027."
    assert mask(text) == "Il sig. [nome], C.F. [codice fiscale], tel. [telefono], prot. 12/2027."
    assert mask("") == ""


def test_findings_are_in_order_and_never_overlap() -> None:
    text = (
        "P.IVA 00743110157, IBAN IT60X0542811101000000123456, anna@posta.example, 4111111111111111, GF482KL"
    )
    found = find_personal(text)
    assert all(each.kind in KINDS and text[each.start : each.end] == each.text for each in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert [each.kind for each in found] == ["partita IVA", "IBAN", "e-mail", "carta di pagamento", "targa"]


def test_a_masked_text_has_nothing_left_to_mask() -> None:
    masked = mask("sig. Rossi 3476120984 anna@posta.example targa GF482KL " * 50)
    assert mask(masked) == masked


@pytest.mark.parametrize(
    "ugly", ["\u202e3476120984", "<b>3476120984</b>", "3476120984\x00", "👵3476120984👴"]
)
def test_odd_characters_do_not_hide_a_number(ugly: str) -> None:
    assert [each.text for each in find_personal(ugly)] == ["3476120984"]


@pytest.mark.parametrize(
    "piece",
    ["3", "0 ", "333 1234567 ", "IT60 ", "a.", "a@", "sig. ", "sig.sig.", "Di De ", "nato a ", "o'o-", "+1("],
)
def test_time_grows_with_the_length_of_the_text(piece: str, stopwatch) -> None:
    text = (piece * LENGTH)[:LENGTH]
    with stopwatch() as taken:
        find_personal(text)
    assert taken.seconds < 1
