"""What a public process that was taken over may send, and what two people do at the same moment."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, OperationalError, connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tink import TinkError

from suar.casework.complaints import actions, intake_keys, panels, takeover
from suar.casework.complaints.arrivals import LONGEST, arrived_message, checked_answers, moment, reply_key
from suar.casework.complaints.models import Complaint, HandOver, Message
from suar.casework.duties.models import Duty
from suar.casework.intake import actions as public
from suar.casework.intake import sealing
from suar.casework.intake.draft import Draft
from suar.casework.intake.models import DayKey, Filing
from suar.casework.intake.sealing import Damaged
from suar.core.errors import Conflict, DomainError
from suar.core.ledger.actors import PUBLIC
from suar.core.ledger.models import Entry
from suar.core.vault import keys
from suar.core.vault.models import DataKey
from suar.registry.accounts.models import Office
from tests.factories import (
    a_complaint,
    a_filed_complaint,
    a_handover,
    a_triaged_complaint,
    an_agency,
    an_office,
    an_officer,
)

pytestmark = pytest.mark.django_db

LOW_ORDER = bytes(32)  # a point to which X25519 refuses to agree on a key


@pytest.fixture(autouse=True)
def office(db: None) -> Office:
    intake_keys.publish()
    return an_office()


def filed(**answers: Any) -> Draft:
    draft = Draft.begin(timezone.now(), "review").answering({"about": "self", "story": "Tolong.", **answers})
    public.file(draft=draft, now=timezone.now())
    return draft


def opened(**facts: Any) -> Complaint:
    return actions.open_complaint(complaint=a_filed_complaint(**facts), by=an_officer())


def set_aside_alone(poisoned: UUID, good: UUID) -> None:
    """The poisoned one is kept and reported once; the other came through."""
    takeover.take_over()
    takeover.take_over()
    assert Complaint.objects.filter(pk=good).exists()
    row = Filing.objects.get(pk=poisoned)
    assert row.set_aside and not row.taken and bytes(row.sealed)
    assert Entry.objects.filter(verb="intake.set_aside", subject=poisoned).count() == 1


# One arrival stops no other


def test_json_nested_without_end_is_set_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    poisoned = filed()
    nested = b'{"answers":' + b"[" * 200_000 + b"]" * 200_000 + b"}"
    with monkeypatch.context() as hostile:
        hostile.setattr(sealing.json, "dumps", lambda *_a, **_k: nested.decode())
        row = Filing.objects.get()
        public_keyset = DayKey.objects.get().keyset
        context = sealing.filing_context(poisoned.form_id)
        Filing.objects.update(sealed=sealing.seal(bytes(public_keyset), {}, context))
    with pytest.raises(Damaged):
        sealing.unseal(keys.open_intake(row.key_id), bytes(Filing.objects.get().sealed), context)
    set_aside_alone(poisoned.form_id, filed().form_id)


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb", "x" * (LONGEST + 1)])
def test_text_that_cannot_be_kept_is_damaged(text: str) -> None:
    now = timezone.now()
    for answers in ({"story": text}, {"worry": [text]}, {"name": text}):
        with pytest.raises(Damaged):
            checked_answers(answers)
    with pytest.raises(Damaged):
        arrived_message({"text": text, "filed_at": now.isoformat()}, now=now)
    assert checked_answers({"story": "x" * LONGEST}) and checked_answers({"story": "Tolong 🙏"})


def test_a_question_with_countless_answers_is_damaged() -> None:
    with pytest.raises(Damaged):
        checked_answers({"worry": ["home"] * 51})


def test_a_fault_that_nobody_foresaw_sets_one_arrival_aside(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    poisoned, good, honest = filed(), filed(), takeover._receive

    def receive(form_id: UUID, facts: dict[str, Any]) -> None:
        if form_id == poisoned.form_id:
            raise TypeError("Tolong.")
        honest(form_id, facts)

    with monkeypatch.context() as hostile, caplog.at_level(logging.ERROR):
        hostile.setattr(takeover, "_receive", receive)
        set_aside_alone(poisoned.form_id, good.form_id)
    # The last place of the program that it passed; what raised it stands in this file.
    assert "TypeError, _take_filing:" in caplog.text and "Tolong." not in caplog.text
    assert takeover.try_again() == 1 and takeover.set_aside_count() == 0


def test_a_further_message_with_another_messages_id_is_set_aside() -> None:
    draft = filed()
    row = public.look_up(draft.receipt, draft.word)
    assert row is not None
    public.write_further(found=row, text="Masih takut.", now=timezone.now())
    taken = takeover.Further.objects.get().id
    other = a_filed_complaint()
    actions.note_message(complaint=other, message_id=taken, text="Lain.", at=timezone.now(), by=PUBLIC)
    assert takeover.take_over() == 1
    assert takeover.set_aside_count() == 1
    assert Message.objects.get().text == "Lain."


@pytest.mark.parametrize("fault", [OperationalError("database is locked"), OSError("no such key file")])
def test_a_store_that_is_away_sets_nothing_aside(monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    filed()

    def away(*_args: Any) -> None:
        raise fault

    with monkeypatch.context() as outage:
        outage.setattr(takeover, "_receive", away)
        with pytest.raises(type(fault)):
            takeover.take_over()
    assert takeover.set_aside_count() == 0 and takeover.take_over() == 1


def test_only_the_same_form_counts_as_filed_already(monkeypatch: pytest.MonkeyPatch) -> None:
    first = a_complaint()
    number = int(first.number[2:6])
    monkeypatch.setattr("suar.casework.complaints.actions.receiving.next_number", lambda *_a, **_k: number)
    with pytest.raises(IntegrityError):
        a_complaint()
    assert Complaint.objects.count() == 1


# Times and keys


@pytest.mark.parametrize(
    ("ahead", "believed"),
    [(timedelta(days=59), False), (timedelta(minutes=6), False), (timedelta(minutes=4), True), (timedelta(-59), True)],
)
def test_a_filing_lies_in_the_past(ahead: timedelta, believed: bool) -> None:
    now = timezone.now()
    assert moment((now + ahead).isoformat(), now) == (now + ahead if believed else now)


def test_a_reply_key_that_nothing_can_be_sealed_to_is_damaged() -> None:
    with pytest.raises(Damaged):
        reply_key(LOW_ORDER.hex())
    assert reply_key("11" * 32) == b"\x11" * 32


def test_a_reply_that_cannot_be_sealed_is_refused_in_words() -> None:
    with pytest.raises(DomainError, match="tidak dapat disegel"):
        actions.reply(complaint=opened(reply_key=LOW_ORDER), text="Halo.", by=an_officer())
    assert not Message.objects.exists()


# While a complaint becomes a case


def a_case_made_meanwhile() -> tuple[Complaint, Complaint]:
    """The complaint as somebody read it before, and as it is now. The old key is gone, as after the commit."""
    officer = an_officer()
    read = a_triaged_complaint(officer, opened())
    assert read.story
    now = Complaint.objects.get(pk=read.pk)
    actions.make_case(complaint=now, by=officer)
    DataKey.objects.filter(pk=read.subject).delete()
    return read, now


def test_a_reply_written_while_its_complaint_becomes_a_case_is_a_conflict() -> None:
    read, _now = a_case_made_meanwhile()
    with pytest.raises(Conflict, match="sudah menjadi berkas"):
        actions.reply(complaint=read, text="Halo.", by=an_officer())
    assert not Message.objects.exists()


def test_the_complaint_is_held_before_its_messages_are_read_and_before_one_is_written() -> None:
    """Whoever comes second waits for the row. SQLite lets one writer in at a time, so it needs no lock and has none."""
    officer = an_officer()
    complaint = a_triaged_complaint(officer, opened())
    with CaptureQueriesContext(connection) as replying:
        actions.reply(complaint=complaint, text="Halo.", by=officer)
    with CaptureQueriesContext(connection) as opening:
        actions.make_case(complaint=complaint, by=officer)
    lock = "FOR UPDATE" if connection.features.has_select_for_update else ""
    for captured, verb in ((replying, "INSERT INTO"), (opening, "SELECT")):
        queries = [query["sql"] for query in captured]
        held = [i for i, sql in enumerate(queries) if 'FROM "complaints_complaint"' in sql and lock in sql]
        touched = [i for i, sql in enumerate(queries) if sql.startswith(verb) and '"complaints_message"' in sql]
        assert held and touched and held[0] < touched[0 if verb == "SELECT" else -1]


def test_a_message_that_arrives_while_its_complaint_becomes_a_case_opens_with_the_childs_key() -> None:
    read, now = a_case_made_meanwhile()
    actions.note_message(complaint=read, message_id=uuid4(), text="Masih takut.", at=timezone.now(), by=PUBLIC)
    assert Message.objects.get().text == "Masih takut."
    assert Duty.objects.about(now.subject).filter(kind="answer_message").count() == 1
    assert not Duty.objects.about(read.subject).exists()


def test_a_hand_over_and_a_second_case_are_a_conflict_too() -> None:
    read, _now = a_case_made_meanwhile()
    with pytest.raises(Conflict):
        a_handover(complaint=read)
    with pytest.raises(Conflict, match="sudah menjadi berkas"):
        actions.make_case(complaint=read, by=an_officer())
    assert not HandOver.objects.exists()


def test_one_message_that_does_not_open_hides_no_other(client: Client) -> None:
    complaint, officer = opened(), an_officer()
    broken = actions.reply(complaint=complaint, text="Satu.", by=officer)
    actions.reply(complaint=complaint, text="Dua.", by=officer)
    models.QuerySet.update(Message.objects.filter(pk=broken.pk), text=b"sealed under a key that is gone")
    with pytest.raises(TinkError):
        _ = Message.objects.get(pk=broken.pk).text
    fresh = Complaint.objects.get(pk=complaint.pk)
    assert [message.text for message in panels.conversation_of(fresh)] == ["(tidak dapat dibuka)", "Dua."]
    client.force_login(officer)
    page = client.get(f"/pengaduan/{complaint.pk}/", follow=True)
    assert page.status_code == 200 and "(tidak dapat dibuka)" in page.content.decode()


# Ids of other forms


def test_the_id_of_another_complaints_message_is_a_conflict() -> None:
    officer, form = an_officer(), uuid4()
    first, second = opened(), opened()
    actions.reply(complaint=first, text="Satu.", by=officer, message_id=form)
    with pytest.raises(Conflict, match="sudah dikirim"):
        actions.reply(complaint=second, text="Dua.", by=officer, message_id=form)
    assert Message.objects.count() == 1


def test_the_id_of_a_message_that_came_in_is_no_reply() -> None:
    complaint, form = opened(), uuid4()
    actions.note_message(complaint=complaint, message_id=form, text="Halo?", at=timezone.now(), by=PUBLIC)
    with pytest.raises(Conflict, match="sudah dikirim"):
        actions.reply(complaint=complaint, text="Halo.", by=an_officer(), message_id=form)


def test_the_id_of_another_hand_over_is_a_conflict() -> None:
    officer, form, agency = an_officer(), uuid4(), an_agency()
    first, second = a_triaged_complaint(officer), a_triaged_complaint(officer)
    given = a_handover(officer, first, agency=agency, handover_id=form)
    assert a_handover(officer, first, agency=agency, handover_id=form) == given
    for by, complaint in ((officer, second), (an_officer(), first)):
        with pytest.raises(Conflict, match="sudah dikirim"):
            a_handover(by, complaint, agency=agency, handover_id=form)
    assert HandOver.objects.count() == 1
