"""The list of bodies, one body, and their forms."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from suar.core.ledger.actors import OPERATOR
from suar.registry.accounts.models import Role
from suar.registry.agencies import actions
from suar.registry.agencies.models import Agency, Contact, Kind
from tests.factories import a_user, an_agency

pytestmark = pytest.mark.django_db
MOST = 15  # statements a page


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(a_user(Role.SEKRETARIAT))
    return client


def text(client: Client, name: str, *args: object, **query: str) -> str:
    return client.get(reverse(name, args=args), query).content.decode()


def names(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', page)


@pytest.fixture
def some() -> None:
    for name, kind, region in (("Alfa", "uptd", "61.01"), ("Bravo", "police", "61.71"), ("Coba", "uptd", "61.71")):
        actions.add_agency(
            name=f"Lembaga {name}", short_name=name, kind=kind, region_code=region, verified=name == "Coba", by=OPERATOR
        )
    actions.deactivate(
        agency=actions.add_agency(name="Lembaga Dulu", short_name="Dulu", kind="uptd", by=OPERATOR), by=OPERATOR
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Alfa", "Bravo", "Coba"]),
        ({"q": "lembaga b"}, ["Bravo"]),
        ({"kind": "uptd"}, ["Alfa", "Coba"]),
        ({"region": "61.71"}, ["Bravo", "Coba"]),
        ({"verified": "ya"}, ["Coba"]),
        ({"verified": "belum"}, ["Alfa", "Bravo"]),
        ({"active": "tidak"}, ["Dulu"]),
        ({"active": "semua", "kind": "uptd"}, ["Alfa", "Coba", "Dulu"]),
        ({"urut": "-nama"}, ["Coba", "Bravo", "Alfa"]),
        ({"urut": "jenis"}, ["Bravo", "Alfa", "Coba"]),
        ({"urut": "-wilayah"}, ["Coba", "Bravo", "Alfa"]),
        ({"kind": "nonsense"}, ["Alfa", "Bravo", "Coba"]),
        ({"urut": "; drop", "lama": "%%%"}, ["Alfa", "Bravo", "Coba"]),
    ],
)
def test_bodies_are_searched_filtered_and_sorted(
    staff: Client, some: None, query: dict[str, str], expected: list[str]
) -> None:
    assert names(text(staff, "agencies:agency-list", **query)) == expected


def test_the_export_holds_what_is_shown(staff: Client, some: None) -> None:
    response = staff.get(reverse("agencies:agency-export"), {"kind": "uptd", "urut": "-nama"})
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert sheet is not None
    assert [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["Coba", "Alfa"]
    assert ".xlsx" in response["Content-Disposition"]


def test_an_export_of_many_bodies_costs_few_statements(staff: Client, django_assert_max_num_queries: object) -> None:
    actions.load_agencies(by=OPERATOR)
    with django_assert_max_num_queries(MOST):  # type: ignore[operator]  # pytest-django's fixture
        staff.get(reverse("agencies:agency-export"))


def test_the_list_costs_the_same_for_many_and_goes_on(staff: Client, django_assert_max_num_queries: object) -> None:
    actions.load_agencies(by=OPERATOR)
    seen: list[str] = []
    query: dict[str, str] = {"urut": "wilayah"}
    while True:
        with django_assert_max_num_queries(MOST):  # type: ignore[operator]  # pytest-django's fixture
            page = text(staff, "agencies:agency-list", **query)
        seen += names(page)
        older = re.search(r'href="\?[^"]*lama=([^"&]+)', page)
        if not older:
            break
        query["lama"] = older[1]
    assert len(seen) == len(set(seen)) == Agency.objects.count()


def test_a_page_of_a_body_costs_few_statements(staff: Client, django_assert_max_num_queries: object) -> None:
    agency = an_agency()
    for n in range(10):
        actions.add_contact(agency=agency, label=f"Meja {n}", phone="0800-1001", by=OPERATOR)
    with django_assert_max_num_queries(MOST):  # type: ignore[operator]  # pytest-django's fixture
        page = text(staff, "agencies:agency-detail", agency.pk)
    assert page.count("0800-1001") == 10


def test_the_part_that_htmx_swaps_is_the_part_of_the_page(staff: Client, some: None) -> None:
    url = reverse("agencies:agency-list")
    part = staff.get(url, {"q": "a"}, headers={"HX-Request": "true"}).content.decode().strip()
    assert part.startswith('<div id="daftar">')
    assert part in staff.get(url, {"q": "a"}).content.decode()


FORM = {"version": "0", "name": "Dinas Contoh", "short_name": "Dinas", "kind": "social", "region_code": "61.12"}


def test_a_body_is_added_and_edited(staff: Client) -> None:
    response = staff.post(reverse("agencies:agency-add"), FORM)
    agency = Agency.objects.get(name="Dinas Contoh")
    assert response["Location"] == reverse("agencies:agency-detail", args=[agency.pk])
    assert "Kubu Raya" in text(staff, "agencies:agency-detail", agency.pk)
    edit = reverse("agencies:agency-edit", args=[agency.pk])
    staff.post(edit, FORM | {"version": str(agency.version), "verified": "on"})
    assert Agency.objects.get(pk=agency.pk).verified


def test_a_name_that_exists_is_said_and_every_word_is_kept(staff: Client) -> None:
    an_agency(name="Dinas Contoh")
    page = staff.post(reverse("agencies:agency-add"), FORM | {"note": "Catatan panjang"})
    assert page.status_code == 409
    assert "sudah ada" in page.content.decode()
    assert "Catatan panjang" in page.content.decode()


def test_of_two_editors_the_second_keeps_every_word(staff: Client) -> None:
    agency = an_agency()
    edit = reverse("agencies:agency-edit", args=[agency.pk])
    form = FORM | {"version": str(agency.version)}
    staff.post(edit, form | {"note": "satu"})
    second = staff.post(edit, form | {"note": "dua"})
    assert second.status_code == 409
    assert "dua" in second.content.decode()
    assert Agency.objects.get(pk=agency.pk).note == "satu"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 161),
        ("kind", "nonsense"),
        ("region_code", "61.99"),
        ("region_code", "6171"),
        ("note", "x" * 401),
        ("name", "a\x00b"),
    ],
)
def test_a_body_that_cannot_be_is_refused(staff: Client, field: str, value: str) -> None:
    page = staff.post(reverse("agencies:agency-add"), FORM | {field: value})
    assert page.status_code == 200
    assert not Agency.objects.exists()


def test_what_people_type_is_shown_as_text(staff: Client) -> None:
    agency = an_agency(name='<script>alert("x")</script>😀‮')
    page = text(staff, "agencies:agency-detail", agency.pk)
    assert "<script>alert" not in page
    assert "😀" in page


def test_office_lines_are_kept_on_the_page(staff: Client) -> None:
    agency = an_agency()
    detail = reverse("agencies:agency-detail", args=[agency.pk])
    line = {"version": "0", "label": "Piket", "phone": "0800-1001"}
    assert staff.post(reverse("agencies:contact-add", args=[agency.pk]), line)["Location"] == detail
    contact = Contact.objects.get()
    edit = reverse("agencies:contact-edit", args=[contact.pk])
    assert staff.post(edit, line | {"version": contact.version, "phone": "0800-1002"})["Location"] == detail
    stale = staff.post(edit, line | {"version": contact.version, "phone": "0800-1003"})
    assert stale.status_code == 409
    assert "0800-1003" in stale.content.decode()
    assert "0800-1002" in text(staff, "agencies:agency-detail", agency.pk)
    assert staff.post(reverse("agencies:contact-remove", args=[contact.pk]))["Location"] == detail
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("phone", "", "Isi telepon atau surel"),
        ("phone", "panggil saya", "Hanya angka"),
        ("email", "bukan", "email yang valid"),
    ],
)
def test_an_office_line_that_helps_nobody_is_refused(staff: Client, field: str, value: str, words: str) -> None:
    line = {"version": "0", "label": "Piket", "phone": "0800-1001"} | {field: value}
    page = staff.post(reverse("agencies:contact-add", args=[an_agency().pk]), line).content.decode()
    assert words in page
    assert not Contact.objects.exists()


def test_a_body_is_closed_and_opened_on_its_page(staff: Client) -> None:
    agency = an_agency(Kind.POLICE)
    staff.post(reverse("agencies:agency-deactivate", args=[agency.pk]))
    assert "tidak aktif" in text(staff, "agencies:agency-detail", agency.pk)
    staff.post(reverse("agencies:agency-reactivate", args=[agency.pk]))
    assert Agency.objects.get(pk=agency.pk).active


def test_what_does_not_exist_is_not_found(staff: Client) -> None:
    assert staff.get(reverse("agencies:agency-detail", args=[999_999])).status_code == 404
    assert staff.post(reverse("agencies:contact-remove", args=[999_999])).status_code == 404
