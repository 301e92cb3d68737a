"""A reference to a norm, as a text makes it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Citation:
    """`text[start:end]` of the text searched cites this article, or this act as a whole.

    A list («artt. 94 e 95») gives one citation for each article, all with the same place.
    """

    text: str
    start: int
    end: int
    act: str = ""
    """`d.lgs. 36/2023`, `c.c.`, `costituzione`; empty when the text does not say of which act"""
    article: str = ""
    """`50`, `10-bis`; empty when the act is cited as a whole"""
    commas: tuple[str, ...] = ()
    """`1`, `2-bis`, as many as the citation names"""
    letter: str = ""
    annex: str = ""
    """`II.1`, `I.4`: annex of the act; `article` is then an article of the annex"""
    day: str = ""
    """the date that the citation gives to the act, ISO; empty when it gives none or only the year"""
    is_named: bool = True
    """whether the act stands in the citation itself; false for «del medesimo decreto», «del Codice»"""

    @property
    def comma(self) -> str:
        """The first paragraph; empty when none is named."""
        return self.commas[0] if self.commas else ""

    @property
    def year(self) -> str:
        return self.act.rpartition("/")[2] if "/" in self.act else ""
