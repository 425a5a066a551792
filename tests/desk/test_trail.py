"""Who did and read what: filters, paging, parts; names of staff and of nobody else."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from suar.casework.cases.models import Case
from suar.core import ledger
from suar.core.ledger.actors import OPERATOR, PUBLIC, WORKER
from suar.registry.accounts.models import Role, User
from suar.registry.accounts.permissions import LEADERS
from tests.desk.pages import signed_in, text_of
from tests.factories import a_case, a_user, an_officer, an_officer_elsewhere

pytestmark = pytest.mark.django_db
TRAIL = "/jejak/"
OPENED, READ = ">membuka berkas</td>", ">membaca berkas</td>"


@pytest.fixture
def ketua() -> User:
    return a_user(Role.KETUA, name="Ketua Rekaan")


@pytest.fixture
def case() -> Case:
    officer = an_officer()
    case = a_case(officer)
    signed_in(officer).get(reverse("cases:case-detail", args=[case.pk]))
    return case


@pytest.mark.parametrize("role", list(Role))
def test_the_trail_is_for_those_who_lead(role: Role) -> None:
    status = signed_in(a_user(role)).get(TRAIL).status_code
    assert status == (200 if role in LEADERS else 403)


def test_it_names_the_staff_and_no_child(ketua: User, case: Case) -> None:
    page = text_of(signed_in(ketua), TRAIL)
    assert case.officer is not None and case.officer.name in page
    assert OPENED in page and READ in page and str(case.child_id) in page
    assert "read.case" not in page and "case.open" not in page
    assert ">semua</option>" in page and "Select an option" not in page
    assert f">{Role(case.officer.role).label}</td>" in page and f">{case.officer.role}</td>" not in page
    assert "Rara" not in page and "R.C." not in page


def test_parts_of_the_program_are_called_by_what_they_are(ketua: User) -> None:
    for actor in (WORKER, OPERATOR, PUBLIC):
        ledger.read("uji", by=actor)
    page = text_of(signed_in(ketua), TRAIL, q="read.uji")
    for words in ("sistem", "operator", "pelapor"):
        assert f">{words}</th>" in page


def test_it_is_narrowed_by_verb_by_person_and_by_subject(ketua: User, case: Case) -> None:
    client, other = signed_in(ketua), uuid4()
    ledger.read("case", by=ketua, subject=other, office="kalbar")
    for q in ("case.open", "Membuka berkas"):
        by_verb = text_of(client, TRAIL, q=q)
        assert OPENED in by_verb and READ not in by_verb
    assert case.officer is not None
    by_person = text_of(client, TRAIL, who=case.officer.pk)
    assert str(case.child_id) in by_person and str(other) not in by_person
    by_subject = text_of(client, TRAIL, about=other)
    assert str(other) in by_subject and str(case.child_id) not in by_subject
    assert "Tidak ada entri yang cocok." in text_of(client, TRAIL, q="tiada")


def test_a_code_that_cannot_be_read_says_so_and_the_other_filters_hold(ketua: User, case: Case) -> None:
    page = text_of(signed_in(ketua), TRAIL, about="bukan-kode", q="read.")
    assert "Kode ini tidak terbaca." in page
    assert READ in page and OPENED not in page
    part = signed_in(ketua).get(TRAIL, {"about": "bukan-kode"}, headers={"hx-request": "true"}).content.decode()
    assert "Kode ini tidak terbaca." in part


def test_it_turns_its_pages_without_showing_an_entry_twice(ketua: User) -> None:
    for n in range(120):
        ledger.read(f"uji{n:03}", by=ketua)
    client, seen, url = signed_in(ketua), [], f"{TRAIL}?q=read.uji"
    while url:
        page = client.get(url).content.decode()
        cells = [cell.partition(">")[2].partition("<")[0] for cell in page.split("<td")]
        seen += [cell for cell in cells if cell.startswith("read.uji")]
        following = page.split('rel="next"')[0].rpartition('href="')[2].rstrip('" ') if 'rel="next"' in page else ""
        url = TRAIL + following.replace("&amp;", "&") if following else ""
    assert seen == [f"read.uji{n:03}" for n in reversed(range(120))]


def test_with_several_offices_a_leader_sees_what_was_done_in_theirs(ketua: User, case: Case) -> None:
    elsewhere = an_officer_elsewhere()
    foreign = a_case(elsewhere)
    signed_in(elsewhere).get(reverse("cases:case-list"))
    page = text_of(signed_in(ketua), TRAIL)
    assert str(case.child_id) in page
    assert str(foreign.child_id) not in page and elsewhere.name not in page
    there = text_of(signed_in(a_user(Role.KETUA, elsewhere.office)), TRAIL)
    assert str(foreign.child_id) in there and ">membaca daftar berkas</td>" in there and elsewhere.name in there
    assert str(case.child_id) not in there
