"""A number or an id that somebody types is answered as one that does not exist, where the file is withheld from them:
the same status, the same words, and nothing written. Every form that takes one is walked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pkgutil import walk_packages
from typing import Any
from urllib.parse import quote

import pytest
from django import forms
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import suar.casework
import suar.desk
from suar.casework.cases.models import Case
from suar.casework.complaints import actions as complaints
from suar.casework.complaints.models import Complaint, GroupFinding, HandOver, Message, Status
from suar.casework.conflicts import actions
from suar.casework.contacts.models import Draft as ContactDraft
from suar.casework.letters import actions as letters
from suar.casework.letters.models import Letter
from suar.casework.mail import actions as mail_actions
from suar.casework.mail.models import Incoming
from suar.casework.material.models import Arrival
from suar.casework.paper.models import Sheet
from suar.casework.retention.models import Item
from suar.casework.rights.models import SubjectRequest
from suar.casework.rounds.models import WeeklyList
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from tests.casework.contacts.ground import a_draft, a_filed_contact, complaint_of
from tests.casework.mail.ground import a_mail
from tests.casework.material.ground import an_arrival
from tests.casework.paper.ground import a_sheet
from tests.casework.rights.ground import a_request
from tests.casework.rounds.ground import a_list_of
from tests.desk.pages import signed_in
from tests.factories import (
    a_case,
    a_due_item,
    a_filed_complaint,
    a_group_finding,
    a_handover,
    a_hold,
    a_late_duty,
    a_triaged_complaint,
    a_user,
    an_act,
    an_agency,
    an_office,
    an_officer_elsewhere,
)

pytestmark = pytest.mark.django_db

WORDS = "Anak ini ada di rumah sakit kami dan ibunya tidak dapat dihubungi."
UNSAID = re.compile(r"nonce-[^']*|nonce=\"[^\"]*\"|csrf[^>]*>|[0-9a-f]{8}-[0-9a-f-]{27}", re.IGNORECASE)


@dataclass(slots=True)
class Typing:
    """What is withheld from `kin`, and of one file also from `stranger`; `own` is theirs, and `same` is a complaint
    that they see, which was closed as the same as the withheld one."""

    ketua: User
    kin: User
    stranger: User
    own: Complaint
    same: Complaint
    complaint: Complaint
    case: Case
    finding: GroupFinding
    handover: HandOver
    item: Item
    reported: Complaint
    sent: Message
    mail: Incoming
    hidden: Incoming
    sheets: dict[str, Sheet]
    called: Complaint
    draft: ContactDraft
    request: SubjectRequest
    weekly: WeeklyList


@pytest.fixture
def typing() -> Typing:
    an_office()
    ketua, kin, stranger = a_user(Role.KETUA), a_user(Role.WAKIL), an_officer_elsewhere()
    complaint = a_triaged_complaint(ketua)
    same = a_triaged_complaint(ketua)
    complaints.close_as(complaint=same, status=Status.DUPLICATE, same_as=complaint, by=ketua)
    handover, case, finding = a_handover(ketua, complaint), a_case(ketua), a_group_finding(ketua)
    reported = complaints.open_complaint(complaint=a_filed_complaint(), by=ketua)
    sent = complaints.reply(complaint=reported, text="Kami membacanya.", by=ketua)
    about = {"subject": case.child_id, "case_id": case.pk, "reference": case.number, "office": case.office}
    weekly = a_list_of(a_letter_about(ketua, about).agency, ketua)
    called, request = complaint_of(a_filed_contact(ketua)), a_request(ketua, case)
    item = a_due_item(ketua)
    an_act(ketua, item)
    an_arrival(kin), an_arrival(ketua, case=case), an_arrival(ketua, complaint=complaint)
    a_hold(case.child_id, ketua)
    found = Complaint.objects.filter(finding=finding)[0].subject
    for subject in (complaint.subject, case.child_id, found, item.subject, reported.subject, called.subject):
        actions.recuse(subject=subject, office=case.office, by=kin)
    actions.recuse(subject=case.child_id, office=case.office, by=stranger)
    own = a_triaged_complaint(kin)
    hidden = mail_actions.belong(mail=a_mail(ketua), by=ketua, source=case)
    a_sheet(kin)  # else the number of the next pad would be that of the file, but for its prefix
    sheets = {kind: a_sheet(kin, kind) for kind in ("visit", "watch")}
    return Typing(
        ketua, kin, stranger, own, same, complaint, case, finding, handover, item, reported, sent,
        a_mail(kin, outside_number="1/LAIN"), hidden, sheets, called, a_draft(kin), request, weekly,
    )  # fmt: skip


def a_letter_about(ketua: User, about: dict[str, Any]) -> Letter:
    agency = an_agency()
    a_late_duty(agency, by=ketua, **about)
    return letters.propose(office=ketua.office, agency=agency, kind="reminder", by=ketua)


type Asking = Callable[[Client, Typing, str], Any]


def closing(browser: Client, t: Typing, typed: str) -> Any:
    data = {"version": t.own.version, "status": "duplicate", "same": typed}
    return browser.post(reverse("complaints:complaint-close", args=[t.own.pk]), data)


def belonging(browser: Client, t: Typing, typed: str) -> Any:
    arrival = Arrival.objects.get(by=t.kin)
    data = {"version": arrival.version, "number": typed}
    return browser.post(reverse("material:arrival-belong", args=[arrival.pk]), data)


def begun_closing(browser: Client, t: Typing, typed: str) -> Any:
    return browser.get(reverse("complaints:complaint-close", args=[t.own.pk]), {"sama": typed})


def another_file(browser: Client, t: Typing, typed: str) -> Any:
    return browser.get(reverse("duties:duty-add", args=[t.own.subject]), {"berkas": typed})


def into_case(browser: Client, t: Typing, typed: str) -> Any:
    data = {"version": t.own.version, "target": typed, "officer": str(t.kin.pk)}
    return browser.post(reverse("complaints:complaint-case", args=[t.own.pk]), data)


def asking(browser: Client, t: Typing, typed: str) -> Any:
    return browser.post(reverse("retention:item-add"), {"number": typed, "why": "request"})


def holding(browser: Client, t: Typing, typed: str) -> Any:
    data = {"number": typed, "reason": "court", "basis": "Surat nomor 12/CONTOH"}
    return browser.post(reverse("retention:hold-add"), data)


def breaking(browser: Client, t: Typing, typed: str) -> Any:
    data = {"office": t.case.office_id, "number": typed, "danger": "care", "words": WORDS}
    return signed_in(t.stranger).post(reverse("safeguards:glass-break"), data)


def baiting(browser: Client, t: Typing, typed: str) -> Any:
    return browser.post(reverse("safeguards:honey-list"), {"office": t.case.office_id, "subject": typed})


def adding(browser: Client, t: Typing, typed: str) -> Any:
    data = {"kind": "finding", "cluster": "trafficking", "child_role": "victim", "same_child": typed}
    return browser.post(reverse("cases:case-add"), data)


def into_file(browser: Client, t: Typing, typed: str) -> Any:
    return browser.post(reverse("mail:incoming-belong", args=[t.mail.pk]), {"version": t.mail.version, "number": typed})


def answering(browser: Client, t: Typing, typed: str) -> Any:
    return browser.post(reverse("mail:incoming-answer", args=[t.mail.pk]), {"version": t.mail.version, "number": typed})


def telling_news(browser: Client, t: Typing, typed: str) -> Any:
    return browser.post(reverse("contacts:draft-news", args=[t.draft.pk]), {"number": typed})


def requesting(browser: Client, t: Typing, typed: str) -> Any:
    return browser.post(reverse("rights:request-new"), {"number": typed})


def from_paper(kind: str) -> Asking:
    def ask(browser: Client, t: Typing, typed: str) -> Any:
        data = {"at": f"{timezone.localtime():%Y-%m-%dT%H:%M}", "number": typed, "seen": "Rumah.", "state": "Tenang."}
        data |= {"safe": "yes", "at_school": "yes", "healthy": "yes"}
        return browser.post(reverse("paper:sheet-enter", args=[t.sheets[kind].pk]), data)

    return ask


def a_list(name: str, field: str = "q", **also: str) -> Asking:
    return lambda browser, t, typed: browser.get(reverse(name), {field: typed, **also})


ID = "00000000-0000-4000-8000-000000000000"
NO_CASE, NO_COMPLAINT, NO_FINDING = "2026-9999", "P-9999/26", "T-999/26"
NO_REQUEST, NO_LIST = "H-999/26", "D2026-9999"
# By form and field: how it is asked, what is typed of the withheld, and the like that does not exist.
QUESTIONS: dict[str, list[tuple[Asking, Callable[[Typing], object], str]]] = {
    "complaints.CloseForm.same": [
        (closing, lambda t: t.complaint.number, NO_COMPLAINT),
        (closing, lambda t: t.complaint.number.lower(), NO_COMPLAINT),
        (closing, lambda t: t.same.number, NO_COMPLAINT),
        (begun_closing, lambda t: t.complaint.number, NO_COMPLAINT),
    ],
    "complaints.CaseForm.target": [
        (into_case, lambda t: f"child:{t.case.child_id}", f"child:{ID}"),
        (into_case, lambda t: f"case:{t.case.pk}", f"case:{ID}"),
    ],
    "complaints.FilterForm.q": [
        (a_list("complaints:complaint-list", tab="semua"), lambda t: t.complaint.number, NO_COMPLAINT)
    ],
    "cases.FilterForm.q": [(a_list("cases:case-list"), lambda t: t.case.number, NO_CASE)],
    "cases.CaseForm.same_child": [(adding, lambda t: t.case.child_id, ID)],
    "duties.DutyFilter.q": [
        (a_list("duties:duty-list", status="semua"), lambda t: t.case.number, NO_CASE),
        (a_list("duties:duty-list", status="semua"), lambda t: t.complaint.number, NO_COMPLAINT),
    ],
    "the file of a new duty": [(another_file, lambda t: t.case.pk, ID)],
    "letters.LetterFilter.q": [(a_list("letters:letter-list", status="semua"), lambda t: t.case.number, NO_CASE)],
    "retention.AskForm.number": [
        (asking, lambda t: t.item.reference, NO_CASE),
        (asking, lambda t: t.complaint.number, NO_COMPLAINT),
        (asking, lambda t: t.finding.number, NO_FINDING),
    ],
    "retention.HoldForm.number": [
        (holding, lambda t: t.case.number, NO_CASE),
        (holding, lambda t: t.complaint.number, NO_COMPLAINT),
        (holding, lambda t: t.finding.number, NO_FINDING),
    ],
    "material.ArrivalFilter.q": [
        (a_list("material:arrival-list"), lambda t: t.case.number, NO_CASE),
        (a_list("material:arrival-list", status="semua"), lambda t: t.complaint.number, NO_COMPLAINT),
    ],
    "material.BelongForm.number": [(belonging, lambda t: t.case.number, NO_CASE)],
    "mail.MailFilter.q": [
        (a_list("mail:incoming-list", status="semua"), lambda t: t.hidden.outside_number, "045/99/DS/2026"),
        (a_list("mail:incoming-list", status="semua"), lambda t: t.hidden.number, "A-9999/26"),
    ],
    "mail.BelongForm.number": [
        (into_file, lambda t: t.case.number, NO_CASE),
        (into_file, lambda t: t.complaint.number, NO_COMPLAINT),
    ],
    "mail.AnswerForm.number": [(answering, lambda t: t.case.number, NO_CASE)],
    "contacts.FilterForm.q": [(a_list("contacts:contact-list"), lambda t: t.called.number, NO_COMPLAINT)],
    "contacts.NewsForm.number": [
        (telling_news, lambda t: t.case.number, NO_CASE),
        (telling_news, lambda t: t.complaint.number.lower(), NO_COMPLAINT),
    ],
    "rights.NumberForm.number": [(requesting, lambda t: t.case.number, NO_CASE)],
    "rights.RequestFilter.q": [
        (a_list("rights:request-list"), lambda t: t.request.number, NO_REQUEST),
        (a_list("rights:request-list"), lambda t: t.case.number, NO_CASE),
    ],
    "rounds.AskedFilter.q": [(a_list("rounds:asked-list"), lambda t: t.case.number, NO_CASE)],
    "rounds.ListFilter.q": [(a_list("rounds:weekly-list"), lambda t: t.weekly.number, NO_LIST)],
    "paper.OfFile.number": [(from_paper("visit"), lambda t: t.case.number, NO_CASE)],
    "paper.VisitPaperForm.number": [(from_paper("visit"), lambda t: t.case.number.lower(), NO_CASE)],
    "paper.WatchPaperForm.number": [(from_paper("watch"), lambda t: t.case.number, NO_CASE)],
    "retention.ItemFilter.q": [(a_list("retention:item-list", status="semua"), lambda t: t.item.reference, NO_CASE)],
    "retention.ActFilter.q": [(a_list("retention:act-list"), lambda t: t.item.reference, NO_CASE)],
    "retention.HoldFilter.q": [(a_list("retention:hold-list", status="semua"), lambda t: t.case.number, NO_CASE)],
    "safeguards.GlassForm.number": [(breaking, lambda t: t.case.number, NO_CASE)],
    "safeguards.HoneyForm.subject": [(baiting, lambda t: t.case.child_id, ID)],
    "desk.TrailForm.about": [
        (a_list("desk:trail", "about"), lambda t: t.case.child_id, ID),
        (a_list("desk:trail", "about"), lambda t: t.complaint.pk, ID),
        (a_list("desk:trail", "about"), lambda t: t.finding.pk, ID),
    ],
    "the search box": [
        (a_list("desk:search"), lambda t: t.case.number, NO_CASE),
        (a_list("desk:search"), lambda t: t.complaint.number, NO_COMPLAINT),
    ],
}  # fmt: skip
# Made with the page, so that two presses act once: no answer tells whose such an id is.
MADE = {
    "cases.CaseForm.form_id",
    "cases.NewNoteForm.form_id",
    "cases.NewSheetForm.form_id",
    "cases.TaskForm.form_id",
    "conferences.AccompanyForm.form_id",
    "conferences.AskForm.form_id",
    "conferences.PlanForm.form_id",
    "contacts.BeginForm.form_id",
    "contacts.FlagForm.form_id",
    "contacts.IntakeForm.page",
    "contacts.MissedForm.form_id",
    "contacts.NoteForm.form_id",
    "contacts.NumberForm.form_id",
    "contacts.PasteForm.form_id",
    "complaints.ComplaintForm.form_id",
    "complaints.FindingForm.form_id",
    "complaints.HandOverForm.form_id",
    "complaints.ReplyForm.form_id",
    "duties.DutyForm.form_id",
    "duties.LimitForm.form_id",
    "leading.InterviewForm.form_id",
    "leading.NumberForm.form_id",
    "leading.WatchingForm.form_id",
    "mail.MailForm.form_id",
    "material.BeginForm.form_id",
    "paper.PrintForm.form_id",
    "plans.CheckInForm.form_id",
    "plans.ReviewForm.form_id",
    "rights.ReceiveForm.form_id",
    "rounds.ListForm.form_id",
    "rounds.QuestionForm.form_id",
    "sharing.AgreementForm.form_id",
    "sharing.ConsentForm.form_id",
    "sharing.ReferralForm.form_id",
    "supervision.ReceiversForm.form_id",
    "supervision.SessionFileForm.form_id",
    "supervision.SessionForm.form_id",
    "supervision.TransferForm.form_id",
}
# Of a telephone, another system, a letter of an agency, a rule, a deed, whom a complaint is about: of no file.
OF_NO_FILE = {
    "complaints.ComplaintForm.about",
    "children.SafeContactForm.number",
    "leading.NumberForm.number",
    "letters.AnswerForm.number",
    "mail.CorrectForm.about",
    "mail.MailComplaintForm.about",
    "mail.MailFields.about",
    "mail.MailForm.about",
    "paper.FindForm.number",
    "paper.PadFilter.q",
    "paper.IntakePaperForm.about",
    "duties.RuleFilter.q",
    "desk.TrailForm.q",
}


def said(response: Any, typed: str) -> tuple[int, str, str]:
    """Status, where to, and the page: but for what was typed, which it repeats, and what no two pages share."""
    page = response.content.decode()
    for text in (typed, typed.upper(), quote(typed), quote(typed, safe="")):
        page = page.replace(text, "…")
    return response.status_code, response.headers.get("Location", ""), UNSAID.sub("", page)


def changes() -> list[str]:
    """What was written: that somebody sought in vain is noted for either."""
    kept = Entry.objects.exclude(verb__startswith="read.").exclude(verb__startswith="glass.miss")
    return list(kept.exclude(verb__startswith="alarm.").order_by("pk").values_list("verb", flat=True))


EVERY = [(name, n) for name, asked in QUESTIONS.items() for n in range(len(asked))]


@pytest.mark.parametrize(("name", "n"), EVERY)
def test_what_is_withheld_answers_as_what_does_not_exist(typing: Typing, name: str, n: int) -> None:
    ask, of_withheld, unknown = QUESTIONS[name][n]
    browser, known, before = signed_in(typing.kin), str(of_withheld(typing)), changes()
    vain, sought = ask(browser, typing, unknown), ask(browser, typing, known)
    assert said(sought, known) == said(vain, unknown)
    assert changes() == before
    assert vain.status_code != 302


def test_every_field_that_takes_a_number_or_an_id_is_walked() -> None:
    asked = {name for name in QUESTIONS if not name.startswith("the ")} - {"complaints.CaseForm.target"}
    assert set(fields()) == asked | MADE | OF_NO_FILE


def fields() -> Iterator[str]:
    for root in (suar.casework, suar.desk):
        for found in walk_packages(root.__path__, f"{root.__name__}."):
            *_above, app, room = found.name.split(".")
            if room in {"forms", "handover_forms", "intake_forms"} and app != "intake":
                for name, form in vars(import_module(found.name)).items():
                    if isinstance(form, type) and issubclass(form, forms.Form) and form.__module__ == found.name:
                        taken = [one for one, field in form.base_fields.items() if takes(one, field)]
                        yield from (f"{app}.{name}.{one}" for one in taken)


def takes(name: str, field: forms.Field) -> bool:
    return isinstance(field, forms.UUIDField) or name in {"number", "same", "q", "about", "subject"}
