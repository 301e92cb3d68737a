"""The procedure against amount, object and day: direct award, letter of art. 50, qualification."""

import re
from collections.abc import Iterator
from decimal import Decimal

from apps.municipal.tenders.acts import Money, amount_text
from apps.municipal.tenders.law import THRESHOLDS_KNOWN_TO, URGENT_WORKS, direct_award_limit, operators
from apps.municipal.tenders.rules.rule import Found, Severity
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import DIRECT, NEGOTIATED, Standing, of_code
from apps.municipal.tenders.rules.thresholds.case import CALLING, DIRECTLY
from apps.municipal.tenders.rules.thresholds.entry import threshold
from apps.municipal.tenders.rules.wording import denied, wording

MILLION = Decimal(1_000_000)
NOT = wording(
    r"\b(?:non|né|senza(?!\s+(?:la\s+)?(?:previ[ao]\s+)?(?:bando|pubblicazione|consultazione))|(?<!iva )(?<!i\.v\.a\. )(?<!i\.v\.a )(?<!cassa )(?<!oneri )esclus\w+(?!\s+(?:l'\s?)?i\.?v\.?a\b)|mai)\b~{0,60}$"
)
NOT_AFTER = wording(r"^~{0,60}?\bnon\s+(?:è|sarebbe|si|può|ricorr\w+|trova)")
LETTER_BEFORE = re.compile(
    r"\blett(?:\.|era)\s*(?P<letter>[a-f])\)?,?\s+(?:(?:(?:del(?:lo\s+stesso)?\s+)?(?:primo\s+comma|comma\s+(?:1|primo)|co?\.\s?1),?\s+)(?:dell'|del\s+|di\s+cui\s+all')?|dell'|del\s+|di\s+cui\s+all')\s?\Z",
    re.IGNORECASE,
)
LETTER_AFTER = re.compile(r"[-,:]?\s*(?:l\.|lett\.|lettera)?\s?(?P<letter>[a-f])\)", re.IGNORECASE)
BARE_LETTER = wording(
    r"(?<!comma )(?<!\w)lett(?:\.|era)\s*(?P<letter>[a-f])\)(?!\s*,?\s*(?:e\s+[a-f]\)|(?:del(?:l[ao'])?|dei|di\s+cui)\s?(?!primo\s+comma|comma\s+1|medesim|stess)))"
)
LED = wording(
    r"\b(?:negoziata|affidament\w\s+dirett\w|via\s+diretta|direttamente|dirett[oa]|inviti|invitat\w|operatori|impres[ae]|ditte|bando)\b~{0,60}$"
)
LEAD = 75
"""«negoziata con cinque inviti, lettera e)»: the letter of art. 50, without its number"""
PUT_ON = re.compile(
    r"\b(?:affidament\w+\s+dirett\w+|affida\w*\s+direttamente|direttamente)\s*(?:,\s*)?(?:ai\s+sensi\s+del(?:l')?|ex|a\s+norma\s+del(?:l')?|di\s+cui\s+al(?:l')?)\s*$",
    re.IGNORECASE,
)

OPEN_ON = wording(
    r"\bprocedura\s+aperta\s*(?:,\s*)?(?:ai\s+sensi\s+del(?:l')?|ex|a\s+norma\s+del(?:l')?|di\s+cui\s+al(?:l')?|in\s+forza\s+del(?:l')?)\s*$"
)
DANGER = re.compile(
    r"\bsomm[ae]\s+urgenz[ae]\b|\bart(?:\.|icolo)\s*140\b(?!\s*(?:bis|del\s+T))", re.IGNORECASE
)
READ_URGENT = 3000


def _over_direct(standing: Standing) -> Iterator[Found]:
    """A direct award of an amount that is not below the limit."""
    limits = [direct_award_limit(kind, day).value for kind in standing.kinds for day in standing.days]
    value = min(standing.values, default=Decimal(0))
    if standing.procedure != "affidamento_diretto" or value < max(limits) or _is_urgent(standing):
        return
    message = (
        f"Affidamento diretto di {amount_text(value)}: è ammesso soltanto sotto {amount_text(max(limits))}."
    )
    if max(limits) == 0:
        message = (
            "Affidamento diretto di una concessione: sotto soglia il Codice prevede la procedura negoziata."
        )
    suggestion = _right_procedure(standing, value)
    said, amount = direct_words(standing), _exceeding(standing, max(limits))
    if said:
        start, end, is_reasoned = said
        severity: Severity | None = None if is_reasoned or not amount else "nota"
        yield Found(start, end, message, suggestion, severity)
        if amount and not any(start <= money.start < end for money in standing.worth):
            yield Found(amount.start, amount.words_end, message, suggestion)


def _is_urgent(standing: Standing) -> bool:
    """Whether works are ordered at once, in danger, within the limit that art. 140 has for them."""
    text = standing.act.text
    told = any(
        not denied(text, found.start(), found.start(), 50, 0) for found in DANGER.finditer(text[:READ_URGENT])
    )
    most = URGENT_WORKS.value if "lavori" in standing.kinds else max(standing.thresholds)
    return told and min(standing.values, default=most) <= most


def direct_words(standing: Standing) -> tuple[int, int, bool] | None:
    """The words of the direct award, with article and amount beside them; whether they are more than a title."""
    text = standing.act.text
    places = [
        match
        for match in (*scan(DIRECT, text), *scan(DIRECTLY, text))
        if not NOT.search(text[max(0, match.start() - 60) : match.start()])
    ]
    if not places:
        return None
    best = max(places, key=lambda match: _weight(standing, match))
    _, other = standing.act.flat.sentence(best.start(), best.end())
    ends = [
        money.words_end
        for money in standing.worth
        if best.end() <= money.start < min(other, best.end() + 260)
    ]
    cited = [
        each.end for each in standing.act.citations if best.end() <= each.start < min(other, best.end() + 120)
    ]
    return best.start(), max([best.end(), *ends, *cited]), _weight(standing, best) > 0


def _exceeding(standing: Standing, limit: Decimal) -> Money | None:
    """The estimated value that is over the limit, or the price where no value is given."""
    over = [money for money in standing.worth if money.value >= limit]
    return next((money for money in over if money.role == "base"), over[0] if over and limit else None)


def _weight(standing: Standing, match: re.Match[str]) -> int:
    """The award that names article and amount weighs most."""
    one, other = standing.act.flat.sentence(match.start(), match.end())
    has_article = any(each.article == "50" for each in standing.act.citations_between(one, other))
    has_amount = any(one <= money.start < other for money in standing.worth)
    return 2 * has_article + has_amount


def _right_procedure(standing: Standing, value: Decimal) -> str:
    route = operators(standing.kinds[0], value, standing.days[0])
    if route.procedure == "negoziata":
        return f"Si procede con procedura negoziata senza bando, consultando almeno {route.minimum} operatori ({route.figure.article})."
    return f"Si procede con procedura {'ordinaria' if route.procedure == 'ordinaria' else 'di affidamento diretto'} ({route.figure.article})."


def _letters(standing: Standing) -> set[str]:
    """Letters of art. 50 c. 1 that object and amount allow; a richer procedure stays possible."""
    letters: set[str] = set()
    for kind in standing.kinds:
        for value in standing.values or (Decimal(1_000),):
            letters |= _letters_of(standing, kind, value) if standing.values else _all_letters(kind)
    return letters


def _all_letters(kind: str) -> set[str]:
    if kind == "concessione":
        return set()
    return {"a", "c", "d", "f"} if kind == "lavori" else {"b", "e"}


def _letters_of(standing: Standing, kind: str, value: Decimal) -> set[str]:
    if kind == "concessione":
        return set()
    day = min(standing.days[0], THRESHOLDS_KNOWN_TO)
    procedure = operators(kind, value, day).procedure
    if procedure == "ordinaria":
        return set()
    if procedure == "affidamento_diretto":
        return {"a"} if kind == "lavori" else {"b"}
    if kind == "lavori":
        return {"c"} if value < MILLION else {"d", "f"}
    return {"e"}


def _wrong_letter(standing: Standing) -> Iterator[Found]:
    yield from _survey_comma(standing)
    text = standing.act.text
    right = _letters(standing)
    cited = _cited_letters(standing)
    said = [(each.start, each.end) for each in _negotiated_above(standing)]
    is_over = bool(cited) and _over_limit(standing)
    for (start, end), letters in cited.items():
        if any(one <= start < other for one, other in said):
            continue
        before, after = text[max(0, start - 80) : start], text[end : end + 60]
        several = re.match(r"\s*(?:,|e|ed|o)\s*(?:lett(?:\.|era)\s*)?[a-f]\)", after)
        if letters & right or several or NOT.search(before) or NOT_AFTER.search(after):
            continue
        of_object = {each for kind in standing.kinds for each in _all_letters(kind)}
        if is_over and letters & {"a", "b"} & of_object:
            continue
        yield Found(
            start,
            end,
            _letter_message(standing, sorted(letters)[0], right),
            _letter_suggestion(standing, right),
        )


def _cited_letters(standing: Standing) -> dict[tuple[int, int], set[str]]:
    """The letters of art. 50 c. 1 that the act cites, by place; also «lettera d) dell'art. 50» and «art. 50 co. 1 b)»."""
    text = standing.act.text
    cited: dict[tuple[int, int], set[str]] = {}
    for each in standing.act.citations:
        is_bare = not each.is_named and "odice" in each.text
        if (
            each.article != "50"
            or not (of_code(each) or is_bare)
            or each.comma not in ("1", "")
            or each.annex
        ):
            continue
        start, end, letter = each.start, each.end, each.letter
        if not letter:
            before = LETTER_BEFORE.search(text, max(0, start - 55), start)
            after = LETTER_AFTER.match(text, end)
            start, end = before.start() if before else start, after.end() if after else end
            letter = before["letter"] if before else after["letter"] if after else ""
        if letter:
            cited.setdefault((start, end), set()).add(letter.lower())
    taken = {at for start, end in cited for at in range(start, end)}
    for match in scan(BARE_LETTER, text):
        is_led = LED.search(text, max(0, match.start() - LEAD), match.start())
        if match.start("letter") not in taken and is_led:
            cited[match.span()] = {match["letter"].lower()}
    return cited


def _survey_comma(standing: Standing) -> Iterator[Found]:
    """A direct award put on comma 2, which is on market surveys."""
    text = standing.act.text
    for each in standing.act.citations if standing.procedure == "ordinaria" else ():
        is_50 = each.article == "50" and of_code(each) and not each.annex and not each.letter
        if is_50 and OPEN_ON.search(text, max(0, each.start - 60), each.start):
            message = "La procedura aperta non è fra quelle dell'art. 50: la disciplina l'art. 71."
            yield Found(each.start, each.end, message, "art. 71 del D.Lgs. 36/2023")
    if standing.procedure != "affidamento_diretto":
        return
    for each in standing.act.citations:
        before = text[max(0, each.start - 45) : each.start]
        if (
            each.article == "50"
            and of_code(each)
            and each.comma == "2"
            and not each.annex
            and PUT_ON.search(before)
        ):
            message = "Citato il comma 2 dell'art. 50, che riguarda le indagini di mercato: l'affidamento diretto è nel comma 1."
            yield Found(each.start, each.end, message, _letter_suggestion(standing, _letters(standing)))


def _over_limit(standing: Standing) -> bool:
    return standing.procedure == "affidamento_diretto" and any(True for _ in _over_direct(standing))


def _letter_message(standing: Standing, letter: str, right: set[str]) -> str:
    if "concessione" in standing.kinds:
        return f"Citata la lettera {letter}) dell'art. 50, comma 1: le concessioni sotto soglia seguono l'art. 187, con almeno dieci operatori."
    if not right:
        return f"Citata la lettera {letter}) dell'art. 50, comma 1: sopra la soglia europea l'art. 50 non si applica."
    return f"Citata la lettera {letter}) dell'art. 50, comma 1: per questo oggetto e questo importo è la lettera {' o '.join(f'{each})' for each in sorted(right))}."


def _letter_suggestion(standing: Standing, right: set[str]) -> str:
    if "concessione" in standing.kinds:
        return "procedura negoziata senza bando, ai sensi dell'art. 187, comma 1, del D.Lgs. 36/2023"
    if right:
        return f"art. 50, comma 1, lettera {sorted(right)[0]}), del D.Lgs. 36/2023"
    return "procedura aperta, ai sensi dell'art. 71 del D.Lgs. 36/2023"


def _negotiated_above(standing: Standing) -> Iterator[Found]:
    """Negotiated without a notice, as below the threshold, for an amount that reaches it."""
    values = standing.values
    if standing.procedure != "negoziata" or not values or min(values) < max(standing.thresholds):
        return
    text = standing.act.text
    if re.search(r"\bart(?:\.|icolo)\s*76\b", text):
        return
    match = NEGOTIATED.search(text) or CALLING.search(text)
    if match and not NOT.search(text[max(0, match.start() - 60) : match.start()]):
        limit = max(standing.thresholds)
        cited = [
            each.end
            for each in standing.act.citations
            if each.article == "50" and match.start() <= each.start < match.end() + 120
        ]
        message = f"Procedura negoziata per {amount_text(min(values))}: la soglia europea è {amount_text(limit)}, e da lì servono le procedure ordinarie."
        yield Found(
            match.start(),
            max([match.end(), *cited[:1]]),
            message,
            "Si procede con procedura aperta, ai sensi dell'art. 71 del D.Lgs. 36/2023.",
        )


PROCEDURES = (
    threshold(
        "affidamento_diretto",
        "art. 50 c. 1 lett. a) e b)",
        "Oltre il limite l'affidamento diretto è illegittimo, qualunque sia la motivazione.",
        _over_direct,
    ),
    threshold(
        "lettera_art_50",
        "art. 50 c. 1",
        "Le lettere dell'art. 50 distinguono lavori da servizi e forniture, e le fasce d'importo.",
        _wrong_letter,
    ),
    threshold(
        "negoziata_sopra_soglia",
        "art. 14; artt. 70-71",
        "Le procedure semplificate valgono soltanto sotto le soglie europee.",
        _negotiated_above,
    ),
)
