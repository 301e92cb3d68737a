"""Colours of the participants' pages can be told apart, by day and by night (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re

import pytest

from apps.labs.web.shared.page import FOLDER

STYLE = (FOLDER / "stile.css").read_text("utf-8")
TEXTS = [
    ("ink", "paper"),
    ("ink", "card"),
    ("ink", "tint"),
    ("accent", "paper"),
    ("accent", "card"),
    ("accent", "tint"),
    ("on-accent", "accent"),
    ("alarm", "card"),
    ("alarm", "alarm-paper"),
]
SHAPES = [("line", "card"), ("accent", "card"), ("bar", "soft"), ("bar", "card"), ("alarm", "card")]


def palettes() -> dict[str, dict[str, str]]:
    day, night = re.findall(r":root\{([^}]+)\}", STYLE)
    found = {
        name: dict(re.findall(r"--([\w-]+):(#[0-9a-f]+)", block))
        for name, block in (("day", day), ("night", night))
    }
    assert found["day"].keys() == found["night"].keys()
    return found


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * each for each in colour[1:])
    shares = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("light", ["day", "night"])
def test_texts_and_shapes_stand_out_from_what_is_behind_them(light):
    colours = palettes()[light]
    found = {pair: contrast(*(colours[name] for name in pair)) for pair in TEXTS + SHAPES}
    assert [pair for pair in TEXTS if found[pair] < 4.5] == []
    assert [pair for pair in SHAPES if found[pair] < 3] == []
