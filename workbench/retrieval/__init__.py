"""Search in texts that people imported: stemmed Italian words in SQLite, and rankings fused into one."""

from workbench.retrieval.fusing import fuse
from workbench.retrieval.index import Hit, Index, Passage
from workbench.retrieval.stems import stems

__all__ = ["Hit", "Index", "Passage", "fuse", "stems"]
