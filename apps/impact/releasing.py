"""The registers of the page: what was published, what was refused, who looked."""

from apps.screen.markup import Cell
from workbench.italian import moment, number
from workbench.publication import Release, accesses, releases

COLUMNS = ("quando", "tabella", "tema", "di chi si parla", "chi", "persone")
REFUSED_COLUMNS = ("quando", "tabella", "tema", "di chi si parla", "chi", "perché")
ACCESS_COLUMNS = ("quando", "chi", "che cosa")
LATEST = 100
HIDDEN = "nascosto"
UNDER, UNCOVERS = "sotto la soglia", "insieme con una tabella precedente farebbe riconoscere poche persone"


def published_rows() -> list[tuple[Cell, ...]]:
    """Tables of which at least a cell was shown."""
    shown = [each for each in releases() if each.table.visible()]
    return [(*_facts(each), _total(each)) for each in shown[:LATEST]]


def refused_rows() -> list[tuple[Cell, ...]]:
    """Tables refused for what they would uncover, and those of which no cell reached the threshold."""
    under = [(each, UNDER) for each in releases() if not each.table.visible()]
    found = [*((each, UNCOVERS) for each in releases(refused=True)), *under]
    found.sort(key=lambda pair: pair[0].at, reverse=True)
    return [(*_facts(each), why) for each, why in found[:LATEST]]


def access_rows() -> list[tuple[Cell, ...]]:
    return [(moment(each.at), each.who, each.what) for each in accesses(LATEST)]


def _facts(release: Release) -> tuple[Cell, ...]:
    table = release.table
    return moment(release.at), table.title, release.topic, table.scope.population, release.who


def _total(release: Release) -> str:
    total = release.table.counts[-1][-1]
    return HIDDEN if total is None else number(total)
