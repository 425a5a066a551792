"""What the desk's pages may weigh, however much there is."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from suar.registry.accounts.models import Role, User
from tests.desk.pages import on_the_wire, signed_in, text_of
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
FIRST, AFTER = 60_000, 25_000
NAMES = "Aisyah Bujang Dara Dewi Eka Fitri Hendri Indah Kartini Lina".split()


@pytest.fixture
def ketua() -> User:
    return a_user(Role.KETUA)


@pytest.fixture(params=[10, 100])
def pages(ketua: User, request: pytest.FixtureRequest) -> dict[str, str]:
    """Ten and a hundred of everything, and the addresses of the pages that staff look at all day."""
    now, many = timezone.now(), range(request.param)
    agencies = [an_agency() for _ in many]
    cases = [a_case(ketua, child=a_child(ketua, name=f"{NAMES[n % 10]} {NAMES[n // 10]}"), safe_now="no") for n in many]
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


def test_a_page_is_light_however_much_there_is(ketua: User, pages: dict[str, str]) -> None:
    client = signed_in(ketua)
    assert {name: size for name, url in pages.items() if (size := on_the_wire(client, url)) > AFTER} == {}


def test_the_first_visit_with_style_and_scripts_is_light(ketua: User, pages: dict[str, str]) -> None:
    client = signed_in(ketua)
    page = text_of(client, pages["case-list"])
    files = set(re.findall(r'(?:src|href)="(/static/[^"#]+)', page))
    assert len(files) >= 6
    weights = {name: on_the_wire(client, name) for name in files if not name.endswith("favicon.svg")}
    assert sum(weights.values()) + on_the_wire(client, pages["case-list"]) <= FIRST, weights
