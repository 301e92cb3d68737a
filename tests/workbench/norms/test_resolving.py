from datetime import date

import pytest

from workbench.norms import Resolved, act_named, find_citations, list_acts, resolve
from workbench.norms.urns import shown

DAY = date(2026, 11, 22)


def only(text: str) -> Resolved:
    found = find_citations(text)
    assert len(found) == 1
    return resolve(found[0], DAY)


def test_an_article_becomes_a_dated_link_to_normattiva() -> None:
    resolved = only("art. 50 del D.Lgs. 36/2023")
    assert resolved.problem == ""
    assert resolved.urn == "urn:nir:stato:decreto.legislativo:2023-03-31;36~art50"
    assert resolved.address == (
        "https://www.normattiva.it/uri-res/N2Ls?urn:nir:stato:decreto.legislativo:2023-03-31;36~art50!vig=2026-11-22"
    )
    assert only("art. 10-bis L. 241/1990").urn.endswith("~art10bis")
    assert only("art. 120 c.p.a.").urn == "urn:nir:stato:decreto.legislativo:2010-07-02;104:2~art120"


def test_a_regulation_of_the_union_has_its_page_on_eur_lex() -> None:
    assert only("art. 28 del GDPR").address == "https://eur-lex.europa.eu/eli/reg/2016/679/oj/ita"


@pytest.mark.parametrize(
    ("text", "problem", "named"),
    [
        ("D.Lgs. 36/2022", "atto ignoto", "D.Lgs. 36/2023"),
        ("D.L. 36/2023", "atto ignoto", "D.Lgs. 36/2023"),
        ("D.Lgs. 276/2000", "atto ignoto", "D.Lgs. 267/2000"),
        ("L. 9999/2020", "atto ignoto", "L. 9999/2020"),
        ("decreto legislativo 30 marzo 2023, n. 36", "data errata", "31 marzo 2023"),
        ("art. 230 del Codice dei contratti", "articolo inesistente", "229"),
        ("art. 0 del TUEL", "articolo inesistente", "275"),
        ("art. 10-ter L. 241/1990", "articolo inesistente", "11.3.2026"),
        ("allegato III.1 al Codice", "allegato inesistente", "III.1"),
    ],
)
def test_what_does_not_resolve_says_why(text: str, problem: str, named: str) -> None:
    resolved = only(text)
    assert resolved.problem == problem
    assert named in resolved.reason


def test_an_article_is_not_called_non_existing_where_the_range_is_not_known_for_sure() -> None:
    for text in ("art. 999 L. 488/1999", "art. 183-bis TUEL", "art. 999 D.Lgs. 24/2023"):
        resolved = only(text)
        assert resolved.problem == ""
        assert resolved.reason


def test_a_citation_without_act_has_no_link_and_no_problem() -> None:
    resolved = only("l'art. 5 del contratto")
    assert (resolved.problem, resolved.urn, resolved.act) == ("", "", None)


def test_the_table_is_sound() -> None:
    acts = list_acts()
    assert len(acts) > 400
    assert len({act.id for act in acts}) == len(acts)
    for act in acts:
        assert act.title and act.confidence in ("verificata", "alta", "media"), act.id
        assert act.articles is None or act.articles > 0
        assert not act.repealed_by or act_named(act.repealed_by), act.id
        year = act.id.rpartition("/")[2]
        # The vocabulary of 2008 was signed in November 2007 and published the year after.
        if act.day and year.isdigit() and act.id != "reg. ue 213/2008":
            assert act.day.year == int(year), act.id


def test_the_table_knows_what_was_in_force_when() -> None:
    old, new = act_named("d.lgs. 50/2016"), act_named("d.lgs. 36/2023")
    assert old and new
    assert (old.status, new.status) == ("abrogato", "vigente")
    assert old.is_in_force(date(2023, 6, 30)) and not old.is_in_force(date(2023, 7, 1))
    assert not new.is_in_force(date(2023, 3, 31)) and new.is_in_force(DAY)


def test_acts_are_shown_as_people_write_them() -> None:
    assert [shown(name) for name in ("d.lgs. 36/2023", "d.p.r. 445/2000", "l. 241/1990", "c.p.a.")] == [
        "D.Lgs. 36/2023",
        "D.P.R. 445/2000",
        "L. 241/1990",
        "c.p.a.",
    ]
    assert [shown(name) for name in ("reg. ue 679/2016", "dir. ue 24/2014", "delibera anac 262/2023")] == [
        "Reg. (UE) 2016/679",
        "Dir. 2014/24/UE",
        "delibera ANAC 262/2023",
    ]
