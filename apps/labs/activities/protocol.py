"""What a room asks of an activity, and what it gets: values only, no screen and no store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from workbench.backends import Backend
from workbench.rooms import Call

Kind = Literal["laboratorio", "esercizio", "prova", "questionario", "compito", "pausa"]
ItemKind = Literal["scelta", "scelte", "scala", "numero", "testo", "scommessa", "richiesta", "brani"]
Answers = Mapping[str, Any]
"""item id -> value of the last attempt"""


@dataclass(frozen=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True)
class Item:
    """One thing that a person is asked."""

    id: str
    kind: ItemKind
    """`scommessa`: ten tokens spread over the options ({option: tokens}); `richiesta`: a prompt that runs on
    hidden inputs; `brani`: pieces of a text to tick (the options, in the order of the text; value: list)"""
    label: str
    help: str = ""
    options: tuple[Option, ...] = ()
    """a `scelta` with a single option is a button"""
    low: float = 0
    high: float = 0
    longest: int = 2000
    """characters"""
    required: bool = True
    attempts: int = 1
    once: bool = False
    """the first answer counts, whatever comes later (the clock of a timed task): whoever saves keeps it, and
    with it what stands on the same screen"""


@dataclass(frozen=True)
class Screen:
    """Opens when the required items of the screens before it are answered."""

    name: str
    title: str
    text: tuple[str, ...]
    """paragraphs of plain text"""
    items: tuple[Item, ...] = ()
    source: str = ""
    """a text to read, with its line breaks"""
    panel: bool = False
    """whether it shows what `observe` computes"""


@dataclass(frozen=True)
class Panel:
    """What a person sees of a computation."""

    paragraphs: tuple[str, ...] = ()
    bars: tuple[tuple[str, float, str], ...] = ()
    """label, share 0..1, words"""
    pieces: tuple[tuple[str, bool], ...] = ()
    """pieces of a text, marked or not"""
    rows: tuple[tuple[str, ...], ...] = ()
    """a table; the first row is its heading"""
    model: str = ""
    """who answered; empty when no model was asked"""


@dataclass(frozen=True)
class Line:
    """The verdict of one check on one output."""

    ok: bool
    check: str
    where: str
    why: str
    """why it matters to the citizen"""


@dataclass(frozen=True)
class Feedback:
    score: float
    """0..1"""
    passed: int
    total: int
    lines: tuple[Line, ...]
    reference: str = ""
    """an answer to learn from; only after an attempt"""


@dataclass(frozen=True)
class Chart:
    """What the whole room did: aggregates only."""

    title: str
    rows: tuple[tuple[str, float], ...]
    """label and value, mostly people: bars are drawn against the longest"""
    words: tuple[str, ...] = ()
    """texts for the wall, still to be filtered for personal data"""
    note: str = ""


@dataclass(frozen=True)
class Asking:
    """Whom an activity may ask while somebody waits."""

    backend: Backend
    model: str = ""
    person: str = ""
    """a pseudonym, for the quota and the fair queue"""


class Activity(Protocol):
    """A lab, an exercise, a test, a survey, a task or a pause.

    `calls_per_person` model calls of about `calls_tokens` tokens each are what one person costs a room.
    """

    @property
    def id(self) -> str: ...

    @property
    def kind(self) -> Kind: ...

    @property
    def title(self) -> str: ...

    @property
    def minutes(self) -> int: ...

    @property
    def objective(self) -> str: ...

    @property
    def tags(self) -> tuple[str, ...]: ...

    @property
    def calls_per_person(self) -> int: ...

    @property
    def calls_tokens(self) -> int: ...

    def screens(self, participant_seed: int) -> tuple[Screen, ...]: ...

    def check(self, item_id: str, raw: Any, participant_seed: int) -> Any:
        """The answer as it is kept (JSON). Raises UserError for whatever a form or a program may send."""
        ...

    def observe(self, screen: str, answers: Answers, asking: Asking) -> Panel:
        """What a screen with a panel shows; equal answers give equal panels, which callers may keep."""
        ...

    def calls(self, item_id: str, value: Any) -> tuple[Call, ...]:
        """The model calls that an answer of kind `richiesta` asks for; none for every other answer."""
        ...

    def feedback(self, item_id: str, value: Any, outputs: Sequence[tuple[Call, str]]) -> Feedback: ...

    def board(self, answers: Sequence[Answers], asking: Asking | None = None) -> tuple[Chart, ...]:
        """The room's answers, one mapping per person, as charts without any person in them.

        With `asking` the model's figures stand beside the room's, where there are some. The texts of `words`
        are still to be filtered for personal data.
        """
        ...

    def score(self, answers: Answers) -> dict[str, float | None]:
        """Scale -> points; None where too little was answered; {} where there is nothing to score."""
        ...
