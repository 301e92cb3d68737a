from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

KEY = "chiave-di-prova"


@pytest.fixture
def client(home: Path) -> Iterator[TestClient]:
    from workbench.serving.application import create_application

    with TestClient(create_application(KEY), headers={"Authorization": f"Bearer {KEY}"}) as opened:
        yield opened
