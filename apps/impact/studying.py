"""Studies on the page: making one, the draw and how anyone repeats it, the rates of what was measured."""

import shlex
from collections.abc import Sequence

from pydantic import BaseModel, Field

from apps.screen.markup import Cell
from workbench.errors import UserError
from workbench.indicators import MUNICIPALITIES
from workbench.italian import listed, moment, number
from workbench.jobs import Person
from workbench.statistics.orders import smallest_p
from workbench.studies import (
    Study,
    create_study,
    draw_waiting_list,
    handed_out,
    is_measured,
    waiting_lists,
)

DEFAULT_MUNICIPALITIES = MUNICIPALITIES
ORDER_COLUMNS = ("posto", "Comune", "tessere consegnate", "lista di attesa")
SEES_STUDIES = frozenset({"amministratore", "ricercatore"})


class NewStudy(BaseModel):
    """What a new study needs besides its municipalities."""

    name: str = Field(
        default="", title="Nome", description="Lettere minuscole, cifre e trattini, per esempio pilota-2026."
    )
    primary: str = Field(
        default="",
        title="Esito principale",
        description="L'unico esito su cui lo studio sarà giudicato, scritto prima di misurare.",
    )
    seed: int = Field(
        default=0,
        ge=0,
        title="Seme pubblico",
        description="Un numero che nessuno può scegliere, per esempio di un'estrazione annunciata prima.",
    )


def sees_studies(person: Person) -> bool:
    return person.role in SEES_STUDIES


def make(values: dict[str, object], municipalities: Sequence[str], others: str) -> Study:
    """The study, drawn and recorded. Raises UserError for what does not hold, a missing seed included."""
    asked = NewStudy.model_validate(values)
    if not asked.seed:
        raise UserError(
            "Manca il seme pubblico dell'estrazione.",
            remedy="Scrivere il numero annunciato: senza, nessuno potrebbe rifare l'estrazione.",
        )
    more = [each.strip() for each in others.split(",") if each.strip()]
    return create_study(
        asked.name, municipalities=[*municipalities, *more], primary=asked.primary, seed=asked.seed
    )


def draw_list(study: Study, municipality: str, places: int, seed: int) -> None:
    """Draws the waiting list of so many lines, kept by the municipality with the names."""
    draw_waiting_list(study.name, municipality, [f"riga {place}" for place in range(1, places + 1)], seed)


def order_rows(study: Study) -> list[Sequence[Cell]]:
    """Who starts when, and how many cards were handed out there."""
    cards, without = handed_out(study.name), without_list(study)
    missing = "non più estraibile" if is_measured(study.name) else "non estratta"
    return [
        (
            number(place),
            name,
            number(cards[name]) if name in cards else "non detto",
            missing if name in without else "estratta",
        )
        for place, name in enumerate(study.municipalities, 1)
    ]


def without_list(study: Study) -> list[str]:
    """Municipalities whose waiting list was not drawn."""
    drawn = {each.municipality for each in waiting_lists(study.name)}
    return sorted(set(study.municipalities) - drawn)


def why_not_drawn(study: Study, municipality: str) -> str:
    """Why the waiting list of a municipality cannot be drawn; empty when it can."""
    if municipality not in without_list(study):
        return f"La lista di attesa di {municipality} è già estratta: vale quella, non si estrae di nuovo."
    if is_measured(study.name):
        return (
            f"La lista di attesa di {municipality} non si può più estrarre: qualcuno nello studio è già "
            "stato misurato, e un'estrazione fatta dopo non proverebbe nulla. Serve un altro studio, con le "
            "liste estratte prima."
        )
    return ""


def time_of_lists(study: Study) -> str:
    """When lists can be drawn, and what it means where none was."""
    without = without_list(study)
    if not is_measured(study.name):
        return "Le liste di attesa si estraggono prima della prima misura: dopo, non si può più."
    if not without:
        return "Le liste di attesa di tutti i Comuni sono state estratte prima della prima misura."
    return (
        f"Senza lista di attesa, e ormai senza poterla estrarre: {listed(without)}. Lì chi comincia e chi "
        "aspetta non sono stati scelti a caso, e il loro confronto non prova un effetto."
    )


def verification(study: Study) -> str:
    """The shell command with which anyone repeats the draw of the order, without this program."""
    names = " ".join(shlex.quote(name) for name in sorted(study.municipalities))
    digest = f"$(printf '%s' {shlex.quote(f'{study.seed}/')}\"$name\" | sha256sum | cut -d' ' -f1)"
    return f'for name in {names}; do printf \'%s  %s\\n\' "{digest}" "$name"; done | sort'


def strength(study: Study) -> str:
    """What the draw can prove at best, in words."""
    places = len(study.municipalities)
    least = smallest_p(places, "ordine")
    sentence = (
        f"Con {number(places)} Comuni estratti il p più piccolo che lo studio può dare è {number(least, 4)}."
    )
    if least > 0.05:
        sentence += " Nessun risultato potrà dirsi significativo: lo studio descrive soltanto."
    return sentence


def about(study: Study) -> list[tuple[str, Cell]]:
    return [
        ("esito principale", study.primary),
        ("seme pubblico", study.seed),
        ("registrato", moment(study.created)),
    ]


def lists(study: Study) -> list[str]:
    """The waiting lists drawn so far, in words."""
    return [
        f"{each.municipality} (seme {each.seed}, estratta {moment(each.drawn)}): {', '.join(each.slots)}."
        for each in waiting_lists(study.name)
    ]
