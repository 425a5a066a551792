"""Further messages that a flood brought: sorted like complaints, apart from them, and nobody's words are lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
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
from suar.core.alarms.models import Alarm
from suar.core.ledger.models import Entry
from suar.desk import health
from suar.registry.accounts.models import Office, Role
from tests.factories import a_user, an_office, an_officer

pytestmark = pytest.mark.django_db
WORDS = "Aku masih takut pulang ke rumah."
URL = "/pengaduan/karantina/"


@pytest.fixture(autouse=True)
def office(db: None) -> Iterator[Office]:
    intake_keys.publish()
    quarantine._let_through.clear()
    yield an_office()
    quarantine._let_through.clear()


def filed(*, doubt: str = "", days_ago: int = 0, story: str = "Ada yang mengancam.") -> Draft:
    draft = Draft.begin(timezone.now() - timedelta(seconds=5), "review").answering({"story": story})
    public.file(draft=draft, now=timezone.now())
    day = timezone.localdate() - timedelta(days=days_ago)
    Filing.objects.filter(pk=draft.form_id).update(doubt=doubt, filed_on=day)
    if not doubt:
        takeover.take_over()
    return draft


def written(draft: Draft, text: str = WORDS, doubt: str = "rate", *, days_ago: int = 0, took: int = 0) -> Further:
    found, now = public.look_up(draft.receipt, draft.word), timezone.now()
    assert found is not None
    before = set(Further.objects.values_list("pk", flat=True))
    public.write_further(found=found, text=text, now=now, begun=now - timedelta(seconds=took))
    row = Further.objects.exclude(pk__in=before).get()
    Further.objects.filter(pk=row.pk).update(doubt=doubt, filed_on=timezone.localdate() - timedelta(days=days_ago))
    return row


def entries(verb: str) -> list[dict[str, Any]]:
    return [json.loads(entry.data) for entry in Entry.objects.filter(verb=verb).order_by("pk")]


def texts() -> list[str]:
    return [message.text for message in Message.objects.all()]


def test_what_is_set_apart_is_not_taken_over_and_stays_sealed() -> None:
    row = written(filed())
    assert takeover.take_over() == 0 and not Message.objects.exists()
    assert bytes(Further.objects.get(pk=row.pk).sealed)


def test_a_genuine_message_in_a_flood_reaches_the_desk_within_one_look() -> None:
    junk = [written(filed(), "Beli pulsa murah di sini sekarang.", "hasty") for _n in range(5)]
    written(filed(), took=60)
    assert quarantine.sift(timezone.now()) == 1
    assert takeover.take_over() == 1 and texts() == [WORDS]
    assert set(Further.objects.quarantined().filter(looked=True)) == set(junk)
    assert quarantine.sift(timezone.now()) == 0
    (entry,) = entries("quarantine.let_through")
    assert (entry["filings"], entry["messages"]) == (0, 1)


def test_whose_complaint_was_read_here_passes_though_written_in_haste() -> None:
    known, stranger = filed(), filed()
    actions.open_complaint(complaint=Complaint.objects.get(pk=known.form_id), by=an_officer())
    takeover.publish_steps()
    written(known, took=2), written(stranger, "Aku juga takut di rumah.", took=2)
    assert quarantine.sift(timezone.now()) == 1
    assert takeover.take_over() == 1
    assert Message.objects.get().complaint_id == known.form_id


def test_many_under_one_receipt_speak_against_each_of_them_whatever_they_say() -> None:
    one = filed()
    for n in range(4):
        written(one, f"Pesan yang lain sekali, nomor {n}.", took=60)
    genuine = written(filed(), took=60)
    assert quarantine.sift(timezone.now()) == 1
    assert Further.objects.waiting().get() == genuine


def test_neither_kind_takes_the_others_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quarantine, "AN_HOUR", 1)
    now = timezone.now()
    for n in range(2):
        draft = Draft.begin(now - timedelta(minutes=3), "review").answering({"story": f"Aku dikunci di kamar {n}."})
        public.file(draft=draft, now=now)
    Filing.objects.update(doubt="rate")
    written(filed(), took=60)
    assert quarantine.sift(now) == 2
    assert Filing.objects.quarantined().count() == 1 and not Further.objects.quarantined().exists()


def test_a_message_whose_complaint_waits_too_takes_it_along() -> None:
    draft = filed(doubt="hasty")
    written(draft, took=60)
    assert quarantine.sift(timezone.now()) == 1
    assert entries("quarantine.let_through")[0]["filings"] == 1
    assert takeover.take_over() == 2
    assert Complaint.objects.get().pk == draft.form_id and texts() == [WORDS]


def test_whoever_comes_back_in_calm_speaks_for_the_own_complaint_also_after_it_was_looked_at() -> None:
    draft = filed(doubt="rate", story="Dia mengancamku lagi lewat akun lain.")
    assert quarantine.sift(timezone.now()) == 0 and Filing.objects.get().looked
    written(draft, doubt="")
    assert takeover.take_over() == 0, "it waits behind its complaint"
    assert quarantine.sift(timezone.now()) == 1
    assert takeover.take_over() == 2 and texts() == [WORDS]


def test_a_message_that_does_not_open_stays_where_it_is() -> None:
    written(filed(), took=60)
    Further.objects.update(sealed=b"nonsense")
    assert quarantine.sift(timezone.now()) == 0
    assert Further.objects.quarantined().get().looked


def test_a_message_is_weighed_by_its_words_its_time_and_whether_its_complaint_is_known() -> None:
    body = {"text": WORDS, "started_at": "2026-11-24T10:00:00+07:00", "filed_at": "2026-11-24T10:01:00+07:00"}
    assert sifting.weight(body, "rate", alike=1) == sifting.ENOUGH
    assert sifting.weight(body | {"filed_at": "x"}, "rate", alike=1) < sifting.ENOUGH
    assert sifting.weight(body | {"filed_at": "x"}, "rate", alike=1, known=True) == sifting.ENOUGH
    assert sifting.weight(body, "trap", alike=1, known=True) < sifting.ENOUGH
    assert sifting.weight(body | {"text": 5}, "rate", alike=1) == 1


def test_staff_let_one_message_through_to_see_it_and_then_all(office: Office) -> None:
    officer, draft, today = a_user(Role.DIVISI_PENGADUAN, office), filed(), timezone.localdate()
    for n in range(3):
        written(draft, f"Pesan {n}", "hasty")
    few: dict[str, Any] = {"day": today, "doubt": "hasty", "by": officer, "what": "further"}
    assert [actions.rescue(**few, most=most) for most in (1, 500, 500)] == [1, 2, 0]
    assert actions.rescue(day=today, doubt="hasty", most=500, by=officer) == 0, "complaints are another kind"
    assert takeover.take_over() == 3
    assert sorted(texts()) == ["Pesan 0", "Pesan 1", "Pesan 2"]


def test_emptying_lets_old_messages_go_by_the_rule_of_complaints_and_tells_their_holder(office: Office) -> None:
    draft = filed()
    old, young = written(draft, "Lama.", days_ago=10), written(draft, "Baru.", days_ago=3)
    assert actions.empty(days=7, by=a_user(Role.KETUA, office)) == 1
    old.refresh_from_db(), young.refresh_from_db()
    assert (bytes(old.sealed), old.taken, old.dropped) == (b"", True, True)
    assert bytes(young.sealed) and not (young.taken or young.dropped)
    (entry,) = entries("quarantine.empty")
    assert (entry["filings"], entry["messages"], entry["days"]) == (0, 1, 7)
    found = public.look_up(draft.receipt, draft.word)
    assert found is not None and found.lost_on == old.filed_on
    assert takeover.take_over() == 0, "its complaint stays what it was"
    assert found.filing.step == Filing.Step.RECEIVED


def test_a_message_let_through_after_its_complaint_was_emptied_begins_a_complaint_anew(office: Office) -> None:
    draft = filed(doubt="rate", days_ago=9)
    written(draft, days_ago=2)
    assert actions.empty(days=7, by=a_user(Role.KETUA, office)) == 1
    assert takeover.take_over() == 0
    by = a_user(Role.DIVISI_PENGADUAN, office)
    day = timezone.localdate() - timedelta(days=2)
    assert actions.rescue(day=day, doubt="rate", most=1, by=by, what="further") == 1
    assert takeover.take_over() == 1
    assert Complaint.objects.get().story == WORDS


def test_the_key_of_a_message_that_waits_is_kept() -> None:
    row, long_ago = written(filed()), timezone.localdate() - timedelta(days=90)
    Filing.objects.update(filed_on=long_ago)
    Further.objects.update(filed_on=long_ago)
    assert intake_keys._still_opens(row.key_id, timezone.now())
    Further.objects.update(taken=True)
    assert not intake_keys._still_opens(row.key_id, timezone.now())


def test_the_page_shows_messages_apart_from_complaints_and_lets_both_through(desk: Client) -> None:
    draft = filed()
    written(draft, doubt="hasty"), written(draft, "Lagi.", "trap")
    filed(doubt="rate")
    page = desk.get(URL).content.decode()
    complaints, messages = page.split("<h2>Pesan lanjutan</h2>")
    assert "datang bersama banyak" in complaints and "diisi terlalu cepat" not in complaints
    assert "diisi terlalu cepat" in messages and "mengisi kolom" in messages
    day = timezone.localdate().isoformat()
    sent = {"hari": day, "sebab": "hasty", "jenis": "further", "aksi": "semua"}
    assert desk.post(f"{URL}loloskan/", sent).status_code == 302
    assert Further.objects.waiting().count() == 1 and Filing.objects.quarantined().count() == 1
    assert desk.post(f"{URL}loloskan/", sent | {"jenis": "user"}).status_code == 400
    assert Further.objects.quarantined().count() == 1


def test_a_page_without_messages_does_not_speak_of_them(desk: Client) -> None:
    filed(doubt="rate")
    page = desk.get(URL).content.decode()
    assert "<h2>Pengaduan</h2>" in page and "<h2>Pesan lanjutan</h2>" not in page


def test_a_message_that_waits_for_more_than_a_day_is_an_alarm_and_counted_apart() -> None:
    row = written(filed(), days_ago=1)
    assert quarantine_check() == ("0 pengaduan, 1 pesan lanjutan", True)
    Further.objects.filter(pk=row.pk).update(filed_on=timezone.localdate() - timedelta(days=2))
    assert quarantine_check() == ("0 pengaduan, 1 pesan lanjutan", False)
    health.watch(timezone.now())
    assert Alarm.objects.open().filter(kind="house.quarantine").count() == 1
    Further.objects.update(doubt="")
    health.watch(timezone.now())
    assert not Alarm.objects.open().filter(kind="house.quarantine").exists()


def quarantine_check() -> tuple[str, bool]:
    (check,) = [check for check in health.checks(timezone.now()) if check.code == "quarantine"]
    return check.value, check.well
