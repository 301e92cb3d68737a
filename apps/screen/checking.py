"""A pydantic config from what a form says, with its refusals in Italian."""

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from workbench.errors import UserError
from workbench.italian import exact

Config = TypeVar("Config", bound=BaseModel)

SAYINGS = {
    "greater_than_equal": "deve essere almeno {ge}",
    "greater_than": "deve essere più di {gt}",
    "less_than_equal": "deve essere al massimo {le}",
    "less_than": "deve essere meno di {lt}",
    "int_parsing": "deve essere un numero intero",
    "int_from_float": "deve essere un numero intero",
    "float_parsing": "deve essere un numero",
    "literal_error": "non è fra le scelte",
    "missing": "manca",
    "string_too_short": "è vuoto o troppo corto",
    "string_too_long": "è troppo lungo",
    "too_short": "servono almeno {min_length} voci",
    "too_long": "sono ammesse al massimo {max_length} voci",
    "value_error": "{error}",
}


def checked(config_class: type[Config], values: dict[str, Any]) -> Config:
    """The config with these values. Raises UserError naming each field that is not right, by its title."""
    try:
        return config_class(**values)
    except ValidationError as error:
        told = "; ".join(_explain(config_class, each) for each in error.errors())
        raise UserError(
            f"Un valore non va bene. {told}.", remedy="Correggere il campo e riprovare."
        ) from None


def _explain(config_class: type[BaseModel], error: Any) -> str:
    place = str(error["loc"][0]) if error["loc"] else ""
    info = config_class.model_fields.get(place)
    title = (info.title if info else None) or place
    limits = {
        name: exact(value) if isinstance(value, int | float) else value
        for name, value in error.get("ctx", {}).items()
    }
    saying = SAYINGS.get(error["type"], "valore non ammesso").format(**limits)
    return f"{title}: {saying}" if title else saying
