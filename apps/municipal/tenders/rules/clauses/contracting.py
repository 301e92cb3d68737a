"""How the contract is made: its form, its stamp duty."""

import re
from collections.abc import Iterator
from decimal import Decimal

from apps.municipal.tenders.law import STAMP_BANDS, stamp_duty
from apps.municipal.tenders.rules.clauses.entry import clause
from apps.municipal.tenders.rules.clauses.statements import Statement, stated, words
from apps.municipal.tenders.rules.quantities import WORDS, read_count, shown
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.wording import denied, head_of, sentence_of, tail_of
from workbench.italian import number

STAMP = re.compile(r"\bboll[oi]\b", re.IGNORECASE)
STAMP_AMOUNT = re.compile(
    r"(?:€|\beuro\b)\s?(?P<after>\d{1,2}\.\d{3}|\d{1,4})(?:,(?P<cents>\d{2}))?(?![\d.])|\b(?<![\d.,])(?P<before>\d{1,2}\.\d{3}|\d{1,4})(?:,(?P<cents_before>\d{2}))?\s?(?:€|euro\b)(?!\s?\d)"
    rf"|\b(?:euro|€)\s(?P<words>{WORDS})\b",
    re.IGNORECASE,
)
EXEMPT = words(
    r"\bnon\s+(?:\w+\s+){0,3}?(?:vers|pag|corrispond|scont|assolv|dov)\w+\s+(?:\w+\s+){0,2}?(?:imposta\s+di\s+|il\s+)?bollo\b|\bnulla\s+(?:è\s+)?dovut\w\s+(?:\w+\s+){0,3}?bollo\b|\b(?:esent\w+(?:\s+\w+){0,3}?\s+(?:da\w*[\s']+)?(?:l')?(?:imposta\s+di\s+)?boll[oi]|(?:imposta\s+di\s+|il\s+)?bollo\b(?!\s+(?:da|di|pari)\b)[^,.;\n]{0,40}?\bnon\s+(?:è\s+|viene\s+)?(?:dovut\w|si\s+applica|applicat\w|richiest\w)|non\s+(?:è|sono)\s+(?:dovut\w|soggett\w)\s+(?:\w+\s+){0,2}?(?:a\s+|al\s+|il\s+|all'|l')?(?:imposta\s+di\s+)?bollo|boll[oi]\s*[:|–-]\s*(?:esente|esenzione|nessun)|nessun\w*\s+(?:imposta\s+di\s+)?bollo|esenzione\s+(?:\w+\s+){0,2}?boll\w|non\s+soggett\w\s+(?:a|ad|all'|al)\s?(?:imposta\s+di\s+)?bollo)"
)
PER_SHEET = re.compile(
    r"\b(?:marc[ah]e?\s+da\s+bollo|ogni\s+(?:\w+\s+)?(?:facciat\w|fogli\w|cento\s+righe|100\s+righe))",
    re.IGNORECASE,
)
OF_INVOICE = re.compile(r"\bboll[oi]\s+(?:di\s+)?(?:€|euro)?\s?2(?:,00)?\b(?![.,]?\d)", re.IGNORECASE)
"""the stamp of two euro on an invoice without VAT"""
OUTDATED = re.compile(
    r"\bnon\s+(?:si\s+(?:us|applic|impieg|utilizz)\w+|(?:è|sono|vale|valgono)\s+(?:più|dovut\w|richiest\w)|più|occorr\w+|serv\w+)|\b(?:senza|né|abolit\w|superat\w|sostituit\w|sostituisc\w+|in\s+luogo|anziché|invece|indipendentemente|qualunque|quale\s+che\s+sia|a\s+prescindere)\b",
    re.IGNORECASE,
)
"""of the stamp by the sheet, named as a thing of the past"""
PETITION = re.compile(r"\b(?:domand[ae]|istanz[ae]|richiest[ae]\s+di\s+accesso|quietanz\w+)\b", re.IGNORECASE)
LOTS = re.compile(r"\blott[oi]\b", re.IGNORECASE)
NOT_STAMP = re.compile(
    r"\b(?:sogli[ae]|inferior\w+|sotto|garanzia|penal\w|IVA|diritti|registr\w+|contribut\w+|compres[oi]\s+(?:tra|fra))\b",
    re.IGNORECASE,
)
FREE = re.compile(
    r"\b(?:ETS|terzo\s+settore|ONLUS|cooperativ\w+\s+social|D\.?Lgs\.?\s*117|art\.\s*82|non\s+profit|d\.?p\.?r\.?\s*642|fino\s+a|se\s+(?:di\s+)?(?:l')?importo|fattur\w+)",
    re.IGNORECASE,
)
LARGEST = Decimal(3_000)
STAMP_DUE = "L'imposta di bollo, a carico dell'affidatario, è di {} (art. 18, comma 10, e allegato I.4 del D.Lgs. 36/2023)."


ORAL = re.compile(
    r"\b(?:in\s+)?forma\s+(?:oral[ei]|verbale)\b|\boralmente\b|\bverbalmente\b|\ba\s+voce\b|\b(?:accord[oi]|intes[ae]|contratto|ordine)\s+(?:\w+\s+)?(?:verbal[ei]|oral[ei])\b|\bsenza\s+(?:la\s+)?(?:forma\s+scritta|(?:stipula\w*\s+di\s+)?(?:un\s+|alcun\s+)?contratto\s+scritto)|\bnon\s+(?:è\s+)?(?:richie\w+|necessita\w*\s+(?:di|della)|esig\w+)\s+(?:la\s+)?(?:stipula\s+in\s+)?forma\s+scritta|\bnon\s+(?:è|occorre|serve|si\s+rende)\s?(?:\w+\s+){0,2}?(?:necessari\w\s+|richiest\w\s+)?(?:(?:la\s+)?stipula\w*\s+d\w+\s+|redig\w+\s+)?(?:un\s+|alcun\s+|il\s+)?contratto\s+(?:in\s+forma\s+)?scritt\w|\bnon\s+si\s+(?:procede|provvede)\w*\s+(?:\w+\s+)?a\w*\s+(?:stipula\w*|redazione)\s+(?:\w+\s+){0,3}?contratto|\bstretta\s+di\s+mano\b|\b(?:via|per)\s+telefono|\btelefonicamente\b|\b(?:accord[oi]|intes[ae]|conferma|ordine|ordinativo)\s+telefonic\w|\bnon\s+(?:è|occorre)\s+(?:necessari\w\s+|richiest\w\s+)?(?:la\s+)?forma\s+scritta",
    re.IGNORECASE,
)
PAPER = re.compile(
    r"\b(?:in\s+forma(?:to)?\s+cartace\w+|su\s+(?:supporto\s+)?cart\w+|modalità\s+cartace\w+|(?:copia|copie|esemplar[ei])\s+cartace\w+|con\s+(?:sottoscri\w+|firm\w+)\s+autograf\w+|in\s+(?:duplice|triplice)\s+(?:copia\s+)?cartace\w+)",
    re.IGNORECASE,
)
LETTERS = re.compile(
    r"\bscambio\s+di\s+(?:lettere|corrispondenza)|\bcorrispondenza\s+secondo\s+l'uso|\blettera\s+commerciale",
    re.IGNORECASE,
)
CONCLUDED = re.compile(
    r"\b(?:contratt\w*|conclud\w+|conclus\w+|conferi\w+|stipul\w+|affidament\w+|perfezion\w+|forma\s+scritta)\b",
    re.IGNORECASE,
)
ASIDE = re.compile(
    r"\b(?:chiariment\w+|preventiv\w+\s+(?:\w+\s+)?(?:richiest|chiest|sentit)|segnala\w+|comunica\w+|penal\w+|contest\w+|informa\w+|reclam\w+|sentit\w+|urgenz\w+\s+interven|chiamat\w+)\b",
    re.IGNORECASE,
)
NOT_NEEDED = re.compile(
    r"\bnon\s+(?:essendo|occorr\w+|serv\w+|(?:è|si\s+rende)\s+(?:necessari|richiest|obbligatori)\w+|richied\w+|necessit\w+)",
    re.IGNORECASE,
)
"""«…, non essendo richiesta la forma scritta»: why, not a denial"""
UNUSED = re.compile(r"\b(?:non|esclus\w+|vietat\w+|null[oi])\b", re.IGNORECASE)
FORM = "Il contratto è stipulato in forma scritta, a pena di nullità, in modalità elettronica (art. 18, comma 1, del D.Lgs. 36/2023)."


def _stamp(standing: Standing) -> Iterator[Found]:
    """A stamp of another amount than the one due, or paid by the sheet as it was once."""
    due = {stamp_duty(value).value for value in standing.values}
    done = -1
    for match in scan(STAMP, standing.act.text) if due else ():
        start, end = sentence_of(standing.act.flat, match.start(), match.end())
        start, end = max(start, match.start() - 120), min(end, match.end() + 160)
        while start > 0 and standing.act.text[start - 1] in "0123456789.,":
            start -= 1
        passage = standing.act.text[start:end]
        place = (
            None
            if LOTS.search(passage) or PETITION.search(passage)
            else _wrong_stamp(passage, due, match.start() - start, match.end() - start)
        )
        if place and match.start() > done:
            done = start + place[1]
            yield Found(
                start + place[0], done, _stamp_message(passage, place, due), STAMP_DUE.format(_wanted(due))
            )


def _wrong_stamp(passage: str, due: set[Decimal], start: int, end: int) -> tuple[int, int] | None:
    """The words about a stamp that is not due, places within `passage`; `start:end` is the word «bollo»."""
    by_sheet = PER_SHEET.search(passage)
    if OF_INVOICE.search(passage):
        return None
    amounts = [each for each in STAMP_AMOUNT.finditer(passage) if (_euro(each) or LARGEST) < LARGEST]
    if by_sheet and OUTDATED.search(passage) and any(_euro(each) in due for each in amounts):
        return None
    if by_sheet and (due != {Decimal(0)} or amounts):
        return min(start, by_sheet.start()), max(end, by_sheet.end())
    if len(amounts) > 2 or any(_euro(each) in due for each in amounts):
        return None
    for each in amounts:
        between = passage[min(each.end(), start) : max(each.start(), end)]
        if len(between) <= 110 and "\n" not in between and not NOT_STAMP.search(between):
            return min(each.start(), start), max(each.end(), end)
    return None


def _stamp_message(passage: str, place: tuple[int, int], due: set[Decimal]) -> str:
    said = STAMP_AMOUNT.search(passage, place[0])
    amount = f" di {shown(_euro(said) or Decimal(0))} euro" if said else ""
    if due == {Decimal(0)}:
        return f"Imposta di bollo{amount}: sotto i {_free_below()} euro il contratto è esente."
    return f"Imposta di bollo{amount}: per questo importo è di {_wanted(due)}, una volta sola."


def _wanted(due: set[Decimal]) -> str:
    return " o ".join(f"{each} euro" for each in sorted(due))


def _free_below() -> str:
    return number(STAMP_BANDS[-2][0])


def _euro(match: re.Match[str]) -> Decimal | None:
    if match["words"]:
        read = read_count(match["words"].lower())
        return None if read is None else Decimal(read)
    whole = (match["after"] or match["before"]).replace(".", "")
    return Decimal(f"{whole}.{match['cents'] or match['cents_before'] or '00'}")


BORNE = Statement(
    r"\bboll[oi]\b",
    r"\b(?:(?:a|in)\s+carico\s+(?:esclusivo\s+)?(?:del\s+comune|dell'ente|della\s+stazione\s+appaltante|dell'amministrazione|della\s+committente|del\s+committente)|(?:assolt|versat|pagat|sostenut|corrispost)\w\s+(?:dal\s+comune|dall'ente|dalla\s+stazione\s+appaltante|dall'amministrazione|dal\s+committente))\b",
    "L'imposta di bollo sul contratto è a carico di chi se lo aggiudica.",
    "L'imposta di bollo è a carico dell'affidatario (art. 18, comma 10, e allegato I.4 del D.Lgs. 36/2023).",
    unless=r"\b(?:non\b|affidatari\w|appaltator\w|aggiudicatari\w|impresa|fattur\w+|copi[ae])",
    reach=90,
)


def _no_stamp(standing: Standing) -> Iterator[Found]:
    text = standing.act.text
    yield from stated(BORNE)(standing)
    due = {stamp_duty(value).value for value in standing.values}
    if not due or Decimal(0) in due:
        return
    for match in scan(EXEMPT, text):
        passage = standing.act.sentence(match.start(), match.end())
        if PETITION.search(passage) or FREE.search(passage):
            continue
        start = max(
            match.start() - 15, text.rfind("\n", 0, match.start()) + 1, text.rfind(";", 0, match.start()) + 1
        )
        yield Found(
            start,
            match.end(),
            f"Il contratto è detto esente dal bollo: lo è soltanto sotto i {_free_below()} euro; qui sono dovuti {_wanted(due)}.",
            STAMP_DUE.format(_wanted(due)),
        )


def _form(standing: Standing) -> Iterator[Found]:
    text = standing.act.text
    for pattern in (ORAL, PAPER):
        for match in scan(pattern, text):
            sentence = standing.act.sentence(match.start(), match.end())
            near = f"{head_of(text, match.start(), 70)}{tail_of(text, match.end(), 50)}"
            if not CONCLUDED.search(sentence) or ASIDE.search(near) or _is_refused(text, match):
                continue
            what = "a voce" if pattern is ORAL else "su carta"
            yield Found(
                match.start(),
                match.end(),
                f"Il contratto è concluso {what}: la forma è scritta, a pena di nullità, ed elettronica.",
                FORM,
            )
    for match in scan(LETTERS, text) if standing.procedure == "ordinaria" else ():
        sentence = standing.act.sentence(match.start(), match.end())
        if CONCLUDED.search(sentence) and not UNUSED.search(sentence):
            message = "Lo scambio di lettere vale per affidamenti diretti e procedure negoziate, non dopo una procedura aperta."
            yield Found(match.start(), match.end(), message, FORM)


def _is_refused(text: str, match: re.Match[str]) -> bool:
    if re.search(r"\b(?:non|senza)\b", match[0], re.I):
        return False
    after = NOT_NEEDED.split(tail_of(text, match.end(), 50))[0]
    return denied(text, match.start(), match.end(), 60, 0) or bool(UNUSED.search(after))


CONTRACTING = (
    clause(
        "bollo",
        "art. 18 c. 10; allegato I.4",
        "L'imposta di bollo sul contratto è fissa, per fasce d'importo, e si paga una volta sola.",
        _stamp,
        "alta",
    ),
    clause(
        "bollo_esente",
        "art. 18 c. 10; allegato I.4",
        "Dal bollo sono esenti soltanto i contratti sotto i 40.000 euro.",
        _no_stamp,
        "alta",
    ),
    clause(
        "forma",
        "art. 18 c. 1",
        "Il contratto pubblico che non è scritto è nullo.",
        _form,
        "verificata",
    ),
)
