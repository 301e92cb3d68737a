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
BODY_ALONE = 0.5
"""how much is left of what the body says when no title says the same"""
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
        (
            r"(?<!mediante )(?<!mediane )(?<!tramite )(?<!attraverso )(?<!ricorso a )(?<!ricorso alla )\brichiesta\s+(?:di|d')\s*(?:preventiv\w+|offert\w+|quotazion\w+)",
            1.4,
        ),
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
        (
            r"\b(?:invitar[ei]|invitat[oaie]|inviter\w+|candidat[oaie]|candidatur[ae]|candidarsi|farsi\s+avanti|interessat[oaie])\b",
            0.5,
        ),
    ),
    "lettera_invito": (
        (
            r"\b(?:si\s+)?invita(?:ta|to|no)?\s+(?:codesta?|la\s+s\.?v|a\s+(?:presentare|formulare)|l'operatore|codesto)",
            2.0,
        ),
        (r"\bcodest[oaie]\b", 1.2),
        (
            r"\b(?:vi|le|la)\s+(?:chied|invit|preghi|propon)\w+|\b(?:vostra|sua|migliore)\s+(?:\w+\s+)?offerta\b|\bvostro\s+(?:\w+\s+)?preventivo",
            0.8,
        ),
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
BEFORE_NAME = r"^[\W_\d]*(?:(?:allegat[oi]|all\.|annesso|documento|doc\.)\s*(?:n\.\s*)?[\"«]?\w{0,2}[\"»]?\s*[-–—:.)]\s*|(?:oggetto|ogg\.)\s*[:.|–-]*\s*|(?:schema|bozza|testo|modello)\s+(?:di\s+|del(?:la|l')?\s*)?)*(?:il\s+|la\s+|l')?"
NAMED: tuple[tuple[tuple[Kind, ...], str], ...] = (
    (
        ("determina_affidamento_diretto",),
        r"affidamento\s+(?:dirett\w+|(?:del|della|dei|degli|delle|di|a)\b.{0,90}\b(?:ditta|impresa|società|s\.?r\.?l|s\.?p\.?a|studio))|affidiamo|si\s+affida|a\s+chi\s+affidiamo"
        r"|(?:determin\w+|decisione|provvedimento|atto)\b.{0,80}\baffid\w+",
    ),
    (
        ("decisione_di_contrarre",),
        r"(?:determina(?:zione)?|decisione|provvedimento|atto)\s+(?:\w+\s+)?(?:a|di|per)\s+contra\w+|(?:indizione|avvio)\s+(?:de\w+\s+|di\s+)?(?:una\s+)?(?:gara|procedura)|avviamo\s+(?:la|una)\s+(?:gara|procedura)|decidiamo\s+di\s+(?:fare|avviare|bandire|indire)",
    ),
    (
        ("determina_affidamento_diretto", "decisione_di_contrarre"),
        r"determin(?:a|azion[ei])\b|provvedimento\b|decisione\b|atto\s+(?:n\.|di\s+gestione|dirigenziale)|reg(?:istro|\.)\s*(?:unico|gen)",
    ),
    (
        ("avviso",),
        r"a\s?v\s?v\s?i\s?s\s?o\b(?!\s+(?:di\s+(?:gara|aggiudicazione|appalto|rettifica)|sui\s+risultati))|indagine\s+(?:di\s+mercato|conoscitiva|esplorativa)|consultazione\s+(?:preliminare\s+)?di\s+mercato|manifestazion[ei]\s+d\W?i?\s*interesse"
        r"|(?:cerchiamo|cercasi|si\s+cerca(?:no)?|cerca|il\s+comune\s+(?:di\s+\w+\s+)?cerca|cercansi)\b|chi\s+(?:vuole|è\s+interessato)|siete\s+interessati|(?:ti|vi)\s+interessa|invito\s+a\s+manifestare|raccolta\s+di\s+(?:manifestazioni|candidature)",
    ),
    (
        ("lettera_invito",),
        r"letter[ae]\s+(?:di\s+|d')\s*invito|invito\s+(?!a\s+manifestare)|invitiamo|richiesta\s+(?:di\s+|d')?(?:preventiv\w+|offert\w+|quotazion\w+|prezz\w+)|(?:le|vi)\s+chied(?:iamo|e)\b|(?:chiediamo|si\s+chiede)\s+(?:un|il|una|la|di)\s+(?:preventivo|offerta|vostr\w)|spett(?:\.|abil[ei])"
        r"|(?:egregi|gentil[ei])\b|alle?\s+(?:imprese|ditte|società)\b|all[ae]\s+(?:impresa|ditta)\b|agli\s+operatori|ai\s+(?:fornitori|concorrenti)|trattativa\s+diretta|r\.?d\.?o\b",
    ),
    (
        ("disciplinare",),
        r"disciplinare\b(?!\s+(?:di\s+|d')incarico)|(?:norme|regole|istruzioni|guida)\s+(?:di|della|per\s+(?:la|partecipare\s+alla|chi\s+partecipa\s+alla))\s+gara|come\s+(?:si\s+)?partecipa(?:re)?\b|bando\s+(?:e\s+disciplinare|di\s+gara)",
    ),
    (
        ("capitolato",),
        r"capitolato\b|foglio\s+(?:di\s+)?(?:patti|condizioni|d'oneri|oneri)|(?:patti|condizioni|regole)\s+(?:e\s+(?:condizioni|patti)\s+|particolari\s+|contrattuali\s+|speciali\s+|tecniche\s+)*(?:del|di|per\s+(?:il|l'))?\s*(?:contratto|servizio|appalto|fornitura|esecuzione)|condizioni\s+(?:particolari|contrattuali)|specifiche\s+(?:tecniche|del\s+servizio)|oneri\s+e\s+condizioni",
    ),
)
OPENINGS: tuple[tuple[tuple[Kind, ...], re.Pattern[str]], ...] = tuple(
    (kinds, re.compile(BEFORE_NAME + rf"(?:{named})", re.IGNORECASE)) for kinds, named in NAMED
)
"""what begins the line in which an act says its name, in plain words too; several kinds where the name alone leaves them open"""
OPENING, LINES, LATER = 4.0, 24, 0.06
"""what an act that opens so is worth, among how many lines, and how much less each line later"""
NEVER = re.compile(
    r"\bliquidazione\s+(?:di\s+|della\s+|delle\s+|a\s+saldo\s+)*fattur\w|\b(?:concessione\s+di\s+contribut|contributi\s+a\s+fondo|beneficiari|avviso\s+pubblico\s+(?:per\s+la\s+)?(?:presentazione\s+di\s+)?"
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
    r"responsabile\s+unic|iva\s+esclusa|oltre\s+iva|cause\s+di\s+esclusione|c\.?p\.?v\b|sintel\b|me\.?pa\b|procedura\s+negoziata|36/2023)",
    re.IGNORECASE,
)


def kind_of(text: str, name: str = "", original: str = "") -> Kind:
    """The kind of a flattened act; empty when none of the six is clear (a law, a call for grants, a letter).

    `original`: the act with its lines, from which the name is read; without it, those of `text`.
    """
    head = text[:HEAD]
    if len(PURCHASE.findall(text[:20_000])) < FEWEST_WORDS or NEVER.search(head):
        return ""
    if not CONCRETE.search(text[:20_000]) or is_general(text):
        return ""
    opening = _opening(original or text)
    scores = {kind: _score(kind, head, text, name, opening.get(kind, 0.0)) for kind in KINDS}
    best = max(KINDS, key=lambda kind: scores[kind])
    return best if scores[best] >= ENOUGH else ""


def is_general(text: str) -> bool:
    """Whether the text speaks of contracting authorities as a law does, in the plural and of nobody's purchase."""
    start = text[:6000]
    return len(GENERAL.findall(start)) > MOST_GENERAL and not re.search(
        r"\bC\.?I\.?G\b|\bR\.?U\.?P\.?\b|\bcodest|\bOGGETTO\b", start
    )


def _score(kind: Kind, head: str, text: str, name: str, opening: float = 0.0) -> float:
    title = sum(weight * _early(pattern, head) for pattern, weight in TITLES[kind])
    body = sum(weight for pattern, weight in BODIES[kind] if re.search(pattern, text, re.IGNORECASE))
    named = 1.5 if kind.split("_")[0] in name.lower() else 0.0
    if not title:
        return body * BODY_ALONE + (opening if body else 0.0)
    return title * TITLE / 2 + body + named + (opening if body else opening / 2)


def _opening(text: str) -> dict[Kind, float]:
    """What the first line that names a kind is worth to it; a line in which two are named is the first's."""
    lines = [line for line in text[: 2 * HEAD].split("\n") if line.strip()][:LINES]
    for at, line in enumerate(lines):
        for kinds, pattern in OPENINGS:
            if pattern.match(line):
                return dict.fromkeys(kinds, OPENING * (1 - LATER * min(at, 12)))
    return {}


def _early(pattern: str, head: str) -> float:
    """1 at the very beginning, less the later an act says it, 0 when it does not."""
    found = re.search(pattern, head, re.IGNORECASE)
    return 1 - 0.7 * found.start() / HEAD if found else 0.0
