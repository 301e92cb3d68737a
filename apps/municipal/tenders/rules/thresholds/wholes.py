"""A contract is measured as a whole: with all its lots, all the orders of a framework, all the months that it lasts."""

import re
from collections.abc import Iterator
from decimal import Decimal

from apps.municipal.tenders.acts import amount_text
from apps.municipal.tenders.law import CORRECTIVE, INDEFINITE_MONTHS
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import Standing, law_figures
from apps.municipal.tenders.rules.thresholds.entry import threshold
from apps.municipal.tenders.rules.thresholds.reading import stated_amounts
from apps.municipal.tenders.rules.wording import wording

PART = r"(?:lott[oi]|contratt[oi]\s+(?:attuativ|applicativ|specific|esecutiv)\w|attuativ[oi]|ordinativ[oi]|ordin[ei]|incaric(?:o|hi)|affidament[oi]\s+specific\w|annualità|commess[ae]|stralci[o]?|tratt[oi]|acquist[oi]|intervent[oi]|tranche)"
EACH = r"(?:ciascun\w?|ogni|ognun\w|nessun\w?|singol\w|cadaun\w)"
EACH_BELOW = wording(
    rf"\b{EACH}'?\s+(?:(?:dei|de[il]|di\s+(?:essi|questi)|singol\w)\s+)?(?:{PART}\b)?~{{0,70}}?\b(?:inferior\w|sotto|al\s+di\s?sotto|minor\w|(?:non\s+)?(?:supera|raggiung|ecced|arriva|oltrepass|tocca)\w*|entro|meno\s+di|rispetta\w*)\b~{{0,45}}?$"
    rf"|\b(?:i|tutti\s+i)?\s?(?:{PART})\b~{{0,40}}?\b(?:pres[oi]|considerat[oi]|singolarmente|separatamente|da\s+sol[oi])\b~{{0,50}}?\b(?:inferior\w|sotto|minor\w|non\s+(?:supera|raggiung|ecced|arriva)\w*|entro)\b~{{0,45}}?$"
)
PARTED = re.compile(rf"\b{PART}\b", re.IGNORECASE)
MEASURED = wording(
    rf"\b(?:(?:ai\s+fini|agli\s+effetti)\s+(?:della|delle|del|dei)\s~{{0,50}}?\b(?:sogli\w|procedur\w|limit\w)|(?:la\s+procedura|la\s+soglia|il\s+limite)\s+si\s+(?:sceglie|determina|individua|valuta|verifica|misura|calcola))\b~{{0,70}}?\b(?:val\w+|import\w+)\s+(?:\w+\s+)?(?:di\s+(?:ciascun|ogni|un\s+singolo)|del\s+singolo|dei\s+singoli|de[il]\s+solo)\s?\w*\s+(?:\w+\s+)?{PART}\b"
)
NOT_EACH = re.compile(
    r"\b(?:non\b(?!\s+(?:supera|raggiung|ecced|arriva|oltrepass|tocca))|né|benché|sebbene|pur\b|anche\s+se|ancorché|complessiv\w+|cumul\w+|somma\w*|nonostante|ottanta|80[.\s]?(?:000|mila)|20\s?(?:%|per)|venti\s+per|scorporat\w)\b",
    re.IGNORECASE,
)
DRAWN = wording(
    r"~{0,90}?\b(?:direttamente|affidament\w+\s+dirett\w|senza\s+(?:considerar|somma|cumula)\w+)~{0,60}"
)
"""what the act draws from it"""
ENDLESS = wording(
    r"\b(?:contratt\w|serviz\w+|durata|appalt\w|affidament\w|fornitur\w|nolegg\w+|canone|rapporto|concessione|assistenza|manutenzione|abbonament\w|licenz\w)\b~{0,110}?\b(?:a\s+tempo\s+indeterminat\w|durata\s+indeterminat\w|indeterminat\w|senza\s+(?:scadenza|termine\s+finale|una\s+scadenza|data\s+di\s+fine))"
)
STAFF = re.compile(
    r"\b(?:personale|dipendent\w|lavorator\w|assun\w+|organico|ruolo|unità|operai|impiegat\w|occupa\w+)\b",
    re.IGNORECASE,
)
MONTHLY = re.compile(r"\b(?:mensil\w+|al\s+mese|ogni\s+mese|per\s+mese|/\s?mese)\b", re.IGNORECASE)
WORTH = wording(
    r"\b(?:valore|import\w+|ammontare|spesa|stima|sogli\w+|complessiv\w+|corrispond\w+|pari)\b~{0,90}$"
)
COLLEGE = wording(
    r"\bcollegi\w\s+consultiv\w\s+tecnic\w|\bC\.?C\.?T\.?\b(?=~{0,80}?\b(?:215|dispute|controvers\w+|obblig\w+|costitui\w+))"
)
DUE = re.compile(
    r"\b(?:obbligatori\w+|obblig\w+|è\s+necessari\w|deve|dovrà|devono|va\s+costituit\w|si\s+(?:costituisce|impone)|occorre|dovut\w)\b",
    re.IGNORECASE,
)
FREE = re.compile(
    r"\b(?:facoltativ\w+|facoltà|può|possono|potrà|potranno|218|volontari\w+|d'intesa|eventual\w+|se\s+costituit\w|ove\s+costituit\w|qualora|non)\b",
    re.IGNORECASE,
)


def _apart(standing: Standing) -> Iterator[Found]:
    """Each lot, or each order of a framework, said to be below a limit which all together reach."""
    text = standing.act.text
    if not PARTED.search(text):
        return
    for limit in stated_amounts(standing):
        if limit.value not in law_figures():
            continue
        before = text[max(0, limit.start - 190) : limit.start]
        found = EACH_BELOW.search(before)
        if not found or not PARTED.search(found[0]) or NOT_EACH.search(before[max(0, found.start() - 40) :]):
            continue
        whole = _whole(standing, limit.value)
        if whole < limit.value or standing.procedure == "ordinaria":
            continue
        message = f"Le parti sono confrontate una per una con {amount_text(limit.value)}: conta il valore complessivo, {amount_text(whole)}."
        start = limit.start - len(before) + found.start()
        drawn = DRAWN.match(text, limit.words_end)
        yield Found(start, drawn.end() if drawn else limit.words_end, message, SUGGESTION)
    for match in scan(MEASURED, text):
        if not NOT_EACH.search(match[0]):
            yield Found(
                match.start(),
                match.end(),
                "La soglia si confronta con il valore complessivo, non con quello di una parte.",
                SUGGESTION,
            )


def _whole(standing: Standing, limit: Decimal) -> Decimal:
    """The greatest amount of the act, or what its parts below `limit` make together where no amount is their sum."""
    amounts = (*standing.act.amounts, *stated_amounts(standing))
    told = {each.value for each in amounts if each.value not in law_figures() and each.role not in ASIDE}
    highest = max(told, default=Decimal(0))
    parts = [each for each in told if LEAST_PART <= each < limit]
    if highest >= limit or not 2 <= len(parts) <= MOST_PARTS:
        return highest
    return highest if sum(parts) == 2 * highest else sum(parts, Decimal(0))


ASIDE = frozenset(
    ("iva", "sicurezza", "manodopera", "unitario", "garanzia", "bollo", "penale", "contributo", "impegno")
)
LEAST_PART, MOST_PARTS = Decimal(2_000), 8
SUGGESTION = "Il valore è quello di tutti i lotti, e negli accordi quadro quello massimo di tutti i contratti attuativi (art. 14)."


def _endless(standing: Standing) -> Iterator[Found]:
    """The value of a contract without an end, told for a year."""
    text = standing.act.text
    if not any(not STAFF.search(found[0]) for found in scan(ENDLESS, text)):
        return
    amounts = [each for each in standing.act.amounts if each.tax != "lordo"]
    months = [each for each in amounts if MONTHLY.search(text[max(0, each.start - 40) : each.end + 30])]
    right = {each.value * INDEFINITE_MONTHS.value for each in months}
    if right & {each.value for each in amounts}:
        return
    short = {each.value * count for each in months for count in (12, 24, 36)}
    for money in amounts:
        if money.value in short and WORTH.search(text[max(0, money.start - 110) : money.start]):
            wanted = " o ".join(amount_text(each) for each in sorted(right))
            message = f"Valore di {amount_text(money.value)} per un contratto senza scadenza: si calcola su {INDEFINITE_MONTHS.value} mesi, {wanted}."
            yield Found(money.start, money.words_end, message, f"valore stimato: {wanted} (art. 14)")
            return


def _college(standing: Standing) -> Iterator[Found]:
    """The college of experts said to be due where it is not: for services, or for works below the threshold."""
    text = standing.act.text
    if min(standing.days) < CORRECTIVE or not standing.kinds:
        return
    is_works = any(kind in ("lavori", "concessione") for kind in standing.kinds)
    if is_works and (not standing.values or max(standing.values) >= min(standing.thresholds)):
        return
    for match in scan(COLLEGE, text):
        one, other = standing.act.flat.sentence(match.start(), match.end())
        near = text[max(one, match.start() - 120) : min(other, match.end() + 120)]
        has_limit = is_works and any(one <= each.start < other for each in stated_amounts(standing))
        if has_limit or not DUE.search(near) or FREE.search(text, one, other):
            continue
        message = "Collegio consultivo tecnico obbligatorio: lo è soltanto per i lavori che raggiungono la soglia europea."
        yield Found(
            match.start(),
            match.end(),
            message,
            "La costituzione del collegio è facoltativa (artt. 215 e 218 del D.Lgs. 36/2023).",
        )
        return


WHOLES = (
    threshold(
        "lotti_e_contratti",
        "art. 14",
        "Lotti e contratti attuativi si sommano: la procedura segue il valore di tutti insieme.",
        _apart,
    ),
    threshold(
        "durata_indeterminata",
        "art. 14",
        "Un contratto senza scadenza vale quarantotto mensilità.",
        _endless,
    ),
    threshold(
        "collegio_consultivo",
        "art. 215",
        "Dopo il correttivo il collegio consultivo tecnico è obbligatorio soltanto per i lavori sopra soglia.",
        _college,
    ),
)
