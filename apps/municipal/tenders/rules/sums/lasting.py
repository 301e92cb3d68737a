"""The term of the contract said in two places of one act, and the instalments that it holds."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.sums.entry import counted
from apps.municipal.tenders.rules.sums.lengths import COUNT, Length, find_lengths, lengths_in, read_count
from apps.municipal.tenders.rules.sums.spans import pairs

WHY = "Una sola durata per tutto l'atto: da essa dipendono valore, rate e scadenze."
OBJECT = (
    r"(?:contratto|servizio|appalto|affidamento|fornitura|incarico|concessione|accordo\s+quadro|rapporto)"
)
STATES = re.compile(
    rf"\b{OBJECT}(?:\s+\w+){{0,3}}?\s+(?:dura|durano|durerà|ha\s+(?:una\s+|la\s+)?durata|avrà\s+(?:una\s+|la\s+)?durata|(?:è|viene)\s+affidat\w+)\b(?:\s+[a-zàèéìòù]+){{0,4}}\s*$"
    rf"|\bdurata\s+(?:(?:complessiva|contrattuale)\s+)?(?:del(?:l'|la)?\s*)?(?:presente\s+)?{OBJECT}\b[^.;\n\d]{{0,40}}$|(?:^|\n)\W*(?:\w{{1,3}}[.)]\s*)?durata\b[^.;\n\d]{{0,30}}$|\bdurata\s*(?:contrattuale\s*)?(?:\||\t|:)\s*$",
    re.IGNORECASE,
)
OF_TERM = re.compile(
    r"\b(?:importo|valore|canon[ei]|spesa|corrispettivo|costo|prezzo|fabbisogno|base|totale|affidamento|servizio)(?:\s+(?:complessiv\w+|stimat\w+|presunt\w+|total\w+|netto|contrattual\w+|a\s+base\s+d[i'](?:\s?gara|\s?asta)))?\s+(?:del|dell'|nel|per\s+il|per\s+l'intero|riferit\w+\s+al|relativ\w+\s+al)\s*$",
    re.IGNORECASE,
)
NOT_TERM = re.compile(
    r"\b(?:rinnov|prorog|opzion|garanzi|preavviso|precedent|ultim|scors|trascors|antecedent|fatturat|analogh|esperien|requisit|bilanc|program|conserv|pubblicaz|valid|vincol|uscente|in\s+corso|vecchio|scadut|garant|polizz|penal|assistenza\s+post|manutenzione\s+gratuit)\w*",
    re.IGNORECASE,
)
SUM_OF = re.compile(
    r"\s*(?:\+|più\b|oltre\b|e\s+(?:rinnov|prorog|altri)|,?\s*rinnovabil|,?\s*prorogabil|comprensiv|compres)",
    re.IGNORECASE,
)
BY_YEAR = re.compile(
    r"\s*(?:l'anno|all'anno|ogni\s+anno|annu|al\s+mese|per\s+(?:ciascun|ogni|\w+\s+anni)|dal(?:la)?\s+collaudo)",
    re.IGNORECASE,
)
SLACK, BESIDE, LONG = 0.05, 12, 24


def _stated(act: Act) -> list[Length]:
    """How long the act says that the contract lasts."""
    found = []
    for length in find_lengths(act.text):
        lead = act.text[max(0, length.start - 110) : length.start]
        lead = re.split(r"[.;]\s|\n(?=\S{0,3}\s?[-•*])", lead)[-1]
        after = act.text[length.end : length.end + 25]
        if length.unit == "minuti" or not STATES.search(lead) or NOT_TERM.search(lead):
            continue
        if not NOT_TERM.search(after) and not SUM_OF.match(after) and not BY_YEAR.match(after):
            found.append(length)
    return found


def _terms(act: Act) -> Iterator[Found]:
    """«importo del triennio» where the contract lasts 30 months; two different terms."""
    stated = _stated(act)
    if not stated:
        return
    first = stated[0]
    for other in stated[1:]:
        beside = other.start - first.end < BESIDE  # said in two units: another rule
        if _differ(first, other) and not beside and not _by_lot(act, first, other):
            message = f"Prima «{first.text}», qui «{other.text}»."
            yield Found(other.start, other.end, message, "Indicare ovunque la stessa durata.")
    if any(_differ(first, other) for other in stated[1:]):
        return
    yield from _named(act, first)


def _named(act: Act, term: Length) -> Iterator[Found]:
    """«importo del triennio», where the term is another."""
    for length in find_lengths(act.text):
        if not length.named or length.amount < LONG or not _differ(term, length):
            continue
        lead = OF_TERM.search(act.text[max(0, length.start - 60) : length.start])
        around = act.text[max(0, length.start - 90) : length.end + 40]
        if lead and not NOT_TERM.search(around):
            message = f"La durata indicata è «{term.text}», non un {length.text.lower()}."
            yield Found(
                length.start - len(lead[0]), length.end, message, "Indicare ovunque la stessa durata."
            )


def _differ(one: Length, other: Length) -> bool:
    return abs(one.days - other.days) > SLACK * max(one.days, other.days)


def _by_lot(act: Act, one: Length, other: Length) -> bool:
    return bool(
        re.search(
            r"\blotto\b|\bfase\b|\bsezione\b|\bsede\b", act.text[one.start - 90 : one.end], re.IGNORECASE
        )
        or re.search(
            r"\blotto\b|\bfase\b|\bsezione\b|\bsede\b|\bcantier",
            act.text[max(0, other.start - 90) : other.end],
            re.IGNORECASE,
        )
    )


def _dated(act: Act) -> list[Length]:
    """Lengths in months that the first and the last day of something confirm."""
    spans = [(one.value, other.value) for one, other in pairs(act) if other.value > one.value]
    found = [each for each in find_lengths(act.text) if each.unit == "mesi"]
    return [each for each in found if any(each.fits(one, other) for one, other in spans)]


STEPS = {
    "mensil": 1,
    "bimestral": 2,
    "trimestral": 3,
    "quadrimestral": 4,
    "semestral": 6,
    "annual": 12,
    "annue": 12,
}
STEP = "mensil|bimestral|trimestral|quadrimestral|semestral|annual|annue"
INSTALMENTS = re.compile(
    rf"(?<![\w.,/])(?P<count>{COUNT})(?:\s?\(\w+\))?\s+(?:rate|canoni|quote|pagamenti|versamenti|fatture|acconti)\s+(?:\w+\s+)?(?P<step>{STEP})\w*"
    rf"|\b(?:rate|canoni|quote|pagamenti|versamenti|fatture|acconti)\s+(?:(?P<step_first>{STEP})\w*\s*,?\s*)?(?:sono|saranno|in\s+numero\s+di|in\s+tutto)\s+(?:n\.\s*)?(?P<count_after>{COUNT})(?:\s?\(\w+\))?(?:\s+(?P<step_after>{STEP})\w*)?"
    rf"|\b(?:un[ao']?|1)\s?(?:fattura|rata|canone|quota|pagamento|acconto)\s+(?:(?:per|ogni|a)\s+)?(?:ciascun\s+)?(?P<every>mese|bimestre|trimestre|quadrimestre|semestre)\b[^.;\n\d]{{0,40}}?(?<!\w)(?P<count_every>{COUNT})\s+(?:fatture|rate|canoni|quote|pagamenti|acconti)",
    re.IGNORECASE,
)
OF_FEE = re.compile(
    r"\b(?:canone|corrispettivo|compenso|premio)\s+(?P<name>annuo|annuale|biennale|triennale|quadriennale|quinquennale)\b[^.;\n\d]{0,50}$",
    re.IGNORECASE,
)
YEARS = {"annu": 12, "bien": 24, "trie": 36, "quad": 48, "quin": 60}
EARLIER = re.compile(rf"\b(?:rat[ae]|canon[ei]|quot[ae])\s+(?:\w+\s+)?(?P<step>{STEP})\w*", re.IGNORECASE)
BACK = 260
PARTIAL = re.compile(
    r"\b(?:esercizio|anno\s+20\d\d|nel\s+20\d\d|prim[aeio]|ultim[aeio]|restant|per\s+il\s+20\d\d|rinnov|prorog|opzion|all'anno|ogni\s+anno|annu[ei]\b)",
    re.IGNORECASE,
)


def _instalments(act: Act) -> Iterator[Found]:
    """«I canoni del biennio si pagano in sei rate trimestrali»."""
    for match in scan(INSTALMENTS, act.text):
        count = read_count(match["count"] or match["count_after"] or match["count_every"])
        step = match["step"] or match["step_first"] or match["step_after"] or match["every"] or ""
        step = step.lower().replace("mese", "mensil") if step.lower() == "mese" else step.lower()
        step = re.sub(r"estre$", "estral", step)
        one, other = act.flat.sentence(match.start(), match.end())
        before = list(EARLIER.finditer(act.text, max(0, match.start() - BACK), match.start()))
        if not step and before:  # «… in rate trimestrali uguali. Le rate sono dodici»
            step = before[-1]["step"].lower()
            one, other = max(0, match.start() - BACK), match.end()
        said = act.text[one:other]
        if not step or not count or count < 2 or PARTIAL.search(said):
            continue
        months = count * next(each for name, each in STEPS.items() if step.startswith(name))
        near = [
            each
            for each in find_lengths(act.text)
            if one <= each.start < other
            and not match.start() <= each.start < match.end()
            and each.unit == "mesi"
            and not NOT_TERM.search(act.text[max(one, each.start - 30) : each.start])
        ]
        stated = near or [each for each in _stated(act)[:1] if each.unit == "mesi"]
        stated = stated or (_dated(act) if match["every"] else [])
        if (
            stated
            and stated[0].amount >= 6
            and abs(stated[0].amount - months) > 0.5
            and (near or match["every"] or months > stated[0].amount)
        ):
            message = f"«{match[0]}» coprono {months} mesi; la durata è «{stated[0].text}»."
            yield Found(match.start(), match.end(), message, "Ricalcolare il numero delle rate.")


def _of_fee(act: Act) -> Iterator[Found]:
    """«Il canone triennale è versato in dieci rate trimestrali»."""
    for match in scan(INSTALMENTS, act.text):
        fee = OF_FEE.search(act.text, max(0, match.start() - BACK // 2), match.start())
        count = read_count(match["count"] or "uno") or 0
        said = lengths_in(act.text, *act.flat.sentence(*match.span()))
        if not fee or not match["step"] or count < 2 or any(each.unit == "mesi" for each in said):
            continue
        months = count * next(each for name, each in STEPS.items() if match["step"].lower().startswith(name))
        right = YEARS[fee["name"].lower()[:4]]
        if months != right:
            message = f"«{match[0]}» coprono {months} mesi; il canone è di {right}."
            yield Found(match.start(), match.end(), message, "Ricalcolare il numero delle rate.")


MOST = re.compile(
    r"\b(?:massim\w|complessiv\w+|total[ei]|in\s+tutto|fino\s+a)\b[^.;\n\d]{0,30}$", re.IGNORECASE
)
ADDED = re.compile(r"\b(?:rinnov|prorog|opzion|più\b|oltre\b|altr[ie]\b|ulterior|aggiuntiv)", re.IGNORECASE)
BARE = re.compile(
    rf"\b(?:più|oltre\s+a|(?:altri|ulteriori))\s+(?P<count>{COUNT})\b(?!['\s]+(?:mes|ann|giorn|settiman|bien|trien))",
    re.IGNORECASE,
)
OF_OTHERS = re.compile(
    r"\b(?:garanzi|polizz|conserv|penal|volt[ae]\b|ciascun|ogni\b|tacit|di\s+anno\s+in\s+anno)", re.IGNORECASE
)
REACH, HALF, DOUBLE = 260, 0.6, 1.7


def _extended(act: Act) -> Iterator[Found]:
    """«36 mesi, rinnovabile per altri 24 mesi; durata massima 72 mesi»."""
    text = act.text
    months = [each for each in find_lengths(text) if each.unit == "mesi"]
    for at, whole in enumerate(months):
        before = [each for each in months[max(0, at - 2) : at] if whole.start - each.start < REACH]
        said = text[before[0].end : whole.start] if before else ""
        if not before or "\n\n" in said or not ADDED.search(said) or OF_OTHERS.search(said):
            continue
        bare = BARE.search(said)
        unit = 12 if "ann" in before[0].text.lower() or before[0].named else 1
        parts = [each.amount for each in before]
        parts += [unit * (read_count(bare["count"]) or 0)] if bare and len(before) == 1 else []
        made = sum(parts)
        if len(parts) != 2 or whole.amount in (*parts, made) or not MOST.search(said[-45:]):
            continue
        if HALF * made < whole.amount < DOUBLE * made:
            message = f"La durata e il suo prolungamento fanno {made:.0f} mesi, non «{whole.text}»."
            yield Found(whole.start, whole.end, message, "Ricalcolare la durata massima.")


LASTING = (
    counted("durata_massima", WHY, _extended),
    counted("rate_canone", WHY, _of_fee),
    counted("durata_atto", WHY, _terms),
    counted("rate", WHY, _instalments),
)
