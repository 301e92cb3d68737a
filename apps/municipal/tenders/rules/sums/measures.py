"""What a figure measures, by the words beside it: «36 ore settimanali» is hours over weeks, «€ 5,20 a pasto» is euro over meals."""

import re
from dataclasses import dataclass

from apps.municipal.tenders.rules.sums.figures import Figure
from apps.municipal.tenders.rules.sums.things import KNOWN_STEMS, stem

STEM = 4
PERIODS: dict[str, str] = {
    "giorn": r"giornalier\w+|quotidian\w+|al\s+(?:giorno|dì)|/\s?(?:giorno|gg|die)|(?:ogni|per)\s+giorno",
    "settiman": r"settimanal\w+|(?:al?la|a|la|per|ogni|/)\s?settimana",
    "mes": r"mensil\w+|al\s+mese|/\s?mese|(?:ogni|per|il)\s+mese",
    "or": r"orari[oa]\b|all'ora|l'ora|/\s?(?:ora|h)\b|(?:per|ogni)\s+ora",
    "bimestr": r"bimestral\w+|(?:a|ogni|per)\s+bimestre",
    "trimestr": r"trimestral\w+|(?:a|ogni|per)\s+trimestre",
    "semestr": r"semestral\w+|(?:a|ogni|per)\s+semestre",
    "ann": r"annu\w+|annual\w+|al?l'anno|l'anno|(?:per|ogni)\s+anno|in\s+un\s+anno",
}
PERIOD = re.compile(
    r"(?:(?<!\w)|(?=/))(?:" + "|".join(f"(?P<{name}>{words})" for name, words in PERIODS.items()) + ")",
    re.IGNORECASE,
)
EACH = re.compile(
    r"\b(?:ciascun\w*|cadaun\w*|ognun\w*|l'un[oa]|cad\b|unitari\w*|a\s+testa|individual\w+|singol\w+)|\b(?:rate|quote|tranche|acconti|fatture|canoni)\s+(?:\w+\s+)?(?:di|da)\s*(?:€|euro)?\s*(?:#|$)",
    re.IGNORECASE,
)
OF_BEFORE = re.compile(
    rf"\s*(?:€|euro)?\s*(?:{EACH.pattern}|(?:{'|'.join(PERIODS.values())}))", re.IGNORECASE
)
OF_COUNT = re.compile(r"\s*[a-zàèéìòù]+\s+(?:annu|mensil|settimanal|giornalier)\w+", re.IGNORECASE)
THING = r"(?!un|comples|total|valor|import|durat|spes|prezz|cost|corrispett|compens|il\b|la\b|le\b|i\b|gli\b|ogn|ciasc|ann[oi]\b|mes[ei]\b|giorn|settiman|or[ae]\b|gara|base|carico|favore|titolo|lavor|serviz|forni|oneri|quest|tal|quant)"
OF_EACH = re.compile(
    rf"^\s*(?:€|euro)?\s*(?:(?:per|ad?|al|alla)\s+|all'|/\s?)(?:ogni\s+|ciascun[oa']?\s*|singol[oa]\s+)?(?P<of>{THING}[a-zàèéìòù²]{{2,}})",
    re.IGNORECASE,
)
OF_LABEL = re.compile(
    rf"\b(?:per|ad?)\s+(?P<of>{THING}[a-zàèéìòù]{{4,}})(?=\W*$|\s+(?:è|e'|sono|di|pari|ammonta)(?!\w))",
    re.IGNORECASE,
)
TIMES = re.compile(
    r"interven|passagg|sfalc|volt|visit|control|svuotam|puliz|ispez|lavag|access|frequenz|ripass|prestaz|rond|eventi",
    re.IGNORECASE,
)
TIME_UNITS = frozenset(("or", "giorn", "settiman", "mes", "ann", "minut"))
MEASURED = {"€", *TIME_UNITS, *(name[:4] for name in KNOWN_STEMS)}
"""what is no count of things"""
SEPARATED = re.compile(r"[,;:.(|\t\n]")
OTHER_THING = re.compile(
    r"\b(?:la\s+(?!settimana)|il\s+(?!mese)|(?<!')un[oa]?\s|di\s|da\s|su\s|è\s|e'\s|sono\s|con\s|ed?\s|che\s|al\s+(?!giorno|mese|dì\b|m))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Measure:
    """A figure by what it measures: «36 ore settimanali» is hours over weeks. `*` is one of whatever is counted."""

    figure: Figure
    over: frozenset[str]
    unit: str

    @property
    def is_money(self) -> bool:
        return self.figure.kind == "euro"


def _unit(figure: Figure) -> str:
    if figure.kind == "euro":
        return "€"
    return (
        "volt"
        if TIMES.match(figure.unit)
        else figure.unit[:STEM]
        if figure.unit not in TIME_UNITS
        else figure.unit
    )


def measure(figure: Figure, before: Figure | None = None) -> Measure:
    """What a figure measures, by its own words; `before` is its neighbour, whose words may stand between them."""
    unit = _unit(figure)
    own = figure.kind == "euro" or not before or before.kind != "count" or SEPARATED.search(figure.lead)
    lead = figure.lead if own else ""  # the words after one count are its own
    belongs = OF_BEFORE if before and before.kind == "euro" else None
    if before and before.kind == "count" and before.tail.strip() and lead.startswith(before.tail):
        belongs = OF_COUNT
    if belongs and (ended := belongs.match(lead)):
        lead = lead[ended.end() :]
    lead = lead[-60:]
    near = f"{lead} # {OTHER_THING.split(figure.tail, 1)[0]}"
    over = {name for match in PERIOD.finditer(near) if (name := match.lastgroup or "")}
    if figure.kind == "count":
        over.discard("ann")
    if EACH.search(near):
        over.add("*")
    of = OF_EACH.match(figure.tail) if figure.kind == "euro" else None
    of = of or OF_LABEL.search(lead)
    if of:
        over.add("volt" if TIMES.match(of["of"]) else stem(of["of"])[:STEM])
    return Measure(figure, frozenset(over - {unit}), unit)
