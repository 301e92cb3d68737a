"""Check characters of the codes that name a person or an account."""

import string

ODD = dict(
    zip(
        string.digits + string.ascii_uppercase,
        2 * (1, 0, 5, 7, 9, 13, 15, 17, 19, 21) + (2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23),
        strict=True,
    )
)
EVEN = {character: int(character, 36) - 10 * character.isalpha() for character in ODD}
OMOCODIA = "LMNPQRSTUV"
"""the letter that stands for the digits 0 to 9 when two people would have the same code"""
DIGITS_OF_TAX_CODE = (6, 7, 9, 10, 12, 13, 14)
LENGTHS = (
    "AD:24 AE:23 AL:28 AT:20 AZ:28 BA:20 BE:16 BG:22 BH:22 BR:29 BY:28 CH:21 CR:22 CY:28 CZ:24 DE:22 "
    "DK:18 DO:28 EE:20 EG:29 ES:24 FI:18 FO:18 FR:27 GB:22 GE:22 GI:23 GL:18 GR:27 GT:28 HR:21 HU:28 "
    "IE:22 IL:23 IQ:23 IS:26 IT:27 JO:30 KW:30 KZ:20 LB:28 LI:21 LT:20 LU:20 LV:21 MC:27 MD:24 ME:22 "
    "MK:19 MR:27 MT:31 MU:30 NL:18 NO:15 PK:24 PL:28 PS:29 PT:25 QA:29 RO:24 RS:22 SA:24 SE:24 SI:19 "
    "SK:24 SM:27 TN:24 TR:26 UA:29 VA:22 VG:24 XK:20"
)
IBAN_LENGTHS = {pair[:2]: int(pair[3:]) for pair in LENGTHS.split()}
"""characters of an IBAN by country; source: SWIFT, IBAN registry"""


def tax_code_is_valid(code: str) -> bool:
    """A codice fiscale of 16 capital characters: digits (omocodia too), day of birth, check character.

    Source: decreto del Ministro delle finanze 23 December 1976.
    """
    plain = [OMOCODIA.find(code[at]) if code[at] in OMOCODIA else int(code[at]) for at in DIGITS_OF_TAX_CODE]
    day = plain[2] * 10 + plain[3]
    if not (1 <= day <= 31 or 41 <= day <= 71):
        return False
    total = sum((EVEN if at % 2 else ODD)[character] for at, character in enumerate(code[:15]))
    return string.ascii_uppercase[total % 26] == code[15]


def iban_is_valid(code: str) -> bool:
    """Length of the country and remainder 1 of 97; `code` in capitals without blanks. Source: ISO 13616-1."""
    if IBAN_LENGTHS.get(code[:2]) != len(code) or not (code.isascii() and code.isalnum()):
        return False
    return int("".join(str(int(character, 36)) for character in code[4:] + code[:4])) % 97 == 1


def luhn_is_valid(digits: str) -> bool:
    """The check digit of payment cards and of the partita IVA. Source: ISO/IEC 7812-1, annex B."""
    total = 0
    for at, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if at % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_card_number(digits: str) -> bool:
    """Luhn, and the prefix with the length of a known circuit (public number ranges of the circuits)."""
    length, first_two, first_four = len(digits), int(digits[:2]), int(digits[:4])
    known = (
        (digits[0] == "4" and length in (13, 16, 19))
        or (length == 16 and (51 <= first_two <= 55 or 2221 <= first_four <= 2720))
        or (length == 15 and first_two in (34, 37))
        or (length in (16, 19) and (first_four == 6011 or first_two in (62, 65)))
        or (length == 16 and (first_two in (50, 56, 57, 58, 60, 67) or 3528 <= first_four <= 3589))
        or (length == 14 and (first_two in (36, 38, 39) or 300 <= int(digits[:3]) <= 305))
    )
    return known and luhn_is_valid(digits)
