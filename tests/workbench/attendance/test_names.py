import pytest

from workbench.attendance.names import checked_name
from workbench.errors import UserError


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Anna   Maria  ", "Anna Maria"),
        ("Nicolo\N{COMBINING GRAVE ACCENT}", "Nicolò"),
        ("D'Angelo", "D'Angelo"),
        ("’t Hooft", "’t Hooft"),
        ("Łukasz Đặng-Ștefan", "Łukasz Đặng-Ștefan"),
        ("G. Rossi", "G. Rossi"),
        ("王小明", "王小明"),
        ("علي حسن", "علي حسن"),
        ("สมชาย ใจดี", "สมชาย ใจดี"),
    ],
)
def test_a_name_of_any_alphabet_is_kept_as_its_bearer_writes_it(typed, kept):
    assert checked_name(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "A",
        "x" * 81,
        "x" * 100_000,
        "=1+1",
        "+39 Anna",
        "-Anna",
        "@Anna Rossi",
        "Anna\tRossi",
        "Anna\nRossi",
        "Anna\x00Rossi",
        "<b>Anna</b>",
        "Anna {{7*7}}",
        "Anna\N{RIGHT-TO-LEFT OVERRIDE}issoR",
        "Anna\N{LEFT-TO-RIGHT ISOLATE}Rossi",
        "Anna\N{ZERO WIDTH SPACE}Rossi",
        "Anna\N{NO-BREAK SPACE}Rossi",
        "Anna Rossi 3",
        "Anna 😀 Rossi",
        "Anna" + "\N{COMBINING ACUTE ACCENT}" * 5,
        "\N{COMBINING ACUTE ACCENT}Anna",
        "Anna\ud800Rossi",
    ],
)
def test_what_could_trick_a_page_a_sheet_or_a_reader_is_refused(typed):
    with pytest.raises(UserError, match="Scrivere nome e cognome"):
        checked_name(typed)
