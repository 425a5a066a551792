"""The server of one surface: `python -m suar.config.answering suar.config.asgi.public:application HOST PORT WORKERS`.

The application is loaded once and its request processes are forked from that: all of them answer as soon as the first
could, one that was killed is replaced by one that has nothing left to load, and they share what was loaded. No
connection and no thread is made before the fork."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from importlib import import_module
from typing import Any

from django.urls import get_resolver
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from suar.config.lineage import forks_die_with_me


def loaded(application: str) -> Any:
    """The application, with all the modules that its first page would load."""
    module, _, name = application.partition(":")
    found = getattr(import_module(module), name)
    _ = get_resolver().url_patterns
    return found


def main(application: str, host: str, port: str, workers: str) -> None:
    found = loaded(application)
    multiprocessing.set_start_method("fork")
    forks_die_with_me(signal.SIGKILL)  # the server waits for its request processes when it is told to stop
    server = Granian(
        application,
        address=host,
        port=int(port),
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,  # no streams that one connection opens and resets by the thousand
        workers=int(workers),
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=3,
        websockets=False,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=lambda: found, wrap_loader=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
