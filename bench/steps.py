"""One step of the public form in a process of its own, as its server answers it: bytes of each page as a browser that
takes gzip gets it, SQL statements, and a reply read by receipt among few filings and among very many.

The answers are those of a child and of a friend, so that every screen is among the pages."""

from __future__ import annotations

import json
import statistics
import sys
import uuid
from collections.abc import Iterator
from itertools import batched
from time import perf_counter
from typing import Any

from bench.homes import Row, apart, fresh, number, open_home, row, scale

STEP, STATEMENTS, LOOK_UP_MS = 6_000, 6, 60
ASKED = 60
PUBLIC = {"DJANGO_SETTINGS_MODULE": "suar.config.settings.public"}


def rows() -> list[Row]:
    with fresh() as home:
        apart("steps", "prepare", home=home)
        return apart("steps", "measure", home=home | PUBLIC)


def prepare() -> list[Row]:
    """The desk's half: keys, and the public one of the day."""
    open_home()
    from django.conf import settings

    from suar.casework.complaints import intake_keys
    from suar.casework.intake import surface
    from suar.core.vault.keyring import keyring

    surface.create(settings.SUAR_HOME / "public", verifier=keyring().day_key_verifier())
    intake_keys.publish()
    return []


def measure() -> list[Row]:
    import django

    django.setup()
    from django.test import Client
    from tests.casework.intake.visitor import CHILD, FRIEND, Visitor

    visitor = Visitor(Client(headers={"accept-encoding": "gzip", "host": "localhost"}))
    visitor.file()  # rules and templates are read once a process
    walked = [*walk(visitor, CHILD), *walk(visitor, FRIEND)]
    largest, most = (max(numbers) for numbers in zip(*walked, strict=True))
    found = [
        row(f"public step, largest of {len(walked)} pages with its answers", largest, "B", f"≤ {STEP}"),
        row("public step: most SQL statements", most, "", f"≤ {STATEMENTS}"),
    ]
    code = visitor.file().code
    few = looked_up(visitor, code)
    among = filings(scale())
    many = looked_up(visitor, code)
    _, statements = counted(lambda: visitor.look_up(code))
    what = f"reply page by receipt among {number(among)} filings"
    return [
        *found,
        row(f"{what}: p50, against a few", many, "ms", f"≤ {LOOK_UP_MS}, ≈ 1 ×", few),
        row(f"{what}: SQL statements", statements, "", f"≤ {STATEMENTS}"),
    ]


def walk(visitor: Any, answers: dict[str, Any]) -> Iterator[tuple[int, int]]:
    """Bytes and statements of each page from the first question to the receipt read again."""
    page, statements = counted(lambda: visitor.get("/lapor/"))
    yield page.wire, statements
    for button, fields in [*(("lanjut", fields) for fields in answers.values()), ("kirim", {})]:
        page, statements = counted(lambda page=page, b=button, f=fields: visitor.press(page, b, **f))
        yield page.wire, statements
    page, statements = counted(lambda: visitor.look_up(page.code))
    yield page.wire, statements


def counted(work: Any) -> tuple[Any, int]:
    from django.db import connections
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connections["intake"]) as asked:
        page = work()
    if page.status != 200:
        raise SystemExit(f"a public page answered {page.status}: {page.heading}")
    return page, len([one for one in asked.captured_queries if not one["sql"].startswith(("BEGIN", "COMMIT"))])


def looked_up(visitor: Any, code: str) -> float:
    """p50 in milliseconds."""
    taken = []
    for _ in range(ASKED):
        start = perf_counter()
        page = visitor.look_up(code)
        taken.append((perf_counter() - start) * 1000)
    if page.status != 200 or "isian" not in page.text and "kunci" not in page.text:
        raise SystemExit("the receipt opened nothing")
    return statistics.median(taken)


def filings(count: int) -> int:
    """So many filings of others, as they lie in the store until the worker has taken them and their codes are gone."""
    from django.db.models import QuerySet
    from django.utils import timezone

    from suar.casework.intake.models import Filing

    today = timezone.localdate()
    noise = [uuid.uuid4().bytes * 2 for _ in range(1000)]
    for some in batched(range(count), 5000):
        made = [
            Filing(
                form_id=uuid.uuid4(), lookup_id=uuid.uuid4().bytes, reply_key=noise[n % 1000],
                content_tag=noise[n % 1000], key_id="bench", sealed=b"", filed_on=today, taken=True,
            )
            for n in some
        ]  # fmt: skip
        QuerySet.bulk_create(Filing.objects.all(), made, batch_size=500)
    return count


if __name__ == "__main__":
    json.dump({"prepare": prepare, "measure": measure}[sys.argv[1]](), sys.stdout)
