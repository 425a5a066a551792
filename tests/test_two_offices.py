"""Somebody with a role in each of two offices: what the one gives is nowhere lent to the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases import actions as cases
from suar.casework.complaints import actions as complaints
from suar.casework.conflicts import actions as conflicts
from suar.casework.conflicts.models import Withholding
from suar.casework.conflicts.perms import decided_by, get_declaration
from suar.casework.duties import actions as duties
from suar.casework.duties.models import PauseReason
from suar.casework.letters import actions as letters
from suar.casework.retention import actions as retention
from suar.casework.safeguards.models import BrokenGlass
from suar.core.documents.letters import DEMAND
from suar.core.errors import DomainError, Refused
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.desk.trails import seen_by, staff_of
from suar.insight.reports import actions as reports
from suar.insight.reports.periods import parse
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.alarms import heard
from suar.registry.accounts.models import Office, Role, User
from suar.registry.accounts.permissions import Permission, allows, offices_with
from tests.factories import (
    a_case,
    a_closed_case,
    a_complaint,
    a_due_item,
    a_duty,
    a_filed_complaint,
    a_glass,
    a_late_duty,
    a_letter,
    a_report,
    a_tie,
    a_user,
    an_act,
    an_agency,
    an_alarm,
    an_issued_letter,
    an_office,
    an_officer,
)

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True)
class Two:
    """Ketua in `led`; an assistant of the Sekretariat in `served`, whose own Ketua is `chair`."""

    led: Office
    served: Office
    user: User
    chair: User


@pytest.fixture
def two() -> Two:
    served, led = an_office(), an_office("sambas", "KPPAD Kabupaten Sambas")
    user = a_user(Role.SEKRETARIAT, served)
    accounts.appoint(user=user, office=led, role=Role.KETUA, by=OPERATOR)
    return Two(led, served, user, a_user(Role.KETUA, served))


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_table_is_asked_for_the_office_at_hand(two: Two) -> None:
    assert allows(two.user, Permission.CASE_CLOSE) and allows(two.user, Permission.CASE_CLOSE, two.led.pk)
    assert not allows(two.user, Permission.CASE_CLOSE, two.served.pk)
    assert offices_with(two.user, Permission.CASE_CLOSE) == [two.led.pk]
    assert offices_with(two.user, Permission.CASE_WORK) == sorted([two.led.pk, two.served.pk])


def sign_closing(two: Two, office: Office) -> None:
    officer = an_officer(office)
    case = a_case(officer, safe_now="yes")
    cases.propose_closure(case=case, reason="reintegrasi", note="Anak aman dan bersekolah.", by=officer)
    cases.countersign_closure(case=case, by=two.user)


def settle_role(two: Two, office: Office) -> None:
    cases.settle_role(case=a_closed_case(an_officer(office)), child_role="victim", why="Ia korban.", by=two.user)


def triage(two: Two, office: Office) -> None:
    complaint = a_complaint(an_officer(office))
    complaints.triage(
        complaint=complaint, in_remit=True, cluster="trafficking", by=two.user, risk_answers={"controlled": "yes"},
        questions={"event_72h": "no", "pregnancy": "unknown", "dying": "no", "pictures": "no"},
    )  # fmt: skip


def issue_letter(two: Two, office: Office) -> None:
    letters.issue(letter=a_letter(office=office), by=two.user)


def withdraw_letter(two: Two, office: Office) -> None:
    chair = a_user(Role.KETUA, office)
    letters.withdraw(letter=an_issued_letter(chair), why="Salah alamat.", by=two.user)


def install_template(two: Two, office: Office) -> None:
    letters.add_template(office=office, kind="reminder", name="kop.docx", content=DEMAND.read_bytes(), by=two.user)


def withhold(two: Two, office: Office) -> None:
    officer, _second_reader = an_officer(office), an_officer(office)
    case = a_case(officer)
    conflicts.withhold(subject=case.child_id, office=office, user=officer, by=two.user, why="Tetangga keluarga itu.")


def give_back(two: Two, office: Office) -> None:
    officer, chair = an_officer(office), a_user(Role.KETUA, office)
    subject = a_case(officer).child_id
    row = conflicts.withhold(subject=subject, office=office, user=officer, by=chair, why="Tetangga keluarga itu.")
    conflicts.lift(withholding=row, by=two.user, why="Bukan tetangganya.")


def freeze_report(two: Two, office: Office) -> None:
    reports.freeze(office=office, period=parse("2021"), by=two.user)


def approve_erasure(two: Two, office: Office) -> None:
    retention.approve(act=an_act(an_officer(office)), by=two.user)


def hold_file(two: Two, office: Office) -> None:
    item = a_due_item(an_officer(office))
    retention.hold(subject=item.subject, reason="court", basis="Surat nomor 12/CONTOH", by=two.user)


def appoint_partner(two: Two, office: Office) -> None:
    partner = a_user(Role.MITRA, an_office("ketapang", "KPPAD Kabupaten Ketapang"))
    accounts.appoint(user=partner, office=office, role=Role.MITRA, agency=an_agency(), by=two.user)


def end_role(two: Two, office: Office) -> None:
    held = a_user(Role.KETUA, office).appointments.get()
    accounts.end_appointment(appointment=held, by=two.user)


LEADERS_ACTS = [
    sign_closing, settle_role, triage, issue_letter, withdraw_letter, withhold, give_back, freeze_report,
    approve_erasure, hold_file, appoint_partner, end_role,
]  # fmt: skip


@pytest.mark.parametrize("act", LEADERS_ACTS, ids=lambda act: act.__name__)
def test_a_ketua_acts_as_ketua_at_home(two: Two, act: Callable[[Two, Office], None]) -> None:
    before = Entry.objects.by(two.user).count()
    act(two, two.led)
    assert Entry.objects.by(two.user).count() > before


@pytest.mark.parametrize("act", LEADERS_ACTS, ids=lambda act: act.__name__)
def test_a_ketua_elsewhere_acts_as_what_they_are_here(two: Two, act: Callable[[Two, Office], None]) -> None:
    before = Entry.objects.by(two.user).count()
    with pytest.raises(Refused):
        act(two, two.served)
    assert Entry.objects.by(two.user).count() == before


def test_the_second_of_two_offices_has_its_settings_kept_by_whoever_keeps_them_there() -> None:
    served, led = an_office(), an_office("sambas", "KPPAD Kabupaten Sambas")
    user = an_officer(served)
    accounts.appoint(user=user, office=led, role=Role.WAKIL, by=OPERATOR)
    two = Two(led, served, user, a_user(Role.KETUA, served))
    install_template(two, led)
    with pytest.raises(Refused):
        install_template(two, served)
    settings = {"name": "Lain", "letterhead": [], "city": "Sambas", "letter_pattern": "{urut:03d}/X/{tahun}"}
    with pytest.raises(Refused):
        accounts.edit_office(office=served, by=user, **settings)
    today = timezone.localdate()
    with pytest.raises(Refused):
        accounts.keep_watch(office=served, since=today, until=today, first=user, second=None, by=user)
    page = browser(user).get(reverse("accounts:settings"))
    assert led.name in page.text and reverse("accounts:office-edit", args=[served.code]) not in page.text
    assert browser(user).get(reverse("accounts:office-edit", args=[served.code])).status_code == 404
    assert browser(user).get(reverse("letters:template-add")).status_code == 200


def test_a_pause_is_approved_by_a_leader_of_the_duty_s_own_office(two: Two) -> None:
    duty, now = a_duty(office=two.served), timezone.now()
    stretch = {"begins": now, "ends": now + timedelta(days=2), "reason": PauseReason.OTHERS}
    with pytest.raises(DomainError):
        duties.pause(duty=duty, by=two.user, **stretch)
    with pytest.raises(DomainError):
        duties.pause(duty=duty, by=an_officer(two.served), approved_by=two.user, **stretch)
    assert duties.pause(duty=duty, by=an_officer(two.served), approved_by=two.chair, **stretch).pauses


def test_no_partner_is_made_the_officer_of_a_duty(two: Two) -> None:
    with pytest.raises(DomainError):
        duties.assign(duty=a_duty(office=two.served), officer=a_user(Role.MITRA, two.served), by=two.chair)


def test_lists_of_leaders_show_the_led_office_alone(two: Two) -> None:
    here, there = a_glass(a_case(an_officer(two.served))), a_case(an_officer(two.led))
    there_glass = a_glass(there, by=an_officer(two.served))
    assert set(BrokenGlass.objects.visible_to(two.user)) == {there_glass}
    assert set(BrokenGlass.objects.visible_to(two.chair)) == {here}
    for office in (two.served, two.led):
        person = a_user(Role.SEKRETARIAT, office, name=f"Herkulanus Bujangga {office.code}")
        a_filed_complaint(office, story=f"Yang datang malam itu {person.name}.")
        a_tie(person)
        assert Withholding.objects.filter(office=office).exists()
    assert {row.office for row in decided_by(two.user)} == {two.led}
    assert {row.office for row in decided_by(two.chair)} == {two.served}
    assert not set(staff_of(two.user).values_list("pk", flat=True)) & {two.chair.pk}
    assert {entry.office for entry in seen_by(two.user)} <= {"", two.led.code}


def test_a_declaration_is_read_by_a_leader_of_its_office(two: Two) -> None:
    mine, theirs = an_officer(two.led), an_officer(two.served)
    for person in (mine, theirs):
        a_tie(person)
    client = browser(two.user)
    assert get_declaration(two.user, mine.pk).user == mine
    assert client.get(reverse("conflicts:declaration-read", args=[theirs.pk])).status_code == 404


def test_alarms_for_leaders_are_heard_of_the_led_office(two: Two) -> None:
    here = an_alarm("glass.broken", office=two.served.code)
    there = an_alarm("glass.broken", office=two.led.code)
    assert set(heard(two.user)) >= {there} and here not in heard(two.user) and here in heard(two.chair)


def test_the_edition_rahasia_is_read_where_one_may_read_it(two: Two) -> None:
    here, there = a_report(office=two.served), a_report(office=two.led)
    client = browser(two.user)
    for name, more in (("report-secret", []), ("report-secret-download", ["json"])):
        assert client.get(reverse(f"reports:{name}", args=[here.pk, *more])).status_code == 404
        assert client.get(reverse(f"reports:{name}", args=[there.pk, *more])).status_code == 200
    page = client.get(reverse("reports:report-detail", args=[here.pk]))
    assert page.status_code == 200 and "RAHASIA" not in page.text
    listed = client.get(reverse("reports:report-list")).text
    assert reverse("reports:report-detail", args=[here.pk]) in listed
    assert reverse("reports:report-secret", args=[there.pk]) in listed
    assert reverse("reports:report-secret", args=[here.pk]) not in listed


def test_pages_offer_what_the_role_in_their_office_gives(two: Two) -> None:
    here, there = a_case(an_officer(two.served)), a_case(an_officer(two.led))
    client = browser(two.user)
    assert client.get(reverse("cases:case-access", args=[here.pk])).status_code == 403
    assert client.get(reverse("cases:case-access", args=[there.pk])).status_code == 200
    trail = reverse("cases:case-access", args=[here.pk])
    assert trail not in client.get(reverse("cases:case-detail", args=[here.pk])).text
    assert client.get(reverse("safeguards:case-readers", args=[here.pk])).status_code == 404
    complaint = a_complaint(an_officer(two.served))
    page = client.get(reverse("complaints:complaint-detail", args=[complaint.pk])).text
    assert reverse("complaints:complaint-triage", args=[complaint.pk]) not in page
    a_late_duty(office=two.served)
    letter = a_letter(office=two.served)
    page = client.get(reverse("letters:letter-detail", args=[letter.pk])).text
    assert reverse("letters:letter-issue", args=[letter.pk]) not in page
