"""Tender acts: the checker, the wizard, the clauses."""
