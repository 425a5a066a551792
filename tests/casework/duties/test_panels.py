"""What shared pages are given: the next duties, counts, bars, and the duties of one file."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from suar.casework.duties import actions, panels
from suar.registry.accounts.models import Role
from tests.casework.duties.builders import at_most
from tests.factories import a_duty, a_user, an_agency, an_office, an_officer, an_officer_elsewhere

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_today_shows_five_of_each_and_counts_all() -> None:
    now, officer = timezone.now(), an_officer()
    for n in range(7):
        a_duty("other", what=f"Janji {n}", due_at=now + n * DAY, reference=f"2026-000{n}")
    a_duty("other", what="Terlambat", due_at=now - HOUR, reference="2026-0009")
    for n in range(6):
        a_duty("agency_answer", due_at=now + n * DAY - HOUR)
    shown = panels.today(officer, now)
    ours, theirs = shown["ours"], shown["theirs"]
    assert [row.title for row in ours["items"]] == ["Terlambat", "Janji 0", "Janji 1", "Janji 2", "Janji 3"]
    assert (ours["count"], ours["late"]) == (8, 1)
    assert (len(theirs["items"]), theirs["count"], theirs["late"]) == (5, 6, 1)
    first = ours["items"][0]
    assert (first.tone, first.late, first.reference) == ("red", True, "2026-0009")
    assert "lewat 1 jam" in first.time


def test_tones_say_late_today_and_later() -> None:
    now = timezone.now()
    tones = {}
    for name, span in {"late": -HOUR, "soon": HOUR, "later": 5 * DAY}.items():
        a_duty("other", what=name, due_at=now + span)
    for row in panels.today(an_officer(), now)["ours"]["items"]:
        tones[row.title] = row.tone
    assert tones == {"late": "red", "soon": "amber", "later": ""}


def test_a_doubtful_limit_is_amber_with_its_badge_and_counts_as_no_lateness() -> None:
    now = timezone.now()
    a_duty("legal_step", rule="pp43.lpsk_assessment", event_at=now - 60 * DAY, agency=an_agency("witness"))
    theirs = panels.today(an_officer(), now)["theirs"]
    (row,) = theirs["items"]
    assert (row.title, row.badge, row.tone) == ("Nilai besarnya restitusi", "batas perlu dicek", "amber")
    assert (theirs["count"], theirs["late"]) == (1, 0)


def test_a_question_is_ours_and_amber() -> None:
    a_duty("legal_step", rule="kuhap25.spdp", event_at=None, agency=an_agency("police"))
    shown = panels.today(an_officer(), timezone.now())
    (row,) = shown["ours"]["items"]
    assert (row.title, row.tone, row.time) == ("Tanyakan kapan: penyidikan dimulai", "amber", "tanggal belum diketahui")
    assert shown["ours"]["late"] == 0 and shown["theirs"]["count"] == 0


def test_what_went_up_to_the_ketua_says_so() -> None:
    now = timezone.now()
    a_duty("other", what="x", due_at=now - 9 * DAY)
    actions.note_lateness(now=now)
    actions.escalate(now=now)
    (row,) = panels.today(a_user(Role.KETUA), now)["ours"]["items"]
    assert (row.badge, row.badge_tone) == ("naik ke Ketua", "red")


def test_the_bars_are_the_scores_of_thirty_days() -> None:
    now, good, bad, fresh = timezone.now(), an_agency(), an_agency("police"), an_agency("court")
    for _ in range(3):
        duty = a_duty("agency_answer", agency=good, due_at=now - DAY)
        actions.finish(duty=duty, by=an_officer(), at=now - 2 * DAY, note="Selesai.")
    for _ in range(2):
        a_duty("agency_answer", agency=bad, due_at=now - DAY)
    a_duty("agency_answer", agency=fresh, due_at=now + timedelta(minutes=1))
    bars = panels.today(an_officer(), now)["scores"]
    shown = {bar["label"]: (bar["value"], bar["text"], bar["tone"]) for bar in bars}
    assert shown[good.short_name] == (100.0, "100 %", "")
    assert shown[bad.short_name] == (0.0, "0 %", "red")
    if fresh.short_name in shown:  # a minute before midnight it is due tomorrow
        assert shown[fresh.short_name] == (0.0, "belum jatuh tempo", "")


def test_another_office_sees_nothing_of_it() -> None:
    a_duty()
    a_duty("agency_answer", event_at=timezone.now() - 20 * DAY)
    shown = panels.today(an_officer_elsewhere(), timezone.now())
    assert (shown["ours"]["count"], shown["theirs"]["count"], shown["scores"]) == (0, 0, [])


def test_today_costs_the_same_with_more_rows() -> None:
    now, officer = timezone.now(), an_officer()
    for _ in range(9):
        a_duty("other", what="x", due_at=now)
        a_duty("agency_answer", due_at=now)
    assert officer.office_ids
    with at_most(6, keys=2):
        panels.today(officer, now)


def test_the_duties_of_one_file_in_their_turn() -> None:
    now, officer, subject, case = timezone.now(), an_officer(), uuid4(), uuid4()
    facts = {"subject": subject, "case_id": case}
    later = a_duty("other", what="kemudian", due_at=now + 9 * DAY, **facts)
    late = a_duty("other", what="lewat", due_at=now - DAY, **facts)
    done = a_duty("other", what="sudah", due_at=now, **facts)
    other_file = a_duty("other", what="berkas lain", due_at=now, subject=subject, case_id=uuid4())
    actions.finish(duty=done, by=officer, note="Selesai.")
    shown = panels.case_duties(subject, officer, now, case_id=case)
    assert shown["next"].title == "lewat"
    assert [row.title for row in shown["open"]] == ["lewat", "kemudian"]
    assert [(row.title, row.badge) for row in shown["closed"]] == [("sudah", "selesai terlambat")]
    assert shown["late"] == 1
    assert shown["add_url"] == f"/kewajiban/tambah/{subject}/?berkas={case}"
    assert len(panels.case_duties(subject, officer, now)["open"]) == 3
    assert panels.case_duties(uuid4(), officer, now)["next"] is None
    assert later.pk != late.pk != other_file.pk
    elsewhere = panels.case_duties(subject, an_officer_elsewhere(), now)
    assert (elsewhere["open"], elsewhere["closed"]) == ([], [])
    assert an_office().pk
