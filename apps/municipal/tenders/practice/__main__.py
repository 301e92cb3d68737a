"""`python -m apps.municipal.tenders.practice CARTELLA`: the job that checks a practice."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from apps.municipal.tenders.practice.queueing import carry_out
from workbench.errors import USER_ERROR_EXIT, UserError
from workbench.jobs import Events, hold


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0 done, 3 stopped on request, 4 something to put right."""
    parser = argparse.ArgumentParser(prog="python -m apps.municipal.tenders.practice", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="CARTELLA", help="del lavoro")
    folder: Path = parser.parse_args(arguments).folder
    try:
        with hold(folder):
            return carry_out(folder)
    except UserError as error:
        Events(folder).write("error", problem=error.problem, remedy=error.remedy)
        print(error, file=sys.stderr)
        return USER_ERROR_EXIT


if __name__ == "__main__":
    sys.exit(main())
