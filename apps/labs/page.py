"""Aule: the rooms of this person, the ready plans, and what came of closed rooms. Leading is at `/aule`."""

import streamlit as st

from apps.labs import closed_rooms
from apps.screen import layout
from apps.screen.choosing import choose
from apps.screen.memory import remembered
from workbench.indicators import looker
from workbench.publication import note_access
from workbench.rooms import Room, list_plans


def render() -> None:
    layout.header(
        "Aule", "Qui si ritrovano le aule e i programmi, e si leggono i risultati delle aule chiuse."
    )
    rooms = closed_rooms.rooms_of(layout.person())
    st.link_button("Apri o conduci un'aula", "/aule", type="primary", icon=":material/co_present:")
    layout.section("Le aule")
    if not rooms:
        layout.empty("Nessuna aula ancora: scegliere un programma qui sotto e aprire un'aula.")
    else:
        layout.table(
            closed_rooms.ROOM_COLUMNS,
            closed_rooms.room_rows(rooms),
            caption="Aule, l'ultima aperta per prima",
        )
        layout.note("Il codice porta alla pagina da cui l'aula si conduce.")
    layout.section("I programmi pronti")
    layout.table(closed_rooms.PLAN_COLUMNS, closed_rooms.plan_rows(list_plans()), caption="Programmi")
    layout.note("Il titolo porta ad aprire un'aula con quel programma.")
    results([each for each in rooms if each.state == "chiusa"])


def results(closed: list[Room]) -> None:
    layout.section("Risultati delle aule chiuse")
    if not closed:
        layout.empty("I risultati compaiono quando un'aula viene chiusa.")
        return
    titles = {each.id: closed_rooms.title_of(each) for each in closed}
    chosen = choose("Aula", titles, key="aule.chiusa")
    room = next(each for each in closed if each.id == chosen)
    found = closed_rooms.results_of(room)
    if not found:
        layout.empty("In quest'aula nessuna attività dà un punteggio.")
        return
    looked = f"risultati dell'aula «{room.plan.title}»"
    remembered(f"aule.accesso.{room.id}", looked, lambda: note_access(looker(layout.person()), looked))
    layout.table(
        closed_rooms.RESULT_COLUMNS,
        [each.cells for each in found],
        caption="Medie dell'aula, con il loro intervallo",
    )
    layout.note(
        f"Sotto {closed_rooms.FEWEST} persone, o quando tutte hanno lo stesso punteggio, la media non si "
        "mostra: direbbe quello di ciascuna. L'intervallo riguarda queste persone, non chi non c'era."
    )
