import json
from pathlib import Path

import pytest

from workbench.errors import UserError
from workbench.norms import import_akoma_ntoso, import_jsonl
from workbench.norms.reading_akoma import with_accents

LAWS = Path(__file__).parents[4] / "shared" / "data" / "leggi"
AKOMA = """<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="monovigente">
<meta><identification>
<FRBRWork><FRBRalias name="urn:nir" value="urn:nir:stato:legge:2004-01-09;4"/></FRBRWork>
<FRBRExpression><FRBRdate date="2025-01-30" name=""/></FRBRExpression></identification></meta>
<preface><p><docType>LEGGE</docType> <docDate>9 gennaio 2004</docDate>, n. <docNumber>4</docNumber>
<docTitle>Accessibilita' degli strumenti.</docTitle></p></preface>
<body><chapter><article eId="art_1"><num>Art. 1.</num><heading>((Finalita' e definizioni))</heading>
<paragraph><num>1.</num><content><p>La Repubblica e' garante; perche' cosi' e' ((e non
  altrimenti)) un po' di tutti. (3)</p></content></paragraph>
<paragraph><num>2.</num><list><intro><p>Si intende per:</p></intro>
<point><num>a)</num><content><p>strumenti: quelli digitali;</p></content></point></list></paragraph>
<paragraph><content><p>------------- AGGIORNAMENTO (3) La L. 9/2014 ha disposto altro.</p></content>
</paragraph>
</article>
<article eId="art_3-bis"><num>Art. 3 bis</num>
<paragraph><num>1.</num><content><p>ARTICOLO ABROGATO.</p></content>
</paragraph></article></chapter></body></act></akomaNtoso>"""


def test_an_act_in_akoma_ntoso_is_read_article_by_article() -> None:
    act = import_akoma_ntoso(AKOMA.encode())
    assert (act.id, act.urn, act.as_of) == ("l. 4/2004", "urn:nir:stato:legge:2004-01-09;4", "2025-01-30")
    assert act.title == "LEGGE 9 gennaio 2004 n. 4 (Accessibilità degli strumenti)"
    first, second = act.articles
    assert (first.number, first.heading) == ("1", "Finalità e definizioni")
    assert first.text.split("\n") == [
        "1. La Repubblica è garante; perché così è e non altrimenti un po' di tutti.",
        "2.",
        "Si intende per:",
        "a) strumenti: quelli digitali;",
    ]
    assert (second.number, second.urn) == ("3-bis", "urn:nir:stato:legge:2004-01-09;4~art3bis")


def test_accents_are_put_back_and_apostrophes_stay() -> None:
    assert with_accents("E' l'eta' della citta', poiche' ne' tu ne' io; un po' d'aria all'universita'") == (
        "È l'età della città, poiché né tu né io; un po' d'aria all'università"
    )
    assert with_accents("UNIVERSITA' E LIBERTA' dell'uomo") == "UNIVERSITÀ E LIBERTÀ dell'uomo"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not xml",
        b"<a/>",
        AKOMA.encode()[:900],
        AKOMA.replace("<article", "<section").replace("</article", "</section").encode(),
        b'<!DOCTYPE a [<!ENTITY e "x"><!ENTITY f "&e;&e;">]><a>&f;</a>',
        b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>',
    ],
)
def test_what_is_no_act_is_refused_with_a_remedy(content: bytes) -> None:
    with pytest.raises(UserError) as refused:
        import_akoma_ntoso(content)
    assert refused.value.remedy


def line(**changed: str) -> str:
    fields = {
        "act": "L. 7 agosto 1990, n. 241",
        "urn": "urn:nir:stato:legge:1990-08-07;241~art1",
        "article": "1",
    }
    return json.dumps(fields | {"text": "1. Testo.", "as_of": "2026-03-11", "source": "prova"} | changed)


def test_lines_of_json_become_acts_even_when_they_are_mixed() -> None:
    other = line(act="Costituzione", urn="urn:nir:stato:costituzione:1947-12-27~art1")
    second = line(article="2", urn="urn:nir:stato:legge:1990-08-07;241~art2", heading="Conclusione")
    content = "\n".join(["\ufeff" + line(), other, "", second]).encode()
    acts = {act.id: act for act in import_jsonl(content)}
    assert set(acts) == {"costituzione", "l. 241/1990"}
    assert [article.number for article in acts["l. 241/1990"].articles] == ["1", "2"]
    assert acts["l. 241/1990"].as_of == "2026-03-11"


@pytest.mark.parametrize("content", ["", "\n\n", "[1]", "{", line() + "\nx", "{}", '{"act": 3}', "\ud800"])
def test_a_bad_line_is_named(content: str) -> None:
    with pytest.raises(UserError):
        import_jsonl(content.encode("utf-8", "surrogatepass"))


@pytest.mark.skipif(not LAWS.exists(), reason="senza la cartella dei dati")
def test_the_sample_of_normattiva_says_what_its_cleaned_copy_says() -> None:
    act = import_akoma_ntoso((LAWS / "akn" / "cad_dlgs_82_2005_vigenza_2025-01-30.xml").read_bytes())
    (cleaned,) = import_jsonl((LAWS / "cad_dlgs_82_2005.jsonl").read_bytes())
    assert (act.id, act.as_of, len(act.articles)) == ("d.lgs. 82/2005", "2025-01-30", 121)
    assert [article.number for article in act.articles] == [article.number for article in cleaned.articles]
    words = [article.text.split() for article in act.articles]
    same = sum(a == b.text.split() for a, b in zip(words, cleaned.articles, strict=True))
    assert same > 95
    text = "\n".join(article.text for article in act.articles)
    assert "((" not in text and "AGGIORNAMENTO" not in text and "identita'" not in text
