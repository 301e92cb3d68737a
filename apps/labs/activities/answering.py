"""From what a form sends to an answer that can be kept. Nothing of what arrives is trusted."""

import math
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

from apps.labs.activities.protocol import Item, ItemKind, Option, Screen
from workbench.errors import UserError

TOKENS = 10
"""how many a bet spreads"""
KEPT_CONTROLS = "\n\t"
INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Cn"}
JOINERS = "\u200c\u200d"
"""format characters that some languages write with"""


def find_item(screens: Sequence[Screen], item_id: str) -> Item:
    for screen in screens:
        for item in screen.items:
            if item.id == item_id:
                return item
    raise UserError(
        "Questa domanda non fa parte dell'attività.",
        value=item_id,
        remedy="Ricaricare la pagina e rispondere di nuovo.",
    )


def checked(screens: Sequence[Screen], item_id: str, raw: Any) -> Any:
    """The JSON value of an answer.

    Raises:
        UserError: unknown question or option, wrong type, a text too long, a bet that does not add up.
    """
    item = find_item(screens, item_id)
    if not item.required and raw in (None, "", [], {}):
        return EMPTY[item.kind]
    return RULES[item.kind](item, raw)


def clean(text: str) -> str:
    """Without invisible characters: control and direction marks could turn round what others read."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    shown = (
        letter
        for letter in lines
        if letter in KEPT_CONTROLS or letter in JOINERS or unicodedata.category(letter) not in INVISIBLE
    )
    return "".join(shown).strip()


def _choice(item: Item, raw: Any) -> str:
    if not isinstance(raw, str) or raw not in {option.value for option in item.options}:
        raise UserError(
            "La risposta non è fra quelle proposte.",
            value=_told(raw),
            remedy="Scegliere una delle risposte.",
        )
    return raw


def _choices(item: Item, raw: Any) -> list[str]:
    """In the order of the options, each once; a form sends a single choice as a text."""
    given = [raw] if isinstance(raw, str) and raw else raw
    if not isinstance(given, list) or not given:
        raise UserError(
            "Manca la risposta.", value=_told(raw) or None, remedy="Scegliere almeno una delle risposte."
        )
    if len(given) > len(item.options):
        raise UserError("Le risposte sono più di quelle proposte.", remedy="Scegliere fra le risposte.")
    chosen = {_choice(item, value) for value in given}
    return [option.value for option in item.options if option.value in chosen]


def _number(item: Item, raw: Any) -> float:
    value = _as_number(raw)
    if value is None or not item.low <= value <= item.high:
        raise UserError(
            f"Serve un numero da {item.low:g} a {item.high:g}.",
            value=_told(raw),
            remedy="Correggere il numero.",
        )
    return value


def _scale(item: Item, raw: Any) -> int:
    value = _number(item, raw)
    if value != int(value):
        raise UserError("Serve un numero intero.", value=_told(raw), remedy="Scegliere uno dei gradi.")
    return int(value)


def _text(item: Item, raw: Any) -> str:
    if not isinstance(raw, str):
        raise UserError("Serve un testo.", value=_told(raw), remedy="Scrivere la risposta.")
    if len(raw) > 4 * item.longest:  # before any work on it
        raise _too_long(item, len(raw))
    text = clean(raw)
    if not text:
        raise UserError("La risposta è vuota.", remedy="Scrivere almeno una parola.")
    if len(text) > item.longest:
        raise _too_long(item, len(text))
    return text


def _too_long(item: Item, length: int) -> UserError:
    return UserError(
        f"Il testo è troppo lungo: {length} caratteri su {item.longest}.", remedy="Accorciare il testo."
    )


def _bet(item: Item, raw: Any) -> dict[str, int]:
    """Option -> tokens, ten in all; options without tokens are 0."""
    names = [option.value for option in item.options]
    if not isinstance(raw, dict) or not raw or any(name not in names for name in raw):
        raise UserError(
            "La scommessa non corrisponde alle parole proposte.",
            value=_told(raw),
            remedy="Ricaricare la pagina e distribuire di nuovo i gettoni.",
        )
    tokens = {name: _tokens(raw.get(name, 0)) for name in names}
    total = sum(tokens.values())
    if total != TOKENS:
        raise UserError(
            f"I gettoni sono {TOKENS} e vanno usati tutti.",
            value=total,
            remedy=f"Toglierne {total - TOKENS}." if total > TOKENS else f"Metterne altri {TOKENS - total}.",
        )
    return tokens


def _tokens(raw: Any) -> int:
    value = _as_number(0 if raw in (None, "") else raw)
    if value is None or value != int(value) or not 0 <= value <= TOKENS:
        raise UserError(
            f"Su ogni parola vanno da 0 a {TOKENS} gettoni interi.",
            value=_told(raw),
            remedy="Correggere il numero di gettoni.",
        )
    return int(value)


def _as_number(raw: Any) -> float | None:
    if isinstance(raw, bool):
        return None
    if isinstance(raw, str):
        text = raw.strip().replace(",", ".")
        try:
            raw = float(text) if len(text) <= 20 and text.isascii() else None
        except ValueError:
            return None
    if not isinstance(raw, int | float):
        return None
    try:
        value = float(raw)
    except OverflowError:
        return None
    return value if math.isfinite(value) else None


def _told(raw: Any) -> str:
    """A value for a message: short whatever arrived."""
    return str(raw)[:80] if isinstance(raw, str | int | float) else type(raw).__name__


RULES: dict[ItemKind, Callable[[Item, Any], Any]] = {
    "scelta": _choice,
    "scelte": _choices,
    "scala": _scale,
    "numero": _number,
    "testo": _text,
    "scommessa": _bet,
    "richiesta": _text,
    "brani": _choices,
}
EMPTY: dict[ItemKind, Any] = {
    "scelta": None,
    "scelte": [],
    "scala": None,
    "numero": None,
    "testo": "",
    "scommessa": {},
    "richiesta": "",
    "brani": [],
}


def options(labels: Sequence[str]) -> tuple[Option, ...]:
    """Options named by their place: `1`, `2`…"""
    return tuple(Option(str(place), label) for place, label in enumerate(labels, 1))
