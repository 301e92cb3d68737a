"""Da zero: choose texts, a size, see time and memory, start."""

from pathlib import Path
from typing import Any

import streamlit as st

from apps.screen import layout
from apps.screen.choosing import choose, choose_many
from apps.screen.forms import draw_form
from apps.screen.memory import remembered, request_id
from apps.training.cost.page import estimate, follow, press_start
from apps.training.from_scratch import texts, wish
from apps.training.from_scratch.texts import Text
from apps.training.wish import as_yaml, may_name_paths
from finetune.pretraining.config import PretrainingConfig


def render() -> None:
    layout.note(wish.PROMISE)
    layout.section("1. Da quali testi")
    chosen: list[Text] = []
    with layout.guarded():
        chosen = ask_weights(ask_files())
    if not chosen:
        layout.empty("Serve almeno un file di testo in italiano: bastano pochi MB, meglio se di più fonti.")
        return
    layout.section("2. Come")
    values = ask_values()

    with layout.guarded():
        config = wish.make_config(values, chosen)
        layout.note(wish.tell_size(config))
        if press_start(fits=estimate(config)):
            follow(wish.start(config, layout.person(), request_id("dazero", as_yaml(config))))


def ask_files() -> list[Path]:
    """Files uploaded now, brought before, or lying on this computer."""
    uploads = st.file_uploader(
        "File .txt, .jsonl o .jsonl.gz",
        accept_multiple_files=True,
        key="dazero.file",
        help="Nei file .jsonl ogni riga ha un campo «text». I testi restano su questa macchina.",
    )
    layout.note(wish.CAUTION)
    new = [stored_once(each) for each in uploads]
    stored = {path: words for path, words in texts.kept().items() if path not in new}
    old = choose_many("Testi già caricati", stored, key="dazero.caricati") if stored else []
    typed = ""
    if may_name_paths(layout.person()):
        typed = st.text_input(
            "Oppure il percorso di un file su questo computer", key="dazero.percorso"
        ).strip()
    return list(dict.fromkeys([*new, *old, *([texts.named(typed, layout.person())] if typed else [])]))


def stored_once(upload: Any) -> Path:
    key = f"dazero.file.{upload.file_id}"
    return remembered(key, upload.file_id, lambda: texts.keep(upload.name, upload.getvalue()))


def ask_weights(paths: list[Path]) -> list[Text]:
    """For each file what its genre is called and how much it counts."""
    found = []
    for path in paths:
        proposed = texts.genre_of(path)
        left, right = st.columns(2)
        with left:
            genre = st.text_input(
                f"Genere di «{proposed}»",
                value=proposed,
                key=f"dazero.genere.{path.name}",
                help="Le misure si danno genere per genere.",
            )
        with right:
            weight = st.number_input(
                f"Peso di «{proposed}»",
                1,
                100,
                1,
                key=f"dazero.peso.{path.name}",
                help="Quanto conta rispetto agli altri: 2 e 1 vuol dire due parole su tre.",
            )
        found.append(Text(path, genre, float(weight)))
    return found


def ask_values() -> dict[str, Any]:
    """Name and the fields of the config, starting from a size."""
    size = choose("Dimensione", wish.SIZE_WORDS, key="dazero.misura")
    proposed = wish.proposed_name(size)
    name = st.text_input(
        "Nome del nuovo modello",
        value=proposed,
        key=f"dazero.nome.{proposed}",
        help=PretrainingConfig.model_fields["name"].description,
    )
    values = draw_form(
        PretrainingConfig,
        key=f"dazero.{size}",
        leave_out=wish.LEFT_OUT,
        folded=frozenset(PretrainingConfig.model_fields) - wish.SHOWN,
        start=wish.SIZES[size],
    )
    return values | {"name": name}
