"""`make shots`: every page of both faces as PNG under build/shots, at 390 and 1280 px, light and dark.

The pages are those of the demo's year; detail pages are reached by following the first link of their list."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from e2e import browser as chromium
from e2e.office import SUAR, Running, free_port

OUT = Path("build/shots")
HOME = Path("build/demo").resolve()
PASSWORD = re.compile(r"password of everyone: (\S+)")
WIDTHS = {"390": 390, "1280": 1280}
SCHEMES = ("light", "dark")

# name → path, or a function that finds the page from the page before
PUBLIC = {
    "home": "/",
    "tonight": "/malam-ini/",
    "readers": "/siapa-yang-membaca/",
    "traces": "/menghapus-jejak/",
    "code": "/kode/",
}
DESK: dict[str, dict[str, str]] = {
    "divisi-pengaduan": {
        "today": "/",
        "complaints": "/pengaduan/",
        "complaint": "/pengaduan/ > a[href^='/pengaduan/'][href*='-']",
        "complaint-new": "/pengaduan/tambah/",
        "finding-new": "/pengaduan/temuan/tambah/",
        "cases": "/berkas/",
        "case": "/berkas/ > tbody a[href^='/berkas/']",
        "duties": "/kewajiban/",
        "duty": "/kewajiban/ > tbody a[href^='/kewajiban/']",
        "rules": "/kewajiban/aturan/",
        "agencies": "/lembaga/",
        "agency": "/lembaga/ > tbody a[href^='/lembaga/']",
        "regions": "/wilayah/",
        "imports": "/impor/",
        "reports": "/laporan/",
        "search": "/cari/?q=Siti",
        "help": "/bantuan/",
        "permissions": "/akun/hak-akses/",
    },
    "ketua": {"trail": "/jejak/", "system": "/sistem/", "settings": "/akun/pengaturan/"},
    "admin": {"users": "/akun/pengguna/"},
    "mitra": {"partner": "/"},
    "gubernur": {"governor": "/"},
}


@contextmanager
def demo() -> Iterator[tuple[Running, str]]:
    """The demo's office, built once, on ports of its own, with everybody's password."""
    environment = dict(os.environ) | {"SUAR_HOME": str(HOME), "SUAR_DEVELOPMENT": "1", "SUAR_RELAXED_SIGN_IN": "1"}
    environment["DJANGO_SETTINGS_MODULE"] = "suar.config.settings.desk"
    built = subprocess.run(
        [*SUAR, "demo", "--home", str(HOME), "--build-only"],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    found = PASSWORD.search(built.stdout)
    assert found, built.stdout
    office = Running(HOME, f"http://127.0.0.1:{free_port()}", f"http://127.0.0.1:{free_port()}", environment)
    office.start()
    try:
        yield office, found.group(1)
    finally:
        office.stop()


def main(wanted: list[str]) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    with demo() as (office, password), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.ensure(), args=list(chromium.FLAGS))
        for width in WIDTHS:
            for scheme in SCHEMES:
                take(browser, office, password, width, scheme, lambda name: not wanted or name in wanted)
        browser.close()
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT}")


def take(
    browser: Browser, office: Running, password: str, width: str, scheme: str, chosen: Callable[[str], bool]
) -> None:
    context = browser.new_context(viewport={"width": WIDTHS[width], "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]  # light or dark
    page = context.new_page()
    for name, path in PUBLIC.items():
        if chosen(name):
            page.goto(office.public + path)
            save(page, f"public-{name}", width, scheme)
    if chosen("form"):
        form(page, office, width, scheme)
    for role, pages in DESK.items():
        if not any(map(chosen, pages)):
            continue
        context.clear_cookies()
        sign_in(page, office, role, password)
        for name, path in pages.items():
            if chosen(name):
                visit(page, office, path)
                save(page, f"desk-{name}", width, scheme)
    context.close()


def form(page: Page, office: Running, width: str, scheme: str) -> None:
    """Each screen of the public form, then the receipt."""
    page.goto(office.public + "/lapor/")
    for n in range(1, 12):
        save(page, f"public-form-{n}", width, scheme)
        if page.locator("button[value=kirim]").count():
            page.click("button[value=kirim]")
            page.wait_for_selector("p.receipt")
            save(page, "public-receipt", width, scheme)
            return
        if page.locator("textarea[name=story]").count():
            page.fill("textarea[name=story]", "Temanku tidak boleh pulang.")
            page.click(".ways button[value=lanjut]")
        else:
            page.click(".ways button[value=lewati]")


def sign_in(page: Page, office: Running, role: str, password: str) -> None:
    page.goto(f"{office.desk}/akun/masuk/")
    page.fill("input[name=login]", role)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_load_state()


def visit(page: Page, office: Running, path: str) -> None:
    start, _, link = path.partition(" > ")
    page.goto(office.desk + start)
    if link:
        page.goto(office.desk + str(page.locator(link).first.get_attribute("href")))


def save(page: Page, name: str, width: str, scheme: str) -> None:
    page.screenshot(path=OUT / f"{name}-{width}-{scheme}.png", full_page=True)


if __name__ == "__main__":
    main(sys.argv[1:])
