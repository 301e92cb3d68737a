"""Citations of norms in a text: articles joined with the act they belong to."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from workbench.checks.references import LATIN
from workbench.norms.articles import Part, groups
from workbench.norms.citation import Citation
from workbench.norms.mentions import Mention, mentions
from workbench.norms.slips import without_slips

ANNEX_NUMBER = rf"(?:IV|VI{{0,3}}|IX|X|I{{1,3}})[ ]?\.[ ]?\d{{1,2}}(?:-(?:{LATIN})\b)?(?!\w)"
ANNEX = re.compile(
    rf"(?<!\w)all(?:egat[oi]|\.)\s*(?:n\.\s*)?{ANNEX_NUMBER}(?:(?:\s*,\s*|\s+ed?\s+){ANNEX_NUMBER})*",
    re.IGNORECASE,
)
EACH_ANNEX = re.compile(ANNEX_NUMBER, re.IGNORECASE)
ACT_OF_NUMBERED_ANNEXES = "d.lgs. 36/2023"
"""annexes with a Roman and an Arabic number are those of the Code of contracts"""
QUALIFIER = (
    r"(?:(?:nuov|vigent|attual|citat|richiamat|medesim|stess|suddett|predett|sopra\s?citat|relativ)"
    r"[oaie]\s+)?"
)
JOIN = re.compile(
    r"[\s,)»”\"]{0,6}(?:(?:di\s+cui\s+)?(?:del(?:la|lo)?|dell['’]|dei|al(?:la|lo)?|all['’]|nel(?:la)?|di|ex)\s*)?"
    rf"{QUALIFIER}[(\[«“\"]?",
    re.IGNORECASE,
)
CHAIN = re.compile(
    r"[\s,:)]*(?:(?:ed?|o|nonché|anche|e/o)(?:\s+|(?=,)))?"
    r"(?:,?\s*(?:\w+ndo|\w+mente|se\s+del\s+caso|ove\s+\w+|in\s+particolare)\s*,\s*)?"
    r"(?:(?:in|nel)?\s*combinato\s+disposto\s+(?:con\s+)?)?(?:ai\s+sensi\s+)?(?:(?:de|a|ne)?ll?['’]|(?:de|a|ne)?gli\s|con\s+l['’])?\s*",
    re.IGNORECASE,
)
AS_AMENDED = (
    r"(?:(?:ed?\s+)?(?:ss\.?\s?mm\.?\s?(?:ed?\s+)?ii\.?|s\.?\s?m\.?\s?i\.?"
    r"|successiv[ei]\s+modific\w+(?:\s+ed?\s+integrazioni)?))?"
)
BACK = re.compile(
    rf"\s*{AS_AMENDED}[\s,:()»”\"–-]*(?:recante\s+[^.;]{{0,200}}?[,»”\"]\s*)?"
    r"(?:(?:ed?\s+)?(?:in\s+particolare|segnatamente|specificamente|nello\s+specifico)[\s,:]*)?"
    r"(?:(?:de|a|ne)?ll?['’]|(?:de|a|ne)?gli\s|il\s)?\s*",
    re.IGNORECASE,
)
OTHER_OWNER = re.compile(
    r"[\s,]*(?:del(?:la|lo)?\s|dell['’]|dei\s|degli\s|delle\s|al\s+presente)\s*[^\W\d_]", re.IGNORECASE
)
HEADING = re.compile(r"(?:^|\n)[^\S\n]*[«\"]?$")
OWN_ARTICLE = re.compile(r"A(?:RT|rt)(?:\.|ICOLO|icolo)?\s")
HYPHENATED = re.compile(r"(?<=[^\W\d_])[-¬\u00ad][ \t]*\r?\n[ \t]*(?=[^\W\d_])")
LONGEST_BETWEEN = 260


@dataclass(frozen=True)
class Token:
    """A group of articles, a group of annexes, or an act."""

    start: int
    end: int
    parts: tuple[Part, ...] = ()
    annexes: tuple[str, ...] = ()
    mention: Mention | None = None


@dataclass(frozen=True)
class Owner:
    """What a group of articles or annexes belongs to, and how far its citation then reaches."""

    mention: Mention | None
    annex: str
    start: int
    end: int


def find_citations(text: str) -> list[Citation]:
    """Citations in the order of the text, one for each article; time grows linearly with the text.

    Found by form: an act that is cited with neither number nor known name («la normativa vigente») is not.
    Headings of the text's own articles («Art. 5 – Penali») are not citations.
    """
    joined, place = _unhyphenated(without_slips(text))
    found = sorted(_citations(joined), key=lambda each: (each.start, each.end))
    moved = ((each, place(each.start), place(each.end - 1) + 1) for each in found)
    return [replace(each, start=start, end=end, text=text[start:end]) for each, start, end in moved]


def _unhyphenated(text: str) -> tuple[str, Callable[[int], int]]:
    """The text without the hyphens of line ends, and where each of its characters stood."""
    kept, starts, places, at = [], [0], [0], 0
    for cut in HYPHENATED.finditer(text):
        kept.append(text[at : cut.start()])
        starts.append(starts[-1] + cut.start() - at)
        places.append(cut.end())
        at = cut.end()
    kept.append(text[at:])

    def place(index: int) -> int:
        piece = bisect_right(starts, index) - 1
        return places[piece] + index - starts[piece]

    return "".join(kept), place


def _citations(text: str) -> Iterator[Citation]:
    tokens = _tokens(text)
    owners, used = _owners(text, tokens)
    for at, token in enumerate(tokens):
        owner = owners.get(at)
        if token.mention:
            if at not in used and token.mention.counts_alone:
                yield _cited(token, Owner(token.mention, "", token.start, token.end))
        elif token.annexes and at not in used:
            for annex in token.annexes:
                held = owner or Owner(None, "", token.start, token.end)
                yield _cited(token, replace(held, annex=annex))
        elif token.parts and (owner or not _is_heading(text, token)):
            for part in token.parts:
                yield _cited(token, owner or Owner(None, "", token.start, token.end), part)


def _cited(token: Token, owner: Owner, part: Part | None = None) -> Citation:
    mention = owner.mention
    act = mention.act if mention else ACT_OF_NUMBERED_ANNEXES if owner.annex else ""
    return Citation(
        text="",
        start=min(token.start, owner.start),
        end=max(token.end, owner.end),
        act=act,
        article=part.article if part else "",
        commas=part.commas if part else (),
        letter=part.letter if part else "",
        annex=owner.annex,
        day=mention.day if mention else "",
        is_named=bool(mention and mention.is_named),
    )


def _tokens(text: str) -> list[Token]:
    found = [Token(each.start, each.end, parts=each.parts) for each in groups(text)]
    found += [Token(each.start, each.end, mention=each) for each in mentions(text)]
    for match in ANNEX.finditer(text):
        names = tuple(re.sub(r"\s", "", name).upper() for name in EACH_ANNEX.findall(match.group()))
        found.append(Token(match.start(), match.end(), annexes=tuple(map(_small_latin, names))))
    kept: list[Token] = []
    for token in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or token.start >= kept[-1].end:
            kept.append(token)
    return kept


def _small_latin(name: str) -> str:
    number, dash, latin = name.partition("-")
    return f"{number}{dash}{latin.lower()}"


def _owners(text: str, tokens: list[Token]) -> tuple[dict[int, Owner], set[int]]:
    """Of each group its owner; and which tokens are part of another one's citation."""
    owners: dict[int, Owner] = {}
    used: set[int] = set()
    for at in reversed(range(len(tokens) - 1)):
        token, following = tokens[at], tokens[at + 1]
        between = text[token.end : following.start]
        if token.mention or len(between) > LONGEST_BETWEEN:
            continue
        if (following.mention or (token.parts and following.annexes)) and _joins(text, token, between):
            owners[at] = _next_owner(token, following, owners.get(at + 1))
            used.add(at + 1)
        elif not following.mention and at + 1 in owners and _shares(token, owners[at + 1], between):
            owners[at] = replace(owners[at + 1], start=token.start, end=token.end)
    for at in range(1, len(tokens)):
        token, before = tokens[at], tokens[at - 1]
        between = text[before.end : token.start]
        if (
            at in owners
            or token.mention
            or len(between) > LONGEST_BETWEEN
            or OTHER_OWNER.match(text, token.end)
        ):
            continue
        if before.mention and at - 1 not in used and _points_back(text, token, between):
            owners[at] = Owner(before.mention, "", before.start, token.end)
            used.add(at - 1)
        elif (owner := owners.get(at - 1)) and owner.start < before.start and _shares(token, owner, between):
            owners[at] = replace(owner, end=token.end)
    return owners, used


def _joins(text: str, token: Token, between: str) -> bool:
    """«art. 50 del D.Lgs. …»; not a heading and the line after it."""
    is_line_end = not between.strip() and "\n" in between
    return JOIN.fullmatch(between) is not None and not (is_line_end and _is_heading(text, token))


def _is_heading(text: str, token: Token) -> bool:
    """«Art. 5» with a capital at the start of a line names an article of this very text."""
    starts_line = HEADING.search(text[max(0, token.start - 40) : token.start]) is not None
    return starts_line and OWN_ARTICLE.match(text, token.start) is not None


def _shares(token: Token, owner: Owner, between: str) -> bool:
    """«l'art. 17 e l'art. 50 del Codice»; a semicolon ends the reach; numbered annexes are of the Code."""
    is_strange = token.annexes and owner.mention and owner.mention.act != ACT_OF_NUMBERED_ANNEXES
    return not is_strange and CHAIN.fullmatch(between) is not None


def _points_back(text: str, token: Token, between: str) -> bool:
    """«D.Lgs. 36/2023, art. 50»; neither a line break alone nor a heading of the text joins."""
    is_line_end = "\n" in between and (not between.strip() or _is_heading(text, token))
    return BACK.fullmatch(between) is not None and not is_line_end


def _next_owner(token: Token, following: Token, beyond: Owner | None) -> Owner:
    if following.mention:
        return Owner(following.mention, "", token.start, following.end)
    end = max(following.end, beyond.end if beyond else 0)
    return Owner(beyond.mention if beyond else None, following.annexes[0], token.start, end)
