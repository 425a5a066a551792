"""Another office at work, all of whose words carry a mark: what of it may never stand on a page of this one."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from tests import factories
from tests.casework.children.builders import a_circumstance, a_merge

from fire.rooms import rooms_told
from suar.casework.cases import actions as cases
from suar.casework.complaints import actions as complaints
from suar.casework.conflicts.models import Withholding
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role

MARK = "Zirkonia"  # in every word that is written there, and nowhere here


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """`values` fill the parts of addresses; `subjects` are those whose files it holds."""

    values: dict[str, object]
    child: object
    subjects: frozenset[UUID]
    mark: str = MARK

    def touched(self) -> int:
        """Entries about its children: reads too."""
        return Entry.objects.filter(subject__in=self.subjects).count()


def an_office_elsewhere() -> Elsewhere:
    """One of most things, all in another office."""
    office = factories.an_office("sambas", "KPPAD Kabupaten Sambas")
    ketua = factories.a_user(Role.KETUA, office)
    agency = factories.an_agency()
    complaint = told(ketua)
    handover = factories.a_handover(ketua, factories.a_triaged_complaint(ketua, told(ketua)), agency=agency)
    case = a_case_told(ketua, agency)
    duty = a_call(ketua, case)
    finding = factories.a_group_finding(ketua, story=f"Temuan {MARK}.", place=f"Penginapan {MARK}")
    withheld = a_withholding(office)
    values: dict[str, object] = {
        **rooms_told(ketua, agency, case, MARK),
        "act_id": factories.an_act(ketua).pk,
        "case_id": case.pk,
        "complaint_id": complaint.pk,
        "duty_id": duty.pk,
        "finding_id": finding.pk,
        "circumstance_id": a_circumstance(case.child, ketua, note=f"{MARK} diceritakan").pk,
        "merge_id": a_merge(case.child, by=ketua).pk,
        "glass_id": factories.a_glass(case, factories.an_officer()).pk,
        "handover_id": handover.pk,
        "note_id": case.notes.all()[0].pk,
        "letter_id": factories.a_letter(agency, office=office).pk,
        "pk": case.pk,
        "reading_id": factories.a_reading(factories.a_user(Role.SEKRETARIAT, office)).pk,
        "report_id": factories.a_report(office=office).pk,
        "run_id": factories.an_import(ketua).pk,
        "sheet": case.monitoringsheets.exclude(asked_of=None)[0].pk,
        "subject": case.child_id,
        "tie_id": factories.a_tie(ketua, name=f"{MARK} Contohan").pk,
        "withholding_id": withheld.pk,
    }
    subjects = frozenset({case.child_id, complaint.subject, handover.subject, duty.subject, withheld.subject})
    return Elsewhere(values, case.child_id, subjects)


def a_withholding(office: factories.Office) -> Withholding:
    """The story is the office's own; accounts are the house's, so that no account bears the mark."""
    named = factories.a_user(Role.SEKRETARIAT, office, name="Herkulanus Sabalau")
    complaint = factories.a_filed_complaint(office, story=f"{MARK}. Yang datang malam itu {named.name}.")
    return Withholding.objects.get(subject=complaint.subject, user=named)


def a_call(ketua: factories.User, case: factories.Case) -> factories.Duty:
    about = {"office": ketua.office, "by": ketua, "subject": case.child_id, "case_id": case.pk}
    return factories.a_duty("other", what=f"Menelepon {MARK}", due_at=timezone.now(), **about)


def a_case_told(ketua: factories.User, agency: factories.Agency) -> factories.Case:
    """With something on every tab."""
    case = complaints.make_case(complaint=factories.a_triaged_complaint(ketua, told(ketua)), by=ketua)
    cases.write_note(case=case, by=ketua, kind="words", said=f"{MARK} mau sekolah.")
    cases.add_task(case=case, by=ketua, text=f"Telepon {MARK}", officer=ketua)
    cases.write_sheet(case=case, by=ketua, state=f"{MARK} tenang.", asked_of=agency, asked=f"Kabar {MARK}")
    cases.assess_risk(case=case, answers={"threat": "yes"}, by=ketua)
    return case


def told(ketua: factories.User) -> factories.Complaint:
    return factories.a_complaint(
        ketua,
        story=f"Seorang anak bernama {MARK} dipaksa bekerja.",
        child_name=f"{MARK} Contoh",
        reporter={"name": f"Ibu {MARK}", "phone": "0800-555-0199", "relation": "tetangga"},
    )
