"""Names after a courtesy title, «il sottoscritto», a label of a form or before «nato a»; never bare names."""

import re
from collections.abc import Iterator

from workbench.privacy.found import Found

TITLE = (
    r"(?:sig(?:\.?\s?(?:ra|na|ri|re|a)\b|g)?\.?|dott(?:\.?\s?ri|\.?\s?ssa)?\.?|prof(?:\.?\s?ssa)?\.?|avv(?:\.to)?\.?"
    r"|geom\.?|dr(?:\.?\s?ssa)?\.|ing\.|arch\.|rag\.|on\.|cav\.|mons\.|egr\.|gent\.\s?(?:mo|ma)"
    r"|signor(?:a|e|i|ina)?|dottor(?:e|essa)?|professor(?:e|essa)?|avvocat[oa]|architett[oa]|ingegner[ea]?"
    r"|geometra|ragionier[ea]?|maestr[oa]|sottoscritt[oa](?:/[ao])?,?|mi chiamo"
    r"|(?:nome e cognome|cognome e nome|nominativo|intestatari[oa]|firmato|f\.to)\s?:)"
)
INTRODUCED = re.compile(
    rf"(?<![^\W_])({TITLE}(?:\s*{TITLE}){{0,2}})(?:(?<=\.)|(?![^\W_]))[^\S\n]*\n?", re.IGNORECASE
)
PLURAL = re.compile(r"sig\.?\s?ri|sigg|signori|dott\.?\s?ri", re.IGNORECASE)
WORD = r"(?:[A-ZÀ-ÖØ-Þ]\.|[A-ZÀ-ÖØ-Þ][^\W\d_]*(?:['’‑-][^\W\d_]+)*)"
PARTICLE = (
    r"(?:[Dd]e|[Vv]an|[Vv]on|[Ee]l|[Bb]en|[Bb]in|Di|Del|Della|Dello|Dei|Da|Dal|Lo|La|Li|Al"
    r"|DE|DI|DEL|DELLA|LO|LA)"
)
NEXT_WORD = re.compile(rf"[^\S\n]*((?:{PARTICLE}[^\S\n]+)?({WORD}))")
AND = re.compile(r"[^\S\n]*(?:,|\be|\bed)[^\S\n]+")
BORN = re.compile(r"(?<![^\W_])nat[oa](?:/[ao])?\s+(?:a|ad|il|in)\b", re.IGNORECASE)
BEFORE_BORN = re.compile(rf"(?<![^\W_])({WORD}(?:[^\S\n]+{WORD}){{1,3}}),?\s*\(?$")
STREET_BEFORE = re.compile(
    r"(?<![^\W_])(?:via|viale|vicolo|piazza|piazzale|p\.zza|largo|corso|scuola|istituto|parco|palestra|biblioteca|asilo"
    r"|plesso|ospedale|fondazione|teatro|giardin[oi])"
    r"(?:[^\S\n]+(?:primaria|secondaria|media|elementare|materna|statale|comunale|civica))?[^\S\n]+[\"“«']?$",
    re.IGNORECASE,
)
MOST_WORDS = 4
LOOK_BACK = 80
ROLES = (
    "sindaco sindaca vicesindaco responsabile segretario segretaria direttore direttrice dirigente "
    "assessore assessora presidente ufficio comandante prefetto ministro giudice consigliere "
    "consigliera funzionario amministratore amministrazione notaio rettore comune servizio settore "
    "area cittadino cittadina contribuente utente legale rappresentante proprietario titolare "
    "curatore commissario capo medico preside revisore revisori ragioniere tecnico parroco delegato "
    "procuratore referente rup ats asl inps urp suap consiglio giunta polizia maestra maestro "
    "professore professoressa dottore dottoressa avvocato architetto ingegnere geometra onorevole "
    "generale genitore genitori coordinatore coordinatrice educatrice istruttore agente questore vescovo "
    "governatore nessuno nessuna qualcuno società cooperativa ditta impresa associazione supplente "
    "condominio famiglia ente"
)
BEGINNINGS = (
    "il lo la i gli le un una uno e ed in a ad da di del della per con su via viale piazza corso "
    "oggetto prot gentile spett spettabile egregio egregia cortese tel cell cf c.f p.iva residente "
    "nato nata codice iban data non che chi si vi mi ci se ma come quando dove entro visto vista "
    "premesso dichiara chiede"
)
NOT_NAMES = frozenset(f"{ROLES} {BEGINNINGS}".split())
"""offices and roles, and words that begin a sentence or an address, in small letters"""


def names(text: str) -> Iterator[Found]:
    for title in INTRODUCED.finditer(text):
        if STREET_BEFORE.search(text[max(0, title.start() - LOOK_BACK) : title.start()]):
            continue
        span = _name_at(text, title.end())
        while span:
            yield Found("nome", *span, text[slice(*span)])
            another = AND.match(text, span[1]) if PLURAL.match(title[1]) else None
            span = _name_at(text, another.end()) if another else None
    for born in BORN.finditer(text):
        offset = max(0, born.start() - LOOK_BACK)
        before = BEFORE_BORN.search(text[offset : born.start()])
        span = _name_at(text, offset + before.start()) if before else None
        if span:
            yield Found("nome", *span, text[slice(*span)])


def _name_at(text: str, start: int) -> tuple[int, int] | None:
    """From the first to the last of the capitalised words at `start`; None where a role stands there."""
    first = end = None
    at = start
    for _ in range(MOST_WORDS):
        word = NEXT_WORD.match(text, at)
        if word is None or word[2].rstrip(".").lower() in NOT_NAMES:
            break
        first = word.start(1) if first is None else first
        at = end = word.end()
    return (first, end) if first is not None and end is not None else None
