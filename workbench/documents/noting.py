"""What readers of more than one format say about a file, in one wording."""

from workbench.documents.characters import clean
from workbench.italian import plural

MACROS = "Il file contiene macro: sono state ignorate, non si esegue nulla."
NO_COMMENTS = "I commenti a margine non fanno parte del testo e non sono stati letti."
SHOWN = 120
"""characters of a quote"""


def revision_notes(inserted: int, removed: int) -> list[str]:
    """At most one note; what was inserted is in the text, what was removed is not."""
    if not inserted + removed:
        return []
    return [
        "Il file contiene revisioni non ancora accettate: "
        f"{plural(inserted, 'inserimento letto', 'inserimenti letti')} come testo, "
        f"{plural(removed, 'eliminazione lasciata', 'eliminazioni lasciate')} fuori."
    ]


def hidden_note(found: list[str], place: str = "Nel file") -> list[str]:
    """At most one note, on words that are in the file and that nobody sees: white, tiny, hidden."""
    words = " ".join(found)
    if not any(character.isalnum() for character in words):
        return []
    return [f"{place} c'è testo che chi legge forse non vede (bianco, minuscolo o nascosto): {quoted(words)}"]


def quoted(words: str) -> str:
    """The beginning, on one line, between Italian quotation marks."""
    line = " ".join(clean(words).split())
    return f"«{line}»" if len(line) <= SHOWN else f"«{line[: SHOWN - 1]}…»"
