"""Figures that clauses name in braces: computed here from the law, the case and other values, never typed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from apps.municipal.tenders.acts import amount_text
from apps.municipal.tenders.drafting.request import Circumstances
from apps.municipal.tenders.law import (
    ADVANCE_PERCENT,
    AUTOMATIC_EXCLUSION_OFFERS,
    CONTRACT_DAYS_ABOVE,
    CONTRACT_DAYS_BELOW,
    MARKETPLACE_FROM,
    PAYMENT_DAYS,
    REGULAR_EXECUTION_MONTHS,
    ROTATION_FREE_BELOW,
    SELF_DECLARATION_BELOW,
    SURVEY_DAYS,
    Figure,
    Guarantee,
    PriceRevision,
    appeal_days,
    definitive_guarantee,
    direct_award_limit,
    eu_threshold,
    penalties,
    price_revision,
    procedure_months,
    provisional_guarantee,
    stamp_duty,
    standstill,
)
from apps.municipal.tenders.wizard.reading import percent, read_amount
from workbench.errors import UserError
from workbench.italian import listed

Values = Mapping[str, str]
CODE = "D.Lgs. 36/2023"
CENTS = "per cento"
CENT = Decimal("0.01")
ARTICLES = re.compile(r"\bartt\. (\d+)-(\d+)")


@dataclass(frozen=True)
class Computed:
    text: Callable[[Circumstances, Values], str]
    needs: tuple[str, ...] = ()
    """variables without which it is an open field"""


def cited(article: str) -> str:
    """`art. 50 c. 1; art. 128 c. 8` -> `art. 50, comma 1 e art. 128, comma 8, del D.Lgs. 36/2023`."""
    plain = re.sub(r"\(D\.Lgs\. 104/2010\)", "", article)
    parts = [
        re.sub(r" lett\. ", ", lettera ", re.sub(r" c\. ", ", comma ", part.strip()))
        for part in plain.split(";")
    ]
    parts = [re.sub(r"comma (\S+?)(?: e |-(?=\d))(\S+)", r"commi \1 e \2", part) for part in parts]
    parts = [ARTICLES.sub(r"artt. da \1 a \2", part) for part in parts]
    comma = "," if "comm" in parts[-1] else ""
    return f"{listed(parts)}{comma} del {CODE}"


def of_share(value: Decimal, unit: str) -> str:
    """`dell'80 per cento`, `dello 0,5 per mille`, `del 10 per cento`."""
    told = percent(value)
    whole = told.partition(",")[0]
    elided = whole.startswith("8") or whole in ("1", "11")
    article = "dello " if whole == "0" else "dell'" if elided else "del "
    return f"{article}{told} {unit}"


def _guarantee(known: Circumstances, *, definitive: bool) -> Figure[Guarantee]:
    find = definitive_guarantee if definitive else provisional_guarantee
    return find(known.case.oggetto, known.procedure, known.case.data)


def _share(known: Circumstances, *, definitive: bool) -> Decimal:
    share = _guarantee(known, definitive=definitive).value.percent
    if share is None:
        raise UserError(
            "Per questo caso la legge non fissa la misura della garanzia.",
            remedy="Usare una clausola che la lasci indicare.",
        )
    return share


def _revision(known: Circumstances) -> PriceRevision:
    found = price_revision(known.case.oggetto, known.case.data)
    if found is None:
        raise UserError(
            "Per le concessioni la misura della revisione dei prezzi non è fissata dalla legge.",
            remedy="Usare una clausola per le concessioni.",
        )
    return found.value


def _revised(known: Circumstances) -> str:
    found = _revision(known)
    if found.base == "variazione":
        return "della variazione stessa"
    return f"del valore eccedente la variazione del {percent(found.threshold)} per cento"


def _revision_article(known: Circumstances) -> str:
    found = price_revision(known.case.oggetto, known.case.data)
    return cited(found.article) if found else cited("art. 189 c. 1 lett. a)")


def _amount(values: Values, name: str) -> Decimal:
    found = read_amount(values[name])
    if found is None:
        raise UserError(
            "L'importo non si può leggere.", value=values[name], remedy="Scriverlo come 12.500,00."
        )
    return found


def _tax(values: Values) -> Decimal:
    return (_amount(values, "importo_affidamento") * _amount(values, "aliquota_iva") / 100).quantize(
        CENT, ROUND_HALF_UP
    )


def _with_tax(net: Decimal, values: Values) -> Decimal:
    return (net * (100 + _amount(values, "aliquota_iva")) / 100).quantize(CENT, ROUND_HALF_UP)


def _bond(known: Circumstances, values: Values) -> str:
    share = _share(known, definitive=True)
    return amount_text((_amount(values, "importo_affidamento") * share / 100).quantize(CENT, ROUND_HALF_UP))


def _survey_bond(known: Circumstances) -> str:
    base = known.situation.value if known.situation.ordinary else known.case.valore
    return amount_text((base * _share(known, definitive=False) / 100).quantize(CENT, ROUND_HALF_UP))


def _programme(known: Circumstances) -> str:
    works = known.case.oggetto in ("lavori", "concessione")
    return (
        "programma triennale dei lavori pubblici"
        if works
        else "programma triennale degli acquisti di beni e servizi"
    )


def _contract_days(known: Circumstances) -> Figure[int]:
    return CONTRACT_DAYS_ABOVE if known.situation.above else CONTRACT_DAYS_BELOW


def _rest_of_points(known: Circumstances, values: Values) -> str:
    """Of the price. Raises UserError when it is more than the law allows."""
    technical = _amount(values, "punteggio_tecnico")
    rest, ceiling = 100 - technical, known.situation.ceiling
    if not 0 <= rest <= 100 or (ceiling and rest > ceiling.value):
        most = f"al massimo {ceiling.value} ({ceiling.article})" if ceiling else "al massimo 100"
        raise UserError(
            f"Al prezzo resterebbero {percent(rest)} punti, e possono essere {most}.",
            value=values["punteggio_tecnico"],
            remedy="Cambiare i punti della parte tecnica.",
        )
    return percent(rest)


def _penalty(known: Circumstances, values: Values) -> str:
    """Raises UserError outside the range of the day."""
    wanted, figure = _amount(values, "penale"), penalties(known.case.data)
    least, most = figure.value.least, figure.value.most
    if not least <= wanted <= most:
        raise UserError(
            f"La penale giornaliera sta tra {percent(least)} e {percent(most)} per mille ({figure.article}).",
            value=values["penale"],
            remedy="Correggere la misura della penale.",
        )
    return of_share(wanted, "per mille")


def _law(find: Callable[[Circumstances], Figure[Decimal] | Figure[int]]) -> Computed:
    """A figure of the law as a number without its unit."""
    return Computed(lambda known, values: percent(Decimal(find(known).value)))


def _euro(find: Callable[[Circumstances], Decimal]) -> Computed:
    return Computed(lambda known, values: amount_text(find(known)))


def _plain(find: Callable[[Circumstances], str]) -> Computed:
    return Computed(lambda known, values: find(known))


FIGURES: Mapping[str, Computed] = {
    "valore_stimato": _euro(lambda known: known.case.totale),
    "valore_base": _euro(lambda known: known.case.valore),
    "valore_opzioni": _euro(lambda known: known.case.opzioni + known.case.rinnovi),
    "soglia_ue": _euro(lambda known: eu_threshold(known.case.oggetto, known.case.data).value),
    "articolo_soglia": _plain(lambda known: cited(eu_threshold(known.case.oggetto, known.case.data).article)),
    "limite_affidamento": _euro(lambda known: direct_award_limit(known.case.oggetto, known.case.data).value),
    "limite_mepa": _euro(lambda known: MARKETPLACE_FROM.value),
    "limite_rotazione": _euro(lambda known: ROTATION_FREE_BELOW.value),
    "limite_autodichiarazione": _euro(lambda known: SELF_DECLARATION_BELOW.value),
    "articolo_procedura": _plain(lambda known: cited(known.situation.route.figure.article)),
    "operatori_minimi": _plain(lambda known: str(known.situation.route.minimum or 1)),
    "garanzia_definitiva": _plain(lambda known: of_share(_share(known, definitive=True), CENTS)),
    "articolo_garanzia_definitiva": _plain(lambda known: cited(_guarantee(known, definitive=True).article)),
    "importo_garanzia": Computed(_bond, ("importo_affidamento",)),
    "garanzia_provvisoria": _plain(lambda known: of_share(_share(known, definitive=False), CENTS)),
    "articolo_garanzia_provvisoria": _plain(lambda known: cited(_guarantee(known, definitive=False).article)),
    "importo_garanzia_provvisoria": _plain(_survey_bond),
    "penale_minima": _plain(lambda known: percent(penalties(known.case.data).value.least)),
    "penale_massima": _plain(lambda known: percent(penalties(known.case.data).value.most)),
    "penale_giornaliera": Computed(_penalty, ("penale",)),
    "penale_tetto": _plain(lambda known: percent(penalties(known.case.data).value.cap)),
    "revisione_soglia": _plain(lambda known: percent(_revision(known).threshold)),
    "revisione_quota": _plain(lambda known: of_share(_revision(known).share, CENTS)),
    "revisione_base": _plain(_revised),
    "articolo_revisione": _plain(_revision_article),
    "bollo": _euro(lambda known: stamp_duty(known.situation.value).value),
    "contraente": _plain(
        lambda known: "il concessionario" if known.situation.concession else "l'appaltatore"
    ),
    "contraente_inizio": _plain(
        lambda known: "Il concessionario" if known.situation.concession else "L'appaltatore"
    ),
    "giorni_ricorso": _law(lambda known: appeal_days()),
    "giorni_standstill": _law(lambda known: standstill(known.case.data)),
    "giorni_stipula": _law(_contract_days),
    "articolo_stipula": _plain(lambda known: cited(_contract_days(known).article)),
    "giorni_pagamento": _law(lambda known: PAYMENT_DAYS),
    "anticipazione": _law(lambda known: ADVANCE_PERCENT),
    "mesi_cre": _law(lambda known: REGULAR_EXECUTION_MONTHS),
    "mesi_procedura": _law(lambda known: procedure_months(known.procedure, known.criterion)),
    "giorni_avviso": _law(lambda known: SURVEY_DAYS),
    "offerte_esclusione": _law(lambda known: AUTOMATIC_EXCLUSION_OFFERS),
    "programma": _plain(_programme),
    "punteggio_economico": Computed(_rest_of_points, ("punteggio_tecnico",)),
    "categorie_cam": _plain(lambda known: "; ".join(each.title for each in known.situation.cam)),
    "importo_iva": Computed(
        lambda known, values: amount_text(_tax(values)), ("importo_affidamento", "aliquota_iva")
    ),
    "spesa_presunta": Computed(
        lambda known, values: amount_text(_with_tax(known.case.valore, values)), ("aliquota_iva",)
    ),
    "importo_totale": Computed(
        lambda known, values: amount_text(_amount(values, "importo_affidamento") + _tax(values)),
        ("importo_affidamento", "aliquota_iva"),
    ),
}
