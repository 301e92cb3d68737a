from pathlib import Path

import pytest

from apps.training.from_scratch import texts, wish
from apps.training.from_scratch.texts import Text
from workbench.errors import UserError
from workbench.jobs import Events, Person, Status, list_jobs, open_job
from workbench.jobs.launch import command_line
from workbench.jobs.state import change_state
from workbench.settings import settings

ME, MARIA = Person("locale", "amministratore"), Person("maria", "formatore")
CONTENT = b'{"text": "Il Comune risponde."}\n'


def test_an_upload_is_kept_once_under_a_name_without_surprises(home: Path) -> None:
    place = texts.keep("../Avvisi del Comune.JSONL", CONTENT)
    assert place.parent == home / "var" / "texts"
    assert place.name.startswith("avvisi-del-comune-") and place.name.endswith(".jsonl")
    assert texts.keep("../Avvisi del Comune.JSONL", CONTENT) == place
    assert texts.kept() == {place: "avvisi-del-comune (32 byte)"}
    assert texts.genre_of(place) == "avvisi-del-comune"


def test_two_files_of_one_name_are_kept_side_by_side(home: Path) -> None:
    first, second = texts.keep("a.txt", b"uno"), texts.keep("a.txt", b"due")
    assert first != second and len(texts.kept()) == 2


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("foglio.csv", b"a;b", "tipo di file"),
        ("a.txt", "perché".encode("latin-1"), "UTF-8"),
        ("a.jsonl", b"{}\n", "La riga 1"),
        ("a.txt", b"", "vuoto"),
    ],
)
def test_what_cannot_be_read_is_told_and_not_kept(home: Path, name: str, content: bytes, reason: str) -> None:
    with pytest.raises(UserError, match=reason):
        texts.keep(name, content)
    assert not [*(settings().var / "texts").glob("*")]


def test_a_path_of_this_machine_is_not_opened_for_everybody(home: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("ciao", "utf-8")
    assert texts.named(str(tmp_path / "a.txt"), ME) == tmp_path / "a.txt"
    with pytest.raises(UserError, match="non si aprono file"):
        texts.named(str(tmp_path / "a.txt"), MARIA)
    with pytest.raises(UserError, match="non c'è"):
        texts.named(str(tmp_path / "manca.txt"), ME)


def chosen(*genres: str, weights: tuple[float, ...] = (2, 1, 1)) -> list[Text]:
    return [Text(Path(f"/testi/{n}.txt"), genre, weights[n]) for n, genre in enumerate(genres)]


def test_weights_become_shares_that_the_config_accepts(home: Path) -> None:
    config = wish.make_config({"name": "prova", **wish.SIZES["piccolo"]}, chosen("pa", "prosa", "tecnico"))
    assert config.weights == {"pa": 0.5, "prosa": 0.25, "tecnico": 0.25}
    assert config.texts["prosa"] == "/testi/1.txt"
    assert "«pa» 50\u202f%" in wish.tell_size(config)


@pytest.mark.parametrize("weights", [(1, 1, 1), (7, 3, 13), (100, 1, 1)])
def test_any_weights_add_up_to_one(home: Path, weights: tuple[float, ...]) -> None:
    config = wish.make_config({"name": "prova"}, chosen("a", "b", "c", weights=weights))
    assert sum(config.weights.values()) == pytest.approx(1)
    assert config.weights["a"] / config.weights["b"] == pytest.approx(weights[0] / weights[1], rel=0.02)


@pytest.mark.parametrize("genres", [("pa", "pa"), ("pa", " ")])
def test_genres_need_names_of_their_own(home: Path, genres: tuple[str, str]) -> None:
    with pytest.raises(UserError, match="genere"):
        wish.make_config({"name": "prova"}, chosen(*genres))


def test_a_name_that_is_taken_is_refused_and_another_proposed(home: Path) -> None:
    (settings().models / "da-zero-piccolo").mkdir(parents=True)
    with pytest.raises(UserError, match="Esiste già"):
        wish.make_config({"name": "da-zero-piccolo"}, chosen("pa"))
    assert wish.proposed_name("piccolo") == "da-zero-piccolo-2"


@pytest.mark.parametrize("size", wish.SIZES)
def test_every_size_is_a_valid_start(home: Path, size: str) -> None:
    assert size in wish.SIZE_WORDS
    wish.make_config({"name": "prova", **wish.SIZES[size]}, chosen("pa"))


def test_the_same_press_sent_twice_makes_one_job_that_pretrains(home: Path) -> None:
    config = wish.make_config({"name": "prova"}, chosen("pa"))
    first = wish.start(config, ME, "richiesta")
    assert wish.start(config, ME, "richiesta").id == first.id
    (job,) = list_jobs()
    assert job.command[:4] == ("python", "-m", "finetune", "pretrain")


def test_a_resumed_job_is_told_to_go_on(home: Path) -> None:
    job = wish.start(wish.make_config({"name": "prova"}, chosen("pa")), ME, "richiesta")
    Events(job.folder).write("start", steps=10, from_step=0)
    assert command_line(job)[-1] != "--resume"
    change_state(job.folder, {Status.QUEUED}, attempt=2)
    assert command_line(open_job(job.id))[-1] == "--resume"
