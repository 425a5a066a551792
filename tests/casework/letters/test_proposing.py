"""How letters begin: what the worker proposes and what it never does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from suar.casework.duties import actions as duties
from suar.casework.letters import actions
from suar.casework.letters.models import Kind, Letter, Status
from suar.core.errors import DomainError, Refused
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role
from suar.registry.agencies import actions as agencies
from tests.factories import (
    a_duty,
    a_late_duty,
    a_letter,
    a_sent_letter,
    a_user,
    an_agency,
    an_office,
    an_officer_elsewhere,
    an_outsider,
)

pytestmark = pytest.mark.django_db


def named(letter: Letter) -> set[str]:
    return {str(pk) for pk in letter.lines.values_list("duty", flat=True)}


def test_all_that_an_agency_is_late_with_stands_in_one_proposal() -> None:
    agency, ketua = an_agency("police"), a_user(Role.KETUA)
    late = [a_late_duty(agency), a_late_duty(agency, days=3)]
    a_late_duty(an_agency("health"))
    assert actions.propose_due(now=timezone.now()) == 2
    letter = Letter.objects.get(agency=agency)
    assert (letter.kind, letter.status, letter.number) == (Kind.REMINDER, Status.DRAFT, "")
    assert (letter.to, letter.signer) == (agency, ketua)
    assert named(letter) == {str(duty.pk) for duty in late}
    entry = Entry.objects.filter(verb="letter.propose").latest("id")
    assert entry.actor == "system:worker"


def test_the_worker_proposes_once_and_adds_what_becomes_late_to_the_same_draft() -> None:
    agency, now = an_agency(), timezone.now()
    a_late_duty(agency)
    assert actions.propose_due(now=now) == 1
    assert actions.propose_due(now=now) == 0
    a_late_duty(agency)
    assert actions.propose_due(now=now) == 1
    assert Letter.objects.get(agency=agency).lines.count() == 2


def test_a_doubtful_limit_makes_no_letter() -> None:
    duty = a_duty(
        "legal_step",
        agency=an_agency("police"),
        rule="kuhap25.transfer_to_court",
        event_at=timezone.now() - timedelta(days=60),
    )
    assert duty.in_doubt
    assert actions.propose_due(now=timezone.now()) == 0
    assert not Letter.objects.exists()
    with pytest.raises(DomainError):
        actions.propose(office=duty.office, agency=duty.agency, kind=Kind.REMINDER, by=OPERATOR)


def test_our_own_duty_a_question_and_a_running_one_make_no_letter() -> None:
    a_duty("handover", event_at=timezone.now() - timedelta(days=60))
    a_duty("agency_answer", event_at=None)
    a_duty("agency_answer")
    assert actions.propose_due(now=timezone.now()) == 0


def test_what_is_settled_leaves_the_draft_and_an_empty_draft_is_withdrawn_with_its_reason() -> None:
    agency, now = an_agency(), timezone.now()
    first, second = a_late_duty(agency), a_late_duty(agency)
    actions.propose_due(now=now)
    duties.finish(duty=first, by=OPERATOR)
    assert actions.propose_due(now=now) == 1
    letter = Letter.objects.get(agency=agency)
    assert named(letter) == {str(second.pk)}
    duties.finish(duty=second, by=OPERATOR)
    actions.propose_due(now=now)
    letter = Letter.objects.get(agency=agency)
    assert (letter.status, bool(letter.why)) == (Status.WITHDRAWN, True)


def test_a_duty_whose_letter_was_withdrawn_is_not_proposed_again() -> None:
    letter = a_letter()
    actions.withdraw(letter=letter, why="Sudah ditelepon.", by=OPERATOR)
    assert actions.propose_due(now=timezone.now()) == 0


def test_a_reminder_without_an_answer_is_followed_by_a_letter_to_the_superior() -> None:
    above, agency = an_agency("police", "Polda Contoh"), an_agency("police")
    agencies.edit_agency(agency=agency, superior=above, by=OPERATOR)
    reminder = a_sent_letter(agency=agency)
    assert reminder.answer_by is not None
    assert actions.propose_due(now=reminder.answer_by - timedelta(minutes=1)) == 0
    assert actions.propose_due(now=reminder.answer_by + timedelta(minutes=1)) == 1
    letter = Letter.objects.get(kind=Kind.ESCALATION)
    assert (letter.to, letter.agency, letter.follows) == (above, agency, reminder)
    assert named(letter) == named(reminder)
    assert actions.propose_due(now=reminder.answer_by + timedelta(days=3)) == 0


def test_an_answered_reminder_is_not_escalated() -> None:
    reminder = a_sent_letter()
    actions.answer(letter=reminder, on=timezone.localdate(), number="B/1", by=OPERATOR)
    assert actions.propose_due(now=timezone.now() + timedelta(days=60)) == 0


def test_an_agency_without_a_known_superior_gets_the_escalation_itself() -> None:
    reminder = a_sent_letter()
    actions.propose_due(now=timezone.now() + timedelta(days=60))
    letter = Letter.objects.get(kind=Kind.ESCALATION)
    assert letter.to == reminder.agency


def test_a_letter_asked_for_twice_is_one_draft() -> None:
    duty, officer = a_late_duty(), a_user(Role.SEKRETARIAT)
    facts = {"office": duty.office, "agency": duty.agency, "kind": Kind.REMINDER, "by": officer}
    assert actions.propose(**facts) == actions.propose(**facts)
    assert Letter.objects.count() == 1


def test_no_other_office_and_no_outsider_asks_for_a_letter() -> None:
    duty = a_late_duty(office=an_office())
    for by in (an_officer_elsewhere(), an_outsider()):
        with pytest.raises(Refused):
            actions.propose(office=duty.office, agency=duty.agency, kind=Kind.REMINDER, by=by)
    assert not Letter.objects.exists()


def test_what_is_due_at_once_gets_its_own_day_before_a_letter() -> None:
    from suar.casework.letters.rules import may_be_written_about
    from suar.core.clocks.calendars import WIB

    noon = timezone.now().astimezone(WIB).replace(hour=12)
    assert not may_be_written_about(noon, "immediately", noon + timedelta(hours=6))
    assert may_be_written_about(noon, "immediately", noon + timedelta(hours=13))
    assert may_be_written_about(noon, "hours", noon + timedelta(minutes=1))
