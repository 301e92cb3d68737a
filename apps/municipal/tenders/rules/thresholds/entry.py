"""How a rule on thresholds is entered."""

from collections.abc import Callable, Iterable

from apps.municipal.tenders.acts import Act, Kind
from apps.municipal.tenders.law import CODE_EFFECTIVE, THRESHOLDS_KNOWN_TO
from apps.municipal.tenders.rules.rule import ACTS, Found, Rule
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.thresholds.case import Case

WARNINGS = frozenset({"mepa", "qualificazione", "interesse_transfrontaliero"})
UNVERIFIED = frozenset(
    {"programma", "pubblicazione_europea", "pubblicazione_nazionale", "termine_candidature"}
)
SOURCE = "testo del D.Lgs. 36/2023 (G.U. 31.3.2023) e regolamenti delegati (UE) 2025/2150-2152"


def threshold(
    name: str,
    article: str,
    why: str,
    judge: Callable[[Standing], Iterable[Found]],
    kinds: frozenset[Kind] = ACTS,
) -> Rule:
    """A rule `soglie.<name>` on acts made while the thresholds are known."""

    def find(act: Act) -> Iterable[Found]:
        return judge(Case(act))

    return Rule(
        id=f"soglie.{name}",
        article=article,
        severity="avviso" if name in WARNINGS else "errore",
        confidence="alta" if name in UNVERIFIED else "verificata",
        source=SOURCE,
        why=why,
        find=find,
        kinds=kinds,
        valid_from=CODE_EFFECTIVE,
        valid_to=THRESHOLDS_KNOWN_TO,
    )
