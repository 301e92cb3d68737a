"""Whether an old norm is cited for something of its own time: a contract of 2021, «allora vigente», «oggi art. 50»."""

import re
from datetime import date

from apps.municipal.tenders.acts import Act

BEFORE, AFTER = 150, 110
"""characters around a citation that can say that it is of the past"""
NO_LONGER = re.compile(
    r"\babrog(?:a|at\w+|azione)\b|\bpre-?vigent|\ballora\s+(?:vigent|in\s+vigore|applicabil)|\ball'epoca\b|\b(?:di|d')\s?allora\b|\b(?:di|a|in)\s+quel(?:l'|la\s|\s)?\s?(?:tempo|epoca|periodo|regime|stagione)\b|\b(?:è|sono|risulta\w*|oramai|ormai)\s+(?:\w+\s+)?(?:superat|abrogat|cessat|decadut|caducat|soppress|dismess|tramontat|chius)[oaie]\b|\bsoppressione\b|\bstat[oaie]\s+(?:dismess|soppress)|\bsi\s+intend\w+\s+(?:ora\s+|oggi\s+)?(?:riferit|fatt|richiamat|operat)\w|\b(?:ora|oggi)\s+(?:\w+\s+)?(?:superat|abrogat|sostituit|cessat)[oaie]\b|\bconserva(?:no)?\s+(?:il|la)\b|\b(?:resta|rimane|restano|rimangono)\s+(?:soggett|regolat|disciplinat|governat)\w+|\bapplicabil\w\s+(?:\w+\s+)?a\s+quel(?:l[ao']|\b)|\bart\w*\.?\s*226\b|\ba[li]\s+temp[oi]\s+(?:vigent|in\s+vigore)"
    r"|\btempo\s+per\s+tempo\s+vigent|\b(?:quando|finché|fintanto\s+che)\s+(?:era\s+(?:\w+\s+)?in\s+vigore|vigeva|vigevano)|\bin\s+vigore\s+(?:quando|all'epoca|fino\s+a|sino\s+a)"
    r"|\b(?:in|nella|sotto\s+la|durante\s+la|costanza\s+di)\s+vigenza\b|\bratione\s+temporis\b|\bvecchio\s+(?:codice|testo)|\b(?:codice|disciplina|normativa)\s+(?:precedente|anteriore|antecedente|del\s+2016|del\s+2006)"
    r"|\bnon\s+(?:è\s+|sono\s+)?più\s+(?:vigent|applicabil|in\s+vigore|in\s+uso)|\b(?:ha|hanno)\s+(?:cessato|perso|perduto)|\btransitori|\bregime\s+(?:previgente|precedente)|\bcontinu\w+\s+(?:ad?\s+)?(?:applicar|trovar|essere|valer)|\bprocediment\w+\s+in\s+corso"
    r"|\bsostituit\w+\s+(?:dal(?:l[a'])?|dagli?|con|ora|oggi)\b[^.;]{0,50}(?:36/2023|codice|\bart|FVOE|fascicolo|piattaform|BDNCP|PCP|PAD)|\bsuperat[oaie]\s+dal|\b(?:ora|oggi|adesso|attualmente)[\s,:]+(?:\(?\s?(?:artt?\b|l'art|gli\s+art|all'art|dall'art|nel)|sostituit|disciplinat|previst|confluit|trasfus|regolat)"
    r"|\bgià\s+(?:artt?\b|(?:previst|disciplinat|contenut)\w*\s+\w{1,5}\W?\s?(?:art|d\.|codice))|\bcorrispondent[ei]\s+a\w*\W?\s?(?:artt?\b|attual|vigent|disposizion)|\b(?:in\s+(?:luogo|sostituzione)|al\s+posto)\s+d\w+\W?\s?(?:artt?\b|d\.|codice|decreto|vecchi|precedent)|\bconfluit|\btrasfus|\b(?:ex|vecch\w+)\s+codice\b",
    re.IGNORECASE,
)
DONE = (
    r"affidat|stipulat|sottoscritt|aggiudic|indett|avviat|bandit|espletat|conclus|esperit|eseguit|svolt|approvat|regolat|soggett|iniziat|pubblicat"
    r"|acquistat|comprat|rilasciat|redatt|collaudat|progettat|realizzat|costruit"
)
DEED = r"contratt|cottim|affidament|appalt|gar[ae]\b|procedur|accord[oi]\s+quadro|convenzion|determin|rep(?:ertorio)?\b|ordin[ei]\b|incaric|concession|regolament|bando\b"
OF_THIS_ACT = re.compile(
    r"\b(?:present[ei]|quest[oa])\s+\w+\s+(?:resta|rimane|continua)(?:no)?\s+[\w\s]{0,20}(?:soggett|regolat|disciplinat|governat)\w+",
    re.IGNORECASE,
)
"""«cui il presente contratto resta soggetto» says that the norm holds, not that it held"""
SAID_OTHERWISE = re.compile(
    r"(?:[,(]|\b(?:ma|e))\s*non\s+(?:già\s+|più\s+|invece\s+)?(?:\w+'?\s*){0,3}$|\b(?:anziché|invece\s+(?:che|di)|in\s+luogo\s+d\w+)\s*(?:\w+'?\s*){0,3}$",
    re.IGNORECASE,
)
"""«e non all'art. 80 del D.Lgs. 50/2016»: named to be left aside"""
USED_TO = re.compile(
    r"[\s,)»\"]*(?:che|il\s+quale|la\s+quale|i\s+quali|dove|ove|in\s+cui|per\s+il\s+quale|secondo\s+cui)\s+(?:\w+\s+){0,4}?(?:\w{3,}(?:av|ev|iv)a(?:no)?|era|erano|aveva(?:no)?)(?![^\W_])",
    re.IGNORECASE,
)
"""«…, che trattava dei lavori in economia»"""
STOOD = re.compile(
    r"\b(?:era|erano|stava|stavano|figurava|trovava(?:no)?)\s+(?:\w+\s+){0,3}(?:al|nel|agli\s|negli\s|all'|nell')\s*$",
    re.IGNORECASE,
)
"""«il subappalto nel 2016 era all'art. 105»"""
DONE_THEN = re.compile(rf"\W{{0,3}}(?:\w+\W{{1,2}}){{0,4}}(?:{DONE})\w*", re.IGNORECASE)
"""«del 2011, affidato ai sensi», «del 2022 nel tratto nord, eseguiti con»"""
THING_OF = re.compile(
    r"\b(?:certificat|attestat|attestazion|verbal|lavori|oper[ae]|fornitur|servizi|incaric|acquist|progett|perizi|collaud|collaudo)\w*\s+(?:[\w']+\s+){0,4}del(?:l'anno)?\s+$",
    re.IGNORECASE,
)
"""«un certificato di lavori del 2012»"""
TOLD = re.compile(
    r"\b\w{3,}(?:avano|evano|ivano|arono|irono|erono|ettero)\b|\b(?:era|erano|fu|furono|aveva|avevano|venne|vennero|vins|fec|ebb|chies|decis|scels|conclus|emis|dispos|pres)(?:e|ero)?\b|\b(?!ciò|può|però|perciò|acciò)\w{4,}ò(?!\w)",
    re.IGNORECASE,
)
"""a verb of the past: «estraevano», «si aggiudicò»"""
NOT_AFTER = re.compile(
    r"[\s»\"',)]*(?:[\w']+\s+){0,2}(?:non|né)\s+(?!appena|oltre|prima|inferior|superior|meno|solo|soltanto)",
    re.IGNORECASE,
)
NOT_BEFORE = re.compile(
    r"\b(?:non|né|senza)\s+(?!oltre|prima|inferior|superior|meno|solo|soltanto|appena)(?:[\w']+[\s']+){0,6}$|\b(?:mai)\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
TAKES_PLACE = re.compile(
    r"\b(?:(?:ha|hanno)\s+(?:\w+\s+)?(?:preso|rilevato)|prend\w+|prese(?:ro)?)\s+il\s+(?:posto|luogo)\s+d\w*\W?\s?$"
    r"|\b(?:(?:ha|hanno)\s+(?:\w+\s+)?(?:sostituit|rimpiazzat|soppiantat|superat)[oaie]|sostituisc\w+|sostituì|rimpiazz(?:a|ano)|subentra\w*\s+a\w*)\s*(?:l'|il|lo|la|gli|le|i)?\s*(?:vecchi\w\s+|precedent\w\s+)?$",
    re.IGNORECASE,
)
"""«il fascicolo virtuale, che ha preso il posto di AVCpass»"""
OLD_NAME = re.compile(
    r"\b(?:vecchio|pre-?vigente|precedente|abrogato|ex)\s+codice\b|\bcodice\b[^.;]{0,30}\bdel(?:l'anno)?\s+20(?:06|16)\b",
    re.IGNORECASE,
)
"""«art. 36 del vecchio Codice»: that the code is old does not say that it is cited as such"""
SAID_OF_OLD = re.compile(
    r"\b(?:prevedev|disponev|consentiv|richiedev|imponev|disciplinav|stabiliv|ammettev|vietav|esigev)\w+|\ba\s+differenza\b|\brispetto\s+a|\bsupera\w*\b|\bgià\b"
    r"|\b(?:affidat|stipulat|aggiudicat|indett|bandit|espletat|concluso|conclusi)[oaie]?\b|\banalog|\bcorrispond|\beredit|\bnon\s+(?:si\s+applica|trova|vale)",
    re.IGNORECASE,
)
HAS_ARTICLE = re.compile(r"\b(?:artt?\.?|articol[oi])\s*\d", re.IGNORECASE)
YEAR = re.compile(
    r"(?<![\d,.])(?:(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-])?(?P<year>(?:19|20)\d\d)(?!\d|[.,/]\d)"
)
DEED_BEFORE = re.compile(rf"\b(?:{DONE}|{DEED})\w*[^;]{{0,70}}$", re.IGNORECASE)
MADE = r"affidat|stipulat|sottoscritt|aggiudicat|indett|avviat|bandit|contratt|gar[ae]\b|procedur|determin"
DEED_AFTER = re.compile(rf"^[^;]{{0,40}}?\b(?:{MADE})\w*", re.IGNORECASE)
OLD_DEED = re.compile(
    rf"\b(?:era|erano|fu|furono|venne|vennero)\s+(?:(?:gi[àa]|invece|ancora|poi|quindi|allora|perciò|a\s+suo\s+tempo)\s+)?(?:stat[oaie]\s+)?(?:{DONE})"
    r"|\b(?:precedent|originari|pregress|scadut|cessat)\w*\s+(?:contratt|affidament|appalt|gestion|gar[ae]\b|procedur|convenzion)"
    r"|\b(?:contratt|affidament|appalt|convenzion)\w*\s+(?:\w+\s+){0,2}(?:precedent|originari|pregress|scadut|in\s+essere|in\s+corso(?!\s+d[i']))"
    r"|\ba\s+suo\s+tempo\b|\bprima\s+del(?:l')?\s?(?:1|primo|entrata)",
    re.IGNORECASE,
)
SAID_AFTER = re.compile(
    r"[\s,]*\(?\s?(?:(?:gar|contratt)\w+\s+del|nel|nell'anno)\s+20(?:1\d|2[0-2])", re.IGNORECASE
)
NEW_THOUGHT = re.compile(
    r"\b(?:pertanto|perciò|quindi|per\s+cui|si\s+procede\w*|si\s+intende|ritenuto|occorre|nel\s+rispetto|si\s+ricorre|si\s+affida|vist[oaie]|nonché|richiamat[oaie]\s+(?:l|il|gli)|e\s+l'art|e\s+gli\s+artt)\b",
    re.IGNORECASE,
)
PERIOD = re.compile(
    r"\b(?:bienni|trienni|quinquenni|decenni|esercizi|ultimi|anni)\w*\W[^;]{0,30}$", re.IGNORECASE
)
GOVERNED = re.compile(
    r"\b(?:regolat|soggett|disciplinat|affidat|aggiudicat|stipulat)\w*\s+(?:\w+\s+){0,3}\w*'?\s*$",
    re.IGNORECASE,
)
CLOSED = re.compile(r"\([^()]*\)")
LONGEST_CITATION = 300
LAST_YEAR_OF_OLD = 2023
LAST_DAY_OF_OLD = date(2023, 6, 30)


def is_of_its_time(act: Act, start: int, end: int) -> bool:
    """Whether what stands around `start:end` says that the norm or term held when it was used."""
    one, other = act.flat.sentence(start, end)
    before = act.text[max(one, start - BEFORE) : start]
    after = act.text[end : min(other, end + AFTER)]
    cited = act.text[start:end]
    if HAS_ARTICLE.search(cited) and OLD_NAME.search(cited):
        if SAID_OF_OLD.search(before[-90:]) or SAID_OF_OLD.search(after[:80]):
            return True
        cited = OLD_NAME.sub("", cited)
    if SAID_OTHERWISE.search(before) or USED_TO.match(after) or STOOD.search(before):
        return True
    if NO_LONGER.search(OF_THIS_ACT.sub(" ", _last_thought(before)[-90:] + cited + after[:80])):
        return True
    before = CLOSED.sub(" ", _without_citations(act, max(one, start - BEFORE), start))
    before = _last_thought(before)
    after = after.split(";")[0].split(")")[0]
    if OLD_DEED.search(before) or SAID_AFTER.match(after) or TAKES_PLACE.search(before):
        return True
    return _has_old_deed(before) or _has_old_deed_after(after)


def is_denied(act: Act, start: int, end: int) -> bool:
    """Whether a term is named only to say that it is not used: «il PassOE non è richiesto»."""
    one, other = act.flat.sentence(start, end)
    before = act.text[max(one, start - 60) : start]
    after = act.text[end : min(other, end + 40)]
    return NOT_AFTER.match(after) is not None or NOT_BEFORE.search(before) is not None


def _last_thought(before: str) -> str:
    """What stands after the last word that begins a new matter: «…, pertanto», «…, si ricorre»."""
    thoughts = list(NEW_THOUGHT.finditer(before))
    return before[thoughts[-1].end() :] if thoughts else before


def _without_citations(act: Act, start: int, end: int) -> str:
    """The text of the place with the citations blanked: their years are of laws."""
    text = list(act.text[start:end])
    for each in act.citations_between(start - LONGEST_CITATION, end):
        if each.end > start:
            for at in range(max(each.start, start), min(each.end, end)):
                text[at - start] = "_"
    return "".join(text)


def _has_old_deed(before: str) -> bool:
    return any(
        _is_old(year) and _is_of_deed(before, year) and not _is_required(before, year)
        for year in YEAR.finditer(before)
    )


def _is_of_deed(before: str, year: re.Match[str]) -> bool:
    """Whether something was done that year: «affidato nel 2021», «lavori del 2022, eseguiti», «nel 2021 si estraevano»."""
    if DEED_BEFORE.search(before, 0, year.start()) or DONE_THEN.match(before, year.end()):
        return True
    return THING_OF.search(before[: year.start()]) is not None or TOLD.search(before) is not None


def _is_required(before: str, year: re.Match[str]) -> bool:
    """«servizi svolti nel triennio 2021-2023, ai sensi dell'art. 83»: years of what is asked of bidders today."""
    return PERIOD.search(before, 0, year.start()) is not None and GOVERNED.search(before) is None


def _has_old_deed_after(after: str) -> bool:
    """«ai sensi dell'art. 36 del D.Lgs. 50/2016 con determina n. 5 del 2021»."""
    return any(
        _is_old(year) and DEED_AFTER.search(after[: year.start()]) for year in YEAR.finditer(after[:80])
    )


def _is_old(year: re.Match[str]) -> bool:
    if year["day"]:
        try:
            return date(int(year["year"]), int(year["month"]), int(year["day"])) <= LAST_DAY_OF_OLD
        except ValueError:
            return False
    return int(year["year"]) <= LAST_YEAR_OF_OLD
