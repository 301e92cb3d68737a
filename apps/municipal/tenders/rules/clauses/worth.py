"""What a contract is worth where its act puts no label to the amount: beside the object, in brackets, in letters."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache

from apps.municipal.tenders.acts import Money
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import DIRECT, LEAST, LIMIT, NEGOTIATED, OPEN, Standing
from workbench.italian import read_words

HEAD = 1500
"""characters in which an act without a labelled value may name it"""
LETTERS = re.compile(
    r"\beuro\s(?P<after>[a-zàèéìòù]{4,60})\b(?!\s?/)|\b(?P<before>[a-zàèéìòù]{4,60})\seuro\b", re.IGNORECASE
)
BESIDE = re.compile(
    r"(?:^|[,;:(\n\t|–—«»\"'/]|\s-|\.\s?)\s*(?:(?:circa|per|di|da|a|pari\s+a|ad?|totali|netti|importo|valore|base|imponibile|contratto|lavori|servizio|fornitura)\s*:?\s+){0,3}(?:€|euro\b|eur\b)?\s*$"
    r"|\b(?:contratto|appalto|lavori|opere|servizi[o]?|fornitur[ae]|import[oi]|valore|gara|incarico|affidament[oi]|opera|intervento|vale|valgono|di\s+spesa|affidat[aoe]\s+(?:per|a)|affid\w+[^.;:\n\d]{0,80}?)\s*(?:netto|complessivo|totale|stimato|presunto|massimo|globale|a\s+base\s+di\s+gara|di|da|per|è|sono|pari|a|circa|ammonta|:|\s){0,6}(?:€|euro\b|eur\b)?\s*$",
    re.IGNORECASE,
)
"""how the words before an amount end that is said of the contract itself"""
OTHERS = re.compile(
    r"\b(?:penal\w+|sanzion\w+|garanzi\w+|cauzion\w+|fid\w+ussion\w+|polizz\w+|massimal\w+|boll\w|fatturat\w+|contribut\w+|capitale|canone|premi\w|sicurezza|manodopera|personale|opzion\w+|rinnov\w+|impegn\w+|capitolo|precedent\w+|scors\w|deposit\w+|multa|rata|acconto|anticipazion\w+|variante|maggior\w*|sogli[ae](?!\s?,)|lott[oi]|ribass\w+|ogni|ciascun\w|palazzetto|altr[ao]\s+opera|restant\w|quota|iva)\b[^;\n]*$",
    re.IGNORECASE,
)
PARTIAL = re.compile(
    r"\s?(?:euro|€)?\s?(?:,?\s?(?:per|di|come|quali)\s+(?:la\s+|gli\s+|il\s+)?(?:manodopera|personale|sicurezza|oneri|opzion\w+|rinnov\w+|bollo|penal\w)|al\s+(?:giorno|mese|d[iì])|all'anno|l'uno|cadaun|annu[oi]|mensil|orari|ogni|a\s+(?:testa|pezzo|pasto))",
    re.IGNORECASE,
)
BELOW = re.compile(r"\bsotto[\s-]?soglia\s?[,(–-]\s?(?:€|euro)?\s*$", re.IGNORECASE)
WORKS = re.compile(
    r"\b(?:(?<!direzione )(?<!direttore dei )lavori(?!\s+(?:pubblici|analogh|socialmente))|opere\s+(?:edil|stradal|pubblic|di\s)\w*|cantiere)\b",
    re.IGNORECASE,
)
GOODS = re.compile(r"\b(?:servizi[o]?|fornitur[ae]|incarico|canone|capo\s+opera)\b", re.IGNORECASE)
BEGUN = re.compile(
    r"\b(?:bando|gara|procedura|invit[oi]|avviat\w|indett\w|pubblicat\w|(?<!precedente )(?<!in corso )(?:sottoscritt|stipulat)[oa])\b(?:\s+(?!precedent|uscent|scors)[^\W\d]+){0,4}?\s+(?:del|nel|di|anno|nell'anno)\s+(?:[^\W\d]+\s+)?(?P<year>2023|2024)\b(?!\s?[-/–])",
    re.IGNORECASE,
)
"""«bandita nel 2024», «gara del marzo 2024»"""
ROLES = ("", "base", "offerta", "totale")
COMPETED = re.compile(
    r"\b(?:decisione\s+(?:di|a)\s+contrarre|determina\w*\s+a\s+contrarre|commissione\s+(?:giudicatrice|di\s+gara)|procedura\s+(?:negoziata|aperta|ristretta)|negoziata\b|bando\s+di\s+gara|disciplinare|concorrent[ei]|mette\w*\s+a\s+gara|indire\s+(?:la|una)\s+(?:gara|procedura)|operatori\s+da\s+invitare|lotto\s+unico|unico\s+lotto)",
    re.IGNORECASE,
)
"""words of an act by which a body opens or leads a tender"""


BY_ARTICLE = re.compile(
    r"\b(?:affidat|contratto|incaric)\w*[^.;\n]{0,45}\bart(?:\.|icolo)\s*50,?\s*(?:comma|c\.|co\.)\s*1,?\s*lett(?:\.|era)\s*[ab]\b",
    re.IGNORECASE,
)
EUROPEAN = re.compile(
    r"(?<!collegato )(?<!collegata )\b(?:procedura|gara|appalto)\b[^.;\n]{0,30}?\b(?:a|di)\s+rilevanza\s+(?:europea|comunitaria)|\bgara\s+europea\b",
    re.IGNORECASE,
)
SHARED = re.compile(
    r"(?:%|per\s+cento)\s+(?:del|dell|di|sul)[^.;\n]{0,80}\b(?:cioè|ossia|ovvero|vale\s+a\s+dire|corrispondent\w+|equivalent\w+)\s*(?:a|ad)?\s*(?:€|euro)?\s*$|(?:%|per\s+cento)\s+(?:del|dell|di|sul)[^.;,\n]{0,45},\s*(?:€|euro)?\s*$",
    re.IGNORECASE,
)
"""«il 2 % del valore, cioè euro 31.200»: a share, not the value"""


class Valued(Standing):
    """An act whose value may also be the amount that stands beside its object."""

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """Of an act whose object says nothing, works where it speaks of them; both where it speaks of services too."""
        if self.act.object_kind:
            return super().kinds
        works, others = WORKS.search(self.act.text), GOODS.search(self.act.text)
        if not works:
            return super().kinds
        return ("lavori", *super().kinds) if others else ("lavori",)

    @cached_property
    def is_tender(self) -> bool:
        """Whether offers compete: always but in a direct award, and in a determination that opens a tender."""
        if self.act.kind != "determina_affidamento_diretto":
            return True
        text = self.act.text
        return DIRECT.search(text) is None and COMPETED.search(text) is not None

    @cached_property
    def procedure(self) -> str:
        """Also of a determination that is no direct award."""
        if self.act.kind != "determina_affidamento_diretto" or not self.is_tender:
            said = super().procedure
            return "affidamento_diretto" if not said and BY_ARTICLE.search(self.act.text) else said
        text = self.act.text
        return "negoziata" if NEGOTIATED.search(text) else "ordinaria" if OPEN.search(text) else ""

    @cached_property
    def is_above(self) -> bool | None:
        """Also of an act that names the European procedure."""
        answer = super().is_above
        return True if answer is None and EUROPEAN.search(self.act.text) else answer

    def _may_be_value(self, money: Money) -> bool:
        if SHARED.search(self.act.text, max(0, money.start - 130), money.start):
            return False
        return super()._may_be_value(money)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Also a day of the year in which the procedure began, where it began under the Code as first published."""
        begun = [date(int(match["year"]), 12, 1) for match in scan(BEGUN, self.act.text)]
        return tuple(dict.fromkeys((*super().days, *begun)))

    @cached_property
    def worth(self) -> tuple[Money, ...]:
        return super().worth or _beside(self)


def _beside(standing: Standing) -> tuple[Money, ...]:
    text = standing.act.text
    found = [
        each
        for each in sorted((*standing.act.amounts, *in_letters(text)), key=lambda money: money.start)
        if each.start < HEAD and _is_of_contract(text, each)
    ]
    highest = max((each.value for each in found), default=Decimal(0))
    return tuple(each for each in found if each.value * 2 >= highest)


def _is_of_contract(text: str, money: Money) -> bool:
    before = text[max(0, money.start - 110) : money.start]
    if money.value < LEAST or money.tax == "lordo" or PARTIAL.match(text, money.words_end):
        return False
    if BELOW.search(before):
        return True
    clause = re.split(r"[;\n]|\.\s", before)[-1]
    is_told = money.role in ROLES and BESIDE.search(before)
    return bool(is_told) and not LIMIT.search(before) and not OTHERS.search(clause)


def in_letters(text: str) -> tuple[Money, ...]:
    """Amounts written in letters alone: «euro cinquecento», «centomila euro»."""
    return _in_letters(text)


@lru_cache(maxsize=1)
def _in_letters(text: str) -> tuple[Money, ...]:
    return tuple(_read(text))


def _read(text: str) -> Iterator[Money]:
    match = LETTERS.search(text)
    while match:
        value = read_words((match["after"] or match["before"]).lower())
        if value is not None and value > 0:
            yield Money(Decimal(value), match.start(), match.end(), "", words_end=match.end())
        is_word = match["before"] and not value
        match = LETTERS.search(text, match.end("before") if is_word else match.end())
