"""Insiders, and all that each of them saw: an admin who is curious, somebody who opens a file in an emergency, somebody
of another office. A marker word stands in everything that is told about a child; it is looked for byte by byte."""

from __future__ import annotations

import logging
from uuid import UUID

import pytest
from click.testing import CliRunner
from django.core import mail
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import timezone
from fire.elsewhere import MARK, Elsewhere

from suar.casework.cases.models import Case
from suar.casework.complaints.models import Complaint
from suar.casework.safeguards import actions
from suar.casework.safeguards.models import BrokenGlass, UnusualReading
from suar.config.tick import tick
from suar.core.alarms.models import Alarm
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.cli import ledger as ledger_commands
from suar.core.ledger.models import Entry
from suar.core.ledger.vault_cli import vault as vault_commands
from suar.desk.cli import doctor
from suar.registry.accounts import actions as accounts
from suar.registry.accounts import notices
from suar.registry.accounts.models import Office, Role, User
from tests.addresses import GUARDED, parts_of
from tests.core.vault.test_no_plaintext import bytes_of, leaks
from tests.curious import an_office_told_of
from tests.desk.pages import signed_in
from tests.factories import a_case, a_child, a_user, an_officer, an_officer_elsewhere
from tests.opening import body_of, laid_open
from tests.samples import sample

pytestmark = pytest.mark.django_db
WORDS = f"{MARK} ada di rumah sakit kami malam ini dan tidak dapat menunggu."
COMMANDS = {
    "ledger verify": (ledger_commands, ["verify"]),
    "ledger heads": (ledger_commands, ["heads", "--limit", "0"]),
    "ledger show": (ledger_commands, ["show", "--limit", "0"]),
    "vault status": (vault_commands, ["status"]),
    "vault probe": (vault_commands, ["probe"]),
    "doctor": (doctor, []),
}


@pytest.fixture
def elsewhere() -> Elsewhere:
    return an_office_told_of()


@pytest.fixture
def office(elsewhere: Elsewhere) -> Office:
    return Office.objects.get(code="sambas")


@pytest.fixture
def case(elsewhere: Elsewhere) -> Case:
    return Case.objects.select_related("office", "child", "officer").get(pk=UUID(str(elsewhere.values["pk"])))


@pytest.fixture
def breaker() -> User:
    return an_officer()


def broken(case: Case, by: User) -> BrokenGlass:
    return actions.break_glass(office=case.office, number=case.number, danger="care", words=WORDS, by=by)


def address(name: str, elsewhere: Elsewhere) -> str:
    parts = {part: elsewhere.values.get(part) or sample(part, one) for part, one in parts_of(name).items()}
    if name.startswith("children:") and "pk" in parts:
        parts["pk"] = elsewhere.child
    return reverse(name, kwargs=parts)


ENDING = {"accounts:notice-disown"}  # a press that signs this person out, after which nothing would be seen


def saw(browser: Client, elsewhere: Elsewhere) -> dict[str, bytes]:
    """Every byte that every address of the desk answers to this person, to a look and to a press."""
    pages: dict[str, bytes] = {}
    for name in GUARDED:
        place = address(name, elsewhere)
        for method in (browser.get, browser.post)[: 1 if name in ENDING else 2]:
            answer = method(place)
            pages[f"{method.__name__} {name}"] = laid_open(body_of(answer)) + str(dict(answer.headers)).encode()
    return pages


def marked(places: dict[str, bytes]) -> list[tuple[str, str]]:
    return leaks({"a child": MARK}, places)


def test_the_marker_is_found_where_it_may_stand(elsewhere: Elsewhere, case: Case) -> None:
    """The search itself: the officer of the file sees the word, so an empty answer below means something."""
    ketua = User.objects.holding(role=Role.KETUA, office=case.office).earliest("pk")
    page = signed_in(ketua).get(reverse("cases:note-list", args=[case.pk])).content
    assert marked({"note list": page}) == [("a child", "note list")]


def test_a_curious_admin_sees_no_word_of_a_child_on_any_page(elsewhere: Elsewhere, office: Office, case: Case) -> None:
    broken(case, an_officer())
    browser = signed_in(a_user(Role.ADMIN, office))
    browser.raise_request_exception = False
    pages = saw(browser, elsewhere)
    assert len(pages) > 150
    assert marked(pages) == []


def test_nor_by_any_command_nor_in_a_log(
    elsewhere: Elsewhere, case: Case, breaker: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    broken(case, breaker)
    signed_in(breaker).get(reverse("cases:case-detail", args=[case.pk]))
    tick()
    sequence_all()
    said: dict[str, bytes] = {}
    for name, (command, arguments) in COMMANDS.items():
        for form in ([], ["--json"]):
            done = CliRunner().invoke(command, [*arguments, *form])
            assert done.output, name
            said[f"{name} {form}"] = done.output.encode() + repr(done.exception).encode()
    assert b"glass.break" in said["ledger show []"]
    assert marked(said | {"log": caplog.text.encode()}) == []


def test_nor_with_sql_in_any_cell(elsewhere: Elsewhere, case: Case, breaker: User) -> None:
    glass = broken(case, breaker)
    ketua = User.objects.holding(role=Role.KETUA, office=case.office).earliest("pk")
    actions.review(glass=glass, verdict="needed", words=f"{MARK} memang ada di sana malam itu.", by=ketua)
    assert BrokenGlass.objects.get(pk=glass.pk).words == WORDS
    sequence_all()
    assert marked({using: bytes_of(using) for using in ("default", "keys", "intake")}) == []


@override_settings(SUAR_EMAIL="smtp://localhost")
def test_nor_in_an_alarm_or_an_email(elsewhere: Elsewhere, case: Case, office: Office, breaker: User) -> None:
    ketua = User.objects.holding(role=Role.KETUA, office=office).earliest("pk")
    accounts.edit_user(user=ketua, name=ketua.name, email="ketua@contoh.invalid", by=OPERATOR)
    broken(case, breaker)
    tick()
    sent = [one for one in mail.outbox if one.to == ["ketua@contoh.invalid"]]
    news = str(notices.MAIL)  # of the accounts that were furnished here
    assert {message.body for message in sent} - {news} == {"Ada alarm di Suar. Buka Suar."}
    letters = b"".join(message.message().as_bytes() for message in sent)
    assert case.number.encode() not in letters
    rows = {f"alarm {alarm.pk}": repr(alarm.__dict__).encode() for alarm in Alarm.objects.all()}
    assert rows and marked(rows | {"mail": letters}) == []


def test_the_health_page_and_the_alarms_of_an_admin_name_nobody(case: Case, office: Office, breaker: User) -> None:
    broken(case, breaker)
    browser = signed_in(a_user(Role.ADMIN, office))
    for name in ("desk:health", "desk:alarm-list"):
        page = browser.get(reverse(name)).content.decode()
        assert case.number not in page and str(case.pk) not in page and breaker.name not in page


def test_before_an_opening_somebody_of_another_office_sees_nothing(elsewhere: Elsewhere, breaker: User) -> None:
    before = elsewhere.touched()
    browser = signed_in(breaker)
    browser.raise_request_exception = False
    assert marked(saw(browser, elsewhere)) == []
    assert elsewhere.touched() == before, "not even an entry about its children"


def test_during_an_opening_one_file_and_nothing_beside_it(elsewhere: Elsewhere, case: Case, breaker: User) -> None:
    broken(case, breaker)
    browser = signed_in(breaker)
    browser.raise_request_exception = False
    seen = {place.split(" ")[1] for _, place in marked(saw(browser, elsewhere))}
    tabs = {
        "cases:case-detail", "cases:case-reveal", "cases:case-child", "cases:case-duties", "cases:note-list",
        "cases:sheet-list", "cases:risk-list", "cases:case-closure", "cases:note-add", "complaints:case-complaints",
        "leading:case-lead", "plans:step-list", "plans:plan-detail", "plans:assessment-detail",
        "conferences:case-conferences", "conferences:conference-detail", "conferences:determination-detail",
        "sharing:case-sharing",
    }  # fmt: skip
    assert seen <= tabs
    assert {"cases:note-list", "cases:sheet-list"} <= seen
    complaint = Complaint.objects.get(pk=UUID(str(elsewhere.values["complaint_id"])))
    assert browser.get(reverse("complaints:complaint-detail", args=[complaint.pk])).status_code == 404


def test_after_the_day_nothing_again_and_the_record_stays(elsewhere: Elsewhere, case: Case, breaker: User) -> None:
    broken(case, breaker)
    browser = signed_in(breaker)
    browser.get(reverse("cases:case-detail", args=[case.pk]))
    QuerySet.update(BrokenGlass.objects.all(), until=timezone.now())
    browser.raise_request_exception = False
    pages = saw(browser, elsewhere)
    assert marked(pages) == []
    read = Entry.objects.reads().by(breaker).about(case.child_id).get()
    assert read.why == "divisi_pengaduan glass.care"


def test_what_the_leader_and_the_officer_saw(elsewhere: Elsewhere, case: Case, office: Office, breaker: User) -> None:
    glass = broken(case, breaker)
    signed_in(breaker).get(reverse("cases:note-list", args=[case.pk]))
    ketua = User.objects.holding(role=Role.KETUA, office=office).earliest("pk")
    leader = signed_in(ketua).get(reverse("safeguards:glass-detail", args=[glass.pk])).content.decode()
    assert breaker.name in leader and WORDS in leader and "membaca berkas" in leader
    officer = ketua if case.officer is None else case.officer
    readers = signed_in(officer).get(reverse("safeguards:case-readers", args=[case.pk])).content.decode()
    assert breaker.name in readers and "kantor lain" in readers
    assert WORDS not in readers


def test_an_outsider_of_the_office_learns_nothing_of_an_opening(case: Case, breaker: User) -> None:
    glass = broken(case, breaker)
    outsider = signed_in(a_user(Role.KETUA))
    assert outsider.get(reverse("safeguards:glass-detail", args=[glass.pk])).status_code == 404
    for name in ("safeguards:safeguard-list", "desk:alarm-list", "desk:today"):
        page = outsider.get(reverse(name)).content.decode()
        assert str(glass.pk) not in page and str(case.pk) not in page and breaker.name not in page
    trail = outsider.get(reverse("desk:trail")).content.decode()
    assert MARK not in trail


def test_a_reading_of_one_office_is_nothing_to_the_leader_of_another() -> None:
    curious = an_officer_elsewhere()
    case = a_case(curious, a_child(curious))
    browser = signed_in(curious)
    for _ in range(12):
        browser.post(reverse("cases:case-reveal", args=[case.pk]))
    tick()
    row = UnusualReading.objects.get()
    assert row.user == curious
    assert signed_in(a_user(Role.KETUA)).get(reverse("safeguards:reading-detail", args=[row.pk])).status_code == 404
    assert (
        signed_in(a_user(Role.KETUA, curious.office))
        .get(reverse("safeguards:reading-detail", args=[row.pk]))
        .status_code
        == 200
    )
