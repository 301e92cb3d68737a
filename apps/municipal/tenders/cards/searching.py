"""Approved cards that speak about a question, by stemmed words; none is an answer too."""

from apps.municipal.tenders.cards.card import Card
from apps.municipal.tenders.cards.keeping import list_cards
from workbench.retrieval import stems

NOT_FOUND = "Non trovato: nessuna scheda approvata parla di questo."
ENOUGH = 0.5
"""share of the question's words that a card must have"""
MOST = 5


def search(question: str, limit: int = MOST) -> list[Card]:
    """The cards that have most of the words, the newest first among equals."""
    wanted = set(stems(question))
    if not wanted:
        return []
    scored = [(len(wanted & _words(card)) / len(wanted), card) for card in list_cards()]
    found = [(share, card) for share, card in scored if share >= ENOUGH]
    return [card for _, card in sorted(found, key=lambda each: -each[0])][:limit]


def _words(card: Card) -> set[str]:
    written = card.written
    return set(stems(f"{written.holding} {written.articles} {card.citation}"))
