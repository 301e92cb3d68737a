"""`riferimenti`: norms that are gone, wrong or invented, and obsolete terms; innocents beside each."""

import pytest

from apps.municipal.tenders.acts import Kind, read_act
from apps.municipal.tenders.rules import Finding, finding
from apps.municipal.tenders.rules.references import REFERENCES
from workbench.documents import read_text

HEAD = (
    "COMUNE DI PROVA\nDeterminazione n. 7 del 14/05/2026\nOggetto: affidamento diretto della pulizia\n\n"
    "VISTO il D.Lgs. 31 marzo 2023, n. 36;\n\n"
)


def marked(text: str, kind: Kind = "determina_affidamento_diretto", head: str = HEAD) -> list[Finding]:
    act = read_act(read_text("atto.txt", head + text), kind)
    rules = [rule for rule in REFERENCES if rule.find and rule.holds_for(act)]
    return [finding(rule, act, each) for rule in rules if rule.find for each in rule.find(act)]


def alarms(text: str, **options: str) -> list[Finding]:
    return [each for each in marked(text, **options) if each.severity != "nota"]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "today"),
    [
        ("a norma dell'art. 80 del D.Lgs. n. 50/2016 e s.m.i.", "artt. 94-98 del D.Lgs. 36/2023"),
        (
            "ai sensi dell'articolo 36, co. 2, lett. a) del decreto legislativo 18 aprile 2016 n. 50",
            "art. 50, comma 1, lettera a) o b) del D.Lgs. 36/2023",
        ),
        ("secondo l'art. 83, comma 9, del dlgs 50/16", "art. 101 del D.Lgs. 36/2023"),
        (
            "gli artt. 103 e 105 del D.Lgs. 50/2016",
            "art. 117 (sotto soglia art. 53); art. 119 del D.Lgs. 36/2023",
        ),
        ("l'art. 125 del D.Lgs. 12 aprile 2006, n. 163", "art. 50 del D.Lgs. 36/2023"),
        ("l'art. 300 del D.P.R. 207/2010", "artt. 114, 120 e 121 e allegato II.14 del D.Lgs. 36/2023"),
        ("viste le Linee guida ANAC n. 4", "artt. 48-55 e allegato II.1 del D.Lgs. 36/2023"),
        ("le Linee Guida dell'ANAC n. 3", "art. 15 e allegato I.2 del D.Lgs. 36/2023"),
        (
            "art. 1, comma 2, lett. a), del D.L. 76/2020",
            "art. 50, comma 1, lettera a) o b) del D.Lgs. 36/2023",
        ),
        ("l'art. 1 della L. 120/2020", "art. 50 del D.Lgs. 36/2023"),
        ("l'art. 51 del D.L. 77/2021", "art. 50 del D.Lgs. 36/2023"),
        ("il D.M. 49/2018", "art. 114 e allegato II.14 del D.Lgs. 36/2023"),
        ("l'art. 7 del D.Lgs. 626/94", "art. 26 del D.Lgs. 81/2008"),
        ("l'art. 1, comma 32, della L. 190/2012", "art. 28 del D.Lgs. 36/2023"),
        ("la linea guida n. 4 dell'ANAC", "artt. 48-55 e allegato II.1 del D.Lgs. 36/2023"),
        ("le Linee guida n. 4/2016", "artt. 48-55 e allegato II.1 del D.Lgs. 36/2023"),
        ("l'art. 80 del Decreto L.vo 5O/2016", "artt. 94-98 del D.Lgs. 36/2023"),
        ("l'art. 105 del codice degli appalti del 2016", "art. 119 del D.Lgs. 36/2023"),
        ("l'art. 35 del previgente Codice", "art. 14 del D.Lgs. 36/2023"),
        ("l'art. 125 del Codice De Lise", "art. 50 del D.Lgs. 36/2023"),
        (
            "gli articoli 105, con riguardo al subappalto, 108 e 110 del D.Lgs. 50/2016",
            "art. 119; art. 122; art. 124 del D.Lgs. 36/2023",
        ),
        ("il regolamento delegato (UE) 2023/2495", "Regolamento delegato (UE) 2025/2152"),
        ("l'art. 13 del D.Lgs. 196/2003", "artt. 13 e 14 del Regolamento (UE) 2016/679"),
    ],
)
def test_a_repealed_norm_is_marked_with_what_stands_in_its_place(text: str, today: str) -> None:
    found = alarms(f"Si procede secondo {text}.")
    assert [each.suggestion for each in found] == [today]


def test_a_scan_that_breaks_the_citation_does_not_hide_it() -> None:
    found = alarms("VISTO l'art. 80 del decreto legi-\nslativo 18 aprile\n2016, n. 50;")
    assert [each.rule for each in found] == ["riferimenti.codice_2016"]
    assert found[0].quote.endswith("n. 50")


@pytest.mark.parametrize(
    "text",
    [
        "il contratto, stipulato nel 2021 ai sensi dell'art. 36 del D.Lgs. 50/2016, scade il 31 maggio",
        "servizio affidato con determina n. 412 del 10/05/2022 secondo il D.Lgs. 50/2016",
        "il regolamento comunale approvato in vigenza del D.Lgs. 163/2006",
        "art. 36 del D.Lgs. 50/2016, allora vigente",
        "aumentato nel 2025 ai sensi dell'art. 106 del D.Lgs. 50/2016 applicabile a quel contratto",
        "già art. 80 del D.Lgs. 50/2016, ora artt. 94 e 95",
        "l'art. 226 del D.Lgs. 36/2023 ha abrogato il D.Lgs. 50/2016",
        "a differenza di quanto l'art. 36 del vecchio Codice prevedeva",
        "il contratto in scadenza è stato affidato ai sensi dell'art. 36 del previgente Codice",
        "il codice degli appalti del 2016 è abrogato",
        "le linee guida n. 4 del Ministero della cultura",
        "l'art. 17, dell'allegato II.1, nonché dell'art. 24 del D.L. 76/2020",
        "servizi svolti nel triennio 2019-2021 in appalti regolati dal D.Lgs. 50/2016",
        "la L. 241/1990, come modificata dal D.L. 76/2020",
        "il D.L. 76/2020, art. 24, in materia di identità digitale",
        "il D.Lgs. 196/2003, come modificato dal D.Lgs. 101/2018",
        "l'art. 1, comma 17, della L. 190/2012",
    ],
)
def test_an_old_norm_cited_for_its_own_time_is_innocent(text: str) -> None:
    assert alarms(f"Si dà atto che {text}.") == []


def test_only_what_the_old_norm_governs_is_innocent() -> None:
    text = (
        "Il contraente uscente (contratto del 2022) non è invitato, ai sensi dell'art. 36 del D.Lgs. 50/2016."
    )
    assert len(alarms(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "fatturato del triennio 2021-2023 per servizi svolti, ai sensi dell'art. 83 del D.Lgs. 50/2016",
        "modifica dei contratti in corso di esecuzione (art. 106 del D.Lgs. 50/2016)",
        "scambio di corrispondenza secondo l'art. 32, comma 14, del D.Lgs. 50/2016",
        "fideiussione in luogo della cauzione, a norma dell'art. 93 del D.Lgs. 50/2016",
        "spesa già prevista in bilancio; art. 36 del D.Lgs. 50/2016",
    ],
)
def test_words_that_sound_like_the_past_do_not_excuse_an_old_norm(text: str) -> None:
    assert len(alarms(f"Si dà atto: {text}.")) == 1


def test_an_act_of_the_old_times_may_cite_the_old_code() -> None:
    assert alarms("art. 80 del D.Lgs. 50/2016", head=HEAD.replace("14/05/2026", "14/05/2022")) == []


def test_a_text_that_is_no_act_of_purchase_gets_notes_only() -> None:
    found = marked("L'art. 80 del D.Lgs. 50/2016 e il responsabile unico del procedimento.", kind="")
    assert {each.severity for each in found} == {"nota"}


def test_a_decree_and_its_conversion_are_one_finding() -> None:
    assert len(alarms("art. 1 del D.L. 76/2020, convertito con modificazioni dalla L. 120/2020")) == 1


def test_the_recovery_plan_keeps_its_own_decrees() -> None:
    text = "L'intervento è finanziato dal PNRR e segue l'art. 1 del D.L. 76/2020."
    assert [each.severity for each in marked(text)] == ["nota"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Responsabile Unico del Procedimento: arch. Neri", "responsabile_procedimento"),
        ("RESPONSABILE UNICO DI PROCEDIMENTO (R.U.P.) arch. Neri", "responsabile_procedimento"),
        ("il responsa-\nbile unico del\nprocedimento è l'arch. Neri", "responsabile_procedimento"),
        ("il responsabile del procedimento (RUP) è l'arch. Neri", "responsabile_procedimento_rup"),
        ("responsabile del procedimento è l'arch. Neri", "responsabile_procedimento_rup"),
        ("nominato responsabile del procedimento ai sensi dell'art. 15", "responsabile_procedimento_rup"),
        ("i requisiti si verificano con AVCpass", "avcpass"),
        ("si richiede il PASSOE", "passoe"),
        ("secondo l'Autorità per la vigilanza sui contratti pubblici", "autorita_vigilanza"),
        ("il CIG è stato acquisito tramite il portale SIMOG", "simog"),
        ("si acquisirà lo SmartCIG prima della stipula", "simog"),
        ("mediante PCP (Piattaforma Certificata)", "pcp"),
        ("la piattaforma certificata (PCP)", "pcp"),
        ("mediante cottimo fiduciario", "cottimo"),
        ("secondo il bando-tipo n. 1/2021", "bando_tipo"),
        ("pubblicato sulla Gazzetta Ufficiale, V serie speciale", "serie_speciale"),
        ("la verifica presso Equitalia", "equitalia"),
        ("iscritti all'albo dei commissari di gara dell'ANAC", "albo_commissari"),
        ("acquisito il certificato antimafia", "antimafia_prefettura"),
        ("i livelli di progettazione preliminare, definitivo ed esecutivo", "livelli_progettazione"),
        ("la progettazione definitiva ed esecutiva dell'opera", "livelli_progettazione"),
    ],
)
def test_an_obsolete_term_is_marked(text: str, rule: str) -> None:
    assert [each.rule for each in alarms(f"Si dà atto: {text}.")] == [f"riferimenti.{rule}"]


@pytest.mark.parametrize(
    "text",
    [
        "il responsabile unico del progetto (RUP) è l'arch. Neri",
        "responsabile del procedimento ai sensi degli artt. 5 e 6 della L. 241/1990 è la dott.ssa Rosa",
        "il responsabile del procedimento di accesso agli atti è il geom. Blu",
        "il responsabile del procedimento per la fase di affidamento (art. 15, comma 4, del Codice)",
        "AVCpass è stato sostituito dal fascicolo virtuale",
        "SIMOG non è più in uso",
        "i livelli di progettazione sono il progetto di fattibilità e quello esecutivo",
        "la progettazione definitiva ed esecutiva affidata nel 2021",
        "il contratto del 2022, con smartCIG ZDB27337A5",
        "la Piattaforma dei contratti pubblici (PCP) di ANAC",
        "una piattaforma di approvvigionamento digitale certificata (PAD)",
        "il bando-tipo n. 1/2023",
        "il RUP è l'arch. Neri e il responsabile del procedimento è il geom. Blu",
        "il responsabile del procedimento amministrativo degli atti è la dott.ssa Rosa",
        "la Banca dati nazionale dei contratti pubblici",
    ],
)
def test_the_right_term_and_the_term_of_another_law_are_innocent(text: str) -> None:
    assert alarms(f"Si dà atto che {text}.") == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("il principio di rotazione di cui all'art. 53 del Codice", "art. 49"),
        ("nel rispetto della rotazione (art. 50)", "art. 49"),
        ("i requisiti di ordine generale di cui all'art. 80 del Codice", "artt. 94-98"),
        ("la garanzia definitiva, pari al 5% dell'importo contrattuale, ex art. 103 del Codice", "art. 117"),
        ("Il subappalto è disciplinato dall'art. 105 del D.Lgs. 36/2023", "art. 119"),
        ("per l'avvalimento si applica l'art. 89 del Codice", "art. 104"),
        ("il CCNL Multiservizi (art. 30, comma 4, del Codice)", "art. 11"),
        ("visto l'art. 42 del Codice, che disciplina il conflitto di interessi", "art. 16"),
        ("il soccorso istruttorio (art. 83, comma 9)", "art. 101"),
        ("la tracciabilità dei flussi finanziari di cui all'art. 5 della L. 136/2010", "art. 3"),
        ("l'impegno di spesa (art. 138 del TUEL)", "art. 183"),
        ("ricorso al TAR ai sensi dell'art. 20 c.p.a.", "art. 120"),
        ("i criteri ambientali minimi (art. 57, comma 1)", "art. 57, comma 2"),
        ("il mercato elettronico, art. 1, comma 540, della L. 296/2006", "art. 1, comma 450"),
        ("la revisione dei prezzi secondo l'allegato II.14", "art. 60"),
        ("il subappalto è regolato dall'art. 120 del Codice", "art. 119"),
        ("garanzia definitiva ai sensi dell'art. 106 del D.Lgs. 36/2023, 10 per cento", "art. 117"),
        ("offerta economicamente più vantaggiosa, art. 110 del Codice", "art. 108"),
        (
            "il RUP è la geom. Silvia Trezzi, nominata, ai sensi dell'art. 26 del D.Lgs. 36/2023, a gennaio",
            "art. 15",
        ),
        ("i costi della manodopera, scorporati ai sensi dell'art. 108, comma 2, del Codice", "artt. 41"),
        ("il CCNL Multiservizi (pulizie), ai sensi dell'art. 41 del Codice", "art. 11"),
        ("prenotare la spesa di € 1.000 oltre IVA al cap. 5 ai sensi dell'art. 205 del TUEL", "art. 183"),
        ("nominato responsabile del trattamento (art. 82 del Regolamento (UE) 2016/679)", "art. 28"),
        ("requisiti di cui all'art. 80 del Codice", "artt. 94, 95 e 100"),
        ("l'anticipazione (art. 35 del Codice)", "art. 125"),
        ("l'art. 113 del Codice – penali", "art. 126"),
        ("l'art. 106 del D.Lgs. 36/2023 in materia di varianti in corso d'opera", "art. 120"),
        ("la risoluzione, disciplinata dall'art. 108 del Codice", "art. 122"),
        ("il recesso ex art. 109 del Codice", "art. 123"),
        ("la sospensione dei lavori di cui all'art. 107 del Codice", "art. 121"),
        ("la verifica di conformità (art. 102 del Codice)", "art. 116"),
        ("direttore dell'esecuzione è nominato, ai sensi dell'art. 101 del Codice, l'arch. Neri", "art. 114"),
        ("la nomina della commissione ai sensi dell'art. 77 del Codice", "art. 93"),
        ("l'avvalimento è regolato dall'art. 89 del Codice", "art. 104"),
        ("l'anomalia dell'offerta (art. 97 del Codice)", "artt. 54 e 110"),
        ("la suddivisione in lotti ex art. 51 del Codice", "art. 58"),
        ("gli incentivi alle funzioni tecniche: art. 113 del Codice", "art. 45"),
        ("la rinegoziazione secondo l'art. 10 del Codice", "art. 9"),
        ("l'equo compenso di cui all'art. 24 del Codice", "art. 8"),
        ("la parità di genere (art. 95 del Codice)", "art. 108"),
        ("il principio della fiducia di cui all'art. 1 del Codice", "art. 2"),
        ("l'accesso agli atti secondo l'art. 53 del Codice", "artt. 35 e 36"),
        ("l'intervento sostitutivo (art. 30 del Codice)", "art. 11"),
        ("le informazioni antimafia (art. 38 del D.Lgs. 159/2011)", "artt. 83 e seguenti"),
        ("la scissione dei pagamenti (art. 17 del D.P.R. 633/1972)", "art. 17-ter"),
        ("la tracciabilità dei flussi finanziari di cui all'art. 3 della L. 241/1990", "art. 3 della L. 136"),
        ("il DUVRI ai sensi dell'art. 26 del D.Lgs. 36/2023", "art. 26 del D.Lgs. 81/2008"),
        ("il ricorso al TAR ai sensi dell'art. 120 del D.Lgs. 36/2023", "art. 120 del codice del processo"),
        ("l'affidamento ai sensi dell'art. 36, comma 2, del D.Lgs. 36/2023", "art. 50"),
        ("l'affidamento diretto è disposto ai sensi dell'art. 36 del Codice", "art. 50"),
        ("la pubblicazione dell'esito (art. 29 del Codice)", "art. 50"),
        ("la procedura negoziata senza bando ex art. 63 del Codice", "art. 76"),
        ("le offerte sono valutate da una commissione nominata ex art. 77 del Codice", "art. 93"),
        ("la comunicazione dell'aggiudicazione (art. 76 del Codice)", "art. 90"),
        ("RUP: dott. Luca Verdi (art. 31 del Codice)", "art. 15"),
        ("il divieto di pantouflage (art. 53, comma 14, del D.Lgs. 165/2001)", "art. 53, comma 16-ter"),
    ],
)
def test_an_article_on_something_else_is_marked_with_the_right_one(text: str, right: str) -> None:
    found = [each for each in alarms(f"Si richiama: {text}.") if each.rule == "riferimenti.articolo_di_altro"]
    assert len(found) == 1
    assert found[0].suggestion.startswith(right)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("A norma dell'art. 97 del Codice l'affidatario garantisce la clausola sociale", "art. 57"),
        ("All'art. 113 del Codice è prevista la penale", "art. 126"),
        ("Ai sensi dell'art. 36 del Codice si procede all'affidamento diretto", "art. 50"),
    ],
)
def test_a_sentence_that_begins_with_the_article_is_understood_too(text: str, right: str) -> None:
    assert [each.suggestion[: len(right)] for each in alarms(f"{text}.")] == [right]


def test_an_act_that_names_only_the_old_code_means_it_by_code_and_its_articles_are_marked() -> None:
    head = HEAD.replace("31 marzo 2023, n. 36", "18 aprile 2016, n. 50")
    for text in (
        "il subappalto (art. 105 del Codice)",
        "i requisiti dell'art. 80 del Codice",
        "RUP nominato ex art. 31 del Codice",
    ):
        assert "riferimenti.articolo_di_altro" in [each.rule for each in alarms(f"{text}.", head=head)]
    right = alarms("la rotazione di cui all'art. 49 del Codice.", head=head)
    assert [each.rule for each in right] == ["riferimenti.codice_2016"]


@pytest.mark.parametrize(("value", "count"), [("800.000,00", 1), ("90.000,00", 0)])
def test_the_article_on_guarantees_below_the_threshold_is_marked_above_it(value: str, count: int) -> None:
    head = (
        "COMUNE DI PROVA\nCapitolato speciale d'appalto del 14/05/2026\nServizio di pulizia\n"
        f"Importo a base di gara: € {value}, IVA esclusa. D.Lgs. 36/2023.\n\n"
    )
    text = "4. Garanzia definitiva. L'appaltatore presta una garanzia, ai sensi dell'art. 53 del Codice.\n"
    found = alarms(text, kind="capitolato", head=head)
    assert [each.rule for each in found] == ["riferimenti.garanzia_sotto_soglia"] * count
    both = text.replace("dell'art. 53", "degli artt. 53 e 117")
    assert alarms(both, kind="capitolato", head=head) == []


@pytest.mark.parametrize(
    "text",
    [
        "la rotazione di cui all'art. 49 del Codice; la garanzia dell'art. 53, comma 4",
        "il contratto è escluso dalla rotazione perché, ai sensi dell'art. 56 del Codice, è escluso",
        "assenza di conflitto di interessi (art. 16 del Codice e art. 6-bis della L. 241/1990)",
        "le penali di cui all'art. 12 del capitolato",
        "il subappalto è regolato dall'art. 14 dello schema di contratto",
        "risoluzione del contratto ai sensi dell'art. 1456 c.c. e dell'art. 122 del Codice",
        "consapevole delle sanzioni penali di cui all'art. 76 del D.P.R. 445/2000",
        "il RUP, ai sensi dell'art. 114, è anche direttore dell'esecuzione",
        "le parti del contratto di avvalimento ricevono le comunicazioni ai sensi dell'art. 29",
        "visti gli artt. 107, 147-bis, 151, 183, 191 e 192 del D.Lgs. 267/2000",
        "ricorso al TAR entro 30 giorni (artt. 119 e 120 c.p.a.)",
        "esclusione automatica (art. 54) e cause di esclusione automatica (art. 94)",
        "prima della stipula del contratto, ai sensi dell'art. 99 del Codice si verificano i requisiti",
        "alla garanzia definitiva si applicano le riduzioni dell'art. 106, comma 8, del Codice",
        "il responsabile unico del progetto, ai sensi dell'art. 17 del Codice, propone l'aggiudicazione",
        "il direttore dell'esecuzione, ai sensi dell'art. 121 del Codice, dispone la sospensione",
        "l'offerta vincola per 180 giorni (art. 17, comma 4, del Codice)",
        "si procede ex art. 50 del D.Lgs. 36/2023, sulla piattaforma certificata",
        "competente ad assumere impegni di spesa ai sensi dell'art. 107 del TUEL",
        "la garanzia definitiva (art. 53, comma 4, del Codice) e le penali (art. 126 del Codice)",
        "la clausola penale di cui all'art. 1382 c.c.",
        "il contratto è modificato ai sensi dell'art. 120, comma 1, lettera a), del Codice",
        "la procedura negoziata, ai sensi dell'art. 50, comma 1, lettera e), del Codice, si svolge su Sintel",
        "la deroga alla rotazione ai sensi dell'art. 49, comma 6, del Codice",
        "la commissione, ai sensi dell'art. 93, comma 5, del Codice, dichiara di non avere conflitti di interesse",
        "lo schema tipo dell'art. 117 del Codice per la garanzia definitiva",
        "le varianti in sede di offerta non sono ammesse (art. 79 e allegato II.5 del Codice)",
        "il recesso per antimafia segue l'art. 92 del D.Lgs. 159/2011",
        "il programma dei pagamenti è compatibile (art. 183, comma 8, del TUEL)",
        "il contratto di subappalto, ai sensi dell'art. 11 del Codice, applica il medesimo CCNL",
        "i requisiti di cui agli artt. 94, 95 e 100 del Codice",
        "la tracciabilità dei flussi finanziari (art. 3 della L. 136/2010 e art. 6 del D.L. 187/2010)",
        "ricorso al TAR entro 30 giorni (art. 120 del D.Lgs. 104/2010)",
        "pubblicazione ai sensi degli artt. 84-85; art. 50, comma 9; art. 37 del D.Lgs. 33/2013",
        "servizi dell'allegato XIV. 4 SOGGETTI AMMESSI",
        "le apparecchiature informatiche rispettano i CAM del D.M. 13 dicembre 2013",
    ],
)
def test_a_right_article_and_one_of_another_text_are_innocent(text: str) -> None:
    assert alarms(f"Si dà atto che {text}.") == []


def test_the_articles_of_the_text_itself_are_not_those_of_the_code() -> None:
    text = "Art. 9 - Penali\nVedi sotto.\n\nArt. 12 - Pagamenti\nLe penali (art. 9) si trattengono.\n"
    assert alarms(text, kind="capitolato", head="") == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("l'art. 250 del D.Lgs. 36/2023", "articolo_inesistente"),
        ("l'art. 80, comma 5, lettera c), del Codice", "comma_inesistente"),
        ("l'art. 36, comma 2, lettera a), del Codice", "comma_inesistente"),
        ("l'art. 95, comma 4, del Codice", "comma_inesistente"),
        ("il decreto legislativo 18 agosto 2023, n. 36", "data_errata"),
        ("l'art. 53 del D.Lgs. 36/2022", "atto_ignoto"),
        ("l'art. 192 del D.Lgs. 18 agosto 2001, n. 267", "atto_ignoto"),
        ("l'art. 3 della L. 163/2010", "atto_ignoto"),
        ("l'art. 192 del D.Lgs. 267/200", "atto_ignoto"),
        ("l'art. 26 del D.Lgs. 81/2018", "atto_ignoto"),
    ],
)
def test_what_does_not_exist_is_marked(text: str, rule: str) -> None:
    assert f"riferimenti.{rule}" in [each.rule for each in alarms(f"Si richiama {text}.")]


def test_an_article_that_may_be_of_another_act_than_the_named_one_is_not_called_missing() -> None:
    assert alarms("pubblicazione: artt. 84-85; art. 50, comma 9; art. 37 D.Lgs. 33/2013") == []


def test_a_heading_right_after_an_act_is_not_an_article_of_it() -> None:
    text = "Si applica il D.Lgs. 36/2023;\n\nArt. 9 - Penali\nPer ogni ritardo.\n"
    assert alarms(text, kind="capitolato", head="") == []


def test_an_added_article_that_the_table_does_not_have_is_a_doubt_of_low_confidence() -> None:
    (only,) = alarms("Si richiama l'art. 53-quinquies del Codice.")
    assert (only.rule, only.confidence) == ("riferimenti.articolo_aggiunto_ignoto", "bassa")
    assert alarms("Si richiama l'art. 225-bis del Codice.") == []


def test_paragraphs_that_the_code_has_or_got_later_are_innocent() -> None:
    assert alarms("l'art. 49, commi 2 e 6, l'art. 53, comma 4-bis, e l'art. 57, comma 3, del Codice") == []


def test_an_act_that_the_table_does_not_have_is_only_a_note() -> None:
    for text in ("Vista la legge 29 luglio 1980, n. 999.", "Vista la legge 16 marzo 2001, n. 108."):
        assert [each.severity for each in marked(text)] == ["nota"]


def test_no_rule_claims_to_be_verified() -> None:
    assert {rule.confidence for rule in REFERENCES} <= {"alta", "media", "bassa"}


def test_a_long_text_takes_less_than_a_second_per_hundred_pages(stopwatch) -> None:
    text = ("Si procede secondo l'art. 50 del Codice e la rotazione dell'art. 49. " * 3000)[:200_000]
    act = read_act(read_text("atto.txt", text), "determina_affidamento_diretto")
    with stopwatch() as taken:
        found = [each for rule in REFERENCES if rule.find for each in rule.find(act)]
    assert found == []
    assert taken.seconds < 2
