import time
from collections.abc import Callable
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from apps.labs import closed_rooms
from apps.labs.activities import activity
from apps.screen import layout
from workbench.jobs import Person
from workbench.publication import accesses
from workbench.rooms import (
    Given,
    Plan,
    Room,
    RoomOptions,
    Step,
    close,
    join,
    list_plans,
    open_room,
    save_answer,
    start,
)


def transfer_item() -> tuple[str, list[str]]:
    """The one item with a right answer of the tokeniser lab, and its options."""
    for screen in activity("lab-frammenti").screens(0):
        for item in screen.items:
            scores = {
                each.value: activity("lab-frammenti").score({item.id: each.value}) for each in item.options
            }
            if {1.0, 0.0} <= {next(iter(each.values())) for each in scores.values()}:
                ordered = sorted(scores, key=lambda value: -(next(iter(scores[value].values())) or 0))
                return item.id, ordered
    raise AssertionError("no question with a right answer")


@pytest.fixture
def hold(sqlite_store: str) -> Callable[..., Room]:
    """A closed room in which so many people answer the question rightly and so many wrongly."""

    def held(right: int, wrong: int, owner: str = "locale") -> Room:
        plan = Plan(name="prova", title="Primo incontro", steps=(Step(activity="lab-frammenti", minutes=5),))
        opened = open_room(plan, owner, RoomOptions(municipality="Rho"))
        start(opened.id)
        item, options = transfer_item()
        for number in range(right + wrong):
            someone, _ = join(opened)
            value = options[0] if number < right else options[-1]
            save_answer(opened, someone, Given(someone.id, 0, item, 1, value, time.time()))
        return close(opened.id)

    return held


def page() -> None:
    from apps.streamlit_app import main

    main("aule")


def opened() -> AppTest:
    return AppTest.from_function(page, default_timeout=60).run()


def texts(app: AppTest) -> str:
    return unescape("\n".join(each.proto.body for each in app.get("html")))


def test_an_empty_page_says_what_to_do_and_offers_every_plan(sqlite_store: str) -> None:
    app = opened()
    assert not app.exception
    said = texts(app)
    assert all(plan.title in said and f"/aule?programma={plan.name}" in said for plan in list_plans())
    assert "Nessuna aula ancora" in app.info[0].value


def test_a_room_is_listed_with_the_way_to_lead_it(hold: Callable[..., Room]) -> None:
    room = hold(6, 2)
    said = texts(opened())
    assert f'href="/aule/{room.code}"' in said and room.code in said and ">8<" in said


def test_results_of_a_closed_room_have_their_interval_and_the_look_is_noted(
    hold: Callable[..., Room],
) -> None:
    room = hold(6, 2)
    (found,) = closed_rooms.results_of(room)
    assert found.n == 8 and found.mean == 0.75
    assert found.low is not None and found.high is not None and found.low < 0.75 < found.high
    said = texts(opened())
    assert "0,75" in said and "da 0," in said
    assert [each.what for each in accesses()] == ["risultati dell'aula «Primo incontro»"]


@pytest.mark.parametrize(("right", "wrong"), [(2, 2), (8, 0), (0, 8)])
def test_few_people_or_all_alike_show_no_mean(hold: Callable[..., Room], right: int, wrong: int) -> None:
    (found,) = closed_rooms.results_of(hold(right, wrong))
    assert found.mean is None and found.low is None
    assert found.cells[3:] == ("non si mostra", "–")


def test_a_trainer_sees_own_rooms_and_a_researcher_all(
    hold: Callable[..., Room], monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, other = hold(6, 2, "anna"), hold(6, 2, "bruno")
    monkeypatch.setattr(layout, "person", lambda: Person("anna", "formatore"))
    said = texts(opened())
    assert mine.code in said and other.code not in said
    monkeypatch.setattr(layout, "person", lambda: Person("carla", "ricercatore"))
    said = texts(opened())
    assert mine.code in said and other.code in said


def test_a_room_with_an_activity_that_is_gone_stays_readable(sqlite_store: str) -> None:
    plan = Plan(name="prova", title="Di una volta", steps=(Step(activity="lab-sparito", minutes=5),))
    room = open_room(plan, "locale")
    start(room.id)
    close(room.id)
    app = opened()
    assert not app.exception and "nessuna attività dà un punteggio" in app.info[-1].value
