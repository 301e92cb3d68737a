"""Numbers written in words, as acts repeat their amounts."""

import re

UNITS = [
    "zero",
    "uno",
    "due",
    "tre",
    "quattro",
    "cinque",
    "sei",
    "sette",
    "otto",
    "nove",
    "dieci",
    "undici",
    "dodici",
    "tredici",
    "quattordici",
    "quindici",
    "sedici",
    "diciassette",
    "diciotto",
    "diciannove",
]
TENS = ["venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta"]
SCALES = (("miliard[oi]", 10**9), ("milion[ei]", 10**6), ("mil(?:a|le)", 10**3))


def _below_hundred() -> dict[str, int]:
    found = {word: at for at, word in enumerate(UNITS)}
    for ten, word in enumerate(TENS, start=2):
        found[word] = ten * 10
        for unit in range(1, 10):
            # «ventuno», «ventotto»: the vowel of the ten falls before a vowel; people also keep it.
            found[word + UNITS[unit]] = found[word[:-1] + UNITS[unit]] = ten * 10 + unit
        found[f"{word[:-1]}un"] = ten * 10 + 1
    return found


LONGEST = 150
"""characters of a number in words; what is longer is something else"""
SMALL = _below_hundred() | {"un": 1, "": 0}
HUNDREDS = re.compile(rf"({'|'.join(UNITS[2:10])})?cent(.*)")


def read_words(written: str) -> int | None:
    """`centotrentanovemila` -> 139000, `un milione e duecentomila` -> 1200000; None when it is no number.

    Blanks, hyphens, accents and the joining `e` are let pass; cents after a bar are the caller's.
    """
    plain = re.sub(r"(?<=[a-zàèéìòù])\s+e\s+(?=[a-z])|[\s\-’']", "", written.lower())
    plain = plain.replace("é", "e").strip(".,")
    return _scaled(plain) if plain.isalpha() and len(plain) <= LONGEST else None


def _scaled(plain: str) -> int | None:
    total, rest = 0, plain
    for word, scale in SCALES:
        found = re.match(rf"(.*?){word}(?=(.*)$)", rest)
        if not found:
            continue
        times = 1 if not found[1] and scale == SCALES[-1][1] else _hundreds(found[1])
        if times is None or (times == 0 and found[1] == ""):
            return None
        total, rest = total + times * scale, found[2]
    last = _hundreds(rest)
    return None if last is None else total + last


def _hundreds(plain: str) -> int | None:
    """Below a thousand: `duecentotrentuno`, `centottanta`."""
    if plain in SMALL:
        return SMALL[plain]
    found = HUNDREDS.fullmatch(plain)
    if found is None:
        return None
    # «centotto» and «centoottanta»: the vowel of the hundred may be shared.
    below = next((SMALL[rest] for rest in (found[2].removeprefix("o"), found[2]) if rest in SMALL), None)
    return None if below is None else (UNITS.index(found[1]) if found[1] else 1) * 100 + below
