"""What the rules of arithmetic share: they need no law, hold for every text, and are verified by the sum itself."""

from apps.municipal.tenders.rules.rule import Find, Rule, Severity

SOURCE = "aritmetica e calendario"


def counted(name: str, why: str, find: Find, severity: Severity = "errore", article: str = "") -> Rule:
    """A rule `conti.<name>` on any text."""
    return Rule(
        id=f"conti.{name}",
        article=article or "coerenza interna dell'atto",
        severity=severity,
        confidence="verificata",
        source=SOURCE,
        why=why,
        find=find,
        kinds=frozenset(),
    )
