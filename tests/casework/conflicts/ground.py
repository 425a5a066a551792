"""The child of the insider tests, everything that is written about it, and who may not see a word of it: a partner who
is named, an officer and a deputy whose brother is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from django.http import HttpResponse
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.complaints import actions as complaints
from suar.casework.complaints import intake_keys, takeover
from suar.casework.complaints.models import Complaint
from suar.casework.conflicts.models import Withholding
from suar.casework.duties.models import Duty
from suar.casework.intake import actions as public
from suar.casework.intake.draft import Draft
from suar.casework.letters import actions as letters
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import Role, User
from suar.registry.agencies.models import Agency
from tests.addresses import GUARDED, parts_of
from tests.casework.rounds.ground import a_list_of
from tests.desk.pages import signed_in
from tests.factories import (
    a_glass,
    a_group_finding,
    a_handover,
    a_late_duty,
    a_tie,
    a_triaged_complaint,
    a_user,
    an_agency,
    an_office,
)
from tests.furnishing import Office
from tests.opening import body_of, laid_open

MARK = "Zirkonia"  # in every word that is written about the child, and nowhere else
PARTNER, BROTHER = "Herkulanus Bujangga", "Zainuddin Achmad"
STORY = f"{MARK} dipaksa bekerja. Yang menyuruh Herkulanus Bujangga, dan Jainudin Ahmad menjaganya."
WITHHELD = ("officer", "partner", "wakil")
# Parts of addresses that name something of the child.
OF_THE_CHILD = frozenset(
    "assessment call_id case_id complaint_id conference_id consent_id decision_id determination_id disposition_id "
    "draft_id duty_id finding_id glass_id handover_id interview_id invitation_id item_id letter_id line_id list_id "
    "mail_id member_id needs_id note_id number_id option_id pk plan_id referral_id request_id sheet stop_id subject "
    "task transfer_id withholding_id".split()
)
QUESTIONS = {
    "desk:search": ["?q=Zirkonia", "?q={case}", "?q={complaint}", "?q=Zirkonia+Misalan"],
    "desk:trail": ["?about={child}", "?about={arrived}", "?q=membaca+berkas"],
    "cases:case-list": ["?q={case}", "?status=semua"],
    "complaints:complaint-list": ["?q={complaint}", "?tab=semua"],
    "complaints:complaint-export": ["?tab=semua"],
    "duties:duty-list": ["?q={case}", "?status=semua"],
    "letters:letter-list": ["?q={case}", "?status=semua"],
    "letters:letter-export": ["?status=semua"],
    "rounds:asked-list": ["?q={case}", "?tab=kami"],
    "retention:act-list": ["?q={case}"],
    "retention:act-export": ["?q={case}"],
}


@dataclass(slots=True)
class Ground:
    """The child, everything written about it, and who may not see it."""

    ketua: User
    officer: User
    partner: User
    wakil: User
    colleague: User
    case: Case
    complaint: Complaint
    office: Office
    marks: list[bytes] = field(default_factory=list)
    made: dict[str, object] = field(default_factory=dict)  # samples of what the child has not, for who only looks


def a_ground() -> Ground:
    """The complaint came by the form; the Ketua made it a file with something of everything."""
    intake_keys.publish()
    an_office()
    ketua, agency = a_user(Role.KETUA), an_agency()
    officer, wakil = a_user(Role.DIVISI_PENGADUAN), a_user(Role.WAKIL)
    for relative in (officer, wakil):
        a_tie(relative, name=BROTHER)
    partner, colleague = a_user(Role.MITRA, name=PARTNER, agency=agency), a_user(Role.MITRA, agency=agency)
    complaint = unlock([filed()])[0]
    complaint = complaints.open_complaint(complaint=complaint, by=ketua)
    handover = a_handover(ketua, a_triaged_complaint(ketua, complaint), agency=agency)
    case = complaints.make_case(complaint=Complaint.objects.select_related("office").get(), by=ketua)
    people = (ketua, officer, partner, wakil, colleague)
    return furnished(Ground(*people, case, complaint, Office(ketua, partner)), agency, handover)


def filed(**answers: Any) -> Complaint:
    """Sent through the form and taken over by the worker."""
    given = {"safe": "now", "about": "self", "region": "61.71", "name": f"{MARK} Misalan", "story": STORY}
    draft = Draft.begin(timezone.now(), "review").answering(given | answers)
    public.file(draft=draft, now=timezone.now())
    takeover.take_over()
    return Complaint.objects.select_related("office").get(pk=draft.form_id)


def furnished(ground: Ground, agency: Agency, handover: Any) -> Ground:
    case, ketua = ground.case, ground.ketua
    cases.write_note(case=case, by=ketua, kind="words", said=f"{MARK} mau sekolah.")
    cases.add_task(case=case, by=ketua, text=f"Telepon {MARK}", officer=ketua)
    cases.write_sheet(case=case, by=ketua, state=f"{MARK} tenang.", asked_of=agency, asked=f"Kabar {MARK}")
    cases.assess_risk(case=case, answers={"threat": "yes"}, by=ketua)
    about = {"subject": case.child_id, "case_id": case.pk, "reference": case.number, "office": ketua.office}
    duty = a_late_duty(agency, what=f"Jawaban tentang {MARK}", by=ketua, **about)
    letter = letters.propose(office=ketua.office, agency=agency, kind="reminder", by=ketua)
    weekly = a_list_of(agency, ketua)
    finding = a_group_finding(ketua, story=f"Temuan: {STORY}", place=f"Penginapan {MARK}")
    row = Withholding.objects.filter(subject=case.child_id)[0]
    ground.office.child = ground.office.imported = case.child_id
    ground.office.values |= {
        "assessment": case.riskassessments.all()[0].pk, "case_id": case.pk, "complaint_id": ground.complaint.pk,
        "duty_id": duty.pk, "finding_id": finding.pk, "glass_id": a_glass(case).pk, "handover_id": handover.pk,
        "letter_id": letter.pk, "note_id": case.notes.all()[0].pk,
        "pk": case.pk, "sheet": case.monitoringsheets.all()[0].pk, "subject": case.child_id,
        "task": case.tasks.all()[0].pk, "withholding_id": row.pk,
        "list_id": weekly.pk, "line_id": weekly.lines.all()[0].pk,
    }  # fmt: skip
    ids = {str(value) for name, value in ground.office.values.items() if name in OF_THE_CHILD} | {str(case.child_id)}
    ids |= {str(one.pk) for one in Duty.objects.about(case.child_id)}
    ground.marks = [text.encode() for text in (MARK, case.number, ground.complaint.number, finding.number, *ids)]
    return ground


def asked(ground: Ground, user: User) -> Iterator[tuple[str, bool, str, HttpResponse]]:
    """Every address of the desk, with the child's own objects: name, whether it names one, the address, the answer."""
    browser = signed_in(user)
    known = {
        "case": ground.case.number,
        "complaint": ground.complaint.number,
        "child": ground.case.child_id,
        "arrived": ground.complaint.pk,
    }
    for name in GUARDED:
        url = ground.office.address(name, ground.made)
        named = bool(OF_THE_CHILD & set(parts_of(name)))
        for question in ("", *QUESTIONS.get(name, ())):
            address = url + question.format(**known)
            yield name, named, address, browser.get(address)


def told(ground: Ground, url: str, response: Any) -> list[bytes]:
    """The marks in an answer, laid open, but for the address itself and the words of the question, which a page
    repeats."""
    path, _, question = url.partition("?")
    body = laid_open(body_of(response)) + str(dict(response.headers)).encode()
    body = body.replace(path.encode(), b"")
    # A number that is the end of another, such as a pad's, is not this one.
    alone = {mark: re.compile(rb"(?<![A-Za-z-])" + re.escape(mark)) for mark in ground.marks}
    return [mark for mark, found in alone.items() if found.search(body) and mark not in unquote(question).encode()]
