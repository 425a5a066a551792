"""The yardstick of the public form: a Django application that writes one row a request and does nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from e2e.office import free_port, wait_for

from bench import callers

APPLICATION = """
import os, sys
from pathlib import Path
from django.conf import settings
from suar.config.environment import postgres, sqlite
named = os.environ["BARE_DATABASE"]
DATABASE = postgres(named) if named.startswith("postgres") else sqlite(Path(named))
settings.configure(
    SECRET_KEY="bare", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, USE_TZ=True, INSTALLED_APPS=[], MIDDLEWARE=[],
    DATABASES={"default": DATABASE})
import django
django.setup()
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpResponse
from django.urls import path

def write(request):
    request.body
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bare (body) VALUES (%s)", ["x" * 2000])
    return HttpResponse("ok")

def ready(request):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS bare (body TEXT)")
    return HttpResponse("ok")

urlpatterns = [path("", write), path("ready", ready)]
from suar.config.asgi.buffering import Buffered
application = Buffered(get_wsgi_application())
"""


def complaints_per_second(folder: Path, clients: int, complaints: int, *, database: str = "") -> float:
    """As many bare requests as complaints have screens, from as many of the same callers, on the server and settings of
    the public form, counted in complaints. `database` is a PostgreSQL address, or empty for a file of SQLite."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bare_application.py").write_text(APPLICATION)
    port = free_port()
    environment = {**os.environ, "BARE_DATABASE": database or str(folder / "bare.sqlite3"), "PYTHONPATH": str(folder)}
    command = [sys.executable, "-m", "granian", "bare_application:application", "--interface", "asgi"]
    command += ["--port", str(port), "--workers", "2", "--no-ws", "--log-level", "warning"]
    server = subprocess.Popen(command, env=environment, cwd=folder)
    try:
        wait_for(f"http://127.0.0.1:{port}/ready")
        return callers.run("bare", f"127.0.0.1:{port}", clients, complaints).rate(complaints)
    finally:
        server.terminate()
        server.wait(10)
