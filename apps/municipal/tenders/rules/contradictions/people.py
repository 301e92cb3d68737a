"""Who an act names: the RUP, the director of the contract, of the works."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.statement import Read, Stated, Statement
from apps.municipal.tenders.rules.scanning import scan
from workbench.italian import normalise

TITLE = r"(?:dott\.?(?:\s?ssa|\.ssa)?|dr\.?(?:\s?ssa)?|ing\.?|arch\.?|geom\.?|avv\.?|rag\.?|istrutt(?:ore|rice)(?:\s+direttiv[oa])?|funzionari[oa]|agronom[oa]|sig\.?(?:\s?ra|\.ra)?|prof\.?(?:\s?ssa)?|per\.?\s?(?:ind|agr|ed|az)\.?|perit[oa](?:\s+(?:industriale|agrario|edile))?|p\.?\s?[aie]\.?|dottor(?:e|essa)?|ingegner[e]?|architetto|geometra|avvocat[oa]|ragionier[ea]|signor[a]?|comandante|commissario|agr\.?|arch)"
WORD = r"(?:(?:D|De|Di|Da|Del|Della|Dalla|Dal|Lo|La|Li|Dell'|D'|L'|Dall'|Dell)\s?)?(?:[A-ZÀÈÉÌÒÙ]'?[a-zàèéìòù]+|[A-ZÀÈÉÌÒÙ]{2,}|[A-Z]\.)(?:['-][A-ZÀ-Ù]?[a-zà-ù]+)?"
NAME = rf"(?P<name>{WORD}(?:\s+{WORD}){{1,3}})"
BETWEEN = (
    r"[\s:,;|.()\"–-]*(?:\((?:R\.?U\.?P\.?|D\.?E\.?C\.?|D\.?L\.?|[^()\n]{0,60})\)[\s:,|–-]*)?(?:(?:è|e'|é|risulta|sarà|viene|fu|del|della|dell'|di|per|presente|"
    r"procedura|procedimento|gara|appalto|affidamento|intervento|servizio|lavori|stat[oa]|sono|nel(?:la|l')?|sottoscritt[oa]|(?:servizio|fornitura|appalto|contratto|lavori)\s+(?:di|del(?:la|l')?|dei|degli|delle)\s*[a-zàèéìòù]{3,20}|con\s+(?:determina\w*|decreto|atto|nota|provvedimento|disposizione)[^:;\n]{0,60}?(?=[:,])|nominat[oa]|individuat[oa]|confermat[oa]|designat[oa]|incaricat[oa]|"
    r"nella\s+persona\s+(?:del(?:la|l')?)?|svolt[oaei]|ricopert[oa]|esercitat[oaei]|rivestit[oa]|tenut[oa]|unicamente|solo|soltanto|spetta(?:no)?|affidat[oa]|attribuit[oa]|conferit[oa]|assegnat[oa]|assunt[oa]|a(?:l|lla|ll')?|da(?:l|lla|ll')?|il|la|lo|l'|(?:ai\s+sensi|a\s+norma)\s+dell'art(?:\.|icolo)?\s?15[^,:\n]{0,50}|ex\s+art(?:\.|icolo)?\s?15[^,:\n]{0,40}|per\s+la\s+presente\s+procedura)[\s:,|]*){0,9}"
)
RUP = r"(?:\b(?i:responsabile\s+del\s+progetto)\b|\bR\.?\s?U\.?\s?P\b\.?|\b[Rr]esponsabile\s+[Uu]nic[oa]\s+(?:del\s+|di\s+)?(?:[Pp]rogetto|[Pp]rocedimento|PROGETTO|PROCEDIMENTO)|\bRESPONSABILE\s+UNICO\s+(?:DEL|DI)\s+(?:PROGETTO|PROCEDIMENTO))"
DEC = r"(?:\bD\.?\s?E\.?\s?C\b\.?|\b(?i:dire(?:ttore|ttrice|zione)\s+dell'\s?esecuzione(?:\s+del\s+contratto)?))"
DIRECTOR = r"(?:\b(?i:dire(?:ttore|ttrice|zione)\s+(?:dei\s+)?lavori))"
SAFETY = r"(?:\b(?i:coordinat(?:ore|rice|ore)\s+(?:della|per\s+la)\s+sicurezza(?:\s+in\s+fase\s+di\s+\w+)?)|\bC\.?S\.?[EP]\b\.?)"
DESIGNER = r"(?:\b(?i:progettista(?:\s+incaricat[oa])?|progetto\s+(?:\w+\s+){0,3}(?:redatto|firmato|elaborato|predisposto)|il\s+progetto\s+è(?=\s+(?:dell|del|di)\b)))"
PRIVACY = r"(?:\b(?i:responsabile\s+(?:della|per\s+la)\s+protezione\s+(?:dei\s+)?dati(?:\s+personali)?)|\bD\.?P\.?O\b\.?|\bR\.?P\.?D\b\.?)"
CHAIR = r"(?:\b(?i:president[ei](?:ssa)?\s+della\s+commissione(?:\s+giudicatrice)?|commissione\s+(?:giudicatrice\s+)?(?:è\s+)?presieduta\s+da(?:l|lla|ll')?))"
PHASE = r"(?:\b(?i:responsabile\s+(?:del\s+procedimento\s+)?(?:per|di|della)\s+(?:la\s+)?(?:fase\s+(?:di\s+)?|procedura\s+di\s+)?(?:affidamento|gara)))"
REFERENT = r"(?:\b(?i:referente\s+(?:del\s+comune|comunale|per\s+il\s+comune|dell'\s?ente|della\s+stazione\s+appaltante|tecnico\s+del\s+comune)))"
STOPPED = frozenset(
    [
        "responsabile",
        "unico",
        "progetto",
        "procedimento",
        "comune",
        "ufficio",
        "servizio",
        "settore",
        "area",
        "direttore",
        "direttrice",
        "dirigente",
        "esecuzione",
        "lavori",
        "codice",
        "digs",
        "art",
        "articolo",
        "procedura",
        "gara",
        "acquisti",
        "appalti",
        "contratti",
        "tel",
        "pec",
        "mail",
        "via",
        "piazza",
        "stazione",
        "appaltante",
        "rup",
        "dec",
        "funzionario",
        "dipendente",
        "provincia",
        "istruttore",
        "posizione",
        "organizzativa",
        "titolare",
        "elevata",
        "qualificazione",
        "comando",
        "polizia",
        "locale",
        "tecnico",
        "tecnica",
        "ente",
        "piattaforma",
        "sintel",
        "mepa",
        "in",
        "del",
        "della",
        "delle",
        "dei",
        "per",
        "il",
        "la",
        "lo",
        "nel",
        "con",
        "oggetto",
        "importo",
        "durata",
        "cig",
        "cup",
        "cpv",
        "decreto",
        "allegato",
        "capitolato",
        "visto",
    ]
)
STOPPED_OFFICES = frozenset(["finanziario", "ragioneria", "contabile", "sottoscritto", "sottoscritta"])
SMALL_WORDS = frozenset(
    ["di", "de", "da", "del", "della", "dal", "dalla", "lo", "la", "li", "d", "l", "dell"]
)


TITLED = rf"(?:(?i:{TITLE})\s*){{1,2}}"
OTHER_ROLE = r"(?:R\.?U\.?P\b|D\.?E\.?C\b|D\.?L\b|(?i:responsabil\w+|direttor\w+|direttric\w+|dirigent\w+|coordinat\w+|progettist\w+|sindac\w+|segretari\w+|assessor\w+|president\w+|ditta|impresa|società|referent\w+|assistent\w+|\bnon\b|sostitu\w+|delegat\w+))"
FAR = re.compile(rf"(?:(?!{OTHER_ROLE})(?:[^.;:\n]|\.(?=\S))){{0,120}}?[\s,'(]{TITLED}{NAME}")
"""the first name with a title in the rest of the sentence, where nobody else is spoken of in between"""
AFTER = (re.compile(rf"{BETWEEN}{TITLED}{NAME}"), re.compile(rf"{BETWEEN}{NAME}"))
BEFORE = (
    re.compile(
        rf"{TITLED}{NAME},?\s*(?:\(?|[^.;\n]{{0,50}}?,?\s*)(?:in\s+(?:qualità|veste)\s+di|quale|nominat[oa]|individuat[oa]\s+(?:come|quale)|che\s+(?:svolge|ricopre)[^.;\n]{{0,25}}|è|(?:con|svolge|assume|esercita)\s+(?:le\s+)?funzioni\s+di|,)\s*(?:il\s+|la\s+)?$"
    ),
    re.compile(rf"{NAME}\s*(?:,\s*(?:quale\s+|in\s+qualità\s+di\s+)?|\()$"),
)
REACH = 160
ROLES = {
    role: re.compile(pattern)
    for role, pattern in (
        ("rup", RUP),
        ("direttore dell'esecuzione", DEC),
        ("direttore dei lavori", DIRECTOR),
        ("coordinatore della sicurezza", SAFETY),
        ("progettista", DESIGNER),
        ("responsabile della protezione dei dati", PRIVACY),
        ("presidente della commissione", CHAIR),
        ("responsabile della fase di affidamento", PHASE),
        ("referente del Comune", REFERENT),
    )
}


SIGNED = re.compile(
    rf"\b(?:Il|La|IL|LA|La)\s+(?P<role>(?i:dirigente|responsabile|direttore|direttrice|segretari[oa]|comandante|funzionari[oa]))\b(?!\s+(?i:unico|del\s+procedimento|della\s+protezione|del\s+trattamento))"
    rf"(?P<office>[^\n.;:@,\d]{{0,60}}?)[\s:,–-]*(?i:\(?(?:f\.?to|firmat[oa]\s+digitalmente)\)?\s*)?{TITLED}{NAME}"
)
SMALLER = re.compile(
    r"\b(?:del(?:l[ao'])?|d[ei]i?|e|ed|settore|area|servizio|ufficio|il|la)\b", re.IGNORECASE
)


def signers(act: Act) -> Iterator[Statement]:
    """Who signs, under the name of the office."""
    for found in scan(SIGNED, act.text):
        words, name = _words(found["name"]), found["name"]
        office = " ".join(SMALLER.sub(" ", found["office"].lower()).replace("'", " ").split())
        if words and not (set(office.split()) & STOPPED_OFFICES):
            place = (found.start("name"), found.start("name") + _length(name))
            role = found["role"].lower()[:9]
            yield Statement(words, *place, _shown(name), key=f"{role} {office}".strip())


MORE = tuple(ROLES)[3:]
"""roles beside those that have a rule of their own name"""


def person(role: str) -> Read:
    """The names that an act gives to whom has that role."""

    def read(act: Act) -> Iterator[Statement]:
        for named in ROLES[role].finditer(act.text):
            found = _name(act.text, named)
            if found:
                yield Statement(_words(found[1]), found[0], found[0] + _length(found[1]), _shown(found[1]))

    return read


def _name(text: str, named: re.Match[str]) -> tuple[int, str] | None:
    """The name beside a role, and where it stands: after it with a title, before it, after it without."""
    ahead, behind = (
        text[named.end() : named.end() + REACH],
        text[max(0, named.start() - REACH) : named.start()],
    )
    tries = (
        (AFTER[0].match(ahead), named.end()),
        (BEFORE[0].search(behind), named.start() - len(behind)),
        (AFTER[1].match(ahead), named.end()),
        (BEFORE[1].search(behind), named.start() - len(behind)),
        (FAR.match(ahead), named.end()),
    )
    for found, at in tries:
        if found and _words(found["name"]):
            return at + found.start("name"), found["name"]
    return None


def _kept(name: str) -> list[str]:
    """The words of a name, up to the first that belongs to none."""
    kept: list[str] = []
    for word in name.split():
        if normalise(word).strip(".'") in STOPPED - SMALL_WORDS:
            break
        kept.append(word)
    return kept


def _shown(name: str) -> str:
    return " ".join(_kept(name))


def _length(name: str) -> int:
    shown = _kept(name)
    at = 0
    for word in shown:
        at = name.index(word, at) + len(word)
    return at


def _words(name: str) -> frozenset[str]:
    words = [normalise(word).strip(".'") for word in _kept(name)]
    return frozenset(words) if sum(word not in SMALL_WORDS for word in words) > 1 else frozenset()


def same_person(one: Stated, other: Stated) -> bool:
    return any(_same(mine, theirs) for mine in one.values for theirs in other.values)


def _same(one: object, other: object) -> bool:
    """Two words in common, or all of the shorter name; an initial stands for its word."""
    if not isinstance(one, frozenset) or not isinstance(other, frozenset):
        return one == other
    short, long = sorted((one - SMALL_WORDS, other - SMALL_WORDS), key=len)
    shared = sum(any(_matches(mine, theirs) for theirs in long) for mine in short)
    return shared >= min(2, len(short))


def _matches(one: str, other: str) -> bool:
    if min(len(one), len(other)) == 1:
        return one[0] == other[0]
    return one.translate(_READ_ALIKE) == other.translate(_READ_ALIKE)


_READ_ALIKE = str.maketrans({"1": "l", "0": "o", "i": "l", "5": "s"})
