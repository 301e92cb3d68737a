"""How a rule on thresholds is entered."""

from collections import deque
from collections.abc import Callable, Iterable

from apps.municipal.tenders.acts import Act, Kind
from apps.municipal.tenders.law import CODE_EFFECTIVE, THRESHOLDS_KNOWN_TO
from apps.municipal.tenders.rules.rule import ACTS, Confidence, Found, Rule
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.thresholds.case import Case

WARNINGS = frozenset({"mepa", "qualificazione", "interesse_transfrontaliero"})
UNVERIFIED = frozenset(
    {
        "programma",
        "pubblicazione_europea",
        "pubblicazione_nazionale",
        "termine_candidature",
        "riduzione_corrispettivi",
    }
)
UNCERTAIN = frozenset(
    {
        "contributo_anac",
        "livello_qualificazione",
        "classifica_soa",
        "soa_dovuta",
        "collegio_consultivo",
        "durata_indeterminata",
        "lotti_e_contratti",
        "valore_senza_sicurezza",
        "durata_procedura",
    }
)
SOURCE = "testo del D.Lgs. 36/2023 (G.U. 31.3.2023) e regolamenti delegati (UE) 2025/2150-2152"


_recent: deque[Case] = deque(maxlen=1)


def _case(act: Act) -> Case:
    """Read once for all rules, which come to one act after the other."""
    held = next(iter(_recent.copy()), None)
    if held is None or held.act is not act:
        held = Case(act)
        _recent.append(held)
    return held


def _confidence(name: str) -> Confidence:
    if name in UNCERTAIN:
        return "media"
    return "alta" if name in UNVERIFIED else "verificata"


def threshold(
    name: str,
    article: str,
    why: str,
    judge: Callable[[Standing], Iterable[Found]],
    kinds: frozenset[Kind] = ACTS,
) -> Rule:
    """A rule `soglie.<name>` on acts made while the thresholds are known."""

    def find(act: Act) -> Iterable[Found]:
        return judge(_case(act))

    return Rule(
        id=f"soglie.{name}",
        article=article,
        severity="avviso" if name in WARNINGS else "errore",
        confidence=_confidence(name),
        source=SOURCE,
        why=why,
        find=find,
        kinds=kinds,
        valid_from=CODE_EFFECTIVE,
        valid_to=THRESHOLDS_KNOWN_TO,
    )
