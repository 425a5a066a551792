"""The ledger at scale: verification against plain SHA-256 over the same bytes read from the same database; wrapping.

A tenth of the entries cover a row each, so that the cross-check of the tables has something to check; it is reported
apart."""

from __future__ import annotations

import hashlib
import json
import secrets
import sys
from collections.abc import Callable, Iterator
from itertools import batched
from time import perf_counter
from typing import Any
from uuid import uuid4

from bench.homes import Row, apart, number, open_home, say, scale

BUDGET_SECONDS, BUDGET_RATIO = 10.0, 3.0
KEYS = 20_000
COVERED = 10  # every tenth entry covers a row


def rows() -> list[Row]:
    return apart("ledger")


def measure() -> list[Row]:
    open_home()
    entries = scale()
    say(f"ledger: writing {number(entries)} entries")
    fill(entries)
    sequenced = timed(sequenced_all)
    from suar.core.ledger.verify import verify

    yardstick = min(timed(plain_hash) for _ in range(2))
    verdict = verify()
    if not verdict.sound or verdict.entries != entries:
        raise SystemExit(f"the benchmark's ledger is not sound: {verdict.wrong}")
    seconds = verdict.seconds
    record = sum(seconds[part] for part in ("entries", "places", "outside"))
    return [
        {
            "name": f"ledger: verify {number(entries)} entries, {number(verdict.heads)} heads",
            "figure": round(record, 2),
            "unit": "s",
            "budget": f"≤ {BUDGET_SECONDS:g} s, ≤ {BUDGET_RATIO:g} ×",
            "yardstick": round(yardstick, 2),
            "ratio": round(record / yardstick, 2),
        },
        row("ledger: digests of covered rows under their entries", seconds["coverage"], "s"),
        row(f"ledger: cross-check of {number(verdict.rows)} rows", seconds["rows"], "s"),
        row("ledger: placing entries in the tree", entries / sequenced, "/s"),
        *wrapping(),
    ]


def row(name: str, figure: float, unit: str, budget: str | None = None) -> Row:
    return {"name": name, "figure": round(figure, 2), "unit": unit, "budget": budget, "yardstick": None, "ratio": None}


def fill(entries: int) -> None:
    """As actions write them, many a statement: the entries of a decade in a minute."""
    from django.db import transaction
    from django.db.models import QuerySet

    from suar.core.ledger.authorship import entry_key, mac_of
    from suar.core.ledger.models import Covered, Entry, Pending
    from suar.core.ledger.recording import authored, cover, covers_digest
    from suar.registry.agencies.models import Agency

    place = 0
    for batch in batched(range(1, entries + 1), 5000):
        agencies, made, covered = [], [], []
        for n in batch:
            listed = []
            if n % COVERED == 0:
                place += 1
                agency = Agency(pk=place, version=1, name=f"Lembaga {n}", short_name=f"L {n}", kind="uptd")
                agencies.append(agency)
                listed = [cover(agency, Covered.Change.ADDED)]
                listed[0].entry_id = n
            verb, subject = ("agency.add", None) if listed else ("read.case", uuid4())
            at_us, actor = 1_767_225_600_000_000 + n * 997, f"user:{n % 40}"
            about = {"office": "KPPAD-KB", "why": "divisi_pengaduan", "covers": covers_digest(listed)}
            entry = Entry(pk=n, at_us=at_us, actor=actor, verb=verb, subject=subject, nonce=n.to_bytes(16), **about)
            entry.mac = mac_of(authored(entry), entry_key())
            made.append(entry)
            covered += listed
        with transaction.atomic():
            QuerySet.bulk_create(Agency._default_manager.all(), agencies, batch_size=200)
            Entry.objects.bulk_create(made, batch_size=500)
            Covered.objects.bulk_create(covered, batch_size=500)
            Pending.objects.bulk_create([Pending(entry=entry) for entry in made], batch_size=5000)


def sequenced_all() -> None:
    from suar.core.ledger.actions import sequence_all

    sequence_all()


def plain_hash() -> None:
    """The yardstick: the same rows from the same cursor, their bytes through one SHA-256 an entry."""
    from suar.core.ledger.checking_record import leaves

    sha = hashlib.sha256
    for listed in leaves():
        for values in listed:
            sha(b"".join(value if isinstance(value, bytes) else str(value).encode() for value in values)).digest()


def wrapping() -> Iterator[Row]:
    """Making, opening and re-wrapping data keys."""
    from suar.core.ledger.actors import OPERATOR
    from suar.core.ledger.keyholding import rotate
    from suar.core.vault import keys

    subjects = [uuid4() for _ in range(KEYS)]
    yield row("vault: data keys made", KEYS / timed(lambda: keys.create_many(subjects)), "/s")
    yield row("vault: data keys opened", KEYS / timed(lambda: keys.open_many(subjects)), "/s")
    cipher, text = keys.open_one(subjects[0]), secrets.token_bytes(200)
    sealed = cipher.encrypt(text, b"context")
    yield row("vault: 200 bytes sealed", KEYS / timed(lambda: repeat(lambda: cipher.encrypt(text, b"c"))), "/s")
    yield row("vault: 200 bytes opened", KEYS / timed(lambda: repeat(lambda: cipher.decrypt(sealed, b"context"))), "/s")
    yield row("vault: data keys wrapped anew by a rotation", KEYS / timed(lambda: rotate(by=OPERATOR)), "/s")


def repeat(work: Callable[[], object]) -> None:
    for _ in range(KEYS):
        work()


def timed(work: Callable[[], Any]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


if __name__ == "__main__":
    json.dump(measure(), sys.stdout)
