"""A CPV code beside the words that the vocabulary has for another: «50232000-0, servizi di manutenzione di ascensori»."""

import re
from collections.abc import Iterator
from functools import cache

from apps.municipal.tenders.acts import Act
from apps.municipal.tenders.rules.rule import Found, Rule
from workbench.identifiers import Code, judge
from workbench.identifiers.cpv import LENGTH, entries

AFTER = re.compile(
    r"\s*(?:[,:–—-]\s*|\|\s*|\t\s*)?(?:[«\"“](?P<quoted>[^»\"”\n]{4,120})[»\"”]|\((?P<aside>[^()\n]{4,120})\)|(?<=[,:–—|\t -])(?P<plain>[^\W\d][^\n|\t;.()\d·]{3,120})(?=[\n|\t;.(]|$))"
)
BEFORE = re.compile(
    r"(?:^|[\n|\t;:.(–—]|\s-\s)\s*[«\"“]?(?P<words>[^\W\d][^\n|\t;:.()«»\"“”–—·\d]{3,120}?)[»\"”]?\s*[|\t(,–—-]*\s*(?:(?:codice\s+)?C\.?P\.?V\.?\s*(?:n\.?\s*)?[:|]?\s*)?$",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]{4,}")
COMMON = re.compile(
    r"(?:serviz|lavor|fornitur|manutenz|riparaz|vari[eio]?$|divers|relativ|affin|apparecch|attrezzat|prodott|classificat|riferit|corrispond|material|articol|impiant|macchin|gestion|accessor|altr|opere$|per$|degli|dell|alla|connes)\w*",
    re.IGNORECASE,
)
"""words that labels of every kind have"""
STEM = 6
GROUP = 3
"""digits that two codes of the same group share"""
REACH = 170


def _find(act: Act) -> Iterator[Found]:
    for code in act.codes:
        if code.kind != "cpv" or judge(code, act.day).outcome == "errato":
            continue
        own = entries()[code.text[:LENGTH]]
        for words in _described(act, code):
            others = _codes_of_another(code, words)
            if others:
                right = entries()[others[0]]
                message = (
                    f"CPV «{code.text}»: nel vocabolario è «{own.label}»; «{' '.join(words.split())}» è il codice "
                    f"{others[0]}-{right.check}."
                )
                suggestion = f"{others[0]}-{right.check} ({right.label})"
                yield Found(code.start, code.end, message, suggestion)
                break


def _codes_of_another(code: Code, words: str) -> tuple[str, ...]:
    """The codes that the words describe, when they are of another thing, or the very label of a code beside this one."""
    own, called = code.text[:LENGTH], _codes_called(words)
    is_near = any(each.startswith(own[:GROUP]) for each in called)
    if not is_near and stems(entries()[own].label).isdisjoint(stems(words)):
        return called
    said = " ".join(words.lower().split())
    exact = tuple(each for each in called if entries()[each].label.lower() == said)
    is_wider = any(each.startswith(own.rstrip("0")) or own.startswith(each.rstrip("0")) for each in exact)
    return () if is_wider else exact


def _described(act: Act, code: Code) -> Iterator[str]:
    """The words after a code, and those before it on its line or in its row."""
    after = AFTER.match(act.text, code.end, code.end + REACH)
    if after:
        yield after["quoted"] or after["aside"] or after["plain"]
    before = BEFORE.search(act.text[max(0, code.start - REACH) : code.start])
    if before:
        yield before["words"]


def stems(words: str) -> frozenset[str]:
    """Of the words that say what a thing is."""
    found = (word.lower() for word in WORD.findall(words))
    return frozenset(
        word[:STEM] if len(word) > STEM else word[:-1] for word in found if not COMMON.match(word)
    )


@cache
def _by_stems() -> dict[frozenset[str], tuple[str, ...]]:
    called: dict[frozenset[str], list[str]] = {}
    for code, entry in entries().items():
        called.setdefault(stems(entry.label), []).append(code)
    called.pop(frozenset(), None)
    return {stems: tuple(codes) for stems, codes in called.items()}


def _codes_called(words: str) -> tuple[str, ...]:
    """The codes whose label says the same, the one with these very words first; none when any thing may be called so."""
    said = " ".join(words.lower().split())
    return tuple(
        sorted(_by_stems().get(stems(words), ()), key=lambda code: entries()[code].label.lower() != said)
    )


DESCRIBED: tuple[Rule, ...] = (
    Rule(
        id="codici.cpv_descrizione",
        article="Reg. (CE) 213/2008",
        severity="avviso",
        confidence="media",
        source="tabella ufficiale dei codici",
        why="Il codice decide che cosa leggono gli operatori e le banche dati: se la descrizione è di un altro codice, uno dei due è sbagliato.",
        find=_find,
        kinds=frozenset(),
    ),
)
