"""A person decides: never on the own conflict; a leader where one is free; and one press to step back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.casework.complaints import actions as complaints
from suar.casework.conflicts import actions, perms
from suar.casework.conflicts.actions import deciding
from suar.casework.conflicts.alarm_kinds import NOBODY_FREE, UNDECIDED
from suar.casework.conflicts.models import Origin, Status, Turn, Withholding
from suar.casework.conflicts.rules import Heard
from suar.casework.safeguards.actions import break_glass
from suar.core.alarms.models import Alarm
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry, StaleRow
from suar.core.vault.fields import unlock
from suar.desk import trails
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.alarms import addresses, heard
from suar.registry.accounts.models import Role, User
from suar.registry.agencies.models import Agency
from tests.factories import (
    a_case,
    a_complaint,
    a_filed_complaint,
    a_late_duty,
    a_tie,
    a_triaged_complaint,
    a_user,
    an_office,
    an_officer,
)

pytestmark = pytest.mark.django_db
WHY = "Tanggal lahirnya berbeda."


def named(user: User, **facts: object) -> Withholding:
    """A complaint by the form that names this user."""
    complaint = a_filed_complaint(story=f"Yang datang malam itu {user.name}.", **facts)
    return unlock(Withholding.objects.filter(subject=complaint.subject, user=user).select_related("office"))[0]


def test_of_two_who_decide_the_second_hears_of_the_first_and_of_nothing_that_was_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ketua = a_user(Role.KETUA)
    row = named(a_user(Role.DIVISI_PENGADUAN, name="Yusuf Rahmanda"))
    first, second = unlock(
        [*Withholding.objects.select_related("office"), *Withholding.objects.select_related("office")]
    )

    def stale(_row: Withholding) -> None:
        raise StaleRow

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(deciding, "let_go", stale)
        with pytest.raises(StaleRow, match="baru saja mengubahnya"):
            actions.confirm(withholding=row, by=ketua, why=WHY)
    assert Withholding.objects.get().status == Status.WAITING
    actions.confirm(withholding=first, by=ketua, why=WHY)
    with pytest.raises(Conflict, match="baru saja memutuskan"):
        actions.dismiss(withholding=second, by=ketua, why=WHY)


def test_whoever_is_named_is_suspected_with_the_evidence_sealed_and_in_the_ledger() -> None:
    a_user(Role.KETUA)
    officer = a_user(Role.DIVISI_PENGADUAN, name="Yusuf Rahmanda")
    row = named(officer)
    assert (row.status, row.origin, row.turn) == (Status.WAITING, Origin.NAMES, Turn.LEADERS)
    assert row.evidence == [{"found": "Yusuf Rahmanda", "where": "story", "why": "two_words", "tie": ""}]
    entry = Entry.objects.about(row.subject).get(verb="conflict.suspect")
    assert "Yusuf" not in entry.data + entry.why and entry.at_us % 1_000_000 == 0


def test_a_declared_relative_counts_as_the_one_who_declared() -> None:
    officer = an_officer()
    tie = a_tie(officer, name="Zainuddin Ahmad")
    complaint = a_filed_complaint(story="Pak Jainudin Achmad menyuruh saya diam.")
    row = unlock(Withholding.objects.filter(subject=complaint.subject))[0]
    assert (row.user, row.evidence[0]["tie"], row.evidence[0]["found"]) == (officer, str(tie.pk), "Jainudin Achmad")


def test_a_head_speaks_for_the_whole_agency() -> None:
    head = a_user(Role.MITRA, name="Herkulanus Contohan")
    actions.declare(user=head, by=head, heads_agency=True)
    complaint = a_filed_complaint(story="Herkulanus Contohan yang memukul.")
    rows = Withholding.objects.filter(subject=complaint.subject)
    assert {(row.user_id, row.agency_id) for row in rows} == {(head.pk, None), (None, head.agency_ids[0])}


def test_confirmed_it_stays_withheld_dismissed_it_is_given_back() -> None:
    officer, ketua = a_user(Role.DIVISI_PENGADUAN, name="Yusuf Rahmanda"), a_user(Role.KETUA)
    row = actions.confirm(withholding=named(officer), by=ketua, why=WHY)
    assert row.in_force and (row.decided_by, row.why) == (ketua, WHY)
    row = actions.dismiss(withholding=named(officer), by=ketua, why=WHY)
    assert not row.in_force
    assert Entry.objects.filter(verb__in=["conflict.confirm", "conflict.dismiss"]).by(ketua).count() == 2


def test_a_decision_needs_a_reason_and_is_taken_once() -> None:
    row, ketua = named(a_user(Role.DIVISI_PENGADUAN, name="Yusuf Rahmanda")), a_user(Role.KETUA)
    with pytest.raises(DomainError):
        actions.dismiss(withholding=row, by=ketua, why=" ")
    again = perms.get_withholding(ketua, row.pk)
    actions.dismiss(withholding=row, by=ketua, why=WHY)
    with pytest.raises(Conflict):
        actions.confirm(withholding=again, by=ketua, why=WHY)
    with pytest.raises(Conflict):
        actions.dismiss(withholding=row, by=ketua, why=WHY)


def test_nobody_decides_on_the_own_conflict_nor_who_is_no_leader() -> None:
    ketua, officer = a_user(Role.KETUA, name="Yusuf Rahmanda"), an_officer()
    wakil = a_user(Role.WAKIL)
    row = named(ketua)
    for other in (ketua, officer, a_user(Role.SEKRETARIAT), a_user(Role.WAKIL, an_office("sambas", "Lain"))):
        with pytest.raises(Refused):
            actions.dismiss(withholding=row, by=other, why=WHY)
    assert actions.dismiss(withholding=row, by=wakil, why=WHY).status == Status.DISMISSED


def test_where_both_leaders_are_named_another_commissioner_decides_and_an_alarm_asks_for_somebody_outside() -> None:
    ketua, wakil = a_user(Role.KETUA, name="Yusuf Rahmanda"), a_user(Role.WAKIL, name="Herkulanus Bujangga")
    officer = an_officer()
    a_filed_complaint(story="Yusuf Rahmanda dan Herkulanus Bujangga datang bersama.")
    rows = list(Withholding.objects.select_related("office"))
    assert {row.turn for row in rows} == {Turn.COMMISSIONERS}
    assert actions.watch(timezone.now()) == 1
    alarm = Alarm.objects.get(kind=NOBODY_FREE)
    assert alarm in heard(officer) and alarm not in heard(ketua) and alarm not in heard(wakil)
    assert set(perms.decided_by(officer)) == set(rows) and not perms.decided_by(ketua)
    for row in unlock(rows):
        actions.dismiss(withholding=row, by=officer, why=WHY)
    actions.watch(timezone.now())
    assert not Alarm.objects.open().exists()


def test_after_three_days_the_leaders_who_are_free_are_told_and_nobody_who_is_named() -> None:
    ketua, wakil = a_user(Role.KETUA, name="Yusuf Rahmanda"), a_user(Role.WAKIL)
    for user in (ketua, wakil):
        accounts_email(user)
    row = named(ketua)
    assert actions.watch(timezone.now() + timedelta(days=2)) == 0
    assert actions.watch(timezone.now() + timedelta(days=3)) == 1
    alarm = Alarm.objects.get(kind=UNDECIDED)
    assert [address for address, _ in addresses(alarm)] == [wakil.email]
    assert alarm in heard(wakil) and alarm not in heard(ketua)
    actions.confirm(withholding=row, by=wakil, why=WHY)
    actions.watch(timezone.now() + timedelta(days=3))
    assert not Alarm.objects.open().exists() and not mail.outbox


def accounts_email(user: User) -> None:
    accounts.edit_user(user=user, by=OPERATOR, name=user.name, email=f"{user.username}@contoh.example")


def test_one_press_steps_back_and_a_leader_gives_it_back() -> None:
    officer, ketua = an_officer(), a_user(Role.KETUA)
    case = a_case(officer)
    browser = Client()
    browser.force_login(officer)
    assert browser.get(reverse("cases:case-child", args=[case.pk])).status_code == 200
    assert browser.post(reverse("conflicts:recuse", args=[case.child_id])).status_code == 302
    assert browser.get(reverse("cases:case-child", args=[case.pk])).status_code == 404
    row = unlock(Withholding.objects.select_related("office"))[0]
    assert (row.origin, row.status, row.reference, row.case_id) == (Origin.OWN, Status.CONFIRMED, case.number, case.pk)
    with pytest.raises(Refused):
        actions.lift(withholding=row, by=officer, why=WHY)
    actions.lift(withholding=row, by=ketua, why=WHY)
    assert browser.get(reverse("cases:case-child", args=[case.pk])).status_code == 200


def test_a_leader_withholds_from_somebody_with_a_reason() -> None:
    officer, ketua = an_officer(), a_user(Role.KETUA)
    a_user(Role.WAKIL)
    complaint = a_complaint(officer)
    address = reverse("conflicts:withhold", args=[complaint.subject])
    browser = Client()
    browser.force_login(officer)
    assert browser.get(address).status_code == 403
    browser.force_login(ketua)
    assert browser.get(address).status_code == 200
    assert browser.post(address, {"person": officer.pk, "why": ""}).status_code == 422
    assert browser.post(address, {"person": officer.pk, "why": "Ia pamannya."}).status_code == 302
    assert browser.post(address, {"person": officer.pk, "why": "Ia pamannya."}).status_code == 409
    browser.force_login(officer)
    assert browser.get(reverse("complaints:complaint-detail", args=[complaint.pk])).status_code == 404


def test_a_partner_steps_back_from_a_child_and_the_agency_goes_on(client: Client) -> None:
    partner = a_user(Role.MITRA)
    agency = Agency.objects.get(pk=partner.agency_ids[0])
    other = a_user(Role.MITRA, agency=agency)
    duty = a_late_duty(agency, office=partner.office)
    client.force_login(partner)
    assert client.post(reverse("duties:partner-recuse", args=[duty.pk])).status_code == 302
    assert client.get(reverse("duties:partner-answer", args=[duty.pk])).status_code == 404
    client.force_login(other)
    assert client.get(reverse("duties:partner-answer", args=[duty.pk])).status_code == 200


def test_the_page_shows_evidence_takes_a_decision_and_keeps_what_was_typed(client: Client) -> None:
    officer, ketua = an_officer(), a_user(Role.KETUA)
    tie = a_tie(officer, name="Zainuddin Ahmad", place="Sambas")
    complaint = a_filed_complaint(story="Pak Zainuddin Ahmad menyuruh saya diam.")
    row = Withholding.objects.get()
    client.force_login(ketua)
    assert "P-0001" in client.get(reverse("conflicts:withholding-list")).content.decode()
    page = reverse("conflicts:withholding-detail", args=[row.pk])
    shown = client.get(page).content.decode()
    assert "Zainuddin Ahmad" in shown and "Sambas" in shown and "cerita" in shown
    assert Entry.objects.about(tie.declaration_id).by(ketua).filter(verb="read.declaration").exists()
    assert Entry.objects.about(complaint.subject).by(ketua).filter(verb="read.conflict").exists()
    assert client.post(page, {"answer": "dismissed", "why": "", "version": row.version}).status_code == 422
    stale = client.post(page, {"answer": "dismissed", "why": WHY, "version": row.version + 7})
    assert (stale.status_code, WHY in stale.content.decode()) == (409, True)
    assert client.post(page, {"answer": "dismissed", "why": WHY, "version": row.version}).status_code == 302
    assert Withholding.objects.get().status == Status.DISMISSED


def test_what_was_dismissed_is_not_suspected_again_on_the_same_words_but_on_new_ones() -> None:
    officer, ketua = a_user(Role.DIVISI_PENGADUAN, name="Yusuf Rahmanda"), a_user(Role.KETUA)
    row = actions.dismiss(withholding=named(officer), by=ketua, why=WHY)
    again = {"subject": row.subject, "office": row.office}
    assert actions.compare(heard=Heard({}, {"message": "Yusuf Rahmanda itu."}), **again) == []
    assert len(actions.compare(heard=Heard({}, {"message": "Joesoef Rahmanda itu."}), **again)) == 1
    assert actions.compare(heard=Heard({}, {"message": "Jusuf Rahmanda itu."}), **again) == []


def test_what_is_withheld_goes_along_when_the_complaint_becomes_a_file() -> None:
    officer, ketua = a_user(Role.DIVISI_PENGADUAN, name="Yusuf Rahmanda"), a_user(Role.KETUA)
    complaint = a_complaint(ketua, story="Yusuf Rahmanda menyuruhnya bekerja.")
    case = complaints.make_case(complaint=a_triaged_complaint(ketua, complaint), by=ketua)
    row = unlock(Withholding.objects.filter(user=officer))[0]
    assert (row.subject, row.began_as, row.case_id, row.reference) == (
        case.child_id, complaint.pk, case.pk, case.number,
    )  # fmt: skip
    assert row.evidence[0]["found"] == "Yusuf Rahmanda"


def test_no_emergency_opens_what_a_conflict_of_interest_closes() -> None:
    sambas = an_office("sambas", "KPPAD Kabupaten Sambas")
    elsewhere, ketua = an_officer(), a_user(Role.KETUA, sambas)
    case = a_case(ketua)
    actions.withhold(
        subject=case.child_id, office=sambas, user=elsewhere, by=ketua, why=WHY, reference=case.number, case_id=case.pk
    )
    with pytest.raises(DomainError):
        break_glass(
            office=sambas, number=case.number, danger="call", words="Anak menelepon minta tolong.", by=elsewhere
        )


def test_the_person_reported_is_compared_and_shown_by_initials_until_a_press_that_is_recorded(client: Client) -> None:
    ketua, officer = a_user(Role.KETUA), an_officer()
    a_tie(officer, name="Sabirin Misalan")
    answers = {"desk": {"reported_name": "Sabirin Misalan", "reported_relation": "paman"}}
    complaint = a_complaint(ketua, answers=answers)
    row = unlock(Withholding.objects.filter(user=officer))[0]
    assert (row.evidence[0]["where"], row.evidence[0]["found"]) == ("reported", "Sabirin Misalan")
    client.force_login(ketua)
    address = reverse("complaints:complaint-detail", args=[complaint.pk])
    printed = reverse("complaints:complaint-print", args=[complaint.pk])
    for page in (address, printed):
        shown = client.get(page).content.decode()
        assert "Sabirin" not in shown and "S.M." in shown
    shown = client.post(reverse("complaints:complaint-reveal", args=[complaint.pk])).content.decode()
    assert "Sabirin Misalan" in shown
    assert Entry.objects.about(complaint.subject).by(ketua).filter(verb="read.complaint_names").count() == 1


def test_a_leader_does_not_learn_from_the_trail_that_the_own_declaration_was_opened(client: Client) -> None:
    wakil, ketua = a_user(Role.WAKIL), a_user(Role.KETUA)
    tie = a_tie(ketua, name="Zainuddin Ahmad")
    a_filed_complaint(story="Pak Zainuddin Ahmad menyuruh saya diam.")
    client.force_login(wakil)
    client.get(reverse("conflicts:withholding-detail", args=[Withholding.objects.get().pk]))
    opened = Entry.objects.about(tie.declaration_id).filter(verb="read.declaration")
    assert opened.count() == 1
    assert not trails.seen_by(ketua).filter(pk__in=opened.values("pk")).exists()
    assert trails.seen_by(wakil).filter(pk__in=opened.values("pk")).exists()
    assert trails.seen_by(ketua).about(tie.declaration_id).exists(), "what the owner did is the owner's to see"
