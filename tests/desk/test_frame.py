"""The frame around every page: only the doors this role may open, the place where we are, counts that are right."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from suar.casework.complaints import actions as complaints
from suar.core.ui.counting import counted
from suar.desk import context, counts
from suar.desk.places import PLACES
from suar.registry.accounts.models import Office, Role, User
from suar.registry.accounts.permissions import TABLE, Permission
from tests.desk.pages import signed_in, text_of
from tests.factories import a_case, a_closed_case, a_complaint, a_duty, a_user, an_officer, an_officer_elsewhere

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def sidebar(user: User, path: str = "/") -> list[dict[str, Any]]:
    return context.sidebar(RequestFactory().get(path), user)


def count_of(user: User) -> dict[str, int]:
    return {str(item["label"]): item["count"] for item in sidebar(user) if item["count"]}


@pytest.mark.parametrize("role", list(Role))
def test_only_the_places_that_the_table_gives_are_shown_and_each_opens(role: Role) -> None:
    user = a_user(role)
    shown = [item["url"] for item in sidebar(user)]
    assert shown == [place.url() for place in PLACES if role in TABLE[place.permission]]
    client = signed_in(user)
    assert {url: client.get(url).status_code for url in shown} == dict.fromkeys(shown, 200)


@pytest.mark.parametrize("role", list(Role))
def test_no_link_of_the_frame_leads_to_a_closed_door(role: Role) -> None:
    client = signed_in(a_user(role))
    links = [link.split('"')[0] for link in text_of(client, "/bantuan/").split('href="/')[1:]]
    pages = [f"/{link}" for link in links if not link.startswith(("static/", "/"))]
    assert len(pages) > 3
    assert {
        page: client.get(page).status_code for page in pages if client.get(page).status_code not in {200, 302}
    } == {}


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/", "desk:today"),
        ("/berkas/", "cases:case-list"),
        ("/berkas/tambah/", "cases:case-list"),
        ("/kewajiban/", "duties:duty-list"),
        ("/kewajiban/aturan/", "duties:rule-list"),
        ("/jejak/", "desk:trail"),
        ("/bantuan/", "desk:help"),
        ("/pengaduan-lain/", None),
    ],
)
def test_the_longest_address_is_where_we_are(path: str, place: str | None) -> None:
    active = [item["url"] for item in sidebar(a_user(Role.KETUA), path) if item["active"]]
    assert active == ([reverse(place)] if place else [])


def test_the_counts_are_of_what_waits_in_the_offices_of_this_user() -> None:
    officer, now = an_officer(), timezone.now()
    a_case(officer), a_closed_case(officer)
    a_complaint(officer), a_complaint(officer)
    read = a_complaint(officer)
    complaints.close_as(complaint=read, status="noise", noise="test", by=officer)
    a_duty("other", what="Janji", due_at=now - DAY, office=officer.office)
    a_duty("other", what="Nanti", due_at=now + DAY, office=officer.office)
    a_duty("agency_answer", due_at=now - DAY, office=officer.office)
    elsewhere = an_officer_elsewhere()
    a_case(elsewhere), a_complaint(elsewhere)
    assert count_of(officer) == {"Hari ini": 1, "Pengaduan": 2, "Berkas anak": 1, "Kewajiban": 1}


def test_counts_are_kept_for_seconds_and_by_person() -> None:
    officer = an_officer()
    assert count_of(officer) == {}
    a_complaint(officer)
    assert count_of(officer) == {}
    assert count_of(a_user(Role.SEKRETARIAT))["Pengaduan"] == 1
    caches["counts"].clear()
    assert count_of(officer)["Pengaduan"] == 1
    assert counts.FRESH <= 30


def test_the_first_page_makes_the_counts_of_the_next_pages_fresh() -> None:
    officer = an_officer()
    client = signed_in(officer)
    client.get("/bantuan/")
    a_complaint(officer)
    client.get("/")
    assert count_of(officer)["Pengaduan"] == 1


def test_who_has_no_count_in_the_sidebar_asks_for_none() -> None:
    admin = a_user(Role.ADMIN)
    assert admin.office_ids
    with CaptureQueriesContext(connection) as asked:
        sidebar(admin)
    assert len(asked) == 0


def test_many_counts_are_one_statement() -> None:
    a_user(), an_officer_elsewhere()
    with CaptureQueriesContext(connection) as asked:
        found = counted(
            {
                "offices": Office.objects.all(),
                "kalbar": Office.objects.filter(code="kalbar").order_by("name"),
                "none": Office.objects.filter(pk__in=[]),
                "users": User.objects.filter(username__contains="%"),
            }
        )
    assert len(asked) == 1
    assert found == {"offices": 2, "kalbar": 1, "none": 0, "users": 0}
    assert counted({"none": Office.objects.none()}) == {"none": 0}


@pytest.mark.parametrize("role", list(Role))
def test_keys_are_of_doors_that_the_role_may_open_and_no_letter_leads_to_two(role: Role) -> None:
    user = a_user(role)
    items = [item for item in sidebar(user) if item["key"]]
    keys = [item["key"] for item in items]
    assert len(keys) == len(set(keys)) and "n" not in keys
    page = text_of(signed_in(user), "/bantuan/")
    listed = page.partition("<dialog")[2].partition("</dialog>")[0]
    assert listed.count("<dt><kbd>g</kbd>") == len(keys) + ("<kbd>n</kbd>" in listed)
    assert all(f'data-go="{key}"' in page for key in keys)
    assert ("<kbd>/</kbd>" in listed) == (role in TABLE[Permission.SEARCH])


@pytest.mark.parametrize("role", list(Role))
def test_the_foot_of_a_phone_has_at_least_one_door_of_the_role_and_at_most_three(role: Role) -> None:
    assert 1 <= len([item for item in sidebar(a_user(role)) if item["icon"]]) <= 3
