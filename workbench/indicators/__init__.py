"""Indicators: what is counted, how, towards which target; values without any person in them."""

from workbench.indicators.card import Card, Target, card, expected, list_cards
from workbench.indicators.computing import compute
from workbench.indicators.guarantees import Section, guarantees, looker
from workbench.indicators.places import MUNICIPALITIES, TOGETHER, places
from workbench.indicators.publishing import publish
from workbench.indicators.series import Point, Series, series
from workbench.indicators.value import Value

__all__ = [
    "MUNICIPALITIES",
    "TOGETHER",
    "Card",
    "Point",
    "Section",
    "Series",
    "Target",
    "Value",
    "card",
    "compute",
    "expected",
    "guarantees",
    "list_cards",
    "looker",
    "places",
    "publish",
    "series",
]
