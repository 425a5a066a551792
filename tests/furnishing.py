"""An office with one of everything, all about the same child, or with many of everything: for tests that walk the
addresses of the desk."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.children.circumstances import SORTS
from suar.casework.complaints import actions as complaints
from suar.casework.complaints.models import Complaint, GroupFinding, HandOver
from suar.casework.conferences.models import Accompaniment, Conference, Determination
from suar.casework.contacts.models import Contact
from suar.casework.duties.models import Duty
from suar.casework.leading.models import Interview, OtherNumber
from suar.casework.letters import actions as letters
from suar.casework.material.models import Arrival
from suar.casework.register.models import ImportedRow
from suar.casework.rights.models import SubjectRequest
from suar.casework.sharing.models import Consent, Referral
from suar.core.ledger.actors import OPERATOR
from suar.registry.accounts.models import Role, User
from suar.registry.regions import actions as regions
from tests import rooms
from tests.addresses import parts_of, place_of
from tests.browsers import Browsers
from tests.casework.children.builders import a_circumstance, a_merge
from tests.casework.material.ground import an_arrival
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
# Other files of the same child: one that another body leads, one that was closed, one that is in another's hands.
OF_FILE = {"leading:": "led", "plans:checkin-add": "after", "plans:": "planned"}
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
    browsers: Browsers = field(default_factory=Browsers)

    def address(self, name: str, made: dict[str, object] | None = None) -> str:
        """With the objects of this office; of what it has none, one of the samples; `made` keeps those for addresses
        that change nothing."""
        parts = {part: self.values.get(part) or self.sampled(part, one, made) for part, one in parts_of(name).items()}
        if name.startswith(OF_CHILD) and "pk" in parts:
            parts["pk"] = self.child
        if "pk" in parts and (file := next((of for begin, of in OF_FILE.items() if name.startswith(begin)), "")):
            parts["pk"] = self.values.get(file, parts["pk"])
        if name.startswith(OF_IMPORT):
            parts["case_id"] = self.imported
        if name.startswith(OF_FACTOR):  # one's own passkey, which nobody here has
            parts |= dict.fromkeys(parts, NO_FACTOR)
        return reverse(name, kwargs=parts)

    def sampled(self, part: str, converter: object, made: dict[str, object] | None) -> object:
        kept, place = {} if made is None else made, place_of(part, converter)
        if place not in kept:
            kept[place] = sample(part, converter)
        return kept[place]

    def signed_in_for(self, roles: frozenset[str]) -> User:
        return self.ketua if Role.KETUA in roles else self.partner

    def browser_for(self, roles: frozenset[str]) -> Client:
        """Of somebody with one of these roles, signed in."""
        return self.browsers.of(self.signed_in_for(roles))


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
        **children_of(ketua, case),
        **rooms.first_of_each(ketua, agency, case),
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
        "form": "json",
        "handover_id": handover.pk,
        "letter_id": a_letter(agency, office=ketua.office).pk,
        "template_id": a_letter_template(ketua.office).pk,
        "pk": case.pk,
        "region_code": "61.71",
        "report_id": a_report().pk,
        "rule_id": "kuhap25.spdp",
        "run_id": run.pk,
        "sheet": case.monitoringsheets.exclude(asked_of=None)[0].pk,
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
        "note_id": case.notes.all()[0].pk,
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
    """A file that is due, one that is gone with its paper, one that is held; and calls."""
    a_due_item(ketua)
    act = a_done_act(a_user(Role.WAKIL, ketua.office))
    return {"act_id": act.pk, "hold_id": a_hold(case.child_id, ketua).pk}


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
    chair = a_user(Role.WAKIL, ketua.office)
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
        a_letter(office=ketua.office), an_arrival(ketua)
        a_tie(ketua, name=f"Zainuddin Misal {n}"), a_withholding()
        an_act(ketua, a_due_item(ketua)), a_due_item(ketua), a_hold(a_case(ketua).child_id, ketua)
        a_glass(a_case(ketua)), a_reading()
        duty = a_late_duty(agency, office=ketua.office, subject=case.child_id)
        letters.propose(office=duty.office, agency=agency, kind="reminder", by=ketua)
        cases.write_note(case=case, by=ketua, kind="words", said="Aku mau sekolah.")
        cases.add_task(case=case, by=ketua, text=f"Telepon {n}", officer=ketua)
        cases.write_sheet(case=case, by=ketua, state="Tenang.", asked_of=agency, asked="Kabar perkara")
        cases.assess_risk(case=case, answers={"threat": "yes"}, by=ketua)
        rooms.one_more_of_each(ketua, chair, agency, case, n)


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
    for row in [*Consent.objects.all(), *Referral.objects.all()]:
        note(row.pk, row.child_id, row.case_id)
    for finding in GroupFinding.objects.all():
        note(finding.pk)
    for sheet in (*Conference.objects.all(), *Determination.objects.all(), *Accompaniment.objects.all()):
        note(sheet.pk, sheet.child_id, sheet.case_id)
    for contact in Contact.objects.all():
        note(contact.pk, contact.subject, contact.complaint_id, contact.case_id)
    for arrival in Arrival.objects.all():
        note(arrival.pk, arrival.subject)
    for request in SubjectRequest.objects.all():
        note(request.pk, request.child_id, request.case_id)
    for row in [*OtherNumber.objects.all(), *Interview.objects.all()]:
        note(row.pk, row.child_id, row.case_id)
    return known
