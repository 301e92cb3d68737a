"""Shares by which one amount or number is said to differ from another."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from apps.municipal.tenders.acts import Act, Money
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.operands import Term, nearly, terms
from apps.municipal.tenders.rules.sums.proportions import STOPS, WHY
from apps.municipal.tenders.rules.sums.tabling import FIGURE, shown, value_of

NOUN = r"(?:ribass\w+|scont\w+|aument\w+|increment\w+|riduzion\w+|diminuzion\w+|risparmi\w+|economi[ae]|crescita|calo|variazion\w+|scostament\w+|rincar\w+|flession\w+|abbattiment\w+|minore?\s+(?:costo|spesa|prezzo|esborso)|maggiore?\s+(?:costo|spesa|prezzo))"
TO = r"\s*(?:(?:,|quindi|dunque|pertanto|così|percentuale|pari|circa|esattamente|ad?|al(?:l[ao'])?|del(?:l[ao'])?|di|il|l'|un[oa']?)\s*)*"
SAYS_SHARE = re.compile(
    rf"\b(?:pari|corrispond\w+|cioè|ossia|ovvero|equival\w+|vale\s+a\s+dire|incid\w+|(?:con|per|e\s+quindi|e\s+dunque)\s+un[ao]?|con)(?!\w){TO}{NOUN}{TO}$"
    rf"|\b(?:inferior\w+|superior\w+|ribassat\w+|scontat\w+|ridott\w+|aumentat\w+)\s+(?:del(?:l[o'])?|di)\s*$"
    rf"|\b(?:segna|registra|comporta|presenta|evidenzia|determina|offre|mostra|pratica|si\s+ha)\s+{TO}{NOUN}{TO}$"
    rf"|[:(]\s*{NOUN}{TO}$"
    rf"|\b{NOUN}[^.;\d€\n]{{0,45}}?(?<!\w)(?:è|e'|sia|risulta|era|pari|equival\w+|corrispond\w+|ammonta\w*){TO}$"
    rf"|\b{NOUN}(?:[^.;\n%]|\.(?=\d)){{0,70}}?(?:cioè|ossia|ovvero|pari|quindi|vale\s+a\s+dire|equival\w+|corrispond\w+){TO}$",
    re.IGNORECASE,
)
LESS = re.compile(
    rf"\s*(?:\([^)\n]{{0,40}}\)\s*)?(?:in\s+(?:meno|più)\b(?!\s+punt)|(?:inferior\w+|superior\w+)\s+(?:a|al|rispetto)\b|di\s+{NOUN}\s+(?:rispetto|sul|in\s+confronto))",
    re.IGNORECASE,
)
"""«il 12 per cento in meno»"""
LOWERS = re.compile(
    r"\b(?:risparmi|ribass|scont|riduzion|diminuzion|minore?\s+(?:costo|spesa|prezzo))\w*", re.IGNORECASE
)
RAISES = re.compile(
    r"\b(?:aument|increment|rincar|crescita|cresciut|maggiore?\s+(?:costo|spesa|prezzo))\w*", re.IGNORECASE
)
"""what is saved, or added, is a share of the old price, not of the new one"""
OF_LIST = re.compile(r";[^;]*\b(?:prez[zi]+ar\w+|listin\w+|tariffar\w+|elenco\s+prezzi)\b", re.IGNORECASE)
"""«€ 44,20 l'ora; materiali secondo il prezzario regionale, ribassato del 12 %»: no amount is so changed"""
BACK, AROUND = 330, 800
LEAST, MOST, MUCH = Decimal("0.4"), Decimal("2.5"), Decimal("0.7")
SAFETY = ("sicurezza", "manodopera")


def _shares(act: Act) -> Iterator[Found]:
    """«base 54.000,00; offre 50.220,00, cioè un ribasso del 9 per cento»; «il risparmio è di € 4.500,00, ossia del 18 %»."""
    for share in terms(act):
        if share.kind != "share" or share.unit != "percento" or not 0 < share.value < 1:
            continue
        said = SAYS_SHARE.search(act.text, max(0, share.start - 130), share.start)
        if not said and not LESS.match(act.text, share.end):
            continue
        counted_twice = list(FROM_TO.finditer(act.text, max(0, share.start - 170), share.start))
        if counted_twice:
            yield from _counted_change(act.text, counted_twice[-1], share)
            continue
        yield from _between_amounts(act, share)


def _between_amounts(act: Act, share: Term) -> Iterator[Found]:
    """A share that no two amounts of the passage explain, although two of them come near it."""
    before = [
        each
        for each in act.amounts_between(share.start - BACK, share.start)
        if not STOPS.search(act.text, each.end, share.start)
    ][-5:]
    after = act.amounts_between(share.end, act.flat.sentence(share.end, share.end)[1])[:2]
    if before and OF_LIST.search(act.text, before[-1].end, share.start):
        return
    near = act.amounts_between(share.start - AROUND, share.end + AROUND)
    values = {each.value for each in (*near, *act.amounts_of("base", "ribassabile", "offerta")) if each.value}
    less = {each.value for each in near if each.role in SAFETY}
    values |= {one - other for one in values for other in less if one > other}
    said = act.text[max(0, share.start - 130) : share.end + 30]
    lowers, raises = bool(LOWERS.search(said)), bool(RAISES.search(said))
    if any(
        _is_change(one, other, share, act.text)
        for one in values
        for other in values
        if not (lowers and not raises and (one + other in values or one < other))
        and not (raises and not lowers and (one - other in values or other < one < other * 2))
    ):
        return
    fit = [pair for pair in _pairs([*before, *after]) if LEAST < _change(*pair) / share.value < MOST]
    if len(before) + len(after) > 1 and before and fit:
        one, other = min(fit, key=lambda pair: abs(_change(*pair) - share.value))
        yield _wrong_change(one.value, other.value, share, share.start)


def _pairs(amounts: Sequence[Money]) -> Iterator[tuple[Money, Money]]:
    for at, one in enumerate(amounts):
        for other in amounts[at + 1 :]:
            old, new = (one, other) if one.value >= other.value else (other, one)
            if new.value and old.value and old.value != new.value and _change(old, new) < MUCH:
                yield old, new


def _change(one: Money, other: Money) -> Decimal:
    return abs(other.value / one.value - 1)


def _wrong_change(one: Decimal, other: Decimal, share: Term, start: int) -> Found:
    right = (abs(other / one - 1) * 100).quantize(Decimal("0.01"))
    message = f"Da {shown(one)} a {shown(other)} la variazione è del {shown(right)} per cento, non del {shown(share.value * 100)}."
    return Found(start, share.end, message, "Ricalcolare la percentuale.")


def _counted_change(text: str, match: re.Match[str], share: Term) -> Iterator[Found]:
    one, other = value_of(match["one"]), value_of(match["two"])
    if (
        one
        and other
        and not _is_change(one, other, share, text)
        and STOPS.search(text, match.end(), share.start) is None
    ):
        yield _wrong_change(one, other, share, match.start("two"))


FROM_TO = re.compile(
    rf"\bda(?:i|lle|gli)?\s+(?:n\.\s?|circa\s+)?(?P<one>{FIGURE})(?!\s?(?:€|euro|%))(?:\s?\([^)\n]{{0,30}}\))?[^.;\d\n€%]{{0,45}}?\ba(?:i|lle|gli)?\s+(?:n\.\s?|circa\s+)?(?P<two>{FIGURE})(?!\s?(?:€|euro|%)|[\d/.])",
    re.IGNORECASE,
)
"""«da 250 utenti a 300»"""


def _is_change(one: Decimal, other: Decimal, share: Term, text: str) -> bool:
    """Whether the share is what one amount lacks of the other, exceeds it by, or is of it."""
    if not one:
        return False
    written = re.match(r"\d+(?:[.,](\d+))?", text[share.start : share.end])
    places = len(written[1]) if written and written[1] else 0
    ratio = other / one
    return any(
        abs(each - share.value) <= Decimal("0.0051") / 10**places for each in (ratio, 1 - ratio, ratio - 1)
    ) or nearly(one * share.value, other)


VARIATIONS = (counted("variazione_dichiarata", WHY, _shares),)
