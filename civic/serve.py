"""Serving the house with uvicorn: as many processes as set, behind the city's proxy."""

import gc

import uvicorn

from civic import settings as house
from civic.app import Insecure, build
from civic.core.database import DB
from civic.core.envelope import log_to_stderr

DEMO = "CIVIC_MODE is demo. The demonstration has a database of its own: start it with `make demo`."


def app():
    """What each process runs: settings come from the environment anew. The door of the cast opens in `civic demo` only."""
    settings = house.read()
    if settings.is_demo:
        raise Insecure(DEMO)
    log_to_stderr()
    DB.locate(settings.database_url)
    built = build(settings)
    # What is there now stays: to look through all of it for garbage, again and again, stops everybody for 0.2 s.
    gc.collect()
    gc.freeze()
    return built


def serve(settings: house.Settings) -> int:
    try:
        if settings.is_demo:
            raise Insecure(DEMO)
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
