"""Undo, discard, and what a kill leaves at each point: taken up again, or as if it had never been."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Batch, Case
from suar.casework.children import actions as children
from suar.casework.children.models import Child
from suar.casework.complaints import actions as complaints
from suar.casework.duties import actions as duties
from suar.casework.duties.models import Duty
from suar.casework.material import actions as material
from suar.casework.register import actions
from suar.casework.register.actions import removal, staging, visibility
from suar.casework.register.models import ImportedRow, ImportRun, State
from suar.config.tick import tick
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.models import Entry
from suar.core.ledger.verify import verify
from suar.core.vault.fields import unlock
from suar.core.vault.models import DataKey, SearchSubject, SearchToken
from suar.registry.accounts.models import Role, User
from tests.casework.children.builders import a_circumstance, a_merge
from tests.casework.register.builders import case
from tests.conditions import MET
from tests.factories import a_child, a_user, an_agency, an_import, an_officer

pytestmark = pytest.mark.django_db
WHY = "berkas yang salah"


class Killed(BaseException):
    """Stands for a process that ends between two steps."""


@pytest.fixture
def kill(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Make a step die at its n-th call, before it does anything or (`after`) when it is done."""

    def at(module: Any, name: str, nth: int = 1, *, after: bool = False) -> None:
        whole, calls = getattr(module, name), 0

        def dying(*args: Any, **kwargs: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == nth and not after:
                raise Killed
            result = whole(*args, **kwargs)
            if calls == nth:
                raise Killed
            return result

        monkeypatch.setattr(module, name, dying)

    return at


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (staging, visibility, removal):
        monkeypatch.setattr(module, "CHUNK", 2)


def rows(n: int) -> list[list[Any]]:
    return [case(name=f"Anak Rekaan {chr(65 + i)}", status="Proses", summary=f"Uraian {i}") for i in range(n)]


def left(runs: set[UUID]) -> dict[str, int]:
    """What stands of an import: rows, search tokens, keys other than those of the runs themselves."""
    tables = (Case, Child, ImportedRow, Duty, Batch, SearchSubject, SearchToken)
    found = {table.__name__: table.objects.count() for table in tables}
    found["DataKey"] = DataKey.objects.exclude(pk__in=runs).count()
    return {name: n for name, n in found.items() if n}


def sound() -> bool:
    sequence_all()
    return verify().sound


def test_an_import_is_undone_as_one() -> None:
    by = an_officer()
    run = an_import(by, *rows(5), visible=True)
    actions.undo(run=run, by=by, why=WHY)
    assert run.state == State.UNDONE
    assert left({run.pk}) == {}
    assert sound()


def test_what_is_undone_can_be_imported_again() -> None:
    by = an_officer()
    actions.undo(run=an_import(by, *rows(3), visible=True), by=by, why=WHY)
    assert an_import(by, *rows(3)).accepted == 3


def test_nothing_of_the_file_stays_in_an_undone_run() -> None:
    by = an_officer()
    run = an_import(by, case(), case(date="31/02/2021"), visible=True)
    assert unlock([run])[0].rejected
    actions.undo(run=run, by=by, why=WHY)
    kept = unlock([ImportRun.objects.get()])[0]
    assert (kept.rejected, kept.found, kept.counts, kept.mapping) == (None, None, {}, {})
    assert kept.accepted == 1


def test_the_reason_is_kept_sealed_with_the_run_and_not_in_the_ledger() -> None:
    by = an_officer()
    run = an_import(by, visible=True)
    with pytest.raises(DomainError):
        actions.undo(run=run, by=by, why="  ")
    actions.undo(run=run, by=by, why=WHY)
    entry = Entry.objects.get(verb="register.undo")
    assert (entry.why, entry.actor, entry.subject) == ("", by.actor_id, run.pk)
    assert unlock([ImportRun.objects.get()])[0].why_undone == WHY


def test_the_undo_of_one_import_leaves_another_alone() -> None:
    by = an_officer()
    first, second = an_import(by, *rows(2), visible=True), an_import(by, case(), visible=True)
    actions.undo(run=second, by=by, why=WHY)
    assert Case.objects.filter(batch=first.batch_id).count() == Duty.objects.count() == 2


def test_a_staged_import_is_discarded_not_undone() -> None:
    by = an_officer()
    run = an_import(by, *rows(3))
    with pytest.raises(Conflict):
        actions.undo(run=run, by=by, why=WHY)
    actions.discard(run=run, by=by)
    assert run.state == State.DISCARDED
    assert left({run.pk}) == {}
    assert sound()


def a_note(found: Case, by: User) -> None:
    cases.write_note(case=found, by=by, seen="Anak tampak sehat.")


def a_sheet(found: Case, by: User) -> None:
    cases.write_sheet(case=found, by=by, state="Sehat.", safe="yes")


def an_officer_for_it(found: Case, by: User) -> None:
    cases.assign(case=found, officer=by, by=by)


def a_changed_name(found: Case, by: User) -> None:
    children.edit(child=found.child, by=by, name="Nama Lain")


def a_duty_done(found: Case, by: User) -> None:
    duties.finish(duty=Duty.objects.get(case_id=found.pk), by=by)


def another_duty(found: Case, by: User) -> None:
    duties.start(
        kind="see_child", about="child", subject=found.child_id, office=found.office, case_id=found.pk, by=by,
        event_at=Entry.objects.latest("pk").at,
    )  # fmt: skip


def another_file(found: Case, by: User) -> None:
    cases.open_case(child=found.child, office=found.office, by=by, kind="non", cluster="abh")


def a_handover(found: Case, by: User) -> None:
    complaints.hand_over(
        case=found,
        agency=an_agency(),
        purpose="Anak perlu tempat aman.",
        packet="ringkas",
        recipient="Ibu Sari",
        conditions=MET,
        by=by,
    )


def what_surrounds_it(found: Case, by: User) -> None:
    a_circumstance(found.child, by)


def read_as_another(found: Case, by: User) -> None:
    a_merge(a_child(by), found.child, a_user(Role.KETUA, found.office))


def material_arrived(found: Case, by: User) -> None:
    material.begin(office=found.office, case=found, by=by)


@pytest.mark.parametrize(
    ("work", "named"),
    [
        (what_surrounds_it, "keadaan anak"),
        (read_as_another, "gabungan dengan berkas lain"),
        (material_arrived, "materi masuk"),
        (a_note, "catatan"),
        (a_sheet, "lembar pantau"),
        (an_officer_for_it, "berkas diubah"),
        (a_changed_name, "data anak diubah"),
        (a_duty_done, "kewajiban dikerjakan"),
        (another_duty, "kewajiban dikerjakan"),
        (another_file, "berkas lain"),
        (a_handover, "penyerahan"),
    ],
)
def test_an_import_somebody_worked_on_is_not_undone(work: Callable[[Case, User], None], named: str) -> None:
    by = an_officer()
    run = an_import(by, *rows(3), visible=True)
    found = Case.objects.get(number="R2021-0002")
    unlock([found, found.child])
    work(found, by)
    with pytest.raises(Refused, match=rf"R2021-0002 \([^)]*{named}"):
        actions.undo(run=run, by=by, why=WHY)
    assert Case.objects.visible_to(by).filter(batch=run.batch_id).count() == 3
    assert ImportRun.objects.get().state == State.VISIBLE


def test_reminders_of_the_worker_are_no_work() -> None:
    by = an_officer()
    run = an_import(by, *rows(2), visible=True)
    later = Duty.objects.latest("due_at").due_at
    assert later is not None
    tick(later)
    actions.undo(run=run, by=by, why=WHY)
    assert left({run.pk}) == {}


def test_work_written_while_the_flag_fell_shows_the_import_again(monkeypatch: pytest.MonkeyPatch) -> None:
    by = an_officer()
    run = an_import(by, visible=True)
    answers = iter([{}, {"R2021-0001": ["catatan"]}])
    monkeypatch.setattr(removal, "work_on", lambda run: next(answers))
    with pytest.raises(Refused):
        actions.undo(run=run, by=by, why=WHY)
    assert (ImportRun.objects.get().state, Batch.objects.get().visible) == (State.VISIBLE, True)
    assert sound()


def test_a_child_of_another_file_stays_when_its_imported_file_goes() -> None:
    by = an_officer()
    other = a_child(by)
    actions.undo(run=an_import(by, *rows(2), visible=True), by=by, why=WHY)
    assert list(Child.objects.all()) == [other]
    assert DataKey.objects.filter(pk=other.pk).exists()


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("nth", [1, 2, 3])
@pytest.mark.parametrize("after", [False, True])
def test_a_kill_while_staging_leaves_nothing_once_the_next_import_runs(
    kill: Callable[..., None], monkeypatch: pytest.MonkeyPatch, nth: int, after: bool
) -> None:
    by = an_officer()
    kill(staging, "add_chunk", nth, after=after)
    with pytest.raises(Killed):
        an_import(by, *rows(5))
    monkeypatch.undo()
    assert ImportRun.objects.get().state == State.STAGING
    assert not Case.objects.visible_to(by).exists()
    run = an_import(by, *rows(5), visible=True)
    assert (run.accepted, Case.objects.count(), Child.objects.count()) == (5, 5, 5)
    assert sorted(ImportRun.objects.values_list("state", flat=True)) == [State.DISCARDED, State.VISIBLE]
    assert sound()


@pytest.mark.usefixtures("small_chunks")
def test_a_staging_that_was_killed_cannot_be_shown(kill: Callable[..., None]) -> None:
    by = an_officer()
    kill(staging, "add_chunk", 2)
    with pytest.raises(Killed):
        an_import(by, *rows(5))
    with pytest.raises(Conflict):
        actions.make_visible(run=ImportRun.objects.get(), by=by)


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("nth", [1, 2, 3])
def test_a_kill_while_duties_are_made_is_finished_by_the_tick(
    kill: Callable[..., None], monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    by = an_officer()
    run = an_import(by, *rows(5))
    kill(visibility, "start_chunk", nth, after=True)
    with pytest.raises(Killed):
        actions.make_visible(run=run, by=by)
    monkeypatch.undo()
    assert Case.objects.visible_to(by).count() == 5
    assert tick()["imports"] == 1
    assert ImportRun.objects.get().state == State.VISIBLE
    assert sorted(Duty.objects.values_list("reference", flat=True)) == [f"R2021-{n:04d}" for n in range(1, 6)]
    assert sound()


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("nth", [1, 2, 3])
@pytest.mark.parametrize("after", [False, True])
def test_a_kill_while_rows_are_removed_is_finished_with_every_key(
    kill: Callable[..., None], monkeypatch: pytest.MonkeyPatch, nth: int, after: bool
) -> None:
    by = an_officer()
    run = an_import(by, *rows(5), visible=True)
    kill(removal, "remove_chunk", nth, after=after)
    with pytest.raises(Killed):
        actions.undo(run=run, by=by, why=WHY)
    monkeypatch.undo()
    assert not Case.objects.visible_to(by).exists()
    assert tick()["imports"] == 1
    assert ImportRun.objects.get().state == State.UNDONE
    assert left({run.pk}) == {}
    assert sound()


@pytest.mark.usefixtures("small_chunks")
def test_a_discard_that_was_killed_is_finished(kill: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    by = an_officer()
    run = an_import(by, *rows(5))
    kill(removal, "remove_chunk", 2)
    with pytest.raises(Killed):
        actions.discard(run=run, by=by)
    monkeypatch.undo()
    assert tick()["imports"] == 1
    assert ImportRun.objects.get().state == State.DISCARDED
    assert left({run.pk}) == {}


def test_the_tick_leaves_finished_imports_alone() -> None:
    an_import(visible=True)
    an_import()
    assert tick()["imports"] == 0
