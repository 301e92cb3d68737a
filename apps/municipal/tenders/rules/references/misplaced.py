"""An article that does not speak of the thing for which it is cited: «rotazione di cui all'art. 53 del Codice»."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.references.commas import has_missing_comma
from apps.municipal.tenders.rules.references.entry import (
    NEW_CODE,
    OLD_CODES,
    Cited,
    articles_of_code,
    cited_in,
    found,
    is_shared,
    quoted,
    reference,
)
from apps.municipal.tenders.rules.references.foreign import foreign_thing
from apps.municipal.tenders.rules.references.past import is_of_its_time
from apps.municipal.tenders.rules.references.renumbered import was_before
from apps.municipal.tenders.rules.references.repealed import gone, today_of
from apps.municipal.tenders.rules.references.subjects import are_unsaid, words_around
from apps.municipal.tenders.rules.references.things import (
    MUNICIPALITIES,
    Seen,
    Thing,
    Things,
)
from apps.municipal.tenders.rules.references.tying import Tied, tied_to
from apps.municipal.tenders.rules.references.unknown import unlisted
from apps.municipal.tenders.rules.rule import Found, Rule
from workbench.norms import act_named, judge_citation

LONGEST_LINE, HEAD_OF_LABEL = 400, 30
NEAR, NEAR_AFTER, NEXT_TO = 130, 60, 30
"""characters around a citation in which what it rightly speaks of may stand"""
OTHER_OWNER = re.compile(
    r"[\s,]*(?:(?:comm[ai]|lett(?:era|\.)|punto)\s*\w+\)?[\s,]*)*(?:del(?:la|lo|le)?\s|dell'|dei\s|degli\s|al\s+presente|di\s+(?:questo|tale)|che\s+precede|precedente|seguente|successivo)",
    re.IGNORECASE,
)
OWNER_BEFORE = re.compile(
    r"\b(?:capitolato|disciplinare|contratto|schema|lettera|foglio|avviso|bando|regolamento|statuto|convenzione|CCNL)\b[^.;:()]{0,30}$",
    re.IGNORECASE,
)
OWN_ARTICLE = re.compile(
    r"(?:^|\n)[^\S\n]*(?:art(?:\.|icolo)?|ART(?:\.|ICOLO)?)\s*(\d{1,3})\b", re.IGNORECASE
)
HEADING = re.compile(r"(?:^|[\n|\t])[^\S\n]*$")


def _find(act: Act) -> Iterator[Found]:
    things = Things(act)
    own = max((int(number) for number in OWN_ARTICLE.findall(act.text)), default=0)
    for cited in cited_in(act):
        if not (cited.articles or cited.annexes) or _is_elsewhere(act, cited, own):
            continue
        thing = _thing_of(act, cited, things) or foreign_thing(act, cited, things)
        was = "" if thing or not _is_of_code(cited) else was_before(act, cited)
        if not (thing or was) or _is_reported(act, cited) or _is_old(act, cited):
            continue
        if not _is_labelled(act, cited, things):
            yield _finding(act, cited, thing) if thing else _renumbered(act, cited, was)


def _is_labelled(act: Act, cited: Cited, things: Things) -> bool:
    """«Anticipazione: il 20 per cento del valore del contratto (art. 125)»: the label says what the article is for."""
    start = act.flat.sentence(cited.start, cited.end)[0]
    label = act.text[act.flat.sentence(start - 2, start - 1)[0] : start] if start > 1 else ""
    named = things.in_label(label) if label.rstrip().endswith(":") else []
    return any(each.thing.suits(cited) for each in _meant(named, cited))


def _is_reported(act: Act, cited: Cited) -> bool:
    """Marked already because there is no such article or paragraph."""
    missing = ("articolo inesistente", "allegato inesistente")
    if has_missing_comma(cited) or unlisted(act, cited):
        return True
    return any(judge_citation(each).problem in missing for each in cited.citations)


def _is_old(act: Act, cited: Cited) -> bool:
    """Cited for something of its own time; the Code of 2023 by its number never is."""
    is_new = cited.act == NEW_CODE and cited.is_named
    return not is_new and is_of_its_time(act, cited.start, cited.end)


def _thing_of(act: Act, cited: Cited, things: Things) -> Thing | None:
    """What a citation is for, if its article does not speak of it; vague things only where no other is near."""
    around = _meant(things.around(cited), cited)
    if (
        not cited.act
        and _last_named(act, cited.start) == MUNICIPALITIES
        and not any(each.thing.suits(cited) for each in around)
    ):
        cited = replace(cited, act=MUNICIPALITIES)
        around = _meant(around, cited)
    for each in _meant(things.across(cited), cited):
        if not (each.thing.is_vague or each.thing.acts):
            return (
                None
                if each.thing.suits(cited) or _is_right(act, cited, Tied(each, 1), around)
                else each.thing
            )
    for is_vague in (False, True):
        seen = [each for each in around if each.thing.is_vague == is_vague]
        tied = tied_to(act, cited, seen, lambda label: _named_by(label, things, cited))
        if tied is None:
            continue
        if not tied.thing.is_known_for(cited) or _is_right(act, cited, tied, seen):
            return None
        return None if tied.is_loose and not _is_strange(act, cited, tied) else tied.thing
    return None


def _named_by(label: str, things: Things, cited: Cited) -> list[Seen]:
    """The things that the head of a paragraph names, none vague and near its beginning."""
    named = _meant(things.in_label(label), cited)
    return [
        each
        for each in named
        if not (each.thing.is_vague or (each.thing.acts and not each.thing.name.startswith("nomina")))
        and each.start <= HEAD_OF_LABEL
    ]


def _is_of_code(cited: Cited) -> bool:
    return cited.act == NEW_CODE or cited.act in OLD_CODES


def _is_right(act: Act, cited: Cited, tied: Tied, seen: Sequence[Seen]) -> bool:
    """Whether the article may speak of the thing, or of another one that stands near."""
    if tied.thing.is_only and tied.thing.act != cited.act and not tied.is_close:
        return True
    if tied.is_loose:
        strangers = (each.thing for each in seen if each.thing is not tied.thing)
        return tied.thing.is_home(cited) or any(thing.suits(cited) for thing in strangers)
    if tied.is_close:
        reach = cited.start if act.text.startswith(")", cited.end) else cited.end + NEXT_TO
        others = [
            each
            for each in seen
            if each.thing.name != tied.thing.name and not _covers(tied, each) and each.start <= reach
        ]
        return tied.thing.is_home(cited) or any(each.thing.suits(cited) for each in others)
    return any(each.thing.suits(cited) for each in seen if _is_near(cited, each))


def _is_strange(act: Act, cited: Cited, tied: Tied) -> bool:
    """Whether the article is known to be about what nothing in the sentence names."""
    of_act = NEW_CODE if cited.act in OLD_CODES else cited.act or tied.thing.act
    names = cited.annexes or cited.articles
    words = f"{tied.label} \n {words_around(act, cited.start, cited.end)}"
    return are_unsaid(tied.thing.words.sub(" ", words), of_act, names, strongly=tied.is_phrased)


def _meant(seen: Sequence[Seen], cited: Cited) -> list[Seen]:
    return [each for each in seen if _is_meant(each.thing, cited)]


def _covers(tied: Tied, other: Seen) -> bool:
    """«nomina del direttore» covers «direttore»."""
    return tied.seen.start <= other.start and other.end <= tied.seen.end


def _is_near(cited: Cited, each: Seen) -> bool:
    return each.end >= cited.start - NEAR and each.start <= cited.end + NEAR_AFTER


def _is_meant(thing: Thing, cited: Cited) -> bool:
    if thing.is_only and cited.is_named and act_named(cited.act) and cited.act not in gone():
        return True
    return thing.act in _acts_meant(cited) and bool(cited.act or not (thing.needs_act or thing.is_vague))


def _acts_meant(cited: Cited) -> tuple[str, ...]:
    """«Codice» is the Code in force; an article of no act is one of the Code or of the law of municipalities."""
    if cited.act in OLD_CODES:
        return (NEW_CODE,)
    return (cited.act,) if cited.act else (NEW_CODE, MUNICIPALITIES)


def _is_elsewhere(act: Act, cited: Cited, own: int) -> bool:
    """Marked already as repealed, perhaps of another act than the named one, or an article of this very text."""
    if cited.act in OLD_CODES:
        return cited.is_named
    if cited.act:
        return is_shared(act, cited)
    if not act.kind:
        return True
    is_heading = HEADING.search(act.text[max(0, cited.start - 30) : cited.start]) is not None
    if is_heading and act.text.startswith(("Art", "ART"), cited.start):
        return True
    if _is_of_another(act, cited.start, max(map(_number, cited.articles), default=0)):
        return True
    is_own = any(_number(article) <= own for article in cited.articles)
    return is_own or OTHER_OWNER.match(act.text, cited.end) is not None


def _number(article: str) -> int:
    return int(article.partition("-")[0])


def _is_of_another(act: Act, at: int, number: int) -> bool:
    """«nel capitolato agli artt. 3 e 4», «legge 7 agosto 1990, n. 241: responsabile del procedimento, art. 5».

    Not «tracciabilità (L. 136/2010), subappalto (art. 119)»: that law has no article with such a number.
    """
    line = _line(act, at)
    if OWNER_BEFORE.search(act.text, max(line, at - 60), at):
        return True
    known = act_named(_last_named(act, at))
    if known is None or known.id in (NEW_CODE, MUNICIPALITIES):
        return known is None and _last_named(act, at) != ""
    return not known.articles or number <= known.articles


def _last_named(act: Act, at: int) -> str:
    """The act that the line names last before a place."""
    named = [each.act for each in act.citations_between(_line(act, at), at) if each.is_named]
    return named[-1] if named else ""


def _line(act: Act, at: int) -> int:
    return max(act.text.rfind("\n", 0, at) + 1, at - LONGEST_LINE)


def _finding(act: Act, cited: Cited, thing: Thing) -> Found:
    article = cited.articles[0] if cited.articles else ""
    message = f"«{quoted(act, cited.start, cited.end)}» è citato per {thing.name}: {thing.right}."
    if thing.act == NEW_CODE and article in articles_of_code() and article not in thing.articles:
        message += f" L'art. {article} del Codice ha per titolo «{articles_of_code()[article][1]}»."
        today = today_of(OLD_CODES[0], article)
        if today == thing.right.partition(" del ")[0]:
            message += f" Era l'art. {article} del D.Lgs. 50/2016."
    return found(act, cited.start, cited.end, message, thing.right)


def _renumbered(act: Act, cited: Cited, today: str) -> Found:
    article = cited.articles[0]
    right = f"{today} del D.Lgs. 36/2023"
    message = (
        f"«{quoted(act, cited.start, cited.end)}»: sembra il numero di un Codice precedente; oggi {right}. "
        f"L'art. {article} del Codice ha per titolo «{articles_of_code()[article][1]}»."
    )
    return found(act, cited.start, cited.end, message, right)


MISPLACED: tuple[Rule, ...] = (
    reference(
        "articolo_di_altro",
        "L'articolo citato non parla della cosa per cui è citato: spesso è il numero di un Codice precedente.",
        "atto citato",
        _find,
        severity="errore",
    ),
)
