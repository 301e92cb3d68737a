"""Porta i dati: from a file to a frozen data set, in four steps on one page."""

import streamlit as st

from apps.data_sets import cards
from apps.data_sets.bring import steps
from apps.data_sets.bring.steps import Wish
from apps.screen import layout, navigation
from apps.screen.choosing import choose, choose_many
from apps.screen.markup import literal
from apps.screen.memory import remembered
from workbench.data import (
    Choices,
    Columns,
    Prepared,
    Table,
    Task,
    export_rows,
    guess_columns,
    prepare,
    preview,
    rare_labels,
    read_bytes,
    set_aside,
)
from workbench.italian import number, plural


def render() -> None:
    layout.section("1. Il file")
    table = ask_table()
    if table is None:
        return
    layout.section("2. Le colonne")
    columns = ask_columns(table)
    layout.section("3. Il controllo")
    prepared = ask_rare(
        remembered("porta.righe", (id(table), columns), lambda: prepare(table, columns)), columns
    )
    show_check(prepared, columns)
    layout.section("4. Le parti")
    wish = ask_wish(table, prepared)
    if st.button("Congela l'insieme", type="primary", key="porta.congela", icon=":material/lock:"):
        data_set = steps.freeze_as_wished(wish, table, columns, prepared)
        layout.announce(
            f"«{data_set.name}» è congelato: {plural(len(prepared.rows), 'riga', 'righe')} in tre parti."
        )
        navigation.go("dati", insieme=data_set.id)


def ask_table() -> Table | None:
    """The table in the chosen file, read again only when the file or the way to read it changes."""
    upload = st.file_uploader(
        "File CSV, JSONL, Parquet o XLSX con un esempio per riga",
        key="porta.file",
        help="I dati restano su questa macchina.",
    )
    who = layout.person()
    path = ""
    if upload is None and steps.may_read_paths(who):
        path = st.text_input("Oppure il percorso di un file su questo computer", key="porta.percorso").strip()
    if upload is None and not path:
        layout.note("Serve un file con almeno due colonne: il testo, e l'etichetta o la risposta giusta.")
        return None
    choices = ask_choices(upload.name if upload else path)
    with st.spinner("Lettura del file…"):
        if upload is not None:
            source, read = upload.file_id, lambda: read_bytes(upload.name, upload.getvalue(), choices=choices)
        else:
            source, read = path, lambda: steps.read_path(path, choices, who)
        table = remembered("porta.tabella", (source, choices), read)
    layout.note(steps.tell_reading(table))
    for warning in table.warnings:
        st.warning(literal(warning), icon=":material/warning:")
    return table


def ask_choices(name: str) -> Choices:
    """How to read the file, where the guess is wrong."""
    sheet = encoding = separator = None
    with st.expander("Gli accenti o le colonne non sono giusti?", key="porta.lettura"):
        if name.lower().endswith((".xlsx", ".xlsm")):
            sheet = st.text_input("Foglio", key="porta.foglio", placeholder="il primo").strip() or None
        else:
            encoding = choose("Codifica dei caratteri", steps.ENCODING_WORDS, key="porta.codifica")
            separator = choose("Separatore", steps.SEPARATOR_WORDS, key="porta.separatore")
        header = choose("La prima riga ha i nomi delle colonne", steps.HEADER_WORDS, key="porta.testata")
    return Choices(sheet=sheet, encoding=encoding, separator=separator, header=header)


def ask_columns(table: Table) -> Columns:
    """Which column plays which part; the proposal is what the file suggests."""
    guess = remembered("porta.proposta", id(table), lambda: guess_columns(table))
    if guess.reason:
        layout.note(guess.reason)
    task = choose(
        "Che cosa deve imparare il modello", steps.TASK_WORDS, key="porta.compito", start=guess.task
    )
    names = {name: name for name in table.columns}
    none = {None: "nessuna"} | names
    text_word, target_word = steps.words_for(task)
    left, right = st.columns(2, gap="medium")
    with left:
        text = choose(text_word, names, key="porta.testo", start=guess.text)
    with right:
        target = choose(target_word, names, key="porta.obiettivo", start=guess.target)
    free = {name: name for name in names if name not in (text, target)}
    left, right = st.columns(2, gap="medium")
    with left:
        more = choose_many("Altre colonne di testo da unire", free, key="porta.altre", start=guess.more_text)
    with right:
        group = choose(
            "Colonna del gruppo", none, key="porta.gruppo", start=guess.group, explanation=steps.GROUP_HELP
        )
    system = None
    if task is Task.INSTRUCTION:
        system = choose(
            "Colonna con le istruzioni di contesto", none, key="porta.contesto", start=guess.system
        )
    return Columns(task, text, target, group=group, system=system, more_text=tuple(more))


def ask_rare(prepared: Prepared, columns: Columns) -> Prepared:
    """Labels too rare to be both learnt and measured: left out only if the person says so."""
    if columns.task is not Task.CLASSIFICATION:
        return prepared
    rare = remembered("porta.rare", id(prepared), lambda: rare_labels(prepared.rows))
    if rare and st.checkbox(steps.tell_rare(rare), key="porta.da_parte"):
        return remembered("porta.senza_rare", id(prepared), lambda: set_aside(prepared, rare))
    return prepared


def show_check(prepared: Prepared, columns: Columns) -> None:
    """Five rows as the model will see them, then every row left out with its number and reason."""
    good, bad = len(prepared.rows), len(prepared.rejected)
    left_out = (
        f"; {plural(bad, 'riga lasciata fuori', 'righe lasciate fuori')}"
        if bad
        else "; nessuna lasciata fuori"
    )
    layout.note(f"{plural(good, 'riga buona', 'righe buone')}{left_out}.")
    for warning in prepared.warnings:
        st.warning(literal(warning))
    words = ("testo", "etichetta") if columns.task is Task.CLASSIFICATION else ("richiesta", "risposta")
    rows = [
        (number(row.number), cards.shorten(row.text), cards.shorten(row.target)) for row in preview(prepared)
    ]
    layout.table(("riga", *words), rows, caption="Cinque righe come le legge il modello", figures=("riga",))
    if bad:
        show_rejected(prepared)


SHOWN_REJECTED = 50


def show_rejected(prepared: Prepared) -> None:
    shown = prepared.rejected[:SHOWN_REJECTED]
    layout.table(
        ("riga", "motivo", "contenuto"),
        [(number(each.number), each.reason, cards.shorten(each.excerpt, 120)) for each in shown],
        caption=f"Righe lasciate fuori: {len(shown)} di {number(len(prepared.rejected))}",
        figures=("riga",),
    )
    st.download_button(
        "Scarica tutte le righe lasciate fuori (CSV)",
        lambda: export_rows(prepared.rejected),
        file_name="righe-lasciate-fuori.csv",
        mime="text/csv",
        key="porta.scartate",
        on_click="ignore",
        icon=":material/download:",
    )


def ask_wish(table: Table, prepared: Prepared) -> Wish:
    """Name, where it comes from, and how large the three parts are."""
    layout.note(
        "La parte di prova si chiude ora e serve solo a misurare. Le righe uguali restano nella stessa parte."
    )
    left, right = st.columns(2, gap="medium")
    with left:
        name = st.text_input("Nome dell'insieme", value=table.name.rsplit(".", 1)[0], key="porta.nome")
        licence = st.text_input("Licenza", key="porta.licenza", placeholder="per esempio CC BY 4.0")
        source = st.text_input(
            "Da dove vengono i dati", key="porta.fonte", placeholder="per esempio URP, 2025"
        )
    with right:
        validation = st.number_input(
            "Validazione (%)", 1, 45, 10, key="porta.validazione", help="Per controllare l'apprendimento."
        )
        test = st.number_input(
            "Prova (%)", 5, 45, 20, key="porta.prova", help="Per misurare: il modello non la vede mai."
        )
        seed = st.number_input(
            "Seme", 0, 2**31 - 1, 20, key="porta.seme", help="Stesso seme, stessa divisione."
        )
    wish = Wish(name, licence, source, validation / 100, test / 100, int(seed))
    counts = steps.expected_counts(len(prepared.rows), wish.shares)
    layout.note("Circa " + ", ".join(f"{number(n)} righe per {part}" for part, n in counts.items()) + ".")
    return wish
