"""An office with one of everything, all about the same child, or with many of everything: for tests that walk the
addresses of the desk."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.children.circumstances import SORTS
from suar.casework.complaints import actions as complaints
from suar.casework.complaints.models import Complaint, GroupFinding, HandOver
from suar.casework.duties.models import Duty
from suar.casework.letters import actions as letters
from suar.casework.material.models import Arrival
from suar.casework.register.models import ImportedRow
from suar.casework.rights.models import SubjectRequest
from suar.core.ledger.actors import OPERATOR
from suar.registry.accounts.models import Role, User
from suar.registry.regions import actions as regions
from tests.addresses import parts_of
from tests.casework.children.builders import a_circumstance, a_merge
from tests.casework.duties.builders import a_limit
from tests.casework.material.ground import an_arrival
from tests.casework.rights.ground import a_granted, a_request
from tests.casework.supervision.ground import a_handing, a_talk, a_transfer, leaving_soon, nobodys
from tests.factories import (
    a_case,
    a_child,
    a_complaint,
    a_done_act,
    a_due_item,
    a_duty,
    a_filed_complaint,
    a_glass,
    a_group_finding,
    a_handover,
    a_hold,
    a_late_duty,
    a_letter,
    a_letter_template,
    a_reading,
    a_report,
    a_tie,
    a_triaged_complaint,
    a_user,
    a_withholding,
    an_act,
    an_agency,
    an_import,
)
from tests.samples import a_closure_id, a_contact_id, sample

# Where the same part of an address names another thing in another app.
OF_CHILD = ("children:",)
OF_IMPORT = ("register:row-detail",)
OF_FACTOR = ("mfa_",)
NO_FACTOR = 999_999_999


@dataclass(slots=True)
class Office:
    """`values` fill the parts of addresses; `child` and `imported` stand where an app means those by them."""

    ketua: User
    partner: User
    values: dict[str, object] = field(default_factory=dict)
    child: object = None
    imported: object = None

    def address(self, name: str) -> str:
        """With the objects of this office; of what it has none, one of the samples."""
        parts = {part: self.values.get(part) or sample(part, one) for part, one in parts_of(name).items()}
        if name.startswith(OF_CHILD) and "pk" in parts:
            parts["pk"] = self.child
        if name.startswith(OF_IMPORT):
            parts["case_id"] = self.imported
        if name.startswith(OF_FACTOR):  # one's own passkey, which nobody here has
            parts |= dict.fromkeys(parts, NO_FACTOR)
        return reverse(name, kwargs=parts)

    def signed_in_for(self, roles: frozenset[str]) -> User:
        return self.ketua if Role.KETUA in roles else self.partner


def an_office_at_work() -> Office:
    """One of everything."""
    regions.load_regions(by=OPERATOR)
    ketua, agency = a_user(Role.KETUA), an_agency()
    partner = a_tie(a_user(Role.MITRA, agency=agency), name="Sabirin Misal").declaration.user
    complaint = a_triaged_complaint(ketua)
    handover = a_handover(ketua, complaint, agency=agency)
    case = cases_of(ketua)
    imported = ImportedRow.objects.filter(run=(run := an_import(ketua, visible=True)))[0].case_id
    values: dict[str, object] = {
        **endings_of(ketua, case),
        **watched_over(ketua, case),
        **led_by(ketua, case),
        **children_of(ketua, case),
        "agency_id": agency.pk,
        "arrival_id": an_arrival(ketua).pk,
        "appointment_id": partner.appointments_now[0].pk,
        "assessment": case.riskassessments.all()[0].pk,
        "case_id": case.pk,
        "closure_id": a_closure_id(),
        "code": ketua.office.code,
        "complaint_id": complaint.pk,
        "contact_id": a_contact_id(),
        "duty_id": Duty.objects.theirs().filter(agency=agency)[0].pk,
        "finding_id": a_group_finding(ketua).pk,
        "handover_id": handover.pk,
        "letter_id": a_letter(agency, office=ketua.office).pk,
        "template_id": a_letter_template(ketua.office).pk,
        "pk": case.pk,
        "report_id": a_report().pk,
        "request_id": a_granted(ketua, a_user(Role.WAKIL), case=case, relation="child").pk,
        "rule_id": "kuhap25.spdp",
        "run_id": run.pk,
        "sheet": case.monitoringsheets.all()[0].pk,
        "subject": case.child_id,
        "task": case.tasks.all()[0].pk,
        "user_id": partner.pk,
    }
    return Office(ketua, partner, values, child=case.child_id, imported=imported)


def children_of(ketua: User, case: Case) -> dict[str, object]:
    """What surrounds the child, and a second file that is read as the same child's."""
    return {
        "circumstance_id": a_circumstance(case.child, ketua, note="Dikatakan bibinya.").pk,
        "merge_id": a_merge(case.child, by=ketua).pk,
        "other": a_child(ketua).pk,
        "sort": "risk",
    }


def led_by(ketua: User, case: Case) -> dict[str, object]:
    """A limit of the house, a talk about the work, a file that another office is asked to take, a term handed over."""
    term = leaving_soon()
    a_case(term.user)
    return {
        "form": "json",
        "region_code": "61.71",
        "handing_id": a_handing(ketua).pk,
        "limit_id": a_limit(ketua).pk,
        "session_id": a_talk(ketua, case).pk,
        "transfer_id": a_transfer(case).pk,
        "term_id": term.pk,
        "unheld_id": nobodys(ketua).pk,
    }


def watched_over(ketua: User, case: Case) -> dict[str, object]:
    """A file opened in an emergency, a reading that was unusual, a tie that was declared, a file that is withheld."""
    return {
        "glass_id": a_glass(case).pk,
        "reading_id": a_reading().pk,
        "tie_id": a_tie(ketua, name="Zainuddin Misal").pk,
        "withholding_id": a_withholding().pk,
    }


def endings_of(ketua: User, case: Case) -> dict[str, object]:
    """A file that is due, one that is gone with its paper, and one that is held."""
    a_due_item(ketua)
    return {"act_id": a_done_act(a_user(Role.WAKIL, ketua.office)).pk, "hold_id": a_hold(case.child_id, ketua).pk}


def cases_of(ketua: User) -> Case:
    """A file that came from a complaint, with something on every tab."""
    case = complaints.make_case(complaint=a_triaged_complaint(ketua), by=ketua)
    cases.write_note(case=case, by=ketua, kind="words", said="Aku mau sekolah.")
    cases.add_task(case=case, by=ketua, text="Telepon sekolah", officer=ketua)
    cases.write_sheet(case=case, by=ketua, state="Tenang.", asked_of=an_agency(), asked="Kabar perkara")
    cases.assess_risk(case=case, answers={"threat": "yes"}, by=ketua)
    return case


def more_of_everything(office: Office, times: int) -> None:
    """So many more rows in every list, and so many more of what hangs on the one child."""
    ketua, now = office.ketua, timezone.now()
    case = Case.objects.select_related("child", "office").get(pk=office.values["case_id"])
    agency = apps.get_model("agencies.agency").objects.get(pk=office.values["agency_id"])
    for code in list(SORTS["risk"].codes)[1:]:
        a_circumstance(case.child, ketua, codes=[code], note="Dikatakan bibinya.")
    for n in range(times):
        a_case(ketua, child=a_child(ketua, name=f"Dara Contoh {n}"))
        a_complaint(ketua), a_filed_complaint(), a_group_finding(ketua)
        a_user(Role.MITRA, agency=agency)
        a_contact_id(), a_closure_id()
        a_duty("agency_answer", agency=agency, by=ketua, subject=case.child_id, case_id=case.pk, due_at=now)
        a_duty("other", what=f"Menelepon {n}", by=ketua, subject=case.child_id, case_id=case.pk, due_at=now)
        a_letter(office=ketua.office), an_arrival(ketua), a_request(ketua, case)
        a_tie(ketua, name=f"Zainuddin Misal {n}"), a_withholding()
        an_act(ketua, a_due_item(ketua)), a_due_item(ketua), a_hold(a_case(ketua).child_id, ketua)
        a_glass(a_case(ketua)), a_reading()
        duty = a_late_duty(agency, office=ketua.office, subject=case.child_id)
        letters.propose(office=duty.office, agency=agency, kind="reminder", by=ketua)
        cases.write_note(case=case, by=ketua, kind="words", said="Aku mau sekolah.")
        cases.add_task(case=case, by=ketua, text=f"Telepon {n}", officer=ketua)
        cases.write_sheet(case=case, by=ketua, state="Tenang.", asked_of=agency, asked="Kabar perkara")
        cases.assess_risk(case=case, answers={"threat": "yes"}, by=ketua)


def of_children() -> dict[str, set[str]]:
    """Every id of a row about a child → the ids of which one in a read record tells that it was shown: its own, its
    subject, its file."""
    known: dict[str, set[str]] = {}

    def note(pk: UUID, *others: UUID | None) -> None:
        known.setdefault(str(pk), {str(pk)}).update(str(other) for other in others if other)

    for case in Case.objects.all():
        note(case.pk, case.child_id)
        note(case.child_id, case.pk)
    for complaint in Complaint.objects.all():
        note(complaint.pk, complaint.subject, complaint.case_id, complaint.finding_id)
    for duty in Duty.objects.all():
        note(duty.pk, duty.subject, duty.case_id)
    for handover in HandOver.objects.all():
        note(handover.pk, handover.subject, handover.complaint_id, handover.case_id)
    for finding in GroupFinding.objects.all():
        note(finding.pk)
    for arrival in Arrival.objects.all():
        note(arrival.pk, arrival.subject)
    for request in SubjectRequest.objects.all():
        note(request.pk, request.child_id, request.case_id)
    return known
