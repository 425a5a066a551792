"""Whoever a register reports stands by initials until somebody presses, and the press is on record."""

from __future__ import annotations

import pytest
from django.urls import reverse

from suar.casework.register import cells
from suar.casework.register.models import ImportedRow
from suar.core import ledger
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.core.vault.fields import unlock
from tests.casework.register.builders import case
from tests.casework.register.test_import_pages import an_import
from tests.desk.pages import signed_in
from tests.factories import an_officer

NAME = "Herkulanus Bujangga"


@pytest.mark.parametrize("heading", ["Nama Pelaku", "TERLAPOR", "Nama Terlapor", "Tersangka", "Pelaku"])
def test_a_column_of_whoever_is_reported_stands_by_initials(heading: str) -> None:
    assert cells.shown({heading: NAME, "Ket": "zzz"}, names=False) == [(heading, "H.B."), ("Ket", "zzz")]
    assert cells.shown({heading: NAME}, names=True) == [(heading, NAME)]
    assert cells.shown({heading: ""}, names=False) == [(heading, "")]
    assert cells.has_names([heading])


@pytest.mark.parametrize("heading", ["Umur Pelaku", "Korban/Pelaku", "Nama Anak", "Jenis Kelamin Pelaku", "Ket"])
def test_other_columns_stand_as_they_were_written(heading: str) -> None:
    assert cells.shown({heading: "Sudah baik"}, names=False) == [(heading, "Sudah baik")]


@pytest.mark.django_db
def test_the_page_shows_the_name_after_a_press_that_is_recorded() -> None:
    by = an_officer()
    an_import(by, case(), visible=True)
    (row,) = unlock(ImportedRow.objects.select_related("run", "case"))
    with ledger.record("register.stage", by=OPERATOR, subject=row.child_id) as entry:
        row.cells = {**row.cells, "Nama Pelaku": NAME}
        entry.change(row)
    browser, link = signed_in(by), reverse("register:row-detail", args=[row.case_id])
    masked = browser.get(link).content.decode()
    assert NAME not in masked and "H.B." in masked and "Tampilkan nama" in masked
    assert not Entry.objects.filter(verb="read.imported_names").exists()
    assert NAME in browser.post(link).content.decode()
    assert Entry.objects.get(verb="read.imported_names").subject == row.child_id
