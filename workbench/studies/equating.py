"""The two forms of a study's test on one scale, where enough people answered the questions that both have."""

import math
from typing import TYPE_CHECKING

from workbench.errors import UserError
from workbench.studies.measuring import ANCHORS, TEST, people_of

if TYPE_CHECKING:
    from workbench.statistics import EquatedGain


def equate(study: str, municipality: str = "") -> "tuple[EquatedGain | None, str]":
    """The change on one scale, or None and why; no reason where the anchors were not recorded at all.

    People count by the form that they took first; a later measure counts if it was taken with the other form.
    """
    from workbench.statistics import equated_gain

    anchors = people_of(study, ANCHORS, municipality)
    forms: list[str] = []
    figures: list[tuple[float, float, float]] = []
    for who, waves in people_of(study, TEST, municipality).items():
        first, common, last = waves.get("prima"), anchors.get(who, {}).get("prima"), waves.get("dopo")
        if first is None or first.score is None or common is None or common.score is None:
            continue
        later = last.score if last is not None and last.form != first.form else None
        forms.append(first.form)
        figures.append((first.score, common.score, math.nan if later is None else later))
    if not forms:
        return None, ""
    scores, points, after = zip(*figures, strict=True)
    try:
        return equated_gain(forms, scores, points, after), ""
    except UserError as error:
        return None, str(error)
