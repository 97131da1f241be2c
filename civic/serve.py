"""Serving the house with uvicorn: as many processes as set, behind the city's proxy."""

import uvicorn

from civic import settings as house
from civic.app import Insecure, build
from civic.core.database import DB
from civic.core.envelope import log_to_stderr


def app():
    """What each process runs: settings come from the environment anew."""
    settings = house.read()
    log_to_stderr()
    DB.locate(settings.database_url)
    return build(settings)


def serve(settings: house.Settings) -> int:
    try:
        build(settings)
    except Insecure as wrong:
        print(f"Voz y Voto does not start like this:\n\n{wrong}\n\nRun `civic doctor` after mending it.")
        return 1
    uvicorn.run(
        "civic.serve:app",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        access_log=False,
        log_level="warning",
        forwarded_allow_ips=settings.proxy,
        server_header=False,
        timeout_graceful_shutdown=10,
    )
    return 0
