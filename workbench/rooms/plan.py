"""Plans: YAML files, shipped with Officina or saved by trainers in `var/plans`."""

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from workbench.errors import UserError
from workbench.rooms.values import Plan
from workbench.settings import settings

SHIPPED = Path(__file__).parent / "plans"


def list_plans() -> list[Plan]:
    """The shipped plans, then those of this installation, each by name."""
    return [_read(path) for path in (*_files(SHIPPED), *_files(_own_folder()))]


def read_plan(name: str) -> Plan:
    """The plan called `name`. Raises UserError, with the known names, when there is none."""
    files = {path.stem: path for path in (*_files(SHIPPED), *_files(_own_folder()))}
    if name not in files:
        known = ", ".join(files) or "nessuno"
        raise UserError("Questo programma non esiste.", value=name, remedy=f"Programmi presenti: {known}.")
    return _read(files[name])


def make_plan(values: Mapping[str, Any]) -> Plan:
    """A plan from what a person filled in. Raises UserError with the first thing that is wrong."""
    try:
        return Plan.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise UserError(
            f"Nel programma non va bene «{place}».",
            value=first.get("input"),
            remedy="Servono un nome (minuscole, cifre e trattini), un titolo e da 1 a 30 passi,"
            " ciascuno con un'attività e da 1 a 180 minuti.",
        ) from error


def save_plan(plan: Plan) -> Plan:
    """Writes the plan, over an earlier one of that name if it is not a shipped one."""
    if (SHIPPED / f"{plan.name}.yaml").exists():
        raise UserError(
            "Questo nome è di un programma fornito con Officina.",
            value=plan.name,
            remedy="Dare un altro nome.",
        )
    folder = _own_folder()
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{plan.name}.{secrets.token_hex(4)}.tmp"
    values = plan.model_dump(mode="json", exclude_defaults=True)
    draft.write_text(yaml.safe_dump(values, allow_unicode=True, sort_keys=False), "utf-8")
    draft.replace(folder / f"{plan.name}.yaml")
    return plan


def _own_folder() -> Path:
    return settings().var / "plans"


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("[!.]*.yaml"))


def _read(path: Path) -> Plan:
    try:
        values = yaml.safe_load(path.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UserError(
            "Il file del programma non si legge.", value=path.name, remedy="Correggerlo o toglierlo."
        ) from error
    plan = make_plan(values if isinstance(values, dict) else {})
    if plan.name != path.stem:
        raise UserError(
            "Il file del programma ha un nome diverso dal programma.",
            value=path.name,
            remedy=f"Chiamarlo {plan.name}.yaml.",
        )
    return plan
