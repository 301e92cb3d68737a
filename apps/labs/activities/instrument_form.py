"""Tests and questionnaires in a room: the items and the scoring are those of `workbench.instruments`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apps.labs.activities import tallies
from apps.labs.activities.answering import checked
from apps.labs.activities.protocol import Answers, Asking, Chart, Feedback, Item, Kind, Option, Panel, Screen
from workbench.instruments import TOTAL, Instrument, highest, instrument, score
from workbench.instruments import Item as Asked
from workbench.rooms import Call

PER_SCREEN = 4
LONGEST = 1000
LETTERS = "abcdefgh"
TEST_TOLD = (
    "Una sola risposta per domanda. Non è un esame: i risultati si leggono solo insieme a quelli di altre "
    "persone, e nessuno in ufficio vede quelli di una persona."
)
SURVEY_TOLD = "Le risposte sono facoltative e anonime. Nei commenti niente nomi né altri dati di persone."


@dataclass(frozen=True)
class InstrumentForm:
    """One instrument, or parallel forms of one test: the form is the seed modulo their number."""

    id: str
    kind: Kind
    title: str
    minutes: int
    objective: str
    forms: tuple[str, ...]
    """ids of instruments"""
    tags: tuple[str, ...] = ("misura",)
    calls_per_person: int = 0
    calls_tokens: int = 0

    def screens(self, participant_seed: int) -> tuple[Screen, ...]:
        form = participant_seed % len(self.forms)
        made = instrument(self.forms[form])
        items = tuple(self._item(made, form, each) for each in made.items)
        parts = [items[start : start + PER_SCREEN] for start in range(0, len(items), PER_SCREEN)]
        return tuple(self._screen(made, part, place, len(parts)) for place, part in enumerate(parts, 1))

    def check(self, item_id: str, raw: Any, participant_seed: int) -> Any:
        return checked(self.screens(participant_seed), item_id, raw)

    def observe(self, screen: str, answers: Answers, asking: Asking) -> Panel:
        return Panel()

    def calls(self, item_id: str, value: Any) -> tuple[Call, ...]:
        return ()

    def feedback(self, item_id: str, value: Any, outputs: Sequence[tuple[Call, str]]) -> Feedback:
        return Feedback(0.0, 0, 0, ())  # a test that says what is right cannot be given again

    def board(self, answers: Sequence[Answers], asking: Asking | None = None) -> tuple[Chart, ...]:
        """Distributions, from as many people on as the instrument asks for; the wall of free texts."""
        return tuple(chart for form in range(len(self.forms)) for chart in self._charts(form, answers))

    def score(self, answers: Answers) -> dict[str, float | None]:
        """The scales of the form that was answered; {} before any answer."""
        made = self.form_of(answers)
        if made is None:
            return {}
        return score(made, _own(self._names(self.forms.index(made.id)), answers))

    def form_of(self, answers: Answers) -> Instrument | None:
        """The instrument that these answers are about."""
        for form, name in enumerate(self.forms):
            if _own(self._names(form), answers):
                return instrument(name)
        return None

    def _prefix(self, form: int) -> str:
        """Parallel forms share anchors: the ids in a room tell which form an answer belongs to."""
        return f"{LETTERS[form]}." if len(self.forms) > 1 else ""

    def _names(self, form: int) -> dict[str, str]:
        """Id in a room -> id in the instrument."""
        return {f"{self._prefix(form)}{each.id}": each.id for each in instrument(self.forms[form]).items}

    def _screen(self, made: Instrument, items: tuple[Item, ...], place: int, parts: int) -> Screen:
        told = TEST_TOLD if self.kind == "prova" else SURVEY_TOLD
        title = self.title if parts == 1 else f"{self.title}, parte {place} di {parts}"
        return Screen(f"parte-{place}", title, (told, *_about(made)) if place == 1 else (), items)

    def _item(self, made: Instrument, form: int, asked: Asked) -> Item:
        name = f"{self._prefix(form)}{asked.id}"
        if asked.kind == "testo":
            return Item(name, "testo", asked.text, longest=LONGEST, required=False)
        required = self.kind == "prova"
        if asked.kind == "scelta":
            return Item(name, "scelta", asked.text, options=_options(asked), required=required)
        degrees = _degrees(made)
        return Item(
            name, "scala", asked.text, options=degrees, low=made.low, high=made.high, required=required
        )

    def _charts(self, form: int, answers: Sequence[Answers]) -> Iterator[Chart]:
        made = instrument(self.forms[form])
        names = self._names(form)
        given = [own for row in answers if (own := _own(names, row))]
        if len(given) < made.threshold:
            yield Chart(made.name, (), note=f"I grafici compaiono da {made.threshold} persone in su.")
        elif self.kind == "prova":
            yield _totals(made, given)
        else:
            yield from (_answers_to(made, each, given) for each in made.items if each.kind != "testo")
        for each in made.items:
            if each.kind == "testo":
                yield tallies.wall(each.text, given, each.id)


def _own(names: Mapping[str, str], answers: Answers) -> dict[str, Any]:
    """The answers to one form, under the ids of its instrument."""
    return {names[name]: value for name, value in answers.items() if name in names}


def _about(made: Instrument) -> Iterator[str]:
    """What must be said of an instrument wherever it is shown."""
    if made.recall:
        yield f"Le domande riguardano {made.recall[0].lower()}{made.recall[1:]}."
    if made.practice:
        yield "Sono domande di esercizio: il punteggio non misura una competenza."
    if made.adaptation == "adattato non validato":
        yield "Adattamento italiano non validato."
    yield f"Fonte: {made.citation or made.authors}. Licenza: {made.licence}."


def _options(asked: Asked) -> tuple[Option, ...]:
    return tuple(Option(each.value, each.label) for each in asked.options)


def _degrees(made: Instrument) -> tuple[Option, ...]:
    values = range(made.low, made.high + 1)
    labels = made.labels or tuple(map(str, values))
    return tuple(Option(str(value), label) for value, label in zip(values, labels, strict=True))


def _totals(made: Instrument, given: Sequence[Answers]) -> Chart:
    scales = [rule.subscale for rule in made.scoring]
    scale = TOTAL if TOTAL in scales else scales[0]
    values = [found for row in given if (found := score(made, row)[scale]) is not None]
    edges = [highest(made, scale) * part / 4 for part in range(5)]
    return tallies.numbers(f"{made.name}: punteggi", values, edges, note=f"Validità: {made.validity}.")


def _answers_to(made: Instrument, asked: Asked, given: Sequence[Answers]) -> Chart:
    options = _degrees(made) if asked.kind == "scala" else _options(asked)
    rows = [{asked.id: str(row[asked.id])} for row in given if row.get(asked.id) not in (None, "")]
    return tallies.choices(Item(asked.id, "scelta", asked.text, options=options), rows)


SATISFACTION = InstrumentForm(
    "soddisfazione",
    "questionario",
    "Com'è andata",
    4,
    "Dire che cosa è stato utile e che cosa cambiare.",
    ("soddisfazione",),
)
TEST_A = InstrumentForm(
    "prova-a", "prova", "Prova, forma A", 15, "Vedere che cosa si sa già.", ("alfabetizzazione-a",)
)
TEST_B = InstrumentForm(
    "prova-b", "prova", "Prova, forma B", 15, "Vedere che cosa si sa già.", ("alfabetizzazione-b",)
)
OWN_TEST = InstrumentForm(
    "prova-personale",
    "prova",
    "Prova",
    15,
    "Vedere che cosa si sa già: metà delle persone ha la forma A, metà la B.",
    ("alfabetizzazione-a", "alfabetizzazione-b"),
)
INSTRUMENT_FORMS = (TEST_A, TEST_B, OWN_TEST, SATISFACTION)
