"""An open intake becomes a complaint for each child, exactly once; news goes under the key of what is there."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.complaints import actions as complaints
from suar.casework.complaints.models import Channel, Complaint
from suar.casework.complaints.perms import source_by_number
from suar.casework.conflicts import actions as conflicts
from suar.casework.contacts import actions
from suar.casework.contacts.models import Contact, Draft, Said
from suar.casework.duties.models import Duty
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.models import Entry
from suar.core.vault.models import DataKey
from suar.registry.accounts.models import Role, User
from tests.casework.contacts.ground import PHONE, STORY, a_draft, a_filed_contact, complaint_of, fresh, told, verbs
from tests.factories import a_case, a_closed_case, a_complaint, a_triaged_complaint, a_user, an_officer_elsewhere

pytestmark = pytest.mark.django_db

QUESTIONS = {"event_72h": "no", "pregnancy": "no", "dying": "no", "pictures": "no"}


@pytest.fixture
def officer() -> User:
    return a_user(Role.DIVISI_PENGADUAN)


def test_it_is_filed_with_the_moment_at_which_the_call_began(officer: User) -> None:
    draft = a_draft(officer)
    contact = actions.file(
        draft=draft, by=officer,
        told=told(with_whom="Neneknya", safe_now="no", relation="friend", may_call="yes", hours="Sesudah sekolah",
                  children=[{"name": "Rani Contoh", "age": 9, "sex": "P"}], wish="Ditemui"),
    )  # fmt: skip
    complaint = complaint_of(contact)
    assert (complaint.channel, complaint.received_at, complaint.urgent) == (Channel.PHONE, draft.began_at, True)
    assert complaint.story == STORY and complaint.child_name == "Rani Contoh" and complaint.about == "friend"
    assert complaint.child_details == {"age": 9, "sex": "P"} and complaint.answers["safe"] == "now"
    assert complaint.answers["desk"] == {"with_whom": "Neneknya", "wish": "Ditemui"}
    assert complaint.reporter == {
        "relation": "teman anak itu", "phone": PHONE, "may_call": "yes", "phone_hours": "Sesudah sekolah",
    }  # fmt: skip
    assert Duty.objects.filter(subject=complaint.pk, kind="answer_reporter").exists()
    assert verbs() == ["contact.draft_begin", "contact.file"]


def test_the_intake_and_its_key_are_gone_and_a_second_press_files_nothing(
    officer: User, django_capture_on_commit_callbacks: object
) -> None:
    draft = a_draft(officer, story=STORY)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # pytest-django's fixture
        first = actions.file(draft=draft, by=officer, told=told())
    assert not Draft.objects.exists() and not DataKey.objects.filter(pk=draft.pk).exists()
    assert actions.file(draft=draft, by=officer, told=told(story="lain")).pk == first.pk
    assert Complaint.objects.count() == 1 and complaint_of(first).story == STORY


def test_a_call_about_three_children_is_one_contact_and_three_complaints(officer: User) -> None:
    children = [{"name": "Adi Contoh", "sex": "L"}, {"name": "", "age": 4}, {"name": "Sari Contoh"}]
    first = a_filed_contact(officer, children=children, chat="Halo, ada tiga anak.")
    rows = Contact.objects.all()
    assert rows.count() == 3 and rows.once().get() == first and Complaint.objects.count() == 3
    assert {complaint.story for complaint in Complaint.objects.all()} == {STORY}
    assert len({row.subject for row in rows}) == 3, "each under the key of its own complaint"
    assert Said.objects.count() == 3 and {said.text for said in Said.objects.all()} == {"Halo, ada tiga anak."}


@pytest.mark.parametrize("facts", [{"story": "  "}, {"children": []}, {"children": [{}] * 7}])
def test_without_words_or_with_too_many_children_nothing_is_filed(officer: User, facts: dict[str, object]) -> None:
    draft = a_draft(officer)
    with pytest.raises(DomainError):
        actions.file(draft=draft, by=officer, told=told(**facts))
    assert Draft.objects.filter(pk=draft.pk).exists() and not Complaint.objects.exists()


def test_nor_at_an_hour_that_has_not_come_or_a_hundred_years_ago(officer: User) -> None:
    for off in (timedelta(hours=1), timedelta(days=-36_525)):
        with pytest.raises(DomainError):
            actions.file(draft=a_draft(officer), by=officer, told=told(at=timezone.now() + off))
    assert not Complaint.objects.exists()


def test_nobody_of_another_office_and_no_partner_files(officer: User) -> None:
    draft = a_draft(officer)
    for other in (an_officer_elsewhere(), a_user(Role.ADMIN)):
        with pytest.raises((Refused, DomainError)):
            actions.file(draft=draft, by=other, told=told())


def test_what_another_tab_has_overtaken_is_not_filed(officer: User) -> None:
    draft = a_draft(officer)
    actions.save_draft(draft=draft, by=officer, body={"form": {"story": "baru"}}, seen=(1, "tab lain"))
    with pytest.raises(Conflict):
        actions.file(draft=draft, by=officer, told=told(), seen=(1, "tab ini"))
    assert not Complaint.objects.exists()


def test_words_that_name_somebody_of_the_house_are_withheld_from_them(officer: User) -> None:
    ketua = a_user(Role.KETUA, office=officer.office, name="Hendra Wirasaputra")
    contact = a_filed_contact(officer, chat="Yang memukul itu Hendra Wirasaputra, dia komisioner.")
    assert not Contact.objects.visible_to(ketua).filter(pk=contact.pk).exists()
    assert Contact.objects.visible_to(officer).filter(pk=contact.pk).exists()


def test_a_complaint_that_becomes_a_case_takes_the_words_along(officer: User) -> None:
    contact = a_filed_contact(officer, chat="Utuh: halo.")
    complaint = complaints.triage(
        complaint=complaint_of(contact), by=officer, in_remit=True, cluster="trafficking", questions=QUESTIONS
    )
    case = complaints.make_case(complaint=complaint, by=officer)
    moved = fresh(contact)
    assert (moved.case, moved.subject) == (case, case.child_id)
    assert Said.objects.select_related("contact").get().text == "Utuh: halo."
    assert "contact.follow" in verbs()


@pytest.mark.parametrize("of", ["complaint", "case"])
def test_news_goes_under_the_key_of_what_is_there(officer: User, of: str) -> None:
    source = a_case(officer) if of == "case" else a_triaged_complaint(officer)
    contact = actions.note_news(draft=a_draft(officer), by=officer, told=told(), source=source)
    assert contact.subject == source.vault_subject and getattr(contact, of) == source
    assert Said.objects.select_related("contact").get().text == STORY
    assert not Draft.objects.exists() and verbs()[-1] == "contact.news"
    assert Entry.objects.get(verb="contact.news").subject == contact.subject


def test_nor_is_news_told_of_such_an_hour(officer: User) -> None:
    case = a_case(officer)
    for off in (timedelta(hours=1), timedelta(days=-36_525)):
        with pytest.raises(DomainError):
            at = timezone.now() + off
            actions.note_news(draft=a_draft(officer), by=officer, told=told(at=at), source=case)
    assert not Contact.objects.exists()


def test_a_number_that_leads_nowhere_one_elsewhere_and_one_withheld_are_refused(officer: User) -> None:
    draft = a_draft(officer)
    with pytest.raises(DomainError):
        actions.note_news(draft=draft, by=officer, told=told(), source=None)
    with pytest.raises(DomainError):
        actions.note_news(draft=draft, by=officer, told=told(), source=a_case(an_officer_elsewhere()))
    case, _reader = a_case(officer), a_user(Role.WAKIL, office=officer.office)
    conflicts.withhold(
        subject=case.child_id, office=case.office, user=officer, by=a_user(Role.KETUA, office=officer.office),
        why="Saudara", reference=case.number, case_id=case.pk,
    )  # fmt: skip
    with pytest.raises(Refused):
        actions.note_news(draft=draft, by=officer, told=told(), source=case)
    assert Draft.objects.filter(pk=draft.pk).exists()


def test_an_id_that_somebody_typed_is_never_that_of_the_contact(officer: User) -> None:
    typed = uuid4()
    draft = actions.begin_draft(by=officer, channel="phone", draft_id=typed)
    contact = actions.file(draft=draft, by=officer, told=told())
    assert contact.pk != typed and contact.complaint_id != contact.pk


def test_news_that_the_child_is_not_safe_stands_in_the_file_with_every_word_that_was_typed(officer: User) -> None:
    case, then = a_case(officer), timezone.now() - timedelta(hours=5)
    contact = actions.note_news(
        draft=a_draft(officer), by=officer, source=case,
        told=told(with_whom="Ayah tiri", safe_now="no", relation="parent", caller_name="Ibu Contoh", may_call="no",
                  hours="Jam 9 pagi", wish="Dijemput malam ini", children=[{"name": "Rara Contoh", "age": 9}], at=then),
    )  # fmt: skip
    said = Said.objects.select_related("contact").get().text
    for words in (
        STORY,
        "Ayah tiri",
        "tidak",
        "ibu atau ayah",
        "Ibu Contoh",
        "Jam 9 pagi",
        "Dijemput",
        "Rara Contoh, 9",
    ):
        assert words in said
    case.refresh_from_db()
    assert (case.safe_now, case.safe_note, contact.at) == ("no", "Ayah tiri", then)
    assert Entry.objects.filter(verb="case.safety", subject=case.child_id).count() == 1


def test_such_news_makes_a_complaint_urgent_and_is_no_matter_of_a_closed_file(officer: User) -> None:
    complaint = a_triaged_complaint(officer)
    actions.note_news(draft=a_draft(officer), by=officer, told=told(safe_now="no"), source=complaint)
    complaint.refresh_from_db()
    assert complaint.urgent
    complaints.close_as(complaint=a_complaint(officer), status="noise", by=officer, noise="joke")
    decided = Complaint.objects.select_related("office").get(status="noise")
    with pytest.raises(DomainError, match="Simpan sebagai pengaduan baru"):
        actions.note_news(draft=a_draft(officer), by=officer, told=told(safe_now="no"), source=decided)
    draft, closed = a_draft(officer), a_closed_case(officer)
    with pytest.raises(DomainError, match="Simpan sebagai pengaduan"):
        actions.note_news(draft=draft, by=officer, told=told(safe_now="no"), source=closed)
    assert Draft.objects.filter(pk=draft.pk).exists()


def test_news_to_a_complaint_that_is_a_file_by_now_says_so_in_the_file_and_keeps_its_note(officer: User) -> None:
    complaint = a_triaged_complaint(officer)
    case = complaints.make_case(complaint=complaint, by=officer)
    cases.set_safety(case=case, safe_now="yes", note="Di rumah nenek", by=officer)
    source = source_by_number(officer, officer.office.pk, complaint.number)
    actions.note_news(draft=a_draft(officer), by=officer, told=told(safe_now="no"), source=source)
    case.refresh_from_db()
    assert (case.safe_now, case.safe_note) == ("no", "Di rumah nenek")
