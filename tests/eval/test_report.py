import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from eval.config import EvaluationConfig
from eval.report import write_report
from eval.result import read_result, write_result
from eval.running import run
from workbench.errors import UserError

ATTACK = "<script>alert(1)</script> | **forte** [x](javascript:alert(1)) `a`"


@pytest.fixture
def job(offices, tmp_path):
    """A finished comparison, one text and one name of which try to become code."""
    config = EvaluationConfig(
        data=offices.id, models=[f"uguale:{ATTACK}", "maggioranza", "tfidf"], resamples=1000
    )
    folder = tmp_path / "lavoro"
    found = run(config, folder).comparison
    flips = [flip.model_copy(update={"text": ATTACK}) for flip in found.flips]
    write_result(folder, found.model_copy(update={"flips": flips}))
    return folder


class Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, dict]] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes.append((tag, dict(attrs)))


def outline(job) -> Outline:
    found = Outline()
    found.feed(write_report(job)[0].read_text(encoding="utf-8"))
    return found


def test_texts_of_people_never_become_code(job):
    html, markdown = (path.read_text(encoding="utf-8") for path in write_report(job))
    assert "<script" not in html and "&lt;script&gt;" in html
    outside_fences = "".join(markdown.split("```")[::2])
    assert markdown.count("```") == 4
    assert "<script" not in outside_fences and not re.search(r"(?<!\\)\]\(javascript", outside_fences)


def test_the_report_is_complete_in_itself(job):
    html = write_report(job)[0].read_text(encoding="utf-8")
    assert not re.search(r"(?:src|href)=[\"'](?!#)", html.replace('xlink:href="#', 'href="#'))
    assert "@import" not in html and "url(http" not in html
    assert html.count("<svg") == 3


def test_headings_are_in_order_and_tables_have_captions_and_scopes(job):
    found = outline(job)
    levels = [int(tag[1]) for tag in found.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert found.tags.count("caption") == found.tags.count("table") > 5
    assert all("scope" in values for tag, values in found.attributes if tag == "th")
    assert dict(found.attributes)["html"] == {"lang": "it"}
    identifiers = [values["id"] for _, values in found.attributes if "id" in values]
    headings = [
        values["id"] for tag, values in found.attributes if re.fullmatch(r"h[1-6]", tag) and "id" in values
    ]
    assert len(set(headings)) == len(headings) and len(identifiers) > 5


def test_every_picture_says_in_words_what_it_shows(job):
    pictures = [values for _, values in outline(job).attributes if values.get("role") == "img"]
    assert len(pictures) == 3
    assert any("TF-IDF rispetto a" in values["aria-label"] for values in pictures)
    assert any(
        "Confusione fra etichette di TF-IDF: 30 esempi giusti su 30" in p["aria-label"] for p in pictures
    )


def test_the_report_tells_what_is_needed_to_trust_and_repeat_it(job):
    html = write_report(job)[0].read_text(encoding="utf-8")
    found = read_result(job)
    for needed in (
        found.data.digest, found.models[2].digest, "CC0 1.0", "python -m eval run config.yaml",
        "McNemar esatto", "scikit-learn", "Holm", "95\u202f%", "Senza risposta", "Limiti",
    ):  # fmt: skip
        assert needed in html, needed


def test_markdown_tables_are_whole(job):
    markdown = write_report(job)[1].read_text(encoding="utf-8")
    tables = re.findall(r"(?:^\|.*\n)+", markdown, flags=re.MULTILINE)
    assert len(tables) > 5
    for table in tables:
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1
    assert "![Differenze di accuratezza" in markdown and "data:image/svg+xml;base64," in markdown


def test_an_unfinished_evaluation_has_no_report(tmp_path):
    with pytest.raises(UserError, match="non ha ancora un risultato"):
        write_report(tmp_path)


def test_written_answers_have_a_report_too(answers, tmp_path):
    config = EvaluationConfig(data=answers.id, models=["uguale:Alle 8", "uguale:Alle 9"], resamples=1000)
    run(config, tmp_path)
    html = write_report(tmp_path)[0].read_text(encoding="utf-8")
    assert "F1 sulle parole" in html and "chrF2" in html and "Risultati per etichetta" not in html


def test_models_that_agree_on_every_row_have_no_smallest_effect(offices, tmp_path):
    config = EvaluationConfig(data=offices.id, models=["uguale:x", "uguale:y"], resamples=1000)
    found = run(config, tmp_path).comparison
    assert [pair.smallest_effect for pair in found.pairs] == [None, None]
    decisive = found.pairs_of("accuratezza")[0]
    assert decisive.low < 0 < decisive.high
    for path in write_report(tmp_path):
        text = path.read_text(encoding="utf-8")
        assert "non stimabile" in text and "la differenza è la stessa su ogni esempio" in text
        assert "da 0,0 a 0,0" not in text


@pytest.mark.browser
def test_axe_finds_nothing_and_nothing_sticks_out(job, browser):
    from axe_playwright_python.sync_playwright import Axe

    address = write_report(job)[0].as_uri()
    for width in (1280, 360):
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto(address)
        violations = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in violations] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()
