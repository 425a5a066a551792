"""The main job once, end to end, in a real browser: from a complaint on a phone without scripts to a closed file."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from playwright.sync_api import Locator, Page, expect

from e2e import office as offices
from e2e.conftest import Visit, clean, fits, mirrored, sign_in

STORY = "Temanku dijanjikan pekerjaan lewat aplikasi. Sekarang dia tidak boleh pulang."
ANSWER = "Terima kasih sudah bercerita. Ini bukan salahmu. Besok kami menyiapkan langkah bersamamu."


def looked_at(page: Page, mirror: Page | None = None) -> None:
    """What every page of the journey must be: no wider than its screen, and without an axe violation."""
    shown = mirrored(page, mirror) if mirror else page
    fits(shown)
    clean(shown)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_load_state()


def submit(page: Page) -> None:
    """The one button of the page's form."""
    page.locator("main form .form-foot button").first.click()
    page.wait_for_load_state()


def choose(page: Page, name: str, value: str) -> None:
    """The button lies under its label: that place is brought out from behind the fixed bars before it is pressed."""
    answer = page.locator(f"input[name='{name}'][value='{value}']").first
    answer.evaluate("one => one.scrollIntoView({block: 'center'})")
    answer.check(force=True)


def complain(page: Page, office: offices.Running, mirror: Page) -> str:
    """Types the complaint; returns the receipt that was shown."""
    page.goto(office.public + "/")
    looked_at(page, mirror)
    page.get_by_role("link", name="Mulai cerita").click()
    for _ in range(10):
        looked_at(page, mirror)
        if page.locator("button[value=kirim]").count():
            break
        if page.locator("input[name=about][value=friend]").count():
            choose(page, "about", "friend")
        if page.locator("textarea[name=story]").count():
            page.fill("textarea[name=story]", STORY)
        page.locator(".ways button[value=lanjut]").click()
        page.wait_for_load_state()
    expect(page.get_by_text(STORY)).to_be_visible()
    expect(page.get_by_text("kami harus memberi tahu UPTD atau polisi").first).to_be_visible()
    page.click("button[value=kirim]")
    looked_at(page, mirror)
    receipt = re.sub(r"\D", "", page.locator("p.receipt").inner_text())
    assert len(receipt) == 20
    return receipt


def look_up(page: Page, office: offices.Running, receipt: str, mirror: Page) -> None:
    page.goto(office.public + "/kode/")
    looked_at(page, mirror)
    page.fill("input[name=code]", " ".join(re.findall("....", receipt)))
    page.locator("main button[type=submit], main button:not([type])").first.click()
    page.wait_for_load_state()
    looked_at(page, mirror)


def unread(page: Page) -> Locator:
    """In the list, what nobody has opened yet: what came by telephone was written down by somebody who knows it."""
    return page.locator("tbody tr", has=page.get_by_text("baru", exact=True)).locator("a[href^='/pengaduan/']")


def open_newest(page: Page, office: offices.Running) -> None:
    """The complaint of this journey on the desk, opened and read."""
    page.goto(office.desk + "/pengaduan/")
    looked_at(page)
    unread(page).first.click()
    looked_at(page)
    press(page, "Buka dan baca")
    expect(page.locator("p.quote")).to_have_text(STORY)
    looked_at(page)


def test_from_a_complaint_to_a_closed_file(office: offices.Running, visit: Visit) -> None:
    phone, desk, mirror = visit(javascript=False), visit(), visit()
    receipt = complain(phone, office, mirror)
    look_up(phone, office, receipt, mirror)
    expect(phone.get_by_text("Dibaca petugas")).to_be_visible()

    sign_in(desk, office, "divisi_pengaduan")
    looked_at(desk)
    wait_for_complaint(desk, office)
    open_newest(desk, office)
    desk.fill("textarea[name=text]", ANSWER)
    press(desk, "Kirim balasan")
    looked_at(desk)
    read_by_receipt(phone, office, receipt, mirror)
    case = make_case(desk, office)
    keep_a_duty(desk, office, case)
    be_late(desk, office, case)
    monitor(desk, office, case)
    close(desk, office, case, visit)
    assert office.run("ledger", "verify", "--json").stdout.startswith('{"sound": true')


def wait_for_complaint(desk: Page, office: offices.Running) -> None:
    for _ in range(30):
        desk.goto(office.desk + "/pengaduan/")
        if unread(desk).count():
            return
        desk.wait_for_timeout(500)
    raise AssertionError("the complaint did not reach the desk in 15 s")


def read_by_receipt(phone: Page, office: offices.Running, receipt: str, mirror: Page) -> None:
    for _ in range(20):
        look_up(phone, office, receipt, mirror)
        if phone.locator("button[value=sendirian]").count():
            break
        phone.wait_for_timeout(500)
    assert ANSWER not in phone.content(), "replies stay neutral until the child says that it is alone"
    phone.click("button[value=sendirian]")
    phone.wait_for_load_state()
    expect(phone.get_by_text(ANSWER)).to_be_visible()
    looked_at(phone, mirror)


def make_case(desk: Page, office: offices.Running) -> str:
    """Telaah, then a file. Returns its path."""
    complaint = desk.url.split("#")[0].removesuffix("balas/")
    desk.goto(complaint + "telaah/")
    looked_at(desk)
    choose(desk, "in_remit", "yes")
    choose(desk, "cluster", "trafficking")
    choose(desk, "child_role", "victim")
    choose(desk, "q_event_72h", "yes")
    choose(desk, "r_controlled", "yes")
    submit(desk)
    looked_at(desk)
    desk.goto(complaint + "berkas/")
    looked_at(desk)
    submit(desk)
    desk.wait_for_url(re.compile(r"/berkas/[0-9a-f-]{36}/$"))
    looked_at(desk)
    return desk.url.removeprefix(office.desk)


def keep_a_duty(desk: Page, office: offices.Running, case: str) -> None:
    desk.goto(office.desk + case + "kewajiban/")
    looked_at(desk)
    desk.get_by_role("link", name=re.compile("72 jam")).first.click()
    looked_at(desk)
    desk.goto(desk.url + "selesai/")
    looked_at(desk)
    desk.fill("textarea[name=note]", "Diantar ke layanan kesehatan bersama bibi.")
    submit(desk)
    expect(desk.locator(".badge", has_text="selesai").first).to_be_visible()


def be_late(desk: Page, office: offices.Running, case: str) -> None:
    """A duty of an agency whose event lies a month back is late as soon as it is written down."""
    desk.goto(office.desk + case + "kewajiban/")
    desk.locator("a[href*='/kewajiban/tambah/']").first.click()
    desk.fill("input[name=cari]:visible", "kuhap25.report.no_response")
    press(desk, "Cari aturan")
    choose(desk, "rule", "kuhap25.report.no_response")
    desk.locator("select[name=agency]").select_option(index=2)
    choose(desk, "knows", "known")
    long_ago = datetime.now() - timedelta(days=40)
    desk.fill("input[name=event_at]", long_ago.strftime("%Y-%m-%dT%H:%M"))
    submit(desk)
    looked_at(desk)
    desk.goto(office.desk + case + "kewajiban/")
    expect(desk.get_by_text(re.compile("lewat .* hari")).first).to_be_visible()
    desk.goto(office.desk + "/")
    expect(desk.get_by_text(re.compile("lewat .* hari")).first).to_be_visible()
    looked_at(desk)


def monitor(desk: Page, office: offices.Running, case: str) -> None:
    desk.goto(office.desk + case + "pantau/tambah/")
    looked_at(desk)
    choose(desk, "safe", "yes")
    desk.fill("textarea[name=state]", "Anak sehat dan tinggal dengan bibi.")
    desk.check("input[name=obstacle_law]", force=True)
    desk.locator("select[name=asked_of]").select_option(index=1)
    desk.fill("input[name=asked]", "Kabar perkembangan perkara")
    submit(desk)
    looked_at(desk)
    expect(desk.get_by_text("Anak sehat dan tinggal dengan bibi.")).to_be_visible()


def close(desk: Page, office: offices.Running, case: str, visit: Visit) -> None:
    """Made safe, proposed by one commissioner, signed by another."""
    desk.goto(office.desk + case + "aman/")
    choose(desk, "safe_now", "yes")
    submit(desk)
    desk.goto(office.desk + case + "penutupan/usul/")
    looked_at(desk)
    choose(desk, "reason", "reintegrasi")
    desk.fill("textarea[name=note]", "Anak aman, kembali bersekolah, dipantau tiga bulan.")
    submit(desk)
    looked_at(desk)
    other: Any = visit()
    sign_in(other, office, "ketua")
    other.goto(office.desk + case + "penutupan/")
    looked_at(other)
    press(other, "Tanda tangani penutupan")
    looked_at(other)
    other.goto(office.desk + case)
    expect(other.get_by_text("Ditutup").first).to_be_visible()
