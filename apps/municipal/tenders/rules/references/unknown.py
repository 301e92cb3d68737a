"""Acts that nobody knows, dates that are not theirs, articles and annexes that they do not have."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.references.entry import (
    NEW_CODE,
    Cited,
    cited_in,
    found,
    is_shared,
    noted,
    quoted,
    reference,
)
from apps.municipal.tenders.rules.references.repealed import gone
from apps.municipal.tenders.rules.references.things import MUNICIPALITIES
from apps.municipal.tenders.rules.rule import Found, Rule
from workbench.norms import Act as KnownAct
from workbench.norms import Resolved, act_named, judge_citation, list_acts
from workbench.norms.urns import shown

SURE = ("verificata", "alta")
MISTYPED = ("d.lgs.", "l.", "d.l.", "d.p.r.", "reg. ue", "dir. ue")
"""kinds of which few have the same number in near years; decrees of ministers and regional laws are many"""
FIRST_YEAR = 1861
WELL_KNOWN = (NEW_CODE, MUNICIPALITIES, "l. 136/2010", "d.lgs. 104/2010")
"""of which the table has, as far as is known, every added article"""
SHORTEST_CODE, LONGEST_SERIES = 9, 8
_OF_OTHER = re.compile(r"[\s,]*(?:del(?:la|lo)?\s|dell'|c\.\s?c|c\.\s?p|cod\.)", re.IGNORECASE)


def _resolved(cited: Cited) -> Iterator[Resolved]:
    for citation in cited.citations:
        yield judge_citation(citation)


def _missing_article(act: Act) -> Iterator[Found]:
    for cited in cited_in(act):
        if is_shared(act, cited):
            continue
        for resolved in _resolved(cited):
            if resolved.problem in ("articolo inesistente", "allegato inesistente"):
                message = f"«{quoted(act, cited.start, cited.end)}»: {resolved.reason}"
                yield found(act, cited.start, cited.end, message, "Controllare il numero dell'articolo.")
                break
    yield from _missing_in_series(act)


def _missing_in_series(act: Act) -> Iterator[Found]:
    """«del D.Lgs. 36/2023, in particolare l'art. 119 …, l'art. 122 … e l'art. 260»: bare numbers after a name are of it."""
    if not act.kind:
        return
    phrases = cited_in(act)
    for at, cited in enumerate(phrases):
        if cited.act or not any(_number(each) > SHORTEST_CODE for each in cited.articles):
            continue
        owner = _owner_in_series(act, phrases[max(0, at - LONGEST_SERIES) : at], cited)
        listed = _listed(owner)
        beyond = [each for each in cited.articles if listed and _number(each) > listed]
        if beyond and not _OF_OTHER.match(act.text, cited.end):
            reason = f"{shown(owner)} ha {listed} articoli: l'art. {beyond[0]} non c'è."
            message = f"«{quoted(act, cited.start, cited.end)}»: {reason}"
            yield found(act, cited.start, cited.end, message, "Controllare il numero dell'articolo.")


def _owner_in_series(act: Act, before: Sequence[Cited], cited: Cited) -> str:
    """The act named last in the sentence, when other bare articles, which it has, follow its name; empty if none."""
    one, _ = act.flat.sentence(cited.start, cited.end)
    owner, series = "", 0
    for each in before:
        if each.start < one:
            continue
        if each.act:
            owner, series = (each.act, 0) if each.act in WELL_KNOWN else ("", 0)
        elif owner and each.articles:
            series += all(_number(one) <= (_listed(owner) or 0) for one in each.articles)
    return owner if series else ""


def _listed(owner: str) -> int | None:
    """How many articles an act has; None when nobody knows."""
    known = act_named(owner)
    return known.articles if known else None


def _number(article: str) -> int:
    return int(article.partition("-")[0])


def unlisted(act: Act, cited: Cited) -> str:
    """«art. 53-quinquies del Codice»: a number that the table of the act does not have; laws may have added it."""
    listed = act_named(cited.act) if cited.act in WELL_KNOWN and not is_shared(act, cited) else None
    if listed is None:
        return ""
    strange = [each for each in cited.articles if "-" in each and each not in listed.extra]
    are_near = all(int(each.partition("-")[0]) <= (listed.articles or 0) for each in strange)
    return strange[0] if strange and are_near else ""


def _unlisted_latin(act: Act) -> Iterator[Found]:
    for cited in cited_in(act):
        if strange := unlisted(act, cited):
            name = f"{shown(cited.act)} non risulta avere un articolo {strange}"
            message = f"«{quoted(act, cited.start, cited.end)}»: {name}: controllare su Normattiva."
            yield found(act, cited.start, cited.end, message, "Controllare il numero dell'articolo.")


def _wrong_day(act: Act) -> Iterator[Found]:
    for cited in cited_in(act):
        resolved = judge_citation(cited.citations[0])
        if resolved.problem == "data errata" and resolved.act and resolved.act.confidence in SURE:
            message = f"«{quoted(act, cited.start, cited.end)}»: {resolved.reason}"
            yield found(act, cited.start, cited.end, message, resolved.reason)


def _mistyped(act: Act) -> Iterator[Found]:
    told: set[str] = set()
    for cited in cited_in(act):
        if cited.act in told and not cited.is_named:  # «del predetto Regolamento», after its wrong number
            continue
        resolved = judge_citation(cited.citations[0])
        if resolved.problem != "atto ignoto" or cited.act in gone():
            continue
        told.add(cited.act)
        near = (
            (resolved.similar, _with_another_digit(cited.act), _of_the_same_day(cited))
            if cited.act.startswith(MISTYPED)
            else ()
        )
        known = next((each for name in near if (each := act_named(name)) and _may_be(cited, each)), None)
        message = f"«{quoted(act, cited.start, cited.end)}»: {resolved.reason}"
        if known is None and _is_impossible(cited, act):
            yield found(act, cited.start, cited.end, message, "Controllare l'anno.")
        elif known is None and act.kind:
            yield noted(found(act, cited.start, cited.end, message, "Controllare numero e anno."))
        elif known:
            yield found(act, cited.start, cited.end, message, f"{shown(known.id)} ({known.title})")


def _may_be(cited: Cited, known: KnownAct) -> bool:
    """Not when the citation has another day and month: that is another act, that the table does not have."""
    written = cited.citations[0].day[5:]
    return not (known.day and written) or written == known.day.isoformat()[5:]


def _with_another_digit(identifier: str) -> str:
    """`d.lgs. 81/2018` -> `d.lgs. 81/2008`: a known act whose year differs in one digit; empty if there is none."""
    name, _, year = identifier.rpartition("/")
    for at in range(len(year) if year.isdigit() else 0):
        for digit in "0123456789":
            candidate = f"{name}/{year[:at]}{digit}{year[at + 1 :]}"
            if candidate != identifier and act_named(candidate):
                return candidate
    return ""


def _of_the_same_day(cited: Cited) -> str:
    """«legge 13 agosto 2006, n. 136», «legge 13 agosto 2010, n. 163»: but for the year, or for digits of the number."""
    kind, _, number = cited.act.rpartition("/")[0].rpartition(" ")
    written = cited.citations[0].day
    for each in list_acts():
        known_kind, _, known = each.id.rpartition("/")[0].rpartition(" ")
        if not (written and each.day and known_kind == kind):
            continue
        day = each.day.isoformat()
        if (day[5:] == written[5:] and known == number) or (day == written and _is_slip(number, known)):
            return each.id
    return ""


def _is_slip(written: str, right: str) -> bool:
    """«163» for «136», «455» for «445»; not «114» for «112», which are two decrees of one day."""
    return len(written) == len(right) and set(written) == set(right)


def _is_impossible(cited: Cited, act: Act) -> bool:
    """A year before the Kingdom of Italy or after the act: «D.Lgs. 267/200»."""
    year = cited.citations[0].year
    return year.isdigit() and not FIRST_YEAR <= int(year) <= act.day.year


UNKNOWN: tuple[Rule, ...] = (
    reference(
        "articolo_inesistente",
        "L'atto citato non ha un articolo o un allegato con questo numero.",
        "atto citato",
        _missing_article,
    ),
    replace(
        reference(
            "articolo_aggiunto_ignoto",
            "Un articolo «bis», «ter»… che la tabella degli atti non conosce: può essere un errore, o una norma recente.",
            "atto citato",
            _unlisted_latin,
        ),
        confidence="bassa",
    ),
    reference(
        "data_errata",
        "La data scritta non è quella dell'atto che porta quel numero.",
        "atto citato",
        _wrong_day,
    ),
    replace(
        reference(
            "atto_ignoto",
            "Un numero o un anno sbagliato rimanda a un'altra norma, o a nessuna.",
            "atto citato",
            _mistyped,
        ),
        confidence="bassa",
    ),
)
