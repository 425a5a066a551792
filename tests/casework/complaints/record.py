"""The fixed hours of the tests, and what an intruder does to the record who holds every store and every key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.utils import timezone

from suar.casework.complaints import publishing
from suar.casework.intake.models import PublicHead, PublicNode
from suar.config.demo.clock import at
from suar.core import ledger
from suar.core.ledger import triggers
from suar.core.ledger.actions import checkpoint_of, keep_head, sequence_all, signer
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.authorship import entry_key, mac_of
from suar.core.ledger.checkpoint import sign
from suar.core.ledger.merkle import Frontier, leaf_hash
from suar.core.ledger.models import Covered, Entry, Head, Leaf
from suar.core.ledger.recording import authored, canonical, covers_digest, digest_of
from suar.core.vault.models import LastHead
from suar.registry.agencies.models import Agency

FIRST = publishing.hour_before(timezone.now())
SLOT = timedelta(hours=12)


@contextmanager
def before_hour(number: int) -> Iterator[datetime]:
    """An hour before the fixed hour of this number; what is signed then is published at it."""
    with at(FIRST + number * SLOT - timedelta(hours=1)):
        yield FIRST + number * SLOT


def publish_at(number: int) -> PublicHead | None:
    """What the worker does a minute after the fixed hour. Returns the head of that hour."""
    hour = FIRST + number * SLOT
    with at(hour + timedelta(minutes=1)):
        publishing.publish()
    return PublicHead.objects.filter(hour=hour).first()


def work(number: int, entries: int = 3) -> PublicHead | None:
    """Some work in the hours before, then the publication."""
    with before_hour(number):
        for _ in range(entries):
            ledger.read("case", by=OPERATOR)
            sequence_all()
    return publish_at(number)


def an_agency() -> Agency:
    agency = Agency(name=f"Lembaga contoh {Agency.objects.count() + 1}", short_name="Contoh", kind="uptd")
    with ledger.record("agency.add", by=OPERATOR) as entry:
        entry.add(agency)
    sequence_all()
    return agency


def fetcher(number: int) -> Callable[[str], bytes | None]:
    """The public page as a second party fetches it, two minutes after this hour."""

    def fetch(path: str) -> bytes | None:
        with at(FIRST + number * SLOT + timedelta(minutes=2)):
            answer = Client().get(f"/transparansi/{path}")
        assert answer.status_code in (200, 404)
        return answer.content if answer.status_code == 200 else None

    return fetch


def run(sql: str, values: Any = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


@contextmanager
def unguarded() -> Iterator[None]:
    """The triggers taken away, and put back as if nothing had been."""
    if connection.vendor == "postgresql":
        run("SET CONSTRAINTS ALL IMMEDIATE")
        run("SET CONSTRAINTS ALL DEFERRED")
    triggers.drop()
    yield
    if connection.vendor == "postgresql":
        run("SET CONSTRAINTS ALL IMMEDIATE")
        run("SET CONSTRAINTS ALL DEFERRED")
    triggers.install()


def cut_tail(keep: int) -> None:
    """All that was recorded after the first `keep` entries, in `main` and in `keys`, with the rows that it covered."""
    gone = list(Leaf.objects.filter(position__gte=keep).values_list("entry_id", flat=True))
    for covered in Covered.objects.filter(entry__in=gone, change="a"):
        run(f"DELETE FROM {covered.table.replace('.', '_')} WHERE id = %s", [covered.row])
    run("DELETE FROM ledger_head WHERE tree_size > %s", [keep])
    run("DELETE FROM ledger_leaf WHERE position >= %s", [keep])
    for pk in gone:
        run("DELETE FROM ledger_covered WHERE entry_id = %s", [pk])
        run("DELETE FROM ledger_entry WHERE id = %s", [pk])
    keep_only(Head.objects.latest("tree_size"))


def rewrite_row(agency: Agency) -> None:
    """A row of the office's changed, its digest made again, and the entry that covers it."""
    run("UPDATE agencies_agency SET note = 'diubah' WHERE id = %s", [agency.pk])
    last = Covered.objects.filter(table="agencies.agency", row=str(agency.pk)).latest("pk")
    made = digest_of(Agency.objects.get(pk=agency.pk), last.field_list, bytes(last.salt))
    run("UPDATE ledger_covered SET digest = %s WHERE id = %s", [made, last.pk])
    covers = covers_digest(list(Covered.objects.filter(entry=last.entry_id).order_by("pk")))
    run("UPDATE ledger_entry SET covers = %s WHERE id = %s", [covers, last.entry_id])


def sign_anew() -> None:
    """Every code, leaf and head made again with the office's own keys: nothing in `main` and `keys` contradicts it."""
    key = entry_key()
    for entry in Entry.objects.order_by("pk"):
        run("UPDATE ledger_entry SET mac = %s WHERE id = %s", [mac_of(authored(entry), key), entry.pk])
    for leaf in Leaf.objects.select_related("entry").order_by("position"):
        run("UPDATE ledger_leaf SET hash = %s WHERE position = %s", [leaf_hash(canonical(leaf.entry)), leaf.position])
    hashes = [bytes(one) for one in Leaf.objects.order_by("position").values_list("hash", flat=True)]
    frontier, previous = Frontier(), 0
    for head in Head.objects.order_by("tree_size"):
        frontier.extend(hashes[frontier.size : head.tree_size])
        note = sign(checkpoint_of(head.tree_size, frontier.root(), head.at_us, previous), signer())
        run(
            "UPDATE ledger_head SET root = %s, note = %s, frontier = %s WHERE tree_size = %s",
            [frontier.root(), note, frontier.to_bytes(), head.tree_size],
        )
        previous = head.tree_size
    keep_only(Head.objects.latest("tree_size"))


def keep_only(head: Head) -> None:
    LastHead.objects.all().delete()
    keep_head(head)


def publish_anew(number: int) -> None:
    """The intruder holds the intake too: what was published is taken back and published as if it had always been so."""
    hours = list(PublicHead.objects.order_by("hour").values_list("hour", flat=True))
    PublicHead.objects.all().delete()
    PublicNode.objects.all().delete()
    for hour in hours:
        publishing.publish_head(hour)
    publish_at(number)
