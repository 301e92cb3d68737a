"""Impatto: indicators on their path, studies with their draw, what was published, what is guaranteed."""

from datetime import date

import streamlit as st

from apps.impact import analysing, figures, path, publishing, releasing, studying
from apps.screen import layout
from apps.screen.choosing import choose, choose_many, choose_view
from apps.screen.forms import draw_form
from apps.screen.memory import remembered
from workbench.indicators import Card, guarantees, list_cards, looker, periods, series
from workbench.indicators.publishing import CORRECTIONS
from workbench.italian import plural
from workbench.publication import note_access
from workbench.studies import Study, hand_out, list_studies

VIEWS = {
    "indicatori": "Indicatori",
    "studi": "Studi",
    "pubblicazioni": "Pubblicazioni e rifiuti",
    "garanzie": "Garanzie",
}
FIRST_MONTH = "2026-11"


def render() -> None:
    layout.header(
        "Impatto",
        "Qui si legge che cosa cambia per le persone, con l'incertezza e senza nessuna persona dentro.",
    )
    views = dict(VIEWS)
    if not studying.sees_studies(layout.person()):
        del views["studi"], views["pubblicazioni"]
    start = st.query_params.get("vista", "indicatori")
    view = choose_view(views, key="impatto.vista", start=start if start in views else "indicatori")
    with layout.guarded():
        {"indicatori": indicators, "studi": studies, "pubblicazioni": published, "garanzie": promises}[view]()


def indicators() -> None:
    """The cards in one place and month."""
    left, right = st.columns(2, gap="medium")
    with left:
        place = choose("Comune", {each: each for each in figures.chosen_places()}, key="impatto.comune")
    with right:
        months = periods.months(FIRST_MONTH, periods.of_day(date.today()))[::-1]
        period = choose("Mese", {each: periods.in_words(each) for each in months}, key="impatto.mese")
    looked = f"indicatori, {place}"
    note_look(looked)
    if publishing.may_publish(layout.person()):
        publish(place, period)
    for each in list_cards():
        indicator(each, place, period)


def publish(place: str, period: str) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        why = choose(
            "Se una cifra già pubblicata cambia, il motivo è",
            {each: each for each in CORRECTIONS},
            key="impatto.rettifica",
        )
        pressed = st.button(
            "Calcola e pubblica il mese", type="primary", key="impatto.pubblica", icon=":material/publish:"
        )
    if pressed:
        with st.spinner("Calcolo degli indicatori…"):
            for each in publishing.publish_month(place, period, layout.person(), why):
                layout.status(each.sign, f"{each.card.code} {each.card.name}: {each.words}")


def indicator(card: Card, place: str, period: str) -> None:
    layout.section(f"{card.code} · {card.name}")
    layout.note(f"{card.description} Livello: {card.level}. Unità: {card.unit}.")
    found = series(card.code, place)
    point = figures.point_of(found, card, period)
    if point is None:
        layout.status("·", figures.NOT_MEASURED)
    else:
        stands = path.standing(card, place, point)
        layout.verdict(f"{path.with_interval(card, point)}. {stands.sign} {stands.words}")
        layout.facts(figures.beside(card, point))
        layout.status("?", "Che cosa questa cifra non dice")
        for sentence in point.cannot or card.limits:
            layout.note(sentence)
    for each in found:
        layout.draw(path.path_chart(card, place, each), key=f"impatto.{card.code}.v{each.version}")
    with st.expander("Scheda e provenienza", key=f"impatto.{card.code}.scheda"):
        layout.facts(figures.about(card))
        if point:
            layout.facts(figures.origin(point))


def note_look(what: str) -> None:
    """Once in a session for each aggregate."""
    remembered(f"impatto.accesso.{what}", what, lambda: note_access(looker(layout.person()), what))


def studies() -> None:
    known = list_studies()
    with st.expander("Nuovo studio", expanded=not known, key="impatto.studio.nuovo"), layout.guarded():
        new_study()
    if not known:
        layout.empty(
            "Nessuno studio ancora: prima di misurare si estrae l'ordine in cui i Comuni cominciano."
        )
        return
    chosen = choose("Studio", {each.name: each.name for each in known}, key="impatto.studio")
    study(next(each for each in known if each.name == chosen))


def new_study() -> None:
    layout.note(
        "L'ordine in cui i Comuni cominciano si estrae una volta sola, prima di misurare, da un seme "
        "pubblico. "
        "Senza questa estrazione l'effetto non si potrà provare."
    )
    places = choose_many(
        "Comuni",
        {each: each for each in studying.DEFAULT_MUNICIPALITIES},
        key="impatto.studio.comuni",
        start=studying.DEFAULT_MUNICIPALITIES,
    )
    others = st.text_input("Altri Comuni, separati da virgola", key="impatto.studio.altri")
    values = draw_form(studying.NewStudy, key="impatto.studio.campi")
    if st.button("Estrai l'ordine e registra lo studio", type="primary", key="impatto.studio.crea"):
        made = studying.make(values, places, others)
        layout.announce(f"Lo studio {made.name} è registrato: comincia {made.municipalities[0]}.")
        st.rerun()


def study(chosen: Study) -> None:
    layout.section(f"Studio {chosen.name}")
    layout.facts(studying.about(chosen))
    layout.table(
        studying.ORDER_COLUMNS,
        studying.order_rows(chosen),
        caption="Ordine di avvio estratto",
        figures=("posto",),
    )
    layout.note(studying.strength(chosen))
    layout.note(studying.time_of_lists(chosen))
    with st.expander("Come rifare l'estrazione", key="impatto.studio.verifica"):
        layout.note(
            "Chiunque può rifarla in un terminale, senza questo programma: "
            "l'ordine delle righe è l'ordine di avvio."
        )
        st.code(studying.verification(chosen), language="bash", wrap_lines=True)
    with st.expander("Liste di attesa e tessere", key="impatto.studio.liste"), layout.guarded():
        lists_and_cards(chosen)
    analysis(chosen)


def lists_and_cards(chosen: Study) -> None:
    names = {each: each for each in sorted(chosen.municipalities)}
    where = choose("Comune", names, key="impatto.studio.dove")
    left, right = st.columns(2, gap="medium")
    with left:
        if reason := studying.why_not_drawn(chosen, where):
            layout.status("!", reason)
        else:
            waiting_list(chosen, where)
    with right:
        cards = st.number_input("Tessere consegnate", 1, 5000, 1, key="impatto.studio.tessere")
        if st.button("Registra le tessere consegnate", key="impatto.studio.consegna"):
            hand_out(chosen.name, where, cards)
            layout.announce(f"Registrate {plural(cards, 'tessera', 'tessere')} a {where}.")
            st.rerun()
    for drawn in studying.lists(chosen):
        layout.note(drawn)


def waiting_list(chosen: Study, where: str) -> None:
    places = st.number_input("Righe dell'elenco del Comune", 2, 2000, 20, key="impatto.studio.righe")
    seed = st.number_input(
        "Seme pubblico", 1, None, None, key="impatto.studio.seme", placeholder="numero annunciato"
    )
    if st.button("Estrai la lista di attesa", key="impatto.studio.estrai") and seed:
        studying.draw_list(chosen, where, places, seed)
        layout.announce(f"Lista di attesa di {where} estratta.")
        st.rerun()


def analysis(chosen: Study) -> None:
    layout.section("Analisi")
    outcome = choose("Esito", analysing.OUTCOMES, key="impatto.studio.esito")
    looked = f"analisi dello studio {chosen.name}, {analysing.OUTCOMES[outcome]}"
    note_look(looked)
    found = analysing.analyse_study(chosen.name, outcome)
    layout.facts(analysing.rates(found))
    for chart in analysing.charts(found):
        layout.draw(chart, key=f"impatto.studio.{chart.title}")
    layout.facts(analysing.effects(found))
    layout.table(
        analysing.GROUP_COLUMNS,
        analysing.groups(found),
        caption="Comuni, solo descritti",
        figures=analysing.GROUP_COLUMNS[1:],
    )
    layout.subsection("Che cosa questi dati non possono dire")
    for sentence in analysing.cannot(found):
        layout.note(sentence)


def published() -> None:
    layout.section("Pubblicazioni")
    layout.table(
        releasing.COLUMNS, releasing.published_rows(), caption="Tabelle pubblicate, la più recente prima"
    )
    layout.section("Rifiuti")
    layout.table(
        releasing.REFUSED_COLUMNS, releasing.refused_rows(), caption="Tabelle rifiutate, senza cifre"
    )
    layout.section("Accessi")
    layout.table(releasing.ACCESS_COLUMNS, releasing.access_rows(), caption="Chi ha guardato che cosa")


def promises() -> None:
    layout.note(
        "Queste righe nascono dalle impostazioni e dai registri; le stesse, pubbliche, sono all'indirizzo "
        "/garanzie."
    )
    for section in guarantees():
        layout.subsection(section.title)
        for line in section.lines:
            layout.note(line)
