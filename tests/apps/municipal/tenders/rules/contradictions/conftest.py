"""Two short documents of one procedure, and the rules that mark both."""

from collections.abc import Callable

import pytest

from apps.municipal.tenders.acts import Act, Kind, read_act
from apps.municipal.tenders.rules.contradictions import CONTRADICTIONS
from workbench.documents import read_text

Contradicted = Callable[..., set[str]]
HEAD = "COMUNE DI SENAGO\n{}\nServizio di custodia dei cimiteri comunali\nCIG B4C10F27D1\n\n{}\n"
TITLES: dict[Kind, str] = {
    "disciplinare": "DISCIPLINARE DI GARA",
    "capitolato": "CAPITOLATO",
    "lettera_invito": "LETTERA DI INVITO",
}


def act(kind: Kind, words: str) -> Act:
    return read_act(read_text(f"{kind}.txt", HEAD.format(TITLES[kind], words)), kind)


def between(one: str, other: str, kind: Kind = "capitolato") -> set[str]:
    """The rules that mark both documents."""
    acts = [act("disciplinare", one), act(kind, other)]
    found = [
        (rule.id, where.kind) for rule in CONTRADICTIONS if rule.compare for where, _ in rule.compare(acts)
    ]
    rules = {rule for rule, _ in found}
    assert all({(rule, "disciplinare"), (rule, kind)} <= set(found) for rule in rules)
    return rules


@pytest.fixture
def contradicted() -> Contradicted:
    return between
