"""`python -m eval run|report|effect`."""

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from eval.config import read_config
from workbench.errors import UserError

STOPPED, REFUSED = 3, 4


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0 done, 3 stopped on request, 4 something to put right."""
    chosen = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    try:
        return int(chosen.act(chosen))
    except UserError as error:
        _tell(chosen, error)
        print(f"{error}", file=sys.stderr)
        return REFUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval", description="Misura e confronta modelli.")
    actions = parser.add_subparsers(required=True, metavar="run|report|effect")
    run = actions.add_parser("run", help="valuta e confronta i modelli di una configurazione")
    run.add_argument("config", type=Path)
    run.add_argument("--folder", type=Path, required=True, help="cartella del lavoro")
    run.add_argument("--restart", action="store_true", help="ricomincia da capo, tenendo da parte il fatto")
    run.set_defaults(act=_run)
    report = actions.add_parser("report", help="scrive il rapporto di una valutazione finita")
    report.add_argument("folder", type=Path)
    report.set_defaults(act=_report)
    effect = actions.add_parser("effect", help="dice che differenze la prova potrebbe vedere")
    effect.add_argument("config", type=Path)
    effect.set_defaults(act=_effect)
    return parser


def _run(chosen: argparse.Namespace) -> int:
    from eval.report import write_report
    from eval.running import run

    result = run(read_config(chosen.config), chosen.folder, resume=not chosen.restart)
    if result.comparison is None:
        print("Valutazione fermata: le risposte già date sono conservate.")
        return STOPPED
    html, _ = write_report(chosen.folder)
    print(result.comparison.verdict)
    print(f"Rapporto: {html}")
    return 0


def _report(chosen: argparse.Namespace) -> int:
    from eval.report import write_report

    for path in write_report(chosen.folder):
        print(path)
    return 0


def _effect(chosen: argparse.Namespace) -> int:
    from eval.effect import expected_effect, in_words

    for effect in expected_effect(read_config(chosen.config)):
        print(in_words(effect))
    return 0


def _tell(chosen: argparse.Namespace, error: UserError) -> None:
    """Who watches the job's folder sees the reason too."""
    folder = getattr(chosen, "folder", None)
    if chosen.act is _run and folder is not None and folder.is_dir():
        from workbench.jobs import Events

        Events(folder).write(
            "error", problem=error.problem, value=str(error.value or ""), remedy=error.remedy
        )


if __name__ == "__main__":
    sys.exit(main())
