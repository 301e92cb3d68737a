"""Amounts of money in an act, each with what it is: the estimated value, the offer, VAT, a guarantee, a threshold…"""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from workbench.italian import number, read_words

FIGURES = r"\d{1,3}(?:[.' ]\d{3})+(?:,\d{1,2})?|\d{4,9}\.\d{2}(?!\d)|\d+(?:,\d{1,2})?"
SIGN = r"(?:€|\b(?:euro|eur)\b(?!-))"
NUMBER = re.compile(
    rf"{SIGN}\.?\s?(?P<after>{FIGURES})(?:[,.]?[-=]{{1,2}})?(?![\d%])|(?<![\w.,/-])(?P<before>{FIGURES})(?:[,.]?[-=]{{1,2}})?(?:\s?|(?<=000)\sdi\s){SIGN}(?!\s?\d)"
    r"|(?<![\w.,/€-])(?P<bare>\d{1,3}(?:\.\d{3})*,\d{2})(?!\d|\s?(?:%|per\s?cento|‰|per\s?mille|mq|m2|kg|km|ml|cm|ore\b|punti))",
    re.IGNORECASE,
)
SCALE = re.compile(r"\s?(mila|milion[ei]|miliard[oi])\b(?:\s+di\s+euro)?", re.IGNORECASE)
SCALES = {"mila": 1000, "milion": 10**6, "miliar": 10**9}
IN_WORDS = re.compile(
    r"(?:\s?\(?\s?|\s?,\s(?:(?:cioè|ossia)\s+|(?=in\s+lettere|diconsi|dicasi)))(?:diconsi\s+|in\s+lettere:?\s+|dicasi\s+)?(?:euro\s+)?(?P<words>[a-zàèéìòù]{3,}(?:\s?-?(?!virgola\b)[a-zàèéìòù]{3,}){0,4})\s?(?:/|virgola\s)\s?(?:(?P<cents>\d{2})\b|(?<=virgola\s)(?P<said>zero\szero|zero|[a-zàèéìòù]{3,20}))\b"
    r"|\s?\(\s?(?:diconsi\s+|in\s+lettere:?\s+|dicasi\s+)?(?:euro\s+)?(?P<alone>[a-zàèéìòù]{3,}(?:\s[a-zàèéìòù]{3,}){0,4})\s?\)",
    re.IGNORECASE,
)
NET = re.compile(
    r"iva\s+esclusa|esclusa\s+(?:l')?iva|(?:al\s+)?netto\s+(?:dell'|di\s+)?i\.?v\.?a|oltre\s+(?:all?'?\s?)?i\.?v\.?a|\+\s?i\.?v\.?a|i\.v\.a\.\s+esclusa|(?:oltre|più)\s+iva",
    re.IGNORECASE,
)
GROSS = re.compile(
    r"(?:iva|i\.v\.a\.?)\s+(?:\d+\s?%\s+)?(?:inclusa|compresa)|(?:comprensiv|inclusiv)\w+\s+(?:di|dell')\s?i\.?v\.?a|al\s+lordo\s+(?:dell'|di\s+)?iva|(?:inclusa|compresa)\s+(?:l')?iva|ivato",
    re.IGNORECASE,
)
REACH = 120
"""characters before an amount in which its label is looked for"""
OF_OTHERS = re.compile(
    r"\b(?:contratto|affidamento|appalto|servizio|fornitura)\s+(?:(?:attualmente\s+)?in\s+corso|precedente|uscente|scadut\w|in\s+scadenza|vigente|attuale)|\b(?:costo|importo|valore)\s+(?:\w+\s+)?(?:delle?\s+oper[ae]|dell'opera|dei\s+lavori\s+da\s+progettare)"
    r"|\boper[ae]\s+da\s+progettare|\b(?:lavori|opere)\s+(?:di\s+)?(?:almeno\s+|analogh\w+\s+)?(?:pari|per\s+un\s+(?:importo|valore))|\bord\w+\s+(?:precedente|del\s+\w+\s+semestre)|\bfu\s+(?:affidat|aggiudicat)",
    re.IGNORECASE,
)
"""of amounts that belong to another contract, or to the works that are only designed"""
LABELS: tuple[tuple[str, str], ...] = (
    (
        "soglia",
        r"\bsogli[ae]\b|\btetto\s+d[ei]|\bmeno\s+di\b|\binferior[ei]\s+a|\bsuperior[ei]\s+a|\bal\s+di\s+(?:sotto|sopra)\s+d|\bfino\s+a(?!l\s+\d{1,2}\s)|\blimite\b|\bcompres[oaie]\s+tra|\bsotto\s+(?:i|le|la|il)?\b|\bsopra\s+i\b|\ba\s+partire\s+da|\boltre\s+i\b|\b(?:eccede|supera)\w*\s+(?:i|la|il|le)?|\blontan\w+\s+da\w*|\bsupera\w*",
    ),
    (
        "fatturato",
        r"\bfatturat[oi]\b|\bservizi\s+analoghi|\bforniture\s+analoghe|\bcapacità\s+(?:economic|tecnic)\w+",
    ),
    ("assicurazione", r"\bmassimal[ei]\b|\bpolizz[ae]\b|\bsinistr[oi]\b|\bassicura\w+"),
    ("contributo", r"\bcontribut[oi]\b|\bANAC\b|\bAutorità\b"),
    ("bollo", r"\bboll[oi]\b|\bmarc[ah]e?\s+da\s+bollo"),
    ("penale", r"\bpenal[ei]\b"),
    ("garanzia", r"\bgaranzi[ae]\b|\bcauzion[ei]\b|\bfide(?:i|j)ussion\w+|\bfideiussori\w+"),
    (
        "sicurezza",
        r"\b(?:oneri|costi|importo)\s+(?:\w+\s+){0,3}sicurezza\b(?:,?\s+non\s+soggett[oaie]\s+a\s+ribasso)?|\bsicurezza\b(?:,?\s+non\s+soggett[oaie]\s+a\s+ribasso)?|\binterferenz\w+|\bD\.?U\.?V\.?R\.?I\b",
    ),
    ("manodopera", r"\bmanodopera\b|\bcost[oi]\s+del\s+(?:lavoro|personale)"),
    ("base", r"\bvalore\s+con\s+(?:(?:il|le|un|l'eventuale)\s+)?(?:rinnov|opzion|prorog)\w+"),
    ("opzioni", r"\bopzion\w+|\brinnov\w+|\bprorog\w+|\bquinto\b|\bmodifich\w+"),
    (
        "unitario",
        r"\b(?:canone|costo|prezzo|importo|tariffa)\s+(?:\w+\s+)?(?:unitari\w|mensil\w|orari\w|annu\w\w?|giornalier\w|bimestral\w|trimestral\w)|\bcadaun\w|\bper\s+(?:pasto|ora|utente|copia|km)|\bmensil[ei]\b|\bunitari[oa]\b|\bann[uo]\w?\b(?=\s+(?:di|pari|:)?\s*$)|\bP\.?U\.?\b",
    ),
    ("ribassabile", r"\bsoggett[oaie]\s+a\s+ribasso"),
    ("ribasso", r"\bribasso\b(?!\s+(?:d'|di\s)asta)|\bscont\w+"),
    ("iva", r"\bi\.?v\.?a\b\.?"),
    ("impegno", r"\bimpegn\w+|\bprenota\w+|\bcapitolo\b|\bcap\.\s|\bimputa\w+|\bstanzia\w+|\bcopertura\b"),
    (
        "totale",
        r"\btotal[ei]\b(?!\s+(?:stimato|a\s+base|dell'(?:appalto|affidamento)))|\bspesa\s+complessiva|\bper\s+complessiv\w+|(?<!valore )(?<!importo )\bcomplessiv[aoei]\b(?!\s+(?:stimat|dell'|del\s|a\s+base|massim))|\bammonta\w*\s+complessivamente|\bquadro\s+economico",
    ),
    ("lotto", r"\blotto\s+(?:n\.?\s?)?(?:\d+|unico|[a-e])\b"),
    (
        "base",
        r"\b(?:spesa|costo|importo|servizio|fornitura)\s+(?:\w+\s+)?(?:è\s+|stat[oa]\s+){0,2}(?:stimat|quantificat|previst|presunt|determinat)[oa]\b|\bvalore\s+(?:\w+\s+){0,2}(?:stimato|dell'(?:appalto|affidamento)|del\s+contratto|massimo)|\bimporto\s+(?:\w+\s+){0,2}(?:stimato|presunto|presuntivo|dell'(?:appalto|affidamento)|dei\s+lavori|del\s+(?:servizio|contratto)|della\s+fornitura|posto\s+a)|\b(?:a\s+)?base\s+(?:di\s+(?:gara|affidamento|appalto|trattativa|negoziazione)|d'(?:asta|appalto))|\bimporto\s+(?:soggetto|a\s+corpo|a\s+misura)|\bvalore\s+(?:complessivo|globale|totale|presunto)|\bimporto\s+(?:complessivo|massimo)\b",
    ),
    (
        "offerta",
        r"\bofferto\b|\boffert[ae]\b|\bpreventiv[oi]\b|\bcorrispettivo\b|\bprezzo\b|\bimporto\s+(?:contrattuale|netto|di\s+aggiudicazione|affidat\w+|offerto)|\bper\s+(?:l'|un\s+)importo|\bper\s+(?:un\s+)?(?:importo|prezzo)|\bverso\b|\baffida\w*\b|\baggiudica\w*\b|\bcompenso\b|\bonorario\b|\bparcella\b",
    ),
    ("base", r"\bimporto\b|\bvalore\b|\bimponibile\b"),
)
AFTER = re.compile(
    r"\s?(?:\([^)]{0,80}\)\s?)?,?\s?(?:per|quali|quale|a\s+titolo\s+di|di|relativ\w+\s+a\w*|come)\s+(?:gli\s+|i\s+|il\s+|l')?(?P<label>"
    r"(?:oneri|costi)\s+(?:\w+\s+){0,3}sicurezza|cost[oi]\s+(?:del(?:la|l)?\s+)?(?:manodopera|personale|lavoro)|manodopera|opzion\w+|imprevisti|bollo"
    r"|i\.?v\.?a\b\.?(?!\s+(?:esclusa|inclusa|compresa|di\s+legge)))|\s?,?\s?(?P<ribassabile>soggett[oaie]\s+a\s+ribasso)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Money:
    """An amount in euro; places are those of the flattened act."""

    value: Decimal
    start: int
    end: int
    role: str
    """a label of `LABELS`, or `altro` for what is not of this contract; empty when nothing says what it is"""
    tax: str = ""
    """`netto` or `lordo` of VAT when the act says so"""
    in_words: int | None = None
    """the same amount as the act repeats it in words, whole euro; None when it does not"""
    words_end: int = 0


def find_money(text: str) -> list[Money]:
    """Every amount of a flattened act, in order."""
    found = [match for match in NUMBER.finditer(text) if _value(match) is not None]
    ends = [0, *(match.end() for match in found)]
    return [
        _money(text, match, before, after)
        for match, before, after in zip(found, ends, _nexts(text, found), strict=False)
    ]


def amount_text(value: Decimal) -> str:
    """`12500` -> `12.500,00 euro`."""
    return f"{number(float(value), 2)} euro"


def _nexts(text: str, found: list[re.Match[str]]) -> list[int]:
    return [*(match.start() for match in found[1:]), len(text)]


def _value(match: re.Match[str]) -> Decimal | None:
    written = match["after"] or match["before"] or match["bare"]
    plain = re.sub(r"[' ]", "", written)
    if not re.fullmatch(r"\d+\.\d{2}", plain):
        plain = plain.replace(".", "").replace(",", ".")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _money(text: str, match: re.Match[str], before: int, after: int) -> Money:
    value = _value(match) or Decimal(0)
    scale = SCALE.match(text, match.end())
    end = scale.end() if scale else match.end()
    if scale:
        value *= SCALES[scale[1][:6].lower()]
    words = IN_WORDS.match(text, end)
    said = read_words(words["words"] or words["alone"]) if words else None
    words_end = words.end() if words and said is not None else end
    around = (
        text[max(before, match.start() - REACH) : match.start()],
        text[words_end : min(after, words_end + 70)],
    )
    own = TAXED.sub("", around[0]) if before > match.start() - REACH else around[0]
    role = _role(*around)
    if _is_limit(value, text[match.start() : end], role, around[1]):
        role = "soglia"
    return Money(value, match.start(), end, role, _tax(own, around[1]), said, words_end)


def _role(before: str, after: str) -> str:
    """The label tied to the amount from behind, or the one that stands nearest before it."""
    tied = AFTER.match(after)
    if tied:
        return "ribassabile" if tied["ribassabile"] else _nearest(tied["label"])
    clause = re.split(r"[;\n](?!\s*€)", before)[-1]
    return "altro" if OF_OTHERS.search(clause) else _nearest(clause)


LIMITS = frozenset(
    Decimal(each)
    for each in (
        5_000,
        40_000,
        139_000,
        140_000,
        143_000,
        150_000,
        209_000,
        214_000,
        215_000,
        216_000,
        221_000,
        500_000,
        750_000,
        1_000_000,
        5_382_000,
        5_404_000,
        5_538_000,
    )
)
"""round figures of the law, past and present; an amount of a contract is written with its cents, or with its label"""
OF_LAW = re.compile(
    r"\s*(?:euro|€)?\s*,?\s*(?:(?:della|di|quale|come|la)\s+)?(?:di\s+cui\s+all'art|sogli\w+|limit\w+|previst\w+\s+dal|fissat\w+\s+dal|stabilit\w+\s+dal)",
    re.IGNORECASE,
)


def _is_limit(value: Decimal, written: str, role: str, after: str) -> bool:
    """A limit of the law that is only mentioned."""
    return value in LIMITS and (
        bool(OF_LAW.match(after)) or ("," not in written and role in ("offerta", "base", ""))
    )


def _nearest(clause: str) -> str:
    nearest, role = -1, ""
    for name, pattern in LABELS:
        for label in re.finditer(pattern, clause, re.IGNORECASE):
            if label.end() > nearest and not _is_connector(clause, label):
                nearest, role = label.end(), name
    return role


def _is_counted(before: str, rest: str) -> bool:
    """«l'importo, comprensivo degli oneri della sicurezza, ammonta a»."""
    return bool(COUNTING.search(before) and SAID.match(rest))


def _is_connector(clause: str, label: re.Match[str]) -> bool:
    """«oltre IVA», «oneri della sicurezza compresi» say how an amount is meant, not what the next one is."""
    rest = clause[label.end() :]
    if SAFETY.match(label[0]) and (COUNTED.match(rest) or _is_counted(clause[: label.start()], rest)):
        return True
    if label[0].lower().replace(".", "") != "iva":
        return False
    if re.match(r"\W*(?:esclusa|inclusa|compresa|di\s+legge|,?\s*di\s+cui)", rest, re.IGNORECASE):
        return True
    joined = JOINED.search(clause[: label.start()])
    if not joined or re.search(r"\d\s?(?:%|per\s?cento)", rest):
        return False
    return joined[0].lower().startswith("netto") or not re.search(r"pari|ammonta", rest, re.IGNORECASE)


COUNTED = re.compile(
    r",?\s*(?:(?:già|gia'|tutti|anch'essi)\s+)?(?:compres|inclus|ricompres)\w+(?!\s*:)[^.;:]{0,40}(?:\bè|\be'|\bpari|\bammonta|\bdi|,|\))",
    re.IGNORECASE,
)
COUNTING = re.compile(
    r"\b(?:compres|inclus|comprensiv|inclusiv)\w+\s+(?:(?:di|degli|dei|gli|i|de|anche)\s+)*$", re.IGNORECASE
)
SAID = re.compile(r"[^,.;:\d]{0,40},\s+(?:è|e'|ammonta|risulta|viene|vale|sono|si\s)", re.IGNORECASE)
SAFETY = re.compile(r"(?:(?:oneri|costi)\b.*)?sicurezza", re.IGNORECASE)
JOINED = re.compile(
    r"(?:oltre|più|\+|netto\s+(?:del?l'|di|d')?|lordo\s+dell')\s*(?:all')?\s*$", re.IGNORECASE
)


TAXED = re.compile(rf"\A(?:\s?[,(+]?\s?(?:{NET.pattern}|{GROSS.pattern})\b)", re.IGNORECASE)
"""what the amount before says of its VAT, not this one of its own"""


def _tax(before: str, after: str) -> str:
    near = after[:45]
    if GROSS.search(near) or GROSS.search(before[-40:]):
        return "lordo"
    return "netto" if NET.search(near) or NET.search(before[-40:]) else ""
