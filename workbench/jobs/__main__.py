"""`python -m workbench.jobs`: the worker."""

import logging
import sys

from workbench.errors import UserError
from workbench.jobs.worker import work


def main() -> int:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%Y-%m-%d %H:%M:%S")
    logging.getLogger("dbos").setLevel(logging.WARNING)
    try:
        work()
    except UserError as error:
        print(error, file=sys.stderr)
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(main())
