"""`python -m apps.impact`: indicators, studies and guarantees from the command line."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date

from workbench.errors import exit_code
from workbench.indicators import TOGETHER, guarantees, list_cards, periods

ROLE = "amministratore"
"""of who sits at the command line: the figures in MLflow carry a role, never a name"""
Work = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0 done, 4 something to put right."""
    chosen = create_parser().parse_args(arguments)
    work: Work = chosen.work
    return exit_code(lambda: work(chosen))


def create_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m apps.impact", description="Indicatori e studi.")
    commands = parser.add_subparsers(required=True, metavar="COMANDO")
    for add in (_add_indicators, _add_study, _add_analyse, _add_guarantees):
        add(commands)
    return parser


Commands = argparse._SubParsersAction


def _add_indicators(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "indicators", help="calcola gli indicatori di un mese; con --publish li pubblica"
    )
    parser.add_argument("--municipality", default=TOGETHER, metavar="COMUNE")
    parser.add_argument("--period", default=periods.of_day(date.today()), metavar="AAAA-MM")
    parser.add_argument(
        "--publish", action="store_true", help="con le regole di pubblicazione, fino a MLflow"
    )
    parser.set_defaults(work=_indicators)


def _indicators(chosen: argparse.Namespace) -> int:
    from apps.impact.publishing import publish_month
    from workbench.indicators import compute
    from workbench.indicators.publishing import CORRECTIONS
    from workbench.jobs import Person

    place, period = chosen.municipality, chosen.period
    if chosen.publish:
        for each in publish_month(place, period, Person("riga di comando", ROLE), CORRECTIONS[0]):
            print(f"{each.sign} {each.card.code} {each.card.name}: {each.words}")
        return 0
    found = {}
    for card in list_cards():
        value = compute(card.code, place, period)
        found[card.code] = None if value is None else {**asdict(value), "counts": None}
    print(json.dumps(found, ensure_ascii=False))
    return 0


def _add_study(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "study", help="registra uno studio ed estrae l'ordine in cui i Comuni cominciano"
    )
    parser.add_argument("name", metavar="NOME")
    parser.add_argument("--municipality", action="append", required=True, metavar="COMUNE")
    parser.add_argument("--primary", required=True, metavar="ESITO", help="l'esito su cui si giudicherà")
    parser.add_argument("--seed", required=True, type=int, metavar="SEME", help="pubblico, annunciato prima")
    parser.set_defaults(work=_study)


def _study(chosen: argparse.Namespace) -> int:
    from apps.impact.studying import strength, verification
    from workbench.studies import create_study

    made = create_study(
        chosen.name, municipalities=chosen.municipality, primary=chosen.primary, seed=chosen.seed
    )
    for place, name in enumerate(made.municipalities, 1):
        print(f"{place}. {name}")
    print(strength(made))
    print(f"Per rifare l'estrazione:\n{verification(made)}")
    return 0


def _add_analyse(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("analyse", help="analizza uno studio; l'ultima riga è JSON")
    parser.add_argument("study", metavar="STUDIO")
    parser.add_argument("--outcome", default="prova", choices=("prova", "compito"))
    parser.add_argument("--municipality", default="", metavar="COMUNE")
    parser.set_defaults(work=_analyse)


def _analyse(chosen: argparse.Namespace) -> int:
    from apps.impact.analysing import cannot, effects, rates
    from workbench.studies import analyse

    found = analyse(chosen.study, outcome=chosen.outcome, municipality=chosen.municipality)
    for name, value in (*rates(found), *effects(found)):
        print(f"{name}: {value}")
    print("Che cosa questi dati non possono dire:", *cannot(found), sep="\n- ")
    print(json.dumps(asdict(found), ensure_ascii=False))
    return 0


def _add_guarantees(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "guarantees", help="scrive che cosa si conserva, per quanto, chi ha guardato"
    )
    parser.set_defaults(work=_guarantees)


def _guarantees(_chosen: argparse.Namespace) -> int:
    for section in guarantees():
        print(section.title, *section.lines, sep="\n- ", end="\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
