"""Performance of the contract: penalties, advance, payments, certificate."""

import re
from collections.abc import Iterator
from decimal import Decimal

from apps.municipal.tenders.law import (
    ADVANCE_PERCENT,
    MOST_ADVANCE_PERCENT,
    PAYMENT_DAYS,
    penalties,
)
from apps.municipal.tenders.rules.clauses.delays import PENALTY
from apps.municipal.tenders.rules.clauses.entry import clause
from apps.municipal.tenders.rules.clauses.phrasing import of, the, to
from apps.municipal.tenders.rules.clauses.rows import SHARE, Row, with_rows
from apps.municipal.tenders.rules.clauses.statements import before
from apps.municipal.tenders.rules.quantities import Labelled, Quantity, find_quantities, labelled, shown
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.wording import sentence_of, wording

SHARES = {
    "penali": r"penal(?:[ei]|ità)\b|\britard\w*\s?[:,]?\s+(?:\w+\s+){0,4}?(?:tratten|decurta|detra)\w+|\britard\w+",
    "giorno": r"\b(?:ogni|ciascun)\s+giorno\b(?:,?\s+una\s+(?:trattenut|decurtazion|detrazion|riduzion)\w+)?",
    "anticipazione": r"anticipazion\w+|\banticip[oi]\b",
    "subappalto": r"sub-?appalt\w*",
    "altro": r"garanzi\w+|cauzion\w+|\bi\.?v\.?a\b|\britenut\w+|tratten\w+|trattien\w+|revision\w+|variazion\w+|eccedent\w+|manodopera|\bribass\w+|\bpunt[oi]\b|quinto|interess\w+|acconto|saldo|svincol\w+|sconto|lott[oi]\b|donne|giovan\w+",
}
DAILY = re.compile(
    r"\bgiorn\w+|\bgiornalier\w+|\bal\s+dì\b|\bper\s+ogni\s+(?:giorno|ritardo)|\britard\w+", re.IGNORECASE
)
CAP = re.compile(
    r"\b(?:non\s+(?:può|possono|potr\w+|dev\w+|supera\w*|eccede\w*)|super\w+|massim\w+|limite|complessiv\w+|tetto|[fs]ino\s+a|oltre|non\s+oltre|raggiun\w+|entro|insieme|sommat\w+|cumul\w+|giung\w+|concorrenza|ferm\w+|arriv\w+|pass(?:a|ano|are)|eccede\w*|somma|totale|ammont\w+|più\s+del)",
    re.IGNORECASE,
)
REASONED = re.compile(
    r"\b(?:motiva\w+|in\s+considerazione|considerat\w+|per\s+(?:ragioni|la\s+tutela|garantire|evitare|motivi|la\s+necessità)|poich[eé]|perch[eé]|in\s+quanto|tenuto\s+conto|in\s+ragione|data\s+la|attes[ao]\s+|stante|trattandosi|vist[ao]\s+la|al\s+fine|essendo|dovendo\w*|a\s+causa|dett[ao]\s+divieto|tale\s+divieto\s+è)",
    re.IGNORECASE,
)
TIMES = {
    "pagamento": r"pagament\w+|pagat[aeio]\b|pagare|paga\b|liquida\w+|fattur(?!at[oi]\b)\w+|corrispettiv\w+|\bsald[oi]\b",
    "certificato": r"certificat\w+\s+di\s+(?:regolare\s+esecuzione|verifica\s+di\s+conformità|ultimazione|collaudo)|\bC\.?R\.?E\b\.?|verifica\s+di\s+conformità|collaud\w+|regolare\s+esecuzione",
    "altro": r"ricors\w+|impugna\w+|stipul\w+|sottoscri\w+|attivazion\w+|installazion\w+|proroga\w*|prosecuzion\w+|rinnov\w+|tempi\b|tempo\b|dilatori\w+|pubblica\w+|consegn\w+|offert\w+|validità|valid[oaie]\b|preavviso|recess\w+|recede\w*|disdetta|contestazion\w+|controdeduzion\w+|giustificazion\w+|svincol\w+|chiariment\w+|D\.?U\.?R\.?C\b|ritard\w+|comunica\w+|interess\w+\s+di\s+mora|sospension\w+|risoluzion\w+|anticipazion\w+|conserva\w+|cancella\w+|durata|diffida|penal[ei]|avviso|riserv[ae]\b|reclam\w+|sopralluog\w+|ultimazion\w+|garanzi\w+|assicura\w+|subappalt\w*|dura\b|formazion\w+",
}
FREQUENCY = re.compile(r"\bogni\s*$|\bcadenza\s*(?:di\s*)?$", re.IGNORECASE)
JUSTIFIED = re.compile(
    r"\b(?:oggettivamente|natura\s+particolare|caratteristiche\s+(?:particolari\s+)?del\s+contratto|espressamente\s+concordat\w+|giustifica\w+|intervent\w+\s+sostitutiv|trattenut|sospes|svincol)",
    re.IGNORECASE,
)
NO_PAYMENT = re.compile(
    r"\banticipazion\w+|(?<!pagamento )(?<!pagamenti )\b(?:dovr\w+|dev\w+|vanno|sono|è)\s+(?:essere\s+)?(?:ultimat|eseguit|completat|consegnat|terminat|conclus)\w+\s+(?:in|entro|nei|nel)\b",
    re.IGNORECASE,
)
"""what is paid in advance has another term; so has the work, under the same title"""
SET = re.compile(
    r"\s?(?:\([^)\n]{0,30}\)\s?)?(?:previst|stabilit|assegnat|fissat|pattuit|concess|contrattual)\w+",
    re.IGNORECASE,
)
"""«nei 60 giorni previsti»: a term already given, of what comes before"""
MONTH_DAYS = 31
LONGEST = 366
"""days; what lasts longer is no term of payment"""
AGREED = 300
AGREED_REASON = re.compile(
    r"\b(?:deroga|termine|maggior\s+termine|pattuizione|scelta)\b[^.;]{0,60}?\bgiustificat\w+\s+(?:da|in)",
    re.IGNORECASE,
)
"""«La deroga è giustificata dalla natura del contratto»"""


ADVANCE = "L'anticipazione del prezzo è pari al {} per cento del valore del contratto (art. 125, comma 1, del D.Lgs. 36/2023)."


def _penalties(standing: Standing) -> Iterator[Found]:
    """Per mille outside the range of the day, also when it is written as a percentage a day; the cap."""
    rules = [penalties(day).value for day in standing.days]
    least, most, cap = (
        min(each.least for each in rules),
        max(each.most for each in rules),
        max(each.cap for each in rules),
    )
    for found in labelled(standing.act.text, SHARES, "penali|giorno", "permille", "percento"):
        quantity, text = found.quantity, standing.act.text
        if PRICED.match(text, quantity.end):
            continue
        if found.label == "giorno" and not _is_of_delay(standing, quantity):
            continue
        low = RANGE.search(text, max(0, quantity.start - 30), quantity.start)
        from_low = Decimal(low["low"].replace(",", ".")) if low and quantity.unit == "permille" else least
        if quantity.unit == "permille" and not (least <= from_low and least <= quantity.value <= most):
            message = f"Penale {of(quantity.value)} per mille: a questa data va da {shown(least)} a {shown(most)} per mille al giorno."
            yield Found(
                low.start() if low else quantity.start, quantity.end, message, _rate(least, most, cap)
            )
            continue
        if quantity.unit == "percento" and _is_cap(text, found):
            if quantity.value > cap:
                message = f"Limite delle penali {to(quantity.value)} per cento: non possono superare {the(cap)} per cento dell'ammontare netto contrattuale."
                yield Found(quantity.start, quantity.end, message, _rate(least, most, cap))
        elif (
            quantity.unit == "percento"
            and not least <= quantity.value * 10 <= most
            and _is_daily(text, found)
        ):
            message = f"Penale giornaliera {of(quantity.value)} per cento, cioè {shown(quantity.value * 10)} per mille: a questa data va da {shown(least)} a {shown(most)} per mille."
            yield Found(quantity.start, quantity.end, message, _rate(least, most, cap))


def _all_penalties(standing: Standing) -> Iterator[Found]:
    """Also a cap that leaves its subject to the title: «L'ammontare complessivo non supera il 20 per cento»."""
    yield from _penalties(standing)
    text, rules = standing.act.text, [penalties(day).value for day in standing.days]
    most = max(each.cap for each in rules)
    for quantity in find_quantities(text, "percento") if PENALTY.search(text) else ():
        one, other = sentence_of(standing.act.flat, quantity.start, quantity.end)
        one, other = max(one, quantity.start - AGREED), min(other, quantity.end + AGREED)
        is_cap = quantity.value > most and TOTAL.search(text, max(one, quantity.start - 90), quantity.start)
        if not is_cap or OTHERS.search(text, one, other) or PENALTY.search(text, one, other):
            continue
        heading = before(text, one)
        if PENALTY.search(heading) and not OTHERS.search(PENALTY.split(heading)[-1]):
            message = f"Limite delle penali {to(quantity.value)} per cento: non possono superare {the(most)} per cento dell'ammontare netto contrattuale."
            yield Found(quantity.start, quantity.end, message, CAP_ROW.suggestion)


def _is_of_delay(standing: Standing, quantity: Quantity) -> bool:
    """Of what is due «per ogni giorno»: a share in thousandths, or one by the words of a penalty."""
    sentence = standing.act.sentence(quantity.start, quantity.end)
    if quantity.unit == "permille" or PENALTY.search(sentence):
        return True
    one, _ = sentence_of(standing.act.flat, quantity.start, quantity.end)
    return PENALTY.search(before(standing.act.text, one)) is not None


def _rate(least: Decimal, most: Decimal, cap: Decimal) -> str:
    return f"Per ogni giorno di ritardo si applica una penale dell'1 per mille dell'ammontare netto contrattuale (fra {shown(least)} e {shown(most)}); le penali non superano il {shown(cap)} per cento."


def _is_cap(text: str, found: Labelled) -> bool:
    """Whether the words before the share, in its sentence or row, are those of a limit."""
    clause_before = re.split(
        r";|\.\s(?!\d|[A-Z]\.)|\n|[:|](?=\s*\S)",
        text[max(0, found.quantity.start - 130) : found.quantity.start],
    )[-1]
    after = re.split(r"[;:\n]|\.\s", text[found.quantity.end : found.quantity.end + 90])[0]
    if found.quantity.value < 3 and _is_daily(text, found):
        return False
    return bool(CAP.search(clause_before) or re.search(r"\b(?:massim\w+|limite|al\s+massimo)", after, re.I))


def _is_daily(text: str, found: Labelled) -> bool:
    start = max(found.since - 60, found.quantity.start - 120, 0)
    return bool(DAILY.search(text[start : found.quantity.end + 60]))


NO_ADVANCE = wording(
    r"\banticip(?:azion\w+|[oi])(?:\s+(?:del|sul)\s+prezzo)?\s?[:|–-]\s?(?:no\b|nessun[ao]?\b|esclus[aoi]|non\s+(?:(?:se\s+ne|è|si|sono)\s+)?(?:previst|prevede|dovut|ammess|riconosc|corrispo|conced|concess|d[aà]nn|d[aà]\b|erog)\w*)|\banticipazion\w+(?:\s+del\s+prezzo)?~{0,30}?\bnon\s+(?:è|sarà|viene|si|spetta|compete)\s*(?:\w+\s+)?(?:dovut\w|previst\w|riconosciut\w|ammess\w|corrispost\w|corrispond\w+|concess\w|prevede|all')~{0,40}|\bnon\s+(?:è|sarà|viene|si)\s+(?:\w+\s+)?(?:dovut\w|previst\w|riconosciut\w|ammess\w|corrispost\w|corrispond\w+|prevede)\s+(?:\w+\s+){0,2}?anticipazion\w+"
    r"|\banticipazion\w+(?:\s+del\s+prezzo)?\s+(?:è|resta|viene|rimane)\s+esclusa\b|\bnon\s+(?:si\s+)?(?:riconosc|conced|corrispond|erog|preved|accord|ammett|vers|compet|spett)\w+\s+(?:[\w']+\s+){0,4}?anticip(?:azion\w+|[oi]\b)(?:\s+(?:sul|del|di)\s+(?:prezzo|corrispettivo))?(?!~{0,60}?\b(?:senza|se\s+non|prima|oltre|superior\w+|salvo))|\b(?:nessun\w*|senza)\s+(?:\w+\s+)?anticip(?:azion\w+|[oi])\s+(?:sul|del)\s+(?:prezzo|corrispettivo)"
)
TOTAL = re.compile(
    r"\b(?:ammontare|importo|somma|totale|cumulo)\b[^.;\n\d%]{0,40}?\b(?:non\s+(?:può|potrà|supera|eccede|oltrepassa)|massim|fino|entro)\w*[^.;\n\d%]{0,40}$",
    re.IGNORECASE,
)
OTHERS = re.compile(rf"{SHARES['subappalto']}|{SHARES['anticipazione']}|{SHARES['altro']}", re.IGNORECASE)
PRICED = re.compile(r"\s*[:|=]\s*(?:€|euro\b)", re.IGNORECASE)
"""«grammatura inferiore del 5 per cento: € 250,00»: what is fined, not the fine"""
REST = re.compile(r"\bavanzament\w+|\bSAL\b|\.\s+(?:Del|Il|La|Sul)\s+(?:rest\w+|residu\w+|saldo|rimanent\w+)")
"""between an advance and a share: what is paid later"""
RANGE = re.compile(
    r"\b(?:dallo|dal|da|tra\s+lo|fra\s+lo|tra|fra)\s+(?P<low>\d(?:[.,]\d{1,2})?)\s*(?:‰|per\s+mille)?\s*(?:e\s+l[o']|all[o']|al|ad?|e|e\s+il)\s*$",
    re.IGNORECASE,
)


def _no_advance(standing: Standing) -> Iterator[Found]:
    if {"servizi_ingegneria", "servizi_intellettuali", "forniture"} & set(standing.kinds):
        return
    for match in scan(NO_ADVANCE, standing.act.text):
        if not REASONED.search(standing.act.sentence(match.start(), match.end())):
            yield Found(
                match.start(),
                match.end(),
                f"L'anticipazione è esclusa senza motivo: è del {ADVANCE_PERCENT.value} per cento.",
                ADVANCE.format(ADVANCE_PERCENT.value),
            )


def _advance(standing: Standing) -> Iterator[Found]:
    if "servizi_ingegneria" in standing.kinds:
        return
    text = standing.act.text
    for found in labelled(text, SHARES, "anticipazione", "percento"):
        share = found.quantity.value
        if found.label == "anticipazione" and REST.search(text[found.since : found.quantity.start]):
            continue
        if (
            found.label != "anticipazione"
            or ADVANCE_PERCENT.value <= share <= MOST_ADVANCE_PERCENT.value
            or (
                share >= 50
                and re.search(
                    r"\bfideiussor|garanzi|recuper",
                    standing.act.sentence(found.since, found.quantity.end),
                    re.I,
                )
            )
        ):
            continue
        message = f"Anticipazione {of(share)} per cento: è il {ADVANCE_PERCENT.value} per cento, fino al {MOST_ADVANCE_PERCENT.value}."
        suggestion = f"L'anticipazione del prezzo è pari al {ADVANCE_PERCENT.value} per cento del valore del contratto (art. 125, comma 1, del D.Lgs. 36/2023)."
        yield Found(found.quantity.start, found.quantity.end, message, suggestion)


def _payments(standing: Standing) -> Iterator[Found]:
    text = standing.act.text
    for found in labelled(text, TIMES, "pagamento", "giorni", "mesi"):
        quantity = found.quantity
        days = quantity.value * (1 if quantity.unit == "giorni" else MONTH_DAYS)
        if found.label != "pagamento" or not MONTH_DAYS < days <= LONGEST:
            continue
        if found.since >= quantity.start and SET.match(text, quantity.end):
            continue
        before = text[max(0, quantity.start - 25) : quantity.start]
        if FREQUENCY.search(before) or not re.search(
            r"\b(?:entro|a|ai|termine|nei|nel|dopo|giorni|in|pagament\w+|sald[oi]|fattur[ae])\W*(?:i|il|di|\w+\s+di)?\W*$|[|:]\s*$",
            before,
            re.I,
        ):
            continue
        sentence = standing.act.sentence(quantity.start, quantity.end)
        if JUSTIFIED.search(sentence) or NO_PAYMENT.search(sentence) or _is_agreed(text, quantity.end, days):
            continue
        message = f"Termine di pagamento di {shown(quantity.value)} {quantity.unit}: è di {PAYMENT_DAYS.value} giorni."
        suggestion = f"Il pagamento avviene entro {PAYMENT_DAYS.value} giorni (art. 125 del D.Lgs. 36/2023)."
        yield Found(*with_word(text, quantity.start, quantity.end), message, suggestion)


def _is_agreed(text: str, end: int, days: Decimal) -> bool:
    """A longer term, at most twice the usual one, with its reasons in what follows."""
    following = text[end : end + AGREED].partition("\n")[0]
    return days <= 2 * PAYMENT_DAYS.value and AGREED_REASON.search(following) is not None


def with_word(text: str, start: int, end: int) -> tuple[int, int]:
    """With the word before: «entro 60 giorni»."""
    word = re.search(r"\b(?:entro|a|ai|di|in|nei|dopo)\s*$", text[max(0, start - 8) : start], re.I)
    return (start - len(word[0]) if word else start), end


CAP_ROW = Row(
    rf"{SHARE}penali(?:\sapplicabili)?|penali,?\s(?:massimo|limite|tetto)(?:\scomplessiv\w)?",
    "percento",
    lambda standing: (0, max(penalties(day).value.cap for day in standing.days)),
    "Limite delle penali al {} per cento: non possono superare il 10 per cento dell'ammontare netto contrattuale.",
    "Le penali non superano il 10 per cento dell'ammontare netto contrattuale (art. 126, comma 1, del D.Lgs. 36/2023).",
)
EXECUTION = (
    clause(
        "penali",
        "art. 126 c. 1",
        "La misura delle penali per ritardo ha un minimo, un massimo e un limite complessivo, cambiati il 31.12.2024.",
        with_rows(_all_penalties, CAP_ROW),
        "alta",
    ),
    clause(
        "anticipazione_esclusa",
        "art. 125 c. 1",
        "L'anticipazione del prezzo spetta all'appaltatore: per escluderla serve un caso previsto.",
        _no_advance,
        "alta",
    ),
    clause(
        "anticipazione",
        "art. 125 c. 1",
        "L'anticipazione del prezzo è fissata dal Codice: una misura diversa è contestabile.",
        _advance,
        "alta",
    ),
    clause(
        "pagamenti",
        "art. 125",
        "Il termine di pagamento è di trenta giorni; uno più lungo espone l'ente agli interessi di mora.",
        _payments,
        "alta",
    ),
)
