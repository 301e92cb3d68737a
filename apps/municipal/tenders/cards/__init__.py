"""Orientation cards: rulings and opinions in two lines, written by people, approved by others, searched."""

from apps.municipal.tenders.cards.card import KINDS, STILL_VALID, Card, Written
from apps.municipal.tenders.cards.keeping import approve, drafts, erase, list_cards, write
from apps.municipal.tenders.cards.searching import NOT_FOUND, search

__all__ = [
    "KINDS",
    "NOT_FOUND",
    "STILL_VALID",
    "Card",
    "Written",
    "approve",
    "drafts",
    "erase",
    "list_cards",
    "search",
    "write",
]
