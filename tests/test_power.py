"""The tool that lets the power fail (tests/power.py): what it leaves behind is what a disk would hold."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings

from suar.core.ledger import triggers
from suar.core.vault.keyring import write_private
from suar.core.vault.models import Tombstone
from suar.registry.accounts.models import Office
from tests import power
from tests.factories import an_office

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _flushed() -> Iterator[None]:
    with power.memory_kept():
        yield
    triggers.drop()  # they would refuse that the rows go with the test


@pytest.fixture
def path() -> Path:
    return Path(settings.SUAR_HOME) / "secret" / "of-this-test"


def test_a_file_is_the_old_or_the_new_one_wherever_the_power_fails(path: Path) -> None:
    seen = {}
    for cut in power.every_cut():
        write_private(path, b"old")
        with cut:
            write_private(path, b"new")
        seen[cut.place] = path.read_bytes()
    path.unlink()
    assert set(seen.values()) == {b"old", b"new"}
    assert [place for place, lies in seen.items() if lies == b"new"] == ["after fsync secret", "never"]


def test_what_was_written_without_a_sync_is_empty(path: Path) -> None:
    def careless() -> None:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.write(descriptor, b"key")
        os.close(descriptor)
        os.replace(path, path.with_suffix(".new"))
        os.unlink(path.with_suffix(".new"))

    left = []
    for cut in power.every_cut():
        with cut:
            careless()
        left.append([one.read_bytes() for one in path.parent.glob("of-this-test*")])
        for one in path.parent.glob("of-this-test*"):
            one.unlink()
    assert left[0] == [b""] and left[-1] == []
    assert not any(b"key" in lies for lies in left)


def test_what_was_not_committed_is_not_there_and_what_was_is() -> None:
    office = an_office()

    def work() -> None:
        Tombstone.objects.create(subject=uuid4(), erased_at="2026-11-24T10:00:00Z", unreadable_from="2026-12-24")
        an_office(f"code-{Office.objects.count()}", "KPPAD")

    there = {}
    for cut in power.every_cut():
        before = (Tombstone.objects.count(), Office.objects.count())
        with cut:
            work()
        after = (Tombstone.objects.count(), Office.objects.count())
        there.setdefault(cut.place, (after[0] - before[0], after[1] - before[1]))
    assert there["before keys: INSERT vault_tombstone"] == (0, 0)
    assert there["before default: COMMIT"] == (1, 0)
    assert there["after default: COMMIT"] == there["never"] == (1, 1)
    assert Office.objects.filter(pk=office.pk).exists()


def test_nobody_may_catch_it_and_go_on() -> None:
    def deaf() -> None:
        try:
            Tombstone.objects.all().delete()
        except BaseException:  # noqa: BLE001 — what the tool must find
            return

    with pytest.raises(AssertionError, match="went on after the power failed"), power.Cut(1):
        deaf()


def test_no_line_writes_once_it_fell(path: Path) -> None:
    with power.Cut(1) as cut:
        try:
            Tombstone.objects.all().delete()
        finally:
            write_private(path, b"too late")
    assert cut.fell and not path.exists()
