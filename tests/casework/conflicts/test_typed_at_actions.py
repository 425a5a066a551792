"""A number or id of what is withheld, typed past the pages: refused at the action too, and told nothing."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.complaints import actions as complaints
from suar.casework.complaints.models import Complaint, Status
from suar.casework.conflicts import actions
from suar.casework.letters import actions as letters
from suar.casework.letters.models import Letter
from suar.casework.register import actions as register
from suar.casework.register.models import ImportRun
from suar.core.errors import Conflict, DomainError, Refused
from suar.registry.accounts.models import Role, User
from tests.casework.conflicts.test_typed import NO_CASE, Typing, breaking, said, typing
from tests.desk.pages import signed_in
from tests.factories import (
    a_case,
    a_filed_complaint,
    a_glass,
    a_group_finding,
    a_handover,
    a_hold,
    a_late_duty,
    a_triaged_complaint,
    a_user,
    an_import,
    an_office,
    an_officer,
)

__all__ = ["typing"]
pytestmark = pytest.mark.django_db


def test_a_link_on_the_way_that_is_withheld_is_refused_at_the_action_too(typing: Typing) -> None:
    told = set()
    for same in (typing.complaint, typing.same, None):
        with pytest.raises(DomainError) as refused:
            complaints.close_as(complaint=typing.own, status=Status.DUPLICATE, same_as=same, by=typing.kin)
        told.add(refused.value.message)
    assert len(told) == 1
    assert Complaint.objects.get(pk=typing.own.pk).same_as_id is None
    calm = a_triaged_complaint(typing.ketua, risk_answers={"danger_now": "no"})  # the first has become a file
    complaints.close_as(complaint=calm, status=Status.DUPLICATE, same_as=typing.same, by=typing.ketua)
    assert Complaint.objects.get(pk=calm.pk).same_as_id == typing.complaint.pk


def test_the_page_of_a_duplicate_leads_only_to_what_the_reader_may_see(typing: Typing) -> None:
    url = reverse("complaints:complaint-detail", args=[typing.same.pk])
    link = reverse("complaints:complaint-detail", args=[typing.complaint.pk])
    assert link not in signed_in(typing.kin).get(url).content.decode()
    assert link in signed_in(typing.ketua).get(url).content.decode()


def test_a_closing_that_two_made_in_a_circle_still_ends(typing: Typing) -> None:
    first, second, third = (a_triaged_complaint(typing.ketua) for _ in range(3))
    first.same_as, second.same_as = second, first
    with pytest.raises(DomainError):
        complaints.close_as(complaint=third, status=Status.DUPLICATE, same_as=first, by=typing.ketua)


def test_an_id_sent_again_tells_no_number_of_what_is_withheld(typing: Typing) -> None:
    here, kin = typing.kin.office, typing.kin
    with pytest.raises(Conflict):
        complaints.receive(office=here, by=kin, channel="visit", story="Lain.", complaint_id=typing.complaint.pk)
    with pytest.raises(Conflict):
        a_group_finding(kin, finding_id=typing.finding.pk)
    with pytest.raises(Conflict):
        a_handover(kin, typing.own, handover_id=typing.handover.pk)
    reported = complaints.open_complaint(complaint=a_filed_complaint(), by=kin)
    with pytest.raises(Conflict):
        complaints.reply(complaint=reported, text="Lain.", by=kin, message_id=typing.sent.pk)
    again = complaints.receive(office=here, by=typing.ketua, channel="visit", complaint_id=typing.complaint.pk)
    assert again.number == typing.complaint.number


def test_whoever_wrote_down_what_names_them_may_press_twice() -> None:
    an_office()
    form, event, name = uuid4(), uuid4(), "Herkulanus Bujangga"
    writer = a_user(Role.DIVISI_PENGADUAN, name=name)
    first, second = (
        complaints.receive(
            office=writer.office, by=writer, channel="visit", story=f"Yang memukul {name}.", complaint_id=form
        )
        for _ in range(2)
    )
    assert first.number == second.number
    one, two = (a_group_finding(writer, story=f"Yang menjaga {name}.", finding_id=event) for _ in range(2))
    assert one.number == two.number


def test_whoever_records_a_finding_that_names_them_is_told_who_goes_on() -> None:
    an_office()
    writer = a_user(Role.DIVISI_PENGADUAN, name="Herkulanus Bujangga")
    data = {
        "form_id": str(uuid4()), "found_on": timezone.localdate().isoformat(), "region_code": "61.71",
        "place": "Penginapan Contoh", "story": "Yang menjaga Herkulanus Bujangga.", "form-TOTAL_FORMS": "1",
        "form-INITIAL_FORMS": "0", "form-0-name": "Bima Contoh",
    }  # fmt: skip
    response = signed_in(writer).post(reverse("complaints:finding-new"), data, follow=True)
    assert response.redirect_chain == [(reverse("complaints:finding-list"), 302)]
    assert response.status_code == 200
    assert "pimpinan yang melanjutkan" in response.content.decode()


def test_a_file_withheld_after_it_was_opened_in_an_emergency_answers_as_none(typing: Typing) -> None:
    case = a_case(typing.ketua)
    a_glass(case, typing.stranger)
    actions.recuse(subject=case.child_id, office=case.office, by=typing.stranger)
    typing.case = case
    known, vain = (breaking(Client(), typing, number) for number in (case.number, NO_CASE))
    assert said(known, case.number) == said(vain, NO_CASE)


def test_nobody_writes_into_a_draft_that_names_what_is_withheld(typing: Typing) -> None:
    letter = Letter.objects.get()
    a_late_duty(letter.agency, by=typing.ketua, office=typing.ketua.office)
    with pytest.raises(DomainError, match="tidak punya kewajiban terlambat"):
        letters.propose(office=letter.office, agency=letter.agency, kind="reminder", by=typing.kin)
    assert letter.lines.count() == 1
    letters.propose(office=letter.office, agency=letter.agency, kind="reminder", by=typing.ketua)
    assert letter.lines.count() == 2


def test_an_import_that_cannot_be_taken_back_names_nothing_that_is_withheld() -> None:
    an_office()
    ketua, kin, colleague = a_user(Role.KETUA), an_officer(), an_officer()
    run = an_import(kin, visible=True)
    case, other = Case.objects.select_related("child", "office").order_by("number")
    cases.write_note(case=case, by=ketua, seen="Anak tampak sehat.")
    actions.recuse(subject=case.child_id, office=case.office, by=kin)
    said = refusal(run, kin)
    assert case.number not in said and said == refusal(run, colleague)
    assert case.number in refusal(run, ketua)
    cases.write_note(case=other, by=ketua, seen="Anak tampak sehat.")
    assert other.number in refusal(run, ketua) and refusal(run, kin) == said
    hold = a_hold(case.child_id, ketua)
    assert refusal(run, kin) == said
    assert hold.reference in refusal(run, ketua)


def refusal(run: ImportRun, by: User) -> str:
    with pytest.raises(Refused) as refused:
        register.undo(run=run, by=by, why="berkas yang salah")
    return refused.value.message
