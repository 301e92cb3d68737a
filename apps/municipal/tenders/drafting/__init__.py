"""Guided drafting: approved clauses, templates, what a person or a model wrote, each labelled."""

from apps.municipal.tenders.drafting.clause import Clause, Condition, Variable
from apps.municipal.tenders.drafting.composing import compose
from apps.municipal.tenders.drafting.draft import Accepted, Draft, Entry, Paragraph, Proposal
from apps.municipal.tenders.drafting.exporting import export_docx
from apps.municipal.tenders.drafting.judging import Problem, problems
from apps.municipal.tenders.drafting.library import Library, own_folder, read_library
from apps.municipal.tenders.drafting.proposing import accept, propose
from apps.municipal.tenders.drafting.remains import Leftover, leftovers
from apps.municipal.tenders.drafting.request import Circumstances, Request
from apps.municipal.tenders.drafting.template import Template

__all__ = [
    "Accepted",
    "Circumstances",
    "Clause",
    "Condition",
    "Draft",
    "Entry",
    "Leftover",
    "Library",
    "Paragraph",
    "Problem",
    "Proposal",
    "Request",
    "Template",
    "Variable",
    "accept",
    "compose",
    "export_docx",
    "leftovers",
    "own_folder",
    "problems",
    "propose",
    "read_library",
]
