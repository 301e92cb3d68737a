"""Every setting of Officina, in one place; each can be given as `OFFICINA_<NAME>` in the environment."""

import os
from functools import cache
from pathlib import Path

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

REPOSITORY = Path(__file__).resolve().parents[2]


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="OFFICINA_", frozen=True, extra="ignore")

    home: Path = REPOSITORY
    """the folder that holds `var/` (everything people make) and `mlruns/`; back up these two"""
    host: str = "127.0.0.1"
    port: int = Field(default=8800, ge=1, le=65535)
    model_port: int = Field(default=8801, ge=1, le=65535)
    """loopback port of the model process"""
    public_origins: tuple[str, ...] = ()
    """addresses under which browsers reach a network installation, e.g. `["https://officina.comune.it"]`"""
    allow_network: bool = False
    """whether models and metrics named by id may be fetched from the Hugging Face hub"""
    normattiva: bool = False
    """whether acts may be searched on Normattiva and fetched from it"""
    normattiva_addresses: tuple[str, str] = (
        "https://api.normattiva.it/t/normattiva.api/bff-opendata/v1/api/v1",
        "https://www.normattiva.it",
    )
    """of its interface and of its site; no other host is called"""
    texts: Path | None = None
    """folder of the running text that language models are taught from and measured on"""
    database_url: str = ""
    """SQLAlchemy URL of the stores; empty means SQLite under `var/`"""
    technical_days: int = Field(default=21, ge=1)
    """how long after the end of a room presence and rejoin codes are kept"""
    nickname_days: int = Field(default=30, ge=1)
    """the same for nicknames, groups, and rooms that never started"""
    text_days: int = Field(default=90, ge=1)
    """the same for prompts, outputs and texts written by participants"""
    attendance_days: int | None = Field(default=None, ge=1)
    """how long certificates are kept; None: until somebody decides"""
    upload_days: int = Field(default=30, ge=1)
    """how long after its last change a folder of documents brought to a municipal tool is kept"""
    award_days: int = Field(default=365, ge=1)
    """how long a list of past awards, which names operators, is kept after it was brought"""
    runs_per_step: int = Field(default=60, ge=1)
    """how many model calls one participant may ask for in one step of a room"""

    @field_validator("home")
    @classmethod
    def absolute(cls, home: Path) -> Path:
        return home.expanduser().resolve()

    @property
    def var(self) -> Path:
        return self.home / "var"

    @property
    def jobs(self) -> Path:
        return self.var / "jobs"

    @property
    def uploads(self) -> Path:
        """what people bring to the municipal tools: a folder per tool, a folder per case in it"""
        return self.var / "municipal"

    @property
    def data(self) -> Path:
        return self.var / "data"

    @property
    def models(self) -> Path:
        return self.var / "models"

    @property
    def secrets(self) -> Path:
        return self.var / "secrets"

    @property
    def mlruns(self) -> Path:
        return self.home / "mlruns"

    @property
    def shipped_data(self) -> Path:
        return REPOSITORY / "datasets"

    @property
    def store_url(self) -> str:
        return self.store_address("accounts")

    def store_address(self, store: str) -> str:
        """A file of its own on SQLite, beside that of the accounts; a schema of its own on PostgreSQL."""
        accounts = self.database_url or f"sqlite:///{self.var / 'officina.db'}"
        if not accounts.startswith("sqlite"):
            return f"{accounts}{'&' if '?' in accounts else '?'}options=-csearch_path%3D{store}"
        return accounts if store == "accounts" else f"{accounts.rsplit('/', 1)[0]}/{store}.db"

    @property
    def queue_url(self) -> str:
        return f"sqlite:///{self.var / 'queue.db'}"

    @property
    def is_local(self) -> bool:
        return self.host in {"127.0.0.1", "localhost", "::1"}


@cache
def settings() -> Settings:
    """The settings of this process; `settings.cache_clear()` after the environment changed (tests)."""
    found = Settings()
    silence_telemetry(allow_network=found.allow_network)
    return found


def silence_telemetry(*, allow_network: bool) -> None:
    """Nothing leaves the machine: libraries that would call home are told not to, child processes too."""
    os.environ.update(
        GRADIO_ANALYTICS_ENABLED="False",
        STREAMLIT_BROWSER_GATHER_USAGE_STATS="false",
        MLFLOW_DISABLE_TELEMETRY="true",
        HF_HUB_DISABLE_TELEMETRY="1",
        RAGAS_DO_NOT_TRACK="true",
        DO_NOT_TRACK="1",
        TOKENIZERS_PARALLELISM="false",
    )
    offline = "0" if allow_network else "1"
    os.environ.update(HF_HUB_OFFLINE=offline, HF_DATASETS_OFFLINE=offline, TRANSFORMERS_OFFLINE=offline)
