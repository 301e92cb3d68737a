"""What a model reads is not words: its tokenizer at work on texts of the trainer and of the person."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from apps.labs.activities import tallies
from apps.labs.activities.answering import checked, options
from apps.labs.activities.pieces import count, cut
from apps.labs.activities.protocol import Answers, Asking, Chart, Feedback, Item, Kind, Panel, Screen
from apps.labs.activities.question import TRANSFER, Question
from workbench.italian import number
from workbench.rooms import Call

EXAMPLES = (
    ("una frase in italiano", "Il Comune ha pubblicato l'avviso per la mensa scolastica."),
    ("la stessa in inglese", "The municipality has published the notice for the school canteen."),
    ("una parola", "antincendio"),
    ("un codice fiscale inventato", "TRTNSI61H41Z999J"),
    ("un importo", "€ 148.200,00"),
)
WORD, LANGUAGE, OWN = "parola", "lingua", "testo"
LANGUAGE_LABEL = "Una stessa frase, in italiano e in inglese: quale dà più pezzi?"
LANGUAGES = ("La frase italiana", "La frase inglese", "Uguali")
QUESTION = Question(
    question="Da che cosa dipende in quanti pezzi viene tagliato un testo?",
    options=(
        "Dal numero di sillabe",
        "Da quali testi sono serviti a costruire il modello: ciò che vi era frequente costa pochi pezzi",
        "Dalla difficoltà dell'argomento",
    ),
    key=2,
    why=(
        "I pezzi sono le sequenze di lettere più frequenti nei testi usati per costruirlo. Una lingua, una "
        "sigla o un codice che vi comparivano di rado vengono sminuzzati: più pezzi vuol dire più tempo, più "
        "costo e più errori."
    ),
)


@dataclass(frozen=True)
class Fragments:
    id: str = "lab-frammenti"
    kind: Kind = "laboratorio"
    title: str = "In pezzi: come un modello legge"
    minutes: int = 12
    objective: str = "Spiegare perché un modello non vede parole, e che cosa gli costa di più."
    tags: tuple[str, ...] = ("funzionamento", "token")
    calls_per_person: int = 0
    """the tokenizer works without the model"""
    calls_tokens: int = 0

    def screens(self, participant_seed: int) -> tuple[Screen, ...]:
        own = Item(
            OWN,
            "testo",
            "Un testo da provare",
            "Una frase, una parola rara, un indirizzo inventato. Niente dati di persone vere.",
            longest=300,
            required=False,
        )
        return (
            Screen(
                "previsione",
                "Prima di guardare",
                (
                    "Un modello linguistico non legge parole né lettere: taglia il testo in pezzi.",
                    "Prima di vedere come, due previsioni. Non servono a valutare nessuno.",
                ),
                (
                    Item(WORD, "scala", "In quanti pezzi sarà tagliato «antincendio»?", low=1, high=11),
                    Item(LANGUAGE, "scelta", LANGUAGE_LABEL, options=options(LANGUAGES)),
                ),
            ),
            Screen(
                "esempi",
                "Che cosa vede il modello",
                ("I pezzi sono divisi da una barra. Lo spazio fa parte del pezzo che lo segue.",),
                (own,),
                panel=True,
            ),
            Screen(
                "proprio",
                "Il testo scritto ora, e una domanda",
                ("Colori diversi, pezzi diversi.",),
                (QUESTION.item,),
                panel=True,
            ),
        )

    def check(self, item_id: str, raw: Any, participant_seed: int) -> Any:
        return checked(self.screens(participant_seed), item_id, raw)

    def observe(self, screen: str, answers: Answers, asking: Asking) -> Panel:
        if screen == "esempi":
            return _examples(asking.model)
        own = answers.get(OWN) or EXAMPLES[0][1]
        pieces = cut(asking.model, own)
        total = count(asking.model, own)
        each = number(len(own) / total, 1) if total else "0"
        told = f"{len(own)} caratteri, {total} pezzi: {each} caratteri per pezzo."
        coloured = tuple((piece, place % 2 == 1) for place, piece in enumerate(pieces))
        return Panel((told,), pieces=coloured, model=asking.model)

    def calls(self, item_id: str, value: Any) -> tuple[Call, ...]:
        return ()

    def feedback(self, item_id: str, value: Any, outputs: Sequence[tuple[Call, str]]) -> Feedback:
        return QUESTION.feedback(value) if item_id == TRANSFER else Feedback(0.0, 0, 0, ())

    def board(self, answers: Sequence[Answers], asking: Asking | None = None) -> tuple[Chart, ...]:
        guesses = [int(guess) for guess in tallies.given(answers, WORD)]
        rows = tuple((str(guess), float(guesses.count(guess))) for guess in range(1, 12))
        note = tallies.people(len(guesses))
        if asking is not None:
            note += f" Il modello la taglia in {count(asking.model, EXAMPLES[2][1])}."
        languages = self.screens(0)[0].items[1]
        return (
            Chart("In quanti pezzi «antincendio»?", rows, note=note),
            tallies.choices(languages, answers),
            tallies.choices(QUESTION.item, answers),
        )

    def score(self, answers: Answers) -> dict[str, float | None]:
        return {TRANSFER: QUESTION.score(answers)}


def _examples(model: str) -> Panel:
    """A table of the examples; the shares compare them by characters per piece."""
    heading = ("testo", "pezzi", "caratteri per pezzo", "come è tagliato")
    rows = [heading]
    for name, text in EXAMPLES:
        pieces = count(model, text)
        rows.append((name, str(pieces), number(len(text) / pieces, 1), " | ".join(cut(model, text))))
    return Panel(rows=tuple(rows), model=model)


FRAGMENTS = Fragments()
