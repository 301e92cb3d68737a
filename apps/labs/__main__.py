"""`python -m apps.labs`: what a room can do, with which model, a rehearsal, its results, and what is kept."""

import argparse
import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from workbench.backends import Backend, HttpBackend, local_backend
from workbench.errors import UserError, exit_code
from workbench.italian import plural
from workbench.models import EMBEDDED, INSTRUCTED

if TYPE_CHECKING:
    from apps.labs.activities import PromptExercise
    from apps.labs.calibration import Measure

LOCAL = "locale"
"""whose rooms those of the command line are"""
Commands = argparse._SubParsersAction
Work = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0 done, 4 something to put right."""
    chosen = create_parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    work: Work = chosen.work
    return exit_code(lambda: work(chosen))


def create_parser() -> argparse.ArgumentParser:
    """A command is one function here that adds its words to the parser and says what to do."""
    parser = argparse.ArgumentParser(prog="python -m apps.labs", description="Laboratori ed esercizi.")
    commands = parser.add_subparsers(required=True, metavar="COMANDO")
    for add in (_add_activities, _add_calibrate, _add_plans, _add_rehearse, _add_results, _add_retention):
        add(commands)
    return parser


def _add_activities(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("activities", help="elenca le attività e con quale modello si possono fare")
    parser.add_argument("--model", default=EMBEDDED, metavar="MODELLO")
    parser.set_defaults(work=_list_activities)


def _list_activities(chosen: argparse.Namespace) -> int:
    from apps.labs.activities import ACTIVITIES
    from apps.labs.calibration import availability

    for each in ACTIVITIES:
        found = availability(each, chosen.model)
        print(f"{each.id}\t{each.kind}\t{each.minutes} min\t{each.title}")
        if found.words:
            print(f"\t{found.words}")
    return 0


def _add_calibrate(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("calibrate", help="misura se un modello regge gli esercizi sulle richieste")
    parser.add_argument("exercises", nargs="*", metavar="ESERCIZIO", help="tutti, se non se ne indicano")
    parser.add_argument(
        "--model", action="append", default=[], metavar="MODELLO", help="i due inclusi, se non se ne indicano"
    )
    parser.add_argument(
        "--shipped", action="store_true", help="scrive la scheda accanto all'esercizio (per chi sviluppa)"
    )
    parser.add_argument(
        "--record", action="store_true", help="non misura: porta in MLflow le schede che ci sono già"
    )
    parser.set_defaults(work=_calibrate)


def _calibrate(chosen: argparse.Namespace) -> int:
    from apps.labs.activities import ACTIVITIES, PromptExercise, activity
    from apps.labs.calibration import calibrate, save_measure

    asked = [activity(each) for each in chosen.exercises] or ACTIVITIES
    exercises = [each for each in asked if isinstance(each, PromptExercise)]
    if not exercises:
        raise UserError(
            "Questa attività non usa richieste al modello.",
            value=", ".join(chosen.exercises),
            remedy="Indicare un esercizio di scrittura di richieste, oppure nessuno per tararli tutti.",
        )
    models = chosen.model or [EMBEDDED, INSTRUCTED]
    if chosen.record:
        return _record(exercises, models)
    with _answering(models) as backend:
        for model in models:
            for exercise in exercises:
                measure = calibrate(exercise, model, backend, _tell)
                path = save_measure(measure, shipped=chosen.shipped)
                verdict = "disponibile" if measure.passes else "non disponibile"
                print(f"{exercise.id}: {verdict}. {measure.words}")
                print(f"Scheda: {path}")
                _trace(measure)
    return 0


def _record(exercises: "Sequence[PromptExercise]", models: Sequence[str]) -> int:
    from apps.labs.calibration import read_measures

    found = [each for exercise in exercises for each in read_measures(exercise.id) if each.model in models]
    for measure in found:
        _trace(measure)
    print(f"{plural(len(found), 'scheda', 'schede')} di taratura in MLflow.")
    return 0


def _trace(measure: "Measure") -> None:
    """The card is on the disk already: what MLflow does not take now is told, and can be recorded later."""
    from apps.labs.calibration import in_mlflow
    from workbench.tracking import TrackingError, track_calibration

    try:
        track_calibration(in_mlflow(measure))
    except TrackingError as error:
        _tell(f"In MLflow non è arrivata ({error}). Per riprovare: python -m apps.labs calibrate --record")


@contextmanager
def _answering(models: Sequence[str]) -> Iterator[Backend]:
    """The model process of this installation if it answers, else one that lives as long as the measure."""
    from eval.base_model.server import model_server

    backend = local_backend()
    try:
        backend.models()
    except UserError as cause:
        if own := set(models) - {EMBEDDED, INSTRUCTED}:
            raise UserError(
                "Per tarare questo modello Officina deve essere aperta.",
                value=", ".join(own),
                remedy="Aprirla con python -m apps run e ripetere il comando.",
            ) from cause
        with model_server() as server:
            yield HttpBackend(server.address, server.key)
    else:
        yield backend


def _add_plans(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("plans", help="elenca i programmi pronti e quelli salvati")
    parser.set_defaults(work=_list_plans)


def _list_plans(_chosen: argparse.Namespace) -> int:
    from workbench.rooms import list_plans

    for plan in list_plans():
        print(f"{plan.name}\t{sum(step.minutes for step in plan.steps)} min\t{plan.title}")
    return 0


def _add_rehearse(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "rehearse", help="apre un'aula di prova, la riempie di persone inventate, la chiude"
    )
    parser.add_argument("plan", metavar="PROGRAMMA")
    parser.add_argument("--people", type=int, default=20, metavar="N")
    parser.add_argument("--seed", type=int, default=0, metavar="SEME")
    parser.set_defaults(work=_rehearse)


def _rehearse(chosen: argparse.Namespace) -> int:
    from apps.labs.rehearsing import invite
    from workbench import rooms

    room = rooms.open_room(rooms.read_plan(chosen.plan), LOCAL, rooms.RoomOptions(rehearsal=True))
    given = invite(room, chosen.people, chosen.seed)
    rooms.close(room.id)
    print(f"Aula {room.code}: {chosen.people} persone inventate, {given} risposte conservate.")
    print(f"Risultati: python -m apps.labs results {room.code}")
    return 0


def _add_results(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "results", help="i risultati di un'aula chiusa, sopra la soglia di pubblicazione"
    )
    parser.add_argument("room", metavar="CODICE")
    parser.set_defaults(work=_results)


def _results(chosen: argparse.Namespace) -> int:
    from apps.labs.closed_rooms import RESULT_COLUMNS, results_of
    from workbench.rooms import find_room

    print("\t".join(RESULT_COLUMNS))
    for each in results_of(find_room(chosen.room)):
        print("\t".join(map(str, each.cells)))
    return 0


def _add_retention(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("retention", help="che cosa è scaduto; con --apply lo cancella")
    parser.add_argument("--apply", action="store_true", help="senza, si conta soltanto")
    parser.set_defaults(work=_retain)


def _retain(chosen: argparse.Namespace) -> int:
    from workbench.retention import sweep

    for each in sweep(dry_run=not chosen.apply):
        print(f"{each.count}\t{each.what}, dopo {each.days} giorni")
    return 0


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
