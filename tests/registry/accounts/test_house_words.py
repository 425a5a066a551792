"""The words of this house make no password."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from suar.registry.accounts.house_words import HouseWordsValidator, left_of
from tests.factories import PASSWORD, a_user, an_agency, an_office

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "password",
    [
        "kppad-kalbar-2026",
        "KPPAD Kalimantan Barat",
        "Perlindungan4nak!!",
        "P0nt14n4k-p0nt14n4k",
        "ketua-wakil-sekretariat",
        "pengaduananak123456",
        "suarsuarsuarsuar",
    ],
)
def test_words_of_this_house_make_no_password(password: str) -> None:
    with pytest.raises(ValidationError, match="kata kantor"):
        HouseWordsValidator().validate(password)


@pytest.mark.parametrize("password", ["gunung-tujuh-lebah", "pontianak-hujan-lebat", "tiga belas perahu kertas"])
def test_other_words_do_also_beside_one_of_them(password: str) -> None:
    HouseWordsValidator().validate(password)
    assert left_of(password) >= 8


def test_the_names_of_offices_and_agencies_are_known() -> None:
    HouseWordsValidator().validate("bukitlestari-2026")
    an_agency(name="UPTD Bukit Lestari")
    an_office("rimba", "Kantor Telaga Biru")
    for password in ("bukitlestari-2026", "telaga.biru.rimba"):
        with pytest.raises(ValidationError):
            HouseWordsValidator().validate(password)


def test_the_page_that_changes_a_password_refuses_them_in_words(client: Client) -> None:
    client.force_login(a_user())
    form = {"oldpassword": PASSWORD, "password1": "kppad-kalbar-2026", "password2": "kppad-kalbar-2026"}
    assert "nama lembaga" in client.post(reverse("account_change_password"), form).content.decode()
