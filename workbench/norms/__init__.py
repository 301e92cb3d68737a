"""Norms: citations in a text, the acts they mean, the texts that somebody imported."""

from workbench.norms.act import Act
from workbench.norms.acts import act_named, list_acts
from workbench.norms.answering import Answer, Quoted, answer
from workbench.norms.citation import Citation
from workbench.norms.citations import find_citations
from workbench.norms.imported import Article, ImportedAct
from workbench.norms.library import Held, forget, held_acts, keep
from workbench.norms.reading_akoma import import_akoma_ntoso
from workbench.norms.reading_jsonl import import_jsonl
from workbench.norms.resolving import Resolved, judge_citation, resolve
from workbench.norms.urns import shown

__all__ = [
    "Act",
    "Answer",
    "Article",
    "Citation",
    "Held",
    "ImportedAct",
    "Quoted",
    "Resolved",
    "act_named",
    "answer",
    "find_citations",
    "forget",
    "held_acts",
    "import_akoma_ntoso",
    "import_jsonl",
    "judge_citation",
    "keep",
    "list_acts",
    "resolve",
    "shown",
]
