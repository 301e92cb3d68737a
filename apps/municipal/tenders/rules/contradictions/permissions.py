"""What an act allows and another may forbid: yes or no, by the words of the same sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.contradictions.answers import answers
from apps.municipal.tenders.rules.contradictions.statement import Statement, clause, spotted
from apps.municipal.tenders.rules.wording import wording

DENIED = r"\bnon\s+(?:\w+\s+){0,3}(?:ammess|ammett|consent|permess|possibil|ricorr|previst|può|puo'|poss|potr|proced|applic|autorizzat|effettu|oper|contempl|esclu|riparametr|dispost|concess|accett|esist|inserit|presta|richie|dovut|costitu|necessari|aggiudica|cedibil|cedut)\w*|\b(?:è|e'|sono|resta|restano)\s+(?:\w+\s+)?(?:esclus|vietat|preclus|inammissibil)\w+|\b(?:esclus|vietat|preclus)[oaie]\b|\bsenza\b(?!\s+(?:frutto|esito|indugio|oner[ei]|costi|compenso|limit\w+|necessità|bisogno|ulterior\w+|pregiudizio|ritardo|alcun\s+limite|alcuna\s+soglia))|\bdivieto\b|\bnessun\w*\b|\bin\s+proprio\b|\bunicamente\s+(?:soggetti\s+)?singol\w+"
GRANTED = r"(?<!non )\b(?:è|e'|sono|sarà|saranno|resta|può|puo'|possono|potrà|si)\s+(?:\w+\s+){0,3}?(?:ammess|consentit|permess|possibil|previst|autorizzat|effettua|procede|applica|dispost|concess|riparametrat|costituit|istituit|richiest|dovut|rimess|deferit|devolut|decis|esclus|esser|aggiudica|avvien|cedut|ricorr|fare|giovar|avvaler|subappalt)\w*|(?<!non )\b(?:ammess|consentit|previst|autorizzat)[oaie]\b|\bsi\s+riserva\b|\bavviene\s+anche\b"


@dataclass(frozen=True)
class Permission:
    """A thing with the words that name it, those that grant it and those that deny it."""

    key: str
    words: tuple[str, ...]
    """of which every label holds one"""
    label: re.Pattern[str]
    shown: tuple[str, str]
    within: re.Pattern[str]
    """what the sentence must speak of besides"""
    granted: re.Pattern[str]
    denied: re.Pattern[str]


def _permission(key: str, words: str, label: str, shown: tuple[str, str], within: str = ".") -> Permission:
    granted, denied = wording(GRANTED), wording(DENIED)
    return Permission(key, tuple(words.split()), wording(label), shown, wording(within), granted, denied)


def _automatic(key: str, label: str) -> Permission:
    """A thing that is done as soon as it is named, and that only «non» takes back."""
    denied = wording(r"\bnon\s+(?:\w+\s+){0,4}(?:esclu|applic|proced|oper|previst|trova)\w*|\bsenza\b")
    return Permission(
        key,
        ("automatic",),
        wording(label),
        ("prevista", "non prevista"),
        wording(r"\banomal\w+|\banormal\w+"),
        wording("."),
        denied,
    )


PERMISSIONS = (
    _permission(
        "avvalimento",
        "avvalimento giovarsi avvalersi requisiti",
        r"\bavvalimento\b|\b(?:giovarsi|avvalersi)\s+(?:di\s+un'altra\s+impresa|di\s+altr[ei]|dei\s+requisiti)|\brequisiti\s+di\s+altr[eai]\s+(?:impres|operator|soggett)\w+",
        ("ammesso", "escluso"),
    ),
    _permission(
        "raggruppamenti",
        "raggruppament r.t rti rtp r.ti associat associazion",
        r"\braggruppament\w+\s+(?:temporane\w+|di\s+\w+)|\bR\.?T\.?[IP]\b|\bassociat\w+\s+in\s+via\s+temporanea|\bassociazion\w+\s+temporane\w+",
        ("ammessi", "esclusi"),
        r"\bammess\w*|\bconsent\w+|\besclus\w+|\bvietat\w+|\baccett\w+",
    ),
    _permission(
        "subappalto a cascata",
        "cascata subappalt",
        r"\bsubappalto\s+(?:a\s+cascata|ulteriore)|\bulteriore\s+subappalto|\bsubappaltator\w+\s+(?:\w+\s+){0,3}a\s+(?:sua|propria|loro)\s+volta|\ba\s+(?:sua|propria|loro)\s+volta\s+(?:\w+\s+)?subappalt\w+|\bcascata\b",
        ("ammesso", "escluso"),
    ),
    _automatic(
        "esclusione automatica delle offerte anomale",
        r"\besclu\w+\s+automatic\w+|\b(?:anomal|anormalment)\w+[^.;\n]{0,60}\bautomatic\w+|\besclus\w+\s+in\s+automatico",
    ),
    _permission(
        "varianti",
        "variant",
        r"\bofferte\s+in\s+variante|\bvarianti\s+(?:al\s+progetto|progettual\w+|in\s+sede\s+di\s+offerta|migliorativ\w+)|\bvarianti\b(?=\s+(?:non\s+)?(?:sono\s+)?(?:ammess|consentit))",
        ("ammesse", "non ammesse"),
    ),
    _permission(
        "esecuzione anticipata",
        "anticipat urgenza",
        r"\b(?:esecuzione|avvio|consegna)\s+(?:\w+\s+){0,3}(?:anticipat|d'urgenza)\w*|\bvia\s+d'urgenza",
        ("ammessa", "esclusa"),
    ),
    _permission(
        "arbitrato",
        "arbitr compromissoria",
        r"\barbitrat[oi]\b|\barbitri\b|\bclausola\s+compromissoria|\bcollegio\s+arbitrale",
        ("previsto", "escluso"),
    ),
    _permission(
        "collegio consultivo tecnico",
        "consultivo",
        r"\bcollegio\s+consultivo(?:\s+tecnico)?",
        ("previsto", "non previsto"),
    ),
    _permission("accordo bonario", "bonario", r"\baccordo\s+bonario", ("previsto", "non previsto")),
    _permission(
        "premio di accelerazione",
        "accelerazione",
        r"\bpremi[oi]\s+(?:di|per\s+l')\s?accelerazione",
        ("previsto", "non previsto"),
    ),
    _permission(
        "cessione dei crediti",
        "cession",
        r"\bcession\w+\s+(?:dei|del|di)\s+credit\w+",
        ("ammessa", "non ammessa"),
    ),
    _permission(
        "cessione del contratto",
        "contratto",
        r"\bcession\w+\s+del\s+contratto|\bcontratto\b(?=\s+(?:non\s+)?(?:può|potrà|è)\s+(?:essere\s+)?(?:cedut|cedibil)\w+)",
        ("ammessa", "vietata"),
    ),
    _permission(
        "aggiudicazione con una sola offerta",
        "offerta",
        r"\b(?:una\s+sola|un'unica|unica|sola)\s+offerta(?:\s+(?:valida|ammessa|pervenuta))?",
        ("prevista", "esclusa"),
        r"\baggiudic\w+",
    ),
    _permission(
        "offerte parziali",
        "parzial limitat",
        r"\bofferte?\s+(?:parzial|limitat)\w+",
        ("ammesse", "non ammesse"),
    ),
    _permission(
        "campionatura", "campion", r"\bcampionatur\w+|\bcampion[ei]\b", ("richiesta", "non richiesta")
    ),
    _permission("riparametrazione", "riparametr", r"\briparametr\w+", ("prevista", "non prevista")),
    _permission(
        "inversione procedimentale",
        "inversione",
        r"\binversione\s+(?:procedimentale|dell'ordine)",
        ("prevista", "non prevista"),
    ),
)
PARTLY = wording(
    r"\s*(?:per|in|ai|alle|a(?!\s+terzi)|nei|limitatamente|relativamente|con\s+riferimento|se\s+non|qualora)\b"
)
ASKED = answers(
    "operatore uscente",
    "tracciabilità",
    "criteri ambientali minimi",
    "clausola sociale",
    "recesso",
    "ordine di esame delle offerte",
    "soglia europea",
)
inspections = answers("sopralluogo")


def permissions(act: Act) -> Iterator[Statement]:
    """One statement for each place that grants or denies; denial prevails in a sentence that does both."""
    yield from ASKED(act)
    for each in PERMISSIONS:
        for label in spotted(each.label, each.words, act.text, 150):
            said = _said(act, label)
            denied = each.denied.search(said)
            if denied and PARTLY.match(said, denied.end()):
                continue
            if each.within.search(said) and (denied or each.granted.search(said)):
                yield Statement(not denied, label.start(), label.end(), each.shown[bool(denied)], each.key)


def _said(act: Act, label: re.Match[str]) -> str:
    """The sentence; of a title alone («Avvalimento. Non è ammesso.») the one that follows."""
    said = clause(act, label.start(), label.end())
    if said.rstrip().endswith(":"):
        end = label.end() + len(said) - said.find(label[0]) - len(label[0])
        return said + clause(act, min(end + 1, len(act.text)), min(end + 2, len(act.text)))
    if len(said.strip()) > len(label[0]) + 8:
        return said
    follows = act.text.find(said, max(0, label.start() - len(said))) + len(said)
    return said + clause(act, follows + 2, follows + 3) if follows + 3 < len(act.text) else said
