"""Command line: `python -m finetune train|estimate|recipes`.

Exit codes: 0 done, 3 stopped on request with everything saved, 4 something that a person can put right.
"""

import argparse
import json
import os
import signal
import sys
from dataclasses import asdict
from pathlib import Path

import yaml

from finetune.config import TrainingConfig, read_config
from workbench.errors import UserError
from workbench.jobs import Events, request_stop
from workbench.settings import settings

DONE, STOPPED, USER_ERROR = 0, 3, 4


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    settings()  # silences telemetry before any library is imported
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    try:
        return int(options.run(options))
    except UserError as problem:
        print(problem, file=sys.stderr)
        _tell(problem, getattr(options, "folder", None))
        return USER_ERROR


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m finetune", description="Addestra un modello.")
    commands = parser.add_subparsers(required=True, metavar="comando")
    train = commands.add_parser("train", help="addestra, o riprende, in una cartella")
    train.add_argument("config", type=Path, help="file YAML con le scelte")
    train.add_argument("--folder", type=Path, required=True, help="cartella del lavoro")
    train.add_argument("--resume", action="store_true", help="riprende dall'ultimo salvataggio completo")
    train.set_defaults(run=_train)
    estimate = commands.add_parser("estimate", help="stima tempo e memoria")
    estimate.add_argument("config", type=Path, help="file YAML con le scelte")
    estimate.add_argument("--json", action="store_true", help="stampa un oggetto JSON")
    estimate.set_defaults(run=_estimate)
    commands.add_parser("recipes", help="elenca le ricette").set_defaults(run=_recipes)
    return parser


def _read(path: Path) -> TrainingConfig:
    try:
        return read_config(yaml.safe_load(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as cause:
        raise UserError(
            "Il file di configurazione non si legge.", value=path, remedy="Indicare un file YAML esistente."
        ) from cause


def _train(options: argparse.Namespace) -> int:
    from finetune.training import train

    config = _read(options.config)
    options.folder.mkdir(parents=True, exist_ok=True)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: request_stop(options.folder))
    result = train(config, options.folder, resume=options.resume)
    if result.stopped:
        print(f"Fermato al passo {result.step} di {result.steps}: si riprende con --resume.")
        return STOPPED
    print("\n".join([f"Modello «{result.model}» pronto.", *result.diagnosis]))
    return DONE


def _estimate(options: argparse.Namespace) -> int:
    from finetune.estimation import estimate

    found = estimate(_read(options.config))
    print(json.dumps(asdict(found), ensure_ascii=False) if options.json else found.sentence())
    return DONE


def _recipes(options: argparse.Namespace) -> int:
    from finetune.recipes import RECIPES

    print("\n".join(f"{recipe.name}: {recipe.explanation}" for recipe in RECIPES))
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
