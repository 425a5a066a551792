"""Two files of one child, read as one and taken back: nothing moves, so nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.children import actions
from suar.casework.children.circumstances import SORTS
from suar.casework.children.merges import one_child
from suar.casework.children.models import Child, Merge
from suar.casework.conflicts import actions as conflicts
from suar.casework.mail import actions as mail
from suar.casework.paper import actions as paper
from suar.casework.plans import actions as plan_steps
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.models import Entry
from suar.core.vault import keys
from suar.core.vault.fields import VaultModel
from suar.registry.accounts.models import Role, User
from tests.casework.children.builders import a_circumstance, a_merge
from tests.casework.conferences import ground as meetings
from tests.casework.leading.ground import an_interview, an_other_number, led_elsewhere, told
from tests.casework.mail.ground import a_disposition, a_mail, fresh
from tests.casework.material.ground import an_arrival
from tests.casework.paper.ground import a_sheet
from tests.casework.plans import ground as plans
from tests.casework.rights.ground import a_granted
from tests.casework.sharing.ground import a_consent, a_dangerous_one
from tests.casework.supervision.ground import a_talk, a_transfer
from tests.factories import a_case, a_child, a_duty, a_user, an_office, an_officer_elsewhere

pytestmark = pytest.mark.django_db


@pytest.fixture
def ketua() -> User:
    return a_user()


def separate(row: Merge, by: User, why: str = "Ternyata sepupunya.") -> Merge:
    return actions.separate(merge=Merge.objects.get(pk=row.pk), why=why, by=by)


# What a merge writes itself: the merge, its entry, what its entry raised.
OF_THE_MERGE = ("ledger", "alarms")


def stored() -> dict[str, list[Any]]:
    """Every row of every table as it lies in the store, but for the merges themselves."""
    found: dict[str, list[Any]] = {}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if model is Merge or model._meta.app_label in OF_THE_MERGE or table not in TABLES():
            continue
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")  # noqa: S608 - our own table names
            found[model._meta.label_lower] = [
                tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in cursor.fetchall()
            ]
    return found


@cache
def TABLES() -> frozenset[str]:  # noqa: N802 - asked once a run
    return frozenset(connection.introspection.table_names())


ROOMS = "cases children conferences leading mail material paper plans rights sharing supervision".split()
MERGES = {"children.merge"}


def file_of(child: Child, by: User) -> Case:
    case = Case.objects.open().select_related("child", "office", "officer", "lead").filter(child=child).first()
    return case or a_case(by, child=child)


def carried_out(case: Case, by: User) -> None:
    """A plan that was worded anew, in force, with a service given and a review."""
    wakil = a_user(Role.WAKIL)
    plans.planned(case, by, wakil)
    plans.settled(case, by, "given")
    draft = plan_steps.save_plan(case=case, by=by, content=plans.plan_words(by, aim="Anak sehat."))
    plan_steps.save_plan(case=case, by=by, content=plans.plan_words(by, aim="Anak pulih."), edition=draft.edition)
    plan_steps.review(case=case, by=wakil, verdict="continue", words="Berjalan.")


def checked_in_on(case: Case) -> None:
    wakil, officer = a_user(Role.WAKIL), a_user(Role.DIVISI_PENGADUAN)
    over = plans.closed(case, officer, wakil)
    given = {"on": timezone.localdate(), "result": "reached", "whom": "Anak, lewat bibi.", "safe": "yes"}
    plan_steps.check_in(case=over, by=officer, kind="after_care_1m", **given)


def answered_letter(case: Case, by: User) -> None:
    letter = a_mail(by)
    a_disposition(letter, by, by)
    mail.belong(mail=fresh(letter), by=by, source=case)


# Every kind of record about a child, written in any order to either of the two.
RECORDS: dict[str, Callable[[Child, User, int], object]] = {
    "circumstance": lambda child, by, n: a_circumstance(
        child, by, sort=list(SORTS)[n % len(SORTS)], codes=[list(SORTS[list(SORTS)[n % len(SORTS)]].codes)[0]]
    ),
    "case": lambda child, by, n: a_case(by, child=child),
    "note": lambda child, by, n: cases.write_note(case=file_of(child, by), by=by, kind="words", said=f"Kata {n}."),
    "sheet": lambda child, by, n: cases.write_sheet(case=file_of(child, by), by=by, state=f"Tenang {n}."),
    "risk": lambda child, by, n: cases.assess_risk(case=file_of(child, by), answers={"threat": "yes"}, by=by),
    "task": lambda child, by, n: cases.add_task(case=file_of(child, by), by=by, text=f"Telepon {n}", officer=by),
    "duty": lambda child, by, n: a_duty("other", what=f"Menelepon {n}", by=by, subject=child.pk),
    "edit": lambda child, by, n: actions.edit(child=Child.objects.get(pk=child.pk), by=by, school=f"SD {n}"),
    "contact": lambda child, by, n: actions.set_safe_contact(
        child=Child.objects.get(pk=child.pk), by=by, answers={"may_call": "no", "avoid": f"Paman {n}"}
    ),
    "lead": lambda child, by, n: told(led_elsewhere(by, a_case(by, child=child)), by),
    "number": lambda child, by, n: an_other_number(file_of(child, by), by, f"LP/B/{n}/XI"),
    "interview": lambda child, by, n: an_interview(file_of(child, by), by, reason="law", reason_words=f"Hal {n}"),
    "plan": lambda child, by, n: carried_out(a_case(by, child=child), by),
    "closure": lambda child, by, n: checked_in_on(a_case(by, child=child, safe_now="yes")),
    "conference": lambda child, by, n: meetings.a_signed_conference(by, file_of(child, by)),
    "determination": lambda child, by, n: meetings.a_settled_determination(by, file_of(child, by)),
    "accompaniment": lambda child, by, n: meetings.an_accompaniment(by, file_of(child, by)),
    "consent": lambda child, by, n: a_consent(file_of(child, by), by),
    "referral": lambda child, by, n: a_dangerous_one(by, file_of(child, by)),
    "request": lambda child, by, n: a_granted(by, a_user(Role.WAKIL), case=file_of(child, by), relation="child"),
    "talk": lambda child, by, n: a_talk(by, file_of(child, by)),
    "transfer": lambda child, by, n: a_transfer(a_case(by, child=child)),
    "arrival": lambda child, by, n: an_arrival(by, case=file_of(child, by)),
    "letter in": lambda child, by, n: answered_letter(file_of(child, by), by),
    "visit on paper": lambda child, by, n: paper.enter_visit(
        sheet=a_sheet(by, "visit"), case=file_of(child, by), by=by, at=timezone.now(), seen=f"Rumah {n}", said=""
    ),
}  # fmt: skip


class Property(TestCase):
    databases = "__all__"

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(st.sampled_from(sorted(RECORDS)), st.booleans()), max_size=6))
    def test_after_undo_every_row_of_both_is_as_it_was(self, written: list[tuple[str, bool]]) -> None:
        ketua = a_user()
        one, two = a_child(ketua), a_child(ketua)
        for n, (kind, first) in enumerate(written):
            try:
                RECORDS[kind](one if first else two, ketua, n)
            except DomainError:  # the same circumstance twice
                continue
        before = stored()
        row = actions.merge(child=one, other=two, why="NIK sama.", by=ketua)
        assert one_child(one.pk) == one_child(two.pk) == {one.pk, two.pk}
        actions.separate(merge=row, why="Ternyata sepupunya.", by=ketua)
        assert stored() == before
        assert one_child(one.pk) == {one.pk}


def test_with_one_of_every_kind_on_both_sides_nothing_moves(ketua: User) -> None:
    one, two = a_child(ketua), a_child(ketua)
    for n, record in enumerate([*RECORDS.values()] * 2):
        record(one if n < len(RECORDS) else two, ketua, n)
    before = stored()
    held = {label for label, rows in before.items() if rows}
    sealed = {model._meta.label_lower for model in apps.get_models() if issubclass(model, VaultModel)}
    assert {label for label in sealed - held if label.partition(".")[0] in ROOMS} == MERGES
    separate(actions.merge(child=one, other=two, why="NIK sama.", by=ketua), ketua)
    assert stored() == before


def test_three_files_of_one_child_are_one_from_each_side(ketua: User) -> None:
    one, two, three = (a_child(ketua) for _ in range(3))
    a_merge(one, two, ketua), a_merge(one, three, ketua)
    for child in (one, two, three):
        assert one_child(child.pk) == {one.pk, two.pk, three.pk}
    assert one_child(a_child(ketua).pk) != {one.pk}


def test_what_is_merged_already_is_merged_no_second_time(ketua: User) -> None:
    one, two, three = (a_child(ketua) for _ in range(3))
    row = a_merge(one, two, ketua)
    for child, other in ((three, two), (two, three), (three, one)):
        with pytest.raises(Conflict):
            a_merge(child, other, ketua)
    separate(row, ketua)
    a_merge(three, two, ketua)


@pytest.mark.parametrize("role", [Role.SEKRETARIAT, Role.ADMIN, Role.MITRA, ""])
def test_who_does_not_sign_closures_neither_merges_nor_separates(role: str, ketua: User) -> None:
    row, other = a_merge(by=ketua), a_user(role) if role else an_officer_elsewhere()
    with pytest.raises(Refused):
        a_merge(a_child(ketua), a_child(ketua), other)
    with pytest.raises(Refused):
        separate(row, other)


def test_two_offices_the_same_file_twice_and_no_reason_are_refused(ketua: User) -> None:
    child = a_child(ketua)
    elsewhere = a_child(a_user(Role.KETUA, an_office("sambas", "KPPAD Kabupaten Sambas")))
    with pytest.raises(DomainError):
        a_merge(child, child, ketua)
    with pytest.raises(DomainError):
        a_merge(child, elsewhere, ketua)
    with pytest.raises(DomainError):
        actions.merge(child=child, other=a_child(ketua), why=" ", by=ketua)
    with pytest.raises(DomainError):
        separate(a_merge(by=ketua), ketua, " ")


def test_a_withheld_file_is_merged_by_nobody_from_whom_it_is_withheld(ketua: User) -> None:
    child = a_child(ketua)
    conflicts.recuse(subject=child.pk, office=child.office, by=ketua)
    with pytest.raises(Refused):
        a_merge(a_child(ketua), child, ketua)


def test_two_files_that_not_the_same_people_may_read_are_not_one(ketua: User) -> None:
    wakil, one, two = a_user(Role.WAKIL), a_child(ketua), a_child(ketua)
    conflicts.recuse(subject=one.pk, office=one.office, by=wakil)
    with pytest.raises(DomainError, match="ditahan"):
        a_merge(one, two, ketua)
    conflicts.recuse(subject=two.pk, office=two.office, by=wakil)
    a_merge(one, two, ketua)


def test_a_refusal_tells_nothing_of_a_merge_with_what_is_withheld(ketua: User) -> None:
    wakil, one, two = a_user(Role.WAKIL), a_child(ketua), a_child(ketua)
    a_merge(one, two, ketua)
    conflicts.recuse(subject=one.pk, office=one.office, by=wakil)
    with pytest.raises(Refused):
        a_merge(two, a_child(ketua), wakil)


@pytest.mark.parametrize("first", [True, False])
def test_an_erased_file_is_separated_and_never_merged(first: bool, ketua: User) -> None:
    one, two = a_child(ketua), a_child(ketua)
    row = a_merge(one, two, ketua)
    gone = one if first else two
    keys.destroy(gone.pk, at=timezone.now(), unreadable_from=timezone.localdate())
    assert separate(row, ketua).ended_at is not None
    for pair in ((one, two), (two, one)):
        with pytest.raises(DomainError, match="dimusnahkan"):
            a_merge(*(Child.objects.get(pk=child.pk) for child in pair), by=ketua)


# Pages


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_from_the_suggestion_to_one_file_and_back(ketua: User) -> None:
    one = a_child(ketua, name="Bujang Rekaan", birth_date="2011-03-09")
    two = a_child(ketua, name="Boedjang Rekaan", birth_date="2011-03-09")
    case = a_case(ketua, child=two)
    client = signed_in(ketua)
    listed = client.get(reverse("children:merge-list", args=[one.pk])).content.decode()
    compare = reverse("children:merge-new", args=[one.pk, two.pk])
    assert compare in listed and "Rekaan" not in listed
    assert "Boedjang Rekaan" in client.get(compare).content.decode()
    assert {str(one.pk), str(two.pk)} == set(json.loads(Entry.objects.get(verb="read.child_compare").data)["ids"])
    assert client.post(compare, {"why": ""}).status_code == 422
    assert client.post(compare, {"why": "NIK sama."}).status_code == 302
    page = client.get(reverse("children:child-detail", args=[one.pk])).content.decode()
    assert case.number in page and "Lepaskan" in page
    assert str(two.pk) in Entry.objects.filter(verb="read.child", subject=one.pk).latest("id").data
    row = Merge.objects.get()
    url = reverse("children:merge-separate", args=[row.pk])
    assert "NIK sama." in client.get(url).content.decode()
    assert client.post(url, {"version": row.version + 1, "why": "Sepupunya."}).status_code == 409
    assert client.post(url, {"version": row.version, "why": "Sepupunya."}).status_code == 302
    assert case.number not in client.get(reverse("children:child-detail", args=[one.pk])).content.decode()


def test_another_is_found_by_name_and_one_that_is_merged_is_not_offered(ketua: User) -> None:
    one, two = a_child(ketua, name="Bujang Rekaan"), a_child(ketua, name="Cahaya Contoh")
    client, url = signed_in(ketua), reverse("children:merge-list", args=[one.pk])
    offered = reverse("children:merge-new", args=[one.pk, two.pk])
    assert offered in client.get(url, {"q": "Cahaya Contoh"}).content.decode()
    a_merge(one, two, ketua)
    assert offered not in client.get(url, {"q": "Cahaya Contoh"}).content.decode()
    again = client.post(offered, {"why": "Lagi."})
    assert again.status_code == 409 and "Lagi." in again.content.decode()


def test_the_withheld_side_is_named_to_nobody_from_whom_it_is_withheld(ketua: User) -> None:
    wakil = a_user(Role.WAKIL)
    one, two = a_child(ketua, name="Bujang Rekaan"), a_child(ketua, name="Xaveria Yolanda Contoh")
    a_merge(one, two, ketua)
    conflicts.recuse(subject=two.pk, office=two.office, by=wakil)
    page = signed_in(wakil).get(reverse("children:child-detail", args=[one.pk])).content.decode()
    assert "X.Y.C." not in page and str(two.pk) not in page
    assert signed_in(wakil).get(reverse("children:merge-separate", args=[Merge.objects.get().pk])).status_code == 404
