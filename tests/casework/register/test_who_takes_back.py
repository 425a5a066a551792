"""Who may take back an import that is shown: whoever imports, lately; later, or where a file is withheld, a leader."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.conflicts import actions as conflicts
from suar.casework.register import actions
from suar.casework.register.actions import removal
from suar.casework.register.alarm_kinds import UNDONE
from suar.casework.register.cli import import_group
from suar.casework.register.models import ImportRun, State
from suar.config.demo.clock import at
from suar.core.alarms.models import Alarm
from suar.core.errors import Refused
from suar.core.ledger.models import Entry
from suar.registry.accounts.alarms import heard
from suar.registry.accounts.models import Role, User
from tests.casework.register.builders import case
from tests.factories import a_user, an_import, an_office, an_officer
from tests.signing_in import proved

pytestmark = pytest.mark.django_db
WHY = "berkas yang salah"


def an_import_before(by_so_much: timedelta) -> tuple[ImportRun, User]:
    """An import of so long ago, and who made it."""
    with at(timezone.now() - by_so_much):
        by = an_officer()
        return an_import(by, visible=True), by


def an_old_import() -> tuple[ImportRun, User]:
    return an_import_before(timedelta(days=7, minutes=1))


def recuse(run: ImportRun, user: User) -> None:
    """One file of the import is withheld from this user from now on."""
    found = Case.objects.select_related("office").filter(batch=run.batch_id).earliest("number")
    conflicts.recuse(subject=found.child_id, office=found.office, by=user)


def refusal(run: ImportRun, by: User) -> str:
    with pytest.raises(Refused) as refused:
        actions.undo(run=run, by=by, why=WHY)
    assert ImportRun.objects.get(pk=run.pk).state == State.VISIBLE
    return refused.value.message


def test_a_week_later_one_officer_alone_takes_nothing_back() -> None:
    (run, by), wakil = an_old_import(), a_user(Role.WAKIL)
    refusal(run, by)
    actions.undo(run=run, by=wakil, why=WHY)
    assert not Case.objects.exists()


def test_within_the_week_whoever_imports_takes_back() -> None:
    run, by = an_import_before(timedelta(days=6, hours=23))
    actions.undo(run=run, by=by, why=WHY)
    assert not Case.objects.exists()


def test_an_import_with_a_withheld_file_is_taken_back_by_a_leader_who_may_see_all_of_it() -> None:
    kin, colleague, ketua, wakil = an_officer(), an_officer(), a_user(Role.KETUA), a_user(Role.WAKIL)
    run = an_import(kin, visible=True)
    recuse(run, kin)
    said = {refusal(run, kin), refusal(run, colleague)}
    actions.undo(run=run, by=ketua, why=WHY)
    other = an_import(kin, visible=True)
    recuse(other, ketua)
    said |= {refusal(other, ketua), refusal(other, kin)}
    assert len(said) == 1, "nobody learns from the words which it was"
    actions.undo(run=other, by=wakil, why=WHY)
    assert not Case.objects.exists()


def test_an_old_import_is_refused_in_the_words_of_a_withheld_one() -> None:
    (run, by), kin = an_old_import(), an_officer()
    old = refusal(run, by)
    run = an_import(kin, case(name="Dara Rekaan"), visible=True)
    recuse(run, kin)
    assert refusal(run, kin) == old


def test_a_leader_of_another_office_takes_nothing_back_here() -> None:
    run, _by = an_old_import()
    with pytest.raises(Refused):
        actions.undo(run=run, by=a_user(Role.KETUA, an_office("sambas", "KPAD Sambas")), why=WHY)
    assert ImportRun.objects.get().state == State.VISIBLE


def test_the_leaders_hear_of_each_import_that_was_taken_back() -> None:
    by, ketua, wakil = an_officer(), a_user(Role.KETUA), a_user(Role.WAKIL)
    runs = [an_import(by, visible=True)]
    actions.undo(run=runs[0], by=by, why=WHY)
    runs.append(an_import(by, visible=True))
    actions.undo(run=runs[1], by=by, why=WHY)
    for leader in (ketua, wakil):
        told = heard(leader).open().filter(kind=UNDONE)
        assert {alarm.subject for alarm in told} == {run.pk.hex for run in runs}
        assert {alarm.details for alarm in told} == {f"{by.actor_id} rows:2"}
    assert not heard(by).filter(kind=UNDONE).exists()


def test_a_discarded_staging_and_an_undo_that_stopped_are_no_alarm(monkeypatch: pytest.MonkeyPatch) -> None:
    by = an_officer()
    actions.discard(run=an_import(by), by=by)
    assert not Alarm.objects.exists()
    run = an_import(by, visible=True)
    answers = iter([{}, {"R2021-0001": ["catatan"]}])
    monkeypatch.setattr(removal, "work_on", lambda run: next(answers))
    refusal(run, by)
    assert Alarm.objects.filter(kind=UNDONE).count() == 1 and not Alarm.objects.open().exists()


def test_the_press_asks_who_this_is() -> None:
    by, browser = an_officer(), Client()
    browser.force_login(by)
    proved(browser, by, 5 * 60 + 1)
    run = an_import(by, visible=True)
    page = reverse("register:import-undo", args=[run.pk])
    assert "hanya Ketua atau Wakil" in browser.get(page).content.decode()
    asked = browser.post(page, {"version": run.version, "why": WHY})
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert ImportRun.objects.get().state == State.VISIBLE


def command(run: ImportRun, *more: str) -> int:
    return CliRunner().invoke(import_group, ["undo", str(run.pk), "--why", "uji", *more]).exit_code


def test_the_command_asks_what_the_action_asks() -> None:
    (run, by), ketua, wakil = an_old_import(), a_user(Role.KETUA), a_user(Role.WAKIL)
    recuse(run, ketua)
    assert command(run) == 1
    for name in ("nobody.at.all", by.username, ketua.username):
        assert command(run, "--leader", name) == 1
        assert ImportRun.objects.get().state == State.VISIBLE
    assert command(run, "--leader", wakil.username) == 0
    assert not Case.objects.exists()
    assert json.loads(Entry.objects.get(verb="register.undo").data)["leader"] == wakil.actor_id
    assert wakil.actor_id in Alarm.objects.open().get(kind=UNDONE).details
