"""The desk by keyboard alone, and without scripts."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from e2e.conftest import Visit, sign_in
from e2e.office import Running

RING = """() => {
  const held = document.activeElement, look = getComputedStyle(held), box = held.getBoundingClientRect();
  if (held === document.body) return 'body';
  const ring = look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2;
  return ring && box.width > 0 ? '' : held.outerHTML.slice(0, 120);
}"""
PAGES = ("/", "/pengaduan/", "/pengaduan/tambah/", "/berkas/", "/berkas/tambah/", "/kewajiban/", "/laporan/baru/")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_what_has_the_focus_shows_it(office: Running, visit: Visit) -> None:
    page = visit()
    sign_in(page, office, "ketua")
    for path in PAGES:
        page.goto(office.desk + path)
        hidden, seen = walked(page)
        assert seen > 8, path
        assert hidden == [], path


def walked(page: Page) -> tuple[list[str], int]:
    """What shows no ring among the first sixty that Tab leads to, and how many those were."""
    hidden, seen = [], 0
    for _ in range(60):
        press(page, "Tab")
        ring = page.evaluate(RING)
        if ring == "body":
            break
        seen += 1
        hidden += [ring] if ring else []
    return hidden, seen


def test_the_first_press_offers_to_skip_to_the_content(office: Running, visit: Visit) -> None:
    page = visit()
    sign_in(page, office, "ketua")
    page.goto(office.desk + "/berkas/")
    press(page, "Tab")
    expect(page.locator(".skip")).to_be_focused()
    press(page, "Enter")
    expect(page.locator("#utama")).to_be_focused()


def test_two_letters_go_and_a_slash_searches(office: Running, visit: Visit, width: int) -> None:
    if width < 800:
        return  # a phone has no keys
    page = visit()
    sign_in(page, office, "divisi_pengaduan")
    press(page, "g", "k")
    page.wait_for_url(re.compile("/berkas/$"))
    press(page, "g", "w")
    page.wait_for_url(re.compile("/kewajiban/$"))
    press(page, "/")
    expect(page.locator("#cari")).to_be_focused()


def test_the_list_of_keys_names_only_doors_of_the_role(office: Running, visit: Visit) -> None:
    page = visit()
    for role, has, has_not in (("ketua", "Jejak akses", "Kewajiban lembaga saya"), ("gubernur", "Laporan", "Cari")):
        sign_in(page, office, role)
        page.wait_for_load_state()
        press(page, "?")
        expect(page.locator("dialog[data-keys]")).to_be_visible()
        words = page.locator("dialog[data-keys] dd").all_inner_texts()
        assert has in words
        assert has_not not in words
        press(page, "Escape")
        expect(page.locator("dialog[data-keys]")).to_be_hidden()
        page.context.clear_cookies()


def test_the_desk_works_without_scripts(office: Running, visit: Visit) -> None:
    page = visit(javascript=False)
    sign_in(page, office, "divisi_pengaduan")
    page.goto(office.desk + "/pengaduan/tambah/")
    page.check("input[name=channel][value=visit]")
    page.fill("textarea[name=story]", "Keluarga meminta pendampingan.")
    page.click("main button:has-text('Simpan')")
    expect(page.locator("p.quote").first).to_have_text("Keluarga meminta pendampingan.")
    page.goto(office.desk + "/pengaduan/?tab=semua")
    page.locator("details.more-filters > summary").click()
    page.locator("form.filters select").first.select_option(index=1)
    page.click("form.filters button")
    assert "=" in page.url.partition("?")[2]
    page.locator(".top .menu > summary").click()
    expect(page.locator(".top .menu-body")).to_be_visible()
