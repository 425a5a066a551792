"""Every workbook that leaves the program: what somebody typed stays a text, whatever a spreadsheet would make of it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.utils import timezone
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell

from suar.casework.complaints import actions as complaints
from suar.casework.letters import actions as letters
from suar.core.documents.spreadsheets import FORMULA_LEADS
from suar.insight.reports import rendering
from suar.registry.accounts.models import Role
from suar.registry.accounts.permissions import TABLE
from suar.registry.agencies import actions as agencies
from tests.addresses import GUARDED, parts_of, permission_of
from tests.callgraph import SOURCE
from tests.casework.mail.ground import a_mail
from tests.casework.register.builders import case
from tests.conditions import MET
from tests.desk.pages import signed_in
from tests.factories import (
    a_case,
    a_child,
    a_duty,
    a_report,
    a_sent_letter,
    a_triaged_complaint,
    a_user,
    an_agency,
    an_import,
    an_office,
)
from tests.furnishing import Office, an_office_at_work

pytestmark = pytest.mark.django_db
XLSX = rendering.FORMATS["xlsx"]
EVIL = [f"{lead}HYPERLINK(A1)" for lead in ("=", "+", "-", "@", "\t=", "\r=", "＝")]
# A rejected row tells its reason in the program's own words, and the place of the cell; the list of the erased holds
# numbers and days: nothing that was typed.
NOTHING_TYPED = {"register:import-rejected", "retention:act-export"}
ALL = {"complaints:complaint-export": "?tab=semua", "letters:letter-export": "?status=semua"}


def hostile_office() -> Office:
    """One of everything, and in each thing that a workbook shows a name or word that a spreadsheet might run."""
    office = an_office_at_work()
    ketua, agency = office.ketua, an_agency()
    for evil in EVIL:
        agency = an_agency(name=evil)
        agencies.add_contact(agency=agency, label=evil, phone="0800-1000", by=ketua)
        officer = a_user(Role.DIVISI_PENGADUAN, ketua.office, name=evil)
        # Another name than the officer's: a file is withheld from whoever bears a name that stands in it.
        child = a_child(ketua, name=evil.replace("HYPERLINK(A1)", "SUM(B2)"))
        opened = a_case(ketua, child=child, officer=officer, opened_on=timezone.localdate())
        a_duty("other", what=evil, by=ketua, subject=child.pk, case_id=opened.pk, due_at=timezone.now())
        a_duty("agency_answer", agency=agency, by=ketua, subject=child.pk, case_id=opened.pk, due_at=timezone.now())
        letters.answer(letter=a_sent_letter(ketua, agency), on=timezone.localdate(), number=evil, by=ketua)
        a_mail(ketua, about=evil, outside_number=evil)
        complaint = a_triaged_complaint(officer)
        complaints.hand_over(
            complaint=complaint,
            agency=agency,
            purpose=evil,
            packet=evil,
            recipient="Ibu Sari",
            conditions=dict.fromkeys(MET, "no"),
            exceptions=dict.fromkeys(MET, evil),
            by=ketua,
        )
        complaints.make_case(complaint=complaint, by=officer)
    office.values["run_id"] = an_import(ketua, case(date="=1+1", cluster="@klaster"), case(name="+anak")).pk
    office.values["report_id"] = a_report(f"{timezone.localdate():%Y}", an_office()).pk
    return office


def answers(office: Office) -> Iterator[tuple[str, HttpResponse]]:
    """Every address that answers with a workbook."""
    office.values["form"] = "xlsx"
    for name, pattern in GUARDED.items():
        permission = permission_of(pattern)
        assert permission is not None
        browser = signed_in(office.signed_in_for(TABLE[permission]))
        response = browser.get(office.address(name) + ALL.get(name, ""))
        if response.get("Content-Type") == XLSX:
            yield name, response


def cells(content: bytes) -> Iterator[Cell]:
    for sheet in load_workbook(io.BytesIO(content)):
        for row in sheet.iter_rows():
            yield from row


def test_no_cell_of_any_export_is_a_formula_and_each_that_looks_like_one_is_marked_as_text() -> None:
    seen, typed = set(), set()
    for name, response in answers(hostile_office()):
        seen.add(name)
        for cell in cells(response.content):
            assert cell.data_type != "f", (name, cell.coordinate)
            assert cell.hyperlink is None, (name, cell.coordinate)
            if isinstance(cell.value, str) and cell.value.startswith(FORMULA_LEADS):
                assert cell.quotePrefix, (name, cell.coordinate, cell.value)
                typed |= {name} if "HYPERLINK" in cell.value else set()
    exports = {name for name in GUARDED if name.endswith("-export")}
    downloads = {name for name in GUARDED if "form" in parts_of(name) and name.startswith("reports:")}
    assert exports and len(downloads) == 2
    assert seen == exports | downloads | NOTHING_TYPED
    assert typed >= seen - NOTHING_TYPED


def test_one_module_alone_writes_workbooks_and_none_writes_comma_separated_files() -> None:
    writes = re.compile(r"import xlsxwriter|from xlsxwriter|openpyxl import Workbook\b|csv\.(?:Dict)?[wW]riter")
    found = {str(path.relative_to(SOURCE)) for path in SOURCE.rglob("*.py") if writes.search(path.read_text("utf-8"))}
    assert found == {"core/documents/spreadsheets.py"}
