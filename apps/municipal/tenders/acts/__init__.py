"""Reading an act: what kind it is, what it buys, its amounts, days, codes and citations."""

from apps.municipal.tenders.acts.act import Act
from apps.municipal.tenders.acts.amounts import Money, amount_text, find_money
from apps.municipal.tenders.acts.days import Day, find_days
from apps.municipal.tenders.acts.flat import Flat, flatten
from apps.municipal.tenders.acts.kinds import KINDS, Kind, kind_of
from apps.municipal.tenders.acts.objects import OBJECTS, ObjectKind, object_of
from apps.municipal.tenders.acts.reading import read_act

__all__ = [
    "KINDS",
    "OBJECTS",
    "Act",
    "Day",
    "Flat",
    "Kind",
    "Money",
    "ObjectKind",
    "amount_text",
    "find_days",
    "find_money",
    "flatten",
    "kind_of",
    "object_of",
    "read_act",
]
