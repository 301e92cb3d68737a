"""`python -m workbench.serving`: the model process, on loopback only."""

import logging
import sys

from workbench.settings import settings
from workbench.store import secret_key


def main() -> int:
    import uvicorn

    from workbench.serving.application import create_application

    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=logging.INFO)
    uvicorn.run(
        create_application(secret_key("modelli")),
        host="127.0.0.1",
        port=settings().model_port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=3,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
