"""Personal data in Italian text: found by rules, masked before anybody else sees them."""

from workbench.privacy.found import KINDS, Found
from workbench.privacy.searching import find_personal, mask, masked

__all__ = ["KINDS", "Found", "find_personal", "mask", "masked"]
