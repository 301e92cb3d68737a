"""The stores, each a database of its own on SQLite or a schema on PostgreSQL, and the secret keys."""

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
from workbench.store.database import engine, insert_new, prepare_store, writing
from workbench.store.keys import secret_key
from workbench.store.tables import STORES

__all__ = [
    "ROLES",
    "STORES",
    "Account",
    "administrator_exists",
    "change_password",
    "change_role",
    "check_password",
    "create_account",
    "disable_account",
    "engine",
    "insert_new",
    "list_accounts",
    "open_account",
    "prepare_store",
    "secret_key",
    "writing",
]
