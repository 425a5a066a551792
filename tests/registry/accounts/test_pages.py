"""The pages of users, roles and settings."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from suar.core.clocks.models import LocalClosure
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.registry.accounts import actions
from suar.registry.accounts.models import Office, Role, User
from tests.factories import a_user, an_agency, an_office

pytestmark = pytest.mark.django_db
MOST = 15  # statements a page


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(a_user(Role.ADMIN, name="Admin Contoh"))
    return client


@pytest.fixture
def leader() -> Client:
    client = Client()
    client.force_login(a_user(Role.KETUA, name="Ketua Contoh"))
    return client


@pytest.fixture
def secretary(client: Client) -> Client:
    client.force_login(a_user(Role.SEKRETARIAT))
    return client


def text(client: Client, name: str, *args: object, **query: str) -> str:
    return client.get(reverse(name, args=args), query).content.decode()


def test_the_list_of_users_costs_the_same_for_one_and_for_many(
    admin: Client, django_assert_max_num_queries: object
) -> None:
    for _ in range(25):
        a_user()
    with django_assert_max_num_queries(MOST):  # type: ignore[operator]  # pytest-django's fixture
        page = text(admin, "accounts:user-list")
    assert page.count('<th scope="row">') == 20
    older = re.search(r'href="(\?lama=[^"]+)"', page)
    assert older
    assert admin.get(reverse("accounts:user-list") + older[1]).content.decode().count('<th scope="row">') == 6


def test_users_are_searched_filtered_and_sorted(admin: Client) -> None:
    a_user(Role.KETUA, name="Alfa Contoh", username="zulu")
    gone = a_user(Role.WAKIL, name="Bravo Contoh", username="yankee")
    actions.deactivate(user=gone, by=OPERATOR)
    assert "Bravo" not in text(admin, "accounts:user-list", q="alfa")
    assert "Alfa" in text(admin, "accounts:user-list", q="ZULU")
    assert "Bravo" not in text(admin, "accounts:user-list", role="ketua")
    assert "Alfa" not in text(admin, "accounts:user-list", active="tidak")
    down = text(admin, "accounts:user-list", urut="-nama")
    assert down.index("Bravo") < down.index("Alfa")
    assert "Tidak ada pengguna yang cocok" in text(admin, "accounts:user-list", q="tidak ada orang ini")


@pytest.mark.parametrize("query", [{"role": "x"}, {"urut": "'"}, {"lama": "???"}, {"q": "\x00"}, {"q": "x" * 5000}])
def test_an_odd_address_of_the_list_is_no_error(admin: Client, query: dict[str, str]) -> None:
    assert admin.get(reverse("accounts:user-list"), query).status_code == 200


def test_the_part_that_htmx_swaps_is_the_part_of_the_page(admin: Client) -> None:
    a_user()
    url = reverse("accounts:user-list")
    part = admin.get(url, headers={"HX-Request": "true"}).content.decode().strip()
    assert part.startswith('<div id="daftar">')
    assert part in admin.get(url).content.decode()


def test_a_new_user_gets_a_one_time_password_that_is_shown_once(admin: Client) -> None:
    form = {"name": "Rani Contoh", "username": "rani.contoh", "email": ""}
    page = admin.post(reverse("accounts:user-add"), form)
    shown = re.search(r"[a-z2-9]{4}(?:-[a-z2-9]{4}){3}", page.content.decode())
    assert shown
    user = User.objects.get(username="rani.contoh")
    assert user.check_password(shown[0])
    assert user.password_temporary
    assert shown[0] not in text(admin, "accounts:user-detail", user.pk)
    assert page["Cache-Control"].count("no-store")


@pytest.mark.parametrize(
    ("username", "words"),
    [
        ("ada", "sudah dipakai"),
        ("Besar", "Hanya huruf kecil"),
        ("a b", "Hanya huruf kecil"),
        ("", "tidak boleh kosong"),
    ],
)
def test_a_username_that_cannot_be_is_refused_and_the_words_are_kept(admin: Client, username: str, words: str) -> None:
    a_user(username="ada")
    page = admin.post(reverse("accounts:user-add"), {"name": "Rani Contoh", "username": username})
    assert words in page.content.decode()
    assert "Rani Contoh" in page.content.decode()
    assert not User.objects.filter(name="Rani Contoh").exists()


def test_a_user_is_edited_on_its_page(admin: Client) -> None:
    user = a_user(Role.MITRA)
    response = admin.post(reverse("accounts:user-edit", args=[user.pk]), {"name": "Nama Baru", "email": ""})
    assert response["Location"] == reverse("accounts:user-detail", args=[user.pk])
    assert "Nama Baru" in text(admin, "accounts:user-detail", user.pk)


def test_a_role_is_given_and_ended(leader: Client) -> None:
    user = a_user(Role.KETUA)
    form = {"role": Role.WAKIL, "since": "2026-01-05", "until": ""}
    assert leader.post(reverse("accounts:appointment-add", args=[user.pk]), form).status_code == 302
    held = User.objects.get(pk=user.pk).appointments.get(role=Role.WAKIL)
    assert held.office == an_office()
    leader.post(reverse("accounts:appointment-end", args=[held.pk]))
    held.refresh_from_db()
    assert held.until is not None


def test_a_partner_is_tied_to_an_agency(admin: Client) -> None:
    user = actions.add_user(username="mitra", name="Mitra Contoh", password="x", by=OPERATOR)
    url = reverse("accounts:appointment-add", args=[user.pk])
    form = {"role": Role.MITRA, "since": "2026-01-05"}
    assert "Pilih lembaga" in admin.post(url, form).content.decode()
    assert admin.post(url, form | {"agency": str(an_agency().pk)}).status_code == 302


def test_a_role_that_the_rules_refuse_is_said_on_the_form(leader: Client) -> None:
    user = a_user(Role.KETUA)
    form = {"role": Role.ADMIN, "since": "2026-01-05"}
    page = leader.post(reverse("accounts:appointment-add", args=[user.pk]), form)
    assert "tidak dapat dirangkap" in page.content.decode()


def test_a_lost_password_is_replaced(leader: Client) -> None:
    user = a_user()
    page = leader.post(reverse("accounts:user-password", args=[user.pk])).content.decode()
    shown = re.search(r"[a-z2-9]{4}(?:-[a-z2-9]{4}){3}", page)
    assert shown
    assert User.objects.get(pk=user.pk).check_password(shown[0])


def test_an_account_is_switched_off_and_on(admin: Client, leader: Client) -> None:
    user = a_user()
    admin.post(reverse("accounts:user-deactivate", args=[user.pk]))
    assert "tidak aktif" in text(admin, "accounts:user-detail", user.pk)
    assert admin.post(reverse("accounts:user-reactivate", args=[user.pk])).status_code == 403
    leader.post(reverse("accounts:user-reactivate", args=[user.pk]))
    assert User.objects.get(pk=user.pk).is_active
    assert admin.post(reverse("accounts:user-factor-reset", args=[user.pk])).status_code == 403
    assert leader.post(reverse("accounts:user-factor-reset", args=[user.pk])).status_code == 302


def test_an_admins_own_page_offers_nothing_against_oneself(admin: Client) -> None:
    own = User.objects.get(name="Admin Contoh")
    page = text(admin, "accounts:user-detail", own.pk)
    assert "Nonaktifkan akun" not in page
    assert "Admin Sistem lain" in page
    assert admin.post(reverse("accounts:user-deactivate", args=[own.pk])).status_code == 403


def test_a_user_who_does_not_exist_is_not_found(admin: Client) -> None:
    assert admin.get(reverse("accounts:user-detail", args=[999_999])).status_code == 404


def test_with_one_office_nobody_sees_the_word(admin: Client) -> None:
    user = a_user()
    for name, args in (
        ("accounts:user-list", []),
        ("accounts:user-detail", [user.pk]),
        ("accounts:appointment-add", [user.pk]),
    ):
        main = text(admin, name, *args).partition("<main")[2].replace("Kantor Gubernur", "")
        assert "kantor" not in main.lower(), name
    an_office("sambas", "KPPAD Kabupaten Sambas")
    assert "Kantor" in text(admin, "accounts:user-list")
    assert 'name="office"' in text(admin, "accounts:appointment-add", user.pk)


def test_users_can_be_filtered_by_office_where_there_are_several(admin: Client) -> None:
    elsewhere = an_office("sambas", "KPPAD Kabupaten Sambas")
    a_user(Role.KETUA, elsewhere, name="Ketua Sambas")
    a_user(Role.KETUA, name="Ketua Provinsi")
    page = text(admin, "accounts:user-list", office=str(elsewhere.pk))
    assert "Ketua Sambas" in page
    assert "Ketua Provinsi" not in page


def test_the_permission_table_can_be_read_by_every_role(client: Client) -> None:
    for role in Role:
        client.force_login(a_user(role))
        page = text(client, "accounts:permission-table")
        assert "membaca berkas anak" in page
        assert str(Role.ADMIN.label) in page


def test_ones_own_page_names_the_roles_and_the_ways_to_be_safe(client: Client) -> None:
    client.force_login(a_user(Role.MITRA))
    page = text(client, "accounts:profile")
    assert "Lembaga mitra" in page
    assert reverse("account_change_password") in page
    assert reverse("accounts:device-list") in page


def test_letterhead_and_letter_numbers_are_edited(secretary: Client) -> None:
    office = an_office()
    url = reverse("accounts:office-edit", args=[office.code])
    form = {"version": office.version, "name": office.name, "city": "Pontianak", "letterhead": "SATU\n\n DUA "}
    form["letter_pattern"] = "{klasifikasi}/{urut:03d}/{tahun}"
    assert secretary.post(url, form)["Location"] == reverse("accounts:settings")
    office = Office.objects.get(pk=office.pk)
    assert (office.letterhead, office.letter_pattern) == (["SATU", "DUA"], "{klasifikasi}/{urut:03d}/{tahun}")
    page = text(secretary, "accounts:settings")
    assert "SATU" in page
    assert Entry.objects.filter(verb="office.edit").count() == 1


def test_of_two_editors_the_second_keeps_every_word_and_may_insist(secretary: Client) -> None:
    office = an_office()
    url = reverse("accounts:office-edit", args=[office.code])
    form = {"version": office.version, "name": "Nama Pertama", "city": "Pontianak", "letter_pattern": "{urut}"}
    secretary.post(url, form)
    second = secretary.post(url, form | {"name": "Nama Kedua"})
    assert second.status_code == 409
    page = second.content.decode()
    assert "Orang lain baru saja" in page
    assert "Nama Kedua" in page
    assert Office.objects.get(pk=office.pk).name == "Nama Pertama"
    seen = re.search(r'name="version" value="(\d+)"', page)
    assert seen
    assert secretary.post(url, form | {"name": "Nama Kedua", "version": seen[1]}).status_code == 302


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("letter_pattern", "{urut}{tahun}", "Pisahkan"),
        ("letter_pattern", "{lain}", "tidak dikenal"),
        ("letterhead", "a\n" * 7, "paling banyak enam baris"),
        ("city", "x" * 61, "paling banyak 60"),
        ("name", "", "tidak boleh kosong"),
        ("version", "", "Galat"),
    ],
)
def test_settings_that_cannot_be_are_refused(secretary: Client, field: str, value: str, words: str) -> None:
    office = an_office()
    form = {"version": str(office.version), "name": office.name, "city": "Pontianak", "letter_pattern": "{urut}"}
    page = secretary.post(reverse("accounts:office-edit", args=[office.code]), form | {field: value})
    assert page.status_code == 422
    assert words in page.content.decode() or field == "version"
    assert Office.objects.get(pk=office.pk).version == office.version


def test_an_office_elsewhere_is_not_found(secretary: Client) -> None:
    elsewhere = an_office("sambas", "KPPAD Kabupaten Sambas")
    assert secretary.get(reverse("accounts:office-edit", args=[elsewhere.code])).status_code == 404


def test_local_closures_are_kept_on_the_page(secretary: Client) -> None:
    add = reverse("accounts:closure-add")
    form = {"version": "0", "on": "2026-05-30", "name": "Gawai Contoh"}
    assert secretary.post(add, form).status_code == 302
    assert secretary.post(add, form).status_code == 409
    closure = LocalClosure.objects.get()
    edit = reverse("accounts:closure-edit", args=[closure.pk])
    assert secretary.post(edit, form | {"version": closure.version, "on": "2026-05-31"}).status_code == 302
    assert "Gawai Contoh" in text(secretary, "accounts:settings")
    assert secretary.post(edit, form | {"version": closure.version}).status_code == 409
    secretary.post(reverse("accounts:closure-remove", args=[closure.pk]))
    assert not LocalClosure.objects.exists()


@pytest.mark.parametrize("on", ["kemarin", "1999-12-31", "2026-02-30", ""])
def test_a_closure_needs_a_day_of_our_time(secretary: Client, on: str) -> None:
    page = secretary.post(reverse("accounts:closure-add"), {"version": "0", "on": on, "name": "Gawai Contoh"})
    assert page.status_code == 200
    assert not LocalClosure.objects.filter(on__lt=date(2100, 1, 1)).exists()
