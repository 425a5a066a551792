"""What was sent under the receipt of a file is read before the file ends; what was begun meanwhile ends with it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid5

import pytest
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.complaints import actions as complaints
from suar.casework.complaints import intake_keys, receipts, takeover
from suar.casework.complaints.models import Complaint
from suar.casework.duties.models import Duty
from suar.casework.intake import actions as public
from suar.casework.intake.draft import Draft
from suar.casework.intake.models import Further
from suar.casework.retention import actions
from suar.casework.retention.models import Act, ActStatus, Item, Kind
from suar.config.demo.clock import at
from suar.core.errors import Conflict
from suar.core.ledger import keyholding
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Erasure
from suar.core.vault import keys
from suar.registry.accounts.models import Role, User
from tests.factories import a_started_act, a_user, an_act, an_office, an_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    intake_keys.publish()
    return an_officer(an_office())


def a_closed_filing(officer: User) -> Draft:
    """Came by the form, was read and closed: its end is asked for."""
    draft = Draft.begin(timezone.now() - timedelta(seconds=5), "review").answering({"story": "Sudah lewat."})
    public.file(draft=draft, now=timezone.now())
    takeover.take_over()
    close(draft.form_id, officer)
    return draft


def close(pk: object, officer: User) -> None:
    complaint = Complaint.objects.select_related("office", "case", "officer").get(pk=pk)
    complaint = complaints.open_complaint(complaint=complaint, by=officer)
    complaints.close_as(complaint=complaint, status="noise", noise="test", by=officer)


def asked(draft: Draft, officer: User) -> Item:
    return actions.ask_for(kind=Kind.COMPLAINT, subject=draft.form_id, why="request", by=officer)


def set_apart(draft: Draft) -> Further:
    found = public.look_up(draft.receipt, draft.word)
    assert found is not None
    public.write_further(found=found, text="Masih terjadi.", now=timezone.now())
    Further.objects.filter(taken=False).update(doubt="rate")
    return Further.objects.get(taken=False)


def test_no_act_is_drawn_up_while_a_message_waits_in_quarantine(officer: User) -> None:
    draft = a_closed_filing(officer)
    item = asked(draft, officer)
    set_apart(draft)
    with pytest.raises(Conflict, match=item.reference):
        an_act(officer, item)
    assert not Act.objects.exists()
    with pytest.raises(Conflict, match=item.reference):
        ketua = a_user(Role.KETUA, officer.office)
        actions.erase_at_once(subject=draft.form_id, why="request", first=officer, second=ketua)
    assert not Erasure.objects.exists()


def test_what_comes_after_the_approval_stops_the_press_until_it_is_read(officer: User) -> None:
    draft = a_closed_filing(officer)
    act = an_act(officer, asked(draft, officer))
    ketua = a_user(Role.KETUA, officer.office)
    act = actions.approve(act=act, by=ketua)
    row = set_apart(draft)
    with at(timezone.now() + timedelta(days=8)), pytest.raises(Conflict, match="belum dibaca"):
        actions.start(act=act, by=ketua)
    assert Act.objects.get().status == ActStatus.APPROVED and not Erasure.objects.exists()
    complaints.let_through(message_ids=[row.pk], by=officer)
    takeover.take_over()  # now somebody owes an answer
    with at(timezone.now() + timedelta(days=8)), pytest.raises(Conflict, match="Dipakai lagi"):
        actions.start(act=Act.objects.get(), by=ketua)


def test_what_does_not_open_holds_up_no_erasure(officer: User) -> None:
    draft = a_closed_filing(officer)
    item = asked(draft, officer)
    row = set_apart(draft)
    Further.objects.filter(pk=row.pk).update(doubt="", set_aside=True)
    assert an_act(officer, item).status == ActStatus.PROPOSED


def test_a_message_under_the_old_receipt_is_one_of_the_complaint_that_began_anew(officer: User) -> None:
    draft = a_closed_filing(officer)
    row, place = set_apart(draft), uuid5(draft.form_id, receipts.ANEW)
    found = public.look_up(draft.receipt, draft.word)
    keyholding.erase(subject=draft.form_id, by=OPERATOR, why="request")
    Further.objects.filter(pk=row.pk).update(doubt="")
    takeover.take_over()
    assert receipts.unread_of([place]) == set()
    assert found is not None
    public.write_further(found=found, text="Dan lagi.", now=timezone.now())
    assert receipts.unread_of([place]) == {place}


def test_what_was_begun_while_the_key_was_destroyed_is_owed_no_longer() -> None:
    officer = an_officer()
    act = a_started_act(officer)
    subject = Item.objects.get().subject
    case = act.office.cases.get(child=subject)
    cases.reopen(case=case, why="Anak datang lagi.", by=officer)
    assert Duty.objects.open().about(subject).exists()
    keyholding.finish_erasures()
    assert actions.finish_started() == 1 and keys.is_erased(subject)
    assert not Duty.objects.open().about(subject).exists()
