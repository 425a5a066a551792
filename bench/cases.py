"""Files of children: opening one with its duties, and a page of the list among very many.

The list is measured among SUAR_BENCH_SCALE files (100,000 unless told; the budget speaks of 1,000,000). Yardsticks, in
the same process on the same databases: the same rows saved by the bare ORM, already sealed and without a record; the
same page with the names in clear, without a key opened or a read recorded."""

from __future__ import annotations

import base64
import json
import re
import statistics
import subprocess
import sys
import tempfile
import uuid
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.homes import scale

SCALE = scale()
OPENED = 300
PAGES = 60
DAYS = 2000  # over which the files were opened
NAMES = "Aisyah Bujang Dara Dewi Eka Fitri Hendri Indah Kartini Lina Maria Nabila Petrus Rahmat Siti Yohanes".split()


def rows() -> list[dict[str, Any]]:
    from e2e import office as offices

    with tempfile.TemporaryDirectory() as folder:
        office = offices.make(Path(folder) / "home")
        command = [sys.executable, "-m", "bench.cases"]
        done = subprocess.run(command, env=office.environment, check=True, stdout=subprocess.PIPE, text=True)
    found: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return found


def measured() -> list[dict[str, Any]]:
    """In the office's home: first the opening of files, then the list among many."""
    import django

    django.setup()
    from suar.registry.accounts.models import User

    officer = User.objects.get(username="divisi_pengaduan")
    return [*opening(officer), *listing(officer)]


def opening(officer: Any) -> list[dict[str, Any]]:
    from django.db import transaction

    from suar.casework.cases import actions
    from suar.casework.children import actions as children
    from suar.core.ledger.models import Entry

    start = perf_counter()
    known = [children.register(office=officer.office, by=officer, name=name(n)) for n in range(OPENED)]
    registered = OPENED / (perf_counter() - start)

    def open_file(child: Any) -> None:
        actions.open_case(
            child=child, office=officer.office, by=officer, kind="pengaduan", cluster="trafficking", officer=officer,
            risk="high", region_code="61.71", summary="Ringkasan singkat untuk ukuran.",
        )  # fmt: skip

    open_file(known[0])  # the calendar and the rules are read once a process
    before = Entry.objects.latest("id").pk
    start = perf_counter()
    for child in known:
        open_file(child)
    opened = OPENED / (perf_counter() - start)
    listed = [rows_of(entry) for entry in Entry.objects.filter(pk__gt=before).order_by("pk")]
    start = perf_counter()
    for made in listed:
        with transaction.atomic():
            save_bare(*made)
    bare = OPENED / (perf_counter() - start)
    return [
        line("register a child: key, search tokens, entry", registered, "/s", ""),
        line("open a file with its entry and duties", opened, "/s", "≥ 100"),
        line("the same against the bare ORM", opened, "/s", "≤ 3 ×", bare, bare / opened),
    ]


def save_bare(entry: Any, *made: Any) -> None:
    """The rows of one opening again, under new keys."""
    from django.db.models import Model

    from suar.core.ledger.models import Covered, Pending

    entry.pk, entry.mac = None, uuid.uuid4().bytes * 2
    Model.save(entry, force_insert=True)
    for row in made:
        if isinstance(row, Covered | Pending):
            row.pk, row.entry = None, entry
        else:
            row.pk = uuid.uuid4()
            row.number = f"x{row.pk.hex[:15]}"
        Model.save(row, force_insert=True)


def rows_of(entry: Any) -> list[Any]:
    """Every row that one opening wrote, in an order that foreign keys allow."""
    from suar.casework.cases.models import Case
    from suar.casework.duties.models import Duty
    from suar.core.ledger.models import Covered, Pending

    covered = list(Covered.objects.filter(entry=entry))
    ids = [row.row for row in covered]
    return [entry, *Case.objects.filter(pk__in=ids), *Duty.objects.filter(pk__in=ids), *covered, Pending(entry=entry)]


def listing(officer: Any) -> list[dict[str, Any]]:
    from django.test import Client
    from django.test.utils import override_settings

    fill(officer)
    client = Client(headers={"host": "localhost"})
    client.force_login(officer)
    sealed = pages(client, "/berkas/")
    with override_settings(ROOT_URLCONF="bench.plain_list"):
        clear = pages(client, "/berkas/")
    label = f"case list, 20 of {SCALE:,}"
    first, deep = statistics.median(sealed[:20]), statistics.median(sealed[-20:])
    p50, yardstick = statistics.median(sealed), statistics.median(clear)
    return [
        line(f"{label}: p50", p50, "ms", "≤ 25", yardstick, p50 / yardstick),
        line(f"{label}: the last pages against the first", deep, "ms", "≈ 1 ×", first, deep / first),
    ]


def pages(client: Any, url: str) -> list[float]:
    """Milliseconds of each page, from one to the next by its own link, after five for warmth."""
    times, address = [], url
    for n in range(PAGES + 5):
        start = perf_counter()
        answer = client.get(address)
        if n >= 5:
            times.append((perf_counter() - start) * 1000)
        found = re.search(r'href="\?(?:[^"]*;)?lama=([^"&]+)" rel="next"', answer.content.decode())
        assert answer.status_code == 200 and found
        # After half of the way far into the list: a page must cost the same there.
        address = f"{url}?lama={deep(found[1]) if n == PAGES // 2 else found[1]}"
    return times


def deep(cursor: str) -> str:
    """The cursor moved to where some 1,500 files are left."""
    values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    values[0] = {"t": (first_day() + timedelta(days=-(-DAYS * 1500 // SCALE))).isoformat()}
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def first_day() -> date:
    return date(2021, 1, 1)


def fill(officer: Any) -> None:
    """Files as the program stores them, many at once: sealed names, a duty each, and the same in clear beside them."""
    from django.db import connection, transaction

    from bench.plain_list import PlainCase, PlainChild

    with connection.schema_editor() as editor:
        editor.create_model(PlainChild)
        editor.create_model(PlainCase)
    for start in range(0, SCALE, 5000):
        with transaction.atomic():
            for model, made in batch(officer, start, min(start + 5000, SCALE)).items():
                bulk(model, made)
        print(f"\r{min(start + 5000, SCALE):,} of {SCALE:,} files", end="", file=sys.stderr)
    print(file=sys.stderr)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def batch(officer: Any, start: int, end: int) -> dict[Any, list[Any]]:
    from django.utils import timezone

    from bench.plain_list import PlainCase, PlainChild
    from suar.casework.cases.models import Case
    from suar.casework.children.models import Child
    from suar.casework.duties.models import Duty
    from suar.core.vault import keys
    from suar.core.vault.fields import unlock

    office, now = officer.office, timezone.now()
    children = [Child(id=uuid.uuid4(), office=office, name=name(n), sex="P") for n in range(start, end)]
    keys.create_many([child.id for child in children])
    unlock(children)
    made: dict[Any, list[Any]] = {PlainChild: [], Child: children, Case: [], PlainCase: [], Duty: []}
    for n, child in zip(range(start, end), children, strict=True):
        facts = {
            "id": uuid.uuid4(), "office": office, "number": f"{n:09}", "kind": "pengaduan", "cluster": "trafficking",
            "region_code": "61.71", "opened_on": first_day() + timedelta(days=n % DAYS), "officer": officer,
            "risk": "high", "safe_now": "yes", "status": "open",
        }  # fmt: skip
        made[PlainChild].append(PlainChild(id=child.id, name=name(n)))
        made[Case].append(Case(**facts, child=child))
        made[PlainCase].append(PlainCase(**facts, child_id=child.id))
        made[Duty].append(
            Duty(
                office=office, about="child", subject=child.id, case_id=facts["id"], kind="monitor", owed_to="child",
                rule="house.monitoring.high", due_at=now, turn_at=now, started_at=now, version=1,
            )
        )  # fmt: skip
    return made


def bulk(model: Any, made: list[Any]) -> None:
    from django.db.models import QuerySet

    QuerySet.bulk_create(model._default_manager.all(), made, batch_size=500)


def name(n: int) -> str:
    return f"{NAMES[n % len(NAMES)]} {NAMES[n // len(NAMES) % len(NAMES)]}"


def line(
    what: str, figure: float, unit: str, budget: str, yardstick: float | None = None, ratio: float | None = None
) -> dict[str, Any]:
    return {"name": what, "figure": figure, "unit": unit, "budget": budget, "yardstick": yardstick, "ratio": ratio}


if __name__ == "__main__":
    print(json.dumps(measured()))
