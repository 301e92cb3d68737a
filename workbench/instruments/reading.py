"""Instruments on disk: those shipped with Officina and the private packs of this installation."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import ValidationError

from workbench.errors import UserError
from workbench.instruments.instrument import Instrument
from workbench.settings import settings

FILES = Path(__file__).parent / "files"


def private_packs() -> Path:
    return settings().var / "instruments"


def list_instruments() -> list[Instrument]:
    """Shipped ones, then private ones, by id.

    Raises:
        UserError: for a file that cannot be used, or two with the same id.
    """
    found: dict[str, Instrument] = {}
    for folder in (FILES, private_packs()):
        for path in sorted(folder.glob("*.yaml")):
            made = _checked(path, path.stat().st_mtime_ns, folder != FILES)
            if made.id in found:
                raise UserError(
                    "Due strumenti hanno lo stesso nome.",
                    value=f"{path.name}: {made.id}",
                    remedy="Cambiare il campo id del file in var/instruments.",
                )
            found[made.id] = made
    return list(found.values())


def instrument(name: str) -> Instrument:
    """The instrument of this id. Raises UserError, with the known ones, when there is none."""
    known = {each.id: each for each in list_instruments()}
    if name in known:
        return known[name]
    raise UserError(
        "Questo strumento non c'è.", value=name, remedy=f"Strumenti presenti: {', '.join(known)}."
    )


def read_instrument(path: Path) -> Instrument:
    """One file, checked: what it may hold depends on where it lies.

    Raises:
        UserError: not an instrument; no licence; in the shipped folder, keys of items that are not practice,
            or a text that the licence does not let distribute.
    """
    is_private = path.parent.resolve() == private_packs().resolve()
    return _checked(path, path.stat().st_mtime_ns, is_private)


@cache
def _checked(path: Path, _changed: int, is_private: bool) -> Instrument:
    made = _parsed(path)
    if is_private:
        return made
    if made.has_keys and not made.practice:
        raise UserError(
            "Le risposte giuste di una prova vera non possono stare in un file pubblico.",
            value=path.name,
            remedy="Spostare il file in var/instruments, fuori dal deposito del codice.",
        )
    if not made.distributable:
        raise UserError(
            "La licenza di questo strumento non permette di distribuirne il testo.",
            value=f"{path.name}: {made.licence}",
            remedy="Spostare il file in var/instruments.",
        )
    return made


def _parsed(path: Path) -> Instrument:
    try:
        content = yaml.safe_load(path.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UserError(
            "Il file dello strumento non è YAML.", value=path.name, remedy="Correggere il file."
        ) from error
    if not isinstance(content, dict) or not str(content.get("licence") or "").strip():
        raise UserError(
            "Uno strumento senza licenza non si può usare: non si sa se il testo può essere mostrato.",
            value=path.name,
            remedy="Scrivere nel campo licence la licenza, o l'autorizzazione avuta dagli autori.",
        )
    try:
        return Instrument.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "file"
        raise UserError(
            "Il file dello strumento non va bene.",
            value=f"{path.name}, {place}: {first['msg'].removeprefix('Value error, ')}",
            remedy="Correggere quel campo.",
        ) from error
