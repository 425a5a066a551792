"""A row that was changed past the program is not made well by the next change: the finding stands in the record until
somebody has looked into it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import connection
from tests.factories import a_child, an_officer

from suar.casework.children.models import Child
from suar.core import ledger
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.cli import ledger as command
from suar.core.ledger.models import Copy, Entry, StaleRow
from suar.core.ledger.verify import verify
from suar.registry.agencies.models import Agency

pytestmark = pytest.mark.django_db


def an_agency(name: str = "UPTD PPA Contoh") -> Agency:
    agency = Agency(name=name, short_name="UPTD", kind="uptd")
    with ledger.record("agency.add", by=OPERATOR) as entry:
        entry.add(agency)
    return agency


def run(sql: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def edited(agency: Agency) -> Entry:
    fresh = Agency.objects.get(pk=agency.pk)
    fresh.address = "Jalan Contoh 1"
    with ledger.record("agency.edit", by=OPERATOR, office="kalbar") as entry:
        entry.change(fresh)
    return Entry.objects.filter(verb="agency.edit").latest("pk")


def findings() -> list[Entry]:
    return list(Entry.objects.filter(verb="ledger.found").order_by("pk"))


def test_a_change_of_a_row_that_is_as_recorded_finds_nothing() -> None:
    agency = an_agency()
    edited(agency)
    edited(agency)
    assert findings() == []
    assert verify().wrong == []


@pytest.mark.parametrize("tampering", ["note = 'diubah'", "version = version + 1, note = 'diubah'", "version = 7"])
def test_a_change_of_a_tampered_row_goes_on_and_is_found(tampering: str) -> None:
    agency = an_agency()
    run(f"UPDATE agencies_agency SET {tampering}")
    entry = edited(agency)
    assert Agency.objects.get().address == "Jalan Contoh 1"
    (found,) = findings()
    assert json.loads(found.data) == {"entry": entry.pk, "rows": [f"agencies.agency:{agency.pk}"]}
    assert (found.actor, found.office) == ("system:ledger", "kalbar")
    wrong = [one.what for one in verify().wrong]
    assert any(f"before entry {entry.pk} (finding {found.pk})" in what for what in wrong), wrong


def test_a_tampered_sealed_value_is_found_too() -> None:
    child: Child = a_child(an_officer())
    run("UPDATE children_child SET name = %s", b"")
    fresh = Child.objects.get(pk=child.pk)
    with ledger.record("child.edit", by=OPERATOR, subject=child.pk) as entry:
        entry.change(fresh)
    (found,) = findings()
    assert found.subject == child.pk


def test_a_row_that_was_added_past_the_program_is_found_when_it_is_changed() -> None:
    an_agency()
    columns = "version, name, short_name, kind, region_code, address, note, source, verified, active"
    run(
        f"INSERT INTO agencies_agency ({columns}) VALUES (1, 'palsu', 'palsu', 'uptd', '61', '', '', '', %s, %s)",
        True,
        True,
    )
    edited(Agency.objects.get(name="palsu"))
    assert len(findings()) == 1


def test_a_tampered_row_that_is_removed_leaves_its_finding() -> None:
    agency = an_agency()
    run("UPDATE agencies_agency SET note = 'diubah'")
    with ledger.record("agency.remove", by=OPERATOR) as entry:
        entry.remove(Agency.objects.get(pk=agency.pk))
    assert len(findings()) == 1


def test_who_comes_second_is_told_and_nothing_is_found() -> None:
    agency = an_agency()
    second = Agency.objects.get(pk=agency.pk)
    edited(agency)
    second.address = "Jalan Lain"
    with pytest.raises(StaleRow), ledger.record("agency.edit", by=OPERATOR) as entry:
        entry.change(second)
    assert findings() == []


def test_an_action_that_fails_leaves_no_finding() -> None:
    agency = an_agency()
    run("UPDATE agencies_agency SET note = 'diubah'")
    with pytest.raises(RuntimeError), ledger.record("agency.edit", by=OPERATOR) as entry:
        entry.change(Agency.objects.get(pk=agency.pk))
        raise RuntimeError
    assert findings() == []
    assert any("changed past the program" in one.what for one in verify().wrong)


@pytest.mark.parametrize("many", [1, 7])
def test_it_costs_two_statements_a_table(many: int, django_assert_num_queries: Any) -> None:
    agencies = [an_agency(f"UPTD PPA Contoh {n}") for n in range(many)]
    edited(agencies[0])
    agencies[0].refresh_from_db()
    with django_assert_num_queries(2):
        assert ledger.recording.not_as_recorded(agencies) == []


def test_of_many_each_that_was_tampered_with_is_found_and_no_other() -> None:
    """A day that SQLite holds and nobody can read hides nothing of the rows beside it."""
    copies = [Copy(stamp=f"2026112{n}T000000Z", expires_on=date(2027, 1, 1)) for n in range(4)]
    agency = an_agency()
    with ledger.record("vault.backup.begin", by=OPERATOR) as entry:
        entry.add(*copies)
    run("UPDATE agencies_agency SET note = 'diubah'")
    run("UPDATE ledger_copy SET stamp = 'x' WHERE id = %s", copies[3].pk)
    no_day = "x" if connection.vendor == "sqlite" else "2028-01-01"
    run("UPDATE ledger_copy SET expires_on = %s WHERE id = %s", no_day, copies[1].pk)
    assert ledger.recording.not_as_recorded([*copies, agency]) == [
        f"ledger.copy:{copies[1].pk}",
        f"ledger.copy:{copies[3].pk}",
        f"agencies.agency:{agency.pk}",
    ]


def test_whoever_has_looked_into_it_answers_for_the_row_and_the_finding_stays() -> None:
    agency = an_agency()
    run("UPDATE agencies_agency SET note = 'diubah'")
    edited(agency)
    (found,) = findings()
    sequence_all()
    assert [one.table for one in verify().wrong] == ["agencies.agency"]
    done = CliRunner().invoke(command, ["accept", str(found.pk), "--why", "diperiksa"])
    assert done.exit_code == 0, done.output
    sequence_all()
    assert verify().wrong == []
    accepted = Entry.objects.get(verb="ledger.accept")
    assert (json.loads(accepted.data), accepted.why) == ({"finding": found.pk}, "diperiksa")
    assert findings() == [found]


def test_what_is_no_finding_cannot_be_accepted() -> None:
    an_agency()
    done = CliRunner().invoke(command, ["accept", "1", "--why", "x"])
    assert done.exit_code == 1 and "no finding" in done.output
