"""The door as it is created, looked at once in an interpreter of its own: MLflow and Streamlit are global."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from workbench.settings import REPOSITORY

LOOKING = """
import json, sys
from apps.server import BENCH, create_door
from workbench.store import STORES, database

def walk(routes, prefix=""):
    for route in routes:
        if hasattr(route, "original_router"):
            yield from walk(route.original_router.routes, prefix + route.include_context.prefix)
        elif hasattr(route, "endpoint"):
            for method in getattr(route, "methods", None) or ["WEBSOCKET"]:
                yield method, prefix + route.path
        elif route.path == BENCH:
            yield from walk(create_streamlit_routes(route.app._create_runtime()), prefix + route.path)
        elif hasattr(route.app, "routes"):
            yield from walk(route.app.routes, prefix + route.path)
        elif hasattr(route.app, "app"):
            for rule in route.app.app.url_map.iter_rules():  # MLflow's Flask application
                yield from ((method, rule.rule) for method in rule.methods)
        else:
            yield "GET", prefix + route.path + "/{file:path}"

crossroads = create_door()._app
heavy = sorted({"torch", "transformers", "peft", "sklearn", "dbos", "evaluate"} & set(sys.modules))
ready = database._migrate.cache_info().currsize == len(STORES)
from streamlit import config
from streamlit.web.server.starlette.starlette_app import create_streamlit_routes
options = ("runner.postScriptGC", "server.fileWatcherType", "browser.gatherUsageStats")
print(json.dumps({
    "heavy": heavy,
    "stores are ready": ready,
    "options": {name: config.get_option(name) for name in (*options, "server.corsAllowedOrigins")},
    "routes": sorted({*walk(crossroads._api._app.routes), *walk(crossroads._mlflow.routes)}),
}))
"""


@pytest.fixture(scope="session")
def created_door(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", LOOKING],
        env=os.environ | {"OFFICINA_HOME": str(tmp_path_factory.mktemp("creata"))},
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.strip().splitlines()[-1])
