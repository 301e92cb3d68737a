"""One measure said twice: «due ore (90 minuti)», «2,5 km, cioè 250 metri», «un quinto (25 per cento)»."""

import re
from collections.abc import Iterator
from itertools import pairwise

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.lengths import Length, find_lengths

WHY = "Una misura detta due volte, e in due modi diversi, lascia in dubbio quale delle due obblighi."
SAME = r"(?:cio(?:è|e')|ossia|vale\s+a\s+dire|e\s+quindi|quindi|pari\s+a|equivalent\w+\s+a|che\s+equival\w+\s+a|corrispondent\w+\s+a|che\s+corrispond\w+\s+a|=)"
BRACKET = re.compile(r"(?:\s+di\s+[a-zàèéìòù]+)?\s*\(\s*(?:cioè|ossia|pari\s+a|=)?\s*", re.IGNORECASE)
SAID = re.compile(
    rf"\s*,?\s*(?:{SAME}|in\s+tutto|per\s+complessiv\w+|per\s+un\s+totale\s+di)\s+(?:(?:a|in|per)\s+)?",
    re.IGNORECASE,
)
TOTAL = re.compile(
    r"[^;\n]{0,110}?\bper\s+(?:un\s+totale\s+di|complessiv[ie]|un\s+periodo\s+complessivo\s+di|una\s+durata\s+(?:complessiva\s+)?di)\s+",
    re.IGNORECASE,
)
MORE = re.compile(
    r"rinnov|prorog|opzion|oltre|più|ulterior|altr[ie]\b|\be\s+di\b|preavvis|entro", re.IGNORECASE
)
CLOSE, OF_WEEKS = 0.035, 0.09
FACTORS: tuple[dict[str, float], ...] = (
    {
        "km": 1000,
        "chilometri": 1000,
        "chilometro": 1000,
        "m": 1,
        "metri": 1,
        "ml": 1,
        "metri lineari": 1,
        "cm": 0.01,
        "mm": 0.001,
    },
    {
        "ettari": 10_000,
        "ettaro": 10_000,
        "ha": 10_000,
        "mq": 1,
        "m²": 1,
        "m2": 1,
        "metri quadrati": 1,
        "metri quadri": 1,
        "kmq": 1e6,
    },
    {
        "tonnellate": 1000,
        "tonnellata": 1000,
        "t": 1000,
        "quintali": 100,
        "q": 100,
        "q.li": 100,
        "kg": 1,
        "chilogrammi": 1,
        "chili": 1,
        "grammi": 0.001,
        "g": 0.001,
    },
    {
        "mc": 1000,
        "m³": 1000,
        "metri cubi": 1000,
        "ettolitri": 100,
        "hl": 100,
        "litri": 1,
        "l": 1,
        "millilitri": 0.001,
    },
    {"kwh": 1, "mwh": 1000, "gwh": 1e6, "gb": 1e6, "mb": 1000, "tb": 1e9},
    {"kw": 1, "mw": 1000, "watt": 0.001, "w": 0.001},
)
NAMES = "|".join(sorted((re.escape(name) for family in FACTORS for name in family), key=len, reverse=True))
FIGURE = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
MEASURE = re.compile(
    rf"(?<![\w.,/€-])(?:(?P<one>{FIGURE})\s?(?P<unit>{NAMES})|(?P<unit_first>{NAMES})\.?\s(?P<one_after>{FIGURE}))(?:\s+di\s+[^\W\d_]+)?\s*(?:,?\s*{SAME}\s+(?:a\s+)?|\(\s*(?:pari\s+a\s+|cioè\s+)?)(?:circa\s+)?(?:(?P<two>{FIGURE})\s?(?P<other>{NAMES})(?![\w/])|(?P<other_first>{NAMES})\.?\s(?P<two_after>{FIGURE})(?![\w/]|[.,]\d))",
    re.IGNORECASE,
)
PARTS = {
    "metà": 50.0,
    "terzo": 100 / 3,
    "quarto": 25.0,
    "quinto": 20.0,
    "sesto": 100 / 6,
    "ottavo": 12.5,
    "decimo": 10.0,
    "due terzi": 200 / 3,
    "tre quarti": 75.0,
    "due quinti": 40.0,
    "tre quinti": 60.0,
}
FRACTION = re.compile(
    rf"\b(?:un[oa]?\s+|il\s+|la\s+|del\s+|i\s+|al\s+)?(?P<part>due\s+terzi|tre\s+quarti|due\s+quinti|tre\s+quinti|metà|terzo|quarto|quinto|sesto|ottavo|decimo)(?:\s+(?:del(?:l[ao'])?\s*)?(?:importo|prezzo|totale|valore|corrispettivo|contratto|medesim\w+)){{0,3}}\s*(?:\(\s*(?:pari\s+al|cioè\s+il)?\s*(?:il\s+|l')?|,?\s*{SAME}\s*(?:al\s+|il\s+|all'|l')?)(?P<share>\d{{1,2}}(?:,\d{{1,2}})?)\s?(?:%|per\s?cento)",
    re.IGNORECASE,
)


PART = re.compile(
    r"\s*(?:per\s+(?:ciascun|ogni|ognun|cadaun)\w*|(?:al|a|alla|in\s+un)\s+(?:giorno|settimana|mese|testa)|ciascun\w|cadaun\w|ognun\w|l'un[oa]|giornalier\w|quotidian\w|settimanal\w|per\s+(?:addett|operator|turno|sede))",
    re.IGNORECASE,
)
"""«120 ore, cioè 20 ore per ciascuno dei sei giorni»"""


def _again(act: Act) -> Iterator[Found]:
    """A length of time and the same in another unit."""
    for one, other in pairwise(find_lengths(act.text)):
        between = act.text[one.end : other.start]
        bracket = BRACKET.fullmatch(between) and re.match(r"\s*\)", act.text[other.end : other.end + 4])
        total = TOTAL.fullmatch(between) and not MORE.search(between)
        if (bracket or SAID.fullmatch(between) or total) and _differ(one, other):
            if (total and not 0.4 * other.days < one.days < 2.5 * other.days) or PART.match(
                act.text, other.end
            ):
                continue
            message = f"«{one.text}» e «{other.text}» non sono la stessa durata."
            yield Found(one.start, other.end, message, "Indicare una sola durata.")


def _differ(one: Length, other: Length) -> bool:
    short, long = sorted((one, other), key=lambda each: each.unit != "minuti")
    if short.unit == "minuti" and long.unit != "minuti" and short.days <= long.days / 2:
        return False  # eight hours may well be a day of work
    if short.text.lower().endswith(("ore", "ora")) and long.unit == "giorni" and short.days > 2 * long.days:
        return False  # of more people than one
    if {short.days, long.days} == {15, 14}:
        return False  # «quindici giorni, cioè due settimane»
    texts = f"{one.text} {other.text}".lower()
    if "mensilit" in texts and one.unit == other.unit:
        return abs(one.amount - other.amount) > 1
    slack = OF_WEEKS if "settiman" in texts and "mesi" in (one.unit, other.unit) else CLOSE
    return abs(one.days - other.days) > slack * max(one.days, other.days)


def _measures(act: Act) -> Iterator[Found]:
    """Lengths, areas, weights and volumes in two units."""
    for match in scan(MEASURE, act.text):
        units = (
            (match["unit"] or match["unit_first"]).lower(),
            (match["other"] or match["other_first"]).lower(),
        )
        family = next((each for each in FACTORS if units[0] in each and units[1] in each), None)
        if not family or units[0] == units[1]:
            continue
        one, two = (
            _number(match[name] or match[f"{name}_after"]) * family[unit]
            for name, unit in zip(("one", "two"), units, strict=True)
        )
        if abs(one - two) > CLOSE * max(one, two):
            yield Found(
                match.start(),
                match.end(),
                f"«{match[0]}»: le due misure non coincidono.",
                "Correggere la misura.",
            )


def _fractions(act: Act) -> Iterator[Found]:
    """«un quinto (25 per cento)»."""
    for match in scan(FRACTION, act.text):
        right = PARTS[re.sub(r"\s+", " ", match["part"].lower())]
        if abs(_number(match["share"]) - right) > 0.5:
            message = (
                f"«{match['part']}» è {right:.4g} per cento, non {match['share']}.".replace(".", ",", 1)
                if right % 1
                else f"«{match['part']}» è il {right:.0f} per cento, non il {match['share']}."
            )
            yield Found(match.start(), match.end(), message, "Correggere la quota.")


def _number(written: str) -> float:
    return float(written.replace(".", "").replace(",", "."))


UNITS = (
    counted("durata_ripetuta", WHY, _again),
    counted("misura_ripetuta", WHY, _measures),
    counted("frazione", WHY, _fractions),
)
