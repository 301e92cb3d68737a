"""An act as one runs over it with patterns: broken lines joined, and every place still known in the original."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from apps.municipal.tenders.acts.pages import without_pages

ALIKE = str.maketrans("’‘`´“”„\u00ad\ufeff\u200b", "''''\"\"\"\x00\x00\x00")
DROPPED = "\x00"
CAPITALS = r"[A-ZÀÈÉÌÒÙ]"
HYPHENATED = re.compile(
    r"(?<=[^\W\d_])[-¬][^\S\n]*\n[^\S\n]*(?=[a-zàèéìòù])"
    rf"|(?<={CAPITALS}{CAPITALS})[-¬][^\S\n]*\n[^\S\n]*(?={CAPITALS}{CAPITALS})"
)
"""«respon-/sabile», «PROCEDI-/MENTO»; not «2026-/2028» nor «A-/B»"""
PIECE = re.compile(r"\s+")
ITEM = r"[-–•*·▪◦]\s|\(?(?:[a-z]|[ivx]{1,4}|\d{1,3})\)\s|\d{1,3}\.\s+[A-ZÀÈÉÌÒÙ\"«]|\d{1,3}\.\d{1,2}\.?\s+[A-ZÀÈÉÌÒÙ]|\d{1,2}\s?[-–]\s[A-ZÀÈÉÌÒÙ]|(?:Art\.?|ART\.?|Articolo)\s*\d|[A-Z][^\n|]{0,40}:|\|"
NEW_LINE = re.compile(rf"[^\S\n]*(?:{ITEM}|[A-ZÀÈÉÌÒÙ]{{4,}})")
"""what begins a line of its own: an item, an article, a word in capitals, a label"""
NEW_LINE_IN_CAPITALS = re.compile(rf"[^\S\n]*(?:{ITEM})")
UNFINISHED = re.compile(
    r"[^|\t\n]{24,}(?:\s|')(?:(?i:(?:[dns]?[aeu]|da)(?:l|ll[aeo']|i|gli)|di|da|ad|ed|con|per|tra|fra|il|lo|la|le|gli|una?)|[aeio])"
)
"""a line that ends with an article or a preposition goes on in the next, whatever that looks like"""
CAPITALS_ONLY, WRAPPED_AT = 0.6, 45
"""share of capitals in an act in which a word in capitals begins nothing, after a line so long without a stop"""
TYPED_ACCENT = re.compile(
    r"(?<!\w)(?<!(?<!\w)')(?!(?:po|mo|de|ca|be|a)')[^\W\d_]*(?P<vowel>[aeiou])(?P<mark>')(?![\w'])",
    re.IGNORECASE,
)
"""«cioe'», «unita'»; not «po'», «Ca' Granda» nor the end of words between single quotes"""
SHARP = re.compile(r"(?:ch|tr|(?<!\w)[ns])$", re.IGNORECASE)
"""«perche'», «ventitre'», «ne'», «se'» have the other accent"""
ACCENTS = str.maketrans("aeiouAEIOU", "àèìòùÀÈÌÒÙ")
SPACED = re.compile(rf"(?<!\w)(?:{CAPITALS} ){{5,}}{CAPITALS}(?!\w)")
"""«D I S C I P L I N A R E»"""
COLUMN = re.compile(r"\t| {3,}")
ROW = re.compile(
    r"[^\n]*(?:\||\t|\S {3,}\S|(?:\.{4}|…{2})[^\n.…]{0,30}\d)[^\n]*|[^\n]*\d(?:\.\d{3})*,\d{2}\s*(?:€|euro)?[^\S\n]*"
)
"""a line of a table, one whose dots lead to a figure, or one that ends with an amount"""
MARKER = re.compile(r"[^\S\n]*\(?(?:[IVXivx]{1,5}|[A-Za-z]|\d{1,2})[).](?=\s|$)")
"""«II)    di fissare»: what stands before the blanks is no column"""
STOP = re.compile(r"[.;:](?=\s+[A-ZÀÈÉÌÒÙ\"«])|\n")
ABBREVIATED = re.compile(
    r"(?:\b(?:artt?|comm?|lett|let|n|nn|nr|d|lgs|l|r|p|dott|ssa|geom|ing|arch|avv|sig|spett|all|co|c|s|m|i|es|ecc|cfr|prot|"
    r"pag|rif|tel|reg|det|cap|delib|determ|u|e)|(?<![^\W\d_])(?-i:[A-Z]))$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Flat:
    """`text` to be searched; `origin[i]` is where its character `i` stands in the original."""

    text: str
    origin: tuple[int, ...]

    def find(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        return pattern.finditer(self.text)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Characters `start:end` of the flat text, in the original."""
        if start >= end:
            return self._at(start), self._at(start)
        return self._at(start), self._at(end - 1) + 1

    def flat_place(self, start: int, end: int) -> tuple[int, int]:
        """The reverse of `place`."""
        return bisect_right(self.origin, start - 1), bisect_right(self.origin, end - 1)

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """From the stop before to the stop after, without those of abbreviations."""
        before, after = bisect_right(self._stops, start), bisect_left(self._stops, end)
        return (
            self._stops[before - 1] if before else 0,
            self._stops[after] if after < len(self._stops) else len(self.text),
        )

    @cached_property
    def _stops(self) -> tuple[int, ...]:
        return tuple(
            found.end()
            for found in STOP.finditer(self.text)
            if found[0] != "." or not ABBREVIATED.search(self.text, max(0, found.start() - 8), found.start())
        )

    def _at(self, at: int) -> int:
        return self.origin[at] if at < len(self.origin) else (self.origin[-1] + 1 if self.origin else 0)


def flatten(original: str) -> Flat:
    """Hyphenated words joined, blanks collapsed, lines joined unless a new one begins; apostrophes made plain.

    Headers, feet and numbers of printed pages are left out.
    """
    plain = "".join(_plain(character) for character in original).translate(ALIKE)
    typed = SPACED.sub(lambda match: match[0].replace(" ", DROPPED), TYPED_ACCENT.sub(_accented, plain))
    alike = without_pages(typed)
    in_capitals = _is_in_capitals(alike)
    dropped = {at for found in HYPHENATED.finditer(alike) for at in range(found.start(), found.end())}
    dropped |= {at for at, character in enumerate(alike) if character == DROPPED}
    text: list[str] = []
    origin: list[int] = []
    at = 0
    while at < len(alike):
        blank = PIECE.match(alike, at)
        if at in dropped:
            at += 1
        elif blank:
            text.append(_joint(alike, blank, in_capitals=in_capitals))
            origin.append(at)
            at = blank.end()
        else:
            text.append(alike[at])
            origin.append(at)
            at += 1
    return Flat("".join(text), tuple(origin))


def _accented(match: re.Match[str]) -> str:
    """The word with its accent in place of the apostrophe, as long as before."""
    word, vowel = match[0][:-2], match["vowel"]
    accent = {"e": "é", "E": "É"}.get(vowel) if SHARP.search(word) else None
    return word + (accent or vowel.translate(ACCENTS)) + DROPPED


def _joint(text: str, blank: re.Match[str], *, in_capitals: bool) -> str:
    """A blank, a tab between columns, or a new line where one truly begins."""
    breaks = blank[0].count("\n")
    if not breaks and not COLUMN.search(blank[0]):
        return " "
    before = text[text.rfind("\n", 0, blank.start()) + 1 : blank.start()]
    if not breaks:
        is_item = MARKER.fullmatch(before) and text[blank.end() : blank.end() + 1].isalpha()
        return " " if is_item else "\t"
    after = text[blank.end() : text.find("\n", blank.end()) % (len(text) + 1)]
    is_unfinished = breaks == 1 and UNFINISHED.fullmatch(before) is not None
    goes_on = is_unfinished or (in_capitals and len(before) >= WRAPPED_AT and before[-1] not in ".;:")
    begins = (NEW_LINE_IN_CAPITALS if goes_on else NEW_LINE).match(text, blank.end())
    if breaks > 1 or begins:
        return "\n"
    is_broken = len(before) >= WRAPPED_AT and before[-1].islower() and after[:1].islower()
    goes_on = is_unfinished or ((is_broken or not _is_row(before)) and not _is_row(after))
    return " " if goes_on else "\n"


def _is_row(line: str) -> bool:
    marker = MARKER.match(line)
    return ROW.fullmatch(line[marker.end() :].lstrip() if marker else line) is not None


def _is_in_capitals(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    return letters > 0 and sum(map(str.isupper, text)) > CAPITALS_ONLY * letters


def _plain(character: str) -> str:
    """Ligatures that one letter can stand for; the length never changes."""
    composed = unicodedata.normalize("NFKC", character)
    return composed if len(composed) == 1 else character
