import pytest

from workbench.attendance import read_code
from workbench.attendance.codes import new_code


def test_a_code_has_ten_characters_without_look_alikes_after_its_prefix():
    for code in {new_code() for _ in range(500)}:
        prefix, first, second = code.split("-")
        assert prefix == "AT" and len(first) == len(second) == 5
        assert not set(first + second) & set("0O1IL2Z5SUAE")


def test_codes_do_not_repeat():
    assert len({new_code() for _ in range(5000)}) == 5000


@pytest.mark.parametrize(
    "typed", ["AT-7KQ4M-9XCWR", "at 7kq4m 9xcwr", "7KQ4M9XCWR", " At–7kq4m—9xcwr ", "AT7KQ4M9XCWR"]
)
def test_a_code_is_read_however_it_is_typed(typed):
    assert read_code(typed) == "AT-7KQ4M-9XCWR"


@pytest.mark.parametrize(
    "typed", ["", "ABC-234", "4821-7730", "KTRM-4829-X7", "AT-7KQ4M-9XCW", "AT-7KQ4M-9XCW0", "x" * 100_000]
)
def test_a_room_rejoin_or_card_code_is_no_certificate_code(typed):
    assert read_code(typed) is None
