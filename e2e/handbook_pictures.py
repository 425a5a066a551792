"""`make handbook-pictures`: the pictures of the handbook, made anew from the demo's invented year.

Each is the middle of the desk, without sidebar and bars, as WebP beside the desk's static files. A child stands there
by initials, as on the desk. `ARGS="rapat"` makes only those whose name holds one of these words."""

from __future__ import annotations

import base64
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from e2e import browser as chromium
from e2e.office import Running
from e2e.pages import signed_in, year
from e2e.sampling import Found

OUT = Path("src/suar/desk/static/desk/handbook")
HOME = Path("build/demo").resolve()
MOST = 60_000  # bytes of one picture
QUALITIES = (80, 65, 50, 35)  # the best one that keeps the bound
# What belongs to the window, and to whoever looks, and not to the page.
BARE = "() => document.querySelectorAll('.bar, .messages').forEach(one => { one.style.display = 'none'; })"
WHERE = """() => {
  const box = document.querySelector('main').getBoundingClientRect();
  return [box.left, box.top, box.width, box.bottom];
}"""
ROWS = "all => all.map(one => one.getAttribute('href'))"


@dataclass(frozen=True, slots=True)
class Picture:
    """`name`: chapter and number. `page`: name of its address. `words`: what must stand on it, so that the page that
    shows the matter is chosen among those of the year. `rows`: a list whose files are looked through instead, each at
    `page`, which is then an address with {} for its id."""

    name: str
    page: str
    words: str = ""
    rows: str = ""
    wide: int = 1280
    tall: int = 860


WATCHED = "/berkas/?memimpin=lain"
PICTURES = (
    Picture("siapa-memimpin-1", "/berkas/{}/", "Terakhir bertemu anak", WATCHED),
    Picture("persetujuan-dan-berbagi-1", "sharing:case-sharing"),
    Picture("enam-langkah-1", "plans:step-list", "Langkah berikut"),
    Picture("enam-langkah-2", "plans:plan-detail"),
    Picture("rapat-dan-kepentingan-terbaik-1", "conferences:conference-detail", "Berbeda pendapat"),
    Picture("rapat-dan-kepentingan-terbaik-2", "conferences:determination-detail", "tidak setuju"),
    Picture("telepon-dan-whatsapp-1", "contacts:contact-list"),
    Picture("telepon-dan-whatsapp-2", "contacts:chat-paste", wide=390, tall=760),
    Picture("putaran-pantau-1", "rounds:asked-list"),
    Picture("putaran-pantau-2", "rounds:weekly-detail"),
    Picture("buku-kertas-1", "paper:pad-list"),
    Picture("surat-masuk-1", "mail:incoming-detail"),
    Picture("beban-dan-serah-terima-1", "supervision:caseload"),
    Picture("permintaan-data-1", "rights:request-detail"),
)


def main(words: list[str]) -> None:
    wanted = [one for one in PICTURES if not words or any(word in one.name for word in words)]
    OUT.mkdir(parents=True, exist_ok=True)
    with year(HOME) as (office, found), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.ensure(), args=list(chromium.FLAGS))
        for one in wanted:
            print(f"{one.name}: {take(browser, office, one, found)} bytes", flush=True)
        browser.close()


def take(browser: Browser, office: Running, picture: Picture, found: list[Found]) -> int:
    """Of the first page on which the words stand. Raises AssertionError where none has them."""
    shown = [each for each in found if each.name == picture.page and each.kind == "page"]
    with signed_in(browser, office, shown[0].role if shown else "ketua") as context:
        page = context.new_page()
        page.set_viewport_size({"width": picture.wide, "height": picture.tall})
        for path in [each.path for each in shown] or of_files(page, office, picture):
            page.goto(office.desk + path)
            if picture.words in page.inner_text("main"):
                return save(page, picture)
    raise AssertionError(f"{picture.name}: no page {picture.page} of the year says {picture.words!r}")


def of_files(page: Page, office: Running, picture: Picture) -> list[str]:
    """The page of each file of a list."""
    page.goto(office.desk + picture.rows)
    files = page.locator("tbody a[href^='/berkas/']").evaluate_all(ROWS)
    return [picture.page.format(file.split("/")[2]) for file in files]


def save(page: Page, picture: Picture) -> int:
    """No higher than the page is; in the best quality that keeps the bound."""
    page.evaluate(BARE)
    left, top, width, foot = page.evaluate(WHERE)
    height = min(picture.tall, int(foot)) - top
    clip = {"x": left, "y": top, "width": width, "height": height, "scale": 1}
    session = page.context.new_cdp_session(page)
    for quality in QUALITIES:
        asked = {"format": "webp", "quality": quality, "clip": clip}
        data = base64.b64decode(session.send("Page.captureScreenshot", asked)["data"])
        if len(data) <= MOST:
            (OUT / f"{picture.name}.webp").write_bytes(data)
            return len(data)
    raise AssertionError(f"{picture.name}: {len(data)} bytes in the lowest quality; show less of the page")


if __name__ == "__main__":
    main(sys.argv[1:])
