"""Subcontracting: general limits and bans without reasons."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.rules.clauses.entry import clause
from apps.municipal.tenders.rules.clauses.execution import REASONED, SHARES
from apps.municipal.tenders.rules.quantities import labelled, shown
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.wording import until_stop

BAN = re.compile(
    r"\b(?:(?:è|resta|viene)\s+(?:\w+mente\s+)?(?:vietato|escluso|inibito|precluso|proibito)\s+(?:\w+\s+){0,2}?(?:il\s+|ogni\s+(?:forma\s+di\s+)?|qualsiasi\s+(?:forma\s+di\s+)?|qualunque\s+)?(?:ricorso\s+al\s+)?sub-?appalto|(?:divieto\s+(?:assoluto\s+)?di\s+sub-?appalto)"
    r"|\bnon\s+(?:può|possono|potrà|potranno|deve|è\s+autorizzat\w\s+a)\s+(?:\w+\s+){0,2}?sub-?appaltare|\b(?:vietat|esclus)\w\s+(?:la\s+)?cession\w+(?:\s+\w+){0,4}?\s+ed?\s+(?:il\s+)?sub-?appalto\b(?!\s+(?:è|e'|segue|resta|sarà|viene|si|avviene|va)\b)"
    r"|(?:il\s+)?(?:ricorso\s+al\s+)?sub-?appalto\s+(?:(?:non\s+(?:è|sarà|viene)\s+(?:\w+\s+){0,2}?(?:ammesso|consentito|permesso|autorizzato|possibile))|(?:è|resta)\s+(?:\w+mente\s+)?(?:vietato|escluso|precluso))|sub-?appalto\s*[:|–-]\s*(?:non\s+(?:ammess|consentit|previst|permess)o(?!\s+(?:un|alcun|il|oltre|limit))|vietato|escluso|no\b|nessuno)|non\s+(?:è|sarà)\s+(?:\w+\s+){0,2}?(?:ammesso|consentito|permesso|possibile)\s+(?:alcun\s+|il\s+|in\s+alcun\s+caso\s+il\s+)?(?:ricorso\s+al\s+)?sub-?appalt(?:o|are\s+(?:il|le|la)))",
    re.IGNORECASE,
)
CASCADE = re.compile(
    r"\b(?:cascata|ulterior\w+|a\s+sua\s+volta|oltre|(?:senza|in\s+assenza\s+di|salva)\s+(?:la\s+)?(?:previa\s+)?autorizzazion\w+|non\s+autorizzat\w+|se\s+non|salv\w|prima\s+dell'autorizz|del(?:la|le|l')\s+(?!contratto|appalto|prestazion[ei]\s+oggetto|servizio|fornitura))",
    re.IGNORECASE,
)
SMALL_FIRMS = re.compile(
    r"\b(?:piccol\w+\s+(?:e\s+)?medi\w+|PMI|micro\w*|prevalente|riservat\w+|manodopera|nol[oi]\b|fornitur\w+\s+con\s+posa)",
    re.IGNORECASE,
)
LIMITED = re.compile(
    r"\b(?:limite|superar\w*|supera|oltre|non\s+oltre|massim\w+|max\b|non\s+superior\w+|entro|fino\s+a\w*|eccede\w*|nella\s+misura|quota|nel\s+limite|(?:ammess|consentit|previst|permess|autorizzat)\w\s+(?:solo\s+|soltanto\s+)?(?:al|nel|per\s+il)|si\s+può\s+subappaltare)\b",
    re.IGNORECASE,
)


def _subcontract_limit(standing: Standing) -> Iterator[Found]:
    text = standing.act.text
    for found in labelled(text, SHARES, "subappalto", "percento"):
        quantity = found.quantity
        if found.label != "subappalto" or not 10 <= quantity.value < 100:
            continue
        sentence = standing.act.sentence(found.since, quantity.end)
        if not LIMITED.search(sentence) or 49 <= quantity.value < 50:
            continue
        if REASONED.search(sentence) or SMALL_FIRMS.search(sentence):
            continue
        message = f"Subappalto limitato al {shown(quantity.value)} per cento: un limite generale non c'è più; le prestazioni da eseguire in proprio vanno indicate e motivate."
        yield Found(quantity.start, quantity.end, message, SUBCONTRACT)


SUBCONTRACT = "Il subappalto è ammesso secondo l'art. 119 del D.Lgs. 36/2023; le prestazioni che l'affidatario esegue direttamente sono […], perché […]."


def _subcontract_ban(standing: Standing) -> Iterator[Found]:
    text = standing.act.text
    for match in BAN.finditer(text):
        end = until_stop(text, match.end(), 140)
        line_end = text.find("\n", match.end())
        following = text[match.end() : min(line_end if line_end >= 0 else len(text), match.end() + 260)]
        sentence = standing.act.sentence(match.start(), match.end())
        if (
            CASCADE.search(text[match.start() : end])
            or REASONED.search(sentence)
            or REASONED.search(following)
        ):
            continue
        yield Found(
            match.start(),
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
