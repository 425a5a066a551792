"""A monitoring round by keyboard: ten files in at most forty key presses; and without scripts by forms alone."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from e2e.conftest import Visit, sign_in
from e2e.office import Running

FILES, MOST = 10, 40
PREPARE = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from suar.casework.cases import actions as cases
from suar.casework.children import actions as children
from suar.casework.rounds.models import Round
from suar.casework.rounds import actions as rounds
from suar.registry.accounts.models import User
user = User.objects.get(username="divisi_pengaduan")
ketua = User.objects.get(username="ketua")
for walk in Round.objects.running().filter(by=user).select_related("office"):
    rounds.end(walk=walk, by=user)
for n in range(%d):
    child = children.register(office=user.office, by=user, name=f"Anak Putaran {n}", sex="L" if n %% 2 else "P")
    case = cases.open_case(
        child=child, office=user.office, by=user, officer=user, kind="non", cluster="trafficking", region_code="61.71",
        risk="high", safe_now="no", received_at=timezone.now() - timedelta(days=60),
    )
    if case.officer is None:  # who carries much is given a file by a leader alone
        cases.assign(case=case, officer=user, by=ketua, why="Sudah mengenal anak ini.")
    cases.write_sheet(case=case, by=user, safe="no", at_school="yes", state="Di rumah bibi.", obstacle_place=True)
"""
WRITTEN = """
import django; django.setup()
from suar.casework.cases.models import MonitoringSheet
from suar.casework.rounds.models import Round, RoundItem
walk = Round.objects.filter(by__username="divisi_pengaduan").order_by("-at")[0]
states = [item.state for item in walk.items.all()[:%d]]
sheets = MonitoringSheet.objects.filter(pk__in=[item.sheet_id for item in walk.items.all() if item.sheet_id])
print(states.count("done"), states.count("skipped"), sorted({sheet.safe for sheet in sheets}))
"""


class Keys:
    """Presses that are counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.pressed += 1


def test_ten_files_of_a_round_take_at_most_forty_key_presses(office: Running, visit: Visit, width: int) -> None:
    if width < 800:
        return  # a phone has no keys
    office.python(PREPARE % FILES)
    page = visit()
    sign_in(page, office, "divisi_pengaduan")
    keys = Keys(page)
    keys.press("g")
    keys.press("v")
    page.wait_for_url(re.compile("/putaran/$"))
    keys.press("3")  # all that I hold
    for n in range(FILES):
        page.wait_for_url(re.compile("/berkas/[0-9a-f-]+/$"))
        before = page.url
        if n == 4:
            keys.press("h")  # nobody could be reached
        elif n % 3 == 2:
            for key in ("1", "4", "s"):  # safe now, at school, saved
                keys.press(key)
        else:
            keys.press("t")  # as the last time: shown first
            page.wait_for_url(re.compile("sama=1"))
            expect(page.locator("input[name=safe][value=no]")).to_be_checked()
            keys.press("s")
        page.wait_for_function("before => !location.href.startsWith(before)", arg=before)
    assert keys.pressed <= MOST, keys.pressed
    assert office.python(WRITTEN % FILES).split(None, 2) == ["9", "1", "['no', 'yes']\n"]


def test_a_round_goes_by_forms_alone(office: Running, visit: Visit) -> None:
    office.python(PREPARE % 1)
    page = visit(javascript=False)
    sign_in(page, office, "divisi_pengaduan")
    page.goto(office.desk + "/putaran/")
    page.click("button[value=mine]")
    page.click("a:has-text('Sama seperti pantau lalu')")
    expect(page.locator("input[name=safe][value=no]")).to_be_checked()
    first = page.url
    page.click("button:has-text('Simpan, berikutnya')")
    assert page.url.partition("?")[0] != first.partition("?")[0]
    page.goto(office.desk + "/putaran/")
    expect(page.locator("main")).to_contain_text("Ada putaran yang belum selesai")
