"""A file that nobody has a reason to open, in a real browser: made by two leaders, opened by an officer who notices
nothing, told to the leaders, put away by one of them."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from e2e import office as offices
from e2e.conftest import Visit, sign_in
from e2e.test_journey import looked_at, press

LIST = "/pengamanan/umpan/"
ORDINARY = """
import django; django.setup()
from suar.casework.cases import actions as cases
from suar.casework.children import actions as children
from suar.core.ledger.actors import OPERATOR
from suar.registry.accounts.models import Office, User
office, ketua, wakil = Office.objects.get(), User.objects.get(username="ketua"), User.objects.get(username="wakil")
child = children.register(office=office, by=ketua, name="Embun Belian", sex="P", birth_date="2011-03-09")
facts = {"kind": "pengaduan", "cluster": "sipil", "region_code": "61.71", "risk": "low", "safe_now": "yes"}
case = cases.open_case(child=child, office=office, by=ketua, officer=ketua, child_role="other", **facts)
cases.write_note(case=case, by=ketua, kind="call", said="Ibu menelepon.")
cases.write_sheet(case=case, by=ketua, state="Baik.", safe="yes", at_school="yes", healthy="yes")
cases.propose_closure(case=case, reason="di_luar", note="Diteruskan kepada dinas.", by=ketua)
cases.countersign_closure(case=case, by=wakil)
print(case.pk)
"""
# What differs between any two files, whatever they stand for.
OWN = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d{4}|csrf[^>]*>|nonce=\"[^\"]*\"|X-CSRFToken[^}]*}|<time[^>]*>|>[^<>]*<"
)


def a_honey_file(ketua: Page, wakil: Page, office: offices.Running) -> str:
    """Planted and worked on by one leader, signed by the other. Returns the path of the file."""
    ketua.goto(office.desk + LIST)
    looked_at(ketua)
    before = planted(ketua)
    press(ketua, "Tanam berkas umpan")
    for _step in range(3):
        looked_at(ketua)
        press(ketua, "Langkah berikut")
    expect(ketua.get_by_text("Menunggu tanda tangan pimpinan lain.").first).to_be_visible()
    wakil.goto(office.desk + LIST)
    looked_at(wakil)
    expect(wakil.get_by_text("Ketua Contoh").first).to_be_visible()
    press(wakil, "Tanda tangani penutupan")
    looked_at(wakil)
    ketua.goto(office.desk + LIST)
    expect(ketua.get_by_text("Belum dibuka siapa pun.").first).to_be_visible()
    (path,) = planted(ketua) - before
    return path


def planted(page: Page) -> set[str]:
    """The paths of those that this leader planted."""
    links = page.get_by_role("link", name="Lihat berkas ini").all()
    return {link.get_attribute("href") or "" for link in links}


def test_an_officer_who_opens_one_notices_nothing_and_the_leaders_are_told(
    office: offices.Running, visit: Visit, width: int
) -> None:
    """One alarm a reader a day: another reads on the telephone."""
    role = "divisi_pemantauan" if width < 800 else "divisi_pengaduan"
    ketua, wakil, officer = visit(), visit(), visit()
    sign_in(ketua, office, "ketua")
    sign_in(wakil, office, "wakil")
    sign_in(officer, office, role)
    path = a_honey_file(ketua, wakil, office)
    ordinary = f"/berkas/{office.python(ORDINARY).strip()}/"
    office.run("tick")
    before = open_alarms(wakil, office)

    shapes = {shape(officer, office.desk + one + "penutupan/") for one in (path, ordinary)}
    assert len(shapes) == 1, "its page is built as that of any other file"
    officer.goto(office.desk + path)
    looked_at(officer)
    expect(officer.get_by_text("Ditutup").first).to_be_visible()
    assert not re.search("umpan|alarm|jebak", officer.content(), re.IGNORECASE)
    office.run("tick")
    officer.goto(office.desk + "/")
    assert "umpan" not in officer.content().casefold()

    assert open_alarms(wakil, office) == before + 1
    looked_at(wakil)
    wakil.get_by_role("link", name="Berkas umpan dibuka").first.click()
    looked_at(wakil)
    expect(wakil.locator("main").get_by_text(offices.PEOPLE[role]).first).to_be_visible()
    wakil.goto(office.desk + "/alarm/")
    row = wakil.locator("tr", has_text="Berkas umpan dibuka").first
    row.get_by_role("button", name="Tutup", exact=True).click()
    wakil.wait_for_load_state()
    assert open_alarms(wakil, office) == before


def open_alarms(page: Page, office: offices.Running) -> int:
    page.goto(office.desk + "/alarm/")
    return page.locator("tr", has_text="Berkas umpan dibuka").get_by_role("button", name="Tutup", exact=True).count()


def shape(page: Page, address: str) -> str:
    """How a page is built, without its words."""
    page.goto(address)
    return OWN.sub("", page.content())
