"""Rotation, and the choice of the invited."""

import re
from collections.abc import Iterator

from apps.municipal.tenders.law import CORRECTIVE, ROTATION_FREE_BELOW
from apps.municipal.tenders.rules.clauses.entry import clause, only_in
from apps.municipal.tenders.rules.clauses.statements import before
from apps.municipal.tenders.rules.rule import ACTS, Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import Standing
from apps.municipal.tenders.rules.wording import denied, sentence_of, tail_of, until_stop, wording

OUTGOING = r"(?:(?:contraent[ei]|gestor[ei]|operator[ei]|affidatari\w|fornitor[ei]|appaltator[ei]|ditta|impresa|societ[àa]|cooperativa|prestator[ei])\s+(?:economico\s+)?uscent[ei]|(?:precedent[ei]|attual[ei])\s+(?:affidatari\w|gestor[ei]|contraent[ei]|fornitor[ei]|appaltator[ei])|già\s+affidatari\w|(?:ditta|impresa|operatore|società|cooperativa)\s+che\s+(?:(?:già|attualmente)\s+)?(?:l[oae]\s+)?(?:ha\s+)?(?:svol|gesti|esegu)\w+\s+(?:\w+\s+){0,3}?(?:nell'(?:ultimo|anno)|negli\s+ultimi|attualmente|finora|sinora|fino\s+ad\s+oggi)|(?:esecut(?:ore|rice)|titolare|affidatari[oa]|aggiudicatari[oa]|gestore|appaltatore)\s+(?:del(?:l'|la|lo)?\s?)(?:\w+\s+){0,2}?(?:precedente|scadut[oa]|in\s+scadenza|uscente|in\s+corso|cessat[oa]))"
DEROGATION = wording(
    r"\b(?:si\s+deroga|derogando|in\s+deroga|(?:può|possa|possono)\s+(?:essere\s+)?deroga\w+|deroga\w*|eccezione|nonostante|non\s+si\s+applica|non\s+(?:trov\w+\s+applicazione|applicandosi|opera(?:ndo)?|rileva(?:ndo)?)\b|non\s+(?:si\s+)?(?:\w+\s+){0,4}?applicare|disapplica\w+|prescinde\w*|a\s+prescindere)\b~{0,90}?\brotazion\w+"
    r"|\b(?:principio\s+di\s+)?rotazion\w+~{0,60}?\b(?:si\s+deroga|è\s+derogat\w|viene\s+derogat\w|derogabil\w|può\s+essere\s+derogat\w|non\s+(?:si\s+applica|trova\s+applicazione|opera|viene\s+applicat\w))|\brotazion\w+~{0,140}?\bin\s+deroga\b~{0,60}|\brotazion\w+~{0,30}?[:,]?\s*\bderoga\b"
)
LAWFUL = re.compile(
    r"\b(?:cumulativ\w+|comma\s*[56]|c\.\s*[56]|senza\s+limit\w+|senza\s+(?:alcun\s+)?tett\w+|tutti\s+coloro|nessuno\s+escluso|aperta?\s+a\s+tutti|nessun\s+limite|aperto\s+(?:al\s+mercato|a\s+tutti)|primo\s+affidamento|divers[oaie]\s+(?:settore|categoria|fascia|oggetto|importo|dall)|altr[oa]\s+(?:settore|fascia|categoria|impresa|ditta|società|operatore)|non\s+coincid\w+|mai\s+(?:stat\w\s+)?affidatari\w|non\s+(?:è|risulta|era)\s+(?:\w+\s+){0,3}?(?:uscente|affidatari\w)|è\s+rispettat\w|nel\s+rispetto|5\.000|procedur\w\s+(?:apert|ordinari)\w+)",
    re.IGNORECASE,
)
REASONS: tuple[tuple[str, str], ...] = (
    (
        "struttura del mercato",
        r"struttura\s+(?:\w+\s+)?(?:del|di)\s*(?:\w+\s+)?mercato|mercato\s+(?:\w+\s+){0,3}?(?:ristrett\w|limitat\w|concentrat\w|specialistic\w|ridott\w|circoscritt\w)|poch\w\s+operator\w|particolarit\w+\s+del\s+mercato|mercato\s+di\s+riferimento",
    ),
    (
        "assenza di alternative",
        r"(?:assenza|mancanza|indisponibilità|inesistenza)\s+di\s+(?:\w+\s+)?(?:alternativ\w|altr[ie])|(?:non|senza)\s+(?:\w+\s+){0,5}?alternativ\w|nessun\w*\s+(?:\w+\s+)?(?:altr\w|alternativ\w|operator\w)|unic[oa]\s+(?:operator\w|fornitor\w|in\s+grado|impresa|ditta|soggett\w)|(?:non|né)\s+(?:\w+\s+){0,4}?altr[ie]\s+(?:operator\w|impres\w|ditt\w|fornitor\w)|esclusiv\w+",
    ),
    (
        "accurata esecuzione del precedente contratto",
        r"accurat\w+|(?:regolar\w+|corrett\w+|buon\w|puntual\w+|diligent\w+|perfett\w+|ottim\w+)\s+(?:e\s+\w+\s+)?(?:esecuzion\w+|svolgiment\w+|adempiment\w+)|esecuzion\w+\s+(?:\w+\s+){0,3}?(?:accurat\w+|regolar\w+|corrett\w+|puntual\w+)|(?:eseguit|svolt)\w\s+(?:\w+\s+){0,2}?(?:con\s+cura|regolarmente|accuratamente|correttamente)",
    ),
    ("qualità della prestazione", r"qualit\w+"),
)
REASON_PATTERNS = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in REASONS)
QUALITY_SINCE = CORRECTIVE
AGAIN = wording(
    rf"\b(?:invit\w+|consulta\w+|interpella\w+|reinvit\w+|chiest\w|richiest\w|(?:ri)?affida\w*|(?:ri)?torna\w*|aggiudica\w*|scelt\w|individua\w+|rivolg\w+|conferma\w*|figura\w*|compare|rientra\w*|incl(?:uso|usa|ude)|compres[oa])\b~{{0,110}}?\b{OUTGOING}"
    rf"|\b(?:è|sono)\s+(?!(?:\w+\s+)?(?:svolt|gestit|esegu|affidat|assicurat|reso\b|curat))(?:[\w']+\s+){{0,4}}?{OUTGOING}"
    r"|\bnuovamente\s+(?:affidatari\w|invitat\w|incaricat\w|scelt[ao])\b"
    rf"|\b{OUTGOING}~{{0,80}}?\b(?:è|viene|sarà|sara'|(?:può|puo'|potrà|potra'|possono|potranno)\s+essere|sono|verrà|verra')\s+(?:stat\w\s+)?(?:anch\w+\s+|nuovamente\s+|comunque\s+|altresì\s+|sempre\s+|automaticamente\s+|(?:in\s+ogni\s+caso|di\s+diritto|d'ufficio|di\s+nuovo)\s+)?(?:invitat\w|consultat\w|interpellat\w|reinvitat\w|(?:ri)?confermat\w|affidatari\w|(?:ri)?ammess\w|ripescat\w|richiamat\w|individuat\w|scelt[ao]|selezionat\w|incaricat\w)"
)
EXCUSED = re.compile(
    r"\b(?:carattere\s+eccezionale|secondo\s+cui|non|né|esclus\w+|divers[oaie]\b|altr[oaie]\b|senza|mai|esclud\w+|clausola\s+sociale|personale|addetti|lavorator\w+|assorb\w+|riassorb\w+|subentr\w+|qualora|se\s(?!ne\b)|ove\b|eventual\w+|salvo|divieto|vietat\w+|consegn\w+|passaggio)\b",
    re.IGNORECASE,
)
UNREASONED = re.compile(
    r"\b(?:senza|non)\s+(?:\w+\s+){0,4}?(?:motiv\w+|spiegazion\w+|giustific\w+|ragion\w+)|\bsenza\s+(?:alcun|nessun)\w*\s+(?:limit|restrizion|vincol)\w+(?!\s+(?:al|di|nel|sul)\s+numer)|\bper\s+non\s+(?:dover\s+)?\w+|\bnon\s+(?:si\s+)?(?:serv\w+|occorr\w+)",
    re.IGNORECASE,
)
"""words by which an act says that it gives no reason: they excuse nothing"""
DRAW = re.compile(
    r"\b(?:sortegg\w+|estrazion\w+\s+a\s+sorte|estratt\w\s+a\s+sorte|estrazion\w+\s+casual\w+|a\s+sorte|tirat\w\s+a\s+sorte|(?:estratt|individuat|scelt|selezionat)\w\s+(?:casualmente|a\s+caso|in\s+modo\s+casuale)|selezion\w+\s+casual\w+|(?:mediante|tramite|previa|con|per)\s+(?:\w+\s+)?estrazion\w+\b(?!\s+(?:de[il]|di|della?)\s+(?:dat|copi|material|document|preventiv))|estrazion\w+\s+(?:pubblic\w+|in\s+seduta)|\bsi\s+proced\w+\s+(?:ad?|all'|con)\s?estrazion\w+\b(?!\s+d[ei])|estrazion\w+\s+(?:tra|fra)\b|(?:affidat|rimess|lasciat|decid|decis)\w*\s+(?:\w+\s+)?(?:al(?:la|l)\s+sorte|al\s+caso|dalla\s+sorte)|(?:sceg\w+|scelt\w|invit\w+|selezion\w+|individu\w+)\s+(?:\w+\s+){0,3}?(?:a\s+caso|casualmente|in\s+modo\s+casuale)\b|la\s+sorte\s+(?:decid|sceg)\w+|estra(?:rr\w+|gg\w+|e|rre|endo)\s+(?:\w+\s+){0,3}?(?:nominativ|numer|nom[ei]\b|impres|ditt|operator|candidat|concorrent|protocoll|istanz|domand|bigliett)\w*|estrazion\w+\s+dei\s+(?:numer|nom|nominativ|bigliett)\w*)",
    re.IGNORECASE,
)
AGAIN_NAMED = re.compile(r"\b(?:il|l'|tale|detto|del|al|dal|nel|questo|suddetto)\s?$", re.IGNORECASE)
"""«il sorteggio si terrà …»: the one already told"""
NONE = re.compile(r"\b(?:niente|nessun[oa]?)\s*$", re.IGNORECASE)
OPERATORS = re.compile(
    r"\b(?:operator\w|invit\w+|candidat\w+|impres\w|ditt[ae]|manifestazion\w|elenc[oh]\w*|concorrent\w|soggett\w|istanz\w|domand\w|interessat\w|adesion\w|richiest[ae]|partecipant\w|nominativ\w|idone[io]|individua\w+|selezion\w+|scelt\w)\b",
    re.IGNORECASE,
)
REFUSED = re.compile(r"\bnon\b|\besclus\w+|\bvietat\w+", re.IGNORECASE)
OTHER_DRAW = re.compile(
    r"\b(?:parit[àa]|pari\s+(?:punteggio|merito|offert\w+)|ex\s+aequo|campion\w|controll\w+|verific\w+|commissar\w+|metod[oi]\s+(?:di\s+(?:calcolo|cui)|dell'allegato|A\b|B\b|C\b)|anomal\w+|specificamente\s+motivat\w+|situazioni\s+particolari|identic\w+|uguali)\b",
    re.IGNORECASE,
)
SELECTION = "Se le candidature superano il numero massimo, gli operatori da invitare sono scelti con criteri oggettivi, coerenti con l'oggetto e resi noti nell'avviso, senza sorteggio."


def find_derogations(standing: Standing) -> Iterator[Found]:
    """A derogation with fewer than all of the reasons that the law wants together; an open procedure needs none."""
    if standing.procedure == "ordinaria":
        return
    if standing.values and all(value < ROTATION_FREE_BELOW.value for value in standing.values):
        return
    text = standing.act.text
    done = -1
    for match in scan(DEROGATION, text):
        if match.start() < done:
            continue
        end = until_stop(text, match.end(), 240)
        done = end
        line = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
        around = text[
            max(line[0], match.start() - 350) : min(line[1] if line[1] >= 0 else len(text), end + 450)
        ]
        before = text[max(line[0], match.start() - 60) : match.start()]
        if LAWFUL.search(around) or re.search(r"\b(?:non|senza)\s+(?:\w+\s+){0,3}$", before, re.I):
            continue
        missing = [name for name, pattern in _wanted(standing) if not pattern.search(around)]
        if missing and re.search(
            r"uscent|precedent|deroga|prescind|attual|reinvit|riaffid|nonostante|già|non\s+(?:si|trova|opera|viene)",
            around,
            re.I,
        ):
            message = f"Deroga alla rotazione senza tutti i motivi, che servono insieme: manca {', '.join(missing)}."
            yield Found(
                match.start(),
                end,
                message,
                "Si deroga alla rotazione perché concorrono: la struttura del mercato […], l'effettiva assenza di alternative […], l'accurata esecuzione del precedente contratto […] e la qualità della prestazione […] (art. 49, comma 4).",
            )


def _wanted(standing: Standing) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return REASON_PATTERNS if all(day >= QUALITY_SINCE for day in standing.days) else REASON_PATTERNS[:3]


def find_outgoing(standing: Standing) -> Iterator[Found]:
    """The outgoing contractor invited or chosen again, and no word of a derogation."""
    text = standing.act.text
    if standing.values and all(value < ROTATION_FREE_BELOW.value for value in standing.values):
        return
    if re.search(
        r"\bderog\w+[^.;\n]{0,90}\brotazion|\brotazion\w*[^.;\n]{0,90}\bderog|\bart(?:\.|icolo)\s*49,?\s*(?:comma|c\.)\s*[3456]",
        text,
        re.I,
    ):
        return
    for match in scan(AGAIN, text):
        sentence = text[slice(*sentence_of(standing.act.flat, match.start(), match.end()))]
        around = text[max(0, match.start() - 350) : match.end() + 450]
        has_reasons = all(pattern.search(around) for _, pattern in _wanted(standing))
        sentence = UNREASONED.sub(" ", sentence)
        if has_reasons or "derog" in sentence.lower() or EXCUSED.search(sentence) or LAWFUL.search(sentence):
            continue
        yield Found(
            match.start(),
            match.end(),
            "Il contraente uscente è invitato o scelto di nuovo senza che l'atto motivi la deroga alla rotazione.",
            "Escludere il contraente uscente, o motivare la deroga con tutti gli elementi dell'art. 49, comma 4.",
        )
        return


def _draw(standing: Standing) -> Iterator[Found]:
    text = standing.act.text
    done = -1
    for match in scan(DRAW, text):
        sentence = standing.act.sentence(match.start(), match.end())
        if NONE.search(text, max(0, match.start() - 12), match.start()):
            continue
        one, _ = sentence_of(standing.act.flat, match.start(), match.end())
        around = sentence if OPERATORS.search(sentence) else before(text, one)
        if done > 0 and AGAIN_NAMED.search(text, max(0, match.start() - 12), match.start()):
            continue
        if match.start() < done or not OPERATORS.search(around) or OTHER_DRAW.search(f"{around}{sentence}"):
            continue
        if denied(text, match.start(), match.end(), 90, 0) or REFUSED.search(tail_of(text, match.end(), 60)):
            continue
        start = re.search(
            r"\b(?:saranno|verranno|sono|viene|vengono|si\s+proced\w+|mediante|tramite|con|previo|per)\b[^.;,\n]{0,70}$",
            text[max(0, match.start() - 80) : match.start()],
            re.I,
        )
        end = until_stop(text, match.end(), 160)
        done = end
        yield Found(
            match.start() - (len(start[0]) if start else 0),
            end,
            "Gli operatori da invitare sono scelti a sorte: il sorteggio non è ammesso, salvo situazioni particolari e specificamente motivate.",
            SELECTION,
        )


ROTATION = (
    clause(
        "rotazione_deroga",
        "art. 49 c. 4",
        "La deroga alla rotazione vuole più motivi insieme, riferiti al caso: una formula o un motivo solo non bastano.",
        find_derogations,
        "alta",
    ),
    only_in(
        ACTS - {"capitolato"},
        clause(
            "rotazione_uscente",
            "art. 49 c. 2",
            "Due affidamenti di seguito allo stesso operatore, per lo stesso settore, sono vietati.",
            find_outgoing,
            "verificata",
        ),
    ),
    clause(
        "sorteggio",
        "art. 50 c. 2",
        "Scegliere gli invitati a sorte toglie ragioni alla selezione, e il Codice lo esclude.",
        _draw,
        "verificata",
    ),
)
