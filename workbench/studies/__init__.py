"""Studies: cards without names, draws made before measuring, measures recorded once, and their analysis."""

from workbench.studies.analysis import Analysis, Flow, Group, analyse
from workbench.studies.cards import card_is_valid, new_card, pseudonym, show_card
from workbench.studies.measuring import (
    Measure,
    Recorded,
    cards_used,
    erase_card,
    measures_of,
    measures_of_card,
    people_of,
    record_measure,
)
from workbench.studies.study import (
    Study,
    WaitingList,
    create_study,
    draw_waiting_list,
    hand_out,
    handed_out,
    is_measured,
    list_studies,
    read_study,
    waiting_lists,
)

__all__ = [
    "Analysis",
    "Flow",
    "Group",
    "Measure",
    "Recorded",
    "Study",
    "WaitingList",
    "analyse",
    "card_is_valid",
    "cards_used",
    "create_study",
    "draw_waiting_list",
    "erase_card",
    "hand_out",
    "handed_out",
    "is_measured",
    "list_studies",
    "measures_of",
    "measures_of_card",
    "new_card",
    "people_of",
    "pseudonym",
    "read_study",
    "record_measure",
    "show_card",
    "waiting_lists",
]
