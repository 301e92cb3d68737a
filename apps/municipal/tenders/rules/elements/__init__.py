"""Family `elementi`: what an act of that type, object and amount must say, and does not."""

from collections.abc import Iterator
from functools import partial

from apps.municipal.tenders.acts import Act, Kind
from apps.municipal.tenders.rules.elements.award import AWARD
from apps.municipal.tenders.rules.elements.contest import CONTEST
from apps.municipal.tenders.rules.elements.contract import CONTRACT
from apps.municipal.tenders.rules.elements.demands import DEMANDS, Asked, Demand, subjects
from apps.municipal.tenders.rules.elements.element import Element, compiled
from apps.municipal.tenders.rules.elements.office import OFFICE
from apps.municipal.tenders.rules.elements.people import PEOPLE
from apps.municipal.tenders.rules.elements.plain import PLAIN, is_plainly_said
from apps.municipal.tenders.rules.elements.plausible import PLAUSIBLE
from apps.municipal.tenders.rules.elements.subject import SUBJECT
from apps.municipal.tenders.rules.elements.terse import TERSE
from apps.municipal.tenders.rules.elements.usual import USUAL
from apps.municipal.tenders.rules.rule import Found, Rule, Severity

IN_KIND: dict[Kind, str] = {
    "determina_affidamento_diretto": "Nella determina di affidamento diretto",
    "decisione_di_contrarre": "Nella decisione di contrarre",
    "avviso": "Nell'avviso di indagine di mercato",
    "lettera_invito": "Nella lettera d'invito",
    "disciplinare": "Nel disciplinare di gara",
    "capitolato": "Nel capitolato",
}
UNSURE = "{} con certezza {}: se ne parla, ma conviene controllare che sia detto."
IN_PLAIN_WORDS = {
    element: compiled(tuple(words for ways in (PLAIN, TERSE, USUAL) for words in ways.get(element, ())))
    for element in {*PLAIN, *TERSE, *USUAL}
}
PLURAL = ("i ", "le ", "gli ")


def _missing(element: Element, act: Act) -> Iterator[Found]:
    demand = DEMANDS[act.kind].get(element.id)
    asked = demand.holds(act) if demand else False
    if not demand or asked is False or element.is_in(act):
        return
    if is_plainly_said(element, act, IN_PLAIN_WORDS.get(element.id)):
        return
    if asked and element.may_be_in(act, PLAUSIBLE.get(element.id)):
        yield Found(0, 0, _doubt(element, act), element.suggestion, "nota")
        return
    yield Found(
        0, 0, _message(element, act, demand, asked), element.suggestion, _severity(element, act, asked)
    )


def _doubt(element: Element, act: Act) -> str:
    verb = _verb(element, "non si riconosce", "non si riconoscono")
    return f"{IN_KIND[act.kind]} {UNSURE.format(verb, element.name)}"


def _message(element: Element, act: Act, demand: Demand, asked: Asked) -> str:
    because = f" ({demand.because})" if demand.because else ""
    if element.id == "cam":
        because = f": {'; '.join(f'{each.title}, {each.decree}' for each in subjects(act))}"
    doubt = "" if asked else " Dall'atto non si capisce se qui è richiesto."
    verb = _verb(element, "manca", "mancano")
    return f"{IN_KIND[act.kind]} {verb} {element.name}{because}.{doubt}"


def _verb(element: Element, one: str, more: str) -> str:
    return more if element.name.startswith(PLURAL) else one


def _severity(element: Element, act: Act, asked: Asked) -> Severity | None:
    if asked is None:
        return "nota"
    is_sure = element.id != "cam" or any(each.confidence == "verificata" for each in subjects(act))
    return None if is_sure else "avviso"


def _rule(element: Element) -> Rule:
    return Rule(
        id=f"elementi.{element.id}",
        article=element.article,
        severity=element.severity,
        confidence=element.confidence,
        source=element.source,
        why=element.why,
        find=partial(_missing, element),
        kinds=frozenset(kind for kind in DEMANDS if element.id in DEMANDS[kind]),
    )


ELEMENTS: tuple[Rule, ...] = tuple(
    _rule(element) for element in (*OFFICE, *SUBJECT, *AWARD, *CONTEST, *CONTRACT, *PEOPLE)
)
