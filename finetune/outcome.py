"""What a finished run leaves in its folder: that it is there says that nothing is left to do."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from workbench.errors import UserError
from workbench.jobs import replace_whole

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

RESULT = "result.json"
Result = TypeVar("Result", bound="DataclassInstance")


def keep_result(folder: Path, result: "DataclassInstance") -> None:
    replace_whole(folder / RESULT, json.dumps(asdict(result), ensure_ascii=False, indent=1))


def finished_before(folder: Path, kind: type[Result], *, resume: bool) -> Result | None:
    """The result of a run that ended here, given again on `resume`; UserError to who would begin anew."""
    if not (folder / RESULT).is_file():
        return None
    if not resume:
        raise UserError(
            "L'addestramento in questa cartella è già concluso.",
            value=folder.name,
            remedy="Per addestrare di nuovo avviare un altro lavoro.",
        )
    return kind(**json.loads((folder / RESULT).read_text("utf-8")))
