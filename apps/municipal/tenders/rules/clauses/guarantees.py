"""Guarantees of the offer and of the contract."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from apps.municipal.tenders.acts import Act, Money, amount_text
from apps.municipal.tenders.law import Guarantee, Procedure, definitive_guarantee, provisional_guarantee
from apps.municipal.tenders.rules.clauses.entry import clause
from apps.municipal.tenders.rules.clauses.phrasing import the, to
from apps.municipal.tenders.rules.clauses.shares import find_shares
from apps.municipal.tenders.rules.clauses.statements import small
from apps.municipal.tenders.rules.clauses.worth import Valued
from apps.municipal.tenders.rules.quantities import Labelled, labelled, shown
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.standing import Standing, agreed
from apps.municipal.tenders.rules.wording import BREAK, NOT, denied, sentence_of, until_stop

KIND = r"(?:garanzi[ae]|cauzion[ei]|fideiussion[ei]|fidejussion[ei]|deposit[oi]\s+cauzional[ei]|polizz[ae]\s+fid[ei]\w+)"
PROVISIONAL = rf"{KIND}\s+(?:\w+\s+){{0,2}}?provvisori[aeo]|{KIND}\s+(?:(?:per\s+la|di)\s+partecipazione|per\s+(?:partecipare|concorrere|offrire|essere\s+ammess[ei]|la\s+gara)\b|(?:a\s+corredo\s+)?dell'offerta)|\bprovvisori[ae]\b(?!\s+(?:aggiudicaz|graduator|esecuz|capac))"
FINAL = rf"{KIND}\s+(?:\w+\s+){{0,2}}?definitiv[aeo]|{KIND}\s+(?:ex|di\s+cui\s+all'|prevista\s+dall'|ai\s+sensi\s+dell')\s?art(?:\.|icolo)\s*(?:53,?\s*(?:comma|c\.)\s*4\b|117\b)|{KIND}\s+(?:di|dell'|per\s+la|per\s+l')\s?(?:\w+\s+)?esecuzione|{KIND}\s+per\s+(?:eseguire|il\s+contratto|(?:l'|il\s+)\s?(?:esatto\s+|corretto\s+)?adempimento)|(?<!approvazione )(?<!aggiudicazione )(?<!versione )(?<!stesura )(?<!progettazione )\bdefinitiv[ae]\b(?!\s+(?:approv|aggiudic|esecut|stesur|cessaz|version))"
LABELS = {
    "provvisoria": PROVISIONAL,
    "definitiva": FINAL,
    "anticipazione": r"anticipazion\w+|\banticip[oi]\b",
    "svincolo": r"svincol\w+|avanzament\w+",
    "variata": r"riduzion\w+|ridott[aoie]|ridur\w+|abbatt\w+|dimezz\w+|aument\w+|increment\w+|maggiora\w+|scend\w+|\bsal[eg]\w*|cresc\w+|\bcala\w*|abbass\w+|diminui\w+|raddoppi\w+",
    "ribasso": r"ribass\w+|scont\w+|miglior\w+",
    "penali": r"penal[ei]",
    "altro": r"\bi\.?v\.?a\b|subappalt\w*|ritenut\w+|tratten\w+|trattien\w+|revision\w+|variazion\w+|manodopera|interess\w+|quota|\bpolizz[ae](?!\s+fid)|assicura(?!tiv)\w+|copertur\w+\s+assicurativ\w+|massimal\w+|variant\w+|modific\w+|punt[oi]\b|lott[oi]\s+\d",
    "garanzia": KIND,
}
ASKED = re.compile(
    r"\b(?:chied\w+|richie\w+|acquisi\w+|rilasci\w+|ricev\w+|previst\w+|preved\w+|esib\w+|stipula\w+|alleg\w+|costitui\w+|present\w+|corred\w+|prest\w+|va\b|dovut\w+|necessari\w+|obbligatori\w+|accompagna\w+|deve|deposit\w+|produrre|prodott\w+|versa\w*|pari|per\s?cento)\b|%",
    re.IGNORECASE,
)
REASONED = re.compile(
    r"\b(?:motiva\w+|considerat\w+|in\s+ragione|rischi\w*|ridott\w+\s+all|riduzion\w+|tenuto\s+conto)\b",
    re.IGNORECASE,
)
WHY = re.compile(
    r"\s*[^.;\n]{0,60}?\b(?:maggior\w*|raddoppi\w*|misura|aument\w+|increment\w+|percentual\w+|elevazion\w+)\b[^.;\n]{0,80}?\b(?:giustific|motiva)\w+",
    re.IGNORECASE,
)
"""«Il raddoppio è giustificato da …»: a reason in the sentence that follows"""
PROVISIONAL_PATTERN = re.compile(PROVISIONAL)
EITHER = re.compile(f"(?P<provvisoria>{PROVISIONAL})|(?P<definitiva>{FINAL})", re.IGNORECASE)
PERCENT = re.compile(r"\d\s?%|\bper\s?cento\b", re.IGNORECASE)
LEFT_OUT = re.compile(
    r"\b(?:anticipazion\w+|massimal\w+|svincol\w+|lott[oi]|canon\w+|affitt\w+)\b", re.IGNORECASE
)
OF_CONTRACT = re.compile(
    r"\b(?:aggiudicatari\w|affidatari\w|appaltator\w|(?:importo|prezzo)\s+contrattuale|(?:importo\s+)?del\s+contratto|adempiment\w|obblighi\s+contrattuali|importo\s+(?:affidato|aggiudicato))\b",
    re.IGNORECASE,
)
ELSE = re.compile(r"\bsvincol|\britenut[ae]\b|\btratten|\btrattien", re.IGNORECASE)
CUTS = re.compile(
    r"\briduzion\w+[^;:\n]{0,50}:[^.:\n€]{0,260}$|\briduzion\w+[^.;:\n]{0,50}:\s*\n(?:\s*[-–—•*][^\n]{0,160}\n){0,4}\s*[-–—•*][^\n]{0,220}$",
    re.I,
)
"""«Riduzioni:» and those that follow, in a row or in a list"""
SECURED = re.compile(
    r"\b(?:subordinat\w+\s+a\w*|previ[ao]|contro|dietro|a\s+fronte\s+d\w+|assistit\w+\s+da|garantit\w+\s+da|condizionat\w+\s+a\w*)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
AGAINST = re.compile(
    r"[^.;\n]{0,75}?\b(?:contro|dietro|previa)\s+(?:\w+\s+)?(?:fide|garanzi|cauzion)", re.IGNORECASE
)
"""a sum that is paid against a guarantee, not the measure of one"""
OF_ANOTHER = re.compile(
    r"\b(?:per\s+(?:sola\s+)?memoria|altr[oa]\s+(?:appalto|gara|procedura)|(?:appalto|gara|procedura)\s+(?:\w+\s+)?collegat[oa])\b",
    re.IGNORECASE,
)
OTHER_ONE = re.compile(r"\b(?:mentre|definitiv\w+|invece)\b", re.IGNORECASE)
NEAR = Decimal("0.01")
USUAL = (Decimal(1), Decimal(2), Decimal(3), Decimal(10), Decimal(15), Decimal(20))
"""percents that people take for that of the definitive guarantee"""
OFFERS_ABOVE = (
    "La garanzia provvisoria è pari al {} per cento del valore complessivo della procedura (art. 106)."
)
OFFERS = "L'offerta non è corredata da garanzia provvisoria (art. 53, comma 1, del D.Lgs. 36/2023)."
MOST = 50
"""percent; more is a share of something else"""
CONTRACTS = "La garanzia definitiva è pari al {} per cento dell'importo contrattuale (art. 53, comma 4, del D.Lgs. 36/2023)."
CONTRACTS_ABOVE = "La garanzia definitiva è pari al {} per cento dell'importo contrattuale (art. 117, comma 1, del D.Lgs. 36/2023)."


def _secures(text: str, found: Labelled) -> bool:
    """Whether the guarantee is that of a payment, and the share is of the payment."""
    is_ahead = SECURED.search(text, max(0, found.since - 50), found.since)
    return is_ahead is not None or AGAINST.match(text, found.quantity.end) is not None


def _of(standing: Standing, wanted: str) -> Iterator[Labelled]:
    text = standing.act.text
    for found in labelled(text, LABELS, f"{wanted}|garanzia", "percento"):
        one, _ = sentence_of(standing.act.flat, found.since, found.quantity.end)
        if ELSE.search(text, max(one, found.since - 60), found.quantity.start):
            continue
        if CUTS.search(text, max(0, found.quantity.start - 500), found.quantity.start):
            continue
        if OF_ANOTHER.search(text, max(0, found.since - 230), found.quantity.start):
            continue
        label = found.label
        if label == "garanzia":
            label = "" if _secures(text, found) else _meant(standing, found)
        if label == wanted and not denied(text, found.since, found.quantity.start, 12, 0):
            yield found
    yield from _as_fractions(standing, wanted)


def _as_fractions(standing: Standing, wanted: str) -> Iterator[Labelled]:
    """«Garanzia definitiva pari a un decimo dell'importo»."""
    text, name = (
        standing.act.text,
        re.compile(PROVISIONAL if wanted == "provvisoria" else FINAL, re.IGNORECASE),
    )
    for share in find_shares(text):
        if PERCENT.search(text, share.start, share.end):
            continue
        one, other = sentence_of(standing.act.flat, share.start, share.end)
        named = name.search(text, max(one, share.start - 110), min(other, share.end + 70))
        if named and not LEFT_OUT.search(text, one, other):
            yield Labelled(share, wanted, min(named.start(), share.start))


def _meant(standing: Standing, found: Labelled) -> str:
    """Which guarantee a bare «garanzia» is: the one named before it, or the one that such an act has."""
    text = standing.act.text
    named = list(EITHER.finditer(text, max(0, found.since - 300), found.since))
    if named:
        return named[-1].lastgroup or ""
    sentence = text[slice(*standing.act.flat.sentence(found.since, found.quantity.end))]
    is_signed = re.search(r"\b(?:firma|stipula|sottoscrizione)\b", sentence, re.I)
    if not is_signed and re.search(
        r"\b(?:offert[ae]|preventiv[oi]|concorrent[ei]|partecipa\w+)\b", sentence, re.I
    ):
        return "provvisoria"
    is_deposit = text[found.since : found.since + 7].lower() == "deposit"
    is_near = standing.act.flat.sentence(found.quantity.start, found.quantity.end)[0] <= found.since
    is_direct = standing.procedure == "affidamento_diretto" and is_near
    is_final = is_direct or standing.act.kind == "capitolato" or OF_CONTRACT.search(sentence)
    return "definitiva" if is_final and not is_deposit else ""


def _provisional_direct(standing: Standing) -> Iterator[Found]:
    if standing.procedure != "affidamento_diretto":
        return
    text = standing.act.text
    for match in PROVISIONAL_PATTERN.finditer(small(text)):
        start, end = match.start(), until_stop(text, match.end(), 110)
        if _is_refused(text, match) or not ASKED.search(text[max(0, start - 80) : end]):
            continue
        message = "Negli affidamenti diretti la garanzia provvisoria non si chiede."
        yield Found(start, end, message, OFFERS)


def _is_refused(text: str, match: re.Match[str]) -> bool:
    """«Non si chiede garanzia provvisoria», «Garanzia provvisoria: non dovuta»; not «… mentre la definitiva non è dovuta»."""
    own = OTHER_ONE.split(text[match.end() : match.end() + 110])[0]
    if re.match(r"\s?[:|–-]\s?(?:no\b(?!n)|nessuna|non\s+(?:richiest|dovut|previst))", own, re.I):
        return True
    after = own if re.match(r"\s?[:|–-]\s?(?:non|no\b|nessuna|esclusa)", own, re.I) else BREAK.split(own)[0]
    return denied(text, match.start(), match.end(), 90, 0) or NOT.search(after) is not None


def _provisional_share(standing: Standing) -> Iterator[Found]:
    if standing.procedure == "affidamento_diretto":
        return
    below = provisional_guarantee(standing.kinds[0], "negoziata", standing.days[0]).value.most
    above = provisional_guarantee(standing.kinds[0], "ordinaria", standing.days[0]).value
    for found in _of(standing, "provvisoria"):
        share, place = found.quantity.value, (found.quantity.start, found.quantity.end)
        if standing.is_above is False and below is not None and share > below:
            message = f"Garanzia provvisoria {to(share)} per cento: sotto soglia non può superare {the(below)} per cento."
            yield Found(*place, message, OFFERS)
        elif standing.is_above and share != above.percent and not _is_allowed(standing, found, above):
            message = f"Garanzia provvisoria {to(share)} per cento: sopra soglia è il {_share(above.percent)} per cento, da {_share(above.least)} a {_share(above.most)} soltanto con motivazione."
            yield Found(*place, message, OFFERS_ABOVE.format(_share(above.percent)))


def _in_euro(standing: Standing) -> Iterator[Found]:
    """Guarantees stated in euro alone: their share of the amounts of the act."""
    text = standing.act.text
    if standing.is_above is not False or standing.procedure == "" or not standing.values:
        return
    for money in standing.act.amounts_of("garanzia"):
        one, other = sentence_of(standing.act.flat, money.start, money.end)
        named = list(EITHER.finditer(text, max(one, money.start - 120), money.start))
        if not named or PERCENT.search(text, one, other) or LEFT_OUT.search(text, one, other):
            continue
        found = _wrong_euro(standing, named[-1].lastgroup or "", money)
        if found:
            yield found


def _wrong_euro(standing: Standing, name: str, money: Money) -> Found | None:
    """The provisional one above its most; the definitive one where it is a round share that is not the right one."""
    kind, day = standing.kinds[0], standing.days[0]
    shares = [money.value * 100 / value for value in standing.values]
    most = provisional_guarantee(kind, "negoziata", day).value.most
    if name == "provvisoria" and standing.procedure != "affidamento_diretto" and most is not None:
        share = min(shares)
        if share > most + NEAR and share < MOST:
            message = f"Garanzia provvisoria di {amount_text(money.value)}, cioè {the(share.quantize(NEAR))} per cento: sotto soglia non può superare {the(most)} per cento."
            return Found(money.start, money.words_end, message, OFFERS)
    right = definitive_guarantee(kind, "negoziata", day).value.percent
    if name == "definitiva" and right is not None and not any(abs(each - right) < NEAR for each in shares):
        rounded = [each for each in shares if any(abs(each - other) < NEAR for other in USUAL)]
        if rounded:
            message = f"Garanzia definitiva di {amount_text(money.value)}, cioè {the(rounded[0].quantize(NEAR))} per cento: sotto soglia è il {shown(right)} per cento."
            return Found(money.start, money.words_end, message, CONTRACTS.format(shown(right)))
    return None


def _is_allowed(standing: Standing, found: Labelled, right: Guarantee) -> bool:
    """Another share than the usual one, with its reasons, within the bounds."""
    least, most = right.least or Decimal(0), right.most or Decimal(0)
    return least <= found.quantity.value <= most and _reasoned(standing, found)


def _share(value: Decimal | None) -> str:
    return shown(value or Decimal(0))


def _reasoned(standing: Standing, found: Labelled) -> bool:
    """In its sentence, or in the next one: «La maggior misura è giustificata da …»."""
    one, other = standing.act.flat.sentence(found.since, found.quantity.end)
    text = standing.act.text
    return bool(REASONED.search(text, one, other) or WHY.match(text, other))


def _final(standing: Standing) -> Iterator[Found]:
    below = definitive_guarantee(standing.kinds[0], "negoziata", standing.days[0]).value.percent
    above = definitive_guarantee(standing.kinds[0], "ordinaria", standing.days[0]).value.percent
    for found in _of(standing, "definitiva"):
        share, place = found.quantity.value, (found.quantity.start, found.quantity.end)
        if share > MOST or below is None or above is None:
            continue
        said = f"Garanzia definitiva {to(share)} per cento: "
        if standing.is_above is False and share != below:
            yield Found(
                *place, f"{said}sotto soglia è il {shown(below)} per cento.", CONTRACTS.format(shown(below))
            )
        elif standing.is_above and share < above:
            suggestion = CONTRACTS_ABOVE.format(shown(above))
            yield Found(*place, f"{said}sopra soglia è il {shown(above)} per cento.", suggestion, "avviso")
        elif standing.is_above is None and share not in (below, above):
            message = f"{said}è il {shown(below)} sotto soglia, il {shown(above)} sopra soglia."
            yield Found(*place, message, CONTRACTS.format(shown(below)))


def _between(acts: Sequence[Act]) -> Iterator[tuple[Act, Found]]:
    """The measure in an act that does not say its value, by the other acts of the procedure."""
    standings = [Valued(act) for act in acts]
    above = agreed(each.is_above for each in standings if each.is_above is not None)
    for standing in standings if above is not None else ():
        name: Procedure = "ordinaria" if above else "negoziata"
        right = definitive_guarantee(standing.kinds[0], name, standing.days[0]).value.percent
        for found in _of(standing, "definitiva") if standing.is_above is None and right else ():
            share = found.quantity.value
            if share != right and share in (5, 10):
                where = "sopra" if above else "sotto"
                message = f"Garanzia definitiva {to(share)} per cento: {where} soglia, come si legge negli altri atti, è {the(right or 0)} per cento."
                suggestion = (CONTRACTS_ABOVE if above else CONTRACTS).format(_share(right))
                yield standing.act, Found(found.quantity.start, found.quantity.end, message, suggestion)


FINAL_MEASURE = clause(
    "garanzia_definitiva",
    "art. 53 c. 4; art. 117 c. 1",
    "La garanzia definitiva è del 5 per cento sotto soglia e del 10 per cento sopra soglia.",
    _final,
    "verificata",
)
GUARANTEES = (
    clause(
        "garanzia_provvisoria_diretto",
        "art. 53 c. 1",
        "Negli affidamenti diretti chiedere una garanzia dell'offerta grava gli operatori senza base nel Codice.",
        _provisional_direct,
        "verificata",
    ),
    clause(
        "garanzia_provvisoria",
        "art. 53 c. 1-2; art. 106 c. 1",
        "La misura della garanzia provvisoria è fissata dal Codice e dipende dalla soglia.",
        _provisional_share,
        "verificata",
    ),
    clause(
        "garanzia_in_euro",
        "art. 53 c. 1 e 4",
        "Anche una garanzia scritta soltanto in euro deve corrispondere alla misura fissata dal Codice.",
        _in_euro,
        "verificata",
    ),
    replace(FINAL_MEASURE, compare=_between),
)
