"""What whoever took over the public process lays into the intake with their own hands: it keeps the worker from nothing
else, is told, and is never loaded."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connections
from django.utils import timezone

from suar.casework.complaints import intake_keys, outside, publishing, quarantine, takeover
from suar.casework.complaints.models import Complaint
from suar.casework.intake import actions as public
from suar.casework.intake.models import DayKey, Filing, Further
from suar.casework.intake.soundness import LARGEST_BODY
from suar.config.tick import PARTS
from suar.core.ledger.models import Entry
from suar.core.vault.models import IntakeKey
from suar.desk import health
from tests.casework.complaints.test_takeover import a_draft
from tests.config.test_channel import answers, row
from tests.factories import an_office

pytestmark = pytest.mark.django_db
NO, YES = ("0", "1") if (ON_SQLITE := connections["intake"].vendor == "sqlite") else ("FALSE", "TRUE")
BYTES = "x'00'" if ON_SQLITE else "'\\x00'::bytea"
GOOD = "'7f3a91c400004000800000000000000a'"
LATE = ["'9999-12-31'", "'0001-12-31'"]
WRONG = {
    "form_id": ["'x'", "x'00'", "7", "CAST(x'" + "61" * 16 + "00" + "61" * 15 + "' AS TEXT)", "'" + "z" * 32 + "'"],
    "content_tag": ["'text'"],
    "key_id": ["x'ff'", "CAST(x'6bff' AS TEXT)", "CAST(x'6b00ff' AS TEXT)", "'" + "k" * 17 + "'"],
    "sealed": ["'text'", f"zeroblob({LARGEST_BODY + 1})"],
    "filed_on": ["'2026-13-45'", "'2026-02-31'", "'now'", "20261126", "'0000-01-01'", *LATE],
    "step": ["CAST(x'ff' AS TEXT)"],
    "doubt": ["CAST(x'ff' AS TEXT)"],
    "looked": ["'x'", "5"],
}
if not ON_SQLITE:
    WRONG = {
        "sealed": [f"convert_to(repeat('x', {LARGEST_BODY + 1}), 'UTF8')"],
        "filed_on": ["'infinity'", "'-infinity'", "'10000-01-01'", "'0044-03-15 BC'", *LATE],
    }


@pytest.fixture(autouse=True)
def waiting() -> str:
    """One true complaint, which waits behind whatever is laid there."""
    an_office()
    intake_keys.publish()
    draft = a_draft()
    public.file(draft=draft, now=timezone.now())
    return str(draft.form_id)


def lay(**columns: str) -> None:
    held = {"form_id": GOOD, "reply_key": BYTES, "content_tag": BYTES, "key_id": "'k'", "sealed": BYTES}
    held |= {"filed_on": "'2026-11-20'", "taken": NO, "set_aside": NO, "step": "'received'", "doubt": "''"}
    insert("intake_filing", held | {"looked": NO} | columns)


def insert(table: str, held: dict[str, str]) -> None:
    with connections["intake"].cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({', '.join(held)}) VALUES ({', '.join(held.values())})")


def whole_round() -> None:
    intake_keys.keep()
    takeover.take_over()
    takeover.try_again()
    takeover.publish_steps()
    takeover.collect_read_marks()
    quarantine.sift(timezone.now())
    quarantine.publish_promises()
    publishing.publish()


@pytest.mark.parametrize(("column", "value"), [(name, value) for name, wrong in WRONG.items() for value in wrong])
@pytest.mark.parametrize("state", [{}, {"taken": YES}, {"set_aside": YES}, {"doubt": "'rate'"}], ids=str)
def test_a_row_that_cannot_be_loaded_holds_up_nothing(
    waiting: str, column: str, value: str, state: dict[str, str]
) -> None:
    lay(**{**state, column: value})
    whole_round()
    assert Complaint.objects.filter(pk=waiting).exists()
    assert "store" not in {check.code for check in health.checks(timezone.now())}
    told = Entry.objects.filter(verb="intake.set_aside").count()
    assert told == ("taken" not in state and "set_aside" not in state)
    whole_round()
    assert Entry.objects.filter(verb="intake.set_aside").count() == told, "told once"
    if "taken" not in state:
        assert takeover.set_aside_count() == 1
        assert PARTS["alarms"](timezone.now()) > 0


def test_what_is_larger_than_any_form_is_set_aside_on_either_engine(waiting: str) -> None:
    large = b"x" * (LARGEST_BODY + 1)
    facts: dict[str, Any] = {"content_tag": b"t", "key_id": "k", "sealed": large, "filed_on": timezone.localdate()}
    filing = Filing.objects.create(form_id=uuid4(), reply_key=b"r", **facts)
    further = Further.objects.create(filing_id=filing.pk, **facts)
    whole_round()
    assert Complaint.objects.filter(pk=waiting).exists()
    filing.refresh_from_db()
    further.refresh_from_db()
    assert filing.set_aside and further.set_aside and bytes(filing.sealed) == large, "kept as it is"


def test_what_the_form_itself_writes_is_sound(waiting: str) -> None:
    assert Filing.objects.sound().count() == 1 == DayKey.objects.sound().count()
    takeover.take_over()
    quarantine.publish_promises()
    assert Filing.objects.get().promise_read_by and Filing.objects.sound().count() == 1


@pytest.mark.parametrize(
    ("column", "value"),
    [("valid_from", "'2026-13-45 00:00:00'"), ("key_id", "CAST(x'ff' AS TEXT)"), ("keyset", "'text'")]
    if ON_SQLITE
    else [("valid_from", "'infinity'"), ("valid_from", "'10000-01-01 00:00Z'")],
)
def test_a_key_that_cannot_be_loaded_is_foreign_and_goes(column: str, value: str) -> None:
    held = {"key_id": "'z'", "keyset": BYTES, "valid_from": "'2026-11-26 00:00:00'", "signature": BYTES}
    insert("intake_daykey", held | {column: value})
    intake_keys.keep()
    assert DayKey.objects.count() == 1
    assert '"unknown":1' in Entry.objects.get(verb="intake.key_foreign").data
    intake_keys.keep()
    assert Entry.objects.filter(verb="intake.key_foreign").count() == 1


def test_our_own_key_with_a_time_that_is_none_is_put_back() -> None:
    with connections["intake"].cursor() as cursor:
        cursor.execute("UPDATE intake_daykey SET valid_from = %s", ["x" if ON_SQLITE else "infinity"])
    assert intake_keys.put_back(timezone.now()) == 1
    assert DayKey.objects.get().valid_from == IntakeKey.objects.get().valid_from


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_the_host_of_the_form_lays_no_day_that_cannot_be_reckoned_with(day: str) -> None:
    form_id = UUID("7f3a91c4-0000-4000-8000-00000000000b")
    one = row(Filing, form_id=str(form_id), lookup_id=form_id.bytes, reply_key=b"r" * 32) | {"filed_on": day}
    assert outside.Outside(answers(arrivals={"filing": [one], "further": []})).exchange() == 0
    assert not Filing.objects.filter(pk=form_id).exists()


def test_a_day_at_the_end_of_the_calendar_keeps_a_key_and_ends_nothing() -> None:
    then = timezone.now() - timedelta(days=31)
    key_id = intake_keys.publish(then)
    form_id = uuid4()
    Filing.objects.create(
        form_id=form_id, reply_key=b"r", content_tag=b"t", key_id=key_id, sealed=b"", taken=True,
        filed_on=date(9999, 12, 31),
    )  # fmt: skip
    assert intake_keys.retire(timezone.now()) == 0
    Filing.objects.filter(pk=form_id).update(filed_on=then.date() - timedelta(days=1))
    assert intake_keys.retire(timezone.now()) == 1


def test_the_page_of_the_house_tells_a_check_that_fails_and_shows_the_others(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_rows: object) -> None:
        raise ValueError("Rara Contoh")

    monkeypatch.setattr(type(Filing.objects.all()), "tally", broken)
    found = {check.code: check for check in health.checks(timezone.now())}
    assert found["store"].value == "tidak terbaca" and "disk" in found
    assert "ValueError" in caplog.text and "Rara" not in caplog.text
