"""What no act may say: words of a subject and words said of it in one sentence, in whatever order they come."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from apps.municipal.tenders.rules.clauses.entry import Judge
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.wording import sentence_of

ACCENTS = {"è": "(?:è|e'|é)", "é": "(?:é|e'|è)", "à": "(?:à|a')", "ò": "(?:ò|o')", "ù": "(?:ù|u')"}
BE = r"(?:è|sono|sia|siano|sarà|saranno|viene|vengono|verrà|verranno|resta|restano|rimane|rimangono|va|vanno|risulta|si\s+intende|s'intende)"
ADVERB = r"(?:\s+(?:\w+mente|mai|più|comunque|altresì|pertanto|quindi|però|invece|in\s+alcun\s+(?:modo|caso)|in\s+nessun\s+(?:modo|caso)))?"
ALLOWED = r"(?:ammess|ammett|ammiss|consent|permess|permett|previst|preved|accett|riconosc|possibil|concess|conced|dat[ao]\s+(?:facoltà|possibilità)|ritenut\w+\s+ammissibil)\w*"
TAKEN = r"(?:pres\w+\s+in\s+(?:considerazion|esam)\w+|considera\w*|valuta\w*|tenut\w+\s+(?:in\s+)?conto|ricorr\w*|utilizz\w*|us(?:ar|at|a\b)\w*|avval\w*|far\w?\s+(?:uso|ricorso|affidamento|conto)|serv(?:e|irsi)\b|val(?:e|gono)\b|fars\w|invocar\w*|gioc\w*)"
FORBIDDEN = (
    rf"(?:\bnon\s+(?:(?:{BE}|ci|si|può|possono|potrà|potranno|vi|deve|devono)\b\s*){{0,3}}{ADVERB}\s*(?:{ALLOWED}|{TAKEN})"
    rf"|(?<!non )\b{BE}{ADVERB}\s+(?:esclus|negat)[oaie]\b|(?<!non . )(?<!non sono )\b(?:vietat|preclus|inibit|proibit|interdett)[oaie]\b|\binammissibil[ei]\b|\bdivieto\b|\besclud(?:e|ono)\b|\bvieta(?:no)?\b|\bsenza\s+(?:\w+\s+){{0,2}}?(?:possibilità|facoltà|ricors\w|ricorrere)\b"
    r"|(?:^|[:|–-]\s?)(?:esclus[oaie]|no)\b)"
)
"""said of what one may not do"""
NOT_DUE = (
    rf"(?:\bnon\s+(?:(?:{BE}|si|vi|trova|trovano|ha|hanno|c'è)\b\s*){{0,3}}{ADVERB}\s*(?:dovut|richiest|richied|necess[ai]|obbligator|occorr|serv(?:e|ono)\b|applica|applich|previst|tenut|soggett|soggiac|vigon|vige\b|opera|rilev|rispett|osserv|acquisi|verific|pretend|chied|effettu|procede|luogo)\w*"
    rf"|\b{BE}{ADVERB}\s+(?:esent|esoner|esclus|dispensat|derogat)\w+|\besonerat\w|\bsi\s+prescinde\b|\bin\s+deroga\b|\bsenza\s+(?:necessità|obbligo|bisogno)\b|\bsi\s+può\s+(?:omettere|prescindere|fare\s+a\s+meno|evitare|saltare)|\b(?:superflu|inutil)\w+|\bsi\s+omett\w+|\bfacoltativ[oaie]\b|(?:[:|–-]\s?)(?:no|nessun[oa]?|non\s+\w+)\b)"
)
"""said of a duty that an act lifts"""
WITHIN = r"(?:[^.;\n]|\.(?=\w)|(?:(?<=art)|(?<=artt)|(?<=lgs)|(?<=lett)|(?<=all)|(?<=[ (][nlc]))\.(?= \w))"
"""a character of the same sentence; a full stop only inside a figure, or after an abbreviation"""
ACCENTED = {"a": "à", "e": "è", "i": "ì", "o": "ò", "u": "ù"}
APOSTROPHE = re.compile(
    r"(?<=[a-z])[aiou]['’](?![^\W\d_])|(?<=[^\W\d_])e['’](?![^\W\d_])|\be['’](?![^\W\d_])"
)
"""«puo'», «e'»: a vowel and an apostrophe where a word ends"""
DOUBLE = re.compile(r"\b(?:non|nessun\w*|mai|né|niente|nulla)\b(?:(?!\be\b|\bed\b)[^.;,:\n]){0,90}$")
"""before «senza»: what is denied is that one may do without"""
TWICE = re.compile(r"(?:non|nessun\w*|mai)\s+(?:\w+\s+){1,4}?senza\b")
NOR = re.compile(
    r"[^.;:\n]{0,60}?\b(?:non|nessun\w*)\s+(?:(?:si|è|viene|verrà|sarà|può|possono|potrà|sono|l'ente|il\s+comune)\s+){0,2}(?:\w+\s+)?(?:pag|liquid|proced|emett|ammess|autorizz|inizi|stipul|accett|firm|entr|erog|corrispo|vers)"
)
"""after «senza»: what is refused to those that do without"""
FIRST = re.compile(r"\\b([a-z]{2,})(?![a-z?*+{])")
"""the letters with which a pattern begins, without the last where it may be left out"""
BRACKETED = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]")
CAPITAL = re.compile(r"(?<!\\)[A-ZÀÈÉÌÒÙ]")
TITLE = 110
BEFORE = 600
HEADING = re.compile(
    r"\s*(?:(?:art(?:\.|icolo)?|§|punto|capo|sezione)\s*[\divx]|[\divx]{1,5}\s?[.)–—-]|(?-i:\d{1,2}\s+[A-ZÀÈÉÌÒÙ]|[A-ZÀÈÉÌÒÙ'][A-ZÀÈÉÌÒÙ' ]{4,})|[^.;,:\n]{3,60}\n)",
    re.IGNORECASE,
)
"""how the title of an article begins, or a short line that ends with no stop"""
ITEM = re.compile(r"\s*(?:[-–—•*]|\(?[a-z0-9]{1,2}[.)])\s", re.IGNORECASE)
"""how one of a list begins: what stands above is of another"""
AROUND = 300
"""characters before a key in which the words said begin"""
SAID = 160
"""characters that the words said of a subject may take"""


@cache
def words(pattern: str) -> re.Pattern[str]:
    """`pattern` in any case, its accented vowels also written with an apostrophe; `[^.;]` stays in the sentence."""
    within = pattern.replace("[^.;]", WITHIN)
    return re.compile("".join(ACCENTS.get(each, each) for each in within), re.IGNORECASE)


@cache
def _small(pattern: str) -> re.Pattern[str]:
    """The same over a text in small letters, where a search is twice as fast as one that ignores case."""
    return re.compile(fixed_first(CAPITAL.sub(lambda found: found[0].lower(), words(pattern).pattern)))


def fixed_first(pattern: str) -> str:
    """The same pattern, its first word before the check that a word begins: so the search jumps from one to the next."""
    begun = FIRST.match(pattern)
    if not begun or _has_choice(pattern):
        return pattern
    return rf"{begun[1]}(?<!\w{begun[1]}){pattern[begun.end() :]}"


def _has_choice(pattern: str) -> bool:
    """Whether a bar stands outside of every bracket."""
    inner, depth = BRACKETED.sub("", pattern), 0
    for character in inner:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "|" and not depth:
            return True
    return False


@lru_cache(maxsize=1)
def small(text: str) -> str:
    """In small letters, accents written with an apostrophe put right, every letter in its place."""
    return plain(text)


@lru_cache(maxsize=1)
def accented(text: str) -> str:
    """The same letters, accents written with an apostrophe put right, for patterns that tell capitals."""
    return APOSTROPHE.sub(lambda found: f"{ACCENTED[found[0][0]]} ", text)


def plain(text: str) -> str:
    lowered = text.lower()
    kept = lowered if len(lowered) == len(text) else "".join(each.lower()[0] for each in text)
    return APOSTROPHE.sub(lambda found: f"{ACCENTED[found[0][0]]} ", kept)


@dataclass(frozen=True)
class Statement:
    """`said` of `about`, at most `reach` characters away in one sentence; `unless` the sentence says this too."""

    about: str
    said: str
    message: str
    suggestion: str
    unless: str = ""
    reach: int = 120
    titled: bool = False
    """whether the subject may be named before: in the sentences of the same paragraph, or in its title"""
    key: str = ""
    """rarer words, one of which is always among those said: they are looked for first"""


def stated(*statements: Statement) -> Judge:
    """Judge of the places where an act makes one of these statements, each sentence marked once."""

    def judge(standing: Standing) -> Iterator[Found]:
        marked: list[tuple[int, int]] = []
        for each in statements:
            for start, end in places(standing, each):
                if not any(one < end and start < other for one, other in marked):
                    marked.append((start, end))
                    yield Found(start, end, each.message, each.suggestion)

    return judge


def places(standing: Standing, wanted: Statement) -> Iterator[tuple[int, int]]:
    """Where `wanted` stands: from its first word to its last."""
    text, subject = small(standing.act.text), _small(wanted.about)
    for said in _said(text, wanted):
        one, other = sentence_of(standing.act.flat, said.start(), said.end())
        about = subject.search(
            text, max(one, said.start() - wanted.reach), min(other, said.end() + wanted.reach)
        )
        if not about and not (wanted.titled and subject.search(plain(before(standing.act.text, one)))):
            continue
        if wanted.unless and _small(wanted.unless).search(text, one, other):
            continue
        if "senza" in said[0] and _is_required(text, said, one):
            continue
        first = about or said
        yield min(first.start(), said.start()), max(first.end(), said.end())


def _is_required(text: str, said: re.Match[str], sentence: int) -> bool:
    """«Non si paga senza DURC», «senza DURC non si paga»: what one may not do without."""
    if not said[0].startswith("senza"):
        return TWICE.match(said[0]) is not None
    start = max(sentence, said.start() - 100)
    return bool(DOUBLE.search(text, start, said.start()) or NOR.match(text, said.end()))


def _said(text: str, wanted: Statement) -> Iterator[re.Match[str]]:
    """The words said, where its subject is near; the shorter pattern of the two looks first."""
    said_of = _small(wanted.said)
    if wanted.key:
        for start, end in _near(text, _small(wanted.key), AROUND):
            yield from said_of.finditer(text, start, end)
        return
    if len(wanted.said) < len(wanted.about):
        yield from scan(said_of, text)
        return
    reach = BEFORE + wanted.reach if wanted.titled else wanted.reach
    for start, end in _near(text, _small(wanted.about), reach):
        yield from said_of.finditer(text, start, end)


def _near(text: str, subject: re.Pattern[str], reach: int) -> Iterator[tuple[int, int]]:
    """The parts of `text` so many characters around the words of a subject."""
    start, end = 0, -1
    for found in scan(subject, text):
        if found.start() - reach > end:
            if end > 0:
                yield start, end
            start = max(0, found.start() - reach)
        end = min(len(text), found.end() + reach + SAID)
    if end > 0:
        yield start, end


def before(text: str, start: int) -> str:
    """What stands before a sentence in its article, with the title: at most so many characters."""
    line = text.rfind("\n", 0, start) + 1
    least = max(0, start - BEFORE)
    while line > least and not ITEM.match(text, line):
        above = text.rfind("\n", 0, line - 1) + 1
        is_title = line - above <= TITLE and HEADING.match(text, above, line)
        if above < least:
            break
        line = above
        if is_title:
            break
    return text[max(line, least) : start]
