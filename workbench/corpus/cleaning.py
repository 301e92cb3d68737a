"""What is worth learning from: paragraphs said once, mostly words, in Italian."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from workbench.corpus.documents import Document

SHORTEST_DOCUMENT = 80
"""characters"""
LETTERS = 0.5
"""least share of letters in a paragraph"""
LONG = 12
"""words from which a paragraph can be told to be Italian or not"""
ITALIAN = 0.05
"""least share of function words in a long paragraph; running Italian has about 0.4, lists and other languages
almost none"""
_WORDS = """
    a ad agli ai al alla alle allo anche che chi ci come con cui da dagli dai dal dalla dalle dallo
    degli dei del della delle dello di e ed era gli ha hanno i il in io l la le lei li lo loro lui ma
    mi ne negli nei nel nella nelle nello non o per perché più può quando quella quelle quelli quello
    questa questo se si sia sono su sua sue sugli sui sul sulla sulle suo tra tu un una uno vi è c d
    dell nell all sull dall
"""
FUNCTION_WORDS = frozenset(_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+")


def clean(documents: Iterable[Document], counts: Counter[str]) -> Iterator[Document]:
    """The documents without repeated, non-verbal or foreign paragraphs; `counts` says what was left out.

    A paragraph is repeated if the same letters, whatever their case and spacing, stood in an earlier one.
    """
    seen: set[bytes] = set()
    for document in documents:
        kept = []
        for paragraph in document.text.split("\n"):
            line = " ".join(paragraph.split())
            reason = _fault(line, seen)
            if reason:
                counts[reason] += 1
            elif line:
                kept.append(line)
        text = "\n".join(kept)
        if len(text) >= SHORTEST_DOCUMENT:
            yield Document(document.source, text)
        else:
            counts["documenti troppo corti"] += 1


def _fault(line: str, seen: set[bytes]) -> str:
    if not line:
        return ""
    digest = hashlib.blake2b(line.casefold().encode(), digest_size=12).digest()
    if digest in seen:
        return "paragrafi ripetuti"
    seen.add(digest)
    if sum(map(str.isalpha, line)) < LETTERS * len(line):
        return "paragrafi di cifre e segni"
    words = _WORD.findall(line.casefold())
    if len(words) >= LONG and sum(word in FUNCTION_WORDS for word in words) < ITALIAN * len(words):
        return "paragrafi non in italiano corrente"
    return ""
