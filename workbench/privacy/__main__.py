"""`python -m workbench.privacy [PART ...]`: what the rules find in the written cases, with intervals."""

import sys
from collections.abc import Sequence

from workbench.errors import UserError
from workbench.italian import listed, number, plural
from workbench.privacy.measuring import NOT_FOR_RULES, PARTS, clean_traps, measure, written_cases
from workbench.statistics import Interval

HEADING = ("| tipo | dati | trovati | segnalazioni | giuste |", "|---|---:|---|---:|---|")


def report(parts: Sequence[str]) -> list[str]:
    """Lines of Markdown; the card of `datasets/dati-personali` has those of today."""
    unknown = set(parts) - set(PARTS)
    if unknown:
        raise UserError(
            "Non c'è una parte con questo nome.",
            value=", ".join(sorted(unknown)),
            remedy=f"Scegliere tra {listed(PARTS)}.",
        )
    cases = written_cases(*parts)
    rows = [
        " | ".join((f"| {each.kind}", *_figures(each.recall), *_figures(each.precision))) + " |"
        for each in measure(cases)
    ]
    count, share = _figures(clean_traps(cases))
    last = f"Insidie senza nessuna segnalazione: {share}, su {count}."
    return [f"{plural(len(cases), 'caso', 'casi')} ({listed(tuple(parts))})", "", *HEADING, *rows, "", last]


def _figures(share: Interval | None) -> tuple[str, str]:
    """How many, and the share with its interval."""
    if share is None:
        return "0", "–"
    low, high = number(100 * share.low, 1), number(100 * share.high, 1)
    return number(share.n), f"{number(100 * share.point, 1)} % ({low}–{high})"


if __name__ == "__main__":
    try:
        print("\n".join(report(sys.argv[1:] or NOT_FOR_RULES)))
    except UserError as error:
        sys.exit(str(error))
