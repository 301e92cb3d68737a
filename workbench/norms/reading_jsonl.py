"""Acts in lines of JSON, an article each, with `act, urn, article, heading, text, as_of, source`."""

import json
from collections.abc import Iterator
from itertools import groupby

from pydantic import BaseModel, ConfigDict, ValidationError

from workbench.errors import UserError
from workbench.norms.imported import Article, ImportedAct
from workbench.norms.urns import identifier_of


class Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    act: str
    urn: str
    article: str
    text: str
    heading: str | None = ""
    as_of: str = ""
    source: str = ""
    licence: str = ""
    warning: str = ""


def import_jsonl(content: bytes, source: str = "") -> tuple[ImportedAct, ...]:
    """The acts of a file, each with its articles in the order of the file; `source` where a line has none."""
    lines = list(_lines(content))
    if not lines:
        raise UserError(
            "Il file non contiene articoli.", remedy="Scegliere un file JSONL con un articolo per riga."
        )
    # The same act may return after another one.
    ordered = sorted(lines, key=lambda line: _urn_of_act(line))
    return tuple(_act(urn, list(group), source) for urn, group in groupby(ordered, key=_urn_of_act))


def _lines(content: bytes) -> Iterator[Line]:
    for number, raw in enumerate(content.split(b"\n"), start=1):
        if not raw.strip():
            continue
        try:
            yield Line.model_validate(json.loads(raw.decode("utf-8-sig")))
        except (UnicodeDecodeError, json.JSONDecodeError, ValidationError, RecursionError) as error:
            raise UserError(
                "Una riga del file non è un articolo.",
                value=f"riga {number}",
                remedy="Ogni riga è un oggetto JSON con act, urn, article e text, in UTF-8.",
            ) from error


def _urn_of_act(line: Line) -> str:
    return line.urn.partition("~")[0]


def _act(urn: str, lines: list[Line], source: str) -> ImportedAct:
    first = lines[0]
    articles = tuple(Article(line.article, line.heading or "", line.text, line.urn) for line in lines)
    return ImportedAct(
        id=identifier_of(urn) or first.act,
        title=first.act,
        urn=urn,
        as_of=first.as_of,
        source=first.source or source,
        articles=articles,
        licence=first.licence,
        warning=first.warning,
    )
