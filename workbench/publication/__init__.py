"""What may be published of a group of people, what was, and who looked."""

from workbench.publication.accesses import Access, accesses, note_access
from workbench.publication.releases import Release, release, releases
from workbench.publication.suppression import THRESHOLDS, suppress, threshold
from workbench.publication.table import Mean, Scope, Table, make_table

__all__ = [
    "THRESHOLDS",
    "Access",
    "Mean",
    "Release",
    "Scope",
    "Table",
    "accesses",
    "make_table",
    "note_access",
    "release",
    "releases",
    "suppress",
    "threshold",
]
