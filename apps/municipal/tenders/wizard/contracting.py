"""Lines on guarantees, contract, payment, publication and appeal."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from apps.municipal.tenders.law import (
    ADVANCE_PERCENT,
    CONTRACT_DAYS_ABOVE,
    CONTRACT_DAYS_BELOW,
    MOST_ADVANCE_PERCENT,
    PAYMENT_DAYS,
    REGULAR_EXECUTION_MONTHS,
    Figure,
    Guarantee,
    appeal_days,
    definitive_guarantee,
    provisional_guarantee,
    stamp_duty,
    standstill,
)
from apps.municipal.tenders.wizard.advice import GuaranteeAdvice, Line, code_line, field_line, line
from apps.municipal.tenders.wizard.reading import CENT, euro, percent
from apps.municipal.tenders.wizard.situation import Situation

SECTION = "Garanzie, contratto, pubblicità"
NO_ADJUSTMENT = " Non si applicano né le riduzioni dell'art. 106 c. 8 né gli aumenti dell'art. 117 c. 2."
CONCESSION = (
    "Da definire nei documenti di gara: l'art. 53 riguarda le procedure dell'art. 50. Riferimento per "
    "analogia: artt. 106 e 117."
)


def guarantees(situation: Situation) -> tuple[GuaranteeAdvice, GuaranteeAdvice]:
    """The provisional and the definitive one, in percent and in euro before any rebate."""
    return _advised(situation, _provisional(situation), _offer_base(situation)), _advised(
        situation, _definitive(situation), situation.case.valore
    )


def lines(situation: Situation) -> Iterator[Line]:
    offer, contract = guarantees(situation)
    yield line(SECTION, "Garanzia provvisoria", offer.testo, _provisional(situation))
    yield line(SECTION, "Garanzia definitiva", contract.testo, _definitive(situation))
    yield _form(situation)
    yield _signing(situation)
    yield _standstill(situation)
    yield _stamp(situation)
    yield line(
        SECTION,
        "Pagamenti",
        f"Entro {PAYMENT_DAYS.value} giorni. Anticipazione del {ADVANCE_PERCENT.value} %, fino al "
        f"{MOST_ADVANCE_PERCENT.value} % se previsto, salvo i servizi e le forniture esclusi dall'allegato "
        "II.14.",
        PAYMENT_DAYS,
    )
    if not situation.above:
        months = REGULAR_EXECUTION_MONTHS
        text = f"Il certificato di regolare esecuzione può sostituire il collaudo, entro {months.value} mesi."
        yield line(SECTION, "Regolare esecuzione", text, months)
    yield from _spending()
    yield _publication(situation)
    appeal = appeal_days()
    yield line(
        SECTION,
        "Ricorso",
        f"Al TAR entro {appeal.value} giorni; non è ammesso il ricorso straordinario. Va scritto nell'atto.",
        appeal,
    )


def _provisional(situation: Situation) -> Figure[Guarantee]:
    return provisional_guarantee(situation.case.oggetto, situation.route.procedure, situation.case.data)


def _definitive(situation: Situation) -> Figure[Guarantee]:
    return definitive_guarantee(situation.case.oggetto, situation.route.procedure, situation.case.data)


def _offer_base(situation: Situation) -> Decimal:
    """Art. 53: the amount of the contract in the invitation; art. 106: the whole value of the procedure."""
    return situation.value if situation.ordinary else situation.case.valore


def _advised(situation: Situation, figure: Figure[Guarantee], base: Decimal) -> GuaranteeAdvice:
    found = figure.value
    amount = None
    if found.percent is not None:
        amount = (base * found.percent / 100).quantize(CENT, ROUND_HALF_UP)
    text = _told(situation, figure, amount)
    return GuaranteeAdvice(found.duty, found.percent, found.least, found.most, amount, text)


def _told(situation: Situation, figure: Figure[Guarantee], amount: Decimal | None) -> str:
    found = figure.value
    if found.duty == "da_definire" or found.percent is None or amount is None:
        return CONCESSION
    share = f"{percent(found.percent)} %"
    rest = NO_ADJUSTMENT if not found.adjustable else ""
    match found.duty:
        case "non_ammessa":
            return "Non si chiede negli affidamenti diretti."
        case "facoltativa":
            return (
                f"Non si chiede, salvo particolari esigenze da motivare; in tal caso al massimo {share} "
                f"dell'importo dell'invito: {euro(amount)}.{rest}"
            )
        case "dovuta_salvo_esonero":
            return (
                f"{share} dell'importo contrattuale, cioè {euro(amount)} senza ribasso; si può non "
                f"chiedere solo con motivazione.{rest}"
            )
    like = "Per analogia con gli appalti: " if situation.concession else ""
    if figure.id == "garanzia_provvisoria":
        return like + (
            f"{share} del valore complessivo della procedura: {euro(amount)}; con motivazione dall'1 al 4 "
            "%. Valgono le riduzioni dell'art. 106 c. 8."
        )
    return like + (
        f"{share} dell'importo contrattuale, cioè {euro(amount)} senza ribasso; aumenta di un punto per "
        "ogni punto di ribasso oltre il 10 % e di due oltre il 20 %."
    )


def _form(situation: Situation) -> Line:
    text = "Forma scritta a pena di nullità, in modalità elettronica"
    if situation.ordinary:
        text += ": atto pubblico amministrativo, atto notarile informatico o scrittura privata."
    else:
        text += "; basta anche lo scambio di lettere per posta elettronica certificata."
    return code_line(SECTION, "Forma del contratto", text, "art. 18 c. 1")


def _signing(situation: Situation) -> Line:
    days = CONTRACT_DAYS_ABOVE if situation.above else CONTRACT_DAYS_BELOW
    start = (
        "dall'efficacia dell'aggiudicazione" if situation.above else "dall'aggiudicazione o dall'affidamento"
    )
    return line(SECTION, "Stipula", f"Entro {days.value} giorni {start}.", days)


def _standstill(situation: Situation) -> Line:
    days = standstill(situation.case.data)
    if situation.above:
        text = (
            f"Non stipulare prima di {days.value} giorni dall'ultima comunicazione dell'aggiudicazione, "
            "salvo le eccezioni (per esempio una sola offerta ammessa)."
        )
        return line(SECTION, "Termine dilatorio (standstill)", text, days)
    text = "Non si applica sotto la soglia europea."
    if situation.case.interesse_transfrontaliero:
        text += f" Con interesse transfrontaliero certo è prudente rispettare comunque {days.value} giorni."
    return code_line(SECTION, "Termine dilatorio (standstill)", text, "art. 55 c. 2; art. 18 c. 3 lett. d)")


def _stamp(situation: Situation) -> Line:
    duty = stamp_duty(situation.value)
    text = "Esente: l'importo è inferiore a 40.000 euro."
    if duty.value:
        text = (
            f"{euro(duty.value)} una volta sola, a carico del contraente, sull'importo massimo del "
            "contratto con opzioni e rinnovi."
        )
    return line(SECTION, "Imposta di bollo", text, duty)


def _spending() -> Iterator[Line]:
    yield field_line(
        SECTION,
        "Spesa e pareri",
        "Impegno con capitolo, esercizio di esigibilità, creditore e IVA; parere di regolarità tecnica e "
        "visto contabile.",
        "artt. 147-bis, 183, 191 e 192 D.Lgs. 267/2000",
    )


def _publication(situation: Situation) -> Line:
    if not situation.digital:
        text = (
            "Fino al 31/12/2023: Gazzetta Ufficiale e sito, con le regole transitorie; avviso sui risultati."
        )
        return code_line(SECTION, "Pubblicità", text, "art. 225 c. 1; art. 50 c. 9")
    european = " Sopra soglia anche nella Gazzetta dell'Unione europea." if situation.above else ""
    invited = (
        " L'avviso sui risultati indica i soggetti invitati."
        if situation.route.procedure == "negoziata"
        else ""
    )
    text = (
        "Banca dati nazionale dei contratti pubblici (BDNCP), da cui decorrono gli effetti, e "
        f"collegamento in Amministrazione trasparente; avviso sui risultati.{invited}{european}"
    )
    return code_line(SECTION, "Pubblicità", text, "artt. 27-28, 84-85; art. 50 c. 9; art. 37 D.Lgs. 33/2013")
