"""What a process loads before its first page: a second start is quick, and an office's machine is small."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from suar.config.cli import WITHOUT_DJANGO
from suar.config.serving import outside

pytestmark = pytest.mark.real_clock

# Each of these costs a tenth of a second or ten megabytes, in every process that loads it.
DRAWING = {"altair", "vl_convert", "typst", "docxtpl", "docx", "xlsxwriter", "pandas", "numpy"}
READING = {"openpyxl", "phonenumbers"}
SIGN_IN = {"allauth", "fido2", "qrcode"}
QUEUE = {"django_tasks_db", "django_stubs_ext"}
WORK = {"holidays", "rapidfuzz"}

LOADED = "import sys, json; {}; print(json.dumps(sorted({{name.partition('.')[0] for name in sys.modules}})))"
FIRST_PAGE = "from django.urls import get_resolver; get_resolver().url_patterns"


def loaded(code: str, environment: dict[str, str]) -> set[str]:
    """The top-level packages in memory after `code`, in a fresh process."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(code)], env=environment, capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stdout))


@pytest.fixture
def inner(tmp_path: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "SUAR_HOME": str(tmp_path),
        "SUAR_DEVELOPMENT": "1",
        "DJANGO_SETTINGS_MODULE": "suar.config.settings.desk",
    }


def test_the_public_process_loads_nothing_of_the_desk(inner: dict[str, str]) -> None:
    (Path(inner["SUAR_HOME"]) / "public" / "static").mkdir(parents=True)
    found = loaded(f"import suar.config.asgi.public; {FIRST_PAGE}", outside(inner))
    assert "django" in found
    assert found & (DRAWING | READING | SIGN_IN | QUEUE | WORK) == set()


def test_the_desk_draws_and_reads_files_only_when_asked(inner: dict[str, str]) -> None:
    (Path(inner["SUAR_HOME"]) / "static").mkdir()
    assert loaded(f"import suar.config.asgi.desk; {FIRST_PAGE}", inner) & (DRAWING | READING) == set()


def test_the_worker_draws_and_reads_files_only_when_asked(inner: dict[str, str]) -> None:
    code = "import django; django.setup(); import suar.config.worker as worker; worker.steps()"
    assert loaded(code, inner) & (DRAWING | READING) == set()


def test_what_watches_over_the_processes_loads_no_django(inner: dict[str, str]) -> None:
    code = "import suar.config.cli as cli, click; c = click.Context(cli.suar); "
    for name in sorted(WITHOUT_DJANGO):
        assert "django" not in loaded(code + f"cli.suar.get_command(c, {name!r})", inner), name
