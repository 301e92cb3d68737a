"""What is bought, told by the sentences: works by what is built, a mixed contract by what prevails in it."""

import re
from decimal import Decimal

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.acts.objects import cpv_kind
from apps.municipal.tenders.rules.wording import wording

PREVAILING = wording(
    r"\bprevalen\w+(?:\s+e\s+principal\w+)?\s+(?:\w+\s+){0,4}?(?P<first>lavori|servizi|fornitur[ae])\b|\b(?P<last>lavori|servizi|fornitur[ae])\s+(?:\w+\s+){0,3}?prevalent[ei]\b"
)
BUILT = r"(?:lavori\s+(?:di|per|stradal\w+|edil\w+|a\s+(?:misura|corpo)|urgent\w+|inerent\w+)|opere\s+(?:di|stradal\w+|edil\w+|civil\w+|murari\w+|idraulic\w+)|costruzione|ricostruzione|demolizione|ampliamento|allargamento|consolidamento|impermeabilizzazione|restauro|rifacimento|ristrutturazione|risanamento|tinteggiatura|asfaltatura|bitumatura|pavimentazione|messa\s+in\s+sicurezza|adeguamento\s+(?:sismico|statico|antincendio)|sostituzione\s+(?:degli\s+|di\s+)?(?:infissi|serramenti)|marciapied\w|fognatur\w|collettore|manto\s+(?:di|stradale)|nuov[oa]\s+(?:plesso|scuola|polo|palestra|palazzetto|palazzo|ponte|edificio|rotatoria))"
BUYING = wording(
    rf"\b(?:importo|costo|ammontare|base|totale)\s+(?:complessiv\w\s+)?(?:de[il]\s+)?lavori\b(?!\s+(?:analog|esegui|svolt|da\s+prog))|\b(?:affid\w+|appalt\w+|esegu\w+|realizz\w+|ammont\w+|stim\w+)~{{0,40}}?\b(?:de[il]|i|di)\s+lavori\b(?!\s+pubblic)|\blavori,?\s+(?:per\s+)?(?:€\s?|euro\s+)?\d{{1,3}}\.\d{{3}}|\b\d{{3}}(?:,\d\d)?\s?(?:€|euro)\s+(?:di|per)\s+lavori\b|\blavori\s+(?:e|con)\s+sicurezza\b|\bi\s+lavori\s+(?:valgono|costano|hanno\s+un|sono\s+(?:stimati|quantificati|valutati))\b|\(\s?lavori\s?\)|\b(?:natura|tipo|tipologia|settore)\s*[:|]\s*lavori\b"
    rf"|\b(?:per|intervento|oggetto|opera|oper[ae]\s+di|gara|appalto|negoziata|lettere)\b~{{0,40}}?\b{BUILT}\b|\bl'opera\s*(?:\(|,|è|vale)|\b(?:integrat\w)\b~{{0,60}}?\besecuzione\b"
)
BEGINS_BUILT = re.compile(
    rf"\A\W*(?:(?:i|gli|le|il|la|l')\s?)?{BUILT}\b|\n\W*(?:(?:i|gli|le|il|la|l')\s?)?{BUILT}\b", re.IGNORECASE
)
DESIGNED = re.compile(
    r"\b(?:progettazion\w+|direzione\s+(?:de[il]\s+)?lavori|direttore\s+dei\s+lavori|collaud\w+|coordinamento|indagin\w+|studi[oi]|parcell\w+|onorari\w+|incaric\w+\s+(?:\w+\s+)?profession\w+|verifica\s+del\s+progetto|rilievo)\b",
    re.IGNORECASE,
)
SERVED = re.compile(
    r"\b(?:fornitur\w+|serviz\w+|manutenzione\s+(?:ordinaria|del\s+verde)|noleggi\w+|acquist\w+|software|sito\s+(?:web|internet)|pulizi\w+)\b",
    re.IGNORECASE,
)
GRANTED = wording(
    r"(?:\A|\n|\boggetto\W+|\bla\s+|\bin\s+)\W*concessione\s+(?:(?:del(?:la|l'|lo)?|dei|degli|delle|di|in\s+gestione\s+del(?:la|l'|lo)?)\s?)(?:servizi\w*|gestione|bar|chiosc\w+|ristor\w+|impiant\w+|piscin\w|palestr\w|parchegg\w+|teatro|rifugio|edicola|spiaggi\w|lido|camp[oi]\s+(?:sport\w+|da\s+tennis|di\s+calcio)|centro\s+sport\w+|distributor\w+|canile|illuminazione|cimiter\w+|ret[ei]\b|farmaci\w|campegg\w+|asil\w|nid[oi]\b)"
)
OFFICE = re.compile(
    r"\b(?:settore|area|ufficio|servizio|programma\s+triennale\s+dei|responsabile|assessorato|dirigente|direzione|direttore)\s+(?:de[il]\s+)?(?:lavori|opere)(?:\s+pubblic\w+)?|\b(?:servizio|settore|area|ufficio)\s+(?:\w+\s+){0,2}?(?:manutenzion\w+|patrimonio|tecnico)|\bD\.?U\.?V\.?R\.?I\b",
    re.IGNORECASE,
)
WORKS = re.compile(r"\blavori\b", re.IGNORECASE)
LAID = re.compile(
    r"\blavori\s+(?:di\b|de(?:l|i|gli|ll[aeo])\b|dell'|per\s+(?:il|la|lo|l'|i|le|gli))|\bimporto\s+(?:dei\s+)?lavori\b",
    re.IGNORECASE,
)
"""works whose building has the name of a service: «lavori della nuova mensa»"""
GOODS_PART = re.compile(
    r"\b(?:fornitur\w+|arred\w+|attrezzatur\w+|ben[ei]\b|macchin\w+|apparecch\w+|apparat\w+|materiali|hardware|serviz\w+|noleggi\w+|giochi|mobili|veicol\w+|impianto)",
    re.IGNORECASE,
)
WORKS_PART = re.compile(
    r"\b(?:lavori|opere|posa|montaggi\w+|installazion\w+|murari\w+|edil[ei]|scav\w+|demolizion\w+)\b",
    re.IGNORECASE,
)
HEAD = 700
READ = 1500
"""characters in which an act says what it buys"""
SORTS = {"l": "lavori", "s": "servizi", "f": "forniture"}


def kinds_bought(act: Act, told: tuple[str, ...]) -> tuple[str, ...]:
    """`told`, the kinds that labels and words of the object tell, mended by what the sentences say is built."""
    text = act.text[:READ]
    if GRANTED.search(text[:HEAD]):
        return ("concessione",)
    prevailing = PREVAILING.search(act.text)
    if prevailing:
        sort = SORTS[(prevailing["first"] or prevailing["last"])[0].lower()]
        return (sort,) if sort == "lavori" or "lavori" in told else told
    plain = OFFICE.sub("", text)
    if len(told) > 1 and "lavori" in told:
        is_plain = not SERVED.search(plain) and not DESIGNED.search(plain)
        return _by_amounts(act, told) if not is_plain else ("lavori",) if BUYING.search(plain) else told
    if told == ("servizi_sociali",) and LAID.search(text) and not SERVED.search(plain):
        return ("lavori",)
    if {"lavori", "concessione", "servizi_sociali"} & set(told) or cpv_kind(act.text) in told:
        return told
    return _built(act, told, plain)


def _built(act: Act, told: tuple[str, ...], plain: str) -> tuple[str, ...]:
    """`told`, or works where the sentences build something; both where nothing tells what is bought."""
    is_untold = not act.object_kind and not SERVED.search(plain) and not DESIGNED.search(plain)
    if is_untold and WORKS.search(plain):
        return ("lavori",)
    found = BUYING.search(plain) or BEGINS_BUILT.search(plain)
    if not found:
        return (*told, "lavori") if is_untold and not ACTIVITY.search(plain) else told
    is_integrated = re.search(r"\bintegrat\w\b", found[0], re.I) is not None
    if not is_integrated and DESIGNED.search(plain):
        return told
    is_mixed = SERVED.search(plain) and not is_integrated
    return _by_amounts(act, (*told, "lavori")) if is_mixed else ("lavori",)


ACTIVITY = re.compile(
    r"\b(?:manutenzion\w+|trasport\w+|gestion[ei]|assistenza|sorveglianza|vigilanza|smaltiment\w+|raccolta|spazzament\w+|custodia|stampa|formazione|redazione|consulenza|cura|sfalci\w*|potatur\w+|derattizzazion\w+|disinfestazion\w+"
    r"|portierato|traduzion\w+|traslochi|facchinaggio|tesoreria|mensa|refezione|ristorazione|lavanderia|lavanolo|autobus|scuolabus|minibus|arred\w+|carta|computer|libri|gas|energia|veicol\w+|licenz\w+|gestionale|telefoni\w+|brokeraggio|sgombero|lettura|spedizion\w+|notific\w+|riscossion\w+|pubblicit\w+|allestiment\w+|spettacol\w+|mostr[ae])\b",
    re.IGNORECASE,
)
"""what is served or supplied, named without the word"""


def _by_amounts(act: Act, told: tuple[str, ...]) -> tuple[str, ...]:
    """Of works and something else, what costs more: «arredi € 131.700,00; opere murarie € 13.100,00»."""
    works = goods = Decimal(0)
    ends = [0, *(each.words_end for each in act.amounts)]
    for each, before in zip(act.amounts, ends, strict=False):
        label = re.split(r"[;\n|]", act.text[max(before, each.start - 60) : each.start])[-1]
        if each.tax == "lordo" or TOTAL.search(label):
            continue
        is_works, is_goods = WORKS_PART.search(label), GOODS_PART.search(label)
        if is_works and not is_goods:
            works += each.value
        elif is_goods and not is_works:
            goods += each.value
    if not works or not goods or works == goods:
        return told
    return ("lavori",) if works > goods else tuple(each for each in told if each != "lavori")


TOTAL = re.compile(r"\b(?:total\w|complessiv\w|soglia|limite|inferior\w|superior\w)\b", re.IGNORECASE)
