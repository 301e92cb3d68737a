"""A thing of one act cited with another: «rotazione, art. 49 del D.Lgs. 267/2000», «impegno, art. 183 del Codice»."""

from collections.abc import Sequence
from functools import cache

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.references.entry import OLD_CODES, Cited
from apps.municipal.tenders.rules.references.subjects import are_said, are_unsaid, words_around
from apps.municipal.tenders.rules.references.things import OF_ACT, Seen, Thing, Things, things_of
from apps.municipal.tenders.rules.references.tying import tied_to


def foreign_thing(act: Act, cited: Cited, things: Things) -> Thing | None:
    """What a citation is for, when only another act speaks of it and nothing near is of the article cited."""
    if cited.act not in OF_ACT or cited.act in OLD_CODES or cited.annexes or not cited.articles:
        return None
    around = things.around(cited)
    own = [each.thing for each in around if each.thing.act == cited.act]
    if any(thing.suits(cited) for thing in own):
        return None
    tied = tied_to(act, cited, _strangers(around, cited.act), lambda label: [])
    if tied is None or tied.thing.act == cited.act:
        return None
    words = tied.thing.words.sub(" ", words_around(act, cited.start, cited.end))
    is_unsaid = are_unsaid(words, cited.act, cited.articles)
    if any(article in tied.thing.home for article in cited.articles):  # the right number, of another act
        is_likely = is_unsaid if tied.is_loose else not are_said(words, cited.act, cited.articles)
        return tied.thing if is_likely else None
    return None


def _strangers(seen: Sequence[Seen], of_act: str) -> list[Seen]:
    return [
        each
        for each in seen
        if each.thing.act == of_act
        or not (each.thing.is_vague or each.thing.needs_act or of_act in _acts_with(each.thing.name))
    ]


@cache
def _acts_with(name: str) -> frozenset[str]:
    """The acts that speak of a thing, each in its way."""
    return frozenset(each.act for each in things_of() if each.name == name)
