"""The comparison itself: asks both models, words the result as two cards. No interface in here."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from apps.compare_chat.differences import Part, differences
from workbench.backends import Backend, Decoding, Message
from workbench.data import Task
from workbench.errors import UserError
from workbench.italian import licence_name, number, percent, plural
from workbench.models import Model, list_models
from workbench.store import secret_key

MOST_LABELS = 15


@dataclass(frozen=True)
class Question:
    prompt: str
    models: tuple[str, str]
    """references, as configs store them"""
    decoding: Decoding
    person: str = ""
    """pseudonym of who asks, for the quota and the fair queue"""


@dataclass(frozen=True)
class Reading:
    """What one model has said so far."""

    model: Model
    text: str = ""
    probabilities: tuple[tuple[str, float], ...] = ()
    waiting: int = 0
    among: int = 0
    """how many answers were admitted; 0: any"""
    problem: str = ""
    done: bool = False


def pseudonym(name: str | None) -> str:
    """The same for the same person, so that the model process can share its time fairly without names."""
    if not name:
        return ""
    return hmac.new(secret_key("modelli").encode(), name.encode(), "sha256").hexdigest()[:16]


def answers_of(lines: str) -> tuple[str, ...]:
    """The admitted answers, one a line; empty lines and repetitions do not count."""
    return tuple(dict.fromkeys(filter(None, map(str.strip, lines.splitlines()))))


def choices() -> list[tuple[str, str]]:
    """(name, reference) of every model that can answer, the base first."""
    return [(f"{model.name} · {_kind(model)}", model.reference) for model in list_models()]


def defaults() -> tuple[str | None, str | None]:
    """The base and the model trained last, or its instructed sibling; with one model only, that one twice."""
    models = list_models()
    if not models:
        return None, None
    trained = [model for model in models if not model.shipped]
    latest = max(trained, key=lambda model: model.folder.stat().st_mtime, default=models[-1])
    return models[0].reference, latest.reference


def compare(backend: Backend, question: Question) -> Iterator[tuple[str, str]]:
    """Two cards of HTML, again and again while the answers grow; the last pair has the differences marked."""
    try:
        first, second = (Reading(_model(reference)) for reference in question.models)
        if not question.prompt.strip():
            raise UserError("Manca la domanda.", remedy="Scrivere un testo e premere di nuovo «Confronta».")
    except UserError as error:
        yield (_notice(error), "")
        return
    for first in _ask(backend, question, first):  # noqa: B020  each reading follows the one before
        yield _card(first), _card(second)
    for second in _ask(backend, question, second):  # noqa: B020
        yield _card(first), _card(second)
    yield _marked(first, second)


def _ask(backend: Backend, question: Question, reading: Reading) -> Iterator[Reading]:
    model = reading.model
    try:
        if model.task is Task.CLASSIFICATION:
            found = backend.classify(question.prompt, model=model.reference, person=question.person)
            yield Reading(model, probabilities=tuple(found.items()), done=True)
            return
        text, among = "", len(question.decoding.admitted)
        messages: list[Message] = [{"role": "user", "content": question.prompt}]
        for piece in backend.stream(
            messages, model=model.reference, decoding=question.decoding, person=question.person
        ):
            text += piece.text
            yield Reading(model, text, waiting=piece.waiting, among=among)
        yield Reading(model, text.strip(), among=among, done=True)
    except UserError as error:
        yield Reading(model, problem=f"{error.problem} {error.remedy}", done=True)


def _model(reference: str | None) -> Model:
    found = next((model for model in list_models() if model.reference == reference), None)
    if found is None:
        raise UserError(
            "Il modello scelto non c'è più.", value=reference, remedy="Sceglierne un altro dall'elenco."
        )
    return found


def _marked(first: Reading, second: Reading) -> tuple[str, str]:
    if not (first.text and second.text) or first.problem or second.problem:
        return _card(first), _card(second)
    found = differences(first.text, second.text)
    if found.differing:
        note = f"{plural(found.differing, 'parola diversa', 'parole diverse')} su {number(found.words)}"
    else:
        note = "Le due risposte sono uguali"
    return _card(first, _text(found.first), note), _card(second, _text(found.second), note)


def _card(reading: Reading, body: str = "", note: str = "") -> str:
    """One answer as an article: name, answer, then licence and what is special about it."""
    model = reading.model
    facts = [
        f"Licenza: {escape(licence_name(model.licence) or 'non dichiarata')}",
        _kind(model),
        *(
            [f"scelta fra {plural(reading.among, 'risposta ammessa', 'risposte ammesse')}"]
            if reading.among
            else []
        ),
        *([note] if note else []),
    ]
    return (
        f'<article class="answer" aria-busy="{str(not reading.done).lower()}"><h2>{escape(model.name)}</h2>'
        f"{body or _body(reading)}<p class='facts'>{' · '.join(facts)}</p></article>"
    )


def _body(reading: Reading) -> str:
    if reading.problem:
        return f'<p class="problem" role="alert">{escape(reading.problem)}</p>'
    if reading.probabilities:
        return _bars(reading.probabilities)
    if reading.text:
        return _text((Part(reading.text, differs=False),))
    if reading.waiting:
        return f"<p><em>In attesa: posto {number(reading.waiting)} nella coda.</em></p>"
    return (
        "<p><em>Nessuna risposta.</em></p>" if reading.done else "<p><em>In attesa della risposta…</em></p>"
    )


def _text(parts: tuple[Part, ...]) -> str:
    words = "".join(
        f"<mark>{escape(part.text)}</mark>" if part.differs else escape(part.text) for part in parts
    )
    return f'<p class="said">{words}</p>'


def _bars(probabilities: tuple[tuple[str, float], ...]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(label)}</th><td>{percent(value)}</td>'
        f'<td aria-hidden="true" class="bar"><span style="width:{value:.1%}"></span></td></tr>'
        for label, value in probabilities[:MOST_LABELS]
    )
    rest = len(probabilities) - MOST_LABELS
    more = f"<p>Altre {rest} etichette meno probabili.</p>" if rest > 0 else ""
    head = '<tr><th scope="col">Etichetta</th><th scope="col" colspan="2">Probabilità</th></tr>'
    return f'<table class="bars"><thead>{head}</thead><tbody>{rows}</tbody></table>{more}'


def _notice(error: UserError) -> str:
    return f'<p class="problem" role="alert">{escape(f"{error.problem} {error.remedy}")}</p>'


def _kind(model: Model) -> str:
    if model.task is Task.CLASSIFICATION:
        return "classifica"
    return "di partenza" if model.kind == "base" else "addestrato"
