"""`python -m apps run` opens Officina, `demo` walks the whole thread, `account …` says who may come in."""

import argparse
import getpass
import json
import sys
from collections.abc import Callable, Sequence

from workbench.errors import UserError, exit_code
from workbench.store import (
    ROLES,
    change_password,
    change_role,
    create_account,
    disable_account,
    list_accounts,
    open_account,
)

Work = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = create_parser().parse_args(arguments)
    work: Work = chosen.work
    return exit_code(lambda: work(chosen))


def create_parser() -> argparse.ArgumentParser:
    """A command is one function here that adds its words to the parser and says what to do."""
    parser = argparse.ArgumentParser(prog="python -m apps", description="Officina")
    commands = parser.add_subparsers(required=True, metavar="COMANDO")
    for add in (_add_run, _add_demo, _add_account):
        add(commands)
    return parser


def _add_run(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("run", help="apre Officina e la tiene aperta")
    parser.set_defaults(work=_run)


def _run(_chosen: argparse.Namespace) -> int:
    from apps.supervisor import supervise

    supervise()
    return 0


def _add_demo(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("demo", help="percorre tutto il filo con i dati e il modello inclusi")
    parser.set_defaults(work=_demo)


def _demo(_chosen: argparse.Namespace) -> int:
    from apps.thread.thread import demo_config, figures, run_thread
    from workbench.data import shipped_data_sets

    data_set = shipped_data_sets()[0]
    print(json.dumps(figures(run_thread(data_set, demo_config(data_set), print)), ensure_ascii=False))
    return 0


def _add_account(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    actions = commands.add_parser("account", help="persone e ruoli").add_subparsers(
        required=True, metavar="AZIONE"
    )
    listing = actions.add_parser("list", help="elenca le persone")
    listing.set_defaults(work=_list_accounts)
    described: list[tuple[str, str, Work, bool]] = [
        ("add", "aggiunge una persona; chiede la password", _create, True),
        ("role", "cambia il ruolo", _change_role, True),
        ("password", "cambia la password e chiude le sessioni aperte", _change_password, False),
        ("disable", "chiude fuori una persona", _disable, False),
        ("enable", "la riammette", _enable, False),
        ("key", "scrive una chiave per programmi, per esempio MLFLOW_TRACKING_TOKEN", _write_key, False),
    ]
    for action, help_text, work, with_role in described:
        parser = actions.add_parser(action, help=help_text)
        parser.add_argument("name", metavar="NOME")
        if with_role:
            parser.add_argument(
                "--role", required=True, choices=ROLES, metavar="RUOLO", help=", ".join(ROLES)
            )
        parser.set_defaults(work=work)


def _create(chosen: argparse.Namespace) -> int:
    account = create_account(chosen.name, chosen.role, _ask_password())
    print(f"Aggiunta: {account.name}, {account.role}.")
    return 0


def _list_accounts(_chosen: argparse.Namespace) -> int:
    accounts = list_accounts()
    for account in accounts:
        print(f"{account.name}\t{account.role}\t{'esclusa' if account.disabled else 'ammessa'}")
    if not accounts:
        print("Nessuna persona: Officina si apre senza login, solo su questo computer.")
    return 0


def _change_role(chosen: argparse.Namespace) -> int:
    account = change_role(chosen.name, chosen.role)
    print(f"{account.name} ora ha il ruolo di {account.role}.")
    return 0


def _change_password(chosen: argparse.Namespace) -> int:
    account = change_password(chosen.name, _ask_password())
    print(f"Password cambiata per {account.name}; le sue sessioni sono chiuse.")
    return 0


def _disable(chosen: argparse.Namespace) -> int:
    print(f"{disable_account(chosen.name).name} non può più entrare.")
    return 0


def _enable(chosen: argparse.Namespace) -> int:
    print(f"{disable_account(chosen.name, disabled=False).name} può entrare di nuovo.")
    return 0


def _write_key(chosen: argparse.Namespace) -> int:
    from apps.gate.sessions import issue_program_key

    print(issue_program_key(open_account(chosen.name)))
    return 0


def _ask_password() -> str:
    """Twice from a terminal, where nobody sees what is typed; one line when it comes through a pipe."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Ancora una volta: ") != password:
        raise UserError("Le due password sono diverse.", remedy="Ripetere il comando.")
    return password


if __name__ == "__main__":
    sys.exit(main())
