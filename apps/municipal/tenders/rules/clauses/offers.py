"""Offers and those who make them: above the base, shares in a group, access to the acts, decisions left to a machine."""

from collections.abc import Iterator

from apps.municipal.tenders.rules.clauses.entry import clause, of_tender
from apps.municipal.tenders.rules.clauses.statements import FORBIDDEN, Statement, small, stated
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.standing import Standing

ABOVE_BASE = Statement(
    r"\boffert[ae]\b",
    r"\b(?:(?:sono|è|saranno|sarà)\s+(?:\w+mente\s+|altresì\s+|anche\s+)?(?:ammess|consentit|accettat|valutat)\w\s+(?:\w+\s+){0,3}?(?:in\s+aumento|condizionat\w|plurim\w|indeterminat\w|al\s+rialzo)|(?:può|possono|potrà|potranno)\s+(?:essere\s+)?(?:\w+\s+){0,2}?(?:in\s+aumento|al\s+rialzo|superior\w\s+(?:alla?|all')\s?(?:base|import))|in\s+aumento\s+(?:\w+\s+){0,4}?(?:sono|è)\s+ammess\w|\bsi\s+(?:accett|ammett)\w+\s+(?:anche\s+)?offerte\s+(?:\w+\s+){0,2}?(?:in\s+aumento|superiori|condizionate))",
    "Un'offerta sopra la base di gara, o condizionata, è inammissibile.",
    "Non sono ammesse offerte in aumento, parziali o condizionate (art. 70, comma 4, del D.Lgs. 36/2023).",
    unless=r"\b(?:non\s+(?:sono|è|saranno|possono|può|si)|né|esclus\w+|inammissibil\w+|concession\w+|canone|asta\s+pubblica|vendita|alienazion\w+|locazion\w+)\b",
    reach=90,
)
GROUP_SHARE = Statement(
    r"\bmandatari[ae]\b|\bcapogruppo\b|\bmandant[ei]\b",
    r"\b(?:almeno|non\s+meno\s+del?|non\s+inferior\w\s+a[li]?|minim\w\s+del?|misura\s+(?:minima|del|non\s+inferiore))\s+(?:\w+\s+){0,3}?(?:\d{2}\s?(?:%|per\s+cento)|(?:dieci|venti|quaranta|sessanta|cinquanta)\s+per\s+cento)|\bmisura\s+maggioritaria",
    "In un raggruppamento i requisiti si possiedono insieme: quote minime per mandataria e mandanti non sono previste.",
    "I requisiti sono posseduti dal raggruppamento nel suo complesso (art. 68 del D.Lgs. 36/2023).",
    unless=r"\b(?:complessivamente|senza|non\s+(?:è|sono|occorr\w+|serv\w+)|cooptat\w+|lavor[io]|categori[ae])\b",
    reach=130,
)
SECRET = Statement(
    r"\baccesso\s+(?:agli\s+atti|ai\s+documenti|alle\s+offerte|civico)",
    rf"{FORBIDDEN}|(?<!non )\besclus[oa]\b",
    "L'accesso agli atti della procedura si può differire o limitare, non escludere.",
    "L'accesso agli atti è regolato dagli artt. 35 e 36 del D.Lgs. 36/2023.",
    unless=r"\bper\s+quanto\s+(?:ivi\s+)?non|\b(?:fino|finch\w+|prima|durante|differi\w+|segret\w+|riservat\w+|tecnic[oi]|commercial\w+|terz[io]|parti|salv[oa]|eccett\w+|tranne|informatic\w+|limitat\w+|motivat\w+)\b",
    reach=60,
)
MACHINE = Statement(
    r"\b(?:aggiudica\w+|esclus\w+|punteggi\w*|valuta\w+|graduatori\w+|decision\w+|decid\w+|scelt[ae]|scegli\w+|selezion\w+)\b",
    r"\bsenza\s+(?:\w+\s+){0,3}?(?:intervent|contribut|control|supervision|riesam|valutazion)\w*\s+(?:\w+\s+){0,3}?uman\w+|\b(?:esclusivamente|interamente|unicamente|soltanto|del\s+tutto|solo)\s+(?:\w+\s+){0,3}?(?:da\w*\s+)?(?:un\s+)?(?:algoritm\w+|automatizzat\w+|intelligenza\s+artificiale|sistema\s+di\s+intelligenza)",
    "Una decisione non può venire dalla sola macchina: serve il contributo umano.",
    "Le decisioni assunte con strumenti automatici hanno il contributo umano di chi le controlla, convalida o smentisce (art. 30, comma 3, del D.Lgs. 36/2023).",
    unless=r"\bnon\s+(?:\w+\s+){0,4}?(?:esclusivamente|interamente|unicamente|senza|solo|soltanto|automatizz\w+|affidat\w+|rimess\w+)\b|\bnessun\w*|\bmai\b",
    reach=160,
)


def _machine(standing: Standing) -> Iterator[Found]:
    if any(word in small(standing.act.text) for word in ("algoritm", "automatizz", "artificiale", "uman")):
        yield from stated(MACHINE)(standing)


def _group_share(standing: Standing) -> Iterator[Found]:
    """Of works the annexes know shares; of services and supplies none."""
    if "lavori" not in standing.kinds:
        for found in stated(GROUP_SHARE)(standing):
            sentence = standing.act.sentence(found.start, found.end).lower()
            if "requisit" in sentence or "fatturat" in sentence or "capacit" in sentence:
                yield found


OFFERS = (
    of_tender(
        clause(
            "offerte_aumento",
            "art. 70 c. 4",
            "La base di gara è il massimo che l'ente ha deciso di spendere.",
            stated(ABOVE_BASE),
            "media",
        )
    ),
    of_tender(
        clause(
            "raggruppamenti_quote",
            "art. 68",
            "Le quote minime nei raggruppamenti tolgono alle imprese piccole il modo di unirsi.",
            _group_share,
            "media",
        )
    ),
    clause(
        "accesso",
        "artt. 35 e 36",
        "Chi ha partecipato può vedere gli atti, per difendersi.",
        stated(SECRET),
        "media",
    ),
    clause(
        "automazione",
        "art. 30 c. 3",
        "Chi subisce una decisione ha diritto che una persona ne risponda.",
        _machine,
        "alta",
    ),
)
