"""The code that verifies a certificate, `AT-7KQ4M-9XCWR`: ten characters hard to mistake and to guess."""

import re
import secrets

PREFIX = "AT"
ALPHABET = "BCDFGHJKMNPQRTVWXY346789"
"""no look-alikes (0 O 1 I L 2 Z 5 S U) and no vowels, so that no word comes out by chance"""
LENGTH = 10
"""24**10 codes: with 100,000 certificates, one guess in 600 million hits"""
WRITTEN = re.compile(rf"(?:{PREFIX})?([{ALPHABET}]{{{LENGTH}}})")


def new_code() -> str:
    """A random code in its written form, unlike those of rooms (6), rejoining (digits) and cards (4-4-2)."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"{PREFIX}-{drawn[:5]}-{drawn[5:]}"


def read_code(text: str) -> str | None:
    """The written form of what a person typed: lower case, blanks, other dashes, prefix left out; or None."""
    found = WRITTEN.fullmatch(re.sub(r"[\s\-‐‑–—._]", "", text[:60]).upper())
    return f"{PREFIX}-{found[1][:5]}-{found[1][5:]}" if found else None
