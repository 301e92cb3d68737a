"""Digests that tell whether rows are the ones that were frozen."""

import hashlib
from collections.abc import Mapping


def digest_of_bytes(content: bytes) -> str:
    """sha256, hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def digest_of_parts(digests: Mapping[str, str]) -> str:
    """One digest over the digests of the parts; the order of the mapping does not matter."""
    lines = "".join(f"{part}:{digest}\n" for part, digest in sorted(digests.items()))
    return digest_of_bytes(lines.encode())
