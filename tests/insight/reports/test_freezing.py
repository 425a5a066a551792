"""Freezing: one fingerprint for the same figures, recorded, refused to whoever may not."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings
from django.utils import timezone

from suar.core.errors import DomainError, Refused
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.canonical import canonical_json
from suar.core.ledger.models import Covered, Entry
from suar.insight.reports import actions, tasks
from suar.insight.reports.editions import Edition
from suar.insight.reports.models import Snapshot
from suar.insight.reports.periods import parse
from suar.insight.reports.rendering import FORMATS, file_name, file_of, render
from suar.registry.accounts.models import Role
from tests.factories import a_user, an_office, an_officer_elsewhere
from tests.insight.reports.builders import some_cases

pytestmark = pytest.mark.django_db


@pytest.fixture
def snapshot() -> Snapshot:
    some_cases(an_office(), [{"cluster": "abh"}] * 11 + [{"kind": "non", "region_code": "61.71"}] * 4)
    return actions.freeze(office=an_office(), period=parse("2021"), by=OPERATOR)


def test_the_fingerprint_is_the_hash_of_what_is_stored(snapshot: Snapshot) -> None:
    stored = Snapshot.objects.get(pk=snapshot.pk)
    assert sha256(canonical_json(stored.content)).hexdigest() == stored.fingerprint
    assert len(stored.content["salt"]) == 32


def test_the_moment_of_freezing_is_not_in_the_content(snapshot: Snapshot) -> None:
    assert str(snapshot.at.year) + snapshot.at.strftime("-%m-%d") not in canonical_json(snapshot.content).decode()


def test_the_same_figures_give_the_same_snapshot_and_changed_ones_another(snapshot: Snapshot) -> None:
    assert actions.freeze(office=snapshot.office, period=parse("2021"), by=OPERATOR).pk == snapshot.pk
    added = some_cases(snapshot.office, [{}])
    second = actions.freeze(office=snapshot.office, period=parse("2021"), by=OPERATOR)
    assert second.fingerprint != snapshot.fingerprint
    assert added
    assert Snapshot.objects.count() == 2


def test_freezing_is_in_the_ledger_with_its_row(snapshot: Snapshot) -> None:
    entry = Entry.objects.get(verb="report.freeze")
    assert snapshot.fingerprint in entry.data
    assert Covered.objects.filter(entry=entry, table="reports.snapshot", row=str(snapshot.pk)).exists()


def test_a_running_period_is_provisional() -> None:
    today = timezone.localdate()
    running = actions.freeze(office=an_office(), period=parse(f"{today:%Y}"), by=OPERATOR)
    over = actions.freeze(office=an_office(), period=parse("2021"), by=OPERATOR)
    assert (running.provisional, over.provisional) == (True, False)
    assert list(Snapshot.objects.finished()) == [over]


@pytest.mark.parametrize("role", [Role.SEKRETARIAT, Role.GUBERNUR, Role.ADMIN, Role.MITRA])
def test_only_commissioners_freeze(role: Role) -> None:
    with pytest.raises(Refused):
        actions.freeze(office=an_office(), period=parse("2021"), by=a_user(role))
    assert not Snapshot.objects.exists()


def test_nobody_freezes_another_offices_figures() -> None:
    with pytest.raises(Refused, match="tidak bertugas"):
        actions.freeze(office=an_office(), period=parse("2021"), by=an_officer_elsewhere())


@pytest.mark.parametrize("form", list(FORMATS))
@pytest.mark.parametrize("edition", list(Edition))
def test_the_same_snapshot_gives_the_same_bytes(snapshot: Snapshot, edition: Edition, form: str) -> None:
    first = render(snapshot, edition, form)
    assert render(Snapshot.objects.get(pk=snapshot.pk), edition, form) == first
    assert file_of(snapshot, edition, form) == file_of(snapshot, edition, form) == first


SCRIPT = """
import pickle, sys
import django
django.setup()
from suar.insight.reports.rendering import render
snapshot, forms, target = pickle.load(open(sys.argv[1], "rb"))
with open(target, "wb") as file:
    pickle.dump({key: render(snapshot, *key) for key in forms}, file)
"""


def test_another_process_without_anything_kept_gives_the_same_bytes(snapshot: Snapshot, tmp_path: Path) -> None:
    import os
    import pickle

    forms = [(edition, form) for edition in Edition for form in FORMATS]
    (tmp_path / "given").write_bytes(pickle.dumps((snapshot, forms, str(tmp_path / "made"))))
    home = tmp_path / "home"
    home.mkdir()
    environment = {**os.environ, "SUAR_HOME": str(home), "PYTHONHASHSEED": "7", "TZ": "Asia/Jayapura"}
    environment["DJANGO_SETTINGS_MODULE"] = "suar.config.settings.desk"
    subprocess.run([sys.executable, "-c", SCRIPT, str(tmp_path / "given")], check=True, env=environment)
    made = pickle.loads((tmp_path / "made").read_bytes())
    assert [key for key in forms if made[key] != render(snapshot, *key)] == []


def test_the_reader_of_another_language_gets_the_same_report(snapshot: Snapshot) -> None:
    from django.utils.translation import override

    with override("en"):
        english = render(snapshot, Edition.OPEN, "docx")
    assert english == render(snapshot, Edition.OPEN, "docx")


def test_an_unknown_form_is_refused_in_words(snapshot: Snapshot) -> None:
    with pytest.raises(DomainError, match="pdf"):
        render(snapshot, Edition.OPEN, "odt")


def test_a_file_is_named_after_its_period_and_edition(snapshot: Snapshot) -> None:
    assert file_name(snapshot, Edition.SECRET, "pdf") == "laporan-2021-RAHASIA.pdf"
    assert file_name(snapshot, Edition.OPEN, "docx") == "laporan-2021-terbuka.docx"
    assert file_name(snapshot, Edition.SECRET, "json") == "report.json"
    assert file_name(snapshot, Edition.OPEN, "json") == "report-terbuka.json"


def test_the_worker_draws_every_chart_once(snapshot: Snapshot, tmp_path: Path) -> None:
    with override_settings(SUAR_HOME=tmp_path):
        drawn = tasks.draw_charts.func(str(snapshot.pk))
        kept = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.json")}
        assert len(kept) == drawn > 20
        tasks.draw_charts.func(str(snapshot.pk))
        assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.json")} == kept
        assert {oct(path.stat().st_mode & 0o777) for path in kept} == {"0o600"}


def test_a_folder_that_cannot_be_written_only_costs_time(snapshot: Snapshot, tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("a file where the folder should be")
    with override_settings(SUAR_HOME=tmp_path):
        assert file_of(snapshot, Edition.OPEN, "json") == render(snapshot, Edition.OPEN, "json")


def test_a_frozen_report_does_not_follow_later_changes(snapshot: Snapshot) -> None:
    before = render(snapshot, Edition.SECRET, "json")
    some_cases(snapshot.office, [{"opened_on": date(2021, 2, 2)}])
    assert render(Snapshot.objects.get(pk=snapshot.pk), Edition.SECRET, "json") == before
    assert Path(settings.SUAR_HOME).exists()


def test_what_is_printed_does_not_depend_on_the_order_in_which_a_database_keeps_keys(snapshot: Snapshot) -> None:
    def turned(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: turned(value[key]) for key in reversed(value)}
        return [turned(item) for item in value] if isinstance(value, list) else value

    before = {form: render(snapshot, Edition.OPEN, form) for form in FORMATS}
    snapshot.content = turned(snapshot.content)
    assert {form: render(snapshot, Edition.OPEN, form) for form in FORMATS} == before
