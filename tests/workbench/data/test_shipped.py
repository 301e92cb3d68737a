import json
from pathlib import Path

import pytest

from workbench.data import PARTS, list_data_sets, shipped_data_sets
from workbench.errors import UserError
from workbench.settings import Settings

DESCRIPTION = """\
name: Richieste di prova
task: classificazione
file: dati.jsonl
columns:
  text: testo
  target: ufficio
  part: parte
licence: CC-BY-4.0
source: scritto per questo test
"""


@pytest.fixture
def folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of shipped data sets with one description."""
    monkeypatch.setattr(Settings, "shipped_data", property(lambda self: home / "datasets"))
    folder = home / "datasets" / "prova"
    folder.mkdir(parents=True)
    (folder / "insieme.yaml").write_text(DESCRIPTION)
    return folder


def write(folder: Path, parts: list[str], text: str = "testo {}") -> None:
    records = [
        {"id": f"x{n}", "testo": text.format(n), "ufficio": "ab"[n % 2], "registro": "mail", "parte": part}
        for n, part in enumerate(parts)
    ]
    lines = (json.dumps(record) for record in records)
    (folder / "dati.jsonl").write_text("\n".join(lines))


def test_a_shipped_set_keeps_the_parts_of_its_authors(folder: Path) -> None:
    write(folder, ["addestramento"] * 6 + ["validazione"] * 2 + ["prova"] * 4)
    (data_set,) = shipped_data_sets()
    assert data_set.counts == {"addestramento": 6, "validazione": 2, "prova": 4}
    assert [row.text for row in data_set.rows("prova")] == [f"testo {n}" for n in range(8, 12)]
    assert (data_set.name, data_set.licence, data_set.language) == ("Richieste di prova", "CC-BY-4.0", "it")


def test_it_is_frozen_once_and_again_when_it_changes(folder: Path) -> None:
    write(folder, list(PARTS) * 4)
    first = shipped_data_sets()
    written = (first[0].folder / "data_set.json").stat().st_mtime_ns
    assert shipped_data_sets() == first == list_data_sets()
    assert (first[0].folder / "data_set.json").stat().st_mtime_ns == written
    write(folder, list(PARTS) * 5)
    assert shipped_data_sets() != first
    assert len(list_data_sets()) == 2


def test_a_corrected_licence_reaches_the_frozen_set(folder: Path) -> None:
    write(folder, list(PARTS) * 4)
    shipped_data_sets()
    (folder / "insieme.yaml").write_text(DESCRIPTION.replace("CC-BY-4.0", "CC0-1.0"))
    assert [data_set.licence for data_set in shipped_data_sets()] == ["CC0-1.0"]
    assert len(list_data_sets()) == 1


@pytest.mark.parametrize(
    ("parts", "text", "message"),
    [
        (["addestramento", "validazione", "test"], "testo {}", "riga 3: test"),
        (["addestramento", "prova"] * 3, "testo {}", "validazione"),
        (list(PARTS) * 4, "sempre lo stesso", "lo stesso testo sta in due"),
    ],
)
def test_wrong_parts_are_said(folder: Path, parts: list[str], text: str, message: str) -> None:
    write(folder, parts, text)
    with pytest.raises(UserError, match=message):
        shipped_data_sets()


@pytest.mark.parametrize(
    "wrong", ["tasks: x", "file: ../../etc/passwd.csv", "task: altro", "columns: [", "licence: ''"]
)
def test_a_wrong_description_names_the_folder(folder: Path, wrong: str) -> None:
    kept = [line for line in DESCRIPTION.splitlines() if not line.startswith(wrong.split(":")[0] + ":")]
    if wrong.startswith("columns"):
        kept = [line for line in kept if not line.startswith("  ")]
    (folder / "insieme.yaml").write_text("\n".join([*kept, wrong]))
    with pytest.raises(UserError, match=r"insieme\.yaml"):
        shipped_data_sets()
