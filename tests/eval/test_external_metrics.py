from pathlib import Path

import pytest

from eval.metrics import Answers, Draws
from eval.metrics.external import load_external
from workbench.errors import UserError

SOURCE = """
import datasets
import evaluate


class Iniziale(evaluate.Metric):
    def _info(self):
        features = datasets.Features({"predictions": datasets.Value("%s"), "references": %s})
        return evaluate.MetricInfo(description="", citation="", inputs_description="", features=features)

    def _compute(self, predictions, references):
        first = [str(one[0] if isinstance(one, list) else one)[:1] for one in references]
        return {"iniziale": sum(str(a)[:1] == b for a, b in zip(predictions, first)) / len(first)}
"""


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Where `evaluate` copies code to; it settles on one place per process."""
    from evaluate import config

    config.HF_MODULES_CACHE = str(tmp_path_factory.mktemp("moduli"))


@pytest.fixture
def write_metric(tmp_path: Path, modules: None):
    def write(name: str, kind: str = "string", references: str = 'datasets.Value("string")') -> Path:
        folder = tmp_path / name
        folder.mkdir()
        (folder / f"{name}.py").write_text(SOURCE % (kind, references), encoding="utf-8")
        return folder

    return write


FIRST = Answers(["alfa", "beta"] * 30, ["alfa", "alfa"] * 30, ("alfa", "beta"))
SECOND = Answers(["alfa", "beta"] * 30, ["alfa", "beta"] * 30, ("alfa", "beta"))


def test_a_metric_in_a_folder_gives_figures_and_differences_with_intervals(home, write_metric):
    metric = load_external(str(write_metric("iniziale")))
    found = metric.figure(FIRST, Draws())
    assert found.point == 0.5 and 0.3 < found.low < 0.5 < found.high < 0.7
    compared = metric.compare(FIRST, SECOND, Draws())
    assert compared.difference.point == 0.5 and compared.p < 0.001
    assert metric.name == "esterna_iniziale"


def test_labels_become_numbers_and_references_lists_where_the_metric_asks(home, write_metric):
    numbers = load_external(str(write_metric("numeri", "int32", 'datasets.Value("int32")')))
    assert numbers.figure(SECOND, Draws()).point == 1
    lists = load_external(str(write_metric("liste", "string", 'datasets.Sequence(datasets.Value("string"))')))
    assert lists.figure(SECOND, Draws()).point == 1


def test_a_metric_by_name_is_refused_where_the_network_is_not_allowed(home):
    with pytest.raises(UserError, match="OFFICINA_ALLOW_NETWORK"):
        load_external("rouge")


def test_a_missing_folder_and_a_broken_metric_are_told_apart(home, tmp_path):
    with pytest.raises(UserError, match="non esiste"):
        load_external("/nessuna/cartella")
    broken = tmp_path / "rotta"
    broken.mkdir()
    with pytest.raises(UserError, match="non si carica"):
        load_external(str(broken))


def test_code_among_uploaded_files_is_never_run(home, write_metric):
    folder = home / "var" / "data" / "maligna"
    folder.parent.mkdir(parents=True)
    write_metric("maligna").rename(folder)
    with pytest.raises(UserError, match="file caricati"):
        load_external(str(folder))
