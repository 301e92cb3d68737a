"""`python -m apps.evaluation base-model`: measure the shipped model and write its report."""

import argparse
import json
import sys
from functools import partial
from pathlib import Path

from workbench.settings import settings


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    from eval.base_model.parts import NAMES

    parser = commands.add_parser("base-model", help="misura il modello incluso e ne scrive il rapporto")
    parser.add_argument("--texts", type=Path, metavar="CARTELLA", help="i testi con cui è stato addestrato")
    parser.add_argument("--json", action="store_true", help="scrive le cifre in JSON sull'ultima riga")
    parser.add_argument("--only", action="append", default=[], choices=NAMES, help="misura solo questa parte")
    parser.add_argument("--again", action="store_true", help="misura di nuovo anche ciò che è già misurato")
    parser.add_argument(
        "--skip-training",
        action="store_true",
        help="usa l'ultima valutazione finita del modello addestrato, se è di questo modello",
    )
    parser.add_argument("--repeats", type=int, default=3, metavar="N", help="ripetizioni delle velocità")
    parser.set_defaults(work=run)


def run(chosen: argparse.Namespace) -> int:
    """Progress goes to the error channel, so that figures stand alone on the other."""
    from apps.evaluation.base_model.thread_run import new_run, newest_run
    from eval.base_model.aims import aims
    from eval.base_model.figures import figures
    from eval.base_model.measuring import measure, write
    from eval.base_model.parts import Subject
    from eval.base_model.report import verdict

    subject = Subject(
        chosen.texts or settings().texts,
        partial(newest_run if chosen.skip_training else new_run, _tell),
        max(1, chosen.repeats),
    )
    results = measure(subject, chosen.only, again=chosen.again, tell=_tell)
    folder = write(results)
    print(f"{verdict(aims(results))} Rapporto: {folder / 'rapporto.html'}")
    if chosen.json:
        print(json.dumps(figures(results), ensure_ascii=False))
    return 0


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
