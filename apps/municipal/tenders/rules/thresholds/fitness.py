"""Whether the body may buy so much on its own, and whether foreigners are interested: both change the procedure."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.acts import amount_text
from apps.municipal.tenders.law import qualification_limit
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import NEGOTIATED, Standing
from apps.municipal.tenders.rules.thresholds.case import DIRECTLY
from apps.municipal.tenders.rules.thresholds.entry import threshold
from apps.municipal.tenders.rules.thresholds.reading import stated_amounts
from apps.municipal.tenders.rules.wording import denied, wording

QUALIFIED = wording(
    r"\bnon\s+(?:è\s+|occorre\s+|serve\s+|necessita\w*\s+(?:di\s+|della\s+)?|si\s+richiede\s+|richiede\s+|rileva\s+|essendo\s+)(?:\w+\s+){0,3}?qualificazion\w+~{0,60}|\bqualificazion\w+~{0,50}?\bnon\s+(?:è|occorre|serve|risulta|rileva|si\s+richiede|necessari\w|richiest\w|dovut\w)\b~{0,40}|\bnon\s+(?:occorre|serve|rileva|importa|è\s+necessario|è\s+richiesto)\s+che~{0,50}?\bqualificat\w|\b(?:senza|a\s+prescindere\s+da\w*|prescindendo\s+da\w*|indipendentemente\s+da\w*|pur\s+in\s+mancanza\s+d\w+|in\s+assenza\s+d\w+|pur\s+senza|benché\s+priv\w+\s+d\w+|pur\s+priv\w+\s+d\w+)\s*(?:necessità\s+di\s+)?(?:la\s+)?qualificazion\w+|\bnon\s+(?:è\s+|occorre\s+|serve\s+|si\s+)(?:\w+\s+){0,2}?(?:ricors\w|ricorr\w+|avval\w+|rivolg\w+)~{0,40}?\bqualificat\w|\b(?:non|né)\s+(?:\w+\s+){0,3}?qualificat\w\b|\bnon\s+(?:\w+\s+){0,3}?(?:iscritt\w|inserit\w|compres\w|presente|figura\w*)~{0,40}?\bstazioni\s+(?:appaltanti\s+)?qualificate"
)
INTEGRATED = wording(
    r"\b(?:appalto|contratto|affidamento)\s+integrat\w\b~{0,110}?\bmanutenzion[ei]\s+ordinari[ae]\b|\bmanutenzion[ei]\s+ordinari[ae]\b~{0,110}?\b(?:appalto|contratto|affidamento)\s+integrat\w\b"
    r"|\bprogett\w+\s+esecutiv\w\s+(?:ed?|con|insieme\s+al?l[ao']?)\s*(?:l'|la\s+)?esecuzion\w\b~{0,60}?\bmanutenzion[ei]\s+ordinari[ae]\b"
)
ALLOWED = re.compile(
    r"\b(?:può|possono|potendo|poter\w+|gest\w+|proced\w+|autonom\w+|in\s+proprio|da\s+sé|da\s+sol[oi]|rilev\w+|occorr\w+|serv\w+|necess\w+|richied\w+|richiest\w)\b",
    re.IGNORECASE,
)
"""what the act draws from it; one place is told"""
MORE = re.compile(r"\s+(?:ed?|o)\s+straordinari", re.IGNORECASE)
CROSS = wording(
    r"\b(?P<verb>presenta|esiste|sussiste|sussistendo|ricorre|ha|avendo|riveste|rivestendo|è\s+stat\w\s+(?:accertat\w|rilevat\w|riscontrat\w|ravvisat\w)|vi\s+è|c'è|si\s+(?:ravvisa|riscontra|rileva|riconosce|accerta)|accertat\w|ravvisat\w|riconosciut\w|stante|dato|per|attest\w+|dichiar\w+|rilevat\w|riscontrat\w|constatat\w|(?:l')?(?:esistenza|presenza|sussistenza)\s+d[ei]l?)\s+(?:[\w']+\s+){0,4}?(?:l')?interesse\s+transfrontaliero(?:\s+certo)?|\binteresse\s+transfrontaliero(?:\s+certo)?~{0,30}?\b(?:esiste|sussiste|ricorre|è\s+(?:presente|certo|accertato|evidente|stato\s+\w+))|\binteresse\s+transfrontaliero(?:\s+certo)?\s*[:|]\s*(?:s[iì]\b|presente|accertat\w|riscontrat\w)|\binteresse\s+transfrontaliero(?:\s+certo)?\s+(?P<idle>non)\s+(?:incid\w+|rilev\w+|osta\w*|impedi\w+|preclu\w+|influ\w+|modific\w+|cambia\w*)"
)


def _unqualified(standing: Standing) -> Iterator[Found]:
    text = standing.act.text
    limits = [qualification_limit(kind, day).value for kind in standing.kinds for day in standing.days]
    if not standing.values or min(standing.values) <= max(limits):
        return
    told: list[tuple[int, int, int]] = []
    stated = [each.start for each in stated_amounts(standing) if each.value not in standing.values]
    for match in scan(QUALIFIED, text):
        sentence = standing.act.sentence(match.start(), match.end())
        if (
            _has_limit(standing, stated, match.span())
            or not re.search(
                r"\b(?:6[23]\b|stazion\w+|comune|ente\b|committenza|qualificazion\w+\s+(?:della\s+stazione|prevista|dell'ente)|occorre)",
                sentence,
                re.I,
            )
            or re.search(
                r"\bSOA\b|operator\w|concorrent\w|impres[ae]\b|(?<!senza\s)(?<!necessario\s)(?<!occorre\s)(?:ricorr\w+|ricorso)\s+a|si\s+avval\w+|avvalend\w+|deleg\w+|(?:tramite|mediante|con|presso|dalla|alla)\s+(?:la\s+)?(?:centrale|stazione|C\.?U\.?C)",
                sentence,
                re.I,
            )
        ):
            continue
        told.append((_drawn(text, sentence, match.end()), match.start(), match.end()))
    message = f"L'atto dice che la qualificazione non serve: fino a {amount_text(max(limits))}, e qui l'importo è {amount_text(min(standing.values))}."
    suggestion = "Indicare il livello di qualificazione del Comune, o la centrale di committenza qualificata (artt. 62 e 63)."
    for _, start, end in sorted(told)[:1]:
        yield Found(start, end, message, suggestion)


def _drawn(text: str, sentence: str, end: int) -> int:
    """How far what the act draws from it stands: right after, in the sentence, nowhere."""
    if ALLOWED.search(text, end, end + 45):
        return 0
    return 1 if ALLOWED.search(sentence) else 2


def _has_limit(standing: Standing, stated: list[int], place: tuple[int, int]) -> bool:
    """Whether the sentence states an amount that is not this contract's value: then that amount is judged."""
    one, other = standing.act.flat.sentence(*place)
    return any(one <= each < other for each in stated)


def _integrated(standing: Standing) -> Iterator[Found]:
    """One contract for design and building, of ordinary maintenance."""
    text = standing.act.text
    for match in scan(INTEGRATED, text):
        if denied(text, match.start(), match.end(), 60, 50) or MORE.match(text, match.end()):
            continue
        message = "Appalto integrato per manutenzione ordinaria: l'art. 44 lo esclude."
        suggestion = "Affidare l'esecuzione sulla base di un progetto già redatto, o un accordo quadro di manutenzione."
        yield Found(match.start(), match.end(), message, suggestion)


def _cross_border(standing: Standing) -> Iterator[Found]:
    if standing.procedure not in ("affidamento_diretto", "negoziata"):
        return
    text = standing.act.text
    if not (NEGOTIATED.search(text) or DIRECTLY.search(text)):
        return
    for match in scan(CROSS, text):
        before = re.split(r"[;:\n]|\.\s", text[max(0, match.start() - 60) : match.start()])[-1]
        said = "" if match["idle"] else match[0]
        if re.search(
            r"\b(?:non|né|senza|nessun|esclu\w+|assen\w+|insussist\w+|inesist\w+|mancan\w+|priv[oa]|se\b|qualora|ove\b|salvo)\b",
            f"{before} {said}",
            re.I,
        ):
            continue
        yield Found(
            match.start(),
            match.end(),
            "Con un interesse transfrontaliero certo si seguono le procedure ordinarie.",
            "Si procede con procedura aperta (art. 48, comma 2, del D.Lgs. 36/2023).",
        )


FITNESS = (
    threshold(
        "appalto_integrato",
        "art. 44 c. 1",
        "Progetto esecutivo ed esecuzione stanno in un solo contratto, ma non per la manutenzione ordinaria.",
        _integrated,
    ),
    threshold(
        "qualificazione",
        "art. 62 c. 1-2",
        "Oltre il limite, a chi non è qualificato ANAC non rilascia il CIG.",
        _unqualified,
    ),
    threshold(
        "interesse_transfrontaliero",
        "art. 48 c. 2",
        "Con un interesse transfrontaliero certo le procedure sotto soglia non si usano.",
        _cross_border,
    ),
)
