"""The trace sheet annexed to an act, and the precision of rules in use."""

from apps.municipal.tenders.tracing.sheet import as_json, as_report
from apps.municipal.tenders.tracing.trace import Acceptance, Source, Trace, Use, trace_draft, trace_practice

__all__ = ["Acceptance", "Source", "Trace", "Use", "as_json", "as_report", "trace_draft", "trace_practice"]
