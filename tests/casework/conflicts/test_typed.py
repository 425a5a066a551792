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
from uuid import uuid4

import pytest
from django import forms
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import suar.casework
import suar.desk
from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.complaints import actions as complaints
from suar.casework.complaints.models import Complaint, GroupFinding, HandOver, Message, Status
from suar.casework.conflicts import actions
from suar.casework.letters import actions as letters
from suar.casework.letters.models import Letter
from suar.casework.material.models import Arrival
from suar.casework.register import actions as register
from suar.casework.register.models import ImportRun
from suar.casework.retention.models import Item
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from tests.casework.material.ground import an_arrival
from tests.desk.pages import signed_in
from tests.factories import (
    a_case,
    a_due_item,
    a_filed_complaint,
    a_glass,
    a_group_finding,
    a_handover,
    a_hold,
    a_late_duty,
    a_triaged_complaint,
    a_user,
    an_act,
    an_agency,
    an_import,
    an_office,
    an_officer,
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
    a_letter_about(ketua, about)
    item = a_due_item(ketua)
    an_act(ketua, item)
    an_arrival(kin), an_arrival(ketua, case=case), an_arrival(ketua, complaint=complaint)
    a_hold(case.child_id, ketua)
    found = Complaint.objects.filter(finding=finding)[0].subject
    for subject in (complaint.subject, case.child_id, found, item.subject, reported.subject):
        actions.recuse(subject=subject, office=case.office, by=kin)
    actions.recuse(subject=case.child_id, office=case.office, by=stranger)
    own = a_triaged_complaint(kin)
    return Typing(
        ketua, kin, stranger, own, same, complaint, case, finding, handover, item, reported, sent
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


def a_list(name: str, field: str = "q", **also: str) -> Asking:
    return lambda browser, t, typed: browser.get(reverse(name), {field: typed, **also})


ID = "00000000-0000-4000-8000-000000000000"
NO_CASE, NO_COMPLAINT, NO_FINDING = "2026-9999", "P-9999/26", "T-999/26"
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
    "complaints.ComplaintForm.form_id",
    "complaints.FindingForm.form_id",
    "complaints.HandOverForm.handover_id",
    "complaints.ReplyForm.message_id",
    "material.BeginForm.arrival_id",
}
# Of a telephone, an agency's own letter, a rule, a deed, whom a complaint is about: no file answers to it.
OF_NO_FILE = {
    "complaints.ComplaintForm.about",
    "children.SafeContactForm.number",
    "letters.AnswerForm.number",
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
            if room in {"forms", "intake_forms"} and app != "intake":
                for name, form in vars(import_module(found.name)).items():
                    if isinstance(form, type) and issubclass(form, forms.Form) and form.__module__ == found.name:
                        taken = [one for one, field in form.base_fields.items() if takes(one, field)]
                        yield from (f"{app}.{name}.{one}" for one in taken)


def takes(name: str, field: forms.Field) -> bool:
    return isinstance(field, forms.UUIDField) or name in {"number", "same", "q", "about", "subject"}


def test_a_link_on_the_way_that_is_withheld_is_refused_at_the_action_too(typing: Typing) -> None:
    told = set()
    for same in (typing.complaint, typing.same, None):
        with pytest.raises(DomainError) as refused:
            complaints.close_as(complaint=typing.own, status=Status.DUPLICATE, same_as=same, by=typing.kin)
        told.add(refused.value.message)
    assert len(told) == 1
    assert Complaint.objects.get(pk=typing.own.pk).same_as_id is None
    complaints.close_as(complaint=typing.own, status=Status.DUPLICATE, same_as=typing.same, by=typing.ketua)
    assert Complaint.objects.get(pk=typing.own.pk).same_as_id == typing.complaint.pk


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
