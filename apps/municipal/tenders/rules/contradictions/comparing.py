"""What the documents of one procedure state, compared: each place of a disagreement is marked."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.qualifying import stems
from apps.municipal.tenders.rules.contradictions.related import procedures
from apps.municipal.tenders.rules.contradictions.statement import (
    Agree,
    Read,
    Stated,
    Statement,
    clause,
    share_a_value,
)
from apps.municipal.tenders.rules.rule import Compare, Found, Rule, Severity
from workbench.italian import listed

SOURCE = "confronto fra i documenti della procedura"
WHY = "I documenti di una procedura devono dire la stessa cosa: una contraddizione apre a richieste di chiarimento, a correzioni in corso di gara e a ricorsi."
CHECK = "Verificare quale documento è giusto e correggere l'altro."
LONGEST = 110
"""characters of a quote in a message"""


class Placed(Protocol):
    """Something at its place in the flattened act."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


@dataclass(frozen=True)
class Subject:
    """Something that all documents must state alike."""

    title: str
    """in Italian, as the message begins: `Durata`"""
    read: Read
    agree: Agree = share_a_value


def contradiction(name: str, subject: Subject, severity: Severity = "errore", article: str = "") -> Rule:
    """A rule `confronto.<name>` about one subject."""
    return rule_of(name, comparison(subject), severity, article)


def rule_of(name: str, compare: Compare, severity: Severity = "errore", article: str = "") -> Rule:
    """A rule that needs no law: it is verified by the two places themselves."""
    return Rule(
        id=f"confronto.{name}",
        article=article or "coerenza fra i documenti della procedura",
        severity=severity,
        confidence="verificata",
        source=SOURCE,
        why=WHY,
        compare=compare,
        kinds=frozenset(),
    )


def comparison(subject: Subject) -> Compare:
    def compare(acts: Sequence[Act]) -> Iterator[tuple[Act, Found]]:
        for group in procedures(acts):
            read = [(act, tuple(subject.read(act))) for act in group]
            for key in dict.fromkeys(each.key for _, statements in read for each in statements):
                stated = [
                    Stated(act, tuple(each for each in statements if each.key == key))
                    for act, statements in read
                ]
                yield from _disagreements(subject, key, [each for each in stated if each.statements])

    return compare


def disagreement(
    title: str, here: tuple[Act, Placed], there: Sequence[tuple[Act, Placed]], note: str = ""
) -> Found:
    """What one document says against what others say of the same thing."""
    act, mine = here
    elsewhere = listed([f"in {other.document.name} «{_words(other, each)}»" for other, each in there])
    message = f"{title}: qui «{_words(act, mine)}»; {elsewhere}{note}."
    return Found(mine.start, mine.end, message, CHECK, against=_places(there))


def _places(there: Sequence[tuple[Act, Placed]]) -> tuple[tuple[str, int, int], ...]:
    return tuple((other.document.name, each.start, each.end) for other, each in there)


def _words(act: Act, placed: Placed) -> str:
    text = " ".join(act.text[placed.start : placed.end].split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _disagreements(subject: Subject, key: str, stated: Sequence[Stated]) -> Iterator[tuple[Act, Found]]:
    title = f"{subject.title} ({key})" if key else subject.title
    for one in stated:
        against = [other for other in stated if other is not one and not subject.agree(one, other)]
        like = [other for other in stated if other is not one and other not in against]
        if not against or (like and len(against) == 1 and not any(_agree(subject, against[0], like))):
            continue
        statement = _marked(one, against)
        message = f"{title}: qui «{_quote(one, statement)}»; {_elsewhere(against)}.{_odd(like, against)}"
        places = _places([(other.act, _marked(other, [one])) for other in against])
        yield (
            one.act,
            Found(statement.start, statement.end, message, _suggestion(like, against), against=places),
        )


def _agree(subject: Subject, one: Stated, others: Sequence[Stated]) -> Iterator[bool]:
    return (subject.agree(one, other) for other in others)


def _marked(one: Stated, against: Sequence[Stated]) -> Statement:
    """The clearest place of what the other documents do not have."""
    theirs = {value for other in against for value in other.values}
    own = [each for each in one.statements if each.value not in theirs]
    words = frozenset[str]().union(*(_words_about(other.act, _clearest(other)) for other in against))
    return max(
        own or one.statements,
        key=lambda each: (
            each.weight,
            _closeness(each.value, theirs),
            len(words & _words_about(one.act, each)),
        ),
    )


def _words_about(act: Act, statement: Statement) -> frozenset[str]:
    return stems(clause(act, statement.start, statement.end))


def _closeness(value: Hashable, others: set[Hashable]) -> float:
    """1 for equal amounts, less the more they differ; 0 for what is no amount."""
    if not isinstance(value, Decimal):
        return 0
    amounts = [each for each in others if isinstance(each, Decimal)]
    return max((float(min(value, each) / max(value, each, Decimal(1))) for each in amounts), default=0)


def _elsewhere(against: Sequence[Stated]) -> str:
    return listed([f"in {other.act.document.name} «{_quote(other, _clearest(other))}»" for other in against])


def _clearest(stated: Stated) -> Statement:
    return max(stated.statements, key=lambda each: each.weight)


def _quote(stated: Stated, statement: Statement) -> str:
    text = statement.shown or " ".join(stated.act.text[statement.start : statement.end].split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _odd(like: Sequence[Stated], against: Sequence[Stated]) -> str:
    """Which document stands alone, when the others agree: the only one that is marked."""
    if like and len(against) == 1:
        return f" {_names(like)} {'concorda' if len(like) == 1 else 'concordano'} con questo documento."
    if not like and len(against) > 1:
        return " Gli altri documenti concordano fra loro: diverso è questo."
    return ""


def _names(stated: Sequence[Stated]) -> str:
    return listed([each.act.document.name for each in stated])


def _suggestion(like: Sequence[Stated], against: Sequence[Stated]) -> str:
    if not like and len(against) > 1:
        return f"Verificare e, se gli altri documenti sono giusti, riportare qui «{_quote(against[0], _clearest(against[0]))}»."
    return CHECK
