"""Command line: `python -m finetune train|pretrain|estimate|recipes`.

Exit codes: 0 done, 3 stopped on request with everything saved, 4 something that a person can put right.
"""

import argparse
import json
import os
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import yaml

from finetune.config import read_config
from finetune.pretraining.config import EXPLANATION, RECIPE, read_pretraining
from workbench.errors import UserError
from workbench.jobs import Events, request_stop
from workbench.settings import settings

DONE, STOPPED, USER_ERROR = 0, 3, 4


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    settings()  # silences telemetry before any library is imported
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    try:
        return int(options.run(options))
    except UserError as problem:
        print(problem, file=sys.stderr)
        _tell(problem, getattr(options, "folder", None))
        return USER_ERROR


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m finetune", description="Addestra un modello.")
    commands = parser.add_subparsers(required=True, metavar="comando")
    for name, explanation, run in (
        ("train", "addestra un modello, o riprende, in una cartella", _train),
        ("pretrain", "addestra un modello da zero, o riprende, in una cartella", _pretrain),
    ):
        command = commands.add_parser(name, help=explanation)
        command.add_argument("config", type=Path, help="file YAML con le scelte")
        command.add_argument("--folder", type=Path, required=True, help="cartella del lavoro")
        command.add_argument(
            "--resume", action="store_true", help="riprende dall'ultimo salvataggio completo"
        )
        command.set_defaults(run=run)
    estimate = commands.add_parser("estimate", help="stima tempo e memoria")
    estimate.add_argument("config", type=Path, help="file YAML con le scelte")
    estimate.add_argument("--json", action="store_true", help="stampa un oggetto JSON")
    estimate.set_defaults(run=_estimate)
    commands.add_parser("recipes", help="elenca le ricette").set_defaults(run=_recipes)
    return parser


def _read(path: Path) -> Any:
    """The values in a YAML file."""
    try:
        return yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as cause:
        raise UserError(
            "Il file di configurazione non si legge.", value=path, remedy="Indicare un file YAML esistente."
        ) from cause


def _train(options: argparse.Namespace) -> int:
    from finetune.training import train

    config = read_config(_read(options.config))
    _stop_when_asked(options.folder)
    result = train(config, options.folder, resume=options.resume)
    return _tell_end(result, result.diagnosis)


def _pretrain(options: argparse.Namespace) -> int:
    from finetune.pretraining.diagnosis import diagnose
    from finetune.pretraining.pretraining import pretrain

    config = read_pretraining(_read(options.config))
    _stop_when_asked(options.folder)
    result = pretrain(config, options.folder, resume=options.resume)
    return _tell_end(result, [] if result.stopped else diagnose(result))


def _tell_end(result: Any, diagnosis: list[str]) -> int:
    if result.stopped:
        print(f"Fermato al passo {result.step} di {result.steps}: si riprende con --resume.")
        return STOPPED
    print("\n".join([f"Modello «{result.model}» pronto.", *diagnosis]))
    return DONE


def _stop_when_asked(folder: Path) -> None:
    """Let a signal ask for the same as the STOP file: save, then end."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: request_stop(folder))


def _estimate(options: argparse.Namespace) -> int:
    from finetune.estimation import estimate

    values = _read(options.config)
    scratch = isinstance(values, dict) and "texts" in values
    found = estimate(read_pretraining(values) if scratch else read_config(values))
    print(json.dumps(asdict(found), ensure_ascii=False) if options.json else found.sentence())
    return DONE


def _recipes(options: argparse.Namespace) -> int:
    from finetune.recipes import RECIPES

    listed = [*((recipe.name, recipe.explanation) for recipe in RECIPES), (RECIPE, EXPLANATION)]
    print("\n".join(f"{name}: {explanation}" for name, explanation in listed))
    return DONE


def _tell(problem: UserError, folder: Path | None) -> None:
    """The problem as the job's last event; on a full disk the log alone has it."""
    if folder is None:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        said = str(problem).removesuffix(problem.remedy).strip()
        Events(folder).write("error", problem=said, remedy=problem.remedy)
    except OSError as cause:
        print(cause, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
