"""A letter to an agency that is late, in a real browser: from what it owes to its answer."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from e2e import office as offices
from e2e.conftest import Visit, sign_in
from e2e.test_journey import looked_at, submit

# What an agency was asked two months ago, written down by an officer of the office.
LATE = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from suar.casework.cases import actions as cases
from suar.casework.children import actions as children
from suar.casework.duties import actions as duties
from suar.core.ledger.actors import OPERATOR
from suar.registry.accounts.models import Office
from suar.registry.agencies.models import Agency
office = Office.objects.get()
child = children.register(office=office, by=OPERATOR, name="Rara Contoh", sex="P", birth_date="2011-03-09")
facts = {"kind": "pengaduan", "cluster": "trafficking", "region_code": "61.71", "risk": "high"}
case = cases.open_case(child=child, office=office, by=OPERATOR, **facts)
agency = Agency.objects.get(short_name="RSUD Soedarso")
asked = timezone.now() - timedelta(days=60)
facts = {"about": "child", "subject": child.pk, "case_id": case.pk, "reference": case.number}
duties.start(kind="agency_answer", office=office, agency=agency, event_at=asked, by=OPERATOR, **facts)
"""


def test_a_late_agency_is_written_to(office: offices.Running, visit: Visit) -> None:
    """What the agency is late with becomes a letter: looked at, issued, downloaded, sent, answered."""
    office.python(LATE)
    desk = visit()
    sign_in(desk, office, "ketua")
    desk.goto(office.desk + "/surat/tambah/")
    looked_at(desk)
    desk.locator("select[name=agency]").select_option(index=1)
    submit(desk)
    desk.wait_for_url(re.compile(r"/surat/[0-9a-f-]{36}/$"))
    looked_at(desk)
    letter = desk.url
    desk.goto(letter + "sunting/")
    looked_at(desk)
    desk.fill("input[name=line]", "Kepala Seksi Pelayanan")
    desk.fill("textarea[name=closing]", "Mohon kabar secepatnya.")
    submit(desk)
    desk.goto(letter + "terbitkan/")
    looked_at(desk)
    submit(desk)
    looked_at(desk)
    expect(desk.get_by_text("Mohon kabar secepatnya.")).to_be_visible()
    expect(desk.locator(".badge", has_text="terbit").first).to_be_visible()
    assert [downloaded(desk, name)[:4] for name in ("PDF", "DOCX")] == [b"%PDF", b"PK\x03\x04"]
    step_of_letter(desk, "Tandai terkirim")
    expect(desk.locator(".badge", has_text="terkirim").first).to_be_visible()
    step_of_letter(desk, "Catat jawaban")
    expect(desk.locator(".badge", has_text="dijawab").first).to_be_visible()
    desk.goto(office.desk + "/surat/?status=semua")
    looked_at(desk)


def step_of_letter(desk: Page, name: str) -> None:
    """Two clicks: the step, then its form as it stands."""
    desk.get_by_role("link", name=name, exact=True).click()
    looked_at(desk)
    submit(desk)
    looked_at(desk)


def downloaded(desk: Page, name: str) -> bytes:
    with desk.expect_download() as waiting:
        desk.get_by_role("link", name=name, exact=True).click()
    return waiting.value.path().read_bytes()
