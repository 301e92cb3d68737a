"""What is bought, told by the sentences: works by what is built, a mixed contract by what prevails in it."""

import re

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.wording import wording

PREVAILING = wording(
    r"\bprevalen\w+(?:\s+e\s+principal\w+)?\s+(?:\w+\s+){0,4}?(?P<first>lavori|servizi|fornitur[ae])\b|\b(?P<last>lavori|servizi|fornitur[ae])\s+(?:\w+\s+){0,3}?prevalent[ei]\b"
)
BUILT = r"(?:lavori\s+(?:di|per|stradal\w+|edil\w+|a\s+(?:misura|corpo)|urgent\w+|inerent\w+)|opere\s+(?:di|stradal\w+|edil\w+|civil\w+|murari\w+|idraulic\w+)|costruzione|ricostruzione|demolizione|ampliamento|allargamento|consolidamento|impermeabilizzazione|restauro|rifacimento|ristrutturazione|risanamento|tinteggiatura|asfaltatura|bitumatura|pavimentazione|messa\s+in\s+sicurezza|adeguamento\s+(?:sismico|statico|antincendio)|sostituzione\s+(?:degli\s+|di\s+)?(?:infissi|serramenti)|marciapied\w|fognatur\w|collettore|manto\s+(?:di|stradale)|nuov[oa]\s+(?:plesso|scuola|polo|palestra|palazzetto|palazzo|ponte|edificio|rotatoria))"
BUYING = wording(
    rf"\b(?:importo|costo|ammontare|base|totale)\s+(?:complessiv\w\s+)?(?:de[il]\s+)?lavori\b(?!\s+(?:analog|esegui|svolt|da\s+prog))|\b(?:affid\w+|appalt\w+|esegu\w+|realizz\w+|ammont\w+|stim\w+)~{{0,40}}?\b(?:de[il]|i|di)\s+lavori\b(?!\s+pubblic)|\blavori\s+(?:per\s+)?(?:€\s?|euro\s+)?\d{{1,3}}\.\d{{3}}|\b\d{{3}}(?:,\d\d)?\s?(?:€|euro)\s+(?:di|per)\s+lavori\b|\blavori\s+(?:e|con)\s+sicurezza\b"
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
    r"(?:\A|\n|\boggetto\W+|\bla\s+|\bin\s+)\W*concessione\s+(?:(?:del(?:la|l'|lo)?|dei|degli|delle|di|in\s+gestione\s+del(?:la|l'|lo)?)\s?)(?:servizi\w*|gestione|bar|chiosc\w+|ristor\w+|impiant\w+|piscin\w|palestr\w|parchegg\w+|teatro|rifugio|edicola|spiaggi\w|lido|camp[oi]\s+(?:sport\w+|da\s+tennis|di\s+calcio)|centro\s+sport\w+|distributor\w+|canile|illuminazione|cimiter\w+)"
)
OFFICE = re.compile(
    r"\b(?:settore|area|ufficio|servizio|programma\s+triennale\s+dei|responsabile|assessorato|dirigente|direzione|direttore)\s+(?:de[il]\s+)?(?:lavori|opere)(?:\s+pubblic\w+)?|\b(?:servizio|settore|area|ufficio)\s+(?:\w+\s+){0,2}?(?:manutenzion\w+|patrimonio|tecnico)|\bD\.?U\.?V\.?R\.?I\b",
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
    if "lavori" in told or "concessione" in told or "servizi_sociali" in told:
        return told
    plain = OFFICE.sub("", text)
    found = BUYING.search(plain) or BEGINS_BUILT.search(plain)
    if not found:
        return told
    is_integrated = re.search(r"\bintegrat\w\b", found[0], re.I) is not None
    if not is_integrated and DESIGNED.search(plain):
        return told
    return (*told, "lavori") if SERVED.search(plain) and not is_integrated else ("lavori",)
