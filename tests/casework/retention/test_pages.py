"""The pages on which files come to their end: for whom, what they say, what they refuse."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.casework.children.models import Child
from suar.casework.retention import actions
from suar.casework.retention.models import Act, ActStatus, Item, ItemStatus
from suar.config.demo.clock import at
from suar.core.ledger.models import Entry, Hold
from suar.registry.accounts.models import Role
from tests.desk.pages import signed_in, text_of
from tests.factories import (
    a_closed_case,
    a_done_act,
    a_due_item,
    a_hold,
    a_user,
    an_act,
    an_approved_act,
    an_officer,
    an_officer_elsewhere,
    an_old_case,
)
from tests.signing_in import proved

pytestmark = pytest.mark.django_db
LIST, ACTS, HOLDS = (reverse(f"retention:{name}-list") for name in ("item", "act", "hold"))


def browser_of(role: str, act: Act) -> Client:
    user = a_user(role, act.office)
    client = signed_in(user)
    proved(client, user)
    return client


def url(name: str, act: Act) -> str:
    return reverse(f"retention:act-{name}", args=[act.pk])


def test_the_list_shows_what_waits_by_number_and_records_whom_it_showed() -> None:
    officer = an_officer()
    case, other = an_old_case(officer), an_old_case(officer)
    a_due_item(officer, case), a_due_item(officer, other)
    a_hold(other.child_id, a_user(Role.KETUA, officer.office))
    client = signed_in(officer)
    text = text_of(client, LIST)
    assert case.number in text and other.number in text
    assert Child.objects.get(pk=case.child_id).name not in text
    entry = Entry.objects.filter(verb="read.retention_list").latest("pk")
    assert str(case.child_id) in entry.data
    assert case.number not in text_of(client, LIST, status="ditahan")
    assert other.number in text_of(client, LIST, status="ditahan")
    assert other.number not in text_of(client, LIST, q=case.number)
    assert "Tidak ada berkas di sini" in text_of(client, LIST, status="erased")
    assert "Tidak ada berkas di sini" in text_of(client, LIST, why="order")
    assert case.number not in text_of(signed_in(an_officer_elsewhere()), LIST, status="semua")


def test_the_list_of_the_erased_leads_to_the_act_and_the_paper() -> None:
    officer = an_officer()
    case = an_old_case(officer)
    act = a_done_act(officer, a_due_item(officer, case))
    client = signed_in(officer)
    assert url("detail", act) in text_of(client, LIST, status="erased")
    shown = text_of(client, url("detail", act))
    assert act.number in shown and case.number in shown and "Tidak ada cadangan yang dapat membukanya sejak" in shown
    assert "&lt;time" not in shown
    answer = client.get(url("pdf", act))
    assert answer.content == bytes(act.paper) and answer["Content-Type"] == "application/pdf"
    assert case.number not in answer["Content-Disposition"]
    assert Entry.objects.filter(verb="read.retention_paper").count() == 1
    assert act.number in text_of(client, ACTS, q=case.number)
    assert "Tidak ada berita acara di sini" in text_of(client, ACTS, status="withdrawn")


def test_the_page_of_an_erased_child_still_opens_and_tells_nothing() -> None:
    officer = an_officer()
    case = an_old_case(officer)
    a_done_act(officer, a_due_item(officer, case))
    for name in ("cases:case-detail", "cases:case-closure", "cases:case-child", "cases:note-list", "cases:case-duties"):
        shown = text_of(signed_in(officer), reverse(name, args=[case.pk]))
        assert "Anak aman dan bersekolah" not in shown
        assert case.number in shown


def test_an_act_goes_its_way_on_the_pages() -> None:
    officer = an_officer()
    case = an_old_case(officer)
    item = a_due_item(officer, case)
    client = signed_in(officer)
    new = reverse("retention:act-new")
    assert case.number in text_of(client, new)
    made = client.post(new, {"items": [str(item.pk)]})
    act = Act.objects.get()
    assert made.status_code == 302 and made["Location"] == url("detail", act)
    assert "Menunggu orang kedua" in text_of(client, url("detail", act))
    leader = browser_of(Role.KETUA, act)
    assert url("approve", act) in text_of(leader, url("detail", act))
    assert "berita acara pemusnahan menunggu persetujuan" in text_of(leader, reverse("desk:today"))
    assert leader.post(url("approve", act), {"version": act.version}).status_code == 302
    act.refresh_from_db()
    assert act.status == ActStatus.APPROVED
    assert "Masa tunggu" in text_of(leader, url("detail", act))
    early = leader.post(url("start", act), {"version": act.version})
    assert early.status_code == 400 and "Masa tunggu belum lewat" in early.content.decode()


def test_after_the_waiting_time_a_leader_carries_it_out() -> None:
    with at(timezone.now() - timedelta(days=8)):
        first = an_officer()
        act = an_approved_act(first, a_due_item(first))
    leader = browser_of(Role.WAKIL, act)
    assert url("start", act) in text_of(leader, url("detail", act))
    assert "Tidak dapat dikembalikan" in text_of(leader, url("start", act))
    assert leader.post(url("start", act), {"version": act.version}).status_code == 302
    act.refresh_from_db()
    assert act.status == ActStatus.RUNNING


def test_approving_and_carrying_out_ask_who_this_is() -> None:
    act = an_act()
    user = a_user(Role.KETUA, act.office)
    client = signed_in(user)
    proved(client, user, 5 * 60 + 1)
    for name in ("approve", "start"):
        asked = client.post(url(name, act), {"version": act.version})
        assert asked.status_code == 302 and asked["Location"].startswith(reverse("account_reauthenticate"))
    act.refresh_from_db()
    assert act.status == ActStatus.PROPOSED


@pytest.mark.parametrize("name", ["approve", "start"])
def test_an_officer_neither_approves_nor_carries_out(name: str) -> None:
    act = an_approved_act()
    client = browser_of(Role.DIVISI_PENGADUAN, act)
    assert client.get(url(name, act)).status_code == 403
    assert client.post(url(name, act), {"version": act.version}).status_code == 403


def test_an_act_is_taken_back_with_a_reason_and_an_old_version_is_told() -> None:
    act = an_approved_act()
    client = browser_of(Role.SEKRETARIAT, act)
    assert client.post(url("withdraw", act), {"version": act.version}).status_code == 422
    stale = client.post(url("withdraw", act), {"version": act.version - 1, "why": "wrong"})
    assert stale.status_code == 409 and "Orang lain baru saja mengubah" in stale.content.decode()
    assert client.post(url("withdraw", act), {"version": act.version, "why": "wrong"}).status_code == 302
    assert Item.objects.get().status == ItemStatus.DUE
    again = client.post(url("withdraw", act), {"version": act.version, "why": "wrong"})
    assert again.status_code == 409
    assert "daftarnya keliru" in text_of(client, url("detail", act))


def test_an_act_of_another_office_and_a_paper_that_is_not_made_are_not_there() -> None:
    act = an_act()
    stranger = signed_in(an_officer_elsewhere())
    for name in ("detail", "pdf", "withdraw"):
        assert stranger.get(url(name, act)).status_code == 404
    assert browser_of(Role.KETUA, act).get(url("pdf", act)).status_code == 404


def test_a_held_file_in_an_act_is_told_and_not_offered_for_another() -> None:
    officer = an_officer()
    case = an_old_case(officer)
    act = an_act(officer, a_due_item(officer, case))
    a_hold(case.child_id, a_user(Role.KETUA, officer.office))
    assert "Ada berkas yang ditahan" in text_of(browser_of(Role.WAKIL, act), url("detail", act))
    actions.withdraw(act=act, why="held", by=officer)
    assert "Tidak ada berkas yang dapat dipilih" in text_of(signed_in(officer), reverse("retention:act-new"))


def test_a_file_is_held_and_let_go_by_a_leader() -> None:
    officer = an_officer()
    case = an_old_case(officer)
    leader = signed_in(a_user(Role.KETUA, officer.office))
    add = reverse("retention:hold-add")
    words = {"number": case.number, "reason": "court", "basis": "Surat 12/CONTOH"}
    assert leader.post(add, {**words, "number": "2099-9999"}).status_code == 400
    assert leader.post(add, words).status_code == 302
    hold = Hold.objects.get()
    shown = text_of(leader, HOLDS)
    assert case.number in shown and "Surat 12/CONTOH" in shown
    lift = reverse("retention:hold-lift", args=[hold.pk])
    assert lift in shown and lift not in text_of(signed_in(officer), HOLDS)
    assert signed_in(officer).get(add).status_code == 403
    assert signed_in(officer).get(lift).status_code == 403
    assert signed_in(a_user(Role.KETUA, an_officer_elsewhere().office)).get(lift).status_code == 404
    assert "Surat 12/CONTOH" in text_of(leader, lift)
    assert leader.post(lift, {"version": hold.version, "why": "Putusan tetap."}).status_code == 302
    assert leader.post(lift, {"version": hold.version, "why": "Putusan tetap."}).status_code == 409
    assert "Tidak ada berkas yang ditahan" in text_of(leader, HOLDS)
    assert case.number in text_of(leader, HOLDS, status="semua", q=case.number)


def test_an_erasure_is_asked_for_by_the_number_of_the_file() -> None:
    officer = an_officer()
    case, young = an_old_case(officer), a_closed_case(officer)
    client = signed_in(officer)
    add = reverse("retention:item-add")
    assert young.number in text_of(client, add, nomor=young.number)
    busy = client.post(add, {"number": young.number, "why": "request"})
    assert busy.status_code == 400 and "masih dikerjakan" in busy.content.decode()
    assert client.post(add, {"number": case.number, "why": "request"}).status_code == 302
    twice = client.post(add, {"number": case.number, "why": "order"})
    assert twice.status_code == 409 and "sudah diusulkan" in twice.content.decode()
    assert "permintaan anak atau keluarga" in text_of(client, LIST, why="request")
    foreign = signed_in(an_officer_elsewhere()).post(add, {"number": case.number, "why": "request"})
    assert foreign.status_code == 400 and "Tidak ada berkas dengan nomor ini" in foreign.content.decode()
