import pytest

from workbench.errors import UserError
from workbench.rooms import Plan, Step, list_plans, make_plan, read_plan, save_plan
from workbench.rooms import plan as plan_module
from workbench.settings import settings


@pytest.fixture
def shipped(home, tmp_path, monkeypatch):
    folder = tmp_path / "forniti"
    folder.mkdir()
    monkeypatch.setattr(plan_module, "SHIPPED", folder)
    text = "name: base\ntitle: Base\nsteps:\n- {activity: pausa, minutes: 5}\n"
    (folder / "base.yaml").write_text(text, "utf-8")
    return folder


def test_a_saved_plan_is_read_again_after_the_shipped_ones(shipped, plan):
    assert save_plan(plan) == plan == read_plan("prova")
    assert [found.name for found in list_plans()] == ["base", "prova"]
    changed = plan.model_copy(update={"title": "Perché sì"})
    save_plan(changed)
    assert read_plan("prova") == changed
    assert [path.name for path in (settings().var / "plans").iterdir()] == ["prova.yaml"]


def test_a_shipped_plan_is_not_overwritten(shipped):
    mine = Plan(name="base", title="Mio", steps=(Step(activity="pausa", minutes=1),))
    with pytest.raises(UserError, match="fornito"):
        save_plan(mine)
    assert read_plan("base").title == "Base"


def test_an_unknown_plan_names_the_known_ones(shipped):
    with pytest.raises(UserError, match="base"):
        read_plan("../../etc/passwd")


@pytest.mark.parametrize(
    "text", ["", "- a", "name: [", "name: rotto\ntitle: x\nsteps: []\n", "name: altro\ntitle: x\n", "\0"]
)
def test_a_broken_file_is_named(shipped, text):
    folder = settings().var / "plans"
    folder.mkdir(parents=True)
    (folder / "rotto.yaml").write_text(text, "utf-8")
    with pytest.raises(UserError):
        list_plans()


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "../x"},
        {"title": ""},
        {"steps": []},
        {"steps": [{"activity": "a", "minutes": 0}]},
        {"steps": [{"activity": "a", "minutes": 181}]},
        {"steps": [{"activity": "A B", "minutes": 5}]},
        {"steps": [{"activity": "a", "minutes": 5}] * 31},
        {"extra": 1},
    ],
)
def test_a_plan_that_cannot_be_is_refused_in_words(wrong):
    right = {"name": "x", "title": "X", "steps": [{"activity": "a", "minutes": 5}]}
    assert make_plan(right).name == "x"
    with pytest.raises(UserError, match="programma"):
        make_plan({**right, **wrong})
