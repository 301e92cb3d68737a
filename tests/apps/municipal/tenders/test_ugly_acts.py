"""Acts with figures that nobody can reckon with: zeros, days that never come, other alphabets, lost lines."""

import logging
import random
import re
from pathlib import Path

import pytest

from apps.municipal.tenders.checking import check
from workbench.documents import read_text
from workbench.settings import settings

FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
UGLY = (
    "0",
    "00",
    "0,00",
    "1",
    "-5",
    "999.999.999.999,99",
    "1e9",
    "101",
    "٣",
    "½",
    "31.02.2026",
    "00/00/0000",
)
UGLY += ("31/12/9999", "1900", "zero", "XII", "€", "%", "")
ACTS = 12


def spoilt(text: str, chance: random.Random) -> str:
    """The act with some of its figures replaced, and its words or lines in disorder."""
    share = chance.choice((0.03, 0.15, 0.6))
    text = FIGURE.sub(lambda found: chance.choice(UGLY) if chance.random() < share else found[0], text)
    lines = text.split("\n")
    match chance.randrange(4):
        case 0:
            chance.shuffle(lines)
            return "\n".join(lines)
        case 1:
            return " ".join(word for word in text.split(" ") if chance.random() > 0.1)
        case 2:
            return text.upper()
    return text


def acts() -> list[Path]:
    return sorted((settings().shipped_data / "atti-di-gara" / "sviluppo").glob("*/*.txt"))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_no_rule_stops_at_ugly_figures(seed: int, home: Path, caplog: pytest.LogCaptureFixture) -> None:
    chance = random.Random(seed)
    with caplog.at_level(logging.ERROR):
        for _ in range(ACTS):
            chosen = chance.sample(acts(), 2)
            texts = [spoilt(each.read_text(encoding="utf-8"), chance) for each in chosen]
            check([read_text(f"{number}.txt", text) for number, text in enumerate(texts)])
    assert [each.getMessage() for each in caplog.records] == []


def test_a_price_of_zero_and_a_day_that_never_comes_are_read_through(
    home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    text = (
        "DETERMINAZIONE n. 3 del 2 marzo 2026\nOggetto: affidamento del servizio di pulizia.\n"
        "Il canone è di € 0,00 al mese per 12 mesi, per complessivi € 1.200,00.\n"
        "Penale dello 0 per mille al giorno; il 10 per cento si tocca dopo centoventi giorni.\n"
        "La garanzia vale fino al 31/12/9999. IBAN IT60À0542811101000000123456.\n"
    )
    (checked,) = check([read_text("atto.txt", text)])
    assert checked.findings
    assert [each.getMessage() for each in caplog.records if each.levelno >= logging.ERROR] == []


def test_a_rule_that_cannot_reckon_is_silent_and_the_others_go_on(
    home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from dataclasses import replace

    from apps.municipal.tenders import checking

    text = "DETERMINAZIONE n. 3 del 2 marzo 2026\nOggetto: affidamento del servizio di pulizia."
    before = check([read_text("atto.txt", text)])[0].findings
    broken = replace(checking.RULES[0], find=lambda act: [1 / 0])
    monkeypatch.setattr(checking, "RULES", (broken, *checking.RULES[1:]))
    assert check([read_text("atto.txt", text)])[0].findings == before
    assert broken.id in caplog.text
