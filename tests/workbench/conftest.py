"""The model process inside the test, really listening: for the tests of serving and of the backends."""

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.settings import settings

KEY = "chiave-di-prova"


@pytest.fixture
def models(home: Path, tiny_llama: Path, tiny_gpt2: Path, tiny_qwen: Path) -> Path:
    """Three tiny writers in `var/models`: lama, gipiti, quen."""
    for source, name in ((tiny_llama, "lama"), (tiny_gpt2, "gipiti"), (tiny_qwen, "quen")):
        shutil.copytree(source, settings().models / name)
    return settings().models


@pytest.fixture
def classifier(home: Path, tiny_bert: Path) -> str:
    """A tiny classifier with three offices; gives its name."""
    import torch
    from transformers import AutoModelForSequenceClassification

    folder = settings().models / "uffici"
    shutil.copytree(tiny_bert, folder)
    torch.manual_seed(0)
    labels = {0: "anagrafe", 1: "tributi", 2: "verde"}
    network = AutoModelForSequenceClassification.from_pretrained(
        folder, num_labels=3, id2label=labels, label2id={name: index for index, name in labels.items()}
    )
    network.save_pretrained(folder)
    return "uffici"


@pytest.fixture
def listening(home: Path) -> Iterator[tuple[str, str]]:
    """Address and key of the model process, which listens in a thread of this test."""
    import uvicorn

    from workbench.serving.application import create_application

    config = uvicorn.Config(create_application(KEY), host="127.0.0.1", port=0, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/v1", KEY
    server.should_exit = True
    thread.join(30)
