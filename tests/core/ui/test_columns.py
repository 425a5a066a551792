"""Which columns a list shows: what the address asks for, with what is always shown; the export says the same."""

from __future__ import annotations

import io

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from suar.core.ui.columns import ListColumn, shown
from suar.registry.accounts.models import Role
from tests.desk.pages import signed_in, text_of
from tests.factories import a_case, a_complaint, a_duty, a_user, an_agency

EVERY = (
    ListColumn("nomor", "Nomor", fixed=True),
    ListColumn("klaster", "Klaster"),
    ListColumn("jenis", "Jenis", usual=False),
)


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("", {"nomor", "klaster"}),
        ("kolom=jenis", {"nomor", "jenis"}),
        ("kolom=jenis&kolom=klaster", {"nomor", "klaster", "jenis"}),
        ("kolom=tidak-ada", {"nomor", "klaster"}),
        ("kolom=nomor", {"nomor", "klaster"}),
        ("kolom=", {"nomor", "klaster"}),
    ],
)
def test_the_address_chooses_and_what_is_fixed_stays(query: str, keys: set[str]) -> None:
    assert shown(EVERY, QueryDict(query)).keys == keys


def test_a_sheet_holds_everything_until_somebody_chooses() -> None:
    keys, row = ["nomor", "klaster", "jenis"], [1, 2, 3]
    assert shown(EVERY, QueryDict("")).of_sheet(keys, row) == [1, 2, 3]
    assert shown(EVERY, QueryDict("kolom=jenis")).of_sheet(keys, row) == [1, 3]


@pytest.fixture
def desk() -> Client:
    ketua = a_user(Role.KETUA)
    a_case(ketua), a_complaint(ketua), an_agency()
    a_duty("other", what="Janji", by=ketua)
    return signed_in(ketua)


LISTS = [
    ("cases:case-list", "cases:case-export", "jenis", "klaster"),
    ("complaints:complaint-list", "complaints:complaint-export", "risiko", "klaster"),
    ("duties:duty-list", "duties:duty-export", "tempo", "dasar"),
    ("agencies:agency-list", "agencies:agency-export", "alamat", "jenis"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "export", "wanted", "dropped"), LISTS)
def test_a_list_and_its_export_show_the_chosen_columns(
    desk: Client, name: str, export: str, wanted: str, dropped: str
) -> None:
    usual, chosen = text_of(desk, reverse(name)), text_of(desk, reverse(name), kolom=wanted)
    heads = [page.partition("<thead>")[2].partition("</thead>")[0].count("<th ") for page in (usual, chosen)]
    assert heads[1] == 2 < heads[0]
    assert f'value="{wanted}" checked' in chosen
    assert f'value="{dropped}" checked' not in chosen
    assert f"?kolom={wanted}" in chosen, "the export keeps the choice"
    widths = [
        load_workbook(io.BytesIO(desk.get(reverse(export), query).content)).worksheets[0].max_column
        for query in ({}, {"kolom": wanted})
    ]
    assert widths[1] < widths[0]


@pytest.mark.django_db
@pytest.mark.parametrize("name", [one[0] for one in LISTS])
def test_filters_order_and_columns_keep_each_other(desk: Client, name: str) -> None:
    page = text_of(desk, reverse(name), kolom="status", urut="nomor", q="")
    choice = page.partition('<form class="menu-body"')[2].partition("</form>")[0] or page
    bar = page.partition('<form class="filters"')[2].partition("</form>")[0]
    assert '<input type="hidden" name="kolom" value="status">' in bar
    assert "<thead" not in page or '<input type="hidden" name="urut" value="nomor">' in choice
