"""The one door: one process, one port, one login; Streamlit, MLflow, Gradio and the rooms behind one gate.

Run by `python -m apps run`. The private names of MLflow and Streamlit used here are held by
`tests/apps/test_server.py`.
One process only: the sessions of Streamlit and the queue of Gradio live in memory.
"""

import asyncio
import gc
import logging
import os
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from socket import socket
from typing import Any

import uvicorn
from anyio import to_thread
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from apps.gate import Addresses, Directory, Gate, refuse_open_network
from apps.gate.addresses import listen
from apps.gate.language import ItalianPages
from apps.gate.login import Login
from apps.gate.pages import HOME, PAGE_HEADERS, PAGES, closed
from apps.gate.reports import REPORT_ROUTE
from apps.labs.web import Rooms
from apps.municipal.tenders import downloads as tender_files
from workbench.backends import local_backend
from workbench.errors import USER_ERROR_EXIT, UserError
from workbench.settings import Settings, settings
from workbench.store import prepare_store

THREADS = 100
"""of the whole process: Streamlit would leave 28 for its files, MLflow and Gradio together"""
LARGEST_UPLOAD = "50mb"
"""of one file; what a tool reads of it has limits of its own"""
MLFLOW, CHAT, BENCH, TENDERS = "/mlflow", "/chat", "/banco", "/atti"


def create_door(rooms: Rooms | None = None) -> ASGIApp:
    """The whole application, gate included."""
    refuse_open_network()
    # Alembic keeps the migration under way in a global: MLflow's own, once it serves, would exchange it.
    prepare_store()
    addresses = Addresses.of(settings())
    directory = Directory()
    mlflow_app = _mlflow(settings())
    streamlit_app = _streamlit(settings())
    rooms = rooms or Rooms(local_backend())

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(streamlit_app.lifespan()(app))
            await stack.enter_async_context(mlflow_app.router.lifespan_context(mlflow_app))
            await stack.enter_async_context(rooms.running())
            to_thread.current_default_thread_limiter().total_tokens = THREADS
            _one_voice()
            warming = asyncio.create_task(_warm())
            yield
            warming.cancel()

    told: dict[int | type[Exception], Any] = {404: _missing, 500: _broken}
    api = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None, exception_handlers=told)
    api.router.routes.extend(
        [
            Route("/", _home, methods=["GET"]),
            Route("/salute", _health, methods=["GET"]),
            Route("/favicon.ico", _no_icon, methods=["GET"]),
            *Login.routes(directory),
            REPORT_ROUTE,
            *rooms.routes(),
            *tender_files.ROUTES,
        ]
    )
    _mount_tools(api)
    api.mount(BENCH, streamlit_app)
    return Gate(_Crossroads(ItalianPages(api), mlflow_app), addresses, directory)


async def _warm() -> None:
    """Opens MLflow's database, which takes seconds the first time, while somebody opens the first page."""
    from mlflow.server.handlers import _get_model_registry_store, _get_tracking_store

    _freeze()
    for open_store in (_get_tracking_store, _get_model_registry_store):
        await to_thread.run_sync(open_store)
    _freeze()


def _freeze() -> None:
    """What is loaded stays for ever: a collection that skips it does not stop everybody's page."""
    gc.collect()
    gc.freeze()


class _Crossroads:
    """Forwards `/mlflow/...` with its path unchanged: a shorter one slips past MLflow's own checks."""

    def __init__(self, api: ASGIApp, mlflow_app: ASGIApp) -> None:
        self._api = api
        self._mlflow = mlflow_app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if path == MLFLOW:
            await RedirectResponse(f"{MLFLOW}/")(scope, receive, send)
        elif path.startswith(f"{MLFLOW}/"):
            await self._mlflow(scope, receive, send)
        else:
            await self._api(scope, receive, send)


async def _home(_request: Request) -> Response:
    return RedirectResponse(HOME, status_code=303)


async def _health(_request: Request) -> Response:
    return JSONResponse({"stato": "attivo"})


async def _missing(request: Request, _error: Exception) -> Response:
    reason = "A questo indirizzo non c'è nessuna pagina."
    return closed(request.method, request.headers, "Qui non c'è niente", reason, 404)


async def _broken(_request: Request, _error: Exception) -> Response:
    """What a person sees of a bug; the log has the rest."""
    return HTMLResponse(PAGES.get_template("guasto.html").render(), 500, PAGE_HEADERS)


async def _no_icon(_request: Request) -> Response:
    return PlainTextResponse("", status_code=204)


def mlflow_environment(found: Settings) -> dict[str, str]:
    """What MLflow's server reads from its environment, private names included; set before it is imported."""
    store = f"sqlite:///{found.mlruns / 'mlflow.db'}"
    origins = [f"http://{found.host}:{found.port}", *found.public_origins]
    return {
        "_MLFLOW_STATIC_PREFIX": MLFLOW,
        "_MLFLOW_SERVER_FILE_STORE": store,
        "_MLFLOW_SERVER_REGISTRY_STORE": store,
        "_MLFLOW_SERVER_SERVE_ARTIFACTS": "true",
        "_MLFLOW_SERVER_ARTIFACT_ROOT": "mlflow-artifacts:/",
        "_MLFLOW_SERVER_ARTIFACT_DESTINATION": str(found.mlruns / "artifacts"),
        "MLFLOW_TRACKING_URI": store,
        # The gate has checked host and origin already, by stricter rules that follow the address.
        "MLFLOW_SERVER_ALLOWED_HOSTS": "*",
        "MLFLOW_SERVER_CORS_ALLOWED_ORIGINS": ",".join(origins),
        "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",
        "MLFLOW_DISABLE_TELEMETRY": "true",
    }


def _mlflow(found: Settings) -> Any:
    (found.mlruns / "artifacts").mkdir(parents=True, exist_ok=True)
    os.environ.update(mlflow_environment(found))
    from mlflow.server.fastapi_app import app

    confine_artifacts((found.mlruns / "artifacts", found.models))
    return app


def confine_artifacts(folders: tuple[Path, ...]) -> None:
    """Lets MLflow open local files in these folders only.

    Whoever may create an experiment may name its artifact folder, and MLflow would then hand out any file
    of this machine, the keys of the sessions among them.
    """
    from mlflow.exceptions import MlflowException
    from mlflow.store.artifact.artifact_repository_registry import _artifact_repository_registry
    from mlflow.store.artifact.local_artifact_repo import LocalArtifactRepository

    roots = tuple(folder.resolve() for folder in folders)

    class ConfinedRepository(LocalArtifactRepository):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            place = Path(self.artifact_dir).resolve()
            if not any(place.is_relative_to(root) for root in roots):
                raise MlflowException.invalid_parameter_value("Artifacts outside Officina are not served.")

    for scheme in ("", "file"):
        _artifact_repository_registry.register(scheme, ConfinedRepository)


def streamlit_options(found: Settings) -> dict[str, Any]:
    """Streamlit for many people: no full collection after each run, no watching of files, no telemetry.

    These hold whatever `.streamlit/config.toml` says.
    """
    return {
        "runner.postScriptGC": False,
        "server.fileWatcherType": "none",
        "server.corsAllowedOrigins": [f"http://{found.host}:{found.port}", *found.public_origins],
        "server.port": found.port,
        "server.headless": True,
        "browser.gatherUsageStats": False,
        "client.showErrorDetails": "none",
    }


def _streamlit(found: Settings) -> Any:
    import streamlit
    from streamlit import config

    app = streamlit.App(Path(__file__).parent / "streamlit_app.py")
    config.get_config_options(force_reparse=True, options_from_flags=streamlit_options(found))
    return app


def _mount_tools(api: FastAPI) -> None:
    """The Gradio pages, dressed alike; what they receive lies where retention looks for it."""
    os.environ["GRADIO_TEMP_DIR"] = str(settings().uploads / "gradio")
    import gradio

    from apps.compare_chat import demo as chat
    from apps.municipal.tenders import demo as tenders

    for path, tool in ((CHAT, chat), (TENDERS, tenders)):
        gradio.mount_gradio_app(
            api,
            tool.build(local_backend()),
            path=path,
            auth_dependency=lambda request: request.scope["officina_person"].name,
            footer_links=[],
            run_history=False,
            show_error=True,
            css=tool.CSS,
            head="".join(dict.fromkeys((chat.HEAD, tool.HEAD))),
            theme=chat.THEME,
            max_file_size=LARGEST_UPLOAD,
        )


def _one_voice() -> None:
    """Streamlit gives the loggers of the server handlers of its own, and every line would appear twice."""
    for name in ("uvicorn", "uvicorn.access", "uvicorn.error", "uvicorn.asgi", "websockets"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
        logger.setLevel(logging.WARNING)


class _Server(uvicorn.Server):
    """Ends the event streams when it stops: they would be cut off after the wait, each with a traceback."""

    def __init__(self, config: uvicorn.Config, rooms: Rooms) -> None:
        super().__init__(config)
        self._rooms = rooms

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        self._rooms.end_streams()
        await super().shutdown(sockets)


def main() -> int:
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=logging.INFO)
    # It would note every question to the model process.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    try:
        listening = listen(settings().host, settings().port)
        rooms = Rooms(local_backend())
        config = uvicorn.Config(
            create_door(rooms),
            log_config=None,
            # No access log: it would keep the address of everybody who asks.
            access_log=False,
            ws="websockets-sansio",
            ws_max_size=512 * 1024 * 1024,
            timeout_graceful_shutdown=3,
            server_header=False,
        )
    except UserError as error:
        print(error, file=sys.stderr)
        return USER_ERROR_EXIT
    _Server(config, rooms).run(sockets=[listening])
    return 0


if __name__ == "__main__":
    sys.exit(main())
