"""Patterns over the sentences of an act."""

import re

from apps.municipal.tenders.acts import Flat

GAP = r'(?:[^.;\n]|(?-i:\.(?!\s+[A-ZÀÈÉÌÒÙ«"]|\s*\Z|\n)))'
"""any character of the same sentence: a full stop only inside an abbreviation («art. 60», «D.Lgs.»)"""
STOP = re.compile(r'[;\n]|\.(?=\s+[A-ZÀÈÉÌÒÙ«"]|\s*\Z|\n)')
BREAK = re.compile(r'[;:\n]|\.\s+(?=[A-ZÀÈÉÌÒÙ«"])')
NOT = re.compile(
    r"\b(?:non|né|ne'|n[eè]ppure|nemmeno|senza|nessun\w*|alcun\w*|(?<!iva )(?<!i\.v\.a\. )(?<!i\.v\.a )esclus\w+(?!\s+(?:l'\s?)?i\.?v\.?a\b)|esclud\w+|esoner\w+|esent\w+|vietat\w+|divieto|mai|inammissibil\w+|invece|anziché|preclus\w+|rinunci\w+)\b",
    re.IGNORECASE,
)


BLANK = re.compile(r"\\s|\[(?:\\.|[^\]\\])*\]")


def wording(pattern: str) -> re.Pattern[str]:
    """`pattern`, in any case, where `~` stands for a character of the same sentence and no blank for a line end."""
    one_line = BLANK.sub(lambda found: r"[^\S\n]" if found[0] == r"\s" else _class(found[0]), pattern)
    return re.compile(one_line.replace("~", GAP), re.IGNORECASE)


def _class(written: str) -> str:
    """`[\\s-]` -> `[ \\t-]`; a negated class stays as it is."""
    return written if written.startswith("[^") else written.replace(r"\s", r" \t")


def denied(text: str, start: int, end: int, before: int = 70, after: int = 70) -> bool:
    """Whether the clause around `start:end` says the contrary: «non», «senza», «è escluso»."""
    return bool(
        NOT.search(head_of(text, start, before))
        or NOT.search(text, start, end)
        or NOT.search(tail_of(text, end, after))
    )


def sentence_of(flat: Flat, start: int, end: int) -> tuple[int, int]:
    """The sentence of `start:end`, or its part between semicolons."""
    one, other = flat.sentence(start, end)
    before, after = flat.text.rfind(";", one, start), flat.text.find(";", end, other)
    return (before + 1 if before >= 0 else one), (after if after >= 0 else other)


def labelled(flat: Flat, start: int, end: int) -> tuple[int, int]:
    """`sentence_of`, with the label before it on its line: «Livello di qualificazione: SF3»."""
    one, other = sentence_of(flat, start, end)
    if one and flat.text[one - 1] == ":":
        one = max(flat.sentence(one - 1, one - 1)[0], flat.text.rfind("\n", 0, one) + 1)
    return one, other


def head_of(text: str, start: int, most: int) -> str:
    """The words of the clause before `start`."""
    return BREAK.split(text[max(0, start - most) : start])[-1]


def tail_of(text: str, end: int, most: int) -> str:
    """The words of the clause after `end`."""
    return BREAK.split(text[end : end + most])[0]


def until_stop(text: str, end: int, most: int = 200) -> int:
    """Where the sentence of `end` ends, at most so many characters on."""
    stop = STOP.search(text, end, min(len(text), end + most))
    return stop.start() if stop else min(len(text), end + most)
