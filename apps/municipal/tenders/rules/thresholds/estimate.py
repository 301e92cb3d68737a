"""How the value is estimated: net of VAT, with options and renewals (art. 14 c. 4)."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from apps.municipal.tenders.acts import Money, amount_text
from apps.municipal.tenders.law import direct_award_limit
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.thresholds.entry import threshold
from apps.municipal.tenders.rules.wording import denied, sentence_of, wording

VALUE = r"\b(?:(?:valore|stima)\s+(?:\w+\s+){0,2}?(?:è|viene|va|si)\s+(?:stat[oa]\s+)?(?:calcol|determin|comput|stim)\w+|valore\s+(?:\w+\s+){0,2}?(?:stimat\w|dell'(?:appalto|affidamento)|del\s+contratto)|importo\s+stimat\w|valore\s+globale|calcolo\s+(?:del\s+valore|della\s+soglia)|(?:ai\s+fini|agli\s+effetti)\s+(?:del\s+confronto\s+con\s+|della\s+verifica\s+de|della\s+determinazione\s+de|de)l?l[ae]\s+sogli\w|(?:stima|(?:confront\w+|raffront\w+|rispetto|verific\w+|superamento)\s+(?:\w+\s+){0,2}?(?:con\s+la|della|delle|la|le)\s+sogli\w))"
WITH_VAT = wording(
    rf"{VALUE}~{{0,130}}?\b(?P<said>(?:i\.?v\.?a\.?\s+(?:[\w%]+\s+){{0,5}}?(?:inclusa|compresa))|(?:comprensiv|inclusiv|comprend)\w+\s+(?:(?:di|dell'|anche(?:\s+di|\s+dell'|\s+l')?|pure|l')\s?)?(?:i\.?v\.?a|imposta\s+sul\s+valore\s+aggiunto)|(?:compresa|inclusa|includendo)\s+(?:l')?i\.?v\.?a|al\s+lordo\s+(?:dell'|di\s+)?i\.?v\.?a|i\.?v\.?a\.?\s+compresa)"
)
OPTION = r"(?:opzion\w+|rinnov\w+|prorog\w+|facolt[àa]|ripetizion\w+|estension\w+|prestazion\w+\s+(?:opzional\w+|aggiuntiv\w+|ulterior\w+)|quinto)"
COUNTED = r"(?:ricompres\w|conglob\w+|contat\w|inser\w+|assorb\w+|concorr\w+|rilev\w+|comput\w+|consider\w+|calcol\w+|inclus\w|compres\w|somma\w*|conteggia\w*|conta\w*|comprend\w+|(?:tien|ten)\w+\s+conto|include\w*|incid\w+|aggiung\w+|aggiunt\w|influ\w+|pes[ai]\w*|entra\w*\s+nel|rientra\w*\s+ne|fa(?:nno)?\s+cumulo|cumula\w*|modific\w+|accresc\w+|aument\w+|fa(?:nno)?\s+parte|va(?:nno)?\s+(?:aggiunt|sommat|comput|contegg)\w+)"
NO_OPTIONS = wording(
    rf"\b(?:non\s+(?:\w+\s+){{0,2}}?{COUNTED}~{{0,60}}?\b{OPTION}"
    rf"|\b{OPTION}\b~{{0,90}}?\bnon\s+(?:\w+\s+){{0,2}}?{COUNTED}"
    rf"|\bsenza\s+(?:computar\w+|considerar\w+|calcolar\w+|tener\w?\s+conto|includer\w+|comprender\w+|sommar\w+|contar\w+|aggiunger\w+)~{{0,50}}?\b{OPTION}"
    rf"|\b(?:lasci\w+\s+(?:da\s+parte|fuori)|trascur\w+|omett\w+|omess\w|ignor\w+|tralasci\w+|prescind\w+)\b~{{0,25}}?\b{OPTION}"
    rf"|\bvalore\s+(?:\w+\s+){{0,2}}?(?:stimat\w|complessiv\w|dell'appalto)~{{0,40}}?\b{OPTION}\s+esclus[aie]\b"
    rf"|,\s?(?:e\s+)?non\s+(?:(?:il|la|le|gli|i|l'|del|della|dell'|delle|dei|degli|per\s+(?:il|la|le|l'|gli|i))\s?)(?:eventual\w\s+)?{OPTION}"
    rf"|\b{OPTION}\b~{{0,60}}?\b(?:irrilevant\w|estrane\w|ininfluent\w|fuori\s+d|a\s+parte|esul\w+|restano\s+esclus\w|resta\s+esclus\w|è\s+esclus\w|sono\s+esclus\w|(?:è|sono)\s+(?:da\s+)?(?:tenut\w\s+)?fuori)"
    rf"|\b(?:consider|calcol|comput|cont|guard|assum|pre[sn]|stim|riferi|rilev)\w+~{{0,40}}?\b(?:il|la|al|alla|sul|sulla|del|della)\s+sol[oa]\s+(?:(?:importo|valore)\s+del(?:la)?\s+)?(?:(?:prim[oa]|contratt\w|durata|period\w|part\w)\s+)?(?:triennio|biennio|quadriennio|anno|annualità|stagione|contratto|periodo|durata)\b"
    rf"|\b(?:al\s+netto|con\s+esclusione|ad\s+esclusione|esclus[ioe]\s+(?:(?:l[ae]|il?|gli|l')\s?)(?:eventual\w\s+|possibil\w\s+)?(?=opzion|rinnov|prorog))\s*(?:(?:de(?:ll[ae]|gli|i|l)|dell')\s?)?(?:eventual\w\s+|possibil\w\s+)?{OPTION})"
)
GUARANTEED = re.compile(r"\b(?:garanzi|cauzion)\w+\b[^.;]{0,60}\bval(?:ore|e)\b", re.IGNORECASE)
"""«garanzia provvisoria del 2 per cento del valore al netto delle opzioni»"""
COUNTED_IN = re.compile(
    rf"\b(?:(?<!non )compres\w|(?<!non )inclus\w|(?<!non )comprensiv\w|comprendendo|contando|sommando|aggiungendo)\s+[^.;,]{{0,25}}\b{OPTION}",
    re.IGNORECASE,
)
"""«al netto del rinnovo 100.000; compreso il rinnovo 200.000»"""
OPTION_PRICE = re.compile(rf"\b{OPTION}\b[^.;,\d\n]{{0,40}}$", re.IGNORECASE)
ABOUT_VALUE = re.compile(r"\b(?:valore|stim\w+|import\w+|sogli\w+|calcol\w+|ai\s+fini)\b", re.IGNORECASE)
OF_VALUE = re.compile(r"\b(?:valore|stim\w+|sogli\w+)\b", re.IGNORECASE)
NONE_FORESEEN = re.compile(
    r"\bnon\s+(?:sono|è|si)\s+previst\w|\bnon\s+(?:è|sono)\s+(?:ammess\w|possibil\w|consentit\w)|\bdisdetta\b",
    re.IGNORECASE,
)
AGAINST = re.compile(r"\b(?:ma|bensì|mentre|però|invece)\b", re.IGNORECASE)
NOT_OF_VALUE = re.compile(
    r"\b(?:ribass\w+|impegn\w+|prenota\w+|stanzia\w+|quadro\s+economico|prezzi\s+unitari|canone|penal\w+|garanzi\w+|cauzion\w+|punteggi\w*|bandit\w+)\b",
    re.IGNORECASE,
)
"""of what options may well be left out"""
RENEWED = wording(
    r"\b(?:rinnov\w+|prorog\w+|ripet\w+|estens\w+|opzion\w+)\b~{0,80}?\b(?:(?:stess|medesim|identic|ugual)\w*\s+(?:prezz\w|condizion\w|corrispettiv\w|import\w|patti)|(?:per\s+)?(?:altr[ie]|ulterior[ie]|pari|ugual\w*)\s+(?:\w+\s+)?(?:ann[io]|mesi|bienni\w?|trienni\w?|period[oi]|durata|annualità|tre|due|quattro|dodici|ventiquattro))\b"
)
LEAST_RENEWED = Decimal("1.2")
STATED_VALUE = wording(
    r"\b(?:valore\s+(?:(?:complessivo|globale|totale|massimo)\s+)?(?:stimat\w|presunt\w|dell'(?:appalto|affidamento)|del\s+contratto|da\s+considerare|ai\s+fini|ex\s+art|di\s+cui\s+all'art)|valore\s+globale|stima\s+dell'appalto|importo\s+(?:da\s+considerare|(?:complessivo\s+)?stimat\w))\b~{0,90}$"
)
SUMMED = re.compile(
    r"\b(?:somm\w+|cont(?:ando|ato|ata|ati)|(?<!iva )compres[aeio]|(?:ri)?comprend\w+|includ\w+|comprensiv\w+|inclus[aeio]|complessiv\w+\s+tra|tutto\s+compreso|cumul\w+)\b",
    re.IGNORECASE,
)
OPTION_SAID = re.compile(rf"\b{OPTION}\b", re.IGNORECASE)
"""a value with options in it says so; an amount between belongs to another row"""
NOT_A_PRICE = re.compile(
    r"\b(?:canon\w+|mensil\w+|rat[ae]|cadaun\w|ciascun\w|settiman\w+)\b[^;,]{0,12}$|\b(?:valore|complessiv\w|total\w|stimat\w|somma\w*)\b(?:[^;\d]|\d(?!\d{0,2}\.\d{3})){0,48}$",
    re.IGNORECASE,
)
"""of an amount that is one of many, or that counts the option in"""
LEAST_OPTION = Decimal(500)
MOST_OPTIONS = 4


def _with_tax(standing: Standing) -> Iterator[Found]:
    text = standing.act.text
    for match in scan(WITH_VAT, text):
        if re.search(
            r"\b(?:esclusa|netto|oltre\s+(?:all'\s?)?i\.?v\.?a|impegn\w+|spesa|non)\b",
            text[match.start() : match.end()],
            re.I,
        ):
            continue
        yield Found(
            match.start(),
            match.end(),
            "Il valore stimato è detto comprensivo di IVA: si calcola al netto.",
            "Il valore stimato, al netto dell'IVA e comprese opzioni e rinnovi, è di € […] (art. 14, comma 4).",
        )


SUGGESTION = "Il valore stimato comprende opzioni e rinnovi previsti negli atti di gara (art. 14, comma 4)."


def _without_options(standing: Standing) -> Iterator[Found]:
    text, ends = standing.act.text, 0
    for match in scan(NO_OPTIONS, text):
        sentence = standing.act.sentence(match.start(), match.end())
        if (
            AGAINST.search(match[0])
            or not ABOUT_VALUE.search(sentence)
            or NONE_FORESEEN.search(match[0])
            or NOT_OF_VALUE.search(match[0])
            or GUARANTEED.search(sentence)
            or COUNTED_IN.search(NO_OPTIONS.sub("", sentence))
            or (
                NOT_OF_VALUE.search(text, max(0, match.start() - 320), match.end() + 30)
                and not OF_VALUE.search(sentence)
            )
        ):
            continue
        ends = match.end()
        message = "Il valore stimato non comprende opzioni o rinnovi: vi rientrano."
        yield Found(match.start(), match.end(), message, SUGGESTION)
    if not ends:
        yield from _left_out(standing)


def _left_out(standing: Standing) -> Iterator[Found]:
    """A value said to be what the base is, where renewals with a price of their own are foreseen."""
    options = _options(standing)
    if not options:
        yield from _renewed_at_same_price(standing)
        return
    bases = {
        each.value
        for each in standing.act.amounts_of("base", "ribassabile", "totale", "offerta", "")
        if not _is_value(standing, each)
    }
    sums = _sums([each.value for each in options])
    reached = {each.value for each in standing.act.amounts}
    for money in standing.act.amounts_of("base"):
        if not _is_value(standing, money) or money.value not in bases or _with_options(standing, money):
            continue
        same = [
            each
            for each in standing.act.amounts
            if each.value == money.value and each.role != "opzioni" and each.start != money.start
        ]
        if any(_with_options(standing, each) for each in same) or any(
            {money.value + each, money.value - each} & reached for each in sums
        ):
            continue
        total = money.value + sum(each.value for each in options)
        message = f"Il valore stimato, {amount_text(money.value)}, non comprende le opzioni: con esse è di {amount_text(total)}."
        yield Found(money.start, money.words_end, message, SUGGESTION)
        return


def _renewed_at_same_price(standing: Standing) -> Iterator[Found]:
    """«tre anni per € 96.000, rinnovabili alle stesse condizioni; il valore stimato è di € 96.000»."""
    text = standing.act.text
    renewed = next(
        (each for each in scan(RENEWED, text) if not denied(text, each.start(), each.end(), 50, 40)), None
    )
    if not renewed:
        return
    for money in standing.act.amounts:
        apart = [
            each
            for each in standing.act.amounts
            if each.value == money.value and not _is_value(standing, each)
        ]
        if not apart or not _is_value(standing, money) or money.tax == "lordo":
            continue
        if any(_with_options(standing, each) for each in (money, *apart)) or any(
            each.value > money.value * LEAST_RENEWED and each.role != "soglia"
            for each in standing.act.amounts
        ):
            continue
        message = f"Il valore stimato, {amount_text(money.value)}, è quello della sola durata iniziale: il rinnovo previsto vi rientra."
        yield Found(money.start, money.words_end, message, SUGGESTION)
        return


def _over_with_options(standing: Standing) -> Iterator[Found]:
    """A direct award below the limit only because its renewals are left out of the sum."""
    if standing.act.kind != "determina_affidamento_diretto" or not standing.values:
        return
    options = _options(standing)
    limit = max(direct_award_limit(kind, day).value for kind in standing.kinds for day in standing.days)
    value = max(standing.values)
    total = value + sum(each.value for each in options)
    apart = {each.value for each in standing.act.amounts}
    priced = {each.value for each in options}
    wholes = [
        each for each in standing.act.amounts if value < each.value < limit and each.value not in priced
    ]
    included = any(_with_options(standing, each) for each in (*standing.worth, *wholes)) or any(
        value - each in apart for each in _sums([each.value for each in options])
    )
    if options and value < limit <= total and not included:
        message = f"Con le opzioni il valore è di {amount_text(total)}: l'affidamento diretto è ammesso soltanto sotto {amount_text(limit)}."
        yield Found(options[0].start, options[0].words_end, message, SUGGESTION)


def _options(standing: Standing) -> list[Money]:
    """The prices of renewals and options, each once; not what is said to include them."""
    found: dict[Decimal, Money] = {}
    highest = max(standing.values, default=Decimal(0))
    for money in standing.act.amounts:
        before = standing.act.text[max(0, money.start - 50) : money.start]
        if money.role != "opzioni" and not (money.role == "unitario" and OPTION_PRICE.search(before)):
            continue
        if (
            not LEAST_OPTION <= money.value <= highest * MOST_OPTIONS
            or money in standing.worth
            or NOT_A_PRICE.search(before)
        ):
            continue
        if money.tax != "lordo":
            found.setdefault(money.value, money)
    return list(found.values()) if len(found) <= MOST_OPTIONS else []


def _is_value(standing: Standing, money: Money) -> bool:
    return STATED_VALUE.search(standing.act.text[max(0, money.start - 150) : money.start]) is not None


def _with_options(standing: Standing, money: Money) -> bool:
    """Whether its sentence counts them in: «contando il rinnovo, il valore è di…», «la somma delle voci»."""
    one, other = sentence_of(standing.act.flat, money.start, money.end)
    one, other = max(one, money.start - 260), min(other, money.end + 60)
    near = [each for each in standing.act.amounts_between(one, other) if each.start != money.start]
    last = max((each.end for each in near if each.start < money.start), default=one)
    after = min((each.start for each in near if each.start > money.start), default=0)
    return bool(
        SUMMED.search(standing.act.text, one, other)
        or OPTION_SAID.search(standing.act.text, last, money.start if after else other)
    )


def _sums(values: list[Decimal]) -> set[Decimal]:
    return {
        sum(chosen, Decimal(0)) for size in range(1, len(values) + 1) for chosen in combinations(values, size)
    }


ESTIMATES = (
    threshold(
        "valore_con_iva",
        "art. 14 c. 4",
        "Il valore che si confronta con le soglie è al netto dell'IVA.",
        _with_tax,
    ),
    threshold(
        "valore_senza_opzioni",
        "art. 14 c. 4",
        "Opzioni e rinnovi fanno parte del valore: lasciarli fuori cambia la procedura.",
        _without_options,
    ),
    threshold(
        "limite_con_opzioni",
        "art. 14 c. 4; art. 50 c. 1",
        "Il limite dell'affidamento diretto si confronta con il valore che comprende opzioni e rinnovi.",
        _over_with_options,
    ),
)
