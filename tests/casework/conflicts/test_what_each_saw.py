"""A partner who is named, an officer and a deputy whose brother is: what each sees of that child is nothing, byte by
byte, from the first moment on, while the superior sees it; and after a dismissal it is all back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.complaints import actions as complaints
from suar.casework.complaints import alerts, intake_keys, takeover
from suar.casework.complaints.models import Complaint
from suar.casework.conflicts import actions, rules
from suar.casework.conflicts.models import Status, Withholding
from suar.casework.duties.models import Duty
from suar.casework.letters.models import Letter
from suar.core.ledger.actors import OPERATOR
from suar.core.vault.fields import unlock
from suar.desk import counts
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Role
from tests.addresses import GUARDED, parts_of
from tests.casework.conflicts.ground import BROTHER, MARK, OF_THE_CHILD, PARTNER, WITHHELD, Ground, asked, filed, told
from tests.desk.pages import signed_in
from tests.factories import (
    a_tie,
    a_user,
    an_office,
)
from tests.samples import NOBODY

pytestmark = pytest.mark.django_db


def test_no_address_of_the_desk_tells_them_a_word_of_the_child(wide: Ground) -> None:
    wrong: dict[tuple[str, str], object] = {}
    opened = dict.fromkeys(WITHHELD, 0)
    for who in WITHHELD:
        for name, named, url, response in asked(wide, getattr(wide, who)):
            if named and response.status_code not in {403, 404, 405}:
                wrong[who, name] = response.status_code
            if response.status_code == 200:
                opened[who] += 1
            if marks := told(wide, url, response):
                wrong[who, name] = marks
    assert wrong == {}
    assert [who for who in WITHHELD if opened[who] <= (3 if who == "partner" else 25)] == []


def test_no_press_of_theirs_reaches_the_child(wide: Ground) -> None:
    # Samples of what the ground has not are made first: what counts is what a press changes.
    places = {name: wide.office.address(name) for name in GUARDED if OF_THE_CHILD & set(parts_of(name))}
    before, reached = versions(), {}
    for who in WITHHELD:
        browser = signed_in(getattr(wide, who))
        for name, place in places.items():
            response = browser.post(place, {"version": "1"})
            if response.status_code not in {403, 404, 405}:
                reached[who, name] = response.status_code
        assert versions() == before, who
    assert reached == {}


def test_the_superior_finds_the_child_in_every_room(wide: Ground) -> None:
    """The control: of the same walk."""
    seen = {name.partition(":")[0] for name, _n, url, response in asked(wide, wide.ketua) if told(wide, url, response)}
    rooms = "cases children complaints conferences contacts desk duties leading letters mail paper plans rights rounds"
    assert seen >= {*rooms.split(), "sharing", "supervision"}


def versions() -> list[object]:
    rows = [model.objects.values_list("pk", "version") for model in (Case, Complaint, Duty, Letter, Withholding)]
    return sorted(map(str, (pair for found in rows for pair in found)))


@pytest.mark.parametrize("name", ["cases:case-detail", "complaints:complaint-detail", "duties:duty-detail"])
def test_what_is_withheld_answers_as_what_does_not_exist(ground: Ground, name: str) -> None:
    browser = signed_in(ground.officer)
    withheld = ground.office.address(name)
    nothing = re.sub(r"[0-9a-f-]{36}", str(NOBODY), withheld)
    one, other = browser.get(withheld), browser.get(nothing)
    assert (one.status_code, other.status_code) == (404, 404)
    unsaid = re.compile(rb"nonce-[^']*|nonce=\"[^\"]*\"|csrf[^>]*>|[0-9a-f]{8}-[0-9a-f-]{27}")
    assert unsaid.sub(b"", one.content) == unsaid.sub(b"", other.content)
    assert len(statements(browser, withheld)) == len(statements(browser, nothing))


def statements(browser: Client, url: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        browser.get(url)
    return [query["sql"] for query in captured.captured_queries]


def test_the_superior_sees_it_and_the_agency_goes_on_with_another(ground: Ground) -> None:
    seen = {name for name, _n, url, response in asked(ground, ground.ketua) if told(ground, url, response)}
    assert {
        "cases:case-list",
        "complaints:complaint-list",
        "desk:search",
        "cases:case-export",
        "letters:letter-list",
    } <= seen
    partner_page = signed_in(ground.colleague).get("/kewajiban/lembaga-saya/").content
    assert ground.case.number.encode() in partner_page
    assert ground.case.number.encode() not in signed_in(ground.partner).get("/kewajiban/lembaga-saya/").content


def test_after_a_dismissal_all_of_it_is_back(ground: Ground) -> None:
    for row in unlock(Withholding.objects.waiting().select_related("office")):
        actions.dismiss(withholding=row, by=ground.ketua, why="Orang lain dengan nama yang sama.")
    browser = signed_in(ground.officer)
    for name in ("cases:case-detail", "complaints:complaint-detail", "duties:duty-detail", "letters:letter-detail"):
        assert browser.get(ground.office.address(name)).status_code == 200, name
    assert MARK[0].encode() in browser.get(ground.office.address("cases:case-detail")).content
    assert ground.case.number.encode() in signed_in(ground.partner).get("/kewajiban/lembaga-saya/").content


def test_confirmed_it_stays_away(ground: Ground) -> None:
    for row in unlock(Withholding.objects.waiting().select_related("office")):
        actions.confirm(withholding=row, by=ground.ketua, why="Ia sendiri yang membenarkan.")
    assert signed_in(ground.officer).get(ground.office.address("cases:case-detail")).status_code == 404
    history = signed_in(ground.ketua).get(ground.office.address("cases:case-access")).content.decode()
    assert "menetapkan benturan kepentingan" in history


def test_the_counts_of_the_desk_leave_it_out(ground: Ground) -> None:
    now = timezone.now()
    assert counts.of_today(ground.ketua, now)["open_count"] == 1
    assert counts.of_today(ground.officer, now)["open_count"] == 0
    assert counts.of_today(ground.officer, now)["waiting"] == 0
    assert "conflicts" not in counts.of_today(a_user(Role.SEKRETARIAT), now)


# From the first moment


def test_complaint_and_withholding_are_one_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the comparison breaks, nobody sees the complaint; the filing waits, and comes with what it withholds."""
    intake_keys.publish()
    an_office()
    a_user(Role.KETUA)
    officer = a_user(Role.DIVISI_PENGADUAN, name=PARTNER)
    whole = rules.compare

    def broken(*args: Any) -> Any:
        raise OSError("The comparison broke.")

    monkeypatch.setattr(rules, "compare", broken)
    with pytest.raises(OSError, match="broke"):
        filed()
    assert not Complaint.objects.exists() and not Duty.objects.exists()
    monkeypatch.setattr(rules, "compare", whole)
    assert takeover.take_over() == 1
    assert Complaint.objects.count() == 1 and not Complaint.objects.visible_to(officer).exists()


def test_a_list_asks_for_rows_and_for_what_is_withheld_in_one_statement() -> None:
    officer = a_user(Role.DIVISI_PENGADUAN)
    assert officer.office_ids
    for model in (Complaint, Case, Duty, Letter):
        with CaptureQueriesContext(connection) as captured:
            list(model.objects.visible_to(officer))
        (asked_once,) = captured.captured_queries
        assert "conflicts_withholding" in asked_once["sql"]


def test_a_further_message_that_names_somebody_withholds_it_from_then_on() -> None:
    intake_keys.publish()
    an_office()
    a_user(Role.KETUA)
    officer = a_user(Role.DIVISI_PENGADUAN, name=PARTNER)
    complaint = filed(story="Ada yang menyuruh saya bekerja.")
    assert Complaint.objects.visible_to(officer).exists()
    complaints.note_message(
        complaint=complaint, message_id=NOBODY, text=f"Namanya {PARTNER}.", at=timezone.now(), by=OPERATOR
    )
    assert not Complaint.objects.visible_to(officer).exists()
    assert Withholding.objects.get().status == Status.WAITING


def test_no_alarm_and_no_e_mail_of_an_urgent_complaint_goes_to_whoever_is_named(settings: Any) -> None:
    settings.SUAR_EMAIL = True
    intake_keys.publish()
    office = an_office()
    ketua, wakil = a_user(Role.KETUA, name=PARTNER), a_user(Role.WAKIL)
    officer = a_user(Role.DIVISI_PENGADUAN)
    a_tie(officer, name=BROTHER)
    for user in (ketua, wakil, officer):
        accounts.edit_user(user=user, by=OPERATOR, name=user.name, email=f"{user.username}@contoh.example")
    accounts.keep_watch(
        office=office, by=wakil, since=timezone.localdate(), until=timezone.localdate(), first=officer, second=None
    )
    filed()
    assert Complaint.objects.get().urgent
    for _stage in range(4):
        alerts.alert(timezone.now() + 2 * alerts.PATIENCE)
        alerts._told_at.clear()
    assert {address for message in mail.outbox for address in message.to} == {f"{wakil.username}@contoh.example"}
