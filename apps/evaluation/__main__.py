"""`python -m apps.evaluation base-model`: what can be measured of the models that come with Officina."""

import argparse
import logging
import sys
from collections.abc import Sequence

from apps.evaluation.base_model import command
from workbench.errors import exit_code


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0 done, 4 something to put right."""
    parser = argparse.ArgumentParser(
        prog="python -m apps.evaluation", description="Misura i modelli inclusi."
    )
    command.add(parser.add_subparsers(required=True, metavar="base-model"))
    chosen = parser.parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    return exit_code(lambda: int(chosen.work(chosen)))


if __name__ == "__main__":
    sys.exit(main())
