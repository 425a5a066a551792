"""Staging, showing, a second run: what is stored, who may, what the ledger keeps."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from suar.casework.cases.models import Batch, Case
from suar.casework.children import search
from suar.casework.children.models import Child
from suar.casework.children.sameness import Person
from suar.casework.conflicts.models import Withholding
from suar.casework.duties.models import Duty
from suar.casework.register import actions
from suar.casework.register.models import ImportedRow, ImportRun, State
from suar.casework.register.turns import turn
from suar.casework.register.workbook import UnreadableRegister
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.core.ledger.verify import verify
from suar.core.vault import tokens
from suar.core.vault.fields import unlock
from suar.core.vault.models import DataKey, SearchSubject
from suar.registry.accounts.models import Role
from tests.casework.register.builders import HEADINGS, case, xlsx
from tests.factories import a_case, a_user, an_import, an_office, an_officer, an_officer_elsewhere, an_outsider

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parent / "data"
SAMPLE = DATA / "register-2021.xlsx"


def the_case(**facts: Any) -> Case:
    """The only file of an import of one row."""
    by = an_officer()
    an_import(by, case(**facts), visible=True)
    found = Case.objects.get()
    unlock([found, found.child])
    return found


def sound() -> bool:
    sequence_all()
    return verify().sound


def test_the_sample_gives_exactly_the_expected_counts() -> None:
    by = an_officer()
    run = actions.stage(path=SAMPLE, file_name=SAMPLE.name, office=by.office, by=by)
    assert run.counts == json.loads((DATA / "register-2021.expected.json").read_text())
    assert (run.accepted, run.duplicates, run.state) == (294, 0, State.STAGED)
    assert [(one["row"], one["column"]) for one in run.rejected] == [(321, "Tanggal"), (322, "Tanggal")]
    assert all(f"Baris {one['row']}" in one["reason"] for one in run.rejected)
    assert Case.objects.count() == ImportedRow.objects.count() == 294


def test_nothing_of_a_staged_import_is_seen_or_found() -> None:
    by = an_officer()
    an_import(by, case(name="Bujang Rekaan"))
    assert not Case.objects.visible_to(by).exists()
    assert not Child.objects.visible_to(by).exists()
    assert search.search("Bujang Rekaan", user=by) == []
    assert search.possible_duplicates(office=by.office, person=Person(name="Bujang Rekaan")) == []
    assert not Duty.objects.exists()


def test_one_flag_shows_everything() -> None:
    by = an_officer()
    run = an_import(by)
    actions.make_visible(run=run, by=by)
    assert (run.state, Batch.objects.get().visible) == (State.VISIBLE, True)
    assert Case.objects.visible_to(by).count() == 2
    assert [child.name for child in search.search("Dara Rekaan", user=by)] == ["Dara Rekaan"]


def test_an_open_row_gets_one_duty_and_starts_no_clock() -> None:
    by = an_officer()
    an_import(by, visible=True)
    (duty,) = Duty.objects.all()
    opened = Case.objects.get(status="open")
    assert (duty.kind, duty.case_id, duty.reference) == ("review_imported", opened.pk, opened.number)
    assert (duty.subject, duty.office, duty.agency, duty.officer) == (opened.child_id, by.office, None, None)
    assert duty.due_at is not None
    assert duty.due_at > timezone.now()


def test_a_child_listed_as_suspect_is_flagged_and_never_recoded() -> None:
    found = the_case(cluster="Trafficking dan Eksploitasi", status="Selesai", remark="Pelaku")
    assert (found.review_role, found.cluster) == (True, "trafficking")
    assert [duty.kind for duty in Duty.objects.all()] == ["review_child_role"]


def test_a_file_keeps_what_the_register_says() -> None:
    found = the_case(date="17 Agustus 2021", kind="NP", cluster="ABH", district="Kuburaya", age="9 th", status="Proses")
    assert (found.kind, found.cluster, found.region_code) == ("non", "abh", "61.12")
    assert (found.opened_on, found.age, found.outcome, found.status) == (date(2021, 8, 17), 9, "open", "open")
    assert (found.summary, found.child.name, found.child.sex) == ("Anak dikeluarkan dari sekolah", "Bujang Rekaan", "L")
    assert found.number == "R2021-0001"
    row = ImportedRow.objects.get()
    assert unlock([row])[0].cells["Kab/Kota"] == "Kuburaya"


def test_a_finished_row_is_closed_by_the_register_on_the_day_it_was_opened() -> None:
    found = the_case(status="Selesai")
    assert (found.status, found.closing_reason, found.outcome) == ("closed", "register", "done")
    assert (found.closed_on, found.closed_by) == (found.opened_on, None)
    assert found.closing_note == "Selesai"


def test_a_status_nobody_can_read_leaves_the_row_open_and_says_so() -> None:
    found = the_case(status="zzz")
    assert found.status == "open"
    assert any("zzz" in text for _column, text in unlock([ImportedRow.objects.get()])[0].doubts)


def test_the_age_comes_from_the_birth_date_where_the_register_has_none() -> None:
    assert the_case(age=None, born="03/04/2010", date="01/04/2021").age == 10


def test_a_telephone_number_is_kept_in_the_row_and_is_not_the_childs() -> None:
    found = the_case(phone="0800-123-4567")
    assert found.child.phone == ""
    assert "0800-123-4567" in unlock([ImportedRow.objects.get()])[0].cells.values()


def test_the_same_name_and_birth_date_is_one_child_with_two_files() -> None:
    by = an_officer()
    an_import(by, case(born="03/04/2010"), case(born="3 April 2010", date="09/09/2021", summary="Kejadian lain"))
    assert (Child.objects.count(), Case.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    "other",
    [
        {"born": None},
        {"born": "04/04/2010"},
        {"born": "03/04/2010", "sex": "P"},
        {"born": "03/04/2010", "name": "Bujang"},
    ],
)
def test_less_than_certain_is_never_merged(other: dict[str, Any]) -> None:
    an_import(None, case(born="03/04/2010"), case(**other))
    assert Child.objects.count() == 2


def test_initials_and_a_birth_date_are_not_certain() -> None:
    an_import(None, case(name="B. R.", born="03/04/2010"), case(name="B. R.", born="03/04/2010", date="09/09/2021"))
    assert Child.objects.count() == 2


def test_the_same_nik_is_one_child() -> None:
    by = an_officer()
    head = [*HEADINGS, "NIK"]
    rows = [[*case(name="Bujang R"), "6171010304100000"], [*case(date="09/09/2021"), "6171 0103 0410 0000"]]
    actions.stage(path=xlsx([head, *rows]), file_name="r.xlsx", office=by.office, by=by)
    child = unlock([Child.objects.get()])[0]
    assert child.nik == "6171010304100000"
    assert tokens.find_number("6171010304100000") == [child.pk]


def test_a_second_run_of_the_same_file_imports_nothing_twice() -> None:
    by = an_officer()
    first = actions.stage(path=SAMPLE, file_name="a.xlsx", office=by.office, by=by)
    actions.make_visible(run=first, by=by)
    before = (Case.objects.count(), Child.objects.count(), Duty.objects.count(), DataKey.objects.count())
    second = actions.stage(path=SAMPLE, file_name="b.xlsx", office=by.office, by=by)
    assert (second.accepted, second.duplicates, second.state) == (0, 294, State.EMPTY)
    assert len(second.rejected) == 2
    actions.make_visible(run=second, by=by)
    after = (Case.objects.count(), Child.objects.count(), Duty.objects.count(), DataKey.objects.count())
    assert after == (*before[:3], before[3] + 1)  # the run itself is sealed under a key of its own
    assert second.state == State.EMPTY


def test_a_longer_file_brings_only_its_new_rows() -> None:
    by = an_officer()
    an_import(by, case(), visible=True)
    again = an_import(by, case(), case(), case(name="Dara Rekaan"))
    assert (again.accepted, again.duplicates) == (2, 1)
    assert sorted(Case.objects.values_list("number", flat=True)) == ["R2021-0001", "R2021-0002", "R2021-0003"]


def test_a_finished_status_in_a_later_file_is_the_same_row() -> None:
    by = an_officer()
    an_import(by, case(status="Proses"), visible=True)
    assert an_import(by, case(status="Selesai")).duplicates == 1


def test_what_was_thrown_away_can_be_imported_again() -> None:
    by = an_officer()
    actions.discard(run=an_import(by), by=by)
    assert an_import(by).accepted == 2


def test_two_offices_know_nothing_of_each_other() -> None:
    here, there = an_officer(), an_officer_elsewhere()
    an_import(here, visible=True)
    run = an_import(there, visible=True)
    assert (run.accepted, run.duplicates) == (2, 0)
    assert Case.objects.visible_to(there).count() == 2
    prints = [bytes(row.fingerprint) for row in ImportedRow.objects.all()]
    assert len(set(prints)) == 4
    with pytest.raises(Refused):
        actions.undo(run=run, by=here, why="bukan milik kami")
    with pytest.raises(Refused):
        actions.stage(path=SAMPLE, file_name="x", office=there.office, by=here)


@pytest.mark.parametrize("role", [Role.MITRA, Role.GUBERNUR, Role.ADMIN])
def test_who_does_not_import_is_refused(role: str) -> None:
    by = a_user(role)
    with pytest.raises(Refused):
        actions.stage(path=SAMPLE, file_name="x", office=by.office, by=by)
    with pytest.raises(Refused):
        actions.save_mapping(office=by.office, heading="Tgl", field="date", by=by)
    assert not ImportRun.objects.exists()


def test_an_unreadable_file_leaves_nothing() -> None:
    by = an_officer()
    with pytest.raises(UnreadableRegister):
        actions.stage(path=xlsx([["a", "b"]]), file_name="x", office=by.office, by=by)
    assert not ImportRun.objects.exists()
    assert not Batch.objects.exists()


def test_a_step_that_was_taken_cannot_be_taken_again() -> None:
    by = an_officer()
    run = an_import(by)
    actions.discard(run=ImportRun.objects.get(), by=by)
    with pytest.raises(Conflict):
        actions.make_visible(run=run, by=by)
    with pytest.raises(Conflict):
        actions.discard(run=ImportRun.objects.get(), by=by)


def test_one_import_at_a_time_in_an_office() -> None:
    by, taken, done = an_officer(), Event(), Event()
    office = by.office

    def elsewhere() -> None:
        with turn(office):
            taken.set()
            done.wait(20)
        connection.close()

    other = Thread(target=elsewhere)
    other.start()
    assert taken.wait(20)
    with pytest.raises(Conflict, match="sedang berjalan"):
        an_import(by)
    assert an_import(an_officer_elsewhere()).accepted == 2
    done.set()
    other.join()
    assert an_import(by).accepted == 2


def test_the_ledger_has_one_entry_a_chunk_and_stays_sound() -> None:
    by = an_officer()
    run = an_import(by, visible=True)
    verbs = list(Entry.objects.about(run.pk).order_by("pk").values_list("verb", flat=True))
    assert verbs == [f"register.{step}" for step in ("stage", "rows", "staged", "show", "review", "shown")]
    rows = Entry.objects.get(verb="register.rows")
    assert (rows.actor, rows.office, rows.rows.count()) == (by.actor_id, by.office.code, 7)
    assert rows.rows.filter(table="documents.series").count() == 1  # the numbers it gave
    assert all("Rekaan" not in entry.data + entry.why for entry in Entry.objects.all())
    assert sound()


def test_a_saved_correction_is_used_by_the_next_file() -> None:
    by = an_officer()
    head = [*HEADINGS[:-1], "Kondisi"]
    rows = [
        case(remark="anak dan ibu mengungsi ke rumah nenek"),
        case(remark="anak belum bersekolah lagi", summary="b"),
    ]
    actions.save_mapping(office=by.office, heading="Kondisi", field="summary", by=by)
    actions.save_mapping(office=by.office, heading="Uraian singkat", field="", by=by)
    actions.stage(path=xlsx([head, *rows]), file_name="x", office=by.office, by=by)
    assert "anak belum bersekolah lagi" in [one.summary for one in unlock(Case.objects.all())]


def test_a_correction_names_a_field_that_exists() -> None:
    by = an_officer()
    with pytest.raises(DomainError):
        actions.save_mapping(office=by.office, heading="Tgl", field="bukan_kolom", by=by)
    with pytest.raises(DomainError):
        actions.save_mapping(office=by.office, heading="-", field="date", by=by)


def test_a_correction_is_changed_in_place_with_its_entry() -> None:
    by = an_officer()
    first = actions.save_mapping(office=by.office, heading="Kondisi", field="summary", by=by)
    assert actions.save_mapping(office=by.office, heading="KONDISI ", field="remark", by=by).pk == first.pk
    actions.save_mapping(office=by.office, heading="Kondisi", field="remark", by=by)
    assert Entry.objects.filter(verb="register.map_heading").count() == 2
    assert actions.mapping_of(an_office("lain", "Kantor Lain")) == {}


def test_progress_is_told_from_the_first_row_to_the_last_duty() -> None:
    told: list[tuple[str, int, int | None]] = []
    by = an_officer()
    run = actions.stage(path=SAMPLE, file_name="x", office=by.office, by=by, progress=lambda *step: told.append(step))
    actions.make_visible(run=run, by=by, progress=lambda *step: told.append(step))
    assert [phase for phase, *_ in told] == sorted([phase for phase, *_ in told], key=["read", "write", "show"].index)
    assert ("write", 294, 294) in told
    assert told[-1][1] == told[-1][2]


def test_a_staged_file_is_no_work_for_the_list_of_another_officer() -> None:
    by = an_officer()
    case_before = a_case(by)
    an_import(by)
    assert list(Case.objects.visible_to(by)) == [case_before]
    assert not Case.objects.visible_to(an_outsider()).filter(batch__isnull=False).exists()


def test_every_child_has_a_key_and_can_be_searched_once_shown() -> None:
    an_import(visible=True)
    children = set(Child.objects.values_list("pk", flat=True))
    assert children <= set(DataKey.objects.values_list("pk", flat=True))
    assert children == set(SearchSubject.objects.values_list("subject", flat=True))


def test_the_operator_imports_without_a_role() -> None:
    run = actions.stage(path=xlsx([HEADINGS, case()]), file_name="x", office=an_office(), by=OPERATOR)
    assert (actions.make_visible(run=run, by=OPERATOR).state, run.by) == (State.VISIBLE, None)


def test_what_an_import_withholds_stands_in_the_trail_of_each_child_and_nowhere_without_one() -> None:
    by = an_officer()
    a_user(Role.SEKRETARIAT, name="Herkulanus Bujangga")
    said = "Tinggal bersama Herkulanus Bujangga"
    an_import(by, case(remark=said), case(name="Dara Rekaan", sex="P", remark=said), case(name="Uray Rekaan"))
    entries = Entry.objects.filter(verb="conflict.suspect")
    withheld = set(Withholding.objects.values_list("subject", flat=True))
    assert len(withheld) == 2
    assert {entry.subject for entry in entries} == withheld
    assert {entry.rows.count() for entry in entries} == {1}
