"""The form on a host of its own: two homes in two processes, and between them the channel, cut wherever it can be."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import DataError, IntegrityError
from django.utils import timezone

from suar.casework.complaints import actions, intake_keys, outside, publishing, takeover
from suar.casework.complaints.models import Complaint, Message
from suar.casework.intake import channel as far_end
from suar.casework.intake.models import DayKey, Filing, Further, Inclusion, PublicHead, PublicNode, Reply
from suar.config import channel
from suar.core.alarms.models import Alarm
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Office, User
from tests.factories import an_office, an_officer

pytestmark = [pytest.mark.django_db, pytest.mark.real_clock]

STORY = "Ada akun yang mengancamku."
MIGRATE = "from django.core.management import call_command; call_command('migrate', database='intake', verbosity=0)"
FILE = """
from suar.casework.intake import actions
from suar.casework.intake.draft import Draft
now = timezone.now()
draft = Draft.begin(now, "review").answering({"about": "self", "region": "61.71", "story": given["story"]})
actions.file(draft=draft, now=now)
told = {"form_id": str(draft.form_id), "receipt": draft.receipt, "word": draft.word}
"""
LOOK_UP = """
from suar.casework.intake import actions
found = actions.look_up(given["receipt"], given["word"])
if found is None:
    told = None
else:
    told = {"step": found.filing.step, "replies": len(found.replies), "sealed": len(bytes(found.filing.sealed))}
    if given.get("read"):
        actions.mark_read(found=found, now=timezone.now())
    if given.get("further"):
        actions.write_further(found=found, text=given["further"], now=timezone.now())
    if given.get("forget"):
        actions.forget_code(found=found)
"""
PROVEN = """
from suar.casework.intake import actions
from suar.casework.intake.models import Inclusion, PublicNode
found = actions.look_up(given["receipt"], given["word"])
proven = actions.opened_proof(found) if found else None
told = {
    "size": proven.head.size if proven else 0,
    "proofs": Inclusion.objects.count(),
    "nodes": sorted(PublicNode.objects.values_list("pk", flat=True)),
}
"""
FRAME = """
import json, sys
import django
django.setup()
from django.utils import timezone
given = json.loads(sys.stdin.read())
told = None
{body}
sys.stdout.write(json.dumps(told))
"""


class Host:
    """A machine that holds the public form and nothing else: a home of its own, reached as another process."""

    def __init__(self, home: Path) -> None:
        self.home = home
        (home / "intake").mkdir(parents=True)
        shutil.copytree(settings.SUAR_HOME / "public", home / "public")
        kept = {name: os.environ[name] for name in ("PATH", "VIRTUAL_ENV") if name in os.environ}
        self.environment = kept | {
            "SUAR_HOME": str(home),
            "SUAR_DEVELOPMENT": "1",
            "PYTHONPATH": os.pathsep.join(sys.path),
            "DJANGO_SETTINGS_MODULE": "suar.config.settings.public",
        }
        self.do(MIGRATE)
        told = [f"{name}={value}" for name, value in self.environment.items()]
        self.command = ["env", "-i", *told, sys.executable, "-m", "suar.config.channel"]

    def do(self, body: str, **given: Any) -> Any:
        """Run as the public process does, with its settings alone."""
        done = subprocess.run(
            [sys.executable, "-c", FRAME.format(body=body)],
            env=self.environment,
            input=json.dumps(given),
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def look_up(self, filed: dict[str, str], **also: Any) -> Any:
        return self.do(LOOK_UP, receipt=filed["receipt"], word=filed["word"], **also)


@pytest.fixture
def office() -> Office:
    intake_keys.publish()
    return an_office()


@pytest.fixture
def officer(office: Office) -> User:
    return an_officer(office=office)


@pytest.fixture
def host(tmp_path: Path, office: Office) -> Host:
    return Host(tmp_path / "form")


@pytest.fixture
def there(host: Host) -> outside.Outside:
    """The worker's side, after a first exchange: the keys of the day are over there."""
    far = outside.Outside(host.command)
    far.exchange()
    return far


def test_a_complaint_filed_there_is_taken_over_here_and_its_body_leaves_that_host(
    host: Host, there: outside.Outside
) -> None:
    filed = host.do(FILE, story=STORY)
    assert there.exchange() == 1
    assert host.look_up(filed)["sealed"] > 0, "not cleared before it is known to be here"
    assert takeover.take_over() == 1
    assert Complaint.objects.get(pk=filed["form_id"]).story == STORY
    there.exchange()
    assert host.look_up(filed) == {"step": "received", "replies": 0, "sealed": 0}


def test_a_reply_reaches_its_receipt_there_and_its_reading_is_known_here(
    host: Host, there: outside.Outside, officer: User
) -> None:
    filed = host.do(FILE, story=STORY)
    there.exchange()
    takeover.take_over()
    complaint = Complaint.objects.get(pk=filed["form_id"])
    actions.open_complaint(complaint=complaint, by=officer)
    actions.reply(complaint=complaint, text="Kami membaca ceritamu.", by=officer)
    takeover.deliver_replies()
    takeover.publish_steps()
    there.exchange()
    assert host.look_up(filed) == {"step": "answered", "replies": 1, "sealed": 0}
    host.look_up(filed, read=True)
    there.exchange()
    takeover.collect_read_marks()
    assert Message.objects.get(direction=Message.Direction.OUT).read_on == timezone.localdate()


def test_a_further_message_and_a_deleted_code_come_here_too(host: Host, there: outside.Outside) -> None:
    filed = host.do(FILE, story=STORY)
    there.exchange()
    takeover.take_over()
    host.look_up(filed, further="Dia menulis lagi.")
    there.exchange()
    takeover.take_over()
    assert Message.objects.get().text == "Dia menulis lagi."
    there.exchange()
    host.look_up(filed, forget=True)
    there.exchange()
    takeover.collect_read_marks()
    assert not Complaint.objects.get(pk=filed["form_id"]).can_be_answered
    there.exchange()
    assert host.look_up(filed) is None


def test_heads_and_the_proof_behind_a_receipt_reach_that_host_and_go_with_the_code(
    host: Host, there: outside.Outside
) -> None:
    filed = host.do(FILE, story=STORY)
    there.exchange()
    takeover.take_over()
    sequence_all()
    assert publishing.publish(timezone.now() + timedelta(hours=12)) == 1
    there.exchange()
    nodes = sorted(PublicNode.objects.values_list("pk", flat=True))
    size = PublicHead.objects.get().tree_size
    assert host.do(PROVEN, **filed) == {"size": size, "proofs": 1, "nodes": nodes}
    again = outside.Outside(host.command)
    again.exchange()
    assert host.do(PROVEN, **filed) == {"size": size, "proofs": 1, "nodes": nodes}
    host.look_up(filed, forget=True)
    again.exchange()
    takeover.collect_read_marks()
    again.exchange()
    assert host.do(PROVEN, **filed) == {"size": 0, "proofs": 0, "nodes": nodes}
    assert Inclusion.objects.count() == 0
    assert not Entry.objects.filter(verb="intake.key_foreign").exists()


@pytest.mark.parametrize("times", [1, 3])
def test_a_line_that_is_cut_before_the_answer_arrives_loses_and_doubles_nothing(
    host: Host, there: outside.Outside, times: int
) -> None:
    filed = host.do(FILE, story=STORY)
    whole = there.command
    for _ in range(times):
        there.command = ["sh", "-c", '"$@" > /dev/null; exit 255', "sh", *whole]
        assert there.exchange() == 0
    there.command = whole
    assert there.exchange() == 1
    assert there.exchange() == 0
    takeover.take_over()
    assert [str(pk) for pk in Complaint.objects.values_list("pk", flat=True)] == [filed["form_id"]]


def test_a_worker_that_was_killed_after_it_stored_starts_again_without_a_second_one(host: Host) -> None:
    filed = host.do(FILE, story=STORY) if outside.Outside(host.command).exchange() == 0 else None
    assert outside.Outside(host.command).exchange() == 1
    takeover.take_over()
    again = outside.Outside(host.command)
    assert again.exchange() == 1, "it was not told that it is here"
    assert takeover.take_over() == 0
    assert again.exchange() == 0
    assert Complaint.objects.count() == Filing.objects.count() == 1
    assert filed is not None and host.look_up(filed)["sealed"] == 0


def test_what_somebody_planted_there_is_told_and_the_true_key_put_back(host: Host, there: outside.Outside) -> None:
    host.do("from suar.casework.intake.models import DayKey\nDayKey.objects.update(signature=b'x' * 64)")
    there.exchange()
    assert Entry.objects.filter(verb="intake.key_foreign").count() == 1
    assert [alarm.kind for alarm in Alarm.objects.open()] == ["outside.foreign"]
    there.exchange()
    there.exchange()
    assert Entry.objects.filter(verb="intake.key_foreign").count() == 1
    shown = host.do(
        "from suar.casework.intake.models import DayKey\n"
        "told = [bytes(key.signature).hex() for key in DayKey.objects.all()]"
    )
    assert shown == [bytes(key.signature).hex() for key in DayKey.objects.all()]


def test_a_host_that_is_away_is_said_once_and_waited_for(
    there: outside.Outside, caplog: pytest.LogCaptureFixture
) -> None:
    whole, there.command = there.command, ["false"]
    for _ in range(3):
        assert there.exchange() == 0
    assert sum("does not answer" in line for line in caplog.messages) == 1
    assert not Alarm.objects.open().exists()
    there.command, there.heard = ["/nonexistent/ssh"], there.heard - outside.SILENCE - 1
    assert there.exchange() == there.exchange() == 0
    assert [alarm.kind for alarm in Alarm.objects.open()] == ["outside.silent"]
    there.command = whole
    assert there.exchange() == 0 and not there.away
    assert not Alarm.objects.open().exists()


def row(model: Any, **columns: Any) -> dict[str, Any]:
    columns = {"sealed": b"x", "key_id": "k", "content_tag": b"t" * 32, "filed_on": timezone.localdate()} | columns
    return far_end.packed(model(**columns))


def answers(**given: Any) -> list[str]:
    """A far end that answers this, whatever it is asked."""
    told = {"arrivals": {"filing": [], "further": []}, "read": {}, "deleted": [], "published": "", "rotated": False}
    return ["printf", "%s", json.dumps(told | given)]


A, B = "7f3a91c4-0000-4000-8000-000000000001", "7f3a91c4-0000-4000-8000-000000000002"


def test_what_a_broken_into_host_invents_opens_nothing_and_stops_nothing(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    mine = Filing.objects.create(
        form_id=A, lookup_id=b"l" * 16, reply_key=b"r" * 32, content_tag=b"t" * 32, key_id="k", taken=True,
        sealed=b"", filed_on=timezone.localdate(), step=Filing.Step.ANSWERED,
    )  # fmt: skip
    other = row(Filing, form_id=A, lookup_id=b"z" * 16, reply_key=b"z" * 32, taken=True, step="closed")
    large = row(Filing, form_id=B, lookup_id=b"y" * 16, reply_key=b"z" * 32, sealed=b"x" * 300_000)
    stray = row(Further, filing_id=B, taken=True)
    far = outside.Outside(answers(arrivals={"filing": [other, large], "further": [stray]}))
    far.exchange()
    mine.refresh_from_db()
    assert (bytes(mine.lookup_id or b""), mine.step) == (b"l" * 16, Filing.Step.ANSWERED)
    assert Filing.objects.count() == 1 and Further.objects.count() == 0
    for wrong in ([1], {"form_id": A}, None, "x"):
        far.command = answers(arrivals={"filing": wrong, "further": []})
        assert far.exchange() == 0
    for number in (5_000_000_000, True, ["x"]):  # bytes(5_000_000_000) would be five gigabytes
        far.command = answers(arrivals={"filing": [row(Filing, form_id=B) | {"sealed": number}], "further": []})
        assert far.exchange() == 0
    for nonsense in (b"", b"[]", b"{}", b'{"refused": "unread"}', b"[" * 100_000):
        far.command = ["printf", "%s", nonsense.decode()[:90_000]]
        assert far.exchange() == 0
    assert Filing.objects.count() == 1


@pytest.mark.parametrize("fault", [DataError("value too long"), IntegrityError("null in a column")])
def test_an_answer_that_the_database_refuses_is_refused_whole_and_asked_for_again(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, fault: Exception
) -> None:
    good = row(Filing, form_id=A, lookup_id=b"z" * 16, reply_key=b"z" * 32)
    far = outside.Outside(answers(arrivals={"filing": [good], "further": []}))

    def refusing(*_args: Any) -> None:
        raise fault

    with monkeypatch.context() as refused:
        refused.setattr(outside, "_mark_deleted", refusing)
        assert far.exchange() == 0
    assert not Filing.objects.exists() and far.held == {"filing": [], "further": []}
    assert type(fault).__name__ in caplog.text and str(fault) not in caplog.text
    assert far.exchange() == 1 and far.held["filing"] == [A]


def test_no_more_of_an_answer_is_held_than_one_may_be(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """A far end that never stops talking fills no memory of ours, one that hears nothing holds nobody up."""
    far = outside.Outside(["sh", "-c", "exec yes '[' "])
    assert far.exchange() == 0 and far.away
    monkeypatch.setattr(outside, "PATIENCE", 0.2)
    far.command = ["sleep", "30"]
    begun = time.monotonic()
    assert far.exchange() == 0
    assert time.monotonic() - begun < 10


@pytest.fixture
def line() -> dict[str, Any]:
    told: dict[str, Any] = {"steps": {}, "replies": [], "gone": [], "dropped": []}
    told["added"] = {"inclusion": [], "publicnode": []}
    none = {"filing": [], "further": []}
    return {"held": none, "apart": none, "told": told, "published": None, "unread": [], "limit": 5}


def served(*lines: bytes) -> list[Any]:
    answered = io.BytesIO()
    channel.serve(io.BytesIO(b"".join(one + b"\n" for one in lines)), answered)
    return [json.loads(one) for one in answered.getvalue().splitlines()]


def test_the_other_end_does_these_two_things_and_nothing_else(office: Office, line: dict[str, Any]) -> None:
    (answered,) = served(json.dumps(line).encode())
    assert set(answered) == {"arrivals", "read", "deleted", "published", "rotated"}
    asked: Iterator[Any] = iter(
        (
            {"op": "shell"},
            [],
            line | {"limit": "all"},
            line | {"held": {"filing": ["x"], "further": []}},
            line | {"published": {"filing": []}},
            line | {"published": {"user": []}},
            line | {"published": {"daykey": [{"key_id": "only"}]}},
            line | {"told": line["told"] | {"replies": [{"id": A}]}},
        )
    )
    for wrong in asked:
        assert served(json.dumps(wrong).encode(), json.dumps(line).encode()) == [{"refused": "unread"}], wrong
    assert served(b"\xff", b"{}") == [{"refused": "unread"}]
    assert DayKey.objects.count() == 1, "what is refused changes nothing"


def test_no_more_is_handed_over_than_one_exchange_may_hold(office: Office, line: dict[str, Any]) -> None:
    today = timezone.localdate()
    Filing.objects.bulk_create(
        Filing(form_id=f"{n:032x}", reply_key=b"r", content_tag=b"t", key_id="k", sealed=b"x", filed_on=today)
        for n in range(far_end.MOST_ARRIVALS + 7)
    )
    (answered,) = served(json.dumps(line | {"limit": 10_000}).encode())
    assert len(answered["arrivals"]["filing"]) == far_end.MOST_ARRIVALS


def test_a_row_comes_back_as_it_was(office: Office) -> None:
    for key in DayKey.objects.all():
        again = far_end.unpacked(DayKey, json.loads(json.dumps(far_end.packed(key))))
        assert far_end.packed(again) == far_end.packed(key)
    reply = Reply(id=A, filing_id=B, sealed=b"\x00\xff", sent_on=timezone.localdate(), read_on=None)
    again_ = far_end.unpacked(Reply, far_end.packed(reply))
    assert (str(again_.pk), bytes(again_.sealed), again_.read_on) == (A, b"\x00\xff", None)
