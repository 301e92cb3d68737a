"""Acts in Akoma Ntoso 3.0, as Normattiva exports them."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

from workbench.errors import UserError
from workbench.norms.imported import Article, ImportedAct
from workbench.norms.urns import identifier_of, with_article

NAMESPACE = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
MARKS = re.compile(r"\(\(|\)\)")
"""what later acts inserted stands between them"""
MARKED_NOTE = re.compile(r"\(\((\d{1,3}[a-z]?)\)\)")
NUMBER = re.compile(r"art(?:icolo|\.)?\s*(?P<number>\d+)(?:[\s.-]*(?P<latin>[a-z]+))?", re.IGNORECASE)
ACCENT = re.compile(r"(?<=[^\W\d_])(?P<vowel>[aeiouAEIOU])'(?![^\W_])|(?<![^\W_])(?P<alone>[eE])'(?![^\W_])")
GRAVE = dict(zip("aeiouAEIOU", "àèìòùÀÈÌÒÙ", strict=True))
ACUTE_ENDINGS = re.compile(r"(?:ch|ventitr|trentatr|(?<![^\W_])[ns])$", re.IGNORECASE)
"""perché, poiché, affinché, né, sé end in an acute accent"""
TRUNCATED = frozenset({"po", "mo", "ca", "be", "di"})
CLOSING_GAP = re.compile(r"\s+([,;.:)])")
NOTES = re.compile(r"-{5,}\s*AGGIORNAMENTO.*", re.DOTALL)
"""what the editors of Normattiva wrote under an article"""
NOTE = re.compile(r"AGGIORNAMENTO\s*\((\w{1,4})\)")
PARAGRAPHS = ("paragraph", "point", "intro", "wrapUp")


def import_akoma_ntoso(content: bytes, source: str = "Normattiva") -> ImportedAct:
    """One act with its articles; accents are put back where the file has apostrophes, `((…))` marks dropped.

    Each paragraph and each letter is a line of the article's text. Annexes are left out.
    """
    root = _parsed(content)
    body = root.find(f"*/{NAMESPACE}body")
    urn = _alias(root)
    articles = tuple(_articles(body, urn)) if body is not None else ()
    if not articles or not urn:
        raise UserError(
            "Il file non è un atto in Akoma Ntoso 3.0 con articoli.",
            remedy="Scaricare da Normattiva l'esportazione Akoma Ntoso dell'atto.",
        )
    title = _title(root)
    return ImportedAct(
        identifier_of(urn) or title, title, urn, _validity(root), source, articles, "CC BY 4.0"
    )


def _parsed(content: bytes) -> Any:
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        return fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise UserError(
            "Il file non è XML leggibile.",
            value=error,
            remedy="Scaricare di nuovo l'esportazione Akoma Ntoso da Normattiva.",
        ) from error


def _alias(root: Any) -> str:
    aliases = root.iter(f"{NAMESPACE}FRBRalias")
    return next((each.get("value", "") for each in aliases if each.get("name") == "urn:nir"), "")


def _validity(root: Any) -> str:
    expression = root.find(f".//{NAMESPACE}FRBRExpression/{NAMESPACE}FRBRdate")
    return expression.get("date", "") if expression is not None else ""


def _title(root: Any) -> str:
    parts = [root.find(f".//{NAMESPACE}{name}") for name in ("docType", "docDate", "docNumber", "docTitle")]
    kind, day, number, title = ("" if part is None else _text(part) for part in parts)
    named = " ".join(word for word in (kind, day, f"n. {number}" if number.isdigit() else number) if word)
    return f"{named} ({title.strip(' .')})" if named and title else named or title


def _articles(body: Any, urn: str) -> Iterator[Article]:
    for element in body.iter(f"{NAMESPACE}article"):
        found = NUMBER.match(_text(element.find(f"{NAMESPACE}num")))
        if found is None:
            continue
        number = (
            f"{int(found['number'])}-{found['latin'].lower()}"
            if found["latin"]
            else str(int(found["number"]))
        )
        heading = _text(element.find(f"{NAMESPACE}heading")).strip("() .")
        text = _without_notes([line for line in _lines(element) if line])
        yield Article(number, heading, text, with_article(urn, number))


def _lines(article: Any) -> Iterator[str]:
    """One line for each paragraph and letter: its number and its own words, not those of its letters."""
    for element in article.iter():
        if element.tag.removeprefix(NAMESPACE) in PARAGRAPHS:
            yield _own_text(element)


def _without_notes(lines: list[str]) -> str:
    """The article without the editors' notes and without the `(29)` that point to them."""
    written = "\n".join(lines)
    text = "\n".join(filter(None, (NOTES.sub("", line).rstrip(" -") for line in lines)))
    for number in set(NOTE.findall(written)):
        text = text.replace(f" ({number})", "")
    return text


def _own_text(element: Any) -> str:
    words: list[str] = []
    for child in element:
        name = child.tag.removeprefix(NAMESPACE)
        if name == "list" or name in PARAGRAPHS:
            continue
        words.append(_text(child))
    return " ".join(word for word in words if word)


def _text(element: Any) -> str:
    """The words of an element on one line."""
    if element is None:
        return ""
    joined = MARKS.sub(" ", MARKED_NOTE.sub(r"(\1)", "".join(element.itertext()))).replace("\u00ad", "-")
    return CLOSING_GAP.sub(r"\1", with_accents(" ".join(joined.split())))


def with_accents(text: str) -> str:
    """`identita'` -> `identità`, `perche'` -> `perché`, `e'` -> `è`; `po'` and `l'atto` stay."""
    return ACCENT.sub(_accented, text)


def _accented(match: re.Match[str]) -> str:
    vowel = match["vowel"] or match["alone"]
    before = re.split(r"[\W_]", match.string[max(0, match.start() - 20) : match.start()])[-1]
    if (before + vowel).lower() in TRUNCATED:
        return match.group()
    if vowel in "eE" and match["vowel"] and ACUTE_ENDINGS.search(before):
        return "é" if vowel == "e" else "É"
    return GRAVE[vowel]
