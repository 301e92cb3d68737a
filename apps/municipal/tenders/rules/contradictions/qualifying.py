"""The words by which figures of two documents are compared: their stems, their period, and those that exclude one another."""

import re

STEM = 6
"""letters of a word by which it is compared"""
WORD = re.compile(r"\bo[gs]\s?-?\d{1,2}|\bore\b|[a-zàèéìòù]{4,}", re.IGNORECASE)
EMPTY = re.compile(
    r"(?:\w+mente|a(?:ll[aeo]?|ttribu\w+|ssegn\w+|gli|nche|nn[iou]\w*|ppalt\w*|lmeno|vere|ltr[aeio])|base|c(?:alcol\w*|iascun\w*|irca|odic[ei]|omma|om[ep]|omples\w*|ompres\w*|omun[ei]|oncorr\w*|ontratt\w*|orrispett\w*|orrispond\w*|ost[io]|os[iì]|ui|ioè)|"
    r"d(?:all?[aeo]?|agli|ell[aeo]?|egli|opo|ovrà|urata|ovut\w*|evono|eve)|e(?:ntro|sser\w*|sclus\w*|uro)|f(?:inal\w*|ino|atto)|gara|giorn\w*|grado|i(?:mport\w*|ndica\w*|nferior\w*|mponibile)|legge|loro|lotto|m(?:assim\w*|edia|ensil\w*|es[ei]|eno|inim\w*|isura|igliaia|ila)|"
    r"n(?:etto|ell?[aeo]?|umero|egli)|offert\w*|ogni|oltre|orari[oa]?|pari|part[ei]|pezz[io]|punt[io]|punteggi\w*|criteri\w*|period\w*|presun\w*|preved\w*|previst\w*|prezz\w*|presso|presen\w*|prestaz\w*|qual[ei]|quant\w*|quest\w*|quell\w*|relativ\w*|ribass\w*|richiest\w*|rispett\w*|"
    r"s(?:ar[aà]|aranno|ono|econd\w*|egu\w*|enza|erviz\w*|ogget\w*|omm\w*|pecific\w*|pes[ae]|tat[oaie]|timat\w*|uperior\w*|ull?[aeo]?|ugli|ia|iano|olo|empre)|tal[ei]|total\w*|tutt[oaie]|unic[oa]|unitari\w*|val(?:or\w*|e|gono)|riservat\w|verr\w*|vien\w*|vengono|volt[ae]|riferi\w*|misur\w*|cento|mille|fornitur\w*|"
    r"gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre|settiman\w*|ammont\w*|termin\w*|artt?\w{0,2}|articol\w*|sens[io]|necessar\w*|ossia|quanto|dove|perch[eé]|mentre|nonch[eé]|anzich[eé]|propri\w*|medesim\w*|stess\w*|parere|hann[oa])"
)
"""words that say nothing of what a figure is of"""
SCHOOL_YEAR = re.compile(r"\bann[oi]\s+(?:scolastic|educativ)[oi]\b")
SAME = {
    stem: name
    for name, beginnings in {
        "scuole": "plessi plesso scuole scuola istitu scolas",
        "edifici": "edific stabil immobi fabbri sedi sede",
        "addetti": "addett person lavora dipend unità risors operat",
        "km": "chilom percor",
        "alunni": "alunni alunno studen",
        "tagli": "tagli taglio sfalci",
        "prati": "prati prato tappet erbos erba erbose",
        "alberi": "albero alberi",
        "potature": "potatu potare potati",
        "veicoli": "veicol mezzi automez autome scuolabus pulmin",
        "elevatori": "ascens elevat",
        "aree": "aree parchi giardi parco",
        "portatili": "portat notebo",
        "facciate": "faccia pagine cartel",
        "membri": "membri membro commis compon",
        "manodopera": "manodo",
        "assunzioni": "assunz occupa",
        "donne": "donne donna femmin",
        "pulizia": "pulizi puliz",
    }.items()
    for stem in beginnings.split()
}
OPPOSED: tuple[tuple[tuple[str, re.Pattern[str]], ...], ...] = tuple(
    tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in group)
    for group in (
        (("globale", r"\bglobal[ei]"), ("specifico", r"\bspecific[oi]"), ("medio", r"\bmedio\b")),
        (
            ("professionale", r"\bprofessional[ei]"),
            ("RCT", r"\bR\.?C\.?T\b|\bverso\s+(?:i\s+)?terzi"),
            ("RCO", r"\bR\.?C\.?O\b|\bprestator\w+"),
            ("CAR", r"\bC\.?A\.?R\b|\bdanni\s+(?:di\s+esecuzione|alle\s+opere|a\s+opere)"),
            ("auto", r"\bR\.?C\.?A\b|\bveicol\w+"),
            ("incendio", r"\bincendio\b|\bfurto\b"),
        ),
        (
            ("per sinistro", r"\bper\s+(?:ogni\s+|ciascun\s+)?sinistro"),
            ("per persona", r"\bper\s+(?:ogni\s+|ciascuna\s+)?persona"),
            ("all'anno", r"\bper\s+anno\b"),
        ),
        (("tecnica", r"\btecnic[aoi]|\bqualit"), ("economica", r"\beconomic[aoi]|\bprezzo\b")),
        (("minimo", r"\bminim[oa]\b|\balmeno\b"), ("massimo", r"\bmassim[oa]\b")),
        (("rinnovo", r"\brinnov"), ("proroga", r"\bprorog")),
    )
)
PERIODS = (
    ("settimana", re.compile(r"\bsettiman\w+", re.IGNORECASE)),
    ("giorno", re.compile(r"\bal\s+giorno\b|\bgiornalier\w+|\b(?:ogni|il)\s+giorno\b", re.IGNORECASE)),
    ("mese", re.compile(r"\bal\s+mese\b|\bmensil\w+|\bogni\s+mese\b", re.IGNORECASE)),
    (
        "anno",
        re.compile(
            r"\bannu\w+|\b(?:(?:n?el)?l'|all'|per\s+|un\s+|ogni\s+|ciascun\s+|primo\s+|secondo\s+|terzo\s+)anno\b",
            re.IGNORECASE,
        ),
    ),
    ("tutto", re.compile(r"\b(?:bienn|trienn|quadrienn|quinquenn)\w+", re.IGNORECASE)),
)


PART = re.compile(
    r"\b(?:di|per|in|a)\s+(?:una|un')\s*(?!\w+\s+(?:complessiv|total|presunt|stimat))\w|\b(?:per|a)\s+(?:stabile|edificio|plesso|scuola|sede|impianto|addett[oa]|utente|alunno|lotto|locale|aula|mezzo|squadra|turno)\b|\b(?:ogni\s+(?!giorno|anno|mese|settimana)|ciascun\w*(?!\w|\s+(?:anno|mese|giorno|settimana)\b)|singol[aoe]\b|cadaun\w*)",
    re.IGNORECASE,
)
APART = "ciascuno"
"""among the sorts of a number: of one part only"""


MEAN = re.compile(r"\b(?:in\s+media|(?<!scuola\s)medi[ao]|mediamente|di\s+punta|la\s+punta)\b", re.IGNORECASE)
ON_AVERAGE = "in media"


WITHIN = re.compile(
    r"\W*(?:(?:ne(?:i|gli|ll[aeo]|l)|presso(?:\s+(?:il|la|le|i|gli|l'))?)\s+(?!tutt|total|compless|\w+enni|ann[oi]\b|cors[oi]\b|period|particolar|cas[oi]\b|appalt|ambit|oggett|serviz|present|giorn|mes[ei]\b)[a-zà-ù]|nell'(?!anno|ambito|appalto|arco|intero)|(?-i:In)\s*$|(?:(?:per\s+)?il\s+)?lotto\s+(?:n\.\s?)?\d)",
    re.IGNORECASE,
)
"""at the beginning of a sentence: what follows holds for one place, or one lot"""
KINDS = frozenset(
    [
        "scuole",
        "primar",
        "infanz",
        "second",
        "palest",
        "biblio",
        "uffic",
        "disab",
        "insegn",
        "nid",
        "gasol",
        "metan",
        "cimit",
    ]
)
"""stems of words for a part of what is counted"""


def parts_of(lead: str, rest: str) -> frozenset[str]:
    """Whether a number is of one part only, or of what happens on average: by the words before and after it."""
    words = f"{lead} {rest}"
    found = {name for name, pattern in ((APART, PART), (ON_AVERAGE, MEAN)) if pattern.search(words)}
    return frozenset(found | ({APART} if WITHIN.match(lead) else set()))


def stems(words: str) -> frozenset[str]:
    """`scuole primarie` -> {`scuole`, `prima`}: synonyms are one, empty words are none."""
    plain = SCHOOL_YEAR.sub(" ", words.lower())
    return frozenset(stem_of(word) for word in WORD.findall(plain) if not EMPTY.fullmatch(word))


def stem_of(word: str) -> str:
    plain = word.lower()
    stem = plain[:STEM]
    if plain in SAME or stem in SAME:
        return SAME.get(plain) or SAME[stem]
    bare = stem.rstrip("aeio") or stem
    return bare[:-1] if bare.endswith(("ch", "gh")) else bare


GROUPS = tuple(frozenset(name for name, _ in group) for group in OPPOSED)
SORTS = tuple((at, name) for at, group in enumerate(OPPOSED) for name, _ in group)
EVERY_SORT = (pattern.pattern for group in OPPOSED for _, pattern in group)
SORT = re.compile(
    rf"\b(?:{'|'.join(f'(?P<s{at}>{pattern})' for at, pattern in enumerate(EVERY_SORT))})", re.IGNORECASE
)
"""each begins with a word"""


def opposed(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the two hold different words of one group of opposites."""
    return any(one & group and other & group and not one & other & group for group in GROUPS)


def sorts_of(words: str) -> frozenset[str]:
    """Of each group of opposites, the one that stands last."""
    last = dict(SORTS[int((found.lastgroup or "s0")[1:])] for found in SORT.finditer(words))
    return frozenset(last.values())


def period_of(lead: str, rest: str) -> str:
    for words in (rest, lead[-60:]):
        for name, pattern in PERIODS:
            if pattern.search(words):
                return name
    return ""
