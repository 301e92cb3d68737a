"""Propose which column is the text and which the target, and say why."""

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.data.types import Columns, Rejected, Table, Task
from workbench.errors import UserError
from workbench.italian import normalise, plural

TEXT_NAMES = (
    "testo", "messaggio", "text", "message", "domanda", "question", "prompt", "istruzione", "instruction",
    "input", "frase", "sentence", "richiesta", "contenuto", "content", "corpo", "body", "descrizione",
)  # fmt: skip
LABEL_NAMES = (
    "etichetta", "label", "ufficio", "categoria", "category", "classe", "class", "tema", "temi", "topic",
    "argomento", "intento", "intent", "sentimento", "sentiment", "settore",
)  # fmt: skip
ANSWER_NAMES = (
    "risposta", "answer", "output", "response", "completion", "completamento", "soluzione", "riassunto",
    "summary", "traduzione", "translation", "target",
)  # fmt: skip
GROUP_NAMES = ("gruppo", "group", "conversazione", "conversation", "thread", "autore", "author")
SYSTEM_NAMES = ("sistema", "system")
CODE_NAMES = ("codice", "code", "id", "chiave", "key", "uri", "url")
KNOWN_NAMES = frozenset((*TEXT_NAMES, *LABEL_NAMES, *ANSWER_NAMES, *GROUP_NAMES, *SYSTEM_NAMES))
LABEL_LENGTH = 80
"""characters of the longest label"""
MOST_LABELS = 200
ROWS_PER_LABEL = 3
"""on average, for a column of short texts to be labels"""


@dataclass(frozen=True)
class _Profile:
    """What the values of a column are like."""

    name: str
    filled: int
    distinct: int
    mean_length: float
    longest: int
    is_numeric: bool
    is_address: bool

    @property
    def is_code(self) -> bool:
        """What a program calls something, next to which there often is its name for people."""
        return normalise(self.name).rpartition(".")[2] in CODE_NAMES

    @property
    def is_label(self) -> bool:
        few = 2 <= self.distinct <= min(MOST_LABELS, self.filled / ROWS_PER_LABEL)
        return few and self.longest <= LABEL_LENGTH


def guess_columns(table: Table) -> Columns:
    """Task, text, target and group by the names of the columns first, by their values otherwise.

    `UserError` when there are not two columns to choose from.
    """
    if not table.rows and table.rejected:
        raise nothing_readable(table.rejected)
    if chat := _guess_chat(table):
        return chat
    profiles = [profile for name in table.columns if (profile := _profile(table, name)).filled]
    if len(profiles) < 2:
        raise UserError(
            "Serve almeno una colonna con il testo e una con l'etichetta o la risposta.",
            value=f"colonne con valori: {', '.join(profile.name for profile in profiles) or 'nessuna'}",
            remedy="Controllare il file e, se è un CSV, il separatore.",
        )
    text = _named(profiles, TEXT_NAMES) or max(profiles, key=_likely_text)
    others = [profile for profile in profiles if profile is not text]
    target = _named(others, (*LABEL_NAMES, *ANSWER_NAMES)) or _likely_target(others)
    task = Task.CLASSIFICATION if target.is_label else Task.INSTRUCTION
    free = [profile for profile in others if profile is not target]
    group, system = _named(free, GROUP_NAMES), _named(free, SYSTEM_NAMES)
    return Columns(
        task=task,
        text=text.name,
        target=target.name,
        group=group.name if group else None,
        system=system.name if system and task is Task.INSTRUCTION else None,
        more_text=_instruction_input(text, free),
        reason=_reason(text, target),
    )


def nothing_readable(rejected: Sequence[Rejected]) -> UserError:
    """Every row is bad: the first one says why."""
    return UserError(
        "Nessuna riga si può usare.",
        value=f"riga {rejected[0].number}: {rejected[0].reason}",
        remedy="Controllare il file, la codifica, il separatore e le colonne scelte.",
    )


def _profile(table: Table, name: str) -> _Profile:
    values = [value for row in table.rows if (value := row[name].strip())]
    lengths = [len(value) for value in values] or [0]
    return _Profile(
        name=name,
        filled=len(values),
        distinct=len(set(values)),
        mean_length=sum(lengths) / len(lengths),
        longest=max(lengths),
        is_numeric=bool(values) and all(map(is_number, values)),
        is_address=all(value.startswith(("http://", "https://", "/")) for value in values),
    )


def is_number(text: str) -> bool:
    """A figure with its signs, blanks, decimal marks and currency; also dates written in digits."""
    bare = text.strip(" €$%+-−")
    return bool(bare) and all(letter.isdigit() or letter in ".,:/- \u00a0\u202f" for letter in bare)


def _named(profiles: Sequence[_Profile], names: Sequence[str]) -> _Profile | None:
    """The column with the first of these names, whole or as a step of a nested one (`temi.0.nome`)."""
    found = [
        (names.index(step), profile.is_code, at)
        for at, profile in enumerate(profiles)
        for step in {normalise(profile.name), *normalise(profile.name).split(".")}
        if step in names
    ]
    return profiles[min(found)[2]] if found else None


def _likely_text(profile: _Profile) -> tuple[bool, bool, float]:
    return not profile.is_numeric, not profile.is_address, profile.mean_length


def _likely_target(profiles: Sequence[_Profile]) -> _Profile:
    """The column of labels with the most filled cells and the fewest labels, else the longest texts."""
    labels = [profile for profile in profiles if profile.is_label]
    return max(labels, key=_likely_label) if labels else max(profiles, key=_likely_text)


def _likely_label(profile: _Profile) -> tuple[bool, bool, bool, int, int]:
    is_name = not profile.is_code
    return not profile.is_numeric, not profile.is_address, is_name, profile.filled, -profile.distinct


def _instruction_input(text: _Profile, others: Sequence[_Profile]) -> tuple[str, ...]:
    """The layout of Alpaca: an instruction and, in some rows, the input that it is about."""
    if normalise(text.name) not in {"instruction", "istruzione"}:
        return ()
    found = _named(others, ("input",))
    return (found.name,) if found else ()


def _reason(text: _Profile, target: _Profile) -> str:
    why_text = (
        "ha un nome che lo dice" if normalise(text.name) in TEXT_NAMES else "contiene i testi più lunghi"
    )
    if target.is_label:
        what = f"«{target.name}» contiene {target.distinct} valori brevi che si ripetono su "
        what += f"{plural(target.filled, 'riga', 'righe')}: è una classificazione"
    else:
        what = f"«{target.name}» contiene {plural(target.distinct, 'valore diverso', 'valori diversi')} su "
        what += f"{plural(target.filled, 'riga', 'righe')}: sono risposte da imparare, non etichette"
    return f"«{text.name}» è il testo perché {why_text}; {what}."


def _guess_chat(table: Table) -> Columns | None:
    """Conversations as `messages: [{role, content}, …]`: the first exchange."""
    if "messages.0.role" not in table.columns or not table.rows:
        return None
    roles = {
        table.rows[0].get(f"messages.{turn}.role", ""): f"messages.{turn}.content"
        for turn in reversed(range(10))
    }
    if not {"user", "assistant"} <= roles.keys():
        return None
    return Columns(
        task=Task.INSTRUCTION,
        text=roles["user"],
        target=roles["assistant"],
        system=roles.get("system"),
        reason="Il file contiene conversazioni: si propone il primo messaggio e la sua risposta.",
    )
