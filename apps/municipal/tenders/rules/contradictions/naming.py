"""What an amount is: by the label that stands nearest, once the words that only qualify it are taken away."""

import re
from collections.abc import Sequence

from apps.municipal.tenders.acts import Act, Money
from apps.municipal.tenders.acts.flat import ABBREVIATED, STOP
from apps.municipal.tenders.rules.contradictions.alignment import heading
from apps.municipal.tenders.rules.contradictions.measures import Figure, amounts, sums
from apps.municipal.tenders.rules.kept import per_act

LEAD, HEADING, NEAR = 230, 90, 40
OPTIONAL = ("rinnovo", "proroga", "opzioni")
GLOBAL = re.compile(
    r"\bvalore\s+(?:\w+\s+){0,2}(?:globale|complessivo|massimo)\b|\bsi\s+(?:arriv|giung|sal)\w+\s+ad?\b|\bport\w+\s+(?:\w+\s+){0,3}ad?\b|\bcomprensiv\w+|\bcompres[oaie]\b|\binclus[oaie]\b",
    re.IGNORECASE,
)
GENERIC = ("", "base", "offerta")
"""names that a paragraph about a guarantee or a policy uses too"""
QUALIFYING = re.compile(
    r"\([^()]*\)|\b(?:non\s+)?(?:soggett|assoggettat|sottopost)\w+\s+(?:al?\s+)?ribasso|\b(?:non\s+)?ribassabil\w+|\bnon\s+(?:può|possono)\s+essere\s+ribassat\w+|\b(?:esclus|escluden)\w+\s+d(?:al|a)\s+ribasso|\b(?:fuori|senza)\s+(?:dal\s+)?ribasso"
    r"|\bi\.?v\.?a\.?\s+(?:esclusa|inclusa|compresa|di\s+legge)|\b(?:oltre|più|al\s+netto|al\s+lordo|esclusa|inclusa|compresa|netto)\s+(?:dell?'?\s?|all?'?\s?|l'\s?|di\s+)?(?:i\.?v\.?a\b\.?|imposta)|\b(?:compres|inclus|esclus)[oaie]\s+(?:gli\s+|i\s+)?oneri\b(?:\s+(?:di|della|per\s+la)\s+sicurezza)?|\b(?:compres|inclus|esclus)[oaie]\s+(?:la|i\s+costi\s+(?:della|per\s+la)|gli\s+oneri\s+(?:della|per\s+la))\s+sicurezza|\b(?:oneri|sicurezza)\s+(?:compres|inclus|esclus)[oaie]"
    r"|\b(?:comma|art(?:\.|icolo))\s*\d+(?:-\w+)?|\bnell'offerta\s+economica\b[^.;]*",
    re.IGNORECASE,
)
NAMES: tuple[tuple[str, str], ...] = (
    (
        "contributo ANAC",
        r"\bANAC\b|\bautorità\s+nazionale\s+anticorruzione|\bcontribut[oi]\s+(?:di\s+gara|all'autorità|a\s+favore\s+dell'autorità)",
    ),
    ("contributo", r"\bcontribut[oi]\b|\bcofinanziament\w+|\bfinanziament\w+"),
    ("garanzia provvisoria", r"\bprovvisori[ao]\b"),
    ("garanzia definitiva", r"\bdefinitiv[ao]\b"),
    ("penale", r"\bpenal[ei]\b|\bsanzion\w+"),
    ("franchigia", r"\bfranchigi[ae]\b|\bscopert[oi]\b"),
    (
        "polizza",
        r"\bmassimal[ei]\b|\bpolizz[ae]\b|\bR\.?C\.?[TO]?\b|\bresponsabilità\s+civile|\bsomma\s+assicurata|\bcopertura\s+assicurativa",
    ),
    ("fatturato", r"\bfatturat[oi]\b|\bvolume\s+d'affari|\bricav[oi]\b"),
    (
        "prestazioni analoghe",
        r"\b(?:servizi[oi]?|fornitur[ae]|lavor[io]|contratt[oi]|prestazion[ei]|esperienz[ae])\s+(?:\w+\s+){0,3}(?:analog\w+|simil[ei]|identic\w+)|\banalogh?[oiae]\b|\b(?:aver|ha|abbia(?:no)?|hanno)\s+(?:già\s+)?(?:fornit|svolt|eseguit|gestit|prestat|espletat)[oaie]\b",
    ),
    (
        "manodopera",
        r"\bmanodopera\b|\bcost[oi]\s+del\s+(?:lavoro|personale)|\bspes[ae]\s+(?:\w+\s+){0,2}personale",
    ),
    ("sicurezza", r"\bsicurezza\b|\bapprestament\w+|\bP\.?S\.?C\b|\binterferenz\w+|\bD\.?U\.?V\.?R\.?I\b"),
    (
        "valore globale",
        r"\bart(?:\.|icolo)\s*14\b|\bvalore\s+(?:\w+\s+){0,3}(?:globale|massimo)|\b(?:compres|inclus|comprensiv|contando|considerand)\w+\s+(?:\w+'?\s?){0,4}(?:opzion|rinnov|prorog)\w+",
    ),
    ("rinnovo", r"\brinnov\w+"),
    ("proroga", r"\bprorog\w+"),
    (
        "opzioni",
        r"\bopzion\w+|\bestension[ei]\b|\bquinto\b|\bprestazioni\s+(?:aggiuntiv|ulterior|supplementar|complementar)[ei]",
    ),
    ("bollo", r"\bboll[oi]\b"),
    ("IVA", r"\bi\.?v\.?a\b\.?|\bimposta\b"),
    ("anticipazione", r"\banticipazion\w+|\banticipo\b"),
    (
        "rata",
        r"\brat[ae]\b|\baccont[oi]\b|\bcanon[ei]\b|\bsald[oi]\b|\bmensil\w+|\bstat[oi]\s+di\s+avanzamento|\bsoglia\b|\bimpegn\w+|\bprenot\w+|\bcapitol[oi]\b",
    ),
    (
        "spese",
        r"\bspes[ae]\s+(?:\w+\s+){0,2}(?:pubblicazion|contrattual|tecnich|istruttori|sopralluog)\w+|\bimprevist\w+|\bincentiv\w+|\bonorari\w*",
    ),
    (
        "base di gara",
        r"\bbase\s+(?:di\s+(?:gara|appalto|affidamento)|d'(?:asta|appalto)|del\s+ribasso)|\bsoggett[oaie]\s+a\s+ribasso",
    ),
    (
        "base",
        r"\bbase\b|\bimporto\b|\bvalore\b|\bcorrispettivo\b|\bsomm[ae]\b|\bammontare\s+(?:dell'appalto|complessivo)|\btotal[ei]\b",
    ),
    ("offerta", r"\boffert[aoi]\b|\bpreventiv\w+|\baggiudica\w+|\baffida\w+"),
)
LABEL = re.compile("|".join(f"(?P<n{at}>{pattern})" for at, (_, pattern) in enumerate(NAMES)), re.IGNORECASE)
TIED = re.compile(
    r"\s*(?:euro\s*)?,?\s*(?:rappresenta\w*|costituisc\w+|riguarda\w*|quali|quale|per|di|a\s+titolo\s+di|come|relativ\w+\s+a\w*)\s+(?:gli\s+|i\s+|il\s+|l'|la\s+|le\s+)?",
    re.IGNORECASE,
)
SAME_SUM = re.compile(
    r"[\s:,=)(]*(?P<said>sono|cioè|ossia|ovvero|pari\s+ad?|equivalent\w+\s+ad?|per\s+un\s+totale\s+di|vale\s+a\s+dire)?[\s:=]*",
    re.IGNORECASE,
)
TITLE = re.compile(
    r"\s*(?:[^\s\w]+\s*)?(?:(?:art\.?|articolo|§|capo|punto)?\s*[\w.]{0,5}[.)\s–-]+)?(?P<title>[^\n.:|\d]{4,60})[.:\n]",
    re.IGNORECASE,
)
EACH = re.compile(
    r"\W*(?:(?:per|a|al|ad|ogni|ciascun\w*|all')\s*(?:ogni\s+|ciascun\w*\s+)?(?:or[ae]|mese|anno|giorno|ann\w+|mensil\w+|km|pasto|utente)\b|/|annu\w+\b|mensil\w+\b|orari\w+\b|l'(?:un[ao]|ora|anno)\b|cadaun\w+)",
    re.IGNORECASE,
)
UNIT = re.compile(
    r"\b(?:orari[oa]|unitari[oa]|mensil[ei]|annu[oai]l?[ei]?|medi[oa])\b[^.;,]{0,30}$", re.IGNORECASE
)


def named_sums(act: Act, name: str, low: int, high: int, whole: bool = True) -> Sequence[Figure]:
    """The amounts of that name in a range of euro; if `whole`, none of an hour, a month or a year only."""
    return [
        figure
        for figure, named in zip(sums(act), names_of(act), strict=True)
        if named == name and low <= figure.value <= high and not (whole and is_each(act.text, figure))
    ]


def is_each(text: str, amount: Money | Figure) -> bool:
    """Whether an amount is of one hour, month or year only."""
    return bool(EACH.match(text, amount.end) or UNIT.search(text, max(0, amount.start - 60), amount.start))


def named(act: Act, amount: Money) -> str:
    """The name of one of the amounts of `act`."""
    return _by_place(act).get(amount.start, "")


@per_act
def _by_place(act: Act) -> dict[int, str]:
    return {each.start: name for each, name in zip(amounts(act), names_of(act), strict=True)}


@per_act
def names_of(act: Act) -> tuple[str, ...]:
    """The name of each amount of an act, in order; empty where none is told."""
    found: list[str] = []
    stated = amounts(act)
    for at, each in enumerate(stated):
        found.append(_name_of(act.text, each, stated[at - 1] if at else None, found[-1] if at else ""))
    return tuple(found)


def _name_of(text: str, amount: Money, last: Money | None, last_name: str) -> str:
    """By the words tied to it from behind, those before it, or the title of its paragraph."""
    tied = _tied(text, amount.words_end or amount.end)
    if tied:
        return tied
    lead = _sentence(text, amount.start)
    since = (last.words_end or last.end) if last else 0
    if last and amount.start - since < len(lead) and not _is_aside(text, last, amount):
        lead = text[since : amount.start]
        behind = TIED.match(lead)
        own = LABEL.search(lead, behind.end(), behind.end() + NEAR) if behind else None
        lead = lead[own.end() :] if own else lead
        same = SAME_SUM.fullmatch(lead)
        if same and (same["said"] or not own):
            return last_name
    found = _best(QUALIFYING.sub(_blank, lead))
    if found in OPTIONAL and GLOBAL.search(lead):
        return "valore globale"
    return (
        found if found not in GENERIC else _best(QUALIFYING.sub(_blank, _title(text, amount.start))) or found
    )


def _is_aside(text: str, last: Money, amount: Money) -> bool:
    """Whether the amount before stands in a parenthesis that is closed."""
    between = text[last.end : amount.start]
    return ")" in between and "(" not in between[: between.find(")")]


def _tied(text: str, end: int) -> str:
    tied = TIED.match(text, end)
    found = LABEL.search(text, tied.end(), tied.end() + NEAR) if tied else None
    if not found or re.search(r"[,.;:\n(]", text[end : found.start()].strip(" ,")):
        return ""
    return "" if _name(found) in GENERIC else _name(found)


def _sentence(text: str, at: int) -> str:
    """The words of the sentence before a place."""
    lead = text[max(0, at - LEAD) : at]
    cuts = [
        found.end()
        for found in STOP.finditer(lead)
        if found[0] != ":"
        and (found[0] != "." or not ABBREVIATED.search(lead, max(0, found.start() - 8), found.start()))
    ]
    return lead[cuts[-1] :] if cuts else lead


def _best(words: str) -> str:
    """The label that stands nearest to the end; one that only says «importo» or «totale» gives way to a more telling one."""
    names = [_name(found) for found in LABEL.finditer(words)]
    telling = [each for each in names if each not in GENERIC]
    return (telling or names or [""])[-1]


def _name(found: re.Match[str]) -> str:
    return NAMES[int((found.lastgroup or "n0")[1:])][0]


def _blank(found: re.Match[str]) -> str:
    kept = re.search(r"\bart(?:\.|icolo)\s*14\b(?!,?\s*c)", found[0], re.IGNORECASE)
    return found[0] if kept and not found[0].startswith("(") else " "


def _title(text: str, at: int) -> str:
    """The title of the paragraph: its first words, up to a stop, after the line above it."""
    line = text.rfind("\n", 0, at) + 1
    found = TITLE.match(text, line, min(at, line + HEADING))
    return f"{heading(text, line)} {found['title'] if found and found.end() <= at else ''}"
