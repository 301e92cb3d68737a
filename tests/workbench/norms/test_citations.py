import time

import pytest

from workbench.norms import find_citations


def cited(text: str) -> list[tuple[str, str]]:
    return [(each.act, each.article) for each in find_citations(text)]


CODE = "d.lgs. 36/2023"


@pytest.mark.parametrize(
    "text",
    [
        "D.Lgs. 36/2023",
        "d.lgs. n. 36/2023",
        "dlgs 36/23",
        "D. Lgs. n.36 del 2023",
        "D.lgs 31.03.2023 n° 36",
        "DECRETO LEGISLATIVO 31 MARZO 2023, N. 36",
        "decreto legislativo 31 marzo 2023 n.36",
        "Decreto Legislativo n. 36 del 31 marzo 2023",
        "D.Lgs.vo 36/2023",
        "decreto legi-\nslativo 31 marzo\n2023, n. 36",
        "D.Lgs.\n36 / 2023",
        "Codice dei contratti pubblici",
        "Codice  dei\ncontratti",
        "nuovo Codice degli appalti",
    ],
)
def test_the_code_of_contracts_is_found_however_it_is_written(text: str) -> None:
    assert cited(f"Visto il {text} e la normativa") == [(CODE, "")]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("L.241/90", "l. 241/1990"),
        ("legge 7 agosto 1990, n. 241", "l. 241/1990"),
        ("L 136/2010", "l. 136/2010"),
        ("D.L 77/2021", "d.l. 77/2021"),
        ("decreto-legge 16 luglio 2020, n. 76", "d.l. 76/2020"),
        ("DPR 445/2000", "d.p.r. 445/2000"),
        ("R.D. 827/1924", "r.d. 827/1924"),
        ("legge regionale lombarda 30 dicembre 2009, n. 33", "l.r. 33/2009"),
        ("Reg. (UE) 2016/679", "reg. ue 679/2016"),
        ("Regolamento UE n. 679/2016", "reg. ue 679/2016"),
        ("Regolamento delegato (UE) 2025/2152", "reg. ue 2152/2025"),
        ("Regolamento (UE) 2018/1999", "reg. ue 1999/2018"),
        ("Reg. (CE) n. 213/2008", "reg. ue 213/2008"),
        ("direttiva 2014/24/UE", "dir. ue 24/2014"),
        ("direttiva (UE) 2019/882", "dir. ue 882/2019"),
        ("GDPR", "reg. ue 679/2016"),
        ("TUEL", "d.lgs. 267/2000"),
        ("Testo unico degli enti locali", "d.lgs. 267/2000"),
        ("CAD", "d.lgs. 82/2005"),
        ("delibera ANAC n. 262 del 20 giugno 2023", "delibera anac 262/2023"),
        (
            "deliberazione n. 309 del 27/06/2023 dell'Autorità Nazionale Anticorruzione",
            "delibera anac 309/2023",
        ),
        ("Linee guida ANAC n. 4", "linee guida anac 4"),
        ("linea guida n. 4 ANAC", "linee guida anac 4"),
        ("Linee guida n. 4/2016", "linee guida anac 4"),
        ("linee guida ANAC 4", "linee guida anac 4"),
        ("Linee guida ANAC sui contratti sotto soglia (num. 4)", "linee guida anac 4"),
        ("Decreto L.vo 50/2016", "d.lgs. 50/2016"),
        ("D.L.vo 50/2016", "d.lgs. 50/2016"),
        ("D.L.gs. 5O/2016", "d.lgs. 50/2016"),
        ("D.Lgs. n.ro 50 del 2O16", "d.lgs. 50/2016"),
        ("D.Lgs. n. 50-2016", "d.lgs. 50/2016"),
        ("D. Lgs n° 50/16", "d.lgs. 50/2016"),
        ("codice degli appalti del 2016", "d.lgs. 50/2016"),
        ("precedente codice dei contratti", "d.lgs. 50/2016"),
        ("codice del 2006", "d.lgs. 163/2006"),
        ("Codice De Lise", "d.lgs. 163/2006"),
        ("bando tipo n. 1/2023", "delibera anac 309/2023"),
        ("D.M. 10 marzo 2020", "d.m. 2020-03-10"),
        ("decreto del Ministro della transizione ecologica 23 giugno 2022, n. 256", "d.m. 256/2022"),
    ],
)
def test_other_acts_are_found(text: str, act: str) -> None:
    assert cited(f"ai sensi di {text}; si procede") == [(act, "")]


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        ("artt. 94, 95 e 98 del D.Lgs. 36/2023", ["94", "95", "98"]),
        ("artt. 94-98 del Codice", ["94", "95", "96", "97", "98"]),
        ("articoli da 94 a 96 del Codice", ["94", "95", "96"]),
        ("dall'art. 94 all'art. 96 del Codice", ["94", "95", "96"]),
        ("art.50 c.1 lett.b) D.lgs.n.36/2023", ["50"]),
        ("comma 1 dell'art. 50 del nuovo Codice", ["50"]),
        ("art. 17, comma 1 e 2, del Codice", ["17"]),
        ("artt. 50, comma 1, lett. b), e 17, comma 2, del D.Lgs. 36/2023", ["50", "17"]),
        ("art. 17 c.2 e dell'art. 50 c.1 lett. b) del D.Lgs. n. 36/2023", ["17", "50"]),
        ("D.Lgs. 36/2023, ed in particolare gli artt. 17 e 50", ["17", "50"]),
        ("D.Lgs. 36/2023 e ss.mm.ii., art. 50", ["50"]),
        ("art. 226 bis del Codice dei contratti", ["226-bis"]),
        ("articoli 105, con riguardo al subappalto, 108 e 110 del Codice", ["105", "108", "110"]),
        ("art. 5O del D.Lgs. 36/2O23", ["50"]),
        ("art. 50 co 1 lett a) D.Lgs. 36/2023", ["50"]),
        ("artt. 49 e seguenti del Codice", ["49"]),
    ],
)
def test_articles_go_with_their_act(text: str, articles: list[str]) -> None:
    assert cited(text) == [(CODE, article) for article in articles]


def test_paragraphs_letters_and_annexes_are_read() -> None:
    first = find_citations("lett. b) del comma 1 dell'art. 50 del D.Lgs. 36/2023")[0]
    assert (first.commas, first.letter) == (("1",), "b")
    assert find_citations("art. 1, commi 449 e 450, L. 296/2006")[0].commas == ("449", "450")
    assert find_citations("art. 117, secondo comma, Cost.")[0].comma == "2"
    annex = find_citations("art. 3, comma 1, lettera rrr), dell'allegato I.1 al codice")[0]
    assert (annex.act, annex.article, annex.annex, annex.letter) == (CODE, "3", "I.1", "rrr")
    assert [each.annex for each in find_citations("allegati I.1 e II.2-bis")] == ["I.1", "II.2-bis"]


def test_a_citation_keeps_its_place_and_the_day_of_its_act() -> None:
    text = "Visto\nl'art. 107 del decreto legi-\n  slativo 18 agosto 2000, n. 267;"
    only = find_citations(text)[0]
    assert text[only.start : only.end] == only.text
    assert only.text == "art. 107 del decreto legi-\n  slativo 18 agosto 2000, n. 267"
    assert (only.day, only.year) == ("2000-08-18", "2000")


def test_names_that_are_everyday_words_count_only_beside_an_article() -> None:
    assert cited("oltre IVA e c.p.a.; costituzione della garanzia; c.c. bancario; codice fiscale") == []
    assert cited("art. 120 c.p.a., art. 97 Cost., artt. 1341 e 1342 c.c.") == [
        ("d.lgs. 104/2010", "120"),
        ("costituzione", "97"),
        ("c.c.", "1341"),
        ("c.c.", "1342"),
    ]


def test_the_code_is_the_one_that_the_text_calls_so() -> None:
    amended = "D.Lgs. 36/2023, modificato dal D.Lgs. 209/2024 (di seguito «Codice»). L'art. 42 del Codice"
    assert cited(amended)[-1] == ("d.lgs. 36/2023", "42")
    assert cited("D.Lgs. 50/2016 (di seguito «Codice»), art. 36. L'art. 32 del Codice")[-1] == (
        "d.lgs. 50/2016",
        "32",
    )
    assert cited("art. 23 del codice dei contratti, di cui al decreto legislativo 18 aprile 2016, n. 50") == [
        ("d.lgs. 50/2016", "23"),
        ("d.lgs. 50/2016", ""),
    ]
    assert cited("l'art. 36 del previgente Codice e l'art. 50 del Codice") == [
        ("d.lgs. 50/2016", "36"),
        (CODE, "50"),
    ]
    assert cited("art. 5 del codice di comportamento") == [("", "5")]


def test_an_act_pointed_at_is_the_last_one_of_its_kind() -> None:
    text = (
        "il D.Lgs. 36/2023 e la L. 241/1990; l'art. 49 del medesimo decreto e l'art. 7 della predetta legge"
    )
    assert cited(text)[2:] == [(CODE, "49"), ("l. 241/1990", "7")]
    assert not find_citations(text)[2].is_named
    assert cited("art. 5 del medesimo regolamento (UE) 2018/302") == [("reg. ue 302/2018", "5")]


def test_what_belongs_to_another_text_or_to_none_is_not_given_an_act() -> None:
    assert cited("ai sensi del D.Lgs. 36/2023 e dell'art. 5 del contratto")[1] == ("", "5")
    assert cited("Art. 5 – Penali\nIl D.Lgs. 36/2023\nART. 6 Durata") == [(CODE, "")]
    assert cited("art. 50 e 3 operatori; art. 12, 4 copie") == [("", "50"), ("", "12")]
    assert cited("raccomandazione 2003/361/CE, delibera di Giunta n. 45/2026, prot. 123/2026") == []


def test_a_semicolon_a_strange_annex_and_a_heading_end_the_reach_of_an_act() -> None:
    assert cited("artt. 84-85; art. 50 c. 9; art. 37 D.Lgs. 33/2013") == [
        ("", "84"),
        ("", "85"),
        ("", "50"),
        ("d.lgs. 33/2013", "37"),
    ]
    annex, article = find_citations("dell'allegato II.1, nonché dell'art. 1 del D.L. 76/2020")
    assert (annex.act, annex.annex, article.act, article.article) == (CODE, "II.1", "d.l. 76/2020", "1")
    assert cited("D.Lgs. 36/2023;\n\nArt. 9 - Penali") == [(CODE, "")]
    assert cited("D.Lgs. 36/2023,\nArt. 9 - Penali") == [(CODE, "")]
    assert cited("servizi dell'allegato XIV. 4 SOGGETTI") == []


def test_the_code_of_administrative_trials_has_one_name() -> None:
    names = ("c.p.a.", "del d.lgs. 104/2010", "del codice del processo amministrativo")
    assert {act for name in names for act, _ in cited(f"art. 120 {name}")} == {"d.lgs. 104/2010"}


def test_the_number_of_an_article_may_be_in_words_or_end_a_line() -> None:
    assert cited("l'articolo sessanta del Codice") == [("d.lgs. 36/2023", "60")]
    assert cited("articolo centodiciannove del D.Lgs. 36/2023") == [("d.lgs. 36/2023", "119")]
    assert cited("come vuole l'articolo sei del contratto") == []
    listed = "d.lgs. 36/2023, articoli 17, 50 e 237\n• regolamento interno"
    assert [article for _, article in cited(listed)] == ["17", "50", "237"]
    assert [act for act, _ in cited("l'art. 17 e, in particolare, l'art. 50 del TUEL")] == [
        "d.lgs. 267/2000"
    ] * 2


def test_guidelines_of_others_are_not_those_of_the_authority() -> None:
    assert cited("linee guida n. 4 del Ministero, linee guida AgID n. 4, linee guida 2020") == []


def test_time_grows_with_the_text() -> None:
    text = (
        "artt. 1, 2, 3 e 4, comma 1, lett. a), del decreto del Ministro del citato codice, di cui all'art. "
        * 2000
    )
    start = time.process_time()
    find_citations(text)
    assert time.process_time() - start < 5
