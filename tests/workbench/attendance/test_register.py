from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from workbench import attendance
from workbench.attendance import Completions, completions, erase_certificate, find_certificate, redeem
from workbench.errors import UserError
from workbench.store import engine
from workbench.store.tables.attendance import certificates


def number_of_rows() -> int:
    with engine("attendance").connect() as connection:
        return connection.execute(select(func.count()).select_from(certificates)).scalar_one()


def test_a_certificate_is_found_by_its_code_however_it_is_typed(token):
    made = redeem(token, "Łukasz Nicolò D'Angelo")
    assert (made.name, made.minutes) == ("Łukasz Nicolò D'Angelo", 45)
    assert find_certificate(made.code.lower().replace("-", " ")) == made
    assert find_certificate("AT-BBBBB-BBBBB") is None
    assert find_certificate("x" * 100_000) is None


def test_a_token_redeemed_again_gives_the_same_certificate_and_never_a_second_row(token):
    first = redeem(token, "Anna Rossi")
    assert redeem(token, "Anna Rossi") == first
    assert redeem(token, "Qualcun Altro") == first
    assert redeem(token, "") == first
    assert number_of_rows() == 1


def test_twenty_phones_with_one_token_at_once_get_one_certificate(token):
    with ThreadPoolExecutor(20) as phones:
        got = set(
            phones.map(lambda number: redeem(token, f"Anna {'abcdefghijklmnopqrst'[number]}"), range(20))
        )
    assert len(got) == 1
    assert number_of_rows() == 1


def test_a_bad_name_does_not_use_the_token_up(token):
    with pytest.raises(UserError):
        redeem(token, "=cmd()")
    assert number_of_rows() == 0
    assert redeem(token, "Anna Rossi").name == "Anna Rossi"


def test_a_wrong_name_is_put_right_by_erasing_and_redeeming_anew(token):
    wrong = redeem(token, "Ana Rosi")
    assert erase_certificate(wrong.code) and not erase_certificate(wrong.code)
    assert find_certificate(wrong.code) is None
    right = redeem(token, "Anna Rossi")
    assert right.code != wrong.code and number_of_rows() == 1


def test_completions_are_counted_by_module_and_municipality_without_names(held_room):
    for place, names in (("Legnano", ["Anna Rossi", "Bruno Neri", "Anna Rossi"]), ("Rho", ["Carla Blu"])):
        room = held_room(municipality=place)
        for name in names:
            redeem(attendance.issue_token(room, 60), name)
    title = room.plan.title
    expected = [Completions(title, "Legnano", 2), Completions(title, "Rho", 1)]
    assert completions() == expected
    assert completions(f"{date.today():%Y-%m}") == completions(f"{date.today():%Y}") == expected
    assert completions("1999-01") == []


def test_the_sweep_counts_first_and_erases_only_what_is_too_old(token):
    redeem(token, "Anna Rossi")
    later = date.today() + timedelta(days=400)
    assert attendance.sweep(later, days=500, dry_run=False) == 0
    assert attendance.sweep(later, days=365, dry_run=True) == 1
    assert number_of_rows() == 1
    assert attendance.sweep(later, days=365, dry_run=False) == 1
    assert number_of_rows() == 0


def test_the_rows_keep_no_order_of_arrival_and_no_instant(held_room, store):
    room = held_room()
    made = [redeem(attendance.issue_token(room, 60), f"Anna {letter * 2}") for letter in "abcdefghij"]
    with engine("attendance").connect() as connection:
        rows = connection.execute(select(certificates)).all()
        if store.startswith("sqlite"):
            assert [row.code for row in rows] == sorted(certificate.code for certificate in made)
    assert all(type(row.date) is date for row in rows)
    assert set(certificates.c.keys()) == {
        *("code", "name", "module", "municipality", "minutes", "date"),
        "receipt",
    }
