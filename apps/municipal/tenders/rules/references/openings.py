"""The letters with which what a pattern finds may begin, so that many patterns are tried in one walk over a text."""

import re

NEED = 2
"""letters"""
OPTIONAL, REPEATED = re.compile(r"[?*]\+?"), re.compile(r"[+{]")
GROUP = re.compile(r"\(\?[a-z-]*:|\(")
NO_WIDTH = ("(?!", "(?=", "(?<!", "(?<=")
ANY = frozenset({""})


def openings(pattern: str) -> frozenset[str]:
    """The beginnings, small and at most two letters long, of all that `pattern` can match; "" when it is anything."""
    return frozenset(each for alternative in _alternatives(pattern) for each in _beginnings(alternative))


def _beginnings(sequence: str) -> set[str]:
    """Of one alternative; what follows something unknown is left out."""
    done: set[str] = set()
    growing, at = {""}, 0
    while growing and at < len(sequence):
        if sequence.startswith(r"\b", at):
            at += 2
            continue
        letters, end = _element(sequence, at)
        is_group, at = sequence[at] == "(", end
        if letters is None:
            continue
        is_optional = OPTIONAL.match(sequence, at) is not None
        is_repeated = REPEATED.match(sequence, at) is not None or sequence.startswith("*", at)
        grown = {(old + new)[:NEED] for old in growing for new in letters}
        is_last = is_group or is_repeated or letters == ANY
        done |= {each for each in grown if len(each) == NEED or is_last}
        growing = ({each for each in grown if len(each) < NEED} if not is_last else set()) | (
            growing if is_optional else set()
        )
        at += is_optional
        if is_repeated and not is_optional:
            break
    return done | growing


def _element(sequence: str, at: int) -> tuple[frozenset[str] | None, int]:
    """What one letter, sign, class or group may begin with, and where it ends; None for what has no width."""
    if sequence[at] == "(":
        end, body = _closing(sequence, at), GROUP.match(sequence, at)
        inside = sequence[body.end() if body else at + 1 : end]
        return (None if sequence.startswith(NO_WIDTH, at) else openings(inside)), end + 1
    if sequence[at] == "\\":
        sign = sequence[at + 1]
        return (ANY if sign.isalnum() else frozenset({sign})), at + 2
    if sequence[at] == "[":
        return ANY, sequence.index("]", at + 2) + 1
    return (ANY if sequence[at] == "." else frozenset({sequence[at].lower()})), at + 1


def _closing(sequence: str, at: int) -> int:
    """Where the group that opens at `at` closes."""
    depth = 0
    for place, sign in _signs(sequence, at):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return place
    return len(sequence)


def _alternatives(pattern: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for place, sign in _signs(pattern, 0):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and depth == 0:
            parts.append(pattern[start:place])
            start = place + 1
    return [*parts, pattern[start:]]


def _signs(pattern: str, at: int) -> list[tuple[int, str]]:
    """The brackets and bars that mean something: neither escaped nor in a class."""
    found: list[tuple[int, str]] = []
    is_class = False
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            at += 2
            continue
        if is_class or sign == "[":
            is_class = sign != "]"
        elif sign in "()|":
            found.append((at, sign))
        at += 1
    return found
