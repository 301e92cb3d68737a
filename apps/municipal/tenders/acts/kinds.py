"""Of which kind an act is: by its title first, then by what only that kind says."""

import re
from typing import Literal, get_args

Kind = Literal[
    "",
    "determina_affidamento_diretto",
    "decisione_di_contrarre",
    "avviso",
    "lettera_invito",
    "disciplinare",
    "capitolato",
]
KINDS: tuple[Kind, ...] = tuple(kind for kind in get_args(Kind) if kind)
HEAD = 1500
"""characters in which an act names itself"""
TITLE = 4.0
ENOUGH = 2.5
Signs = tuple[tuple[str, float], ...]

TITLES: dict[Kind, Signs] = {
    "determina_affidamento_diretto": (
        (r"\b(?:determina(?:zione)?|provvedimento|decisione|atto)\b[^\n]{0,300}\baffidamento\s+diretto", 2.0),
        (
            r"\bdecisione\s+di\s+(?:contrarre|contrattare)\s+(?:e|ed|con|mediante|semplificata)[^\n]{0,60}\baffidamento",
            2.0,
        ),
        (r"\baffidamento\s+diretto\b", 0.6),
        (r"\bdetermina(?:zione)?\b(?!\s+a\s+contra)", 0.5),
    ),
    "decisione_di_contrarre": (
        (r"\b(?:decisione|determina(?:zione)?)\s+(?:a|di|per)\s+contra(?:rre|ttare|ttrarre)\b", 1.6),
        (r"\b(?:indizione|avvio|indire)\b[^\n]{0,80}\b(?:procedura|gara)", 1.5),
        (r"\bdetermina(?:zione)?\b", 0.3),
    ),
    "avviso": (
        (
            r"\bavviso\b[^\n]{0,160}\b(?:indagin[ei]\s+di\s+mercato|manifestazion[ei]\s+d[i']\s*interesse|consultazione)",
            2.0,
        ),
        (r"\bindagine\s+di\s+mercato\b", 0.8),
        (r"\bavviso\s+(?:pubblico|esplorativo)\b", 0.5),
    ),
    "lettera_invito": (
        (r"\b(?:lettera|letter)[ae]?\s+(?:di|d')\s*invito\b", 1.7),
        (r"\binvito\s+(?:a(?:lla|d)?|per)\s+(?:la\s+)?(?:present|formul|partecip|procedura|offr|gara)", 1.4),
        (r"\brichiesta\s+(?:di|d')\s*(?:preventiv\w+|offert\w+|quotazion\w+)", 1.4),
        (r"\b(?:trattativa\s+(?:diretta|privata)|r\.?d\.?o\.?\b)", 0.7),
        (
            r"\b(?:la|vi|codest\w+)\s+invita\b|\bè\s+invitat[oa]\b|\binvita\s+a\s+(?:presentare|formulare)",
            1.4,
        ),
        (r"\bspett(?:\.|abile)|\bgentil[ei]\s+(?:operator|ditt|impres)", 0.6),
    ),
    "disciplinare": (
        (r"\bdisciplinare\b(?!\s+(?:di\s+incarico|d'incarico))", 1.4),
        (r"\bdisciplinare\s+di\s+gara\b", 0.8),
    ),
    "capitolato": (
        (
            r"\A[^\n.;]{0,120}\n?[^\n.;]{0,160}\b(?:capitolato|foglio\s+(?:di\s+)?(?:patti|condizioni)|condizioni\s+(?:particolari|contrattuali|di\s+contratto|di\s+fornitura))\b",
            1.6,
        ),
        (r"\bcapitolato\b", 1.0),
        (r"\bcapitolato\s+(?:speciale|d'oneri|d'appalto|tecnico|prestazionale|descrittivo)", 0.8),
        (r"\bcondizioni\s+(?:particolari|contrattuali)\b|\bfoglio\s+(?:di\s+)?(?:patti|condizioni)\b", 0.7),
    ),
}
BODIES: dict[Kind, Signs] = {
    "determina_affidamento_diretto": (
        (r"\bdi\s+affidare\b|\baffida(?:re)?\s+direttamente\b|\bsi\s+affida\b", 2.0),
        (r"(?m)^[^\S\n]*D\s?E\s?T\s?E\s?R\s?M\s?I\s?N\s?A\b", 1.0),
        (r"\bart(?:\.|icolo)\s*50,?[^\n]{0,30}\blett(?:\.|era)\s*[ab]\b", 0.7),
        (r"\bimpegnare\b|\bimpegno\s+di\s+spesa\b", 0.7),
    ),
    "decisione_di_contrarre": (
        (
            r"\bdi\s+(?:indire|avviare|dare\s+avvio|contrarre|procedere\s+all'indizione|approvare\s+(?:il|la|gli|i)\s+(?:disciplinare|lettera|documenti|atti|schem))",
            1.5,
        ),
        (r"\bprenotare\b|\bprenotazione\s+(?:di|della)\s+(?:spesa|impegno)", 0.8),
        (r"(?m)^[^\S\n]*D\s?E\s?(?:T\s?E\s?R\s?M\s?I\s?N\s?A|C\s?I\s?D\s?E)\b", 0.7),
    ),
    "avviso": (
        (r"\bmanifestare\s+(?:il\s+proprio\s+)?interesse|\bmanifestazion[ei]\s+d[i']\s*interesse", 1.6),
        (r"\bnon\s+(?:vincola|costituisce|è\s+vincolante)[^\n]{0,120}", 0.6),
        (r"\bindagine\s+(?:di\s+mercato|esplorativa)", 1.0),
    ),
    "lettera_invito": (
        (
            r"\b(?:si\s+)?invita(?:ta|to|no)?\s+(?:codesta?|la\s+s\.?v|a\s+(?:presentare|formulare)|l'operatore|codesto)",
            2.0,
        ),
        (r"\bcodest[oaie]\b", 1.2),
        (r"\bspett(?:\.|abile)", 0.6),
        (r"\b(?:la\s+)?(?:presente|present)\s+(?:lettera|richiesta|invito)\b", 0.8),
    ),
    "disciplinare": (
        (r"\bsoccorso\s+istruttorio\b", 0.8),
        (r"\b(?:busta|documentazione)\s+(?:telematica\s+)?(?:amministrativa|tecnica|economica|[ABC]\b)", 0.9),
        (r"\bil\s+presente\s+disciplinare\b", 1.5),
        (r"\bcommissione\s+giudicatrice\b", 0.5),
    ),
    "capitolato": (
        (r"\bil\s+presente\s+capitolato\b", 1.5),
        (
            r"\b(?:obblighi|oneri)\s+(?:a\s+carico\s+)?dell'(?:appaltatore|affidatario|impresa|aggiudicatario|esecutore)",
            0.9,
        ),
        (r"\b(?:art(?:\.|icolo)?)\s*\d+[^\n]{0,40}\b(?:penali|oggetto|durata)", 0.8),
        (r"\brisoluzione\s+del\s+contratto\b", 0.6),
    ),
}
NEVER = re.compile(
    r"\b(?:concessione\s+di\s+contribut|contributi\s+a\s+fondo|beneficiari|avviso\s+pubblico\s+(?:per\s+la\s+)?(?:presentazione\s+di\s+)?"
    r"(?:domande|progetti|proposte)|soggetti\s+attuatori|concorso\s+pubblico|bando\s+di\s+concorso|gazzetta\s+ufficiale\s+della\s+repubblica)",
    re.IGNORECASE,
)
"""of calls for grants, competitions and laws: words that an act of purchase does not begin with"""
CONCRETE = re.compile(
    r"\b(?:Comun[ei]|COMUN[EI]|Citt[àa]|CITT[ÀA]'?|Provincia|PROVINCIA|Unione|UNIONE|Consorzio|Università|Azienda|Istituto|Ente|ENTE|Fondazione|Regione|REGIONE|ASST?|ATS|Centrale|C\.?U\.?C\.?)"
    r"\s+(?:\w+\s+){0,4}?(?:di|del|della|DI|DEL|dei|per|d')\s*(?:[A-ZÀÈÌÒÙ]|\w+)|\b(?:C\.?I\.?G\.?|CUP)\b\W{0,6}(?:n\.\s*)?[A-Z0-9]{10}|\b[Pp]rot(?:ocollo|\.)|€|\beuro\s+\d"
)
"""what an act of one body says and a law does not: whose it is, a code, a protocol, an amount"""
GENERAL = re.compile(
    r"\b(?:le\s+stazioni\s+appaltanti|gli\s+enti\s+concedenti|gli\s+operatori\s+economici)\b", re.IGNORECASE
)
FEWEST_WORDS, MOST_GENERAL = 2, 2
PURCHASE = re.compile(
    r"\b(?:appalt|affidament|aggiudica|operator[ei]\s+economic|stazione\s+appaltante|c\.?i\.?g\.?\b|fornitura|committente|r\.?u\.?p\.?\b|"
    r"responsabile\s+unic)",
    re.IGNORECASE,
)


def kind_of(text: str, name: str = "") -> Kind:
    """The kind of a flattened act; empty when none of the six is clear (a law, a call for grants, a letter)."""
    head = text[:HEAD]
    if len(PURCHASE.findall(text[:20_000])) < FEWEST_WORDS or NEVER.search(head):
        return ""
    if not CONCRETE.search(text[:20_000]) or is_general(text):
        return ""
    scores = {kind: _score(kind, head, text, name) for kind in KINDS}
    best = max(KINDS, key=lambda kind: scores[kind])
    return best if scores[best] >= ENOUGH else ""


def is_general(text: str) -> bool:
    """Whether the text speaks of contracting authorities as a law does, in the plural and of nobody's purchase."""
    start = text[:6000]
    return len(GENERAL.findall(start)) > MOST_GENERAL and not re.search(
        r"\bC\.?I\.?G\b|\bR\.?U\.?P\.?\b|\bcodest|\bOGGETTO\b", start
    )


def _score(kind: Kind, head: str, text: str, name: str) -> float:
    title = sum(weight * _early(pattern, head) for pattern, weight in TITLES[kind])
    body = sum(weight for pattern, weight in BODIES[kind] if re.search(pattern, text, re.IGNORECASE))
    named = 1.5 if kind.split("_")[0] in name.lower() else 0.0
    return title * TITLE / 2 + body + named if title else 0.0


def _early(pattern: str, head: str) -> float:
    """1 at the very beginning, less the later an act says it, 0 when it does not."""
    found = re.search(pattern, head, re.IGNORECASE)
    return 1 - 0.7 * found.start() / HEAD if found else 0.0
