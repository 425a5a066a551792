"""What a far end sends that cannot be kept: set apart by its id and told, while the rest of its answer goes on; and the
marks of a flood, which travel with what bears them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connections
from django.utils import timezone

from suar.casework.complaints import actions, intake_keys, outside, quarantine, takeover
from suar.casework.complaints.models import Complaint, Message
from suar.casework.intake import channel as far_end
from suar.casework.intake.models import Filing, Further, Reply
from suar.core.alarms.models import Alarm
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Office, Role
from tests.config.test_channel import STORY, Host, answers, host, row, there
from tests.factories import a_user, an_office

pytestmark = [pytest.mark.django_db, pytest.mark.real_clock]
__all__ = ["host", "there"]

GOOD, BAD = "7f3a91c4-0000-4000-8000-00000000000a", "7f3a91c4-0000-4000-8000-00000000000b"
LATER = "7f3a91c4-0000-4000-8000-00000000000c"


@pytest.fixture
def office() -> Office:
    intake_keys.publish()
    return an_office()


def filing(form_id: str, **columns: Any) -> dict[str, Any]:
    return row(Filing, form_id=form_id, **({"lookup_id": UUID(form_id).bytes, "reply_key": b"r" * 32} | columns))


def told(*filings: Any, further: list[Any] | None = None, **also: Any) -> list[str]:
    return answers(arrivals={"filing": list(filings), "further": further or []}, **also)


def open_alarms() -> list[str]:
    return [alarm.kind for alarm in Alarm.objects.open()]


@pytest.mark.parametrize(
    "wrong",
    [
        {"key_id": "k\0"},
        {"key_id": "k\ud800"},
        {"key_id": "k" * 17},
        {"lookup_id": "eHg" * 40},
        {"filed_on": "2026-02-31"},
        {"filed_on": None},
        {"reply_key": None},
        {"promise_read_by": "2026-11-20T10:00:00"},
        {"promise_read_by": "0001-01-01T00:00:00+14:00"},
        {"promise_read_by": "\0"},
        {"sealed": 5},
        {"taken": "perhaps"},
        {"another": "x"},
    ],
    ids=str,
)
def test_one_row_that_no_store_keeps_stays_there_and_the_others_come(office: Office, wrong: dict[str, Any]) -> None:
    far = outside.Outside(told(filing(BAD) | wrong, filing(GOOD)))
    assert far.exchange() == 1
    assert [str(pk) for pk in Filing.objects.values_list("pk", flat=True)] == [GOOD]
    assert far.held == {"filing": [GOOD], "further": []} and far.apart == {"filing": [BAD], "further": []}
    assert open_alarms().count("outside.unreadable") == 1
    assert [entry.subject for entry in Entry.objects.filter(verb="intake.set_aside")] == [UUID(BAD)]


def test_it_is_told_once_however_often_it_is_sent(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    far = outside.Outside(told(filing(BAD, key_id="k\0k")))
    for _n in range(3):
        assert far.exchange() == 0
    assert far.apart["filing"] == [BAD]
    assert Entry.objects.filter(verb="intake.set_aside").count() == 1
    assert caplog.text.count("cannot be kept") == 1


def test_a_row_whose_place_is_taken_by_another_is_never_called_held(office: Office) -> None:
    far = outside.Outside(told(filing(GOOD), filing(BAD, lookup_id=UUID(GOOD).bytes)))
    assert far.exchange() == 1
    assert (far.held["filing"], far.apart["filing"]) == ([GOOD], [BAD])


def test_a_message_that_cannot_be_kept_holds_up_no_other(office: Office) -> None:
    bad = row(Further, id=BAD, filing_id=GOOD, key_id="\0")
    good = row(Further, id=LATER, filing_id=GOOD, content_tag=b"u" * 32)
    far = outside.Outside(told(filing(GOOD), further=[bad, good]))
    assert far.exchange() == 2
    assert far.held["further"] == [LATER] and far.apart["further"] == [BAD]


@pytest.mark.parametrize("nameless", [1, None, [], "x", {"form_id": "x"}, {"form_id": None}])
def test_what_has_not_even_an_id_is_an_alarm_and_no_more(office: Office, nameless: Any) -> None:
    far = outside.Outside(told(nameless, filing(GOOD)))
    assert far.exchange() == 1
    assert far.apart["filing"] == [] and "outside.unreadable" in open_alarms()


def test_marks_that_make_no_sense_hold_up_no_other(office: Office) -> None:
    today = timezone.localdate()
    Filing.objects.create(form_id=GOOD, lookup_id=b"l" * 16, reply_key=b"r", content_tag=b"t", key_id="k", sealed=b"",
                          filed_on=today, taken=True)  # fmt: skip
    reply = Reply.objects.create(id=LATER, filing_id=GOOD, sealed=b"x", sent_on=today)
    read = {"x": "2026-11-20", BAD: "yesterday", LATER: "2026-11-20", GOOD: 5}
    far = outside.Outside(answers(read=read, deleted=["\0", 7, GOOD]))
    assert far.exchange() == 0
    reply.refresh_from_db()
    assert reply.read_on == date(2026, 11, 20) and Filing.objects.get().lookup_id is None
    assert "outside.unreadable" in open_alarms()


def test_no_more_ids_are_named_than_an_honest_far_end_could_have(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside, "MOST_APART", 2)
    rows = [filing(f"7f3a91c4-0000-4000-8000-{n:012d}", key_id="\0") for n in range(5)]
    far = outside.Outside(told(*rows))
    far.exchange()
    assert len(far.apart["filing"]) == 2 == Entry.objects.filter(verb="intake.set_aside").count()


def test_a_row_that_only_the_store_itself_refuses_is_found_among_the_others(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever `unpacked` did not foresee: the store is asked row by row."""
    monkeypatch.setattr(far_end, "_is_kept", lambda *_a: True)
    far = outside.Outside(told(filing(BAD, key_id="k" + chr(0xD800)), filing(GOOD)))
    assert far.exchange() == 1
    assert (far.held["filing"], far.apart["filing"]) == ([GOOD], [BAD])
    with connections["intake"].cursor() as cursor:
        cursor.execute("SELECT 1")  # the transaction lives


BREAK = """
from suar.casework.intake.models import Filing
told = Filing.objects.filter(pk=given["pk"]).update(key_id=given["key_id"])
"""
STATE = """
from suar.casework.intake.models import Filing
told = {str(f.pk): [f.taken, f.set_aside, len(bytes(f.sealed))] for f in Filing.objects.all()}
"""


def test_the_far_end_keeps_what_is_set_apart_and_a_new_worker_tries_it_once_more(
    host: Host, there: outside.Outside, file: Callable[..., dict[str, str]]
) -> None:
    bad, good = file(host), file(host)
    key_id = Filing.objects.model._meta.get_field("key_id")
    whole = timezone.localdate().strftime("%Y%m%d")
    host.do(BREAK, pk=bad["form_id"], key_id="k" * (key_id.max_length or 0) + "k")
    assert there.exchange() == 1 and there.exchange() == 0
    state = host.do(STATE)
    assert state[bad["form_id"]][:2] == [False, True] and state[bad["form_id"]][2] > 0
    assert state[good["form_id"]][:2] == [True, False]
    host.do(BREAK, pk=bad["form_id"], key_id=whole)
    assert there.exchange() == 0, "it was named as unreadable"
    again = outside.Outside(host.command)
    assert again.exchange() + again.exchange() >= 1
    assert takeover.take_over() == 2
    assert Complaint.objects.filter(pk=bad["form_id"]).get().story == STORY


FILE_MARKED = """
from datetime import timedelta
from suar.casework.intake import actions
from suar.casework.intake.draft import Draft
from suar.casework.intake.models import Filing, Further
now = timezone.now()
draft = Draft.begin(now, "review").answering({"story": given["story"]})
actions.file(draft=draft, now=now, trapped=given.get("trapped", False))
told = {"form_id": str(draft.form_id), "receipt": draft.receipt, "word": draft.word}
"""
WRITE_MARKED = """
from suar.casework.intake import actions
from suar.casework.intake.models import Further
found = actions.look_up(given["receipt"], given["word"])
actions.write_further(found=found, text=given["text"], now=timezone.now(), trapped=True)
told = [str(found.lost_on), list(Further.objects.values_list("doubt", "dropped"))]
"""
LOST = """
from suar.casework.intake import actions
found = actions.look_up(given["receipt"], given["word"])
told = str(found.lost_on)
"""


@pytest.fixture
def file() -> Callable[..., dict[str, str]]:
    def filed(host: Host, **also: Any) -> dict[str, str]:
        made: dict[str, str] = host.do(FILE_MARKED, story=STORY, **also)
        return made

    return filed


def test_the_mark_of_a_message_comes_here_and_that_it_went_unread_goes_there(
    host: Host, there: outside.Outside, office: Office, file: Callable[..., dict[str, str]]
) -> None:
    filed = file(host)
    there.exchange()
    takeover.take_over()
    there.exchange()
    receipt = {"receipt": filed["receipt"], "word": filed["word"]}
    assert host.do(WRITE_MARKED, text="Beli pulsa.", **receipt) == ["None", [["trap", False]]]
    there.exchange()
    assert Further.objects.quarantined().get().doubt == Filing.Doubt.TRAP
    assert takeover.take_over() == 0 and not Message.objects.exists()
    Further.objects.update(filed_on=timezone.localdate() - timedelta(days=9))
    assert actions.empty(days=7, by=a_user(Role.KETUA, office)) == 1
    there.exchange()
    assert host.do(LOST, **receipt) == str(timezone.localdate())
    host.do(WRITE_MARKED, text="Beli pulsa.", **receipt)
    there.exchange()
    assert Further.objects.count() == 2, "the same words once more are a message once more"


def test_what_bears_no_mark_is_handed_over_first(office: Office) -> None:
    today = timezone.localdate()
    for n in range(60):
        Filing.objects.create(form_id=f"{n:032x}", reply_key=b"r", content_tag=b"t", key_id="k", sealed=b"x",
                              filed_on=today, doubt="" if n == 59 else "rate")  # fmt: skip
    first = far_end._waiting(Filing, 50)
    assert [one.doubt for one in first if isinstance(one, Filing)][:2] == ["", "rate"]


@pytest.mark.parametrize(("sent", "kept"), [("", ""), ("hasty", "hasty"), ("x", "rate")])
def test_a_mark_that_nobody_knows_is_still_a_mark(office: Office, sent: str, kept: str) -> None:
    outside.Outside(told(filing(GOOD, doubt=sent, looked=True))).exchange()
    here = Filing.objects.get()
    assert (here.doubt, here.looked) == (kept, False)
    assert quarantine.groups("filing") == [] if not kept else quarantine.groups("filing")[0].doubt == kept
