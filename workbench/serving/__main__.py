"""`python -m workbench.serving`: the model process, on loopback only."""

import logging
import os
import sys
from contextlib import nullcontext

from workbench.settings import settings
from workbench.store import secret_key


def main() -> int:
    import uvicorn

    from workbench.serving.application import create_application

    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=logging.INFO)
    application = create_application(secret_key("modelli"), died=lambda: os._exit(1))
    config = uvicorn.Config(
        application, host="127.0.0.1", port=settings().model_port, log_config=None, access_log=False
    )
    server = uvicorn.Server(config)
    # A signal ends it at once, as a crash would: the queue is on disk, and there is one way of dying to test.
    # Ending in order would tell every client that its request is over.
    server.capture_signals = nullcontext  # type: ignore[method-assign,assignment]
    server.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
