"""What sentences count with: amounts, things that are counted, shares; and the words that join them."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Literal

from apps.municipal.tenders.acts import Act, Money
from apps.municipal.tenders.rules.kept import per_act
from apps.municipal.tenders.rules.quantities import VAT_FACTORS, WORDS, find_quantities
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.sums.tabling import FIGURE, value_of
from workbench.italian import read_words

TermKind = Literal["euro", "share", "count"]
NO_UNIT = r"(?!(?:per|x|e|ed|a|ad|al|alla|di|da|dal|del|dell|della|nel|nella|su|con|in|il|la|le|lo|un|una|o|od|euro|mila|milion\w+|gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre|comm\w|bis|ter)\b)"
COUNT = re.compile(
    rf"(?<![\w.,/€-])(?:(?P<figures>{FIGURE})|\b(?P<words>{WORDS}|mille|(?:due|tre|quattro|cinque)mila))(?:\s?\([\w.]{{1,30}}\))?(?:[^\S\n]+(?:di\s+)?{NO_UNIT}(?P<unit>[^\W\d_]{{1,20}}[²³23]?)|(?=\s*(?:[x×*=]|\bper\b|\ba\b)\s*(?:€|euro|\d)|,?\s+(?:ciascun|ognun|cadaun)[oa]?\b))",
    re.IGNORECASE,
)
UNIT_FIRST = re.compile(
    rf"(?<![\w.,/€-])(?P<unit>ore|h|abitanti|residenti|famiglie|mq|m²|km|kg|ml|mc|mesi|giorni|gg\.?|anni|settimane|rate|posti|pasti|copie|utenti|visite|interventi|punti\s+luce|alunni|addetti|unità)\s(?:(?:settimanal[ei]|annu[eai]|mensil[ei]|giornalier[eai]|previst[eai]|stimat[eai]|presunt[eai])\s)?(?:n\.\s?)?(?:(?P<figures>{FIGURE})|(?P<words>{WORDS}))(?![\w.,:/]*\d|\s?(?:%|€|euro|per\s?cento|per\s?mille|dopo|prima|d(?:al|ello|ella)|[a-z]*\s?(?:giorni|mesi|anni|ore)\b))(?!\w)",
    re.IGNORECASE,
)
"""«h 264», «anni sei»"""
LABELLED = re.compile(
    rf"(?:^|\n|[;,]\s)\W{{0,3}}(?P<label>[^\W\d_][^:\n;€]{{2,70}}?)\s*(?::|\.{{3,}}|\t)\s*(?:n\.\s?)?(?:(?P<figures>{FIGURE})|(?P<words>[a-zàèéìòù]{{3,40}}))(?=\s*(?:[;.,]?\s*(?:\n|$)|;))",
    re.IGNORECASE,
)
"""«Pasti medi giornalieri: trecentoventi»"""
STATED = re.compile(
    rf"(?:\b(?P<label>[^\W\d_]{{4,20}})(?:\s+[^\W\d_]{{4,20}})?\s+)?\b(?:sono|conta(?:no)?|ammontano\s+a|in\s+numero\s+di)\s+(?P<figures>{FIGURE})(?=\s*(?:[.;,:](?!\d)|\be\b))",
    re.IGNORECASE,
)
"""«gli alunni sono 14»"""
NUMBER_OF = re.compile(
    r"^(?:(?:numero|n\.|nr\.|quantit\w+|q\.t\w+|total\w+|stima|fabbisogno|medi[oa]?)\s+(?:(?:di|dei|delle|degli)\s+)?)+",
    re.IGNORECASE,
)
IN_FACTORS = re.compile(rf"(?<=[x×*])\s?(?P<figures>{FIGURE})(?=\s*(?:[)=,;]|$))", re.IGNORECASE)
"""«(1.350,00 x 48)»"""
IN_WORDS = re.compile(r"(?<![\w(])(?<!euro )(?P<words>[a-zàèéìòù]{4,60})\s+euro\b(?!\s?\d)", re.IGNORECASE)
FRACTION = re.compile(
    r"\b(?:(?:di\s+|al\s+|il\s+|del\s+|un\s+)(?P<part>quinto|terzo|quarto|decimo|doppio|triplo|quadruplo)|un\s+(?P<rarer>sesto|ottavo|dodicesimo|ventiquattresimo|trentaseiesimo)|(?:la|della|alla)\s+(?P<half>metà))\b",
    re.IGNORECASE,
)
MULTIPLE = re.compile(
    r"\b(\d{1,2}|due|tre|quattro|cinque|sei|sette|otto|nove|dieci)\s+volte\b", re.IGNORECASE
)
FRACTIONS = {
    "quinto": Decimal(1) / 5,
    "terzo": Decimal(1) / 3,
    "quarto": Decimal(1) / 4,
    "sesto": Decimal(1) / 6,
    "ottavo": Decimal(1) / 8,
    "decimo": Decimal(1) / 10,
    "dodicesimo": Decimal(1) / 12,
    "ventiquattresimo": Decimal(1) / 24,
    "trentaseiesimo": Decimal(1) / 36,
    "metà": Decimal(1) / 2,
    "doppio": Decimal(2),
    "triplo": Decimal(3),
    "quadruplo": Decimal(4),
}
CORE = (
    r"\bpari\b|\bcio(?:è|e'?)(?!\w)|\bossia\b|\bovvero\b|\bvale\s+a\s+dire|\bcorrispond\w+|\bequival\w+|\bquindi\b|\bperciò|\bpercio'|\bdunque\b|\bpertanto\b|\bcos[iì]\b|\bsono\b|\bsar(?:à|anno|ebbe\w*)(?!\w)|(?<!\w)(?:è|e')(?!\w)"
    r"|\bfan?no\b|\bfa\b|\bd(?:à|anno)(?!\w)|\bval(?:e|gono)\b|\bammont\w+|\brisult\w+|\bulteriori\b|\bquantificat\w+|\bdeterminat\w+|\bin\s+cifr\w+|\bscend\w+|\bdivent\w+|\bpassa(?:no)?\b|\bsal(?:e|gono)\b|\bridu(?:ce|cono)\b|\bspetta\w*|\b(?:com)?porta(?:no)?\b|\bdetermina\b|\bproduc\w+|\bgenera(?:no)?\b|\barriva\w*|\bchiud\w+|=|→"
    r"|\bprecisamente\b|\besattamente\b|\bovverosia\b|\bnella\s+misura\b|\bcostituire\b|\barrotondat\w+|\be\s+in\s+particolare\b"
    r"|\b(?:stabilit|fissat|calcolat|stimat|definit|individuat)\w+(?=\s+in\s(?!\s*(?:base|ragione|relazione|proporzione|funzione)))"
)
MAKES = rf"{CORE}|\btotal\w*|\bcompless\w+|\bin\s+tutto|(?<!si\s)\bsomma\w*|\bfino\s+ad?\b|\bper\s+(?:un\s+|una\s+)?(?:import\w|valore|spesa|ammontare|somma)"
TAIL = r"(?:\s*(?:,|\ba\b|\bad\b|\bdi\b|\bin\b|\buna?\b|\bil\b|\bla\b|\bl'|\bcirca\b|\bsoli?\b|\bper\b|\bdei?\b|\b(?:pari|lord|nett|annu|mensil|orari|complessiv|total|ulterior|massim|minim|corrispondent|import|valor|somm|spes|cost|quot|cifr|corrispettiv|garanzi|cauzion|trattenut|penal|canon|compens|tett|limit|rat|aument|increment|maggiorazion|riduzion|ribass|scont|risparmi|indennit|contribut|incass|percepit)\w*))*\W{0,3}(?:€|euro)?\s*$"
TIED = re.compile(rf"(?:{MAKES}|:|\(|–|,){TAIL}", re.IGNORECASE)
STRONG = re.compile(rf"(?:{MAKES}){TAIL}", re.IGNORECASE)
"""a word that says «makes», not only a stop"""
EQUALS = re.compile(rf"(?:{CORE}){TAIL}", re.IGNORECASE)
"""without the words that may also say what kind of amount it is"""
ENDED = re.compile(
    r";|\.\s+[A-ZÈ]|\n(?!(?<=[^\W\d_]\n|[,':(]\n)(?<!euro\n)[a-zàèéìòù(€])(?!(?<=[A-ZÈÀ,'(]\n)[A-ZÈ]{2})"
)
"""a stop; or a new line, but for one in the middle of a sentence (in capitals, or within an item of a list)"""
TIME = re.compile(r"giorn|settiman|mes|ann|trienn|or[ae]$", re.IGNORECASE)
WITHIN = re.compile(r"\b(?:in|nei|negli|entro|dopo|ogni)\s$", re.IGNORECASE)
"""«330.000 pasti in tre anni»: a time that nothing is multiplied by"""
LAST_OF_CENTURY = range(1990, 2100)
CENTS = Decimal("0.06")
RATES = (Decimal(1), *VAT_FACTORS)
"""an amount without VAT, and with it"""
ROUND = 500
"""euro from which an amount may be rounded to the euro"""


@dataclass(frozen=True)
class Term:
    """`value`: euro, a number of things, or a factor (0.05 for 5 per cent)."""

    kind: TermKind
    value: Decimal
    start: int
    end: int
    unit: str = ""
    money: Money | None = None


@per_act
def terms(act: Act) -> list[Term]:
    """All terms of an act, in order; what is part of a day, of a norm or of an amount is no count."""
    found = [Term("euro", each.value, each.start, max(each.end, each.words_end), money=each) for each in act.amounts]  # fmt: skip
    found += _shares(act.text)
    found += _said(act.text, found)
    spans = [(each.start, each.end) for each in found]
    spans += [(each.start, each.end) for each in act.days]
    spans += [(each.start, each.end) for each in act.citations]
    found += _outside(sorted(spans), _counts(act.text))
    return sorted(found, key=lambda each: each.start)


def _outside(spans: Sequence[tuple[int, int]], counts: Sequence[Term]) -> list[Term]:
    free, at = [], 0
    for each in counts:
        while at < len(spans) and spans[at][1] <= each.start:
            at += 1
        if at == len(spans) or spans[at][0] >= each.end:
            free.append(each)
    return free


MARGIN_WORDS = 30
MARGIN = re.compile(
    r"\b(?:inferior|superior|minor|maggior|oltre|scost|toller)\w*\s+(?:del|di|al|a|il)?\s*$", re.IGNORECASE
)
"""«peso inferiore del 5 per cento: € 250,00»: when a penalty is due, not what it is a share of"""


def _shares(text: str) -> list[Term]:
    found = [
        Term(
            "share", each.value / (100 if each.unit == "percento" else 1000), each.start, each.end, each.unit
        )
        for each in find_quantities(text, "percento", "permille")
        if not (
            text[each.end : each.end + 1] == ":"
            and MARGIN.search(text, max(0, each.start - MARGIN_WORDS), each.start)
        )
    ]
    for match in scan(FRACTION, text):
        name = (match["part"] or match["rarer"] or match["half"]).lower()
        found.append(Term("share", FRACTIONS[name], match.start(), match.end(), name))
    for match in scan(MULTIPLE, text):
        times = _read(match[1]) if match[1].isalpha() else Decimal(match[1])
        if times:
            found.append(Term("share", times, match.start(), match.end(), "volte"))
    return found


def _said(text: str, known: Sequence[Term]) -> list[Term]:
    """Amounts in words alone: «milleduecento euro»."""
    spans = sorted((each.start, each.end) for each in known if each.kind == "euro")
    found = []
    for match in scan(IN_WORDS, text):
        value = read_words(match["words"].lower())
        if value and value > 1:
            found.append(Term("euro", Decimal(value), match.start(), match.end()))
    return _outside(spans, found)


def _placed(text: str) -> list[Term]:
    """Counts that no word follows: after their unit, after a label, as the last factor of a product."""
    found = []
    for pattern in (UNIT_FIRST, LABELLED, IN_FACTORS, STATED):
        for match in scan(pattern, text):
            groups = match.groupdict()
            value = value_of(match["figures"]) if match["figures"] else _read(groups["words"])
            if value is None or (
                value in LAST_OF_CENTURY and match["figures"] and "." not in match["figures"]
            ):
                continue
            label = NUMBER_OF.sub("", (groups.get("label") or "").strip()) or " "
            unit = (groups.get("unit") or label.split(" ")[0]).lower()
            group = "figures" if match["figures"] else "words"
            found.append(Term("count", value, match.start(group), match.end(group), unit))
    return found


def _counts(text: str) -> list[Term]:
    found = []
    for match in scan(COUNT, text):
        value = value_of(match["figures"]) if match["figures"] else _read(match["words"])
        year = match["figures"] and value in LAST_OF_CENTURY and "." not in match["figures"]
        lasting = TIME.match(match["unit"] or "") and WITHIN.search(
            text, max(0, match.start() - 8), match.start()
        )
        if value and not year and not lasting:
            found.append(Term("count", value, match.start(), match.end(), (match["unit"] or "").lower()))
    spans = [(each.start, each.end) for each in found]
    more = {each.start: each for each in reversed(_placed(text))}
    return sorted([*found, *_outside(spans, [more[at] for at in sorted(more)])], key=lambda each: each.start)


def _read(written: str) -> Decimal | None:
    """None of «un canone», which says one of a kind more often than a number."""
    read = read_words(written.lower().rstrip("'"))
    return None if read in (None, 1) else Decimal(read)


OF_ONE = re.compile(
    r"\s*(?:€|euro)?\s*(?:per\s+(?:ogni\s+|ciascun[oa']?\s*|singol[oa]\s+)?(?!un|iva|compless|total|l')[a-zàèéìòù]{3,}|ad?\s+(?!carico|titolo|base|valere|favore)[a-z]{4,}|all?[ao']?\s?(?:giorno|mese|anno|ora|pezzo|metro|mq|kg|giornata|settimana)|cadaun\w|ciascun\w|l'un[oa])\b",
    re.IGNORECASE,
)


def of_one(text: str, at: int) -> bool:
    """Whether the words after an amount say that it is the price of one thing."""
    return OF_ONE.match(text, at) is not None


WITH_TAX = re.compile(
    r"(?:oltre|più|\+|esclus[ao])\s*(?:all'|l')?\s?i\.?v\.?a\.?\s*(?:al\s+|del\s+)?$", re.IGNORECASE
)


def is_unit_price(text: str, share: Term, result: Term) -> bool:
    """«€ 7.440,00 oltre IVA 10%, pari a € 620,00 per giornata»: what follows the rate is no tax."""
    return bool(WITH_TAX.search(text, max(0, share.start - 14), share.start)) and of_one(text, result.end)


def same_sentence(text: str, start: int, end: int) -> bool:
    return start <= end and not ENDED.search(text, start, end)


def span_of(*figures: Term) -> tuple[int, int]:
    """From the first to the last of them."""
    return min(each.start for each in figures), max(each.end for each in figures)


def nearly(one: Decimal, other: Decimal) -> bool:
    """Equal, to the cents that rounding takes; an amount in whole euro may be rounded to them."""
    gap = abs(one - other)
    if gap <= CENTS or gap >= 1:
        return gap <= CENTS
    whole = one == one.to_integral_value() or other == other.to_integral_value()
    return whole and max(one, other) >= ROUND


def found_near(ordered: Sequence[Decimal], value: Decimal, factor: Decimal = Decimal(1)) -> bool:
    """Whether one of the values, in rising order, times `factor` (not zero) is nearly `value`."""
    at = bisect_left(ordered, (value - 1) / factor)
    while at < len(ordered) and ordered[at] * factor <= value + 1:
        if nearly(ordered[at] * factor, value):
            return True
        at += 1
    return False


OF_ROWS = re.compile(
    r"\s*(?:dell[ae]|dei|di)\s+(?:voci|righe|somm[ae]|importi|punti|prim[ei])\b", re.IGNORECASE
)


def of_rows(text: str, at: int, wholes: Iterable[Decimal], every: Collection[Decimal]) -> bool:
    """Whether a share at `at` is said to be of rows, «il 60 % delle voci a) e b)», and two amounts make the whole."""
    if not OF_ROWS.match(text, at):
        return False
    sums = {one + other for one, other in combinations(every, 2)}
    return any(abs(whole - each) < each / 5000 for whole in wholes for each in sums)
