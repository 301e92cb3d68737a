"""`riferimenti`: things of which fewer acts speak, each with a wrong article and with a right one."""

from itertools import cycle, islice

import pytest

from apps.municipal.tenders.acts import Act, read_act
from apps.municipal.tenders.rules import Finding, finding
from apps.municipal.tenders.rules.references import REFERENCES
from workbench.documents import read_text

HEAD = (
    "COMUNE DI VALTORRE\nDeterminazione n. 88 del 09/06/2026\nOggetto: affidamento del servizio di sfalcio del verde\n\n"
    "Visto il D.Lgs. 31 marzo 2023, n. 36 (di seguito «Codice»);\n\n"
)
CODE, MUNICIPALITIES, DATA, TRIAL = (
    "del D.Lgs. 36/2023",
    "del D.Lgs. 267/2000",
    "del Regolamento (UE) 2016/679",
    "del D.Lgs. 104/2010",
)
THINGS = [
    ("il principio di buona fede", "5", "33", CODE),
    ("la co-progettazione con gli enti del Terzo settore", "6", "142", CODE),
    ("la dichiarazione di equivalenza delle tutele", "11", "46", CODE),
    ("la digitalizzazione del ciclo di vita del contratto", "21", "123", CODE),
    ("il CUI assegnato all'acquisto", "37", "84", CODE),
    ("il verbale di validazione", "42", "131", CODE),
    ("l'inapplicabilità dei termini dilatori", "55", "109", CODE),
    ("il patrocinio in giudizio", "56", "206", CODE),
    ("gli indici sintetici per la revisione", "60", "75", CODE),
    ("l'inserimento lavorativo di persone svantaggiate", "61", "40", CODE),
    ("il cumulo alla rinfusa", "67", "136", CODE),
    ("l'infungibilità della fornitura", "76", "40", CODE),
    ("la ripetizione di servizi analoghi", "76", "64", CODE),
    ("la clausola di equivalenza", "79", "151", CODE),
    ("le richieste di chiarimenti", "88", "97", CODE),
    ("le gravi violazioni fiscali non definitive", "95", "214", CODE),
    ("le certificazioni di qualità", "105", "123", CODE),
    ("la relazione unica sulla procedura", "112", "131", CODE),
    ("la polizza CAR", "117", "46", CODE),
    ("lo scorrimento della graduatoria", "124", "142", CODE),
    ("i buoni pasto per i dipendenti", "131", "75", CODE),
    ("il contratto di sponsorizzazione", "134", "20", CODE),
    ("la durata massima della concessione", "178", "40", CODE),
    ("la revisione del PEF", "192", "97", CODE),
    ("il leasing finanziario di opere pubbliche", "196", "33", CODE),
    ("la definizione transattiva", "212", "84", CODE),
    ("il casellario informatico", "222", "131", CODE),
    ("il mandato di pagamento", "185", "64", MUNICIPALITIES),
    ("la registrazione dell'impegno", "183", "90", MUNICIPALITIES),
    ("l'affissione all'albo", "124", "228", MUNICIPALITIES),
    ("la funzione rogatoria del segretario", "97", "205", MUNICIPALITIES),
    ("il principio di minimizzazione", "5", "62", DATA),
    ("il personale autorizzato", "29", "70", DATA),
    ("l'inefficacia del contratto", "121", "63", TRIAL),
    ("il rito appalti", "120", "74", TRIAL),
]
FORMS = (
    "Si richiama {thing}, ai sensi dell'art. {article} {act}, per quanto di competenza.",
    "Si dà atto che è stata osservata la norma su {thing} di cui all'articolo {article} {act}.",
    "Quanto segue riguarda {thing} (art. {article} {act}).",
)


def act_of(text: str) -> Act:
    return read_act(read_text("atto.txt", HEAD + text), "determina_affidamento_diretto")


def alarms(text: str) -> list[Finding]:
    act = act_of(text)
    rules = [rule for rule in REFERENCES if rule.find and rule.holds_for(act)]
    found = [finding(rule, act, each) for rule in rules if rule.find for each in rule.find(act)]
    return [each for each in found if each.severity != "nota"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("thing", "right", "wrong", "act"), THINGS)
def test_a_wrong_article_is_marked_and_the_right_one_is_not(
    thing: str, right: str, wrong: str, act: str, form: str
) -> None:
    assert len(alarms(form.format(thing=thing, article=wrong, act=act))) == 1
    assert alarms(form.format(thing=thing, article=right, act=act)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Si applicano i CAM per il servizio di pulizia, di cui al D.M. 10 marzo 2020, n. 65.",
        "Criteri ambientali minimi per la fornitura di arredi: D.M. 29 gennaio 2021.",
        "L'offerta rispetta i criteri ambientali minimi della ristorazione collettiva (D.M. 17 giugno 2021).",
        "CAM per il noleggio di autovetture adottati con D.M. 23 giugno 2022, n. 254.",
    ],
)
def test_the_criteria_of_other_things_are_marked(text: str) -> None:
    assert [each.rule for each in alarms(text)] == ["riferimenti.decreto_cam_di_altro"]


@pytest.mark.parametrize(
    "text",
    [
        "Si applicano i CAM per il servizio di pulizia, di cui al D.M. 29 gennaio 2021.",
        "CAM per gli arredi (D.M. 23 giugno 2022, n. 254) e per la pulizia (D.M. 29 gennaio 2021).",
        "I criteri ambientali minimi del verde pubblico sono quelli del D.M. 10 marzo 2020, n. 63.",
        "CAM per la pulizia dei rifiuti e lo spazzamento: D.M. 23 giugno 2022, n. 255.",
        "Si fa riferimento alle attività di committenza ausiliaria di cui all'art. 3 dell'allegato I.1.",
        "I concorrenti, cui spetta l'onere, ai sensi dell'art. 94 del Codice, dichiarano quanto segue.",
    ],
)
def test_the_criteria_of_the_same_things_and_the_definitions_are_innocent(text: str) -> None:
    assert alarms(text) == []


def test_nothing_but_citations_is_read_in_time(stopwatch) -> None:
    parts = cycle(f"ai sensi dell'art. {number} del Codice; " for number in range(1, 226))
    act = act_of("".join(islice(parts, 6000))[:200_000])
    for rule in REFERENCES:  # the tables are read and the patterns compiled
        list(rule.find(act_of("art. 50 del Codice"))) if rule.find else []
    with stopwatch() as taken:
        for rule in REFERENCES:
            list(rule.find(act)) if rule.find else []
    assert taken.seconds < 2
