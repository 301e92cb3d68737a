"""At which level a procedure is published, who may take part, and which services the European threshold of 750.000 is for."""

import re
from collections.abc import Iterator
from decimal import Decimal

from apps.municipal.tenders.acts import amount_text
from apps.municipal.tenders.acts.objects import cpv_kind
from apps.municipal.tenders.rules.quantities import WORDS
from apps.municipal.tenders.rules.rule import Found
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import HEAD, Standing
from apps.municipal.tenders.rules.thresholds.entry import threshold
from apps.municipal.tenders.rules.wording import denied, sentence_of, wording

JOURNAL = r"(?:Gazzetta\s+(?:europea|comunitaria|U\.?E\b|dell'\s?U\.?E)|G\.?U\.?U\.?E\b\.?|G\.?U\.?C\.?E\b\.?|T\.?E\.?D\b\.?|Gazzetta\s+ufficiale\s+(?:dell'\s?Unione|dell[ae]\s+Comunità|europea|U\.?E\b)|Ufficio\s+(?:delle\s+)?pubblicazioni\s+(?:dell'\s?Unione|europe\w+|U\.?E))"
NATIONAL = r"(?:G\.?U\.?R\.?I\b\.?|Gazzetta\s+ufficiale\s+della\s+Repubblica|quotidian[oi]\b)"
SENT = r"(?:pubblic\w+|invi\w+|trasm\w+|inoltr\w+|inserzion\w+|comunic\w+|spedi\w+|compar\w+|appar\w+|uscit\w+|esc[eo]\w*|affiss\w+)"
NOTICE = r"(?:band[oi]|avvis[oi]|procedur\w+|gar[ae]|atti|lettere)"
ABROAD = wording(
    rf"\b(?:{NOTICE}\b~{{0,70}}?\b{SENT}|{SENT}~{{0,50}}?\b{NOTICE})\b~{{0,80}}?\b{JOURNAL}|\b{JOURNAL}~{{0,40}}?\b{SENT}~{{0,30}}?\b{NOTICE}\b"
)
PRINTED = wording(
    rf"\b(?:{NOTICE}\b~{{0,70}}?\b{SENT}|{SENT}~{{0,50}}?\b{NOTICE})\b~{{0,80}}?\b{NATIONAL}|\b{NATIONAL}~{{0,40}}?\b{SENT}~{{0,30}}?\b{NOTICE}\b"
)
HAS_JOURNAL = re.compile(rf"\b{JOURNAL}", re.IGNORECASE)
HAS_NATIONAL = re.compile(rf"\b{NATIONAL}", re.IGNORECASE)
EUROPEAN = (
    rf"(?:{JOURNAL}|(?:Unione\s+europea|U\.?E\b)|livello\s+(?:europe|comunitari|unional)\w+|europe[ao]\b)"
)
NOT_ABROAD = wording(
    rf"\b(?:non\s+(?:\w+\s+){{0,2}}?(?:occor\w+|serv\w+|necessari\w|richiest\w|dovut\w|previst\w|obbligatori\w|v(?:a|anno|iene|iaggia)|esc[eo]\w*|compar\w+|si\s+(?:proced\w+|pubblic\w+|trasmett\w+|invi\w+)|(?:è\s+|viene\s+|sarà\s+)?(?:pubblicat|inviat|trasmess|inoltrat)\w)~{{0,60}}?\b{EUROPEAN}"
    rf"|\bsenza\s+(?:\w+\s+){{0,2}}?{SENT}~{{0,50}}?\b{EUROPEAN}"
    rf"|\b{SENT}~{{0,60}}?\b{EUROPEAN}~{{0,30}}?\bnon\s+(?:\w+\s+){{0,2}}?(?:occor\w+|serv\w+|necessari\w|richiest\w|dovut\w|previst\w|obbligatori\w))"
)
ONLY_HERE = wording(
    r"\bpubblicazion\w+\b~{0,50}?\b(?:livello|ambito)\s+nazionale\s+(?:soltanto|solo|solamente|esclusivamente)\b|\bpubblic\w+\b~{0,40}?\b(?:soltanto|solo|solamente|esclusivamente|unicamente)\s+(?:a\s+livello|in\s+ambito)\s+nazionale"
    r"|\b(?:band[oi]|avvis[oi]\s+di\s+gara|gara)\b~{0,50}?\b(?:soltanto|solo|solamente|esclusivamente|unicamente)\s+(?:\w+'?\s*){0,2}?(?:albo|sito|profilo|portale\s+(?:comunale|dell'ente))"
)
COUNT = rf"(?:\d{{1,2}}|{WORDS})"
TENDERERS = r"(?:operator\w|offert\w|concorrent\w|impres[ae]|ditt[ae]|candidat\w|partecipant\w|domand[ae])"
CLOSED = wording(
    rf"\b(?:(?:esamin\w+|valut\w+|ammess\w|ammett\w+|accett\w+|considera\w+|apr\w+|prend\w+|partecip\w+|riservat\w)~{{0,40}}?\b(?:(?:i|le|dei|delle|dai|dalle|ai|alle)\s+prim[ei]\s+{COUNT}|(?:non\s+(?:più|oltre)\s+(?:di\s+)?|al\s+massimo\s+|(?:un\s+)?massimo\s+di\s+|solo\s+|soltanto\s+){COUNT})\s+(?:\w+\s+)?{TENDERERS}"
    rf"|\b(?:numero\s+massimo\s+di|non\s+più\s+di|al\s+massimo|fino\s+a(?:\s+un\s+massimo\s+di)?)\s+{COUNT}\s+(?:\w+\s+)?{TENDERERS}~{{0,40}}?\b(?:ammess|invitat|ammissibil|accettat|che\s+potranno\s+partecipare)\w*"
    rf"|\bprim[ei]\s+{COUNT}\s+(?:\w+\s+)?{TENDERERS}~{{0,50}}?\b(?:ordine\s+(?:di\s+arrivo|cronologico|temporale)|arrivo|pervenut\w)"
    rf"|\b(?:sono|saranno|verranno)\s+invitat\w\s+(?:a\s+(?:partecipare|presentare\s+offerta)\s+)?(?:almeno\s+|non\s+più\s+di\s+|al\s+massimo\s+)?{COUNT}\s+(?:\w+\s+)?{TENDERERS})"
)
RANKED = re.compile(
    r"\b(?:graduatoria|classificat\w|punteggi\w*|anomal\w+|requisiti|lott[oi]|raggruppament\w+|mandant\w+|pari\s+merito|rotazione|ristretta|negoziata|per\s+seduta)\b",
    re.IGNORECASE,
)
ANNEX = wording(
    r"\b(?:compres\w|rientr\w+|inclus\w|elencat\w|appart\w+|ricad\w+|riconducibil\w+|ricompres\w|fra|tra|figur\w+|annoverat\w|soggett\w|contemplat\w|assimil\w+|equiparat\w)\s~{0,50}?\b(?:allegato\s+XIV\b|servizi\s+(?:sociali|alla\s+persona))(?:~{0,70}?\b750[.\s]?(?:000|mila)\b)?|\b(?:trattandosi\s+di|si\s+tratta\s+di|essendo|costituisc\w+|configur\w+(?:\s+come)?|qualific\w+(?:\s+come)?|considera\w+|è|sono)\s+(?:un\s+|dei\s+)?(?:(?:appalto|contratto)\s+di\s+)?servizi[o]?\s+(?:sociale?i?|alla\s+persona)\b(?:~{0,70}?\b750[.\s]?(?:000|mila)\b)?|\b750[.\s]?(?:000|mila)\b(?:,00)?~{0,80}?\ballegato\s+XIV\b|\ballegato\s+XIV\b~{0,90}?\b750[.\s]?(?:000|mila)\b"
)
ORDINARY = re.compile(
    r"\b(?:pulizi\w+|sanificazion\w+|verde|giardin\w+|manutenzion\w+|trasporto|rifiuti|igiene\s+urbana|software|informatic\w+|noleggio|fornitur\w+|lavori|assicurativ\w+|progettazion\w+|"
    r"ascensor\w+|estintor\w+|neve|disinfestazion\w+|lavanderia|lavanolo|telefon\w+|energia|illuminazione|arred\w+|computer|stampanti|segnaletica|tributi|riscossione|hosting|portierato|custodia)\b",
    re.IGNORECASE,
)
OTHERS = re.compile(
    r"\b(?:altr\w|soltanto|solo|riguarda\w*|vale\s+per|per\s+i\s+servizi\s+(?:sociali|di\s+cui)|invece)\b",
    re.IGNORECASE,
)


def _abroad(standing: Standing) -> Iterator[Found]:
    """A notice in the European journal for what stays below the threshold, or none for what reaches it."""
    text = standing.act.text
    if standing.is_above:
        yield from _not_abroad(standing)
        return
    by_value = standing.values and max(standing.values) < min(standing.thresholds)
    if standing.procedure not in ("negoziata", "affidamento_diretto") or not by_value:
        return
    for match in scan(ABROAD, text) if HAS_JOURNAL.search(text) else ():
        if denied(text, match.start(), match.end(), 60, 30):
            continue
        message = f"Pubblicazione europea per {amount_text(max(standing.values))}: sotto soglia, nelle procedure dell'art. 50, non c'è bando da pubblicare."
        suggestion = "La pubblicità è assicurata con la Banca dati nazionale dei contratti pubblici e il sito istituzionale (artt. 50, 85 e 27 del D.Lgs. 36/2023)."
        yield Found(match.start(), match.end(), message, suggestion)


def _not_abroad(standing: Standing) -> Iterator[Found]:
    last = -1
    places = [*scan(NOT_ABROAD, standing.act.text), *scan(ONLY_HERE, standing.act.text)]
    for match in sorted(places, key=lambda each: each.start()):
        if match.start() < last or re.search(
            r"\bprima\s+(?:di|della|che)\b|\bavvisi?\s+sui\b", match[0], re.I
        ):
            continue
        last = match.end()
        message = "Sopra la soglia europea il bando si pubblica anche a livello europeo."
        suggestion = "Il bando è trasmesso all'Ufficio delle pubblicazioni dell'Unione europea per il tramite della BDNCP (artt. 84 e 85 del D.Lgs. 36/2023)."
        yield Found(match.start(), match.end(), message, suggestion)


def _printed(standing: Standing) -> Iterator[Found]:
    text = standing.act.text
    for match in scan(PRINTED, text) if HAS_NATIONAL.search(text) else ():
        if denied(text, match.start(), match.end(), 60, 40):
            continue
        message = "Bandi e avvisi non si pubblicano più sulla Gazzetta Ufficiale della Repubblica né sui quotidiani."
        suggestion = "Gli effetti giuridici decorrono dalla pubblicazione nella Banca dati nazionale dei contratti pubblici (artt. 27 e 85 del D.Lgs. 36/2023)."
        yield Found(match.start(), match.end(), message, suggestion)


def _closed(standing: Standing) -> Iterator[Found]:
    """An open procedure that admits only so many."""
    text = standing.act.text
    if standing.procedure != "ordinaria" or not re.search(r"\bprocedura\s+aperta\b", text, re.I):
        return
    for match in scan(CLOSED, text):
        sentence = standing.act.sentence(match.start(), match.end())
        if RANKED.search(sentence) or denied(text, match.start(), match.start() + 1, 60, 0):
            continue
        message = "Procedura aperta con un numero massimo di operatori: può presentare offerta chiunque abbia i requisiti."
        suggestion = "Può presentare offerta ogni operatore economico in possesso dei requisiti (art. 71 del D.Lgs. 36/2023)."
        yield Found(match.start(), match.end(), message, suggestion)


BELOW_UNION = wording(
    r"\b(?:inferior\w\s+all[ae]|sotto(?:\s+la|\s+alla)?|al\s+di\s+sotto\s+della|[fs]ino\s+all[ae]|entro\s+la)\s+sogli[ae]\s+(?:di\s+)?(?:rili?ev\w+\s+)?(?:europe\w+|comunitari\w|eurounitari\w|U\.?E\b)"
)
DIRECT = wording(r"\baffidament\w+\s+dirett\w|\baffida\w+\s+(?:in\s+via\s+)?dirett\w+|\bin\s+via\s+diretta\b")
UNQUALIFIED = wording(r"\bnon\s+(?:\w+\s+)?qualificat\w|\bqualificazion\w+")
MAY = wording(
    r"\b(?:consent\w+|ammess\w|ammett\w+|possibil\w|permett\w+|permess\w|può|possono|praticabil\w|legittim\w|non\s+(?:è|occorre|serve))\b"
)
APART = wording(
    r"\b(?:(?:non|né|senza)\b(?!\s+(?:\w+\s+)?(?:qualificat|richiest|necessari|occorr|serv))|anche\s+se|benché|sebbene|purché|art(?:\.|icolo)\s*50)\b|\b1[45]0\.000"
)


def _union_as_limit(standing: Standing) -> Iterator[Found]:
    """The European threshold taken for the limit of direct awards, or of who is not qualified."""
    text = standing.act.text
    for match in scan(BELOW_UNION, text):
        one, other = sentence_of(standing.act.flat, match.start(), match.end())
        for pattern, what in (
            (DIRECT, "dell'affidamento diretto"),
            (UNQUALIFIED, "di chi non è qualificato"),
        ):
            said = pattern.search(text, one, other)
            if not said or not MAY.search(text, one, other) or APART.search(text, one, other):
                continue
            start, end = min(said.start(), match.start()), max(said.end(), match.end())
            message = f"La soglia europea non è il limite {what}, che è nazionale e più basso."
            yield Found(
                start,
                end,
                message,
                "Indicare il limite nazionale: 140.000 euro per servizi e forniture; per i lavori 150.000 euro in via diretta, 500.000 senza qualificazione (artt. 50 e 62).",
            )


def _annex(standing: Standing) -> Iterator[Found]:
    """An ordinary service put among those of annex XIV."""
    text = standing.act.text
    said = f"{text[:HEAD]}\n{standing.act.object_text}"
    if "servizi_sociali" in standing.kinds or "concessione" in standing.kinds:
        return
    if not ORDINARY.search(said) or cpv_kind(text) == "servizi_sociali":
        return
    for match in scan(ANNEX, text):
        if denied(text, match.start(), match.end(), 60, 30) or OTHERS.search(
            text[max(0, match.start() - 30) : match.end()]
        ):
            continue
        limit = amount_text(max(standing.thresholds, default=Decimal(0)))
        message = f"L'oggetto non è fra i servizi sociali e assimilati dell'allegato XIV: la soglia europea è {limit}."
        yield Found(
            match.start(), match.end(), message, f"Si applica la soglia di {limit} (art. 14, comma 1)."
        )


LEVELS = (
    threshold(
        "pubblicazione_europea",
        "artt. 50, 84 e 85",
        "Si pubblica a livello europeo ciò che raggiunge la soglia, e soltanto quello.",
        _abroad,
    ),
    threshold(
        "pubblicazione_nazionale",
        "artt. 27 e 85",
        "Dal 1° gennaio 2024 la pubblicità legale è quella della Banca dati nazionale dei contratti pubblici.",
        _printed,
    ),
    threshold(
        "aperta_limitata",
        "art. 71",
        "Alla procedura aperta può partecipare chiunque abbia i requisiti.",
        _closed,
    ),
    threshold(
        "limite_nazionale",
        "art. 50 c. 1; art. 62 c. 1",
        "I limiti dell'affidamento diretto e di chi non è qualificato sono nazionali: non seguono la soglia europea.",
        _union_as_limit,
    ),
    threshold(
        "allegato_xiv",
        "art. 14 c. 1 lett. d); allegato XIV della direttiva 2014/24/UE",
        "La soglia più alta vale soltanto per i servizi sociali e gli altri dell'allegato XIV.",
        _annex,
    ),
)
