"""Loading regions, and their pages."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from suar.core.errors import Refused
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role
from suar.registry.regions import actions
from suar.registry.regions.boundary_file import FileError
from suar.registry.regions.models import Boundary, Region
from tests.factories import a_user
from tests.registry.regions.test_files import collection, feature, people

pytestmark = pytest.mark.django_db
MOST = 15  # statements a page


@pytest.fixture
def loaded() -> None:
    actions.load_regions(by=OPERATOR)


@pytest.fixture
def staff(client: Client, loaded: None) -> Client:
    client.force_login(a_user(Role.SEKRETARIAT))
    return client


def text(client: Client, name: str, *args: object, **query: str) -> str:
    return client.get(reverse(name, args=args), query).content.decode()


def test_all_regions_are_loaded_once_in_one_entry() -> None:
    assert actions.load_regions(by=OPERATOR) == 2334
    assert actions.load_regions(by=OPERATOR) == 0
    assert Region.objects.count() == 2334
    assert Entry.objects.filter(verb="region.load").count() == 1


def test_a_renamed_region_is_brought_back_to_the_decree(loaded: None) -> None:
    Region.objects.filter(code="61.71").update(name="Lain")
    assert actions.load_regions(by=OPERATOR) == 1
    assert Region.objects.get(code="61.71").name == "Kota Pontianak"


def test_boundaries_and_population_stand_beside_each_other(loaded: None) -> None:
    assert actions.load_boundaries(file=collection(feature("61.71")), source="Contoh, CC0", by=OPERATOR) == 1
    assert actions.load_population(file=people("61.71,5,6,11,4,2024-12-31,Contoh"), by=OPERATOR) == 1
    boundary = Boundary.objects.get(region_id="61.71")
    assert boundary.geometry["type"] == "Polygon"
    assert (boundary.population, boundary.children_0_17) == (11, 4)
    assert (boundary.source, boundary.population_source) == ("Contoh, CC0", "Contoh")
    assert Entry.objects.get(verb="region.load_boundaries").data == '{"codes":["61.71"]}'
    assert Entry.objects.get(verb="region.load_population").data == '{"codes":["61.71"]}'


def test_a_bad_file_changes_nothing(loaded: None) -> None:
    with pytest.raises(FileError):
        actions.load_boundaries(file=collection(feature("61.71"), feature("x")), by=OPERATOR)
    with pytest.raises(FileError):
        actions.load_population(file=people("61.71,5,6,11,,2024-12-31,", "x,1,1,,,2024-12-31,"), by=OPERATOR)
    assert not Boundary.objects.exists()
    assert not Entry.objects.filter(verb__startswith="region.load_").exists()


@pytest.mark.parametrize("role", [Role.DIVISI_PENGADUAN, Role.MITRA, Role.GUBERNUR, Role.ADMIN])
def test_loading_needs_the_settings_permission(loaded: None, role: Role) -> None:
    by = a_user(role)
    for refused in (
        lambda: actions.load_regions(by=by),
        lambda: actions.load_boundaries(file=collection(feature()), by=by),
        lambda: actions.load_population(file=people(), by=by),
    ):
        with pytest.raises(Refused):
            refused()


def test_the_fourteen_are_listed_with_both_codes_and_the_warning(
    staff: Client, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(MOST):  # type: ignore[operator]  # pytest-django's fixture
        page = text(staff, "regions:region-list")
    assert page.count('<th scope="row">') == 14
    assert page.count("<rect") == 14
    assert "6104" in page
    assert "Kode BPS bukan kode Kemendagri" in page


def test_population_is_shown_where_it_was_loaded(staff: Client) -> None:
    actions.load_population(file=people("61.71,500,634,1134,,2024-12-31,Contoh"), by=OPERATOR)
    assert "1.134" in text(staff, "regions:region-list")
    assert "1.134 penduduk" in text(staff, "regions:region-detail", "61.71")


def test_a_region_leads_down_to_its_villages_and_up_again(staff: Client, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(MOST):  # type: ignore[operator]  # pytest-django's fixture
        page = text(staff, "regions:region-detail", "61.12")
    assert page.count('<th scope="row">') == 9
    deeper = re.search(r'href="(/wilayah/61\.12\.\d\d/)"', page)
    assert deeper
    below = staff.get(deeper[1]).content.decode()
    assert "desa" in below
    assert reverse("regions:region-detail", args=["61.12"]) in below


def test_regions_are_found_on_every_level(staff: Client) -> None:
    page = text(staff, "regions:region-list", q="sungai raya")
    assert page.count("Sungai Raya") > 2
    assert "Kabupaten Kubu Raya" in page
    assert "Kabupaten Bengkayang" in page
    assert "Kota Singkawang" in text(staff, "regions:region-list", q="61.72")
    assert "Tidak ada wilayah yang cocok" in text(staff, "regions:region-list", q="atlantis")
    assert "<rect" in text(staff, "regions:region-list", q=" ")


def test_without_regions_the_page_says_what_to_do(client: Client) -> None:
    client.force_login(a_user(Role.KETUA))
    assert "belum dimuat" in text(client, "regions:region-list")


def test_a_code_that_does_not_exist_is_not_found(staff: Client) -> None:
    assert staff.get(reverse("regions:region-detail", args=["99.99"])).status_code == 404


def test_an_office_loads_its_files_on_the_page(staff: Client) -> None:
    url = reverse("regions:region-load")
    shapes = SimpleUploadedFile("batas.geojson", collection(feature("61.71")).getvalue())
    sent = {"berkas": "boundaries", "boundaries": shapes, "source": "Contoh, CC0"}
    assert staff.post(url, sent)["Location"] == reverse("regions:region-list")
    table = SimpleUploadedFile("penduduk.csv", people("61.71,5,6,11,,2024-12-31,Contoh").getvalue())
    assert staff.post(url, {"berkas": "population", "population": table}).status_code == 302
    assert Boundary.objects.get(region_id="61.71").population == 11
    assert "<dd>1</dd>" in text(staff, "regions:region-load")


@pytest.mark.parametrize(
    ("which", "content", "words"),
    [
        ("boundaries", b"{", "bukan GeoJSON"),
        ("boundaries", b"", "bukan GeoJSON"),
        ("population", b"a,b\n1,2\n", "Kolom yang belum ada"),
        ("population", b"\xff\xfe\x00", "UTF-8"),
    ],
)
def test_a_bad_file_is_said_on_the_page(staff: Client, which: str, content: bytes, words: str) -> None:
    form = {"berkas": which, which: SimpleUploadedFile("x", content), "source": "Contoh"}
    page = staff.post(reverse("regions:region-load"), form)
    assert page.status_code == 200
    assert words in page.content.decode()
    assert not Boundary.objects.exists()


def test_a_form_without_a_file_asks_for_it(staff: Client) -> None:
    page = staff.post(reverse("regions:region-load"), {"berkas": "population"})
    assert page.status_code == 200
    assert "tidak boleh kosong" in page.content.decode()
