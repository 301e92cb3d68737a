"""Checks of a written text: deterministic, each says where it failed and why that matters to the citizen."""

from workbench.checks.correct_refusal import REFUSALS, CorrectRefusal
from workbench.checks.facts import Fact, find_facts, numbers_dates_references
from workbench.checks.facts_present import FactsPresent
from workbench.checks.gulpease import Gulpease
from workbench.checks.labels import Labels, named_labels, read_labels
from workbench.checks.length import Length
from workbench.checks.no_personal_data import NoPersonalData
from workbench.checks.numbers_from_source import NumbersFromSource
from workbench.checks.valid_json import ValidJson
from workbench.checks.verdict import Check, Verdict, quoted

CHECKS: tuple[type[Check], ...] = (
    FactsPresent,
    NumbersFromSource,
    Gulpease,
    Length,
    ValidJson,
    NoPersonalData,
    CorrectRefusal,
    Labels,
)

__all__ = [
    "CHECKS",
    "REFUSALS",
    "Check",
    "CorrectRefusal",
    "Fact",
    "FactsPresent",
    "Gulpease",
    "Labels",
    "Length",
    "NoPersonalData",
    "NumbersFromSource",
    "ValidJson",
    "Verdict",
    "find_facts",
    "named_labels",
    "numbers_dates_references",
    "quoted",
    "read_labels",
]
