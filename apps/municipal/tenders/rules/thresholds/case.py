"""An act as the rules on thresholds see it: also what no label says, told by what the sentences do with it.

A value without a label, the day on which the invitations left, works named by what is built, a procedure that is only thought of.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from apps.municipal.tenders.acts import Day, Money
from apps.municipal.tenders.law import CODE_EFFECTIVE, THRESHOLDS_KNOWN_TO
from apps.municipal.tenders.rules.quantities import VAT_FACTORS
from apps.municipal.tenders.rules.scanning import scan
from apps.municipal.tenders.rules.standing import LEAST, NEGOTIATED, OPEN, Standing, law_figures
from apps.municipal.tenders.rules.thresholds.bought import kinds_bought
from apps.municipal.tenders.rules.thresholds.reading import AFTERWARDS
from apps.municipal.tenders.rules.wording import head_of, tail_of, wording
from workbench.italian import read_words

SENT = wording(
    r"\b(?:invit[oi]|bando|band[oi]\s+di\s+gara|letter[ae](?:\s+d[i']\s?invito)?|avviso\s+di\s+gara)\b~{0,45}?\b(?:invi\w+|trasm\w+|spedi\w+|part\w+|diram\w+|inoltr\w+|pubblic\w+)~{0,25}$"
    r"|\b(?:invio|trasmissione|spedizione|diramazione|pubblicazione)\s+(?:de(?:gli\s+|l\s+|ll[ae]\s+|ll'))(?:invit|bando|letter)~{0,30}$|\bdata\s+(?:di\s+)?(?:spedizione|invio)\s*[:|]?\s*$|\binviti\s+del(?:l')?\s*$"
)
NOT_SENT = re.compile(
    r"\b(?:entro|scad\w+|precedent\w+|prima|preventiv\w*|manifestazion\w+)\b", re.IGNORECASE
)
DIRECTLY = re.compile(
    r"\baffidament[oi]\s+dirett[oi]|\b(?:affid\w+|incaric\w+|proced\w+|acquist\w+|ordin\w+)\s+(?:(?:dunque|quindi|pertanto|perciò)\s+)?(?:direttamente|(?:in\s+)?via\s+diretta|in\s+modo\s+diretto|senza\s+gara)|\btrattativa\s+diretta|\bordin\w+\s+dirett\w|\bin\s+via\s+diretta\b|\bsenza\s+(?:alcuna\s+)?gara\b",
    re.IGNORECASE,
)
CALLING = wording(
    r"\b(?:si|saranno|verranno|vengono)\s+(?:invit|consult|interpell)\w+|\bgli\s+inviti\s+sono\b|\binviti\s+(?:del|a)\b|\b(?:invitiamo|la\s+invita)\b|\blettera\s+parte\b|\boperator\w\s+(?:economic\w\s+)?da\s+(?:invitare|consultare)\b"
)
THOUGHT_OF = re.compile(
    r"\b(?:benché|sebbene|ancorché|seppur\w*|pur\b|anziché|invece\s+d\w+|piuttosto|non\b(?!\s+meno)|né|senza(?!\s+(?:la\s+)?(?:previ|band|pubblic|consult))|bast(?:i|a|ava|erebbe)|potrebbe|avrebbe\w*|consentirebbe|sarebbe|permetterebbe|bisognerebbe)\b",
    re.IGNORECASE,
)
"""before a procedure that is named and not followed"""
PAST = re.compile(
    r"\b(?:precedent\w+|uscente|scors\w|fu\b|furono|nacque|allora|all'epoca|a\s+suo\s+tempo|analog\w+|referenz\w+|fatturat\w+|dell'anno\s+passato)\b[^.;,\n]{0,50}$",
    re.IGNORECASE,
)
COMPARED = re.compile(
    r"\b(?:inferior[ei]|superior[ei]|sotto|sopra|oltre|fino|sino|sogli[ae]|limit[ei]|tett[oi]|fasci[ae]|entro|almeno|minim[oi]|massim[oi]|minor[ei]|maggior[ei]|supera\w*|eccede\w*|meno|più|passa\w*|arriva\w*|raggiun\w+)\b[^.;,\n]{0,28}$|\b(?:obbligatori\w+|obbligo|dovut\w|necessari\w|scatt\w+|decorr\w+|parte|partono)\b[^.;,\n]{0,20}\bda(?:i|gli)?\s*$|[<>≤≥]=?\s*$",
    re.IGNORECASE,
)
OF_LAW = re.compile(
    r"\s*(?:euro|€)?\s*,?\s*(?:\w+\s+){0,2}?(?:sogli\w+|limit\w+|previst\w+|fissat\w+|stabilit\w+|indicat\w+|d[ei]l(?:l')?\s?(?:art|comma|affidament))",
    re.IGNORECASE,
)
EACH = re.compile(
    r"\s*(?:euro|€)?\s*(?:,|\(|\+\s?iva\s*)?\s*(?:(?:per|a|al|ogni|all[ae']?)\s?(?:ann[oi]|mese|or[ae]|past[oi]|giorn[oi]|copi[ae]|utente|alunno|trimestre|semestre|cadaun\w)|/\s?(?:anno|mese|ora)|l'anno|(?:annu|mensil|orar|giornalier|cadaun|unitar|trimestral|semestral)\w+)",
    re.IGNORECASE,
)
"""of a price of each year, hour or piece"""
STATED_OWN = re.compile(
    r"\b(?:stim\w+|valore|importo|base|costo|spesa|prezzo|vale|valgono|costa|costano|ammonta\w*|richiede|corrispettivo)\s*(?:\w+\s+)?(?:di\s+|in\s+|ad?\s+|è\s+|:\s*|,\s*)?(?:€|euro)?\s*$",
    re.IGNORECASE,
)
OF_ALL = re.compile(
    r"\b(?:legge|obblig\w+|normativ\w|impone|chi|chiunque|coloro|quando|qualora|importi|affidamenti|contratti|appalti)\b[^.;:,\n]{0,70}$",
    re.IGNORECASE,
)
"""of an amount that a rule states for everybody"""
WORDY = re.compile(r"(?:\beuro|€)\s+(?P<words>[a-zà]{6,60})(?:/\d\d)?\b(?!\s+(?:e|ed)\s)", re.IGNORECASE)
PLAIN = frozenset(("", "base", "offerta", "totale", "impegno"))
COUNTED_IN = re.compile(r"\b(?:compres\w|inclus\w|comprensiv\w|globale|complessiv\w)\b", re.IGNORECASE)
BUILT = re.compile(
    r"\blavori\s+(?:e|con|compres\w|oltre)\b[^.;\d]{0,45}$|\blavori\s+(?:di|per)\b[^.;\d]{0,90}$",
    re.IGNORECASE,
)

MEASURED = re.compile(
    r"\b(?:valore|importo)\b[^.;\n]{0,40}\b(?:confront|raffront|consider|rilev)\w+[^.;\n]{0,40}\bsogli\w+[^.;\n\d]{0,60}$",
    re.IGNORECASE,
)
PLAN = re.compile(
    r"\bquadro\s+economico\b(?![^.;\n]{0,60}\b(?:lavori|base|servizi[o]?|fornitur[ae])\b)[^.;\n\d]{0,60}$",
    re.IGNORECASE,
)
AT_DISPOSAL = re.compile(r"\bsomme\s+a\s+disposizione\b[^.;\n\d]{0,60}$", re.IGNORECASE)


@dataclass(frozen=True)
class Case(Standing):
    """`Standing`, read more widely; what is uncertain still has several answers."""

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The day on which the invitations or the notice left, which chooses the threshold; else that of the act."""
        sent = [
            _known(day.value) for day in self.act.days if day.value >= CODE_EFFECTIVE and self._is_sent(day)
        ]
        return tuple(dict.fromkeys(sent)) or super().days

    def _is_sent(self, day: Day) -> bool:
        before = head_of(self.act.text, day.start, 110)
        return SENT.search(before) is not None and not NOT_SENT.search(before)

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """What it buys, works and prevailing parts of a mixed contract also where only the sentences say so."""
        return kinds_bought(self.act, super().kinds)

    @cached_property
    def worth(self) -> tuple[Money, ...]:
        """The amounts with a label of value; where there is none, those that no sentence says to be anything else."""
        labelled = super().worth
        gross = {each.value for each in self.act.amounts if each.tax == "lordo"}
        named = [replace(each, role="base") for each in self.act.amounts if self._is_measured(each)]
        found = [each for each in labelled if not self._is_whole_plan(each) and each.value not in gross]
        found = named or found or [each for each in self._unlabelled() if each.value not in gross]
        highest = max((each.value for each in found), default=Decimal(0))
        parts = sum((each.value for each in self._optional()), Decimal(0))
        is_whole = bool(parts) and any(each.value + parts == highest for each in self.act.amounts)
        return tuple(each for each in found if not is_whole or each.value == highest)

    def _optional(self) -> list[Money]:
        """Renewals and options, each price once."""
        return list({each.value: each for each in self.act.amounts_of("opzioni")}.values())

    def _is_measured(self, money: Money) -> bool:
        """«il valore da confrontare con le soglie è il massimo, 185.000,00 euro»."""
        if money.role != "soglia" or money.value in law_figures():
            return False
        return MEASURED.search(self.act.text, max(0, money.start - 170), money.start) is not None

    def _is_whole_plan(self, money: Money) -> bool:
        """Whether it is the total of an economic plan, with the sums that the body keeps for itself."""
        if PLAN.search(self.act.text, max(0, money.start - 75), money.start):
            return True
        amounts = {each.value for each in self.act.amounts}
        return any(
            money.value - each.value in amounts
            for each in self.act.amounts
            if AT_DISPOSAL.search(self.act.text, max(0, each.start - 75), each.start)
        )

    def _unlabelled(self) -> tuple[Money, ...]:
        near = [
            each
            for each in (*self.act.amounts, *self._in_words())
            if self._is_free(each) and not self._is_whole_plan(each)
        ]
        gross = {int(each.value * rate) for each in near for rate in VAT_FACTORS}
        near = [each for each in near if int(each.value) not in gross]
        highest = max((each.value for each in near), default=Decimal(0))
        return tuple(replace(each, role=each.role or "base") for each in near if each.value * 2 >= highest)

    def _in_words(self) -> list[Money]:
        """«euro ottantottomila/00», where no figure stands beside."""
        found = []
        for match in scan(WORDY, self.act.text):
            read = read_words(match["words"])
            if read:
                found.append(Money(Decimal(read), match.start(), match.end(), "", words_end=match.end()))
        return found

    def _is_free(self, money: Money) -> bool:
        text = self.act.text
        before = text[max(0, money.start - 110) : money.start]
        earned = money.role == "fatturato" and "concessione" in self.kinds
        past = not earned and PAST.search(before)
        if money.value < LEAST or money.tax == "lordo" or past or COMPARED.search(before):
            return False
        if money.value in law_figures() and not self._is_own_figure(money):
            return False
        if (
            EACH.match(text, money.end)
            or OF_LAW.match(text, money.end)
            or AFTERWARDS.match(text, money.end)
            or OF_ALL.search(before)
        ):
            return False
        counted = money.role == "opzioni" and COUNTED_IN.search(before[-60:])
        built = money.role == "sicurezza" and BUILT.search(before)
        return money.role in PLAIN or bool(counted) or bool(built) or earned

    def _is_own_figure(self, money: Money) -> bool:
        """Whether a figure of the law is written as a price is: to the cent."""
        text = self.act.text
        before = text[max(0, money.start - 40) : money.start]
        return (
            "," in text[money.start : money.words_end]
            or money.tax == "netto"
            or STATED_OWN.search(before) is not None
        )

    @cached_property
    def procedure(self) -> str:
        """The procedure that is followed; one that is only thought of («benché basti la negoziata») is none."""
        told = super().procedure
        if self.act.kind == "determina_affidamento_diretto":
            is_other = self._follows(NEGOTIATED) and not self._follows(DIRECTLY)
            return "negoziata" if is_other else told
        if told == "negoziata" and not self._follows(NEGOTIATED) and self._follows(OPEN):
            return "ordinaria"
        if told or self.act.kind == "capitolato":
            return told
        if self._follows(DIRECTLY):
            return "affidamento_diretto"
        if self.act.kind == "avviso" and self._is_between:
            return "negoziata"
        return "negoziata" if CALLING.search(self.act.text) else ""

    def _follows(self, pattern: re.Pattern[str]) -> bool:
        text = self.act.text
        return any(
            not THOUGHT_OF.search(head_of(text, match.start(), 60))
            and not re.match(r"\s+(?:non|resterebbe|sarebbe)\b", tail_of(text, match.end(), 20))
            for match in scan(pattern, text)
        )


def _known(day: date) -> date:
    return min(max(day, CODE_EFFECTIVE), THRESHOLDS_KNOWN_TO)
