"""What the desk's pages may cost: statements and bytes, however much there is. And an htmx part is what the fresh page
shows in its place."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.registry.accounts.models import Role, User
from tests.desk.pages import on_the_wire, signed_in, statements, text_of
from tests.factories import (
    a_case,
    a_child,
    a_complaint,
    a_duty,
    a_filed_complaint,
    a_triaged_complaint,
    a_user,
    an_agency,
)

pytestmark = [pytest.mark.django_db, pytest.mark.benchmark_budget]
STATEMENTS, FIRST, AFTER = 15, 60_000, 25_000
NAMES = "Aisyah Bujang Dara Dewi Eka Fitri Hendri Indah Kartini Lina".split()


@pytest.fixture
def ketua() -> User:
    return a_user(Role.KETUA)


@pytest.fixture
def pages(ketua: User) -> dict[str, str]:
    """A hundred of everything, and the addresses of the pages that staff look at all day."""
    now = timezone.now()
    agencies = [an_agency() for _ in range(100)]
    cases = [
        a_case(ketua, child=a_child(ketua, name=f"{NAMES[n % 10]} {NAMES[n // 10]}"), safe_now="no") for n in range(100)
    ]
    for n, agency in enumerate(agencies):
        a_complaint(ketua, urgent=n % 9 == 0)
        case = cases[n]
        kind = {"kind": "other", "what": f"Menelepon keluarga {n}"} if n % 3 == 0 else {"kind": "agency_answer"}
        owed = {} if n % 3 == 0 else {"agency": agency}
        a_duty(**kind, **owed, due_at=now - timedelta(hours=n), subject=case.child_id, case_id=case.pk, by=ketua)
    filed, triaged = a_filed_complaint(), a_triaged_complaint(ketua)
    return {
        "today": "/",
        "case-list": reverse("cases:case-list"),
        "case-detail": reverse("cases:case-detail", args=[cases[0].pk]),
        "complaint-list": reverse("complaints:complaint-list"),
        "complaint-detail": reverse("complaints:complaint-detail", args=[triaged.pk]),
        "filed": reverse("complaints:complaint-detail", args=[filed.pk]),
        "duty-list": reverse("duties:duty-list"),
        "duties-of-others": reverse("duties:duty-list") + "?tab=tunggu",
        "agency-list": reverse("agencies:agency-list"),
        "trail": reverse("desk:trail"),
        "search": reverse("desk:search") + "?q=2026-0001",
    }


def test_no_page_asks_the_database_more_than_fifteen_times(ketua: User, pages: dict[str, str]) -> None:
    client = signed_in(ketua)
    asked = {name: len(statements(client, url)) for name, url in pages.items()}
    assert {name: count for name, count in asked.items() if count > STATEMENTS} == {}


def test_a_page_is_light_with_a_hundred_of_everything(ketua: User, pages: dict[str, str]) -> None:
    client = signed_in(ketua)
    assert {name: size for name, url in pages.items() if (size := on_the_wire(client, url)) > AFTER} == {}


def test_the_first_visit_with_style_and_scripts_is_light(ketua: User, pages: dict[str, str]) -> None:
    client = signed_in(ketua)
    page = text_of(client, pages["case-list"])
    files = set(re.findall(r'(?:src|href)="(/static/[^"#]+)', page))
    assert len(files) >= 6
    weights = {name: on_the_wire(client, name) for name in files if not name.endswith("favicon.svg")}
    assert sum(weights.values()) + on_the_wire(client, pages["case-list"]) <= FIRST, weights


PART = re.compile(r'<div id="daftar">.*?</div>(?=\s*</main>)', re.DOTALL)


def with_part(page: str, part: str) -> str:
    """The page after htmx has put the part in place of its old self."""
    assert len(PART.findall(page)) == 1
    return PART.sub(lambda _: part.strip(), page)


def settled(page: str) -> str:
    """Without what differs between two answers to the same question: tokens, and the filters, which the person sets."""
    page = re.sub(r'<form class="filters".*?</form>', "", page, flags=re.DOTALL)
    page = re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]*"', "", page)
    page = re.sub(r'<input type="hidden" name="next" value="[^"]*">', "", page)
    return re.sub(r"\s+", " ", page).strip()


def three_cases(ketua: User) -> None:
    for risk in ("high", "medium", "low"):
        a_case(ketua, risk=risk)


def three_complaints(ketua: User) -> None:
    a_complaint(ketua), a_filed_complaint(), a_triaged_complaint(ketua)


def three_duties(ketua: User) -> None:
    for n in range(3):
        a_duty("other", what=f"Janji {n}", due_at=timezone.now() + timedelta(days=n), reference=f"2026-000{n}")


def three_agencies(ketua: User) -> None:
    for name in ("Dinas Rekaan", "Yayasan Rekaan", "Balai Contoh"):
        an_agency(name=name)


def some_entries(ketua: User) -> None:
    a_case(ketua)


@pytest.mark.parametrize(
    ("name", "make", "query"),
    [
        ("cases:case-list", three_cases, "risiko=high"),
        ("cases:case-list", three_cases, "q=tiada"),
        ("complaints:complaint-list", three_complaints, "saluran=form"),
        ("duties:duty-list", three_duties, "q=2026-0001"),
        ("agencies:agency-list", three_agencies, "q=rekaan"),
        ("desk:trail", some_entries, "q=case.open"),
    ],
)
def test_a_part_swapped_into_the_old_page_is_the_fresh_page(
    ketua: User, name: str, make: Callable[[User], None], query: str
) -> None:
    make(ketua)
    client: Client = signed_in(ketua)
    url = reverse(name)
    old, fresh = text_of(client, url), text_of(client, f"{url}?{query}")
    part = client.get(f"{url}?{query}", headers={"hx-request": "true"}).content.decode()
    assert part.strip().startswith('<div id="daftar">') and "<html" not in part
    assert settled(old) != settled(fresh), "the filter must change something"
    assert settled(with_part(old, part)) == settled(fresh)
