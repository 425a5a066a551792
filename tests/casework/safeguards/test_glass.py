"""A file of another office, opened for a child in danger: who may, what it opens and what stays shut, who is told, who
says whether it was needed."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case, Note
from suar.casework.duties.models import Duty
from suar.casework.safeguards import perms, rules
from suar.casework.safeguards.models import BrokenGlass
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Role, User
from tests.casework.safeguards.ground import WORDS, again, broken, shown, status
from tests.desk.pages import signed_in
from tests.factories import a_case, a_user, an_office, an_officer_elsewhere

pytestmark = pytest.mark.django_db


def test_the_file_opens_for_a_day_to_this_person_alone(case: Case, stranger: User) -> None:
    assert status(stranger, "cases:case-detail", case) == 404
    broken(case, stranger)
    assert status(stranger, "cases:case-detail", case) == 200
    assert status(an_officer_elsewhere(), "cases:case-detail", case) == 404


def test_after_a_day_it_is_shut(case: Case, stranger: User) -> None:
    glass = broken(case, stranger)
    assert glass.until - glass.at == rules.HOURS == timedelta(hours=24)
    QuerySet.update(BrokenGlass.objects.filter(pk=glass.pk), until=timezone.now())
    assert status(stranger, "cases:case-detail", case) == 404


@pytest.mark.parametrize(
    "name",
    [
        "cases:sheet-list",
        "cases:case-duties",
        "cases:note-list",
        "cases:case-child",
        "cases:risk-list",
        "cases:case-closure",
        "cases:note-add",
        "complaints:case-complaints",
    ],
)
def test_every_tab_is_read_with_its_reason(case: Case, stranger: User, name: str) -> None:
    broken(case, stranger)
    page = signed_in(stranger).get(reverse(name, args=[case.pk]))
    assert page.status_code == 200
    entry = Entry.objects.reads().by(stranger).latest("id")
    assert entry.why == "divisi_pengaduan glass.care"
    assert entry.office == case.office.code


@pytest.mark.parametrize(
    "name",
    [
        "cases:case-summary",
        "cases:case-access",
        "safeguards:case-readers",
        "cases:task-add",
        "cases:sheet-add",
        "cases:safety-set",
        "cases:case-assign",
        "cases:risk-assess",
        "cases:closure-propose",
        "complaints:handover-case",
    ],
)
def test_what_leaves_the_screen_or_changes_the_file_stays_shut(case: Case, stranger: User, name: str) -> None:
    broken(case, stranger)
    assert status(stranger, name, case) in {403, 404}


def test_no_list_no_search_and_no_number_shows_it(case: Case, stranger: User) -> None:
    broken(case, stranger)
    browser = signed_in(stranger)
    for address in (reverse("cases:case-list"), reverse("desk:search") + "?q=Rara Melati", reverse("desk:today")):
        assert str(case.pk) not in shown(browser.get(address))
    assert Case.objects.visible_to(stranger).count() == 0


def test_the_other_file_of_the_same_child_stays_shut(case: Case, officer: User, stranger: User) -> None:
    other = a_case(officer, case.child)
    broken(case, stranger)
    assert status(stranger, "cases:case-detail", other) == 404


def test_a_note_may_be_written_and_nothing_else_changed(case: Case, stranger: User) -> None:
    with pytest.raises(Refused):
        cases.write_note(case=case, by=stranger, said="Sebelum dibuka.")
    broken(case, stranger)
    cases.write_note(case=case, by=stranger, kind=Note.Kind.VISIT, said="Anak sudah di rumah aman.")
    assert Duty.objects.open().filter(case_id=case.pk, kind="see_child").exists(), "the duty of its own office stays"
    for act in (
        lambda: cases.set_safety(case=case, safe_now="yes", note="", by=stranger),
        lambda: cases.propose_closure(case=case, reason="reintegrasi", note="Selesai.", by=stranger),
        lambda: cases.add_task(case=case, by=stranger, text="Telepon"),
        lambda: cases.assign(case=case, officer=None, by=stranger),
    ):
        with pytest.raises(Refused):
            act()


def test_the_name_is_revealed_with_the_reason_beside_it(case: Case, stranger: User) -> None:
    address = reverse("cases:case-reveal", args=[case.pk])
    assert signed_in(stranger).post(address).status_code == 404
    broken(case, stranger)
    assert "Rara Melati" in shown(signed_in(stranger).post(address))
    assert Entry.objects.filter(verb="read.child_name").latest("id").why == "divisi_pengaduan glass.care"


def test_the_entry_names_file_duty_and_reason_and_no_word_of_it(case: Case, stranger: User) -> None:
    glass = broken(case, stranger)
    entry = Entry.objects.get(verb="glass.break")
    assert (entry.subject, entry.why, entry.office) == (case.child_id, "glass.care", case.office.code)
    assert json.loads(entry.data) == {"case": str(case.pk), "glass": str(glass.pk), "duty": str(glass.duty_id)}
    assert set(entry.rows.values_list("table", flat=True)) == {"safeguards.brokenglass", "duties.duty"}
    assert BrokenGlass.objects.get().words == WORDS


@pytest.mark.parametrize("number", ["2026-9999", "", "x", "9999"])
def test_a_wrong_number_and_a_file_not_to_be_had_answer_the_same(case: Case, stranger: User, number: str) -> None:
    def answer(wanted: str) -> str:
        with pytest.raises(DomainError) as refusal:
            broken(case, stranger, number=wanted)
        return refusal.value.message

    unknown = answer(number)
    perms.register_withheld(withheld := lambda user, file: file.pk == case.pk)
    try:
        assert answer(case.number) == unknown
    finally:
        perms.forget_withheld(withheld)
    assert Entry.objects.filter(verb="glass.miss", actor=stranger.actor_id, subject=None).count() == 2
    assert not BrokenGlass.objects.exists()


def test_an_own_file_and_an_own_number_that_is_none_answer_the_same(case: Case, officer: User) -> None:
    messages = set()
    for number in (case.number, "2026-9999"):
        with pytest.raises(DomainError) as refusal:
            broken(case, officer, number=number)
        messages.add(refusal.value.message)
    assert len(messages) == 1


def test_what_is_withheld_afterwards_shuts_at_once(case: Case, stranger: User) -> None:
    broken(case, stranger)
    perms.register_withheld(withheld := lambda user, file: True)
    try:
        assert status(stranger, "cases:case-detail", case) == 404
    finally:
        perms.forget_withheld(withheld)


def test_whoever_has_lost_the_role_reads_no_more(case: Case, stranger: User) -> None:
    broken(case, stranger)
    for appointment in stranger.appointments_now:
        accounts.end_appointment(appointment=appointment, by=OPERATOR)
    assert perms.open_to(again(stranger)) == {}


@pytest.mark.parametrize("role", [Role.MITRA, Role.GUBERNUR, Role.ADMIN])
def test_partner_governor_and_admin_break_nothing(case: Case, role: Role) -> None:
    user = a_user(role, an_office("sambas", "KPPAD Kabupaten Sambas"))
    with pytest.raises(Refused):
        broken(case, user)
    assert signed_in(user).get(reverse("safeguards:glass-break")).status_code == 403


@pytest.mark.parametrize(("facts", "word"), [({"words": "Perlu cepat."}, "20"), ({"danger": "curious"}, "Pilih")])
def test_a_reason_is_needed_from_the_list_and_in_own_words(
    case: Case, stranger: User, facts: dict[str, str], word: str
) -> None:
    with pytest.raises(DomainError, match=word):
        broken(case, stranger, **facts)


def test_three_at_a_time_and_each_once(officer: User, stranger: User) -> None:
    files = [a_case(officer) for _ in range(4)]
    for file in files[:3]:
        broken(file, stranger)
    with pytest.raises(Refused, match="3"):
        broken(files[3], stranger)
    with pytest.raises(Conflict):
        broken(files[0], stranger)
    BrokenGlass.objects.get(case=files[1])
    assert BrokenGlass.objects.count() == 3
    assert Duty.objects.filter(kind="glass_review").count() == 3


def test_with_three_files_open_no_answer_tells_which_numbers_exist(case: Case, officer: User, stranger: User) -> None:
    for _each in range(rules.AT_ONCE):
        broken(a_case(officer), stranger)
    told = set()
    for number in (case.number, "2026-9999"):
        with pytest.raises(Refused) as refusal:
            broken(case, stranger, number=number)
        told.add(refusal.value.message)
    assert len(told) == 1
