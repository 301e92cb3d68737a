import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from workbench.data import (
    PARTS,
    Columns,
    DataSet,
    Task,
    delete_data_set,
    freeze,
    list_data_sets,
    models_trained_on,
    open_data_set,
    prepare,
    read_bytes,
    unreadable_data_sets,
    writing,
)
from workbench.errors import UserError
from workbench.settings import settings

COLUMNS = Columns(Task.CLASSIFICATION, "testo", "ufficio")


def frozen(name: str = "Città di prova", licence: str = "CC0-1.0", rows: int = 60, **more: int) -> DataSet:
    text = "testo;ufficio\n" + "".join(f"messaggio {n};{'ab'[n % 2]}\n" for n in range(rows)) + ";a\n"
    table = read_bytes("dati.csv", text.encode())
    return freeze(name, prepare(table, COLUMNS), table, COLUMNS, licence=licence, source="prova", **more)  # type: ignore[arg-type]


def test_a_frozen_data_set_opens_as_it_was_written(home: Path) -> None:
    data_set = frozen()
    assert open_data_set(data_set.id) == data_set
    assert data_set.id == f"citta-di-prova-{data_set.digest[:8]}"
    assert data_set.counts == {"addestramento": 42, "validazione": 6, "prova": 12}
    assert {part: len(data_set.rows(part)) for part in PARTS} == data_set.counts
    assert sorted(path.name for path in data_set.folder.iterdir()) == [
        "addestramento.jsonl",
        "data_set.json",
        "originale.csv",
        "prova.jsonl",
        "scartate.jsonl",
        "validazione.jsonl",
    ]
    rejected = json.loads((data_set.folder / "scartate.jsonl").read_text())
    assert (rejected["number"], data_set.rejected) == (62, 1)


def test_the_same_rows_frozen_twice_are_one_data_set(home: Path) -> None:
    first, second = frozen(), frozen()
    assert first == second
    assert [data_set.id for data_set in list_data_sets()] == [first.id]
    assert len(list(settings().data.iterdir())) == 1


def test_freezing_again_corrects_licence_and_keeps_the_rest(home: Path) -> None:
    first, second = frozen(), frozen(licence="CC-BY-4.0")
    assert (second.id, second.licence, second.created) == (first.id, "CC-BY-4.0", first.created)
    assert open_data_set(first.id).licence == "CC-BY-4.0"


def test_another_seed_or_other_rows_are_another_data_set(home: Path) -> None:
    assert len({frozen().id, frozen(seed=21).id, frozen(rows=70).id}) == 3


@pytest.mark.parametrize("part", PARTS)
def test_a_changed_part_is_noticed_when_it_is_read(home: Path, part: str) -> None:
    data_set = frozen()
    path = data_set.folder / f"{part}.jsonl"
    path.write_text(path.read_text().replace("messaggio", "massaggio", 1))
    with pytest.raises(UserError, match="non è più quella congelata"):
        data_set.rows(part)
    path.unlink()
    with pytest.raises(UserError, match="manca"):
        open_data_set(data_set.id).rows(part)


def test_there_are_only_three_parts(home: Path) -> None:
    with pytest.raises(UserError, match="addestramento, validazione, prova"):
        frozen().rows("../../etc/passwd")


@pytest.mark.parametrize(
    "name",
    ["../../fuori", "a/b", "..", "con\nriga", "CON\x00nullo", "x" * 5_000, "<script>alert(1)</script>"],
)
def test_no_name_leaves_the_folder_of_the_data_sets(home: Path, name: str) -> None:
    if name == "..":
        with pytest.raises(UserError, match="nome"):
            frozen(name)
        return
    folder = frozen(name).folder
    assert folder.parent == settings().data
    assert folder.is_dir()


@pytest.mark.parametrize(
    "identifier", ["../models/x-12345678", "..", "", "a/b-12345678", "A-12345678", "nome"]
)
def test_an_id_that_could_be_a_path_is_refused(home: Path, identifier: str) -> None:
    for use in (open_data_set, delete_data_set):
        with pytest.raises(UserError, match="non è valido"):
            use(identifier)


def test_a_data_set_that_is_not_there_is_said(home: Path) -> None:
    assert list_data_sets() == []
    with pytest.raises(UserError, match="non esiste"):
        open_data_set("manca-12345678")


def test_a_broken_folder_does_not_hide_the_others(home: Path) -> None:
    good, broken = frozen(), frozen("Altro")
    (broken.folder / "data_set.json").write_text("{")
    assert list_data_sets() == [good]
    assert [name for name, _ in unreadable_data_sets()] == [broken.id]
    delete_data_set(broken.id)
    assert unreadable_data_sets() == []


def test_a_moved_home_still_opens(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data_set = frozen()
    shutil.move(home / "var", home / "altrove" / "var")
    monkeypatch.setenv("OFFICINA_HOME", str(home / "altrove"))
    settings.cache_clear()
    assert len(open_data_set(data_set.id).rows("prova")) == 12


def test_two_people_who_freeze_the_same_rows_at_once_get_one_data_set(home: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: frozen(), range(8)))
    assert len({data_set.id for data_set in found}) == 1
    assert [path.name for path in settings().data.iterdir()] == [found[0].id]


def test_a_full_disk_leaves_nothing_behind(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_space(descriptor: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(writing.os, "fsync", no_space)
    with pytest.raises(UserError, match="No space left"):
        frozen()
    assert list(settings().data.iterdir()) == []


def test_what_a_dead_process_left_half_written_is_not_a_data_set(home: Path) -> None:
    leftover = settings().data / ".nuovo-abc"
    leftover.mkdir(parents=True)
    os.utime(leftover, (0, 0))
    data_set = frozen()
    assert list_data_sets() == [data_set]
    assert not leftover.exists()


def test_a_deleted_data_set_is_gone_and_its_models_were_named(home: Path) -> None:
    data_set = frozen()
    for name, digest in (("mio", data_set.digest), ("altro", "0" * 64)):
        (settings().models / name).mkdir(parents=True)
        (settings().models / name / "officina.json").write_text(json.dumps({"data_digest": digest}))
    assert models_trained_on(data_set) == ["mio"]
    delete_data_set(data_set.id)
    assert list_data_sets() == []
    assert list(settings().data.iterdir()) == []
