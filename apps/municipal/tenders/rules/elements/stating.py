"""An act as a list of sentences, one a line, in which what a norm says is told from what the act states."""

import re
from functools import lru_cache

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.acts.flat import ABBREVIATED
from apps.municipal.tenders.rules.elements.abbreviations import written_out
from apps.municipal.tenders.rules.elements.layout import readable

STOP = re.compile(r";|\.(?=\s+(?:[A-ZÀÈÉÌÒÙ\"«(•–§-]|\d{1,2}(?:\.\d{1,2})*[.)]?\s+[A-ZÀÈÉÌÒÙ])|\s*\n|\s*$)")
"""also before the number of a heading or of an item"""
CODED = re.compile(r"\d[A-Z]$")
"""a code ends so, and is not an initial: «H05Y.»"""
WRAPPED = re.compile(
    r"(?<![.;\n|\t])\n(?=(?:DURC|CCNL|DUVRI|BDNCP|MEPA|GDPR|ANAC|TUEL|IBAN|INPS|INAIL|CAM|RUP|CPV|PCP|TAR|FVOE|IVA|D\.?Lgs|L\.)(?:\b|_)|(?:artt?|nn?|nr|co|lett|cap|prot)\.\s)"
)
"""a line that a scan broke before an abbreviation"""
DECIDING = re.compile(
    r"\b(DISPONE|DETERMINA|DECIDE|DELIBERA|STABILISCE)(?: A CONTRARRE)?[ :]{1,3}(?=(?:\d{1,2}|[a-z])[.)] )"
)
"""before the first item of what is decided, when its words begin in lower case"""
WRAPPED_AFTER = 28
"""characters of a line that can have been broken at its end"""
SHORTENED = re.compile(
    r"\b(?:fisc|rag|resp|gent|spett|egr|sez|soc|coop|num|gg|c\.f|p\.i|p\.a|per|ind|agr|agrot|rev|isp|magg|comm|istr|on|mons|str|loc|fraz|part|tab|fig|sub|amm|for|med|vet)$",
    re.IGNORECASE,
)
"""more words that a full stop shortens"""
ACCENTED = re.compile(r"([aeiou])'(?![^\W\d_])", re.IGNORECASE)
ACCENTS = {"a": "à", "e": "è", "i": "ì", "o": "ò", "u": "ù"}
"""«piu'», «e'»: an apostrophe for an accent"""
NORM = (
    r"(?:artt?\b\.?|articol[oi]\b|comm[ai]\b|d\.?\s?lgs\b|decreto\s+legislativo|decreto[-\s]legge|decreto\s+(?:n\.?\s*)?36\b|legge\b|(?<![\w.])l\.[ ]?\d|(?<!\w)d\.[ ]?l\.|d\.?\s?p\.?\s?r\b|"
    r"(?<!\w)d\.?[ ]?m\.?\s|regolamento\s+\(|linee\s+guida|direttiva|codice\s+dei\s+contratti|t\.?u\.?e\.?l\b|testo\s+unico)"
)
SEEN = rf"(?:vist|richiamat|lett)[aoie]\b[:,]?\s*(?:altresì,?\s*|inoltre,?\s*|in\s+particolare,?\s*)?(?:il|lo|la|l'|i|gli|le)?\s*{NORM}"
RECITAL = re.compile(rf"^\W*(?:{SEEN}|(?:il|lo|la|l'|i|gli|le)\s*{NORM}).*$", re.IGNORECASE | re.MULTILINE)
"""a line about a norm: «Visto l'art. 49…», or «- l'art. 49 …;» in a list of what was seen"""
PREMISE = re.compile(rf"^\W*{SEEN}.*$", re.IGNORECASE | re.MULTILINE)
"""the first of the two, in acts that do not begin by telling norms"""
FACT = re.compile(
    r"\b(?:ha|hanno|risulta\w*|sottoscritt\w|scrivente|nel\s+caso|present[ei]\s+(?:affidamento|appalto|procedura|contratto)|ditta|impresa|affidatari\w"
    r"|è\s+stat\w|sono\s+stat\w|(?:è|sono)\s+(?:il\b|la\b|lo\b|l'|i\b|gli\b|le\b|rispettat|inferior|pari)|non\s+(?:è|sono|sussist\w+|si\s+trov\w+)|si\s+applica(?:no)?\b"
    r"|\bnecessità\s+di\b|rilevat|ritenut|dato\s+atto|accertat|constatat|verificat)",
    re.IGNORECASE,
)
"""such a line states something too"""
SPEECH = re.compile(
    rf"{NORM}[^\n]{{0,90}}?(?:\bche|\b(?:il|la|i|le)\s+qual[ei]|secondo\s+(?:cui|il\s+quale|la\s+quale)|per\s+(?:cui|il\s+quale|i\s+quali)|laddove|ove)\s+"
    r"(?:[\w',()]+\s+){0,5}?(?:consent|permett|preved|dispon|stabil|impon|prescriv|chied|richied|disciplin|regol|sancisc|individu|ammett|obblig|escl|fiss|contien|contengon|deve|devono|debba)\w*"
    r"[^\n]{0,600}?(?=\n|$|\be\s+che\b|,\s*(?:e\s+)?(?:si|viene|vengono|pertanto|quindi|occorre|ritenut\w|dato\s+atto|rilevat\w|accertat\w)\b)",
    re.IGNORECASE,
)
"""what a norm says, after its citation: «… che prevede …»"""
QUOTED = re.compile(
    rf"(?P<norm>{NORM}[^\n]{{0,110}}?)(?P<quote>«[^»\n]{{25,}}»?|\"[^\"\n]{{25,}}\"?)", re.IGNORECASE
)
PHRASES = re.compile(
    r"\b(?:il\s+)?fine\s+che\s+(?:con\s+)?il\s+contratto\s+(?:si\s+)?intende\s+perseguire(?=\s*(?:[,.\n]|$|e\s))"
    r"|\b(?:l')?oggetto(?:\s+del\s+contratto)?,\s+(?:la\s+)?(?:sua\s+)?forma\s*(?:,|e)\s+(?:le\s+)?clausole\s+(?:ritenute\s+)?essenziali"
    r"|\b(?:individua\w*|conten\w+|indic\w+|riport\w+)\s+(?:\w+\s+){0,4}l?'?oggetto,\s+(?:l')?importo[^\n]{0,200}"
    r"|\bsiano\s+scelti\s+soggetti[^\n]{0,200}|\bassicurando\s+che\s+(?:siano|vengano)\s+scelti[^\n]{0,200}",
    re.IGNORECASE,
)
"""words of art. 17 and 50 of the Code and of art. 192 TUEL that acts copy"""
NUMBERED = r"^\W*(?:(?:art(?:icolo|\.)?|punto|capo|titolo|sezione|par(?:agrafo|\.)?)\s*)?(?:\d+(?:\.\d+)*|[ivxlc]+|[a-z])?(?:\s?(?:bis|ter))?[\s.():°|–—-]*"
OF_WHAT = (
    r"(?:[^\S\n]+(?:de(?:l|lla|llo|i|gli|lle)\s+|dell'|di\s+|d'|in\s+|e\s+(?:del|dei)\s+)?"
    r"(?:contratt\w+|appalt\w|serviz\w+|fornitur\w|lavori|prezz[io]|gara|corrispettiv\w|affidament\w|offert[ae]|oper[ae]|esecuzione|prestazion\w|candidatur\w|domand[ae]|generali|art\w*\.?\s*\d+))*"
    r"(?:\s*\([^)\n]{1,60}\))?"
)
OPEN_FIELD = re.compile(
    r"\bda\s+(?:definire|individuare|acquisire|compilare|completare|precisare)\b|_{3,}|\.{4,}|…{2,}|\[[^\]]*\]|\bomissis\b",
    re.IGNORECASE,
)
DEFERRED = re.compile(
    r"^(?:(?!\se\s)[^\d,;\n]){0,60}\b(?:sar(?:à|anno)|verr(?:à|anno))\s+(?:\w+\s+){0,2}?"
    r"(?:definit|stabilit|fissat|determinat|individuat|nominat|designat|indicat|precisat|impegnat|quantificat|comunicat|specificat|acquisit|disciplinat|regolat|decis|scelt|concordat|assunt|adottat)\w\b[^\n]{0,60}"
    r"\b(?:(?:successiv|separat|apposit|ulterior|distint)\w+\s+(?:\w+\s+)?(?:att[oi]|provvediment|determin|comunicazion|document|disciplinar)\w*|in\s+seguito|successivamente|in\s+un\s+secondo\s+momento)",
    re.IGNORECASE,
)
"""a line that leaves its topic to a later act: «Le penali saranno stabilite con successivo atto»"""
OF_THE_PAST = re.compile(
    r"^(?=.*\b(?:precedent\w\s+(?:contratt|appalt|affidament|gestion|gar)\w*|(?:contratt|appalt|affidament|gestion|gar)\w*\s+(?:precedent|cessat|scors)\w))"
    r"(?=.*\b(?:era|erano|fu|furono|aveva|avevano|prevedeva|venne|pend(?:e|ono))\b)(?!.*\b(?:nuov|present|attual|stess|medesim|ora\b|non\s+è|si\s+applica|si\s+stabilisc)\w*)"
    r"|\b(?:non\s+(?:\w+\s+){0,2}ancora|ancora\s+non)\s+(?:\w+\s+)?(?:acquisit|verificat|pervenut|rilasciat|richiest|individuat|nominat|stipulat|assunt|pres|res)\w\b",
    re.IGNORECASE,
)
"""a line about an earlier contract, or about what has not been done yet"""
ARTICLE = r"^\W*(?:art(?:icolo|\.)?|capo|titolo|sezione)\s*\d+(?:\W*$|\s*[-–.:)]|\s+(?!(?:d\.|codice|reg|c\.|legge|l\.|t\.?u)\b)(?-i:[A-ZÀÈÉÌÒÙ]))"
NEW_ARTICLE = re.compile(ARTICLE, re.IGNORECASE)
NEXT_HEADING = re.compile(
    rf"{ARTICLE}|^[^a-zàèéìòù]{{0,70}}$|^\W*(?:\d+(?:\.\d+)*|[a-z])[.)]\s*(?-i:[A-ZÀÈÉÌÒÙ]{{4,}}\b)",
    re.IGNORECASE,
)
TITLE = re.compile(
    rf"(?!\W*(?:il|la|lo|l'|i|gli|le|un[oa]?|al|alla|in)\b[^\n]*\s(?:è|sono|sarà|saranno|ha|hanno|viene|deve)\s)"
    rf"{NUMBERED}(?:[^\W\d]+[ ,']*){{1,6}}\W*$",
    re.IGNORECASE | re.MULTILINE,
)
"""a line that is only a heading: a number and a few words, not a short sentence («Il bando sarà corretto»)"""
QUANTITY = re.compile(r"\bper\s?(?:cento|mille)\b|\b(?:giorni|mesi|anni)\b", re.IGNORECASE)
LINES_UNDER = 4
"""lines to which a heading gives its topic"""
SHORTEST_BODY = 12
"""characters of what stands under a heading to be more than a word"""
RECITING = frozenset({"determina_affidamento_diretto", "decisione_di_contrarre"})
"""acts that begin by telling what the norms say"""


@lru_cache(maxsize=8)
def sentences_of(text: str) -> str:
    """A flattened act with every sentence, item and cell row on a line of its own; abbreviations do not end one."""
    text = DECIDING.sub(r"\1\n", written_out(text))
    joined = WRAPPED.sub(lambda found: " " if _is_long(text, found.start()) else "\n", text)
    joined = ACCENTED.sub(lambda found: ACCENTS[found[1].lower()], joined)
    pieces: list[str] = []
    at = 0
    for stop in STOP.finditer(joined):
        if stop[0] == "." and _is_abbreviation(joined, stop.start()):
            continue
        pieces.append(joined[at : stop.start()])
        at = stop.end()
    pieces.append(joined[at:])
    return "\n".join(
        " ".join(line.split(" ")).strip() for piece in pieces for line in piece.split("\n") if line.strip()
    )


@lru_cache(maxsize=8)
def _without_recitals(text: str) -> str:
    lines = RECITAL.sub(lambda line: line[0] if FACT.search(line[0]) else "", sentences_of(text))
    lines = QUOTED.sub(lambda found: found["norm"], lines)
    lines = SPEECH.sub("", lines)
    return PHRASES.sub("", lines)


@lru_cache(maxsize=8)
def _without_premises(text: str) -> str:
    return PREMISE.sub(lambda line: line[0] if FACT.search(line[0]) else "", sentences_of(text))


def sentences(act: Act) -> str:
    """All that stands in the act, a sentence a line."""
    return sentences_of(readable(act.text, act.document.text))


def stated(act: Act) -> str:
    """What the act itself states, a sentence a line."""
    text = readable(act.text, act.document.text)
    return _without_recitals(text) if act.kind in RECITING else _without_premises(text)


def is_headed(lines: str, heading: str) -> bool:
    """Whether a heading of that topic alone stands over words, on its line («Durata: 24 mesi») or under it."""
    pattern = re.compile(
        rf"{NUMBERED}(?:{heading}){OF_WHAT}\)?[^\S\n]*(?:[.:|–—-]+[^\S\n]*(?P<same>[^\n]+)|[.:|–—-]*\n(?P<under>[^\n]+)|(?P<glued>(?-i:[A-ZÀÈÉÌÒÙ](?:[a-zàèéìòù']|[^\S\n]+[a-zàèéìòù]))[^\n]+))",
        re.IGNORECASE | re.MULTILINE,
    )
    return any(_is_body(found) for found in pattern.finditer(lines))


@lru_cache(maxsize=8)
def without_titles(lines: str) -> str:
    """The lines that say something: a heading alone does not."""
    return TITLE.sub("", lines)


@lru_cache(maxsize=8)
def under_headings(lines: str) -> str:
    """The first lines under each heading, each with the heading before it: «Compenso: a trenta giorni»."""
    headed: list[str] = []
    heading, left = "", 0
    for line in lines.split("\n"):
        if TITLE.fullmatch(line):
            if left == LINES_UNDER and QUANTITY.search(line):  # «Cauzione. Cinque per cento.»
                headed.append(f"{heading}: {line}")
            heading, left = line.rstrip(" .:"), LINES_UNDER
        elif NEW_ARTICLE.match(line):
            left = 0
        elif left:
            headed.append(f"{heading}: {line}")
            left -= 1
    return "\n".join(headed)


def lines_with(lines: str, anchors: tuple[str, ...]) -> str:
    """The lines in which one of these pieces of words stands; all when there are none."""
    if not anchors:
        return lines
    return "\n".join(
        line for line, small in _in_lower_case(lines) if any(anchor in small for anchor in anchors)
    )


@lru_cache(maxsize=8)
def _in_lower_case(lines: str) -> tuple[tuple[str, str], ...]:
    return tuple((line, line.lower()) for line in lines.split("\n"))


def is_said(lines: str, pattern: re.Pattern[str], unless: re.Pattern[str] | None = None) -> bool:
    """Whether the pattern is found on a line that `unless` does not match."""
    at = 0
    while found := pattern.search(lines, at):
        start = lines.rfind("\n", 0, found.start()) + 1
        end = lines.find("\n", found.end()) % (len(lines) + 1)
        if not (unless and unless.search(lines[start:end])):
            return True
        at = lines.find("\n", found.start()) + 1
        if not at:
            return False
    return False


def _is_abbreviation(text: str, at: int) -> bool:
    before = max(0, at - 8), at
    if CODED.search(text, *before):
        return False
    return bool(ABBREVIATED.search(text, *before) or SHORTENED.search(text, *before))


def _is_body(found: re.Match[str]) -> bool:
    body = found["same"] or found["under"] or found["glued"]
    if OPEN_FIELD.search(body) or DEFERRED.search(body):
        return False
    if found["same"]:
        return len(body) >= 3 and not re.fullmatch(r"[\s.\d]*", body)
    return len(body) >= SHORTEST_BODY and not NEXT_HEADING.match(body)


def _is_long(text: str, at: int) -> bool:
    return at - (text.rfind("\n", 0, at) + 1) >= WRAPPED_AFTER
