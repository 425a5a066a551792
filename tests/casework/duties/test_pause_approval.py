"""A leader whom somebody names for a pause is asked: a line on *Hari ini*, an alarm without content, yes or no."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.casework.conflicts import actions as conflicts
from suar.casework.duties import actions
from suar.casework.duties.history import pause_lines
from suar.casework.duties.models import Duty, PauseReason
from suar.casework.duties.panels import to_count
from suar.core.alarms.models import Alarm
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Appointment, Role, User
from tests.casework.duties.builders import again, at, data_of, last_entry
from tests.factories import a_complaint, a_duty, a_user, an_officer, an_officer_elsewhere

pytestmark = pytest.mark.django_db
STRETCH: dict[str, Any] = {"begins": at("2026-03-07 08:00"), "ends": at("2026-03-08 08:00")}
PAUSED, UNPAUSED = at("2026-03-10 16:30"), at("2026-03-09 16:30")


@pytest.fixture
def ketua() -> User:
    return a_user(Role.KETUA)


@pytest.fixture
def waiting(ketua: User) -> Duty:
    duty = a_duty(event_at=at("2026-03-06 16:30"))
    actions.pause(duty=duty, by=an_officer(), approved_by=ketua, reason=PauseReason.UNREACHABLE, **STRETCH)
    return again(duty)


def asked(user: User) -> int:
    return to_count(user, timezone.now())["pauses"].count()


def open_alarms() -> list[tuple[str, str, str]]:
    return list(Alarm.objects.open().values_list("kind", "subject", "details"))


def test_a_pause_in_a_leaders_name_waits_for_that_leaders_word_and_counts_until_then(
    waiting: Duty, ketua: User
) -> None:
    assert waiting.due_at == PAUSED
    assert (waiting.pause_waits_for, waiting.pauses[0]["state"]) == (ketua, "waiting")
    assert pause_lines(waiting) == [("jalan terputus, banjir, atau bencana", f"menunggu persetujuan: {ketua.name}")]
    assert asked(ketua) == 1 and asked(an_officer()) == 0


def test_no_clock_is_put_off_out_of_sight(ketua: User) -> None:
    duty = a_duty(event_at=at("2026-03-06 16:30"))
    endless: dict[str, Any] = {"begins": at("2026-03-07 08:00"), "ends": at("2026-05-06 08:01")}
    for by in (an_officer(), ketua):
        with pytest.raises(DomainError, match="paling lama 60 hari"):
            actions.pause(duty=again(duty), by=by, approved_by=ketua, **endless)
    assert again(duty).pauses == []


def test_all_stretches_of_a_duty_together_have_one_bound(ketua: User) -> None:
    duty = a_duty(event_at=at("2026-03-06 16:30"))
    stretches = [("2026-03-07 08:00", "2026-04-06 08:00"), ("2026-04-01 08:00", "2026-04-06 08:00")]
    for begins, ends in stretches:  # the second lies within the first
        actions.pause(duty=again(duty), by=ketua, begins=at(begins), ends=at(ends))
    rest = {"begins": at("2026-05-01 08:00"), "ends": at("2026-05-31 08:00")}
    with pytest.raises(DomainError, match="paling lama 60 hari"):
        actions.pause(duty=again(duty), by=ketua, begins=rest["begins"], ends=rest["ends"] + timedelta(hours=1))
    actions.pause(duty=again(duty), by=ketua, **rest)
    assert len(again(duty).pauses) == 3


def test_no_stretch_is_agreed_to_long_before_it_begins(ketua: User) -> None:
    duty, now = a_duty(), timezone.now()
    with pytest.raises(DomainError, match="paling lambat besok"):
        actions.pause(duty=duty, by=ketua, begins=now + timedelta(days=2), ends=now + timedelta(days=3))
    actions.pause(duty=again(duty), by=ketua, begins=now + timedelta(days=1), ends=now + timedelta(days=2))


def test_a_leader_lets_no_clock_of_their_own_stand_still_while_another_may_say_so(ketua: User) -> None:
    own = a_duty(officer=ketua)
    actions.pause(duty=again(own), by=ketua, **STRETCH)  # nobody else leads
    wakil = a_user(Role.WAKIL)
    later: dict[str, Any] = {"begins": at("2026-03-09 08:00"), "ends": at("2026-03-10 08:00")}
    for approver in (None, ketua):
        with pytest.raises(DomainError, match="jedanya sendiri"):
            actions.pause(duty=again(own), by=ketua, approved_by=approver, **later)
    actions.pause(duty=again(own), by=ketua, approved_by=wakil, **later)
    assert again(own).pauses[-1]["state"] == "waiting"


def test_a_pause_offers_nobody_who_may_not_agree_to_it(ketua: User) -> None:
    duty, browser = a_duty(officer=ketua), signed_in(an_officer())
    path = reverse("duties:duty-pause", args=[duty.pk])

    def offered() -> list[User]:
        return list(browser.get(path).context["form"].fields["approved_by"].queryset)

    assert offered() == [ketua], "nobody else leads"
    a_user(Role.WAKIL, an_officer_elsewhere().office)
    wakil = a_user(Role.WAKIL)
    assert offered() == [wakil]
    typed = {"begins": "2026-11-05T00:00", "ends": "2026-11-08T00:00", "reason": "others", "note": "sungai meluap"}
    answer = browser.post(path, {"version": duty.version, "approved_by": str(ketua.pk), **typed})
    assert answer.status_code == 422 and "sungai meluap" in answer.text and again(duty).pauses == []


def test_no_pause_is_offered_of_what_only_an_act_of_its_own_ends(ketua: User) -> None:
    a_complaint(a_user(Role.SEKRETARIAT))
    review, other, browser = Duty.objects.get(kind="triage_complaint"), a_duty(), signed_in(ketua)

    def offered(duty: Duty) -> bool:
        path = reverse("duties:duty-pause", args=[duty.pk])
        return path in browser.get(reverse("duties:duty-detail", args=[duty.pk])).text

    assert offered(other) and not offered(review)


def test_a_leader_from_whom_the_file_is_withheld_is_no_other_one(ketua: User) -> None:
    wakil, own = a_user(Role.WAKIL), a_duty(officer=ketua)
    conflicts.recuse(subject=own.subject, office=own.office, by=wakil)
    actions.pause(duty=again(own), by=ketua, **STRETCH)
    assert again(own).pauses[0]["approved"] == ketua.pk


def test_whoever_took_the_duty_over_meanwhile_does_not_agree(waiting: Duty, ketua: User) -> None:
    actions.assign(duty=waiting, officer=ketua, by=ketua)
    a_user(Role.WAKIL)
    with pytest.raises(DomainError, match="jedanya sendiri"):
        actions.confirm_pause(duty=again(waiting), by=ketua)
    actions.reject_pause(duty=again(waiting), by=ketua, why="tidak perlu")
    assert again(waiting).pauses[0]["state"] == "rejected"


def test_the_leader_agrees_and_the_clock_stays_as_it_is(waiting: Duty, ketua: User) -> None:
    actions.confirm_pause(duty=waiting, by=ketua, note="sungai meluap")
    found = again(waiting)
    assert (found.due_at, found.pause_waits_for, found.pauses[0]["state"]) == (PAUSED, None, "agreed")
    assert pause_lines(found)[0][1] == f"disetujui: {ketua.name}"
    assert asked(ketua) == 0 and last_entry("duty.confirm_pause").actor == ketua.actor_id
    assert found.notes.get().text == "sungai meluap"


def test_the_leader_rejects_and_the_clock_is_set_as_if_it_had_not_been(waiting: Duty, ketua: User) -> None:
    actions.reject_pause(duty=waiting, by=ketua, why="jalannya terbuka")
    found = again(waiting)
    assert (found.due_at, found.turn_at, found.pause_waits_for) == (UNPAUSED, UNPAUSED, None)
    assert pause_lines(found)[0][1] == f"ditolak: {ketua.name}"
    assert data_of(last_entry("duty.reject_pause"))["kind"] == found.kind


def test_a_pause_agreed_to_before_stays_when_a_later_one_is_rejected(waiting: Duty, ketua: User) -> None:
    actions.confirm_pause(duty=waiting, by=ketua)
    later: dict[str, Any] = {"begins": at("2026-03-09 08:00"), "ends": at("2026-03-10 08:00")}
    actions.pause(duty=again(waiting), by=an_officer(), approved_by=ketua, **later)
    assert again(waiting).due_at == PAUSED + timedelta(days=1)
    actions.reject_pause(duty=again(waiting), by=ketua, why="cukup satu hari")
    assert again(waiting).due_at == PAUSED
    assert [pause["state"] for pause in again(waiting).pauses] == ["agreed", "rejected"]


def test_one_waits_at_a_time(waiting: Duty, ketua: User) -> None:
    for by in (an_officer(), ketua):
        with pytest.raises(Conflict, match="masih menunggu"):
            actions.pause(duty=again(waiting), by=by, approved_by=ketua, **STRETCH)
    assert len(again(waiting).pauses) == 1


def test_nobody_but_the_leader_who_was_named_answers(waiting: Duty, ketua: User) -> None:
    for other in (an_officer(), a_user(Role.WAKIL), a_user(Role.SEKRETARIAT)):
        with pytest.raises(Refused):
            actions.confirm_pause(duty=again(waiting), by=other)
        with pytest.raises(Refused):
            actions.reject_pause(duty=again(waiting), by=other, why="tidak")
    actions.confirm_pause(duty=again(waiting), by=ketua)
    with pytest.raises(Conflict, match="Tidak ada jeda"):
        actions.reject_pause(duty=again(waiting), by=ketua, why="berubah pikiran")


def test_another_leader_answers_when_the_named_one_leads_no_longer(waiting: Duty, ketua: User) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    models.QuerySet.update(Appointment.objects.filter(user=ketua), since=yesterday, until=yesterday)
    wakil = a_user(Role.WAKIL)
    actions.reject_pause(duty=again(waiting), by=wakil, why="tidak perlu")
    assert again(waiting).pauses[0]["approved"] == wakil.pk


def test_a_leader_who_pauses_and_a_clock_that_stops_by_law_wait_for_nobody(ketua: User) -> None:
    own = a_duty(event_at=at("2026-03-06 16:30"))
    actions.pause(duty=own, by=ketua, **STRETCH)
    detention = a_duty("legal_watch", rule="kuhap25.detain.investigation", event_at=at("2026-03-02 10:00"))
    actions.pause(duty=detention, by=an_officer(), approved_by=ketua, reason=PauseReason.HOSPITAL, **STRETCH)
    assert again(own).pauses[0]["state"] == again(detention).pauses[0]["state"] == "agreed"
    assert again(detention).pauses[0]["approved"] is None
    assert asked(ketua) == 0


def test_what_was_done_during_a_pause_that_is_rejected_was_done_late(waiting: Duty, ketua: User) -> None:
    actions.finish(duty=waiting, by=an_officer(), note="Selesai.")
    assert again(waiting).due_at == PAUSED and asked(ketua) == 1
    actions.reject_pause(duty=again(waiting), by=ketua, why="jalannya terbuka")
    assert again(waiting).due_at == UNPAUSED and again(waiting).is_late(timezone.now())


def test_an_alarm_without_content_stands_open_as_long_as_a_pause_waits(waiting: Duty, ketua: User) -> None:
    assert actions.watch_pauses() == 1 and actions.watch_pauses() == 1
    assert open_alarms() == [("pause.waiting", str(waiting.subject), "")]
    actions.confirm_pause(duty=again(waiting), by=ketua)
    assert actions.watch_pauses() == 0 and open_alarms() == []
    assert Entry.objects.filter(verb="alarm.raise").count() == Entry.objects.filter(verb="alarm.close").count() == 1


def test_somebody_from_whom_the_file_is_withheld_is_not_named(ketua: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("suar.casework.conflicts.withheld.is_withheld", lambda user, _subject: user == ketua)
    duty = a_duty(event_at=at("2026-03-06 16:30"))
    with pytest.raises(DomainError, match="tidak dapat memegangnya"):
        actions.pause(duty=duty, by=an_officer(), approved_by=ketua, **STRETCH)
    assert again(duty).pauses == []


# On the pages


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("answer", ["confirm", "reject"])
@pytest.mark.at("2026-12-07T09:00+07:00")  # a date of another year is written with its year
def test_the_page_of_the_answer_says_what_is_asked_by_whom_and_why(ketua: User, answer: str) -> None:
    asker, duty = an_officer(), a_duty(event_at=at("2026-03-06 16:30"))
    note = "Jembatan ke desa putus."
    actions.pause(duty=duty, by=asker, approved_by=ketua, reason=PauseReason.UNREACHABLE, note=note, **STRETCH)
    page = signed_in(ketua).get(reverse(f"duties:duty-pause-{answer}", args=[duty.pk])).content.decode()
    for said in ("Yang diminta", "7/3", "8/3", "jalan terputus", asker.name, note):
        assert said in page, said


def test_today_says_it_to_the_leader_named_and_to_nobody_else(waiting: Duty, ketua: User) -> None:
    page = signed_in(ketua).get("/").content.decode()
    assert "jeda menunggu persetujuan Anda" in page and "tab=jeda" in page
    assert "jeda menunggu persetujuan Anda" not in signed_in(an_officer()).get("/").content.decode()
    listed = signed_in(ketua).get("/kewajiban/?tab=jeda&status=semua").content.decode()
    assert str(waiting.pk) in listed and "Menunggu persetujuan Anda" in listed
    assert "Menunggu persetujuan Anda" not in signed_in(an_officer()).get("/kewajiban/").content.decode()


def test_the_duty_says_that_it_waits_and_offers_the_answer_to_the_one_who_is_asked(waiting: Duty, ketua: User) -> None:
    url = f"/kewajiban/{waiting.pk}/"
    asked_page, other = (signed_in(user).get(url).content.decode() for user in (ketua, an_officer()))
    assert "Jeda menunggu persetujuan Anda" in asked_page and f"{url}jeda/setujui/" in asked_page
    assert "Jeda menunggu persetujuan" in other and "jeda/setujui/" not in other
    assert f"menunggu persetujuan: {ketua.name}" in other


def test_the_leader_answers_on_the_page(waiting: Duty, ketua: User) -> None:
    url, desk = f"/kewajiban/{waiting.pk}/jeda/", signed_in(ketua)
    assert desk.get(f"{url}tolak/").status_code == desk.get(f"{url}setujui/").status_code == 200
    assert desk.post(f"{url}tolak/", {"version": waiting.version}).status_code == 422, "a reason is asked for"
    refused = signed_in(an_officer()).post(f"{url}setujui/", {"version": waiting.version})
    assert refused.status_code == 403 and again(waiting).pause_waits_for == ketua
    assert desk.post(f"{url}setujui/", {"version": waiting.version}).status_code == 302
    assert again(waiting).pauses[0]["state"] == "agreed"
    assert desk.post(f"{url}tolak/", {"version": again(waiting).version, "why": "x"}).status_code == 409
