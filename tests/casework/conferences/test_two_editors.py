"""Two people write on one sheet: whoever comes second reads what the first one wrote before it can be written over."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from suar.casework.conferences import actions, perms
from suar.casework.conferences.models import Conference
from suar.registry.accounts.models import Role, User
from tests.casework.conferences.ground import a_determination, a_held_conference, weighed
from tests.desk.pages import signed_in
from tests.factories import a_user

pytestmark = pytest.mark.django_db

BESIDE = "Yang tersimpan sekarang: "


def at(name: str, *parts: object) -> str:
    return reverse(f"conferences:{name}", args=parts)


def pressed(browser: Client, url: str, version: int, **typed: Any) -> tuple[int, str, int]:
    """The status, what the page says, the version that its next press carries."""
    answer = browser.post(url, {"version": version, **typed})
    found = re.search(r'name="version" value="(\d+)"', answer.content.decode())
    return answer.status_code, answer.content.decode(), int(found[1]) if found else -1


@pytest.fixture
def chair() -> User:
    return a_user(Role.KETUA)


@pytest.fixture
def second(chair: User) -> Client:
    return signed_in(a_user(Role.SEKRETARIAT, chair.office))


def test_minutes_are_not_written_over_before_they_were_read(chair: User, second: Client) -> None:
    meeting = a_held_conference(chair)
    actions.write_minutes(conference=meeting, by=chair, minutes="Awal.")
    seen, url = meeting.version, at("conference-minutes", meeting.pk)
    actions.write_minutes(conference=meeting, by=chair, minutes="Anak ingin pulang.")
    status, page, version = pressed(second, url, seen, minutes="Tulisan kedua.")
    assert status == 409 and f"{BESIDE}Anak ingin pulang." in page and "Tulisan kedua." in page
    assert version == Conference.objects.get(pk=meeting.pk).version
    assert pressed(second, url, version, minutes="Tulisan kedua.")[0] == 302
    assert perms.get_conference(chair, meeting.pk).minutes == "Tulisan kedua."


def test_a_childs_voice_in_a_meeting_stands_beside_what_another_typed(chair: User, second: Client) -> None:
    meeting = a_held_conference(chair)
    status, page, _version = pressed(
        second, at("conference-hear", meeting.pk, "child"), 0, asked="yes", wish="Lain.", took_part="there"
    )
    assert status in (409, 422) and "Lain." in page
    facts = {"asked": "no", "why_not": "Sakit.", "took_part": "wish_read"}
    status, page, _version = pressed(second, at("conference-hear", meeting.pk, "child"), 0, **facts)
    assert status == 409 and f"{BESIDE}ya" in page and f"{BESIDE}Aku mau tinggal dengan bibi." in page


def test_words_options_and_a_proposal_stand_beside_what_another_typed(chair: User, second: Client) -> None:
    sheet = a_determination(chair, chair=a_user(Role.WAKIL, chair.office))
    weighed(sheet, chair)
    option = perms.options(sheet)[0]
    told = {"heard": "yes", "child_words": "Lain.", "spoken_by": "Orang lain"}
    for url, typed, beside in (
        (at("determination-hear", sheet.pk), told, "Aku mau tinggal dengan bibi."),
        (at("option-change", option.pk), {"text": "Lain", "benefits": "b", "risks": "r"}, "Tinggal dengan bibi"),
        (at("determination-propose", sheet.pk), {"chosen": "2", "reasons": "x", "review_on": "2026-11-27"}, "1. Tin"),
    ):
        status, page, version = pressed(second, url, 0, **typed)
        assert status in (400, 409) and BESIDE + beside in page, page
        assert version == perms.get_determination(chair, sheet.pk).version
