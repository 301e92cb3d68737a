"""Letters of the Code that are of another procedure («affidamento diretto, lettera d)») or are not there («lettera g)»)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.references.commas import has_missing_comma
from apps.municipal.tenders.rules.references.entry import (
    NEW_CODE,
    Cited,
    cited_in,
    found,
    quoted,
    reference,
    table,
)
from apps.municipal.tenders.rules.references.past import is_of_its_time
from apps.municipal.tenders.rules.rule import Found, Rule
from workbench.norms import Citation

DIRECT, NEGOTIATED = frozenset("ab"), frozenset("cde")
PROCEDURE = re.compile(
    r"\b(?:(?P<direct>affidament[oi]\s+dirett[oi]|affidar\w*\s+direttamente|trattativa\s+diretta)|(?P<negotiated>(?:procedura\s+)?negoziata\b))",
    re.IGNORECASE,
)
TIED = re.compile(
    r"[\s,]*(?:(?:\([^()]{0,40}\)|(?:previst|disciplinat|consentit|regolat|ammess)\w+|senza\s+(?:previa\s+)?(?:pubblicazione\s+(?:di|del)\s+)?bando|per\s+(?:i|le|gli)\s+\w+|di\s+cui|ai\s+sensi|a\s+norma|in\s+base|secondo|ex|e|da(?:l|ll')?|de(?:l|ll')|a(?:l|ll')|l')\s*,?\s*)*\(?",
    re.IGNORECASE,
)
BEFORE = 110


def _find(act: Act) -> Iterator[Found]:
    for cited in cited_in(act):
        letter = _letter(cited)
        named = _named(act, cited.start) if letter else None
        if named is None or is_of_its_time(act, cited.start, cited.end):
            continue
        is_direct = bool(named["direct"])
        if letter in (DIRECT if is_direct else NEGOTIATED):
            continue
        right = "lettera a) per i lavori, b) per servizi e forniture" if is_direct else "lettere da c) a e)"
        message = f"«{quoted(act, cited.start, cited.end)}»: la lettera {letter}) non è quella di «{' '.join(named[0].split()).lower()}»: {right}."
        yield found(act, cited.start, cited.end, message, f"art. 50, comma 1, {right}")


def _missing(act: Act) -> Iterator[Found]:
    for cited in cited_in(act):
        if cited.act != NEW_CODE or has_missing_comma(cited):
            continue
        for each in cited.citations:
            last = _last_letter(each)
            if last is not None and each.letter[:1] > last:
                has = f"ha lettere da a) a {last})" if last else "non ha lettere"
                message = f"«{quoted(act, cited.start, cited.end)}»: l'art. {each.article}, comma {each.comma}, del Codice {has}."
                yield found(act, cited.start, cited.end, message, "Controllare comma e lettera.")


@cache
def _last_letters() -> dict[str, str]:
    return table("letters")


def _last_letter(citation: Citation) -> str | None:
    """The last letter of the one paragraph that is cited, empty if it has none; None when that is not sure."""
    if citation.annex or len(citation.commas) != 1:
        return None
    known = _last_letters()
    return known.get(f"{citation.article} c.{citation.comma}", known.get(citation.article))


def _letter(cited: Cited) -> str:
    """The one letter of art. 50 c. 1 that is cited; empty when there is none or more."""
    if cited.act != NEW_CODE or len(cited.citations) != 1:
        return ""
    only = cited.citations[0]
    is_first = only.article == "50" and only.comma == "1" and not only.annex
    return only.letter.lower()[:1] if is_first and only.letter.lower()[:1] in DIRECT | NEGOTIATED else ""


def _named(act: Act, at: int) -> re.Match[str] | None:
    """The procedure that is tied to what stands at a place: nothing but «prevista per i servizi dall'» between."""
    start = max(act.flat.sentence(at, at)[0], at - BEFORE)
    named = list(PROCEDURE.finditer(act.text, start, at))
    return named[-1] if named and TIED.fullmatch(act.text, named[-1].end(), at) else None


LETTERS: tuple[Rule, ...] = (
    replace(
        reference(
            "lettera_inesistente",
            "Il comma citato non ha quella lettera: spesso è una numerazione del Codice del 2016, o una svista.",
            "atto citato",
            _missing,
        ),
        confidence="media",
    ),
    replace(
        reference(
            "lettera_di_altra_procedura",
            "Nell'art. 50, comma 1, le lettere a) e b) sono dell'affidamento diretto, quelle da c) a e) della procedura negoziata.",
            "art. 50 c. 1 D.Lgs. 36/2023",
            _find,
        ),
        source="procurement_rules: soglie dell'art. 50, testo del D.Lgs. 36/2023",
    ),
)
