"""What is known of a code: which kind it is, where it stands, whether it can be right."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["cig", "cup", "cpv", "partita_iva", "codice_fiscale", "iban"]
Outcome = Literal["valido", "dubbio", "errato"]


@dataclass(frozen=True)
class Code:
    """A code as its issuer writes it: capitals, no blanks, zeros for the letter O of a scan.

    What the document has is `text[start:end]` of the text searched.
    """

    kind: Kind
    text: str
    start: int
    end: int
    generation: str = ""
    """of a CIG: `pcp`, `simog` or `smartcig`; empty when it has the form of none"""


@dataclass(frozen=True)
class Judgement:
    outcome: Outcome
    reason: str
    """in Italian, for the person who reads the finding; empty when the code is right"""
