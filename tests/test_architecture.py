"""The rules of the house that a machine can check."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("apps", "finetune", "eval", "workbench")
SOURCES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
HEAVY = {
    "torch",
    "transformers",
    "peft",
    "mlflow",
    "pandas",
    "sklearn",
    "scipy",
    "evaluate",
    "datasets",
    "gradio",
}


def test_imports_point_only_to_the_right() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_datasets_holds_files_only_so_that_the_library_of_that_name_is_never_shadowed() -> None:
    assert not list((ROOT / "datasets").rglob("*.py"))


@pytest.mark.parametrize(
    "folder",
    [
        "finetune/recipes",
        "eval/benchmarks",
        "eval/metrics",
        "eval/predictors",
        "workbench/indicators/methods",
        "workbench/checks",
        "apps/labs/activities",
    ],
)
def test_every_file_that_defines_one_thing_is_listed_in_its_folder(folder: str) -> None:
    listed = (ROOT / folder / "__init__.py").read_text("utf-8")
    one_thing = r"^[A-Z_]+(: \w+)? = \w*(Recipe|Benchmark|Metric|Kind|Method)\("
    defines = re.compile(
        one_thing + r"|def (__call__\(self, output|screens\(self)",
        re.MULTILINE,
    )
    texts = {p.stem: p.read_text("utf-8") for p in (ROOT / folder).glob("[!_]*.py")}
    files = [name for name, text in texts.items() if defines.search(text) and "(Protocol)" not in text]
    assert files
    assert [name for name in files if not re.search(rf"\b{name}\b", listed)] == []


def test_files_stay_under_three_hundred_lines() -> None:
    long = {str(p.relative_to(ROOT)): n for p in SOURCES if (n := p.read_text("utf-8").count("\n")) > 300}
    assert long == {}


def _own_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the body, without its docstring and the functions inside it (handlers of a route table)."""
    inner = [node for node in ast.walk(function) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    lines = {line for node in inner[1:] for line in range(node.lineno, (node.end_lineno or 0) + 1)}
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return len(set(range(body[0].lineno, (function.end_lineno or 0) + 1)) - lines) if body else 0


def test_functions_stay_under_forty_lines() -> None:
    found = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _own_lines(node) > 40:
                found.append(f"{path.relative_to(ROOT)}:{node.name} {_own_lines(node)}")
    assert found == []


def test_no_drawer_modules_and_no_name_of_a_library_in_apps() -> None:
    drawers = {"utils", "helpers", "common", "manager"}
    names = {part for path in SOURCES for part in path.relative_to(ROOT).with_suffix("").parts}
    assert not names & drawers
    inside_apps = {path.stem for path in (ROOT / "apps").iterdir()}
    assert not inside_apps & {"datasets", "evaluate", "mlflow", "gradio", "streamlit", *PACKAGES}


def test_no_pickle_no_remote_code_and_no_registry_address() -> None:
    for path in SOURCES:
        text = path.read_text("utf-8")
        assert "import pickle" not in text, path
        assert "trust_remote_code=True" not in text, path
    assert "://" not in (ROOT / "requirements.lock").read_text("utf-8")


@pytest.mark.parametrize("page", sorted((ROOT / "apps").rglob("page.py")), ids=lambda page: page.parent.name)
def test_a_page_imports_nothing_heavy(page: Path) -> None:
    module = ".".join(page.relative_to(ROOT).with_suffix("").parts)
    code = f"import sys, {module}; print(*sorted({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
