"""The form's keys: one pair a day, no stranger's among them, each destroyed when nothing is left that it opens."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from suar.casework.complaints import intake_keys, takeover
from suar.casework.complaints.models import Complaint
from suar.casework.intake import actions as public
from suar.casework.intake import daykeys, sealing
from suar.casework.intake.draft import DRAFT_LIFE, Draft, NotOurs
from suar.casework.intake.models import DayKey, Filing
from suar.casework.intake.sealing import Damaged
from suar.core.ledger.models import Entry
from suar.core.vault import keys, keysets
from suar.core.vault.models import IntakeKey
from tests.factories import an_office

pytestmark = pytest.mark.django_db

STORY = "Ada akun yang mengancamku."
DAY = timedelta(days=1)


class Killed(BaseException):
    """The process died here."""


class Attacker:
    """Somebody who can write to the intake store, and nowhere else."""

    def __init__(self) -> None:
        self.private = keysets.new(keysets.INTAKE)
        self.public = keysets.public_part(self.private)

    def plant(self, key_id: str = "99991231", valid_from: datetime | None = None) -> None:
        signature = bytes(DayKey.objects.first().signature)  # type: ignore[union-attr]  # it is there
        valid_from = valid_from or timezone.now()
        DayKey.objects.create(key_id=key_id, keyset=self.public, valid_from=valid_from, signature=signature)

    def opens(self, filing: Filing) -> bool:
        try:
            return bool(sealing.unseal(self.private, bytes(filing.sealed), sealing.filing_context(filing.form_id)))
        except Damaged:
            return False


@pytest.fixture(autouse=True)
def _office(db: None) -> None:
    an_office()
    intake_keys.publish()


@pytest.fixture(autouse=True)
def _draft_key_of_today() -> Iterator[None]:
    """The suite's public directory is shared: what a test does to its draft key is undone."""
    path = settings.SUAR_PUBLIC_DIR / "draft.keyset"
    kept, times = path.read_bytes(), (path.stat().st_atime, path.stat().st_mtime)
    yield
    path.unlink()
    path.write_bytes(kept)
    os.utime(path, times)


def filed(now: datetime | None = None) -> Filing:
    now = now or timezone.now()
    draft = Draft.begin(now, "review").answering({"safe": "yes", "about": "self", "story": STORY})
    return public.file(draft=draft, now=now).filing


def entries(verb: str) -> list[Entry]:
    return list(Entry.objects.filter(verb=verb).order_by("pk"))


# A stranger's key


def test_a_planted_key_gets_no_complaint_though_it_is_the_newest(caplog: pytest.LogCaptureFixture) -> None:
    attacker = Attacker()
    attacker.plant()
    filing = filed()
    assert not attacker.opens(filing)
    assert filing.key_id == intake_keys.publish()
    assert "not signed by this office" in caplog.text
    assert takeover.take_over() == 1 and Complaint.objects.get().story == STORY


def test_a_swapped_key_closes_the_form_until_the_worker_puts_the_true_one_back() -> None:
    attacker = Attacker()
    DayKey.objects.update(keyset=attacker.public)
    with pytest.raises(public.NotSafe):
        filed()
    assert not Filing.objects.exists()
    intake_keys.keep()
    assert filed().key_id == intake_keys.publish()
    assert takeover.take_over() == 1


@pytest.mark.parametrize("change", [{"valid_from": timezone.now() - DAY}, {"key_id": "20200101"}, {"signature": b""}])
def test_the_signature_covers_the_day_and_the_moment_too(change: dict[str, Any]) -> None:
    row = DayKey.objects.get()
    DayKey.objects.all().delete()
    for name, value in change.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    with pytest.raises(daykeys.NoTrustedKey):
        daykeys.newest_trusted(timezone.now())


def test_an_old_key_put_back_takes_nothing_that_nobody_could_open() -> None:
    row = DayKey.objects.get()
    assert daykeys.newest_trusted(row.valid_from + daykeys.SERVES - DAY) == row
    with pytest.raises(daykeys.NoTrustedKey):
        daykeys.newest_trusted(row.valid_from + daykeys.SERVES)
    assert daykeys.SERVES < intake_keys.COPIES_LIVE


def test_a_signature_by_another_office_is_none() -> None:
    row = DayKey.objects.get()
    words = daykeys.statement(row.key_id, bytes(row.keyset), row.valid_from)
    DayKey.objects.update(signature=keysets.sign(keysets.new(keysets.SIGNING), words))
    with pytest.raises(daykeys.NoTrustedKey):
        daykeys.newest_trusted(timezone.now())


def test_what_is_foreign_is_recorded_told_and_replaced(caplog: pytest.LogCaptureFixture) -> None:
    today, attacker = intake_keys.publish(), Attacker()
    true = DayKey.objects.values().get()
    attacker.plant("Rara Contoh")
    DayKey.objects.filter(pk=today).update(keyset=attacker.public)
    with caplog.at_level(logging.ERROR, "suar.intake_keys"):
        assert intake_keys.put_back(timezone.now()) == 2
    assert DayKey.objects.values().get() == true
    (entry,) = entries("intake.key_foreign")
    assert entry.actor == "system:worker"
    assert entry.data == f'{{"altered":["{today}"],"unknown":1}}', "never what a stranger wrote"
    assert "2 intake keys that are not ours" in caplog.text and "Rara" not in caplog.text
    assert intake_keys.put_back(timezone.now()) == 0
    assert len(entries("intake.key_foreign")) == 1


def test_a_key_that_is_only_missing_is_put_back_without_an_alarm() -> None:
    true = DayKey.objects.values().get()
    DayKey.objects.all().delete()
    intake_keys.keep()
    assert DayKey.objects.values().get() == true
    assert entries("intake.key_foreign") == []


def test_yesterdays_key_stays_to_fall_back_on_and_one_that_serves_no_more_goes() -> None:
    now = timezone.now()
    tomorrow = intake_keys.publish(now + DAY)
    intake_keys.put_back(now + DAY)
    assert DayKey.objects.count() == 2
    intake_keys.put_back(now + daykeys.SERVES + DAY / 2)
    assert list(DayKey.objects.values_list("pk", flat=True)) == [tomorrow]
    assert entries("intake.key_foreign") == []


# A day's pair


def test_a_day_has_one_key_pair_and_its_public_half_opens_nothing() -> None:
    first = intake_keys.publish()
    assert intake_keys.publish() == first
    assert IntakeKey.objects.count() == DayKey.objects.count() == 1


def test_each_day_has_another_pair() -> None:
    now = timezone.now()
    first, second = intake_keys.publish(now), intake_keys.publish(now + DAY)
    assert first != second
    assert filed(now + DAY).key_id == second
    assert bytes(DayKey.objects.get(pk=first).keyset) != bytes(DayKey.objects.get(pk=second).keyset)


def test_a_kill_between_the_two_halves_of_a_key_is_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    DayKey.objects.all().delete()
    IntakeKey.objects.all().delete()

    def dying(*args: Any, **kwargs: Any) -> Any:
        made(*args, **kwargs)
        raise Killed

    made: Callable[..., Any] = keys.create_intake
    with monkeypatch.context() as patched:
        patched.setattr(intake_keys.keys, "create_intake", dying)
        with pytest.raises(Killed):
            intake_keys.publish()
    intake_keys.publish()
    filed()
    assert takeover.take_over() == 1 and Complaint.objects.get().story == STORY


def test_a_days_key_dies_only_when_nothing_waits_for_it() -> None:
    filed()
    later = timezone.now() + intake_keys.COPIES_LIVE + 2 * DAY
    assert intake_keys.retire(later) == 0
    takeover.take_over()
    assert intake_keys.retire(later) == 1
    assert not IntakeKey.objects.exists() and not DayKey.objects.exists()
    assert Complaint.objects.get().story == STORY
    assert [entry.verb for entry in entries("intake_key.destroy")] == ["intake_key.destroy"]


def test_a_key_that_served_after_its_day_lives_until_the_last_copy_of_what_it_opens_has_expired() -> None:
    now = timezone.now()
    filed(now + 10 * DAY)
    takeover.take_over()
    assert intake_keys.retire(now + intake_keys.COPIES_LIVE + 2 * DAY) == 0
    assert intake_keys.retire(now + intake_keys.COPIES_LIVE + 11 * DAY) == 1


def test_a_filing_set_aside_keeps_its_key() -> None:
    Filing.objects.filter(pk=filed().pk).update(set_aside=True)
    assert intake_keys.retire(timezone.now() + 100 * DAY) == 0


# The draft key


def test_a_form_begun_just_before_the_draft_key_changed_is_finished_after_it() -> None:
    now = timezone.now()
    sealed = Draft.begin(now, "story").answering({"story": STORY}).seal()
    assert intake_keys.rotate_draft_key(now + 2 * DAY)
    assert Draft.open(sealed, now).answers == {"story": STORY}
    assert Draft.open(Draft.begin(now, "story").seal(), now).step == "story"
    assert [entry.actor for entry in entries("draft_key.rotate")] == ["system:worker"]


def test_a_draft_key_is_gone_when_no_page_can_still_need_it() -> None:
    now = timezone.now()
    sealed = Draft.begin(now, "story").seal()
    assert intake_keys.rotate_draft_key(now + 2 * DAY)
    assert intake_keys.rotate_draft_key(now + 4 * DAY)
    with pytest.raises(NotOurs):
        Draft.open(sealed, now)


def test_a_draft_key_serves_as_long_as_a_draft_may_live() -> None:
    begun = timezone.now() + 2 * DAY
    assert intake_keys.rotate_draft_key(begun)
    assert not intake_keys.rotate_draft_key(begun + timedelta(minutes=1))
    assert not intake_keys.rotate_draft_key(begun + DRAFT_LIFE)
    assert intake_keys.rotate_draft_key(begun + DRAFT_LIFE + timedelta(minutes=6))


@pytest.mark.parametrize("content", [None, b"", b"no key"])
def test_a_draft_key_that_is_damaged_is_made_anew(content: bytes | None) -> None:
    path = settings.SUAR_PUBLIC_DIR / "draft.keyset"
    path.unlink() if content is None else path.write_bytes(content)
    assert intake_keys.rotate_draft_key(timezone.now())
    now = timezone.now()
    assert Draft.open(Draft.begin(now, "story").seal(), now).step == "story"
