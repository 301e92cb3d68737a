"""What the tab of norms answers: quoted articles, resolved references, cards; what is not there is said."""

from datetime import date
from html import escape
from pathlib import Path

from apps.municipal.tenders import cards
from apps.municipal.tenders.cards import Card
from apps.municipal.tenders.cards.card import TITLES, read_card
from apps.municipal.tenders.tabs.words import problem, rows, told
from apps.municipal.tenders.wizard.reading import read_day
from workbench.errors import UserError
from workbench.italian import plural
from workbench.jobs import Person
from workbench.norms import (
    ImportedAct,
    Quoted,
    Resolved,
    answer,
    find_citations,
    forget,
    held_acts,
    import_akoma_ntoso,
    import_jsonl,
    keep,
    resolve,
)
from workbench.norms.normattiva import Listed, connect

MAY_IMPORT = frozenset({"amministratore", "ricercatore"})
LONGEST_TEXT = 200_000
"""characters of a text whose references are looked up"""
MOST_REFERENCES = 300


def answered(question: str, day: str) -> str:
    """Articles quoted as they were imported, then cards; either may be missing, and that is said."""
    try:
        if not question.strip():
            raise UserError("Manca la domanda.", remedy="Scrivere che cosa si cerca.")
        found = answer(question, day=_day(day))
    except UserError as error:
        return problem(error)
    quoted = "".join(map(_quoted, found.quoted))
    about = cards.search(question)
    shown = "".join(map(_card, about)) or f'<p class="told">{escape(cards.NOT_FOUND)}</p>'
    return (
        f'<section class="advice"><h2>Norme</h2>{quoted}{told(found.message)}'
        f"<h2>Sentenze e pareri</h2>{shown}</section>"
    )


def referenced(text: str, day: str) -> str:
    """Every norm that a text cites, with its link or what is wrong with it."""
    try:
        if not text.strip():
            raise UserError("Manca il testo.", remedy="Incollare il testo di cui verificare i riferimenti.")
        if len(text) > LONGEST_TEXT:
            raise UserError("Il testo è troppo lungo.", remedy=f"Al massimo {LONGEST_TEXT} caratteri.")
        wanted = _day(day)
    except UserError as error:
        return problem(error)
    found = [resolve(each, wanted) for each in find_citations(text)]
    wrong = sum(bool(each.problem) for each in found)
    head = told(f"{plural(len(found), 'riferimento', 'riferimenti')}, di cui {wrong} da controllare.")
    items = "".join(map(_reference, found[:MOST_REFERENCES]))
    return (
        f'<section class="advice">{head}<ul>{items}</ul></section>' if found else told("Nessun riferimento.")
    )


def held() -> str:
    """The acts whose text is here."""
    found = held_acts()
    if not found:
        return told("Nessuna norma importata: le risposte citano soltanto testi importati.")
    items = "".join(
        f"<li><strong>{escape(each.id)}</strong> {escape(each.title)}: "
        f"{plural(each.articles, 'articolo', 'articoli')}, testo al {escape(_italian(each.as_of))}</li>"
        for each in found
    )
    return f'<ul class="notes" aria-label="Norme importate">{items}</ul>'


def act_choices() -> list[tuple[str, str]]:
    return [(f"{each.id}, {each.title}"[:90], each.id) for each in held_acts()]


def brought(person: Person, path: str | None) -> str:
    """A file of Akoma Ntoso or of articles, kept for everybody."""
    try:
        _check_may_import(person)
        if not path:
            raise UserError("Manca il file.", remedy="Caricare un file Akoma Ntoso (XML) o JSONL.")
        content = Path(path).read_bytes()
        is_lines = content.lstrip()[:1] == b"{"
        found = import_jsonl(content) if is_lines else (import_akoma_ntoso(content),)
        return _kept(found)
    except UserError as error:
        return problem(error)


def forgotten(person: Person, identifier: str | None) -> str:
    try:
        _check_may_import(person)
        if not identifier:
            raise UserError("Manca la norma.", remedy="Sceglierla dall'elenco.")
        forget(identifier)
        return told("Norma tolta.")
    except UserError as error:
        return problem(error)


def listed(words: str) -> tuple[str, list[tuple[str, str]]]:
    """What Normattiva has for some words, if somebody allowed the connection."""
    try:
        if not words.strip():
            raise UserError("Mancano le parole.", remedy="Scrivere per esempio: legge 241 1990.")
        with connect() as normattiva:
            found = normattiva.search(words)
    except UserError as error:
        return problem(error), []
    said = told(f"{plural(len(found), 'atto trovato', 'atti trovati')}.")
    return said, [(f"{each.name} {each.title}"[:110], each.model_dump_json(by_alias=True)) for each in found]


def fetched(person: Person, chosen: str | None, day: str) -> str:
    """The act in force on a day (today without one), from Normattiva."""
    try:
        _check_may_import(person)
        if not chosen:
            raise UserError("Manca l'atto.", remedy="Cercarlo e sceglierlo dall'elenco.")
        with connect() as normattiva:
            return _kept((normattiva.fetch(Listed.model_validate_json(chosen), _day(day) or date.today()),))
    except UserError as error:
        return problem(error)


def written(person: Person, *given: str) -> str:
    """A card as a draft: somebody else approves it before any search shows it."""
    try:
        cards.write(person, read_card(**dict(zip(TITLES, given, strict=True))))
    except UserError as error:
        return problem(error)
    return told("Scheda scritta: si vedrà nelle ricerche quando un'altra persona l'avrà approvata.")


def approved(person: Person, card_id: str | None) -> str:
    try:
        cards.approve(person, card_id or "")
    except UserError as error:
        return problem(error)
    return told("Scheda approvata.")


def erased(person: Person, card_id: str | None) -> str:
    try:
        cards.erase(person, card_id or "")
    except UserError as error:
        return problem(error)
    return told("Scheda eliminata.")


def draft_choices() -> list[tuple[str, str]]:
    return [(each.citation[:110], each.id) for each in cards.drafts()]


def card_shown(card_id: str | None) -> str:
    """A draft, to be read before it is approved."""
    found = next((each for each in cards.drafts() if each.id == card_id), None)
    return _card(found) if found else ""


def _check_may_import(person: Person) -> None:
    if person.role not in MAY_IMPORT:
        raise UserError(
            "Le norme importate valgono per tutti: le cambia chi amministra o ricerca.",
            remedy="Chiederlo a loro.",
        )


def _kept(found: tuple[ImportedAct, ...]) -> str:
    counts = [(act.id, keep(act), act.as_of) for act in found]
    return "".join(
        told(
            f"{name}: {plural(count, 'articolo importato', 'articoli importati')}, testo al {_italian(day)}."
        )
        for name, count, day in counts
    )


def _day(typed: str) -> date | None:
    """Raises UserError for what is no day; None for nothing."""
    if not (typed or "").strip():
        return None
    found = read_day(typed)
    if found is None:
        raise UserError("La data non va bene.", value=typed, remedy="Scriverla così: 22/11/2026.")
    return found


def _italian(day: str) -> str:
    return "/".join(reversed(day.split("-"))) if day else "data non dichiarata"


def _quoted(each: Quoted) -> str:
    link = _link(each.address, "Testo in vigore")
    warning = f"<p>{escape(each.warning)}</p>" if each.warning else ""
    return (
        f'<article class="quoted"><h3>{escape(each.citation)}</h3>'
        f'<blockquote tabindex="0">{escape(each.excerpt)}</blockquote>{warning}'
        f'<p class="reference">{link} · {escape(each.urn)} · fonte: {escape(each.source)}</p></article>'
    )


def _reference(each: Resolved) -> str:
    wrong = f"<strong>{escape(each.problem)}.</strong> " if each.problem else ""
    similar = f" Forse: {escape(each.similar)}." if each.similar else ""
    excerpt = f"<br><em>{escape(each.excerpt)}</em>" if each.excerpt else ""
    return (
        f"<li>«{escape(each.citation.text)}»: {wrong}{escape(each.reason)}{similar} "
        f'<span class="reference">{_link(each.address, each.urn)}</span>{excerpt}</li>'
    )


def _card(card: Card) -> str:
    found = card.written
    facts = [
        ("Ancora valido?", f"{found.still_valid}, controllato il {card.checked_on:%d/%m/%Y}"),
        ("Articoli", found.articles),
    ]
    link = f"<p>{_link(found.address, 'Fonte')}</p>" if found.address else ""
    return (
        f'<article class="quoted"><h3>{escape(found.kind.capitalize())}: {escape(card.citation)}</h3>'
        f"<p>{escape(found.holding)}</p>{rows(facts)}{link}</article>"
    )


def _link(address: str, text: str) -> str:
    if not address.startswith(("https://", "http://")):
        return escape(text)
    return f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">{escape(text)}</a>'
