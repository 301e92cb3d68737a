"""What every test may ask for: a home of its own, empty stores, and tiny random models of several classes."""

import gc
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = Path("/usr/bin/chromium")
SENTENCES = [
    "Buongiorno, il lampione di via Verdi è spento da una settimana.",
    "Vorrei sapere quando scade la mia carta d'identità e come si rinnova.",
    "La mensa di mio figlio costa troppo, esistono riduzioni per l'ISEE?",
    "Ho preso una multa ingiusta, perché il cartello era coperto dai rami.",
    "Quanto devo pagare per i rifiuti della casa della nonna?",
]
AMOUNT = re.compile(r"\d+(?:\.\d{3})*(?:,\d\d)?")
FIXED_TEXT = "".join(
    f"Il servizio n. {n} dura 24 mesi e costa € {n * 37 % 9973}.500,00. " for n in range(12_000)
)
FIXED_SECONDS = 0.076
"""what `_fixed_work` takes on the free machine on which the bounds of time were set"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A bound of time is held by the slow run, which has the processors for itself."""
    for item in items:
        if "stopwatch" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)


@dataclass
class Taken:
    seconds: float = 0.0
    """of processor, as that free machine would take; known when the work is done"""


@pytest.fixture
def stopwatch() -> Callable[[], AbstractContextManager[Taken]]:
    """Times a piece of work: `with stopwatch() as taken: …`, then `taken.seconds`.

    Others use the same processors, and some are slower: by as much as a fixed piece of work takes longer just
    before and after, the time taken is shortened. What other tests left in memory is not searched for
    rubbish meanwhile: that alone takes a second.
    """

    @contextmanager
    def timed() -> Iterator[Taken]:
        taken = Taken()
        gc.collect()
        gc.freeze()
        before, start = _fixed_work(), time.process_time()
        try:
            yield taken
            spent = time.process_time() - start
            taken.seconds = spent * 2 * FIXED_SECONDS / (before + _fixed_work())
        finally:
            gc.unfreeze()

    return timed


def _fixed_work() -> float:
    """Seconds of processor for searching a text and keeping what was found, which is what the rules do."""
    start = time.process_time()
    for _ in range(4):
        places: dict[str, list[re.Match[str]]] = {}
        for found in AMOUNT.finditer(FIXED_TEXT):
            places.setdefault(found.group().replace(".", ""), []).append(found)
    return time.process_time() - start


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """One Chromium of the system for every browser test: two synchronous Playwrights cannot live together."""
    if not CHROMIUM.exists():
        pytest.skip(f"manca {CHROMIUM}: apt install chromium")
    quiet = ("background-networking", "component-update", "sync", "dev-shm-usage", "gpu")
    return {
        "executable_path": str(CHROMIUM),
        "headless": True,
        "args": ["--no-sandbox", *(f"--disable-{name}" for name in quiet)],
    }


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty Officina of its own: `var/` and `mlruns/` under a temporary folder."""
    from workbench.settings import settings

    monkeypatch.setenv("OFFICINA_HOME", str(tmp_path))
    settings.cache_clear()
    yield tmp_path
    settings.cache_clear()


def _binaries() -> Path | None:
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = shutil.which("initdb")
    return next(
        (place for place in places if (place / "initdb").exists()), Path(found).parent if found else None
    )


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a throw-away PostgreSQL cluster that listens on a unix socket only."""
    binaries = _binaries()
    if binaries is None:
        pytest.skip("PostgreSQL non è installato")
    pytest.importorskip("psycopg")
    folder = Path(tempfile.mkdtemp(prefix="officina-pg-"))
    # PostgreSQL refuses to run as root.
    user = "nobody" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)

    def execute(program: str, *arguments: str) -> None:
        subprocess.run(
            [binaries / program, *arguments], user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL
        )

    cluster = str(folder / "cluster")
    execute("initdb", "-D", cluster, "-U", "officina", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C")
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    execute("pg_ctl", "-D", cluster, "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql+psycopg://officina@/postgres?host={folder}"
    finally:
        execute("pg_ctl", "-D", cluster, "-m", "immediate", "stop")
        shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Empty stores on SQLite and, where it is installed, on PostgreSQL too; gives the URL of the accounts."""
    if request.param == "postgresql":
        monkeypatch.setenv("OFFICINA_DATABASE_URL", request.getfixturevalue("postgres_server"))
    yield from _stores()


@pytest.fixture
def sqlite_store(home: Path) -> Iterator[str]:
    """Empty stores on SQLite only, for tests of what does not touch the database itself."""
    yield from _stores()


def _stores() -> Iterator[str]:
    from workbench.settings import settings
    from workbench.store import STORES, database

    settings.cache_clear()
    yield settings().store_url
    for store in STORES:
        opened = database._engine(settings().store_address(store))
        if opened.dialect.name == "postgresql":
            with opened.begin() as connection:
                connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {store} CASCADE")
        opened.dispose()
    database._engine.cache_clear()
    database._migrate.cache_clear()


def _tokenizer(folder: Path) -> int:
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=400,
        special_tokens=["<|fine|>", "<|vuoto|>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(SENTENCES, trainer)
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, eos_token="<|fine|>", bos_token="<|fine|>", pad_token="<|vuoto|>"
    )
    fast.save_pretrained(folder)
    return len(fast)


def _save(model_class: str, config_class: str, folder: Path, **sizes: int) -> Path:
    import torch
    import transformers

    size = _tokenizer(folder)
    torch.manual_seed(0)
    config = getattr(transformers, config_class)(vocab_size=size, pad_token_id=1, **sizes)
    if model_class != "BertModel":
        config.eos_token_id = config.bos_token_id = 0
    getattr(transformers, model_class)(config).save_pretrained(folder)
    return folder


LLAMA_SIZES = {
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "num_key_value_heads": 2,
    "max_position_embeddings": 256,
}


@pytest.fixture(scope="session")
def tiny_llama(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _save("LlamaForCausalLM", "LlamaConfig", tmp_path_factory.mktemp("llama"), **LLAMA_SIZES)


@pytest.fixture(scope="session")
def tiny_qwen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _save("Qwen2ForCausalLM", "Qwen2Config", tmp_path_factory.mktemp("qwen"), **LLAMA_SIZES)


@pytest.fixture(scope="session")
def tiny_gpt2(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sizes = {"n_embd": 32, "n_layer": 2, "n_head": 2, "n_positions": 256}
    return _save("GPT2LMHeadModel", "GPT2Config", tmp_path_factory.mktemp("gpt2"), **sizes)


@pytest.fixture(scope="session")
def tiny_bert(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sizes = {
        "hidden_size": 32,
        "intermediate_size": 64,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "max_position_embeddings": 256,
    }
    return _save("BertModel", "BertConfig", tmp_path_factory.mktemp("bert"), **sizes)
