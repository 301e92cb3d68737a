"""How hard an Italian text is to read: sentences that know abbreviations, and the Gulpease index."""

import re

WANT_MORE = (
    "all alleg allegg arch art artt avv cap capp cc cell cfr circ civ co comm cpv cost del delib det "
    "determ dir dott dr egr es fasc fig geom gent gg ing int lett mapp mass mons mq n nn nr nrr num "
    "on pag pagg par parr part pec pp prof prot protoc punt rag reg rep rif sec sez sig sigg spett "
    "sub suppl tab tel tit vol vs gen genn feb febb mar apr magg giu lugl ago sett ott nov dic lun "
    "mer gio ven sab dom c.a p.c d.lgs d.l d.m d.p.r d.p.c.m d.g.r l.r r.d p.zza p.le v.le c.so l.go "
    "f.lli ill.mo ill.ma gent.mo gent.ma gent.le spett.le sig.ra sig.na sig.re dott.ssa dr.ssa "
    "prof.ssa avv.to chiar.mo on.le reg.to cod.civ c.f p.iva p.i"
)
FOLLOWED = frozenset(WANT_MORE.split())
"""abbreviations, without the last point, after which the sentence goes on even before a capital letter"""
WORD = re.compile(r"[^\W_]+(?:[.,:/][^\W_]+)*")
STOP = re.compile(r"(?<![.!?…])[.!?…]++[»”\"'’)\]]*+(?=\s|$)")
LAST_TOKEN = re.compile(r"[^\W_]+(?:\.[^\W_]+)*$")
OPENING = re.compile(r"[\s«“\"'‘(\[–—-]*+")
LIST_MARK = re.compile(r"\s*(?:[-–—•*·▪]|\(?(?:\d{1,2}(?:-[a-z]{3,12})?[.)]|[a-z]\)))\s+")
UNFINISHED = re.compile(
    r"(?:,|\b(?:di|a|da|in|con|su|per|tra|e|o|il|lo|la|i|gli|le|un|una|che|(?:a|da|de|ne|su)(?:l|llo|lla|i|gli|lle)))$"
)
SHORT_LINE = 60
"""characters; a line shorter than this before a capital letter was broken on purpose (a title, an address)"""
WINDOW = 40
"""characters before or after a stop that are looked at, so that the time grows with the length of the text"""


def words(text: str) -> list[str]:
    """Runs of letters and digits, points inside kept: `dell'art. 2 del D.Lgs. 1.250/90` has six.

    An elided article is a word of its own: the apostrophe divides, as a reader who counts by hand does.
    """
    return WORD.findall(text)


def sentences(text: str) -> list[str]:
    """The sentences as they stand, without the blanks around; each line of a list and each title is one.

    A point ends no sentence after an abbreviation that wants something after it (`art.`, `sig.`, `D.Lgs.`),
    after an initial, inside a number, or before a lower-case letter. `S.V.`, `ecc.` and the like end one
    before a capital.
    """
    found = [piece for block in _blocks(text) for piece in _split(block)]
    return [piece for piece in found if WORD.search(piece)]


def gulpease(text: str) -> float:
    """Index of ease from 0 (hardest) to 100; 0 when there is no word.

    `89 + (300 · sentences - 10 · letters) / words`; digits count as letters, the index is cut at 0 and 100.
    Below 80 hard for who has primary school only, below 60 lower secondary, below 40 upper secondary. Source:
    Lucisano and Piemontese 1988, «Gulpease: una formula per la predizione della difficoltà dei testi in
    lingua italiana», Scuola e città 3.
    """
    found = words(text)
    if not found:
        return 0.0
    letters = sum(character.isalnum() for word in found for character in word)
    index = 89 + (300 * len(sentences(text)) - 10 * letters) / len(found)
    return min(100.0, max(0.0, index))


def _blocks(text: str) -> list[str]:
    """Lines joined where they were only wrapped."""
    blocks: list[list[str]] = [[]]
    for line in (line.strip() for line in text.splitlines()):
        if not line:
            blocks.append([])
        elif blocks[-1] and _starts_anew(blocks[-1][-1], line):
            blocks.append([line])
        else:
            blocks[-1].append(line)
    return [" ".join(lines) for lines in blocks if lines]


def _starts_anew(before: str, line: str) -> bool:
    if LIST_MARK.match(line):
        return True
    is_short = len(before) < SHORT_LINE and not UNFINISHED.search(before[-WINDOW:])
    return is_short and _first_letter(line).isupper() and not _wants_more(before.rstrip("."))


def _split(block: str) -> list[str]:
    mark = LIST_MARK.match(block)
    pieces, start = [], 0
    for stop in STOP.finditer(block, mark.end() if mark else 0):
        if _is_end(block, stop):
            pieces.append(block[start : stop.end()].strip())
            start = stop.end()
    return [*pieces, block[start:].strip()]


def _is_end(block: str, stop: re.Match[str]) -> bool:
    after = block[stop.end() : stop.end() + WINDOW]
    first = _first_letter(after)
    if not first or not (first.isupper() or first.isdigit()):
        return not after.strip()
    if stop.group() != ".":
        return True
    before = block[max(0, stop.start() - WINDOW) : stop.start()]
    token = LAST_TOKEN.search(before)
    if token is None:
        return True
    is_dotted = "." in token.group() and token.group()[0].isalpha()
    return not (_wants_more(before) or (is_dotted and first.isdigit()))


def _wants_more(before: str) -> bool:
    """Whether the last token is an abbreviation or an initial: its point belongs to it."""
    token = LAST_TOKEN.search(before[-WINDOW:])
    if token is None:
        return False
    is_initial = len(token.group()) == 1 and token.group().isalpha()
    return is_initial or token.group().lower() in FOLLOWED


def _first_letter(text: str) -> str:
    opening = OPENING.match(text)
    at = opening.end() if opening else 0
    return text[at : at + 1]
