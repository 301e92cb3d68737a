"""Acts that nobody knows, dates that are not theirs, articles and annexes that they do not have."""

from collections.abc import Iterator

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.references.entry import Cited, cited_in, found, noted, quoted, reference
from apps.municipal.tenders.rules.references.repealed import groups
from apps.municipal.tenders.rules.rule import Found, Rule
from workbench.norms import Resolved, act_named, resolve

MISTYPED = ("d.lgs.", "l.", "d.l.", "d.p.r.", "reg. ue", "dir. ue")
"""kinds of which few have the same number in near years; decrees of ministers and regional laws are many"""


def _resolved(act: Act, cited: Cited) -> Iterator[Resolved]:
    for citation in cited.citations:
        yield resolve(citation, act.day)


def _missing_article(act: Act) -> Iterator[Found]:
    for cited in cited_in(act):
        for resolved in _resolved(act, cited):
            if resolved.problem in ("articolo inesistente", "allegato inesistente"):
                message = f"«{quoted(act, cited.start, cited.end)}»: {resolved.reason}"
                yield found(act, cited.start, cited.end, message, "Controllare il numero dell'articolo.")
                break


def _wrong_day(act: Act) -> Iterator[Found]:
    for cited in cited_in(act):
        resolved = resolve(cited.citations[0], act.day)
        if resolved.problem == "data errata":
            message = f"«{quoted(act, cited.start, cited.end)}»: {resolved.reason}"
            yield found(act, cited.start, cited.end, message, _with_day(resolved))


def _with_day(resolved: Resolved) -> str:
    return resolved.reason if resolved.act else ""


def _mistyped(act: Act) -> Iterator[Found]:
    gone = {name for group in groups().values() for name in group["acts"]}
    for cited in cited_in(act):
        resolved = resolve(cited.citations[0], act.day)
        if resolved.problem != "atto ignoto" or cited.act in gone:
            continue
        known = act_named(resolved.similar) if cited.act.startswith(MISTYPED) else None
        message = f"«{quoted(act, cited.start, cited.end)}»: {resolved.reason}"
        if known is None and act.kind:
            yield noted(found(act, cited.start, cited.end, message, "Controllare numero e anno."))
        elif known:
            yield found(act, cited.start, cited.end, message, f"{known.title}: {known.id}")


UNKNOWN: tuple[Rule, ...] = (
    reference(
        "articolo_inesistente",
        "L'atto citato non ha un articolo o un allegato con questo numero.",
        "atto citato",
        _missing_article,
    ),
    reference(
        "data_errata",
        "La data scritta non è quella dell'atto che porta quel numero.",
        "atto citato",
        _wrong_day,
    ),
    reference(
        "atto_ignoto",
        "Un numero o un anno sbagliato rimanda a un'altra norma, o a nessuna.",
        "atto citato",
        _mistyped,
    ),
)
