"""Acts that nobody knows, dates that are not theirs, articles and annexes that they do not have."""

from collections.abc import Iterator
from dataclasses import replace

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.references.entry import (
    NEW_CODE,
    OLD_CODES,
    Cited,
    articles_of_code,
    cited_in,
    found,
    is_shared,
    noted,
    quoted,
    reference,
)
from apps.municipal.tenders.rules.references.past import is_of_its_time
from apps.municipal.tenders.rules.references.repealed import groups, today_of
from apps.municipal.tenders.rules.rule import Found, Rule
from workbench.norms import Citation, Resolved, act_named, resolve
from workbench.norms.urns import shown

SURE = ("verificata", "alta")
MISTYPED = ("d.lgs.", "l.", "d.l.", "d.p.r.", "reg. ue", "dir. ue")
"""kinds of which few have the same number in near years; decrees of ministers and regional laws are many"""
FIRST_YEAR = 1861
SPARE = 1
"""paragraphs that later decrees may have added at the end of an article"""


def _resolved(act: Act, cited: Cited) -> Iterator[Resolved]:
    for citation in cited.citations:
        yield resolve(citation, act.day)


def _missing_article(act: Act) -> Iterator[Found]:
    for cited in cited_in(act):
        if is_shared(act, cited):
            continue
        for resolved in _resolved(act, cited):
            if resolved.problem in ("articolo inesistente", "allegato inesistente"):
                message = f"«{quoted(act, cited.start, cited.end)}»: {resolved.reason}"
                yield found(act, cited.start, cited.end, message, "Controllare il numero dell'articolo.")
                break


def _unlisted_latin(act: Act) -> Iterator[Found]:
    """«art. 53-quinquies del Codice»: a number that the table of the Code does not have; laws may have added it."""
    for cited in cited_in(act):
        listed = act_named(cited.act) if cited.act == NEW_CODE and not is_shared(act, cited) else None
        strange = [each for each in cited.articles if listed and "-" in each and each not in listed.extra]
        if strange and all(
            int(each.partition("-")[0]) <= (listed.articles or 0) for each in strange if listed
        ):
            name = f"{shown(NEW_CODE)} non risulta avere un articolo {strange[0]}"
            message = f"«{quoted(act, cited.start, cited.end)}»: {name}: controllare su Normattiva."
            yield found(act, cited.start, cited.end, message, "Controllare il numero dell'articolo.")


def _wrong_day(act: Act) -> Iterator[Found]:
    for cited in cited_in(act):
        resolved = resolve(cited.citations[0], act.day)
        if resolved.problem == "data errata" and resolved.act and resolved.act.confidence in SURE:
            message = f"«{quoted(act, cited.start, cited.end)}»: {resolved.reason}"
            yield found(act, cited.start, cited.end, message, resolved.reason)


def _mistyped(act: Act) -> Iterator[Found]:
    gone = {name for group in groups().values() for name in group["acts"]}
    for cited in cited_in(act):
        resolved = resolve(cited.citations[0], act.day)
        if resolved.problem != "atto ignoto" or cited.act in gone:
            continue
        similar = resolved.similar or _with_another_digit(cited.act)
        known = act_named(similar) if cited.act.startswith(MISTYPED) else None
        if known and known.day and cited.citations[0].day[5:] not in ("", known.day.isoformat()[5:]):
            known = None  # another day and month: another act, that the table does not have
        message = f"«{quoted(act, cited.start, cited.end)}»: {resolved.reason}"
        if known is None and _is_impossible(cited, act):
            yield found(act, cited.start, cited.end, message, "Controllare l'anno.")
        elif known is None and act.kind:
            yield noted(found(act, cited.start, cited.end, message, "Controllare numero e anno."))
        elif known:
            yield found(act, cited.start, cited.end, message, f"{shown(known.id)} ({known.title})")


def _with_another_digit(identifier: str) -> str:
    """`d.lgs. 81/2018` -> `d.lgs. 81/2008`: a known act whose year differs in one digit; empty if there is none."""
    name, _, year = identifier.rpartition("/")
    for at in range(len(year) if year.isdigit() else 0):
        for digit in "0123456789":
            candidate = f"{name}/{year[:at]}{digit}{year[at + 1 :]}"
            if candidate != identifier and act_named(candidate):
                return candidate
    return ""


def _is_impossible(cited: Cited, act: Act) -> bool:
    """A year before the Kingdom of Italy or after the act: «D.Lgs. 267/200»."""
    year = cited.citations[0].year
    return year.isdigit() and not FIRST_YEAR <= int(year) <= act.day.year


def _missing_comma(act: Act) -> Iterator[Found]:
    """«art. 80, comma 5, del Codice»: that article has one paragraph; the numbers are of the Code of 2016."""
    for cited in cited_in(act):
        if cited.act != NEW_CODE and (cited.act not in OLD_CODES or cited.is_named):
            continue
        for citation in cited.citations:
            today = _numbered_as_in_2016(citation)
            if today is None or is_of_its_time(act, cited.start, cited.end):
                continue
            count, heading = articles_of_code()[citation.article]
            message = (
                f"«{quoted(act, cited.start, cited.end)}»: l'art. {citation.article} del Codice («{heading}») ha "
                f"{count} commi e non ha questa numerazione."
            )
            was = f" Era del D.Lgs. 50/2016: oggi {today}." if today else ""
            yield found(act, cited.start, cited.end, message + was, today or "Controllare il comma.")
            break


def _numbered_as_in_2016(citation: Citation) -> str | None:
    """What a paragraph or letter that the Code does not have is today; empty when unknown, None when it has it."""
    if citation.annex or citation.article not in articles_of_code() or not citation.comma.isdigit():
        return None
    count, _ = articles_of_code()[citation.article]
    exact = f"{citation.article} c.{citation.comma}"
    known = today_of(OLD_CODES[0], exact)
    if int(citation.comma) > count + (0 if known else SPARE):
        return known or today_of(OLD_CODES[0], citation.article)
    return (today_of(OLD_CODES[0], f"{exact} {citation.letter}") or None) if citation.letter else None


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
            "Un articolo «bis», «ter»… che la tabella del Codice non conosce: può essere un errore, o una norma recente.",
            "atto citato",
            _unlisted_latin,
        ),
        confidence="bassa",
    ),
    replace(
        reference(
            "comma_inesistente",
            "Il comma o la lettera non c'è nell'articolo del Codice: spesso è la numerazione del Codice del 2016.",
            "atto citato",
            _missing_comma,
        ),
        confidence="media",
        source="testo del D.Lgs. 36/2023 del 31.3.2023, prima del correttivo",
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
