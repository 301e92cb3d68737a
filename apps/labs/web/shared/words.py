"""Words as they are shown: nobody's text may turn the page around, and figures read as Italy writes them."""

import re
import unicodedata

from workbench.italian import percent

TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""marks that reverse the direction of what follows (Unicode bidirectional controls)"""


def harmless(text: object) -> str:
    """The text without marks that reverse its direction and without invisible controls; lines are kept."""
    kept = TURNING.sub("", str(text)).replace("\r\n", "\n")
    return "".join(one for one in kept if one in "\n\t" or unicodedata.category(one) != "Cc")


def share(value: float) -> str:
    return percent(value, 0)


def code_in_print(code: str) -> str:
    """The code of a room as it is read aloud: `ABC234` -> `ABC-234`."""
    plain = code.replace("-", "")
    return f"{plain[:3]}-{plain[3:]}"


def clock(seconds: float) -> str:
    """`95.2` -> `1:35`."""
    whole = max(0, round(seconds))
    return f"{whole // 60}:{whole % 60:02d}"
