"""Must show: a week of the office replayed from a script (40 contacts by all channels, a power cut, a vacancy, a raid
with 12 children): nothing lost, every duty where it belongs, the figures of the week right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from suar.casework.cases.models import Case
from suar.casework.cases.rules import HIGH
from suar.casework.complaints.models import Complaint, GroupFinding
from suar.casework.complaints.perms import get_complaint
from suar.casework.complaints.takeover import set_aside_count
from suar.casework.contacts.models import Contact, Draft, Said
from suar.casework.duties.models import Duty
from suar.casework.intake.models import Filing
from suar.casework.paper.models import Sheet
from suar.config.demo.clock import at
from suar.core.clocks.calendars import Calendar
from suar.core.ledger import triggers
from suar.core.ledger.orphans import unneeded
from suar.core.ledger.verify import verify
from suar.core.vault.fields import unlock
from suar.core.vault.models import DataKey
from suar.registry.accounts.models import Role, User
from tests import power
from tests.factories import a_user
from tests.week import outcome, script
from tests.week.arriving import browser, visitor
from tests.week.house import House
from tests.week.replay import replay
from tests.week.script import DARK, END, moment

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _flushed() -> Iterator[None]:
    with power.memory_kept():
        yield
    triggers.drop()  # they would refuse that the rows go with the test


def test_the_script_is_a_week_of_forty_contacts_by_all_channels() -> None:
    told = script.contacts()
    assert [row["k"] for row in told] == [f"K{n:02d}" for n in range(1, 41)]
    assert {row["via"] for row in told} == {
        "form", "phone", "whatsapp", "own_whatsapp", "visit", "social", "letter", "paper", "referral", "finding",
    }  # fmt: skip
    days = [moment(f"{day} 12:00").date() for day in script.DAYS]
    assert [Calendar.indonesia().is_working(day) for day in days] == [True] * 5 + [False] * 2
    dark = [row["k"] for row in told if DARK[0] < moment(row["at"]) < DARK[1]]
    assert dark == ["K23", "K24", "K25", "K26"]


def test_the_pencil_and_the_counter_agree() -> None:
    assert script.counted() == script.figures()


def test_nothing_is_lost() -> None:
    house = replay()
    every_contact_is_there_with_its_time(house)
    every_word_is_read_by_whom_it_is_for(house)
    every_code_still_opens(house)
    the_power_took_nothing(house)
    the_record_is_whole()


def every_contact_is_there_with_its_time(house: House) -> None:
    for row in script.contacts():
        if (pk := house.contacts.get(row["k"])) is not None:
            contact = Contact.objects.get(pk=pk)
            said = (contact.channel, contact.call_type, contact.at, contact.phone)
            assert said == (row["via"], row["type"], moment(row["at"]), row.get("from", "")), row["k"]
    assert Contact.objects.once().count() == len(house.contacts) == 28
    for code, row, child in script.children():
        complaint = house.complaint(code)
        noon = moment(row["at"]).replace(hour=12, minute=0)
        assert complaint.came_at == (noon if row["via"] == "finding" else moment(row["at"])), code
        assert complaint.channel == script.channel(row), code
        assert complaint.child_name == (child[0] if child else ""), code
    numbers = Complaint.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [f"P-{n:04d}/26" for n in range(1, 40)] and len(house.complaints) == 39


def every_word_is_read_by_whom_it_is_for(house: House) -> None:
    with at(END):
        desk, gone, outside = house.who("pantau"), house.who("wakil"), a_user(Role.GUBERNUR, house.office)
        for code, row, _child in script.children():
            assert get_complaint(desk, house.complaints[code]).story.strip() == row["words"], code
        for code in ("K01", "K26", "R01"):
            address = f"/pengaduan/{house.complaints[code]}/"
            assert browser(desk).get(address).status_code == 200, code
            for nobody in (gone, outside):
                assert browser(nobody).get(address).status_code in {403, 404}, (code, nobody.name)
    said = {str(one.contact_id): one.text for one in unlock(Said.objects.select_related("contact"))}
    for row in script.contacts():
        if row["via"].endswith("whatsapp") or row.get("type") == "news":
            assert row["words"] in said[str(house.contacts[row["k"]])], row["k"]


def every_code_still_opens(house: House) -> None:
    assert sorted(house.codes) == ["K01", "K11", "K21", "K23", "K24", "K25", "K26", "K28", "K36", "K40"]
    with at(END), visitor() as somebody:
        for code, receipt in house.codes.items():
            assert somebody.look_up(receipt).heading == "Sampai di mana", code
    filings = Filing.objects.all()
    assert filings.count() == 10 and set_aside_count() == 0
    assert all(filing.taken and not bytes(filing.sealed) for filing in filings)


def the_power_took_nothing(house: House) -> None:
    """What was half typed is there whole, and nothing of the save that the power cut off."""
    assert not Draft.objects.exists()
    words = next(row["words"] for row in script.contacts() if row["k"] == "K22")
    assert house.complaint("K22").story == words
    sheets = {sheet.place: sheet.status for sheet in Sheet.objects.filter(pad=house.pads["intake"].pad)}
    assert [sheets[n] for n in range(1, 9)] == ["entered"] * 4 + ["spoiled"] + ["open"] * 3


def the_record_is_whole() -> None:
    assert verify().wrong == []
    assert unneeded(DataKey.objects.values_list("pk", flat=True)) == set()


def test_every_duty_is_where_it_belongs() -> None:
    house = replay()
    assert list(map(str, outcome.stands(house))) == list(map(str, script.owed()))
    the_vacancy_left_nothing_with_whoever_went(house)
    the_raid_is_twelve_children(house)


def the_vacancy_left_nothing_with_whoever_went(house: House) -> None:
    gone = house.staff["wakil"]
    assert not Case.objects.open().filter(officer=gone).exists()
    assert not Duty.objects.open().filter(officer=gone).exists()
    closed = house.case("F2")
    assert (closed.closing_by, closed.closed_by) == (house.staff["aduan"], gone)
    assert signers(house.case("F4")) == (house.staff["ketua"], house.staff["pantau"])


def signers(case: Case) -> tuple[User | None, User | None]:
    held = case.conferences.get()
    return held.signed_by, held.confirmed_by


def the_raid_is_twelve_children(house: House) -> None:
    finding = GroupFinding.objects.get()
    assert (finding.children_found, finding.complaints.count()) == (12, 12)
    raid = [house.case(f"R{n:02d}") for n in range(1, 13)]
    assert {case.risk for case in raid} == {HIGH} and len({case.child_id for case in raid}) == 12
    assert sum(case.child.unnamed for case in raid) == 3
    assert sorted(case.child.sex for case in raid) == ["L"] * 5 + ["P"] * 7
    stated = {(one.sort, one.value) for case in raid for one in unlock(case.child.circumstances.all())}
    assert stated == {("disability", "hearing"), ("document", "birth_certificate")}


def test_the_figures_of_the_week_are_right() -> None:
    house, wanted = replay(), script.figures()
    wanted["clusters"] = {outcome.printed(code): n for code, n in wanted["clusters"].items()}
    assert outcome.figures(house) == wanted


def test_lived_again_it_is_the_same_week() -> None:
    first = outcome.telling(replay())
    wiped()
    assert outcome.telling(replay()) == first


def wiped() -> None:
    """As after a test."""
    triggers.drop()
    kept: dict[str, Any] = {"verbosity": 0, "interactive": False}
    for store in settings.DATABASES:
        call_command("flush", database=store, **kept)
    triggers.install()
    power.forget()
