"""Where an act stands in the Code: which procedure it follows, of which days and values, below or above the thresholds.

What cannot be told for sure has several answers; a rule speaks only where all of them agree.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, cached_property

from apps.municipal.tenders.acts import Act, Day, Money
from apps.municipal.tenders.acts.objects import cpv_kind
from apps.municipal.tenders.law import (
    CODE_EFFECTIVE,
    DIGITAL,
    KINDS,
    THRESHOLDS_KNOWN_TO,
    direct_award_limit,
    eu_threshold,
)
from apps.municipal.tenders.rules.quantities import VAT_FACTORS
from apps.municipal.tenders.rules.wording import wording
from workbench.norms import Citation

CODE = ("d.lgs. 36/2023", "")
HEAD = 700
PREMISE = 2500
"""characters in which an act says which procedure it follows"""
LEAST = Decimal(200)
BEFORE = timedelta(days=90)
"""between an act and the beginning that it names, at least"""
BOUGHT = re.compile(r"\b(?:servizi[o]?|fornitura)\s+(?:di|per)\b", re.IGNORECASE)
WORKS = re.compile(
    r"\blavori\s+(?:di|per|edil|stradal|urgenti|d[ei]l)|\bopere\s+(?:di|stradal|edil|pubblic)|\b(?:esecuzione|affidamento)\s+(?:di\s+(?:tutti\s+i\s+)?|dei\s+)lavori\b|\bmanutenzione\s+straordinaria\b",
    re.IGNORECASE,
)
CATERING = re.compile(
    r"\b(?:refezione|ristorazione|mens[ae]\b(?!\s+aziendal)|pasti\s+(?:agli|per\s+le)|catering)",
    re.IGNORECASE,
)
ANNEX_XIV = re.compile(
    r"\b(?:legal[ei]|patrocinio|vigilanza|guardiania|educativ\w+|assistenza|social[ei]|socio\W?\w+|cultural[ei]|spettacol\w+|formazione|eventi|postal[ei]|nid[oi]\b|centr[oi]\s+estiv|"
    r"bibliotecar\w+|ricettiv\w+|alberghier\w+|alunni\s+con\s+disabilità|anziani)",
    re.IGNORECASE,
)
CENTRAL = re.compile(
    r"\b(?:autorità\s+(?:governativ\w+\s+)?central|minister[oi]\b|presidenza\s+del\s+consiglio)",
    re.IGNORECASE,
)
MUNICIPAL = re.compile(
    r"\b(?:comun[ei]|citt[àa]'?|unione\s+dei|provincia|consorzio|comunità\s+montana)\b", re.IGNORECASE
)
DIRECT = re.compile(
    r"\b(?:affidamento\s+diretto|affidare\s+direttamente|trattativa\s+diretta|richiesta\s+di\s+preventiv\w+|affidament\w+\s+dirett\w+)",
    re.IGNORECASE,
)
NEGOTIATED = re.compile(
    r"\b(?:procedura\s+)?negoziata\b(?!\s+(?:non|resterebbe))|\bart(?:\.|icolo)\s*50,?\s*(?:co(?:mma|\.)|c\.)\s*1,?\s*lett(?:\.|era)\s*[cde]\b",
    re.IGNORECASE,
)
OPEN = re.compile(
    r"\bprocedura\s+(?:aperta|ristretta)\b|\bgara\s+europea\b|\bbando\s+di\s+gara\b", re.IGNORECASE
)
ABOVE_SAID = wording(
    r"\b(?:importo|valore|appalto|procedura\s+aperta|gara)\b~{0,60}?\b(?:sopra\s?-?soglia|superior\w+\s+all[ae]\s+sogli[ae]|supera\s+la\s+soglia|oltre\s+(?:la\s+)?soglia|sopra\s+la\s+soglia)"
)
BELOW_SAID = wording(
    r"\b(?:importo|valore|affidament\w+|contratt\w|appalt\w|procedur\w)\b~{0,60}?(?:\bsotto\s?-?soglia\b|\binferior\w+\s+all[ae]\s+sogli[ae]|\bsotto\s+(?:la\s+)?soglia\s+(?:europea|comunitaria|UE|di\s+rilevanza))"
)
WORK_COST = wording(
    r"\b(?:opera|lavori|intervento|quadro\s+economico)\b~{0,60}$|\bservizi\s+(?:affini|analoghi)~*$"
)
FEE = re.compile(
    r"\b(?:base\s+di\s+(?:gara|affidamento|offerta)|base\s+d'asta|corrispettiv\w|compens[oi]|onorari\w*|parcell\w|prezzo\s+offerto)\b[^.;\n]{0,40}$",
    re.IGNORECASE,
)
NOT_VALUE = wording(
    r"\b(?:precedent\w+|uscente|in\s+corso|per\s+confronto|fu\s+affidat\w+|allora|montaggio|analog\w+|svolt\w+|esperienz\w+|referenz\w+|fatturat\w+|pari\s+al)\b~{0,50}$|(?<!sotto )(?<!sopra )(?<!sotto-)\b(?:sogli[ae]|limite)\b[^.;,\n]{0,70}$|\b(?:sogli[ae]|limite)\b~{0,90}\bpari\s+ad?\s*(?:€|euro)?\s*$|\btotale\s+(?:\(?A\)?\s?\+\s?\(?B\b|(?:del\s+)?quadro\b|general\w\s+(?:del\s+)?quadro\b)[^\n]{0,80}$"
)
WITH_OPTIONS = wording(
    r"\b(?:valore|import[oi])\b~{0,90}?\b(?:opzion\w+|rinnov\w+|prorog\w+)\b~{0,25}?\b(?:inclus|compres)\w+~{0,40}$|\b(?:valore|import[oi])\b~{0,90}?\bcomprensiv\w~{0,50}?\b(?:opzion\w+|rinnov\w+|prorog\w+)~{0,40}$"
)
"""«valore stimato, opzione compresa: euro 174.000»"""
ASIDE = re.compile(
    r"\b(?:a\s+parte|potr\w+|posson\w|può|eventual\w+|ulterior\w+|accessori\w*|successiv\w+|precedent\w+|non|né|preclus\w+|esclus\w+)\b",
    re.IGNORECASE,
)
"""of a procedure that is not the one of this act"""
LIMIT = re.compile(
    r"\b(?:inferior[ei]|superior[ei]|sotto|sopra|oltre|[fs]ino|sogli[ae]|limite|almeno|(?<!importo )(?<!valore )(?:mini|massi)m[oi])\s+(?:(?:a|ai|i|di|dei|pari\s+a|è\s+di|UE\s+di|europea\s+di)\s+)?(?:€|euro)?\s*$|[<>≤≥]=?\s*(?:€|euro)?\s*$|\b(?:non|se|qualora|ove|finché)\s+(?:\w+\s+){0,2}?(?:arriv|super|ecced|raggiung|tocc|oltrepass|valic)\w+\s+(?:a|ai|i|gli|(?:l'importo|il\s+valore)\s+di)?\s*(?:€|euro)?\s*$|\b(?:[fs]ino|entro)\s+(?:all')?importo\s+(?:massimo\s+)?di\s*(?:€|euro)?\s*$|\b(?:importo|valore)\s+(?:minimo|massimo)\s+(?:per|da|oltre|fino)\b[^.;\n\d]{0,60}$",
    re.IGNORECASE,
)
LETTER_DAY = re.compile(r"(?:\bprot\w*\.?[^\n]{0,35}|[A-Z]\w+,|\bl[iì]|\bin\s+data)\s*$", re.IGNORECASE)
OF_CONTRACT = ("inizio", "fine", "scadenza")
WORTH = ("base", "offerta", "totale")
TOP = 450
"""characters in which an act that names no day of its own still bears one"""


@dataclass(frozen=True)
class Standing:
    """`act` seen from the Code. Amounts are in euro, net of VAT as far as the act lets one tell."""

    act: Act

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The day of the act, and a later one of its head; where it has none, today and before what it says begins."""
        if self.act.made and self.act.made.role not in OF_CONTRACT:
            made = self.act.made.value
            later = [
                day.value for day in self.act.days if day.value.year == made.year + 1 and self._heads(day)
            ]
            return tuple(dict.fromkeys(_known(day) for day in (made, *later[:1])))
        borne = [
            day.value
            for day in self.act.days
            if day.start < TOP and day.role in ("", "protocollo", "atto") and day.value >= CODE_EFFECTIVE
        ]
        if borne:
            return (_known(borne[0]),)
        begun = [day.value for day in self.act.days if day.role == "inizio" and day.value >= CODE_EFFECTIVE]
        return tuple(
            dict.fromkeys(
                _known(day) for day in (date.today(), *(each - BEFORE for each in sorted(begun)[:1]))
            )
        )

    def _heads(self, day: Day) -> bool:
        """Whether a day of the head looks like that of a letter: «prot. 12 del …», «Rho, …»."""
        before = self.act.text[max(0, day.start - 50) : day.start]
        return day.start < HEAD and LETTER_DAY.search(before) is not None

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """What it may buy, in the words of the law's figures; catering and the like are services of annex XIV."""
        possible, coded = self._kinds_said, cpv_kind(self.act.text)
        return (coded,) if coded in possible else tuple(dict.fromkeys(possible))

    @property
    def _kinds_said(self) -> tuple[str, ...]:
        said = f"{self.act.text[:HEAD]}\n{self.act.object_text}"
        kind = self.act.object_kind or "servizi"
        if kind in ("servizi", "servizi_sociali") and CATERING.search(said):
            return ("servizi_sociali",)
        if kind == "forniture" and WORKS.search(said) and re.search(r"\blavori\b", self.act.text[:250], re.I):
            return ("lavori",)
        if kind in ("forniture", "servizi") and WORKS.search(said):
            return ("lavori", kind)
        if kind == "lavori" and BOUGHT.search(self.act.object_text):
            return (kind, "servizi")
        if kind in ("servizi", "servizi_sociali", "servizi_intellettuali") and ANNEX_XIV.search(said):
            return (kind, "servizi_sociali")
        return (kind,)

    @cached_property
    def is_central(self) -> bool:
        """Whether a body of the State buys, as its head says."""
        head = self.act.text[:HEAD]
        return CENTRAL.search(head) is not None and not MUNICIPAL.search(head[:200])

    @cached_property
    def worth(self) -> tuple[Money, ...]:
        """The amounts that may be the contract's value, without those that are another one with its VAT."""
        near = self._net([each for each in self.act.amounts if self._may_be_value(each)] or self._rebatable())
        highest = max((each.value for each in near), default=Decimal(0))
        return tuple(each for each in near if each.value * 2 >= highest)

    def _net(self, near: list[Money]) -> list[Money]:
        """`near` without what is another amount with its VAT; that other one where nothing else is left."""
        gross = {_whole(each.value * rate) for each in near for rate in VAT_FACTORS}
        net = [each for each in near if _whole(each.value) not in gross]
        plain = (each for each in self.act.amounts_of("") if each.value >= LEAST)
        taxed = {_whole(each.value * rate): each for each in plain for rate in VAT_FACTORS}
        left = [each for each in net if _whole(each.value) not in taxed]
        return left or [replace(taxed[_whole(each.value)], role="base") for each in net]

    @property
    def values(self) -> tuple[Decimal, ...]:
        return tuple(dict.fromkeys(each.value for each in self.worth))

    def _rebatable(self) -> list[Money]:
        """What the offers rebate, alone and with the cost of safety, of an act that gives no other value."""
        safety = max((each.value for each in self.act.amounts_of("sicurezza")), default=Decimal(0))
        found = [
            each
            for each in self.act.amounts_of("ribassabile")
            if self._may_be_value(replace(each, role="base"))
        ]
        return found + [replace(each, value=each.value + safety) for each in found if 0 < safety < each.value]

    def _may_be_value(self, money: Money) -> bool:
        before = self.act.text[max(0, money.start - 110) : money.start]
        if money.tax != "netto" and money.value in law_figures():
            return False
        if (
            not (money.role in WORTH or (money.role == "opzioni" and WITH_OPTIONS.search(before)))
            or money.value < LEAST
            or money.tax == "lordo"
            or NOT_VALUE.search(before)
            or LIMIT.search(before)
        ):
            return False
        return (
            self.act.object_kind != "servizi_ingegneria"
            or bool(FEE.search(before))
            or not WORK_COST.search(before)
        )

    @cached_property
    def procedure(self) -> str:
        """`affidamento_diretto`, `negoziata`, `ordinaria`, or empty when the act does not say or says several."""
        if self.act.kind == "determina_affidamento_diretto":
            return "affidamento_diretto"
        if self.act.kind == "avviso":
            if NEGOTIATED.search(self.act.text):
                return "negoziata"
            return "affidamento_diretto" if self._adopted(DIRECT, self.act.text[:PREMISE]) >= 0 else ""
        asked: tuple[tuple[str, re.Pattern[str]], ...] = (("negoziata", NEGOTIATED), ("ordinaria", OPEN))
        if self.act.kind in ("lettera_invito", "capitolato"):
            asked = (("affidamento_diretto", DIRECT), *asked)
        for passage in (self.act.text[:PREMISE], self.act.text):
            first = {name: at for name, pattern in asked if (at := self._adopted(pattern, passage)) >= 0}
            if first:
                return min(first, key=lambda each: first[each])
        if self._adopted(DIRECT, self.act.text) >= 0:
            return "affidamento_diretto"
        return "negoziata" if self.act.kind == "lettera_invito" and self._is_between else ""

    @property
    def _is_between(self) -> bool:
        """Whether the value is one that only the negotiated procedure of art. 50 has."""
        least = [direct_award_limit(kind, day).value for kind in self.kinds for day in self.days]
        return (
            bool(self.values) and max(least) <= min(self.values) and max(self.values) < min(self.thresholds)
        )

    def _adopted(self, pattern: re.Pattern[str], passage: str) -> int:
        """Where `passage` first names a procedure, not as something that may happen aside; -1 where it does not."""
        is_strict = self.act.kind == "capitolato" or (pattern is DIRECT and self.act.kind != "lettera_invito")
        for found in pattern.finditer(passage):
            sentence = self.act.sentence(found.start(), found.end())
            if not is_strict or not ASIDE.search(sentence):
                return found.start()
        return -1

    @cached_property
    def thresholds(self) -> tuple[Decimal, ...]:
        """The European thresholds that may be meant."""
        return tuple(
            dict.fromkeys(
                eu_threshold(kind, min(day, THRESHOLDS_KNOWN_TO), self.is_central).value
                for kind in self.kinds
                for day in self.days
            )
        )

    @cached_property
    def is_above(self) -> bool | None:
        """Whether the value reaches the European threshold; None when the act gives no clear answer."""
        by_value = agreed(value >= limit for value in self.values for limit in self.thresholds)
        if self.procedure in ("affidamento_diretto", "negoziata"):
            return False
        above, below = ABOVE_SAID.search(self.act.text), BELOW_SAID.search(self.act.text)
        if bool(above) != bool(below) and by_value is None:
            return bool(above)
        return by_value


def of_code(citation: Citation) -> bool:
    """Whether the Code is cited, also by an act that writes its number wrong and then says «Codice»."""
    return citation.act in CODE or (
        not citation.is_named and "odice" in citation.text and citation.act.endswith("/2023")
    )


def agreed(answers: Iterable[bool]) -> bool | None:
    """The answer that all give; None when they differ or there is none."""
    given = set(answers)
    return given.pop() if len(given) == 1 else None


@cache
def law_figures() -> frozenset[Decimal]:
    """Amounts that an act states as limits: the European thresholds and the limits of direct awards."""
    days = (CODE_EFFECTIVE, DIGITAL, THRESHOLDS_KNOWN_TO)
    european = {
        eu_threshold(kind, day, central).value for kind in KINDS for day in days for central in (False, True)
    }
    return frozenset(european | {direct_award_limit(kind, CODE_EFFECTIVE).value for kind in KINDS})


def _known(day: date) -> date:
    return min(max(day, CODE_EFFECTIVE), THRESHOLDS_KNOWN_TO)


def _whole(value: Decimal) -> int:
    return int(value + Decimal("0.5"))
