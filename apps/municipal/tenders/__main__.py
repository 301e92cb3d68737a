"""`python -m apps.municipal.tenders`: the act checker, the procedure wizard, their measurement; no pages."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from workbench.errors import UserError, exit_code

Work = Callable[[argparse.Namespace], int]
Commands = argparse._SubParsersAction


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0 done, 4 something to put right."""
    chosen = create_parser().parse_args(arguments)
    work: Work = chosen.work
    return exit_code(lambda: work(chosen))


def create_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m apps.municipal.tenders", description="Atti di gara: controllo, procedura, misura."
    )
    commands = parser.add_subparsers(required=True, metavar="COMANDO")
    _add_check(commands)
    _add_wizard(commands)
    _add_rules(commands)
    _add_evaluate(commands)
    return parser


def _add_wizard(commands: Commands) -> None:
    parser = commands.add_parser("wizard", help="dal caso (JSON su standard input) alla procedura")
    parser.add_argument("--json", action="store_true", help="risponde in JSON")
    parser.add_argument("--html", type=Path, metavar="FILE", help="scrive anche la scheda da stampare")
    parser.set_defaults(work=_wizard)


def _wizard(chosen: argparse.Namespace) -> int:
    from apps.municipal.tenders.wizard.command import run

    return run(chosen)


def _add_check(commands: Commands) -> None:
    parser = commands.add_parser("check", help="controlla uno o più atti di una procedura")
    parser.add_argument("files", nargs="+", metavar="FILE", help="PDF, DOCX, ODT, P7M o testo")
    parser.add_argument("--json", action="store_true", help="risultato in JSON")
    parser.add_argument(
        "--type", default=None, metavar="TIPO", help="tipo degli atti, se quello riconosciuto è sbagliato"
    )
    parser.add_argument(
        "--ocr", action="store_true", help="legge le pagine acquisite da scanner, se tesseract è installato"
    )
    parser.set_defaults(work=_check)


def _check(chosen: argparse.Namespace) -> int:
    from apps.municipal.tenders.acts import KINDS
    from apps.municipal.tenders.checking import check
    from workbench.documents import Limits, read_document

    if chosen.type and chosen.type not in KINDS:
        raise UserError(
            "Questo tipo di atto non è previsto.", value=chosen.type, remedy=f"Tipi: {', '.join(KINDS)}."
        )
    documents = [
        replace(read_document(Path(name).name, _content(name), Limits(ocr=chosen.ocr)), name=name)
        for name in chosen.files
    ]
    kinds = {each.name: chosen.type for each in documents} if chosen.type else None
    checked = check(documents, kinds, processes=os.cpu_count() or 1)
    if chosen.json:
        print(json.dumps({"documents": [each.to_record() for each in checked]}, ensure_ascii=False))
        return 0
    for each in checked:
        print(f"{each.act.document.name}: {each.act.kind or 'tipo non riconosciuto'}")
        for found in each.findings:
            print(f"  [{found.severity}] {found.place or 'nel documento'}: {found.message} ({found.article})")
    return 0


def _content(name: str) -> bytes:
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise UserError(
            "Il file non si può leggere.", value=Path(name).name, remedy="Controllare il nome e i permessi."
        ) from error


def _add_rules(commands: Commands) -> None:
    parser = commands.add_parser("rules", help="elenca le regole, con articolo, confidenza e approvazione")
    parser.add_argument("--json", action="store_true", help="una riga di JSON")
    parser.set_defaults(work=_rules)


def _rules(chosen: argparse.Namespace) -> int:
    from apps.municipal.tenders.rules import RULES, approvals

    approved = approvals(frozenset(rule.id for rule in RULES))
    records = [
        {
            "rule": rule.id,
            "article": rule.article,
            "severity": rule.severity,
            "confidence": rule.confidence,
            "source": rule.source,
            "approved": str(approved[rule.id]) if rule.id in approved else "",
        }
        for rule in RULES
    ]
    if chosen.json:
        print(json.dumps({"rules": records}, ensure_ascii=False))
    else:
        for each in records:
            state = each["approved"] or f"confidenza {each['confidence']}"
            print(f"{each['rule']:<44} {each['severity']:<7} {state} · {each['article']}")
    return 0


def _add_evaluate(commands: Commands) -> None:
    parser = commands.add_parser("evaluate", help="misura il controllo sugli atti con errori noti")
    parser.add_argument("--part", default="prova", help="sviluppo o prova")
    parser.add_argument("--json", action="store_true", help="una riga di JSON con le cifre")
    parser.add_argument("--details", action="store_true", help="elenca i casi mancati e i falsi allarmi")
    parser.set_defaults(work=_evaluate)


def _evaluate(chosen: argparse.Namespace) -> int:
    from apps.municipal.tenders.evaluating import details, evaluate, record, report

    found = evaluate(chosen.part)
    for line in (*report(found), *(details(found) if chosen.details else ())):
        print(line)
    if chosen.json:
        print(json.dumps(record(found), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
