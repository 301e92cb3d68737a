import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from workbench.settings import settings

KEY = "chiave-di-prova"


def _put(source: Path, name: str) -> None:
    shutil.copytree(source, settings().models / name)


@pytest.fixture
def models(home: Path, tiny_llama: Path, tiny_gpt2: Path, tiny_qwen: Path) -> Path:
    """Three tiny writers in `var/models`: lama, gipiti, quen."""
    for source, name in ((tiny_llama, "lama"), (tiny_gpt2, "gipiti"), (tiny_qwen, "quen")):
        _put(source, name)
    return settings().models


@pytest.fixture
def classifier(home: Path, tiny_bert: Path) -> str:
    """A tiny classifier with three offices; gives its name."""
    import torch
    from transformers import AutoModelForSequenceClassification

    _put(tiny_bert, "uffici")
    folder = settings().models / "uffici"
    torch.manual_seed(0)
    labels = {0: "anagrafe", 1: "tributi", 2: "verde"}
    network = AutoModelForSequenceClassification.from_pretrained(
        folder, num_labels=3, id2label=labels, label2id={name: index for index, name in labels.items()}
    )
    network.save_pretrained(folder)
    return "uffici"


@pytest.fixture
def client(home: Path) -> Iterator[TestClient]:
    from workbench.serving.application import create_application

    with TestClient(create_application(KEY), headers={"Authorization": f"Bearer {KEY}"}) as opened:
        yield opened
