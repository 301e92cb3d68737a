"""Forms and check characters of CIG, CUP and Italian IBAN; those of people and companies are in `privacy`."""

import re
from datetime import date

from workbench.privacy.checksums import EVEN, ODD

PCP = re.compile(r"[A-U][0-9A-F]{9}")
SIMOG = re.compile(r"\d{7}[0-9A-F]{3}", re.ASCII)
SMARTCIG = re.compile(r"[XYZ][0-9A-F]{9}")
GENERATIONS = {"pcp": PCP, "simog": SIMOG, "smartcig": SMARTCIG}
CUP = re.compile(r"[A-Z]\d{2}[A-Z]\d{11}", re.ASCII)
TAX_CODE = re.compile(
    r"[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]"
)
ITALIAN_IBAN = re.compile(r"IT\d{2}[A-Z]\d{10}[0-9A-Z]{12}", re.ASCII)
LAST_DAY_OF_OLD_CIG = date(2023, 12, 31)
"""SIMOG and SmartCIG codes are not issued since 1 January 2024"""
FIRST_UNSURE_LETTER = "J"
"""public sources order the letters of a PCP code differently from here on"""


def generation_of(cig: str) -> str:
    """`pcp`, `simog`, `smartcig` by the form alone; empty when it is none of them."""
    return next((name for name, form in GENERATIONS.items() if form.fullmatch(cig)), "")


def cig_holds(cig: str) -> bool:
    """Whether the check characters are those of its generation.

    PCP and SIMOG: last three hexadecimal digits = number * 211 mod 4091; SmartCIG: the two after the letter =
    number * 211 mod 251. Sources: AGID-Peppol Schematron of Intercent-ER; tried on eleven codes seen in
    public acts.
    """
    generation = generation_of(cig)
    if generation == "smartcig":
        return int(cig[1:3], 16) == int(cig[3:], 16) * 211 % 251
    if generation == "simog":
        return int(cig[7:], 16) == int(cig[:7]) * 211 % 4091
    if generation == "pcp":
        number = int(cig[1:7], 16) + ord(cig[0]) - ord("A") + 1
        return int(cig[7:], 16) == number * 211 % 4091
    return False


def control_letter(iban: str) -> str:
    """The CIN that an Italian IBAN of 27 characters should have as its fifth; ABI, CAB and account decide it.

    Same odd and even tables as the codice fiscale. Source: CBI, structure of the BBAN.
    """
    total = sum((EVEN if at % 2 else ODD)[character] for at, character in enumerate(iban[5:]))
    return chr(ord("A") + total % 26)
