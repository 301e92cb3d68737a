"""Subcontracting: general limits and bans without reasons."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.rules.clauses.entry import clause
from apps.municipal.tenders.rules.clauses.execution import REASONED, SHARES
from apps.municipal.tenders.rules.clauses.phrasing import to
from apps.municipal.tenders.rules.clauses.shares import find_shares
from apps.municipal.tenders.rules.clauses.statements import Statement, before, places
from apps.municipal.tenders.rules.quantities import labelled
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.wording import sentence_of, until_stop

BAN = re.compile(
    r"\b(?:(?<!non )(?:è|resta|viene)\s+(?:\w+mente\s+)?(?:vietato|escluso|inibito|precluso|proibito)\s+(?:\w+\s+){0,2}?(?:il\s+|ogni\s+(?:forma\s+di\s+)?|qualsiasi\s+(?:forma\s+di\s+)?|qualunque\s+)?(?:ricor(?:so|rere)\s+al\s+)?sub-?appalto|(?:divieto\s+(?:assoluto\s+)?di\s+sub-?appalto)"
    r"|\bnon\s+(?:può|possono|potrà|potranno)\s+(?:\w+\s+)?(?:avvalersi\s+d|servirsi\s+d|ricorrere\s+a)\w*\s+(?:\w+\s+)?sub-?appalt\w+|\bnon\s+(?:può|possono|potrà|potranno|deve|è\s+autorizzat\w\s+a)\s+(?:\w+\s+){0,2}?sub-?appaltare|\b(?:vietat|esclus)\w\s+(?:la\s+)?cession\w+(?:\s+\w+){0,4}?\s+ed?\s+(?:il\s+)?sub-?appalto\b(?!\s+(?:è|e'|segue|resta|sarà|viene|si|avviene|va)\b)"
    r"|(?:il\s+)?(?:ricorso\s+al\s+)?sub-?appalto\s+(?:(?:non\s+(?:è|sarà|viene)\s+(?:\w+\s+){0,2}?(?:ammesso|consentito|permesso|autorizzato|possibile))|(?:è|resta)\s+(?:\w+mente\s+)?(?:vietato|escluso|precluso))|sub-?appalto\s*[:|–-]\s*(?:non\s+(?:ammess|consentit|previst|permess)o(?!\s+(?:un|alcun|il|oltre|limit))|vietato|escluso|no\b|nessuno)|sub-?appalt[oi]\s+e\s+(?:la\s+|ogni\s+)?cession\w+(?:\s+del\s+contratto)?\s*(?:[:|–-]\s*|(?:sono|restano)\s+)(?:non\s+(?:sono\s+)?(?:ammess|consentit|permess)i|vietati|esclusi)|cession\w+(?:\s+del\s+contratto)?\s+e\s+(?:il\s+)?sub-?appalto\s*(?:[:|–-]\s*|(?:sono|restano)\s+)(?:non\s+(?:sono\s+)?(?:ammess|consentit|permess)i|vietati|esclusi)|(?:(?:le\s+prestazioni|il\s+servizio|i\s+servizi|i\s+lavori|la\s+fornitura|l'appalto)(?:\s+oggetto\s+[^.;\n]{0,40}?)?|\ble\s+\w+)\s+non\s+(?:può|possono|potrà|potranno)\s+essere\s+(?:oggetto\s+di\s+sub-?appalto|sub-?appaltat\w\b)(?!\s+(?:oltre|per\s+più))|non\s+(?:è|sarà)\s+(?:\w+\s+){0,2}?(?:ammesso|consentito|permesso|possibile|previst[oa])\s+(?:alcun\s+|il\s+|la\s+(?:possibilità|facoltà)\s+di\s+|in\s+alcun\s+caso\s+il\s+)?(?:ricor(?:so|rere)\s+al\s+)?sub-?appalt(?:o|are)\b)",
    re.IGNORECASE,
)
CASCADE = re.compile(
    r"\b(?:cascata|(?:per|a)\s+chi|prevalente\s+esecuzione|(?:l')?inter[ao]\s+(?:prestazion|servizi|esecuzion|appalt|fornitur)\w+|(?:alle|ad?)\s+(?:imprese|soggetti|operatori|ditte)\s+(?:che|per|nei|priv)\w*|integral[ei]\b(?!\s+o\s+parzial)|total[ei]\b(?!\s+(?:o|e|né)\s+parzial)|dell'intero|ulterior\w+|a\s+sua\s+volta|oltre|(?:senza|in\s+assenza\s+d[i'e]\w*|salv[ao])\s+(?:\w+\s+){0,3}?(?:l'\s?|dell'\s?)?(?:autorizz|consens|assens|permess)\w*|non\s+autorizzat\w+|se\s+non|salv\w|prima\s+dell'autorizz|del(?:la|le|l')\s+(?!contratto|appalto|prestazion[ei]\s+oggetto|servizio|fornitura))",
    re.IGNORECASE,
)
WHOLLY = re.compile(r"(?:vietat|esclus|ammess|consentit|permess)o\s+per\s+l'inter[ao]\b", re.IGNORECASE)
"""«è vietato per l'intero servizio»: all of it, not its giving away as a whole"""
SMALL_FIRMS = re.compile(
    r"\b(?:piccol\w+\s+(?:e\s+)?medi\w+|PMI|micro\w*|prevalente|riservat\w+|manodopera|nol[oi]\b|fornitur\w+\s+con\s+posa)",
    re.IGNORECASE,
)
TAKEN_FOR = re.compile(
    r"\b(?:lett|intes|interpretat|scambiat|equivocat|fraintes|presentat)\w+\s+(?:\w+\s+)?(?:come|per|quale)\s+(?:un\s+)?$",
    re.IGNORECASE,
)
"""a ban that somebody has read in words that do not say it"""
FAILING = re.compile(
    r"\b(?:in\s+(?:mancanza|difetto|assenza|caso\s+contrario)|altrimenti|diversamente|in\s+caso\s+di\s+(?:mancata|omessa)\s+\w+)\b[^.;\n]{0,35}$",
    re.IGNORECASE,
)
"""a ban for those that named nothing in their offer"""
NAME = re.compile(r"\bsub-?appalt", re.IGNORECASE)
PERCENT = re.compile(r"%|cento", re.IGNORECASE)
REFUSED = Statement(
    r"\bsub-?appalt(?:o|are|i|ator\w)\b",
    r"\bdivieto\s+di\b|\bnessun\s+sub-?appalto|\besclude\s+(?:\w+\s+){0,2}?sub-?appalto|\bsenza\s+(?:\w+\s+){0,3}?(?:possibilità|facoltà|poter)\s+(?:di\s+)?(?:\w+\s+)?sub-?appalt\w+|(?<!non . )\b(?:vietat|preclus|proibit|interdett)[oa]\b|\b(?:tutto|interamente|integralmente|totalmente|esclusivamente)\s+in\s+proprio|\bnon\s+si\s+(?:ammette|consente|autorizza)",
    "",
    "",
    unless=r"\b(?:ulterior\w+|cascata|senza\s+(?:la\s+)?(?:previa\s+)?autorizzazion\w+|non\s+autorizzat\w+|altr\w+\s+subappalt\w+|120|divieto\s+di\s+cession\w+|cession\w+|dichiara\s+di\s+(?:non\s+)?vol\w+|inten\w+)\b",
    reach=45,
)
IN_PERSON = Statement(
    r"\b(?:in\s+proprio|direttamente|propri\w\s+(?:personale|organizzazione|mezzi)|(?:prestazion\w+|servizi[o]?|lavor\w+|parte|parti|esecuzion\w+))\b",
    r"\bnon\s+(?:(?:è|sono|si|sarà|può|possono|potrà)\s+){1,2}(?:\w+\s+){0,3}?(?:affidar\w*|far\s+(?:eseguire|svolgere)|demandar\w*|delegar\w*|dar\w*)\s+(?:\w+\s+){0,4}?(?:ad?\s+)(?:altr[ie]|terz[ie])\b",
    "",
    "",
    unless=r"\b(?:senza\s+|autorizz\w+|credit\w+|dati|notizi\w+|informazion\w+|chiav\w+|document\w+|progettist\w+|mandat\w+|se\s+non|prima\s+(?:di|che)|ulterior\w+|subappaltator\w+|oltre)\b",
    reach=130,
)
TITLED = Statement(
    r"\bsub-?appalt(?:o|i)\b",
    r"(?:(?<=\n)|(?<=subappalto )|(?<=subappalti ))\s?(?:non\s+(?:è\s+)?(?:consentit|ammess|previst|permess)o|(?:è\s+)?(?:vietato|escluso|precluso))(?=\s*(?:[.;\n]|in\s+(?:ogni|qualsiasi|qualunque|alcun)|anche|totalmente|del\s+tutto))",
    "",
    "",
    titled=True,
)
LIMITED = re.compile(
    r"\b(?:limit[ei]|superar\w*|supera|oltre|non\s+oltre|massim\w+|max\b|non\s+superior\w+|entro|fino\s+a\w*|eccede\w*|nella\s+misura|quota|nel\s+limite|(?:ammess|consentit|previst|permess|autorizzat)\w\s+(?:solo\s+|soltanto\s+)?(?:al|nel|per\s+il)|si\s+può\s+subappaltare|non\s+più\s+de\w+|al\s+più|(?:ammess|consentit|previst|permess)\w\s+(?:il\s+)?sub-?appalto\s+(?:del|per\s+il)|può\s+subappaltare\s+(?:\w+\s+){0,3}?(?:del|il|per\s+il))\b",
    re.IGNORECASE,
)


MODIFIED = re.compile(r"\bmodific\w+|\bcosto\s+del", re.IGNORECASE)


def _subcontract_limit(standing: Standing) -> Iterator[Found]:
    text = standing.act.text
    yield from _fractions(standing)
    yield from _titled(standing)
    for found in labelled(text, SHARES, "subappalto", "percento"):
        quantity = found.quantity
        if found.label != "subappalto" or not 10 <= quantity.value < 100:
            continue
        one, other = sentence_of(standing.act.flat, found.since, quantity.end)
        sentence = text[one:other]
        if not LIMITED.search(sentence) or 49 <= quantity.value < 50:
            continue
        if MODIFIED.search(text, found.since, quantity.end):
            continue
        if _is_reasoned(text, one, other) or SMALL_FIRMS.search(sentence):
            continue
        message = f"Subappalto limitato {to(quantity.value)} per cento: un limite generale non c'è più; le prestazioni da eseguire in proprio vanno indicate e motivate."
        yield Found(quantity.start, quantity.end, message, SUBCONTRACT)


def _is_reasoned(text: str, one: int, other: int) -> bool:
    """Whether reasons stand in these words, or in those that follow on their line."""
    return REASONED.search(text[one : other + AFTERWARDS].partition("\n")[0]) is not None


AFTERWARDS = 110
OWN = re.compile(
    "|".join(pattern for name, pattern in SHARES.items() if name != "subappalto")
    + r"|\bpiccol\w+|\bmicro\w*|\bcantier\w+|\bgiorn\w+|\bIVA\b|\bdurc\b|\brived\w+|\brivist\w+|\bprezzi\s+(?:sono|si)\b|\bvariant\w+|"
    + MODIFIED.pattern,
    re.IGNORECASE,
)
"""what a share in an article on subcontracting may be of, besides the works that go to others"""


ARTICLE = re.compile(r"^\s*(?:art(?:\.|icolo)|§)\s*\d[^\n]{0,110}$", re.IGNORECASE | re.MULTILINE)


def _is_headed(text: str, start: int) -> bool:
    """Whether the article of `start`, be it a numbered paragraph, has subcontracting in its title."""
    headings = list(ARTICLE.finditer(text, max(0, start - 900), start))
    return bool(headings and NAME.search(headings[-1][0]))


def _titled(standing: Standing) -> Iterator[Found]:
    """«In ogni caso non può superare il 30 per cento del contratto», under a title or after a sentence on it."""
    text = standing.act.text
    for share in find_shares(text) if NAME.search(text) else ():
        if not 10 <= share.value < 100 or 49 <= share.value < 50:
            continue
        one, other = sentence_of(standing.act.flat, share.start, share.end)
        sentence = text[one:other]
        if NAME.search(sentence) or not LIMITED.search(sentence) or OWN.search(sentence):
            continue
        if REASONED.search(sentence) or SMALL_FIRMS.search(sentence):
            continue
        named = NAME.split(before(text, one))
        if (len(named) > 1 and not OWN.search(named[-1])) or (len(named) == 1 and _is_headed(text, one)):
            message = f"Subappalto limitato {to(share.value)} per cento: un limite generale non c'è più; le prestazioni da eseguire in proprio vanno indicate e motivate."
            yield Found(share.start, share.end, message, SUBCONTRACT)


def _fractions(standing: Standing) -> Iterator[Found]:
    """«Nel limite di un terzo delle prestazioni»."""
    text = standing.act.text
    for share in find_shares(text) if NAME.search(text) else ():
        if PERCENT.search(text, share.start, share.end):
            continue
        one, other = sentence_of(standing.act.flat, share.start, share.end)
        near = text[max(one, share.start - 100) : min(other, share.end + 60)]
        is_kept = REASONED.search(near) or SMALL_FIRMS.search(near) or share.value >= 50
        if NAME.search(near) and LIMITED.search(near) and not is_kept:
            message = "Subappalto limitato a una parte: un limite generale non c'è più; le prestazioni da eseguire in proprio vanno indicate e motivate."
            yield Found(share.start, share.end, message, SUBCONTRACT)


SUBCONTRACT = "Il subappalto è ammesso secondo l'art. 119 del D.Lgs. 36/2023; le prestazioni che l'affidatario esegue direttamente sono […], perché […]."


def _subcontract_ban(standing: Standing) -> Iterator[Found]:
    text = standing.act.text
    bans = [(match.start(), match.end()) for match in scan(BAN, text)]
    others = [
        place
        for refused in (REFUSED, TITLED, IN_PERSON)
        for place in places(standing, refused)
        if not any(one < place[1] and place[0] < end for one, end in bans)
    ]
    for start, stop in (*bans, *others):
        end = until_stop(text, stop, 140)
        line_end = text.find("\n", stop)
        following = text[stop : min(line_end if line_end >= 0 else len(text), stop + 260)]
        sentence = standing.act.sentence(start, stop)
        if (
            CASCADE.search(
                WHOLLY.sub(" ", text[max(start - 15, standing.act.flat.sentence(start, stop)[0]) : end])
            )
            or REASONED.search(sentence)
            or REASONED.search(following)
            or TAKEN_FOR.search(text, max(0, start - 40), start)
            or FAILING.search(text, max(0, start - 60), start)
        ):
            continue
        yield Found(
            start,
            end,
            "Il subappalto è vietato del tutto e senza motivo: i limiti vanno indicati e motivati (art. 119).",
            SUBCONTRACT,
        )


SUBCONTRACTING = (
    clause(
        "subappalto_limite",
        "art. 119 c. 2",
        "Un limite percentuale generale al subappalto non esiste più: servono ragioni riferite alle prestazioni.",
        _subcontract_limit,
        "alta",
    ),
    clause(
        "subappalto_vietato",
        "art. 119 c. 2",
        "Vietare il subappalto senza dire perché è un limite non motivato.",
        _subcontract_ban,
        "alta",
    ),
)
