"""What a flood brought: the worker lets the weightiest through, staff the rest, and nothing goes without an entry."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from suar.casework.complaints import actions, intake_keys, quarantine, sifting, takeover
from suar.casework.complaints.models import Complaint, Message
from suar.casework.intake import actions as public
from suar.casework.intake.draft import Draft
from suar.casework.intake.models import Filing, Further
from suar.core.errors import DomainError, Refused
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Office, Role, User
from tests.factories import a_user, an_office

pytestmark = pytest.mark.django_db
CRY = {"safe": "now", "about": "self", "story": "Aku dikunci di kamar, tolong datang."}


@pytest.fixture(autouse=True)
def office(db: None) -> Iterator[Office]:
    intake_keys.publish()
    quarantine._let_through.clear()
    yield an_office()
    quarantine._let_through.clear()


def set_apart(doubt: str = "rate", days_ago: int = 0, **answers: Any) -> Draft:
    draft = Draft.begin(timezone.now() - timedelta(seconds=5), "review").answering(answers)
    public.file(draft=draft, now=timezone.now())
    day = timezone.localdate() - timedelta(days=days_ago)
    Filing.objects.filter(pk=draft.form_id).update(doubt=doubt, filed_on=day)
    return draft


def entries(verb: str) -> list[dict[str, Any]]:
    return [json.loads(entry.data) for entry in Entry.objects.filter(verb=verb).order_by("pk")]


def test_what_is_set_apart_is_not_taken_over_and_stays_sealed() -> None:
    set_apart(**CRY)
    assert takeover.take_over() == 0
    assert not Complaint.objects.exists() and bytes(Filing.objects.get().sealed)


def test_the_worker_finds_a_cry_among_thousands_and_looks_at_each_once() -> None:
    for _n in range(6):
        set_apart("hasty", story="beli pulsa murah di sini sekarang juga")
    cry = set_apart("rate", **CRY)
    assert quarantine.sift(timezone.now()) == 1
    assert takeover.take_over() == 1 and Complaint.objects.get().pk == cry.form_id
    assert Filing.objects.quarantined().filter(looked=True).count() == 6
    assert quarantine.sift(timezone.now()) == 0
    assert entries("quarantine.let_through")[0]["filings"] == 1


def test_no_more_than_a_few_an_hour_are_let_through_and_the_others_wait_for_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(quarantine, "AN_HOUR", 2)
    for n in range(4):
        set_apart("rate", **(CRY | {"story": f"Aku dikunci di kamar nomor {n}."}))
    now = timezone.now()
    assert [quarantine.sift(now), quarantine.sift(now + timedelta(minutes=1))] == [2, 0]
    assert quarantine.sift(now + timedelta(minutes=61)) == 2
    assert not Filing.objects.quarantined().exists()


def test_one_that_does_not_open_stays_where_it_is() -> None:
    set_apart("rate", **CRY)
    Filing.objects.update(sealed=b"nonsense")
    assert quarantine.sift(timezone.now()) == 0
    assert Filing.objects.quarantined().count() == 1


@pytest.mark.parametrize(
    ("answers", "doubt", "alike", "enough"),
    [
        (CRY, "rate", 1, True),
        (CRY, "trap", 1, False),
        (CRY, "rate", 40, False),
        ({"safe": "now"}, "rate", 1, False),
        ({"story": "Temanku tidak boleh pulang ke rumah.", "phone": "0800-111-222"}, "rate", 1, True),
        ({}, "hasty", 1, False),
        ([], "hasty", 1, False),
    ],
)
def test_what_speaks_for_a_filing(answers: Any, doubt: str, alike: int, enough: bool) -> None:
    assert (sifting.weight({"answers": answers}, doubt, alike=alike) >= sifting.ENOUGH) is enough


def test_time_taken_speaks_for_a_filing_and_a_mangled_time_for_nothing() -> None:
    slow = {"started_at": "2026-11-24T10:00:00+07:00", "filed_at": "2026-11-24T10:02:00+07:00", "answers": {}}
    assert sifting.weight(slow, "rate", alike=1) == 1
    assert sifting.weight(slow | {"filed_at": "kapan"}, "rate", alike=1) == 0


def test_staff_let_one_through_to_see_it_and_then_all(office: Office) -> None:
    drafts = [set_apart("hasty", story=f"x{n}") for n in range(3)]
    officer, today = a_user(Role.DIVISI_PENGADUAN, office), timezone.localdate()
    assert actions.rescue(day=today, doubt="hasty", most=1, by=officer) == 1
    assert actions.rescue(day=today, doubt="hasty", most=500, by=officer) == 2
    assert actions.rescue(day=today, doubt="hasty", most=500, by=officer) == 0
    assert takeover.take_over() == 3
    assert Complaint.objects.filter(pk__in=[draft.form_id for draft in drafts]).count() == 3
    assert [entry["filings"] for entry in entries("quarantine.let_through")] == [1, 2]


def test_emptying_takes_the_old_alone_leaves_an_entry_and_the_receipt_says_so(office: Office) -> None:
    old, young = set_apart("hasty", 10, story="x"), set_apart("hasty", 3, story="y")
    officer = a_user(Role.KETUA, office)
    assert actions.empty(days=7, by=officer) == 1
    assert actions.empty(days=7, by=officer) == 0
    gone, kept = Filing.objects.get(pk=old.form_id), Filing.objects.get(pk=young.form_id)
    assert (bytes(gone.sealed), gone.taken, gone.step) == (b"", True, Filing.Step.DROPPED)
    assert bytes(kept.sealed) and not kept.taken
    assert entries("quarantine.empty")[0] | {"sum": ""} == {"filings": 1, "days": 7, "sum": ""}
    assert public.look_up(old.receipt, old.word) is not None


def test_what_is_written_under_an_emptied_receipt_is_a_complaint_of_its_own(office: Office) -> None:
    draft = set_apart("hasty", 10, story="x")
    actions.empty(days=7, by=a_user(Role.KETUA, office))
    found = public.look_up(draft.receipt, draft.word)
    assert found is not None
    public.write_further(found=found, text="Aku sungguhan, tolong.", now=timezone.now())
    assert takeover.take_over() == 1
    assert Complaint.objects.get().story == "Aku sungguhan, tolong."
    for n in range(5):
        public.write_further(found=found, text=f"Tolong, {n}.", now=timezone.now())
    assert takeover.take_over() == 5
    assert Message.objects.filter(complaint=Complaint.objects.get()).count() == 5


def test_a_kill_between_a_message_that_begins_anew_and_its_clearing_repeats_nothing(office: Office) -> None:
    draft = set_apart("rate", 8, story="x")
    found = public.look_up(draft.receipt, draft.word)
    assert found is not None and actions.empty(days=7, by=a_user(Role.KETUA, office)) == 1
    public.write_further(found=found, text=" Aku sungguhan. ", now=timezone.now())
    row = Further.objects.get()
    sealed = bytes(row.sealed)
    assert takeover.take_over() == 1
    Further.objects.update(sealed=sealed, taken=False)
    assert takeover.take_over() == 1
    assert Complaint.objects.count() == 1 and not Message.objects.exists()


def test_nothing_younger_than_a_week_is_emptied_and_not_by_everybody(office: Office) -> None:
    with pytest.raises(DomainError):
        actions.empty(days=6, by=a_user(Role.KETUA, office))
    with pytest.raises(Refused):
        actions.empty(days=30, by=a_user(Role.SEKRETARIAT, office))
    with pytest.raises(Refused):
        actions.rescue(day=timezone.localdate(), doubt="rate", most=1, by=a_user(Role.SEKRETARIAT, office))


def test_the_page_counts_by_day_and_reason_and_opens_nothing(desk: Client) -> None:
    set_apart("hasty", 2, story="x"), set_apart("hasty", 2, story="y"), set_apart("trap", story="z")
    page = desk.get("/pengaduan/karantina/").content.decode()
    assert "diisi terlalu cepat" in page and "mengisi kolom yang tidak terlihat" in page
    assert not Complaint.objects.exists() and Filing.objects.quarantined().count() == 3


def test_the_page_lets_through_and_empties(desk: Client) -> None:
    set_apart("hasty", story="x"), set_apart("trap", 40, story="y")
    day = timezone.localdate().isoformat()
    url = "/pengaduan/karantina/"
    assert desk.post(f"{url}loloskan/", {"hari": day, "sebab": "hasty", "aksi": "satu"}).status_code == 302
    assert Filing.objects.waiting().count() == 1
    assert desk.get(f"{url}kosongkan/").status_code == 200
    assert desk.post(f"{url}kosongkan/", {"days": "3"}).status_code == 422
    assert desk.post(f"{url}kosongkan/", {"days": "30"}).status_code == 302
    assert not Filing.objects.quarantined().exists()


@pytest.mark.parametrize("day", ["", "kemarin", "2026-13-40"])
def test_a_day_that_cannot_be_read_lets_nothing_through(desk: Client, day: str) -> None:
    set_apart("hasty", story="x")
    answer = desk.post("/pengaduan/karantina/loloskan/", {"hari": day, "sebab": "hasty", "aksi": "semua"})
    assert answer.status_code == 400 and Filing.objects.quarantined().count() == 1


def test_a_secretary_sees_the_queue_and_decides_nothing(as_: Callable[[User], Client], office: Office) -> None:
    set_apart("hasty", story="x")
    page = as_(a_user(Role.SEKRETARIAT, office)).get("/pengaduan/karantina/").content.decode()
    assert "diisi terlalu cepat" in page and "loloskan/" not in page
