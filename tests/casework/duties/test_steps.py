"""What may happen to a duty, who may do it, and what the ledger keeps of it."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from suar.casework.duties import actions
from suar.casework.duties.models import TRANSITIONS, Duty, DutyNote, Status
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from tests.casework.duties.builders import again, at, data_of, last_entry, verbs
from tests.factories import a_duty, a_user, an_agency, an_office, an_officer, an_officer_elsewhere, an_outsider

pytestmark = pytest.mark.django_db

STEPS: dict[str, tuple[Any, dict[str, Any]]] = {
    "acknowledge": (actions.acknowledge, {}),
    "finish": (actions.finish, {"note": "Selesai."}),
    "cancel": (actions.cancel, {"why": "salah catat"}),
    "reopen": (actions.reopen, {"why": "belum selesai"}),
}
GOES_TO = {"acknowledge": "acknowledged", "finish": "done", "cancel": "cancelled", "reopen": "open"}
TO_REACH: dict[str, list[str]] = {
    "open": [],
    "acknowledged": ["acknowledge"],
    "done": ["finish"],
    "cancelled": ["cancel"],
}


def in_status(status: str) -> Duty:
    duty = a_duty()
    for name in TO_REACH[status]:
        act, facts = STEPS[name]
        act(duty=duty, by=OPERATOR, **facts)
    assert duty.status == status
    return duty


@pytest.mark.parametrize(("status", "name"), list(product(Status.values, STEPS)))
def test_a_step_is_taken_where_the_table_allows_it_and_nowhere_else(status: str, name: str) -> None:
    duty = in_status(status)
    act, facts = STEPS[name]
    before = verbs(duty)
    if GOES_TO[name] in TRANSITIONS[status]:
        act(duty=duty, by=OPERATOR, **facts)
        assert again(duty).status == GOES_TO[name]
        assert verbs(duty) == [*before, f"duty.{name}"]
    else:
        with pytest.raises(Conflict):
            act(duty=duty, by=OPERATOR, **facts)
        assert again(duty).status == status
        assert verbs(duty) == before


def test_every_step_is_an_entry_by_whoever_took_it() -> None:
    officer, duty = an_officer(), a_duty()
    actions.acknowledge(duty=duty, by=officer)
    actions.finish(duty=duty, by=officer, note="sudah diserahkan kepada Ibu D.")
    assert verbs(duty) == ["duty.start", "duty.acknowledge", "duty.finish"]
    entry = last_entry("duty.finish")
    assert (entry.actor, entry.subject, entry.office) == (officer.actor_id, duty.subject, "kalbar")
    assert data_of(entry) == {"kind": "handover", "rule": "house.report.handover"}
    assert not Entry.objects.filter(data__contains="diserahkan").exists()


def test_what_is_written_at_a_step_is_kept_and_never_written_over() -> None:
    officer, duty = an_officer(), a_duty()
    actions.acknowledge(duty=duty, by=officer, note="kami terima")
    actions.finish(duty=duty, by=officer, note="selesai, tanda terima 12")
    actions.reopen(duty=duty, by=officer, why="tanda terimanya keliru")
    notes = list(DutyNote.objects.filter(duty=duty).order_by("duty_version"))
    assert [(note.step, note.text) for note in notes] == [
        ("acknowledge", "kami terima"),
        ("finish", "selesai, tanda terima 12"),
        ("reopen", "tanda terimanya keliru"),
    ]
    assert [note.duty_version for note in notes] == [2, 3, 4]


def test_done_is_done_at_the_moment_it_was_done() -> None:
    duty = a_duty(event_at=timezone.now() - timedelta(days=5))
    moment = timezone.now() - timedelta(days=4)
    actions.finish(duty=duty, by=an_officer(), at=moment, note="Selesai.")
    done = again(duty)
    assert done.done_at == moment
    assert not done.is_late(timezone.now())


def test_done_after_the_due_moment_stays_late() -> None:
    duty = a_duty(event_at=timezone.now() - timedelta(days=5))
    assert duty.is_late(timezone.now())
    actions.finish(duty=duty, by=an_officer(), note="Selesai.")
    assert again(duty).is_late(timezone.now())


def test_nothing_is_done_in_the_future() -> None:
    duty = a_duty()
    with pytest.raises(DomainError, match="masa depan"):
        actions.finish(duty=duty, by=an_officer(), at=timezone.now() + timedelta(minutes=5), note="Selesai.")
    assert again(duty).status == Status.OPEN


@pytest.mark.parametrize("blank", ["", "  \n"])
def test_a_reason_is_asked_for(blank: str) -> None:
    duty = a_duty()
    with pytest.raises(DomainError, match="mengapa"):
        actions.cancel(duty=duty, by=an_officer(), why=blank)
    actions.finish(duty=duty, by=an_officer(), note="Selesai.")
    with pytest.raises(DomainError, match="mengapa"):
        actions.reopen(duty=duty, by=an_officer(), why=blank)


def test_a_reopened_duty_keeps_its_clock() -> None:
    duty = a_duty()
    due = duty.due_at
    actions.finish(duty=duty, by=OPERATOR, note="Selesai.")
    actions.reopen(duty=duty, by=OPERATOR, why="keliru")
    found = again(duty)
    assert (found.due_at, found.done_at, found.acknowledged_at) == (due, None, None)


def test_a_question_is_not_closed_as_done() -> None:
    duty = a_duty(event_at=None)
    with pytest.raises(DomainError, match="Isi tanggalnya"):
        actions.finish(duty=duty, by=an_officer(), note="Selesai.")
    actions.cancel(duty=duty, by=an_officer(), why="tidak ada yang tahu")
    assert again(duty).status == Status.CANCELLED


def test_of_two_editors_the_second_is_told() -> None:
    duty = a_duty()
    first, second = again(duty), again(duty)
    actions.acknowledge(duty=first, by=an_officer())
    with pytest.raises(Conflict, match="Orang lain"):
        actions.finish(duty=second, by=an_officer(), note="hilang?")
    assert again(duty).status == Status.ACKNOWLEDGED
    assert not DutyNote.objects.exists()


def strangers() -> list[User]:
    return [an_officer_elsewhere(), an_outsider(), a_user(Role.MITRA), a_user(Role.ADMIN)]


@pytest.mark.parametrize("name", STEPS)
def test_a_stranger_takes_no_step(name: str) -> None:
    duty = in_status("done" if name == "reopen" else "open")
    act, facts = STEPS[name]
    for stranger in strangers():
        with pytest.raises(Refused):
            act(duty=again(duty), by=stranger, **facts)


def test_a_partner_answers_what_its_own_agency_owes() -> None:
    agency = an_agency()
    partner = a_user(Role.MITRA, agency=agency)
    duty = a_duty("agency_answer", agency=agency)
    actions.acknowledge(duty=duty, by=partner, note="kami pelajari")
    actions.finish(duty=duty, by=partner, note="surat 14/2026")
    assert again(duty).status == Status.DONE
    assert last_entry("duty.finish").actor == partner.actor_id


def test_a_partner_does_nothing_else() -> None:
    agency = an_agency()
    partner = a_user(Role.MITRA, agency=agency)
    own, ours, other = a_duty("agency_answer", agency=agency), a_duty(), a_duty("agency_answer")
    elsewhere = a_duty("agency_answer", agency=agency, office=an_office("sambas", "KPPAD Kabupaten Sambas"))
    for duty in (ours, other, elsewhere):
        with pytest.raises(Refused):
            actions.finish(duty=again(duty), by=partner, note="Selesai.")
    with pytest.raises(DomainError, match="saat dikirim"):
        actions.finish(duty=again(own), by=partner, at=timezone.now() - timedelta(days=9), note="Selesai.")
    with pytest.raises(Refused):
        actions.cancel(duty=again(own), by=partner, why="tidak mau")
    with pytest.raises(Refused):
        actions.assign(duty=again(own), officer=None, by=partner)
    with pytest.raises(Refused):
        actions.pause(duty=again(own), begins=at("2026-03-01 08:00"), ends=at("2026-03-02 08:00"), by=partner)


def test_what_one_act_fulfils_is_done_together() -> None:
    subject = uuid4()
    first, second = a_duty("read_complaint", subject=subject), a_duty("answer_reporter", subject=subject)
    other, foreign = a_duty("handover", subject=subject), a_duty("read_complaint")
    done = actions.finish_all(subject=subject, kinds=["read_complaint", "answer_reporter"], by=an_officer())
    assert done == 2
    assert [again(d).status for d in (first, second, other, foreign)] == ["done", "done", "open", "open"]
    assert actions.finish_all(subject=subject, kinds=["read_complaint"], by=an_officer()) == 0


def test_a_step_that_is_not_open_is_refused_with_what_to_do() -> None:
    duty = a_duty()
    with pytest.raises(Conflict, match="Muat ulang halaman"):
        duty.move_to("open")
