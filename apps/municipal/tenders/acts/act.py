"""An act as the rules see it."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from apps.municipal.tenders.acts.amounts import Money
from apps.municipal.tenders.acts.days import Day, NoDay
from apps.municipal.tenders.acts.flat import Flat
from apps.municipal.tenders.acts.kinds import Kind
from apps.municipal.tenders.acts.objects import ObjectKind
from workbench.documents import Document
from workbench.identifiers import Code
from workbench.norms import Citation


@dataclass(frozen=True)
class Act:
    """A document read once for all rules. Every place is one of `flat`, never of the original."""

    document: Document
    flat: Flat
    kind: Kind
    object_kind: ObjectKind
    object_text: str
    labour_intensive: bool
    amounts: tuple[Money, ...]
    """in their order"""
    value: Money | None
    """the estimated value, net of VAT, or the amount of the award where no other is given"""
    days: tuple[Day, ...]
    no_days: tuple[NoDay, ...]
    made: Day | None
    """the day of the act"""
    codes: tuple[Code, ...]
    citations: tuple[Citation, ...]

    @cached_property
    def text(self) -> str:
        return self.flat.text

    @property
    def day(self) -> date:
        """The day whose rules hold: of the act, or today's."""
        return self.made.value if self.made else date.today()

    @property
    def euro(self) -> Decimal | None:
        return self.value.value if self.value else None

    def amounts_of(self, *roles: str) -> Sequence[Money]:
        return [amount for amount in self.amounts if amount.role in roles]

    def citations_between(self, start: int, end: int) -> Sequence[Citation]:
        """Those that begin in `start:end`, in their order, without a walk over all of them."""
        first = bisect_left(self._citation_starts, start)
        return self._citations[first : bisect_left(self._citation_starts, end)]

    def amounts_between(self, start: int, end: int) -> Sequence[Money]:
        """Those that begin in `start:end`, in their order."""
        first = bisect_left(self._amount_starts, start)
        return self.amounts[first : bisect_left(self._amount_starts, end)]

    @cached_property
    def _amount_starts(self) -> tuple[int, ...]:
        return tuple(each.start for each in self.amounts)

    @cached_property
    def _citations(self) -> tuple[Citation, ...]:
        return tuple(sorted(self.citations, key=lambda each: each.start))

    @cached_property
    def _citation_starts(self) -> tuple[int, ...]:
        return tuple(each.start for each in self._citations)

    def sentence(self, start: int, end: int) -> str:
        one, other = self.flat.sentence(start, end)
        return self.text[one:other]
