"""A piece of text that makes a person recognisable."""

from dataclasses import dataclass

KINDS = (
    "codice fiscale",
    "IBAN",
    "partita IVA",
    "telefono",
    "e-mail",
    "targa",
    "carta di pagamento",
    "nome",
)


@dataclass(frozen=True)
class Found:
    """`text[start:end]` of the text searched is of this kind (one of `KINDS`)."""

    kind: str
    start: int
    end: int
    text: str
