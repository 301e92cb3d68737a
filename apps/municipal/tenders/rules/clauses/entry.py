"""What the rules on clauses share: how one is entered, and the words that deny."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace

from apps.municipal.tenders.acts import Act, Kind
from apps.municipal.tenders.law import CODE_EFFECTIVE
from apps.municipal.tenders.rules.clauses.worth import Valued
from apps.municipal.tenders.rules.rule import Confidence, Found, Rule
from apps.municipal.tenders.rules.standing import Standing

Judge = Callable[[Standing], Iterable[Found]]
GAZETTE = "testo del D.Lgs. 36/2023 (G.U. 31.3.2023) e D.Lgs. 209/2024"
EXPERIENCE = "conoscenza di settore, da confermare"
WARNINGS = frozenset(
    {"frazionamento", "sorteggio", "stipula", "parita_genere", "esclusione_automatica", "regolare_esecuzione"}
)
"""rules that call for a look, even where the law is sure: the act may have its reasons elsewhere"""


_recent: deque[Valued] = deque(maxlen=1)


def _standing(act: Act) -> Valued:
    """Read once for all rules, which come to one act after the other."""
    held = next(iter(_recent.copy()), None)
    if held is None or held.act is not act:
        held = Valued(act)
        _recent.append(held)
    return held


def clause(name: str, article: str, why: str, judge: Judge, confidence: Confidence) -> Rule:
    """A rule `clausole.<name>` on acts made under the Code."""

    def find(act: Act) -> Iterable[Found]:
        return judge(_standing(act))

    return Rule(
        id=f"clausole.{name}",
        article=article,
        severity="avviso" if name in WARNINGS else "errore",
        confidence=confidence,
        source=GAZETTE if confidence == "verificata" else EXPERIENCE,
        why=why,
        find=find,
        valid_from=CODE_EFFECTIVE,
    )


def only_in(kinds: frozenset[Kind], rule: Rule) -> Rule:
    """`rule` for acts of these types."""
    return replace(rule, kinds=kinds)


def of_tender(rule: Rule) -> Rule:
    """`rule` where offers compete: in all types but the direct award, and in a determination that opens a tender."""
    judge = rule.find

    def find(act: Act) -> Iterable[Found]:
        return judge(act) if judge and _standing(act).is_tender else ()

    return replace(rule, find=find)
