"""Words as programs compare them. Accents are letters of their own in Italian: `e` and `è` stay different."""

import re
import unicodedata

QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "«": '"', "»": '"'}
)
TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+")
NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


def normalise(text: str) -> str:
    """The text without differences of case, blanks, Unicode form and quotation marks; punctuation stays."""
    # The acute accent must become an apostrophe first: NFKC turns it into a blank and a combining mark.
    folded = unicodedata.normalize("NFKC", text.translate(QUOTES)).casefold()
    return " ".join(folded.split())


def tokens(text: str) -> list[str]:
    """Lower-case words and numbers: `L'IMU è 1.234,50 €` -> `["l", "imu", "è", "1.234,50"]`."""
    return TOKEN.findall(normalise(text))


def slug(text: str, limit: int = 60) -> str:
    """A name for folders and addresses, `a-z0-9-` only; empty when the text has no letter or digit."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return NOT_IN_SLUG.sub("-", plain.lower()).strip("-")[:limit].strip("-")
