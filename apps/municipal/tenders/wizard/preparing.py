"""Lines on what comes before the procedure: value, programme, qualification, people, platform."""

from collections.abc import Iterator
from decimal import Decimal

from apps.municipal.tenders.law import (
    ANAC_FORM_BELOW,
    CONTRIBUTION_FROM,
    MARKETPLACE_FROM,
    Figure,
    programme_limit,
    qualification_limit,
)
from apps.municipal.tenders.wizard.advice import Line, code_line, field_line, line
from apps.municipal.tenders.wizard.reading import euro
from apps.municipal.tenders.wizard.situation import Situation

SECTION = "Prima di cominciare"
MILLION = Decimal(1_000_000)
LEVELS_WORKS = ((MILLION, "base (primo livello)"),)
LEVELS_OTHERS = ((Decimal(750_000), "base (primo livello)"), (5 * MILLION, "intermedia (secondo livello)"))


def lines(situation: Situation) -> Iterator[Line]:
    yield _value(situation)
    yield _threshold(situation)
    yield from _programme(situation)
    yield _qualification(situation)
    yield code_line(
        SECTION,
        "RUP",
        "Nominare il responsabile unico del progetto (RUP) nel primo atto; se manca la nomina, lo è chi "
        "dirige l'unità.",
        "art. 15 c. 1-2",
    )
    yield field_line(
        SECTION,
        "Conflitto di interessi",
        "Acquisire le dichiarazioni del RUP e di chi interviene nella procedura.",
        "art. 16",
    )
    yield from _conventions(situation)
    yield _platform(situation)
    yield _cig(situation)
    yield from _contribution(situation)


def _value(situation: Situation) -> Line:
    case = situation.case
    if situation.concession:
        return code_line(
            SECTION,
            "Valore stimato",
            f"{euro(situation.value)}: è il fatturato totale del concessionario per tutta la durata, senza "
            "IVA, opzioni comprese; il metodo di calcolo va scritto nei documenti di gara.",
            "art. 179 c. 1-3",
        )
    parts = f"{euro(case.valore)} + opzioni {euro(case.opzioni)} + rinnovi {euro(case.rinnovi)}"
    return Line(
        SECTION,
        "Valore stimato",
        f"{euro(situation.value)} senza IVA ({parts}), riferito alla data di avvio {case.data:%d/%m/%Y}; "
        "con più lotti è la somma dei lotti.",
        "art. 14 c. 4, 7, 9 e 10",
        "verificata",
        "testo del Codice del 31.3.2023, confermato dalle fonti consultate nel 2026",
    )


def _threshold(situation: Situation) -> Line:
    threshold = situation.threshold
    side = "pari o superiore" if situation.above else "inferiore"
    until = f" fino al {threshold.valid_to:%d/%m/%Y}" if threshold.valid_to else ""
    return line(
        SECTION,
        "Soglia europea",
        f"{euro(threshold.value)}{until}: il valore è {side} alla soglia.",
        threshold,
    )


def _programme(situation: Situation) -> Iterator[Line]:
    limit = programme_limit(situation.case.oggetto)
    if situation.value < limit.value:
        return
    which = (
        "lavori pubblici"
        if situation.case.oggetto in ("lavori", "concessione")
        else "acquisti di beni e servizi"
    )
    yield line(
        SECTION,
        "Programmazione",
        f"Da {euro(limit.value)} serve l'iscrizione nel programma triennale dei {which}, con il suo CUI da "
        "citare negli atti.",
        limit,
    )


def _qualification(situation: Situation) -> Line:
    limit = qualification_limit(situation.case.oggetto, situation.case.data)
    if situation.value <= limit.value:
        text = f"Fino a {euro(limit.value)} la stazione appaltante procede in autonomia."
    else:
        text = (
            f"Oltre {euro(limit.value)} serve la qualificazione {_level(situation)}, o una centrale di "
            "committenza qualificata: senza, ANAC non rilascia il CIG."
        )
    return line(SECTION, "Qualificazione", text, limit)


def _level(situation: Situation) -> str:
    if situation.concession:
        return "almeno intermedia (art. 62 c. 18)"
    works = situation.case.oggetto == "lavori"
    levels = LEVELS_WORKS if works else LEVELS_OTHERS
    found = next((name for most, name in levels if situation.value <= most), "")
    if not found and works and not situation.above:
        found = "intermedia (secondo livello)"
    return f"{found or 'avanzata (terzo livello)'} (art. 63 c. 2)"


def _conventions(situation: Situation) -> Iterator[Line]:
    if situation.case.oggetto in ("lavori", "concessione"):
        return
    yield field_line(
        SECTION,
        "Convenzioni",
        "Verificare le convenzioni Consip e regionali (ARIA in Lombardia) e citarne l'esito: sono "
        "obbligatorie per alcune categorie e negli altri casi fanno da riferimento per prezzo e qualità.",
        "art. 26 L. 488/1999; art. 1 c. 7 D.L. 95/2012",
    )


def _platform(situation: Situation) -> Line:
    if not situation.digital:
        return code_line(
            SECTION,
            "Piattaforma",
            "Fino al 31/12/2023 la piattaforma certificata non era ancora obbligatoria: valevano le "
            "regole transitorie sull'uso dei mezzi elettronici.",
            "art. 225 c. 2",
        )
    goods = situation.case.oggetto not in ("lavori", "concessione")
    if goods and not situation.above and situation.value >= MARKETPLACE_FROM.value:
        return line(
            SECTION,
            "Piattaforma",
            "Piattaforma di approvvigionamento digitale certificata (PAD): da "
            f"{euro(MARKETPLACE_FROM.value)} e sotto soglia europea MEPA oppure un altro mercato o "
            "piattaforma, come Sintel.",
            MARKETPLACE_FROM,
        )
    form = situation.value < ANAC_FORM_BELOW.value and ANAC_FORM_BELOW.holds(situation.case.data)
    extra = (
        f" Sotto {euro(ANAC_FORM_BELOW.value)}, solo se la PAD non si può usare o è difficile, anche "
        "l'interfaccia web della PCP di ANAC."
    )
    text = "Piattaforma di approvvigionamento digitale certificata (PAD), per esempio Sintel." + (
        extra if form else ""
    )
    return (
        line(SECTION, "Piattaforma", text, ANAC_FORM_BELOW)
        if form
        else code_line(SECTION, "Piattaforma", text, "artt. 25-26")
    )


def _cig(situation: Situation) -> Line:
    how = "dalla piattaforma certificata attraverso la PCP" if situation.digital else "da SIMOG (o SmartCIG)"
    return field_line(
        SECTION,
        "CIG, CUP e tracciabilità",
        f"Acquisire il CIG {how}, il CUP se è un progetto di investimento, e inserire la clausola di "
        "tracciabilità, a pena di nullità.",
        "art. 3 L. 136/2010; art. 11 L. 3/2003",
    )


def _contribution(situation: Situation) -> Iterator[Line]:
    limit: Figure[Decimal] = CONTRIBUTION_FROM
    if situation.value >= limit.value:
        yield line(
            SECTION,
            "Contributo ANAC",
            f"Da {euro(limit.value)} è dovuto il contributo ad ANAC: verificare l'importo nella delibera "
            "dell'anno.",
            limit,
        )
