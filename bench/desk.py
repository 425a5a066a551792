"""The desk's pages among ten files, made through the actions, and among SUAR_BENCH_SCALE: bytes at the first visit
(style and scripts too) and after, statements with nothing kept, time of an answer.

Statements are counted as a page is served after the seconds for which the sidebar's counts are kept; the frame of the
read record's transaction is not among them. Bytes are those of a browser that takes gzip."""

from __future__ import annotations

import json
import re
import statistics
import sys
from contextlib import ExitStack
from datetime import timedelta
from time import perf_counter
from typing import Any

from bench import large
from bench.homes import Row, an_officer, apart, number, open_home, row, scale, the_officer

FEW = 10
ASKED = 30  # answers timed of each page
FIRST, AFTER, STATEMENTS = 60_000, 25_000, 15
FRAME = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def rows() -> list[Row]:
    found = apart("desk", "few")
    with large.home("sqlite") as home:
        return found + apart("desk", "many", home=home)


def measure(how_many: str) -> list[Row]:
    if how_many == "few":
        open_home()
        user, files = an_officer(), FEW
        ten_of_everything(user)
    else:
        import django

        django.setup()
        user, files = the_officer(), scale()
    from django.test import Client

    client = Client(headers={"host": "localhost", "accept-encoding": "gzip"})
    client.force_login(user)
    found: list[Row] = []
    for name, url in addresses().items():
        found += page(client, f"desk, {name}, {number(files)} files", url)
    return found


def ten_of_everything(user: Any) -> None:
    """Files, complaints, duties of agencies that are late."""
    from django.utils import timezone

    from suar.casework.cases import actions as cases
    from suar.casework.children import actions as children
    from suar.casework.duties import actions as duties
    from suar.registry.agencies.models import Agency

    office, now, agencies = user.office, timezone.now(), list(Agency.objects.all()[:FEW])
    for n in range(FEW):
        child = children.register(office=office, by=user, name=large.made_up(n).name, sex="P")
        case = cases.open_case(
            child=child, office=office, by=user, kind="pengaduan", cluster="trafficking", officer=user, risk="high",
            region_code="61.71", safe_now="no", summary="Ringkasan singkat untuk ukuran.",
        )  # fmt: skip
        duties.start(
            kind="agency_answer", about="child", subject=child.pk, case_id=case.pk, office=office, by=user,
            agency=agencies[n], reference=case.number, due_at=now - timedelta(hours=n),
        )  # fmt: skip
    large.complaints_of(user, FEW)


def addresses() -> dict[str, str]:
    from django.urls import reverse

    from suar.casework.cases.models import Case

    case = Case.objects.order_by("-opened_on", "-id")[0]
    return {
        "today": "/",
        "case list": reverse("cases:case-list"),
        "case": reverse("cases:case-detail", args=[case.pk]),
        "complaint list": reverse("complaints:complaint-list"),
        "duty list": reverse("duties:duty-list"),
        "search": reverse("desk:search") + f"?q={case.number}",
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
        row(f"{name}: first visit", first, "B", f"≤ {FIRST}"),
        row(f"{name}: after", after, "B", f"≤ {AFTER}"),
        row(f"{name}: SQL statements", statements(client, url), "", f"≤ {STATEMENTS}"),
        row(f"{name}: p50", round(statistics.median(taken), 1), "ms"),
    ]


def weight(client: Any, url: str) -> int:
    answer = client.get(url)
    if answer.status_code != 200:
        raise SystemExit(f"{url} answered {answer.status_code}")
    return len(b"".join(answer.streaming_content) if answer.streaming else answer.content)


def statements(client: Any, url: str) -> int:
    from django.core.cache import caches
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    caches["counts"].clear()
    with ExitStack() as stack:
        watched = [stack.enter_context(CaptureQueriesContext(connection)) for connection in connections.all()]
        client.get(url)
    asked = [query["sql"] for store in watched for query in store.captured_queries]
    return len([sql for sql in asked if not sql.startswith(FRAME)])


if __name__ == "__main__":
    json.dump(measure(sys.argv[1]), sys.stdout)
