"""Codes that do not go with what the act buys: the CPV of another thing, the CUI of another kind of purchase."""

import re
from collections.abc import Iterator
from functools import cache

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.described import stems
from apps.municipal.tenders.rules.rule import Find, Found, Rule
from apps.municipal.tenders.rules.scanning import scan
from workbench.identifiers import Code, judge
from workbench.identifiers.cpv import LENGTH, entries

BOUGHT: dict[str, tuple[str, str]] = {
    "pulizia": (r"pulizi[ae]\b(?!\s+d\w+\s+(?:caditoi|foss|canal|torrent|strad|spiagg|grigli))", "909 3983"),
    "ristorazione": (r"refezion|mens[ae]\b|ristorazion|derrate|pasti\b|catering", "55 15 03 8552"),
    "verde": (
        r"verde\s+(?:pubblic|urban|comunal)|sfalci|potatur|alberatur|aree\s+verdi",
        "773 034 772 16 4511 0345",
    ),
    "trasporto di persone": (
        r"trasporto\s+(?:scolastic|degli\s+alunni|alunni|disabili|sociale)|scuolabus",
        "60 34 63",
    ),
    "informatica": (
        r"software|gestional[ei]\b|applicativ[oi]\b|hosting|cloud\b|sito\s+(?:web|istituzionale)",
        "48 72 30 503 64 32",
    ),
    "computer": (r"(?:personal\s+)?computer\b|notebook|stampanti\b|monitor\b", "30 48 72 503 32"),
    "arredi": (
        r"arred[io]\b(?!\s+urban|.{0,60}\b(?:tend[ae]|tessut|tessil|cucin|stovigli|palestr))|scrivani|banchi\s+scolastici|scaffalatur",
        "390 391 392 3419",
    ),
    "strade": (
        r"asfaltatur|manto\s+stradal|manutenzione\s+(?:\w+\s+)?delle\s+strade|strade\s+comunali|marciapied",
        "452 451 71 5023 349 906",
    ),
    "assicurazione": (r"polizz[ae]\s+assicurativ|assicurazion|copertur\w+\s+assicurativ|brokeraggio", "66"),
    "difesa in giudizio": (r"patrocinio\s+legale|difesa\s+in\s+giudizio|servizi[o]?\s+legal[ei]", "791"),
    "progettazione": (r"progettazione\b|direzione\s+(?:dei\s+)?lavori", "71 45 79"),
    "vigilanza": (r"vigilanza\b|guardiania|portierato", "797 983 92"),
    "assistenza": (
        r"assistenza\s+(?:domiciliare|educativa|scolastica|sociale)|asilo\s+nido|centro\s+estivo",
        "85 80 753 553 553 92 983",
    ),
    "rifiuti": (r"rifiuti\b|spazzamento|igiene\s+urbana", "905 906 349 44 909"),
    "libri": (r"libri\b|volumi\s+per\s+la\s+biblioteca|testi\s+scolastici", "22 39"),
    "veicoli": (r"autovettur|autocarr|furgon|scuolabus|acquisto\s+di\s+(?:un\s+)?veicol", "34 501 602 66"),
    "cancelleria": (r"cancelleria|carta\s+(?:per\s+)?fotocop|risme\b", "301 22 3019 302"),
    "illuminazione": (
        r"illuminazione\s+(?:pubblica|stradale)|lampade\b|corpi\s+illuminanti",
        "31 345 349 45 50 65 71",
    ),
    "tributi": (
        r"riscossione\s+(?:coattiv|volontari|spontane|(?:de\w+\s+)?(?:entrat|tribut|impost|tass|canon))|accertament\w+\s+tributar|tribut[oi]\b",
        "7994 72 66 75 791 792",
    ),
    "disinfestazione": (r"derattizzazion|disinfestazion", "9092 909 906"),
    "ascensori": (r"ascensor[ei]\b", "5075 424 453 71 507"),
    "tesoreria": (r"servizio\s+di\s+tesoreria", "66"),
    "energia": (r"fornitura\s+di\s+(?:energia\s+elettrica|gas\b|gasolio|carburant)", "09 65 66"),
    "fotocopiatrici": (r"fotocopiatric|multifunzione\b", "30 503 72 48 32 79"),
    "segnaletica": (r"segnaletica\b", "34 45 50 71 3993 44 77 79"),
    "videosorveglianza": (r"videosorveglianza", "32 35 45 50 51 48 72 64 71 79 31 38"),
    "medicinali": (r"medicinali\b|farmaci\b|parafarmac", "33"),
    "neve": (r"(?:sgombero|spalatura)\s+(?:della\s+)?neve|servizio\s+neve", "9 34 45 50 14 16 43 60 63"),
    "giochi": (r"giochi\s+(?:per|da)\s|attrezzature\s+ludiche|parco\s+giochi", "37 45 50 43 77 349 39"),
    "impianti termici": (
        r"impiant\w+\s+(?:termic|di\s+riscaldamento)|caldai[ae]\b",
        "50 45 42 44 71 39 09 65 51 76 79",
    ),
    "canile": (r"canile\b|cani\s+randagi|randagismo", "98 85 45 03 71 15 79 90"),
    "fotovoltaico": (r"fotovoltaic", "09 45 31 71 50 38 51 65"),
    "estintori": (r"estintor[ei]\b", "50 35 45 44 71 79"),
    "posta": (r"servizi[o]?\s+postal[ei]|recapito\s+della\s+corrispondenza", "64 79"),
}
"""what a municipality buys: words that name it, first digits of the CPV codes under which it may stand"""
KIND_OF_PLAN = {
    "lavori": "L",
    "forniture": "F",
    "servizi": "S",
    "servizi_sociali": "S",
    "servizi_ingegneria": "SL",
}
"""what is designed may be in the programme with the works themselves"""
PLAN = re.compile(
    r"\b(?:C\.?U\.?I\b\.?|codice\s+unico\s+(?:di\s+)?intervento)[^\w\n]{0,4}(?:\(?C\.?U\.?I\.?\)?[^\w\n]{1,4})?"
    r"(?:(?:n\.|numero|è|e')\s{0,2}:?\s{0,2})?(?P<code>[A-Z]?\d{16,24})(?![^\W_])",
    re.IGNORECASE,
)
"""what the programme of purchases gives to each of them (annex I.5 of the Code)"""
PLAN_LENGTH = 21
PLACES = frozenset({"pubbli", "comuna", "edific", "scolas", "scuol", "uffic", "uffici", "urban", "territ"})
"""beginnings of words that say where, not what"""
TITLE = 400
"""characters in which the object of an act names what it buys"""


@cache
def _bought() -> dict[str, tuple[re.Pattern[str], tuple[str, ...]]]:
    return {
        name: (re.compile(rf"\b(?:{words})", re.IGNORECASE), tuple(digits.split()))
        for name, (words, digits) in BOUGHT.items()
    }


def _of_another(act: Act) -> Iterator[Found]:
    """The CPV codes of an act that names one thing and has no code for it."""
    codes = [code for code in act.codes if code.kind == "cpv" and judge(code, act.day).outcome != "errato"]
    said = act.object_text[:TITLE]
    named = [(name, digits) for name, (words, digits) in _bought().items() if words.search(said)]
    if len(named) != 1 or not codes:
        return
    name, digits = named[0]
    telling = stems(said) - PLACES
    if any(code.text.startswith(digits) or not _labels(code).isdisjoint(telling) for code in codes):
        return
    for code in codes:
        label = entries()[code.text[:LENGTH]].label
        message = (
            f"CPV «{code.text}»: nel vocabolario è «{label}»; l'oggetto dell'atto è di altro genere ({name})."
        )
        yield Found(code.start, code.end, message, "Cercare nel vocabolario CPV 2008 il codice dell'oggetto.")


def _labels(code: Code) -> frozenset[str]:
    """What the label of a code says, and those of the wider ones: division, group, class."""
    wider = (code.text[:count].ljust(LENGTH, "0") for count in range(2, LENGTH + 1))
    return frozenset(stem for each in wider if each in entries() for stem in stems(entries()[each].label))


def _plan(act: Act) -> Iterator[Found]:
    for found in scan(PLAN, act.text):
        written = found["code"].upper()
        wanted = KIND_OF_PLAN.get(act.object_kind)
        if len(written) != PLAN_LENGTH or not written[0].isalpha():
            reason = f"ha {PLAN_LENGTH} caratteri, una lettera e venti cifre; qui sono {len(written)}"
        elif written[0] not in "LFS" or (wanted and written[0] not in wanted):
            reason = f"comincia per L nei lavori, F nelle forniture, S nei servizi; qui per {written[0]}"
        else:
            continue
        yield Found(
            *found.span("code"), f"CUI «{written}»: {reason}.", "Riportare il CUI dal programma triennale."
        )


def _rule(name: str, article: str, source: str, why: str, find: Find) -> Rule:
    return Rule(
        id=f"codici.{name}",
        article=article,
        severity="avviso",
        confidence="media",
        source=source,
        why=why,
        find=find,
        kinds=frozenset(),
    )


PURCHASED: tuple[Rule, ...] = (
    _rule(
        "cpv_oggetto",
        "Reg. (CE) 213/2008",
        "tabella ufficiale dei codici; parole degli oggetti consueti",
        "Un CPV copiato da un altro atto porta l'avviso agli operatori sbagliati.",
        _of_another,
    ),
    _rule(
        "cui",
        "art. 37 e allegato I.5 D.Lgs. 36/2023",
        "conoscenza di settore, da confermare",
        "Il CUI lega l'acquisto alla sua riga del programma triennale.",
        _plan,
    ),
)
