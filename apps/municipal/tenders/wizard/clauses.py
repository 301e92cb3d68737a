"""Lines on what the documents must contain: labour, environment, price revision, safety, penalties."""

from collections.abc import Iterator

from apps.municipal.tenders.law import CORRECTIVE, penalties, price_revision
from apps.municipal.tenders.wizard.advice import Line, code_line, field_line, line
from apps.municipal.tenders.wizard.reading import percent, with_article
from apps.municipal.tenders.wizard.situation import Situation
from workbench.italian import listed

SECTION = "Clausole e contenuti"


def lines(situation: Situation) -> Iterator[Line]:
    if not situation.mere_supply:
        yield _collective_agreement(situation)
    if situation.staffed:
        yield from _labour(situation)
    yield _environment(situation)
    yield _revision(situation)
    if not situation.concession:
        yield _penalties(situation)
        yield _subcontract(situation)
    yield _safety(situation)
    yield field_line(
        SECTION,
        "Dati personali",
        "Se il contraente tratta dati personali per conto dell'ente, nominarlo responsabile del trattamento.",
        "art. 28 Reg. (UE) 2016/679",
    )


def _collective_agreement(situation: Situation) -> Line:
    title = "CCNL"
    if situation.case.data < CORRECTIVE:
        text = "Indicare nel bando o nell'invito il contratto collettivo applicabile al personale impiegato."
        return code_line(SECTION, title, text, "art. 11 c. 2")
    text = (
        "Indicare nei documenti iniziali e nella decisione di contrarre, anche di affidamento diretto, il "
        "contratto collettivo nazionale e territoriale applicabile al personale impiegato; anche quello "
        "delle prestazioni secondarie omogenee che pesano almeno il 30 %."
    )
    return field_line(SECTION, title, text, "art. 11 c. 2 e 2-bis; allegato I.01")


def _labour(situation: Situation) -> Iterator[Line]:
    direct = (
        " Nell'affidamento diretto vanno nella lettera d'invito o nel contratto." if situation.direct else ""
    )
    yield code_line(
        SECTION,
        "Clausole sociali",
        "Inserire clausole sociali: stabilità occupazionale, pari opportunità, inclusione, tutele in "
        f"subappalto.{direct}",
        "art. 57 c. 1",
    )
    yield code_line(
        SECTION,
        "Costo della manodopera",
        "Individuare i costi della manodopera e della sicurezza, che non si ribassano; l'operatore indica "
        "i propri nell'offerta.",
        "art. 41 c. 14; art. 108 c. 9",
    )


def _environment(situation: Situation) -> Line:
    if not situation.cam:
        return code_line(
            SECTION,
            "Criteri ambientali minimi (CAM)",
            "Verificare se un decreto CAM copre l'oggetto: se sì, inserire almeno specifiche tecniche e "
            "clausole contrattuali, anche sotto soglia. Con l'oggetto in parole e il CPV lo strumento "
            "segnala la categoria.",
            "art. 57 c. 2; art. 83 c. 2",
        )
    found = listed([f"{subject.title} ({subject.decree})" for subject in situation.cam])
    weakest = next((one for one in situation.cam if one.confidence != "verificata"), situation.cam[0])
    return Line(
        SECTION,
        "Criteri ambientali minimi (CAM)",
        f"L'oggetto sembra rientrare in: {found}. Inserire almeno specifiche tecniche e clausole "
        "contrattuali; controllare sul sito del Ministero dell'ambiente il decreto in vigore.",
        "art. 57 c. 2; art. 83 c. 2",
        weakest.confidence,
        f"{weakest.source} (tabella del {weakest.checked_on:%d/%m/%Y})",
    )


def _revision(situation: Situation) -> Line:
    figure = price_revision(situation.case.oggetto, situation.case.data)
    if figure is None:
        return code_line(
            SECTION,
            "Revisione dei prezzi",
            "Nelle concessioni la revisione passa per le clausole del contratto (anche sui prezzi, con "
            "gli indici dell'art. 60) e per il riequilibrio del piano economico-finanziario.",
            "art. 189 c. 1 lett. a); art. 192",
        )
    revision = figure.value
    of = "della parte eccedente" if revision.base == "eccedenza" else "della variazione"
    return line(
        SECTION,
        "Revisione dei prezzi",
        f"Clausola obbligatoria nei documenti iniziali: si attiva oltre il {percent(revision.threshold)} % "
        f"e opera per {with_article(revision.share)} % {of}.",
        figure,
    )


def _penalties(situation: Situation) -> Line:
    figure = penalties(situation.case.data)
    found = figure.value
    return line(
        SECTION,
        "Penali",
        f"Tra {percent(found.least)} e {percent(found.most)} per mille dell'importo netto contrattuale per "
        f"ogni giorno di ritardo, in tutto al massimo il {percent(found.cap)} %.",
        figure,
    )


def _subcontract(situation: Situation) -> Line:
    text = (
        "Ammesso nei limiti di legge, senza una percentuale generale; le parti da eseguire in proprio "
        "vanno indicate e motivate."
    )
    if situation.case.data < CORRECTIVE:
        return code_line(SECTION, "Subappalto", text, "art. 119 c. 1-2")
    more = " Almeno il 20 % a piccole e medie imprese; revisione dei prezzi anche nei subcontratti."
    return field_line(SECTION, "Subappalto", text + more, "art. 119 c. 2 e 2-bis")


def _safety(situation: Situation) -> Line:
    title, article = "Sicurezza e DUVRI", "art. 26 c. 3 e 3-bis D.Lgs. 81/2008"
    if situation.case.oggetto == "lavori":
        text = "Piano di sicurezza e coordinamento o sostitutivo; i costi della sicurezza non si ribassano."
        return field_line(SECTION, title, text, "art. 100 D.Lgs. 81/2008")
    if situation.mere_supply or situation.intellectual:
        text = "Il DUVRI non è richiesto per le mere forniture e per i servizi intellettuali: darne atto."
        return field_line(SECTION, title, text, article)
    return field_line(
        SECTION, title, "Redigere il DUVRI, con i costi, o motivare perché non ci sono interferenze.", article
    )
