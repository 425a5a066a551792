"""The desk's pages among a thousand files made through the actions: bytes at the first visit (style and scripts too)
and after, statements with nothing kept, time of an answer.

Statements are counted as a page is served after the seconds for which the sidebar's counts are kept; the frame of the
read record's transaction is not among them. Bytes are those of a browser that takes gzip."""

from __future__ import annotations

import json
import os
import re
import statistics
import sys
from contextlib import ExitStack
from datetime import timedelta
from time import perf_counter
from typing import Any

from bench.homes import Row, apart, number, open_home, say

FILES = 1_000
COMPLAINTS = 100
ASKED = 40  # answers timed of each page
FIRST, AFTER, STATEMENTS = 60_000, 25_000, 15
FRAME = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
NAMES = "Aisyah Bujang Dara Dewi Eka Fitri Hendri Indah Kartini Lina".split()


def rows() -> list[Row]:
    return apart("desk")


def measure() -> list[Row]:
    os.environ["SUAR_RELAXED_SIGN_IN"] = "1"
    open_home()
    from django.test import Client

    user = people()
    client = Client(headers={"host": "localhost", "accept-encoding": "gzip"})
    client.force_login(user)
    found: list[Row] = []
    for name, url in fill(user).items():
        found += page(client, name, url)
    return found


def people() -> Any:
    """An office with one officer, and the bodies of the province."""
    from suar.config.home import load_reference_data
    from suar.core.ledger.actors import OPERATOR
    from suar.registry.accounts import actions as accounts

    load_reference_data()
    office = accounts.found_office(code="kalbar", name="KPPAD Contoh", by=OPERATOR)
    user = accounts.add_user(username="rani", name="Rani Contoh", password="kata-sandi-untuk-ukuran", by=OPERATOR)
    accounts.appoint(user=user, office=office, role="ketua", by=OPERATOR)
    return type(user).objects.get(pk=user.pk)


def fill(user: Any) -> dict[str, str]:
    """Files, complaints, duties of agencies that are late; the addresses of the pages."""
    from django.urls import reverse
    from django.utils import timezone

    from suar.casework.cases import actions as cases
    from suar.casework.children import actions as children
    from suar.casework.complaints import actions as complaints
    from suar.casework.duties import actions as duties
    from suar.registry.agencies.models import Agency

    office, now, agencies = user.office, timezone.now(), list(Agency.objects.all()[:20])
    case: Any = None
    for n in range(FILES):
        child = children.register(office=office, by=user, name=f"{NAMES[n % 10]} {NAMES[n // 10 % 10]}", sex="P")
        case = cases.open_case(
            child=child, office=office, by=user, kind="pengaduan", cluster="trafficking", officer=user, risk="high",
            region_code="61.71", safe_now="no" if n % 7 == 0 else "yes", summary="Ringkasan singkat untuk ukuran.",
        )  # fmt: skip
        if n % 5 == 0:
            duties.start(
                kind="agency_answer", about="child", subject=child.pk, case_id=case.pk, office=office, by=user,
                agency=agencies[n % len(agencies)], reference=case.number, due_at=now - timedelta(hours=n),
            )  # fmt: skip
        if n % 250 == 249:
            say(f"desk: {number(n + 1)} files")
    for n in range(COMPLAINTS):
        complaints.receive(
            office=office, by=user, channel="visit", kind="pengaduan", about="other", story="Seorang anak ketakutan.",
            child_name=f"{NAMES[n % 10]} Contoh", region_code="61.71", urgent=n % 9 == 0,
        )  # fmt: skip
    return {
        "today": "/",
        "case list": reverse("cases:case-list"),
        "case": reverse("cases:case-detail", args=[case.pk]),
        "complaint list": reverse("complaints:complaint-list"),
    }


def page(client: Any, name: str, url: str) -> list[Row]:
    text = client.get(url, headers={"accept-encoding": "identity"}).content.decode()
    files = set(re.findall(r'(?:src|href)="(/static/[^"#]+)', text))
    after = weight(client, url)
    first = after + sum(weight(client, file) for file in files)
    taken = []
    for _ in range(ASKED):
        start = perf_counter()
        client.get(url)
        taken.append((perf_counter() - start) * 1000)
    return [
        row(f"desk, {name}: first visit", first, "B", f"≤ {FIRST}"),
        row(f"desk, {name}: after", after, "B", f"≤ {AFTER}"),
        row(f"desk, {name}: SQL statements", statements(client, url), "", f"≤ {STATEMENTS}"),
        row(f"desk, {name}: p50 among {number(FILES)} files", round(statistics.median(taken), 1), "ms", ""),
    ]


def weight(client: Any, url: str) -> int:
    answer = client.get(url)
    if answer.status_code != 200:
        raise SystemExit(f"{url} answered {answer.status_code}")
    return len(b"".join(answer.streaming_content) if answer.streaming else answer.content)


def statements(client: Any, url: str) -> int:
    from django.core.cache import cache
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    cache.clear()
    with ExitStack() as stack:
        watched = [stack.enter_context(CaptureQueriesContext(connection)) for connection in connections.all()]
        client.get(url)
    asked = [query["sql"] for store in watched for query in store.captured_queries]
    return len([sql for sql in asked if not sql.startswith(FRAME)])


def row(name: str, figure: float, unit: str, budget: str) -> Row:
    return {"name": name, "figure": figure, "unit": unit, "budget": budget, "yardstick": None, "ratio": None}


if __name__ == "__main__":
    json.dump(measure(), sys.stdout)
