"""What a sentence that states a limit means: of works, goods, services or social services, and on which days."""

import re
from datetime import date

from apps.municipal.tenders.law import CODE_EFFECTIVE, THRESHOLDS_KNOWN_TO
from apps.municipal.tenders.rules.standing import Standing

YEAR = re.compile(r"(?<![/\d.-])(?:20(2[0-9]))\b(?:\s?[-–/]\s?(?:20)?(2[0-9]))?")
OF_ACT = re.compile(
    r"\b(?:decisione|determina\w*|atto|delibera\w*)\s+(?:è\s+)?(?:del|dell'anno)\s*\Z|\b(?:decisione|determina\w*|delibera\w*)\b[^.;,\n]{0,25}\b(?:assunt|adottat|pres|approvat)\w\b[^.;,\n]{0,25}\Z",
    re.IGNORECASE,
)
"""the year of an act, which is not the one whose threshold holds when the invitations left in another"""
WORKS_SAID = re.compile(r"\b(?:lavori|opere)\b", re.IGNORECASE)
GOODS_SAID = re.compile(r"\b(?:serviz\w+|fornitur\w+|ben[ei]\b|acquist\w)", re.IGNORECASE)
SOCIAL_SAID = re.compile(r"\ballegato\s+XIV\b|\bserviz\w+\s+social\w+|\bsocial[ei]\b", re.IGNORECASE)
GOODS_MEANT = re.compile(
    r"\b(?:per\s+(?:i|le|gli)|di|dei|delle|per|e|gli)\s+(?:servizi|forniture|beni|acquisti)\b", re.IGNORECASE
)
WORKS_OF_NAME = re.compile(
    r"\b(?:settore|area|ufficio|direzion\w|servizio|programma\s+triennale\s+dei|responsabile|stato|fine|assessorato|consegna|dirigente)\s+(?:de[il]\s+)?(?:lavori|opere)(?:\s+pubblic\w+)?|\bmanodopera\b",
    re.IGNORECASE,
)
TIED = r"(?P<tied>lavori|opere|servizi|forniture|beni|acquisti)"
TIED_AFTER = re.compile(
    rf"(?:\s|euro\b|€|\([^)\n]{{0,40}}\))*\b(?:per|nei|di|se)\s+(?:gli\s+(?:appalti|affidamenti)\s+di\s+|i\s+|le\s+|gli\s+)?{TIED}\b",
    re.IGNORECASE,
)
TIED_BEFORE = re.compile(rf"\b{TIED}\b[^,;.\d]{{0,60}}$", re.IGNORECASE)
LISTED = re.compile(
    r"\b(?:lavori|opere)\s*(?:,|e|o|ed|oppure)\s+(?:(?:di|per|i|le)\s+)?(?:servizi|forniture|beni)\b[^;.\d]{0,60}$|\b(?:servizi|forniture|beni)\s*(?:,|e|o|ed|oppure)\s+(?:(?:di|per|i|le)\s+)?(?:lavori|opere)\b[^;.\d]{0,60}$",
    re.IGNORECASE,
)
LIKE_ANOTHER = re.compile(
    r"\b(?:quell[oai]|stess\w+|ugual\w|come|medesim\w)\s+(?:che\s+)?(?:limite\s+|soglia\s+|importo\s+)?(?:de[il]|delle|degli|per\s+(?:i|le|gli)|nei|previst\w\s+per\s+(?:i|le))\s+(?:lavori|servizi|forniture|concessioni)\b",
    re.IGNORECASE,
)
"""«il limite coincide con quello dei lavori»: not what the limit is of"""
OTHER_SAID = re.compile(r"\b(?:ordinari\w|altri\s+servizi|restanti|generali)\b", re.IGNORECASE)
CONTRAST = re.compile(r"\b(?:ma|mentre|invece|diversamente)\b", re.IGNORECASE)
COMMA = re.compile(r"[,;:](?!\d)|\b(?:ma|mentre|invece)\b", re.IGNORECASE)
NOT_SOCIAL = re.compile(
    r"\bnon\b[^.;,:]{0,50}\b(?:allegato\s+XIV\b|social[ei])|\b(?:allegato\s+XIV|serviz\w+\s+social\w+)\b[^.;,:]{0,30}\bnon\b",
    re.IGNORECASE,
)
CENTRAL_SAID = re.compile(
    r"\b(?:autorità|amministrazion\w+)\s+(?:governativ\w+\s+)?(?:central\w+|statal\w+)|\bministeri?\b",
    re.IGNORECASE,
)
OBJECT_SAID = re.compile(
    r"\b(?:lavori|opere|serviz\w+|fornitur\w+|ben[ei]|acquist\w|social[ei])\b", re.IGNORECASE
)
CONCESSION_SAID = re.compile(r"\bconcession\w+", re.IGNORECASE)


def kinds_said(standing: Standing, sentence: str, at: int, end: int) -> set[str]:
    """The object that the sentence names beside the amount, else anywhere, else that of the act."""
    sentence = LIKE_ANOTHER.sub(lambda found: " " * len(found[0]), sentence)
    if SOCIAL_SAID.search(NOT_SOCIAL.sub("", sentence)):
        clause = _clause(sentence, at)
        if "allegato" in clause.lower():
            return {"servizi_sociali"}
        is_other = OTHER_SAID.search(clause) or (CONTRAST.search(sentence) and not SOCIAL_SAID.search(clause))
        return {"servizi_sociali", *standing.kinds} | ({"servizi"} if is_other else set())
    if CONCESSION_SAID.search(_clause(sentence, at)):
        return {"concessione"}
    is_works = "lavori" in standing.kinds or "concessione" in standing.kinds
    works, goods = _works_said(sentence), GOODS_SAID.search(sentence)
    beside = _beside(sentence, at, end) if works and goods else ""
    if beside == "lavori" or (works and not goods):
        return {"lavori"}
    if beside == "servizi" or (goods and is_works and GOODS_MEANT.search(sentence)):
        return {"servizi"} if is_works else set(standing.kinds)
    kinds = set(standing.kinds)
    if works:
        kinds.add("lavori")
    if goods and is_works:
        kinds.add("servizi")
    if CONCESSION_SAID.search(sentence):
        kinds.add("concessione")
    return kinds


def _clause(sentence: str, at: int) -> str:
    """The part between commas in which the amount stands."""
    start = max((found.end() for found in COMMA.finditer(sentence, 0, at)), default=0)
    after = COMMA.search(sentence, at)
    return sentence[start : after.start() if after else len(sentence)]


def _works_said(sentence: str) -> bool:
    """Whether works are meant, not the office of public works nor their direction."""
    return WORKS_SAID.search(WORKS_OF_NAME.sub("", sentence)) is not None


def _beside(sentence: str, at: int, end: int) -> str:
    """«140.000 euro per i servizi», «per i lavori fino a 150.000»: the object tied to the amount at `at`."""
    after = TIED_AFTER.match(sentence, end)
    before = None if after else TIED_BEFORE.search(sentence[:at])
    found = after or before
    if not found or (before and LISTED.search(sentence[:at])):
        return ""
    return "lavori" if found["tied"].lower() in ("lavori", "opere") else "servizi"


def days_said(standing: Standing, sentence: str, start: int) -> set[date]:
    """The days of the act, and those of the years that the sentence speaks about, outside its citations."""
    days = set(standing.days)
    cited = [(each.start - start, each.end - start) for each in standing.act.citations]
    for match in YEAR.finditer(sentence):
        if OF_ACT.search(sentence, max(0, match.start() - 75), match.start()) and standing.days[
            0
        ].year != 2000 + int(match[1]):
            continue
        if any(one <= match.start() < other for one, other in cited):
            continue
        for year in (match[1], match[2]):
            if year:
                days.add(min(max(date(2000 + int(year), 12, 31), CODE_EFFECTIVE), THRESHOLDS_KNOWN_TO))
    return days
