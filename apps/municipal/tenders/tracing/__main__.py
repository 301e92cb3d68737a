"""`python -m apps.municipal.tenders.tracing`: how often people accept what each rule finds."""

import argparse
import sys
from collections.abc import Sequence

from workbench.errors import exit_code
from workbench.italian import percent
from workbench.jobs import Person


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0 done, 4 something to put right."""
    parser = argparse.ArgumentParser(
        prog="python -m apps.municipal.tenders.tracing", description="Precisione delle regole."
    )
    parser.add_argument("--publish", action="store_true", help="porta le cifre in MLflow")
    chosen = parser.parse_args(arguments)
    return exit_code(lambda: _work(publishing=chosen.publish))


def _work(*, publishing: bool) -> int:
    from apps.municipal.tenders.tracing.precision import FEWEST, precisions, publish

    found = precisions()
    for each in found:
        interval = f"{percent(each.low)}–{percent(each.high)}"
        print(f"{each.rule}: {percent(each.share)} ({interval}), n = {each.decided}")
    if not found:
        print(f"Nessuna regola ha ancora {FEWEST} decisioni.")
    if publishing:
        print(publish(Person("riga di comando", "amministratore")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
