"""The store: who may come in, on SQLite or PostgreSQL, and the secret keys of this installation."""

from workbench.store.accounts import (
    ROLES,
    Account,
    administrator_exists,
    change_password,
    change_role,
    check_password,
    create_account,
    disable_account,
    list_accounts,
    open_account,
)
from workbench.store.database import prepare_store
from workbench.store.keys import secret_key

__all__ = [
    "ROLES",
    "Account",
    "administrator_exists",
    "change_password",
    "change_role",
    "check_password",
    "create_account",
    "disable_account",
    "list_accounts",
    "open_account",
    "prepare_store",
    "secret_key",
]
