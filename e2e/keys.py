"""The desk by keyboard alone: what is wanted is reached with Tab, and each thing on the way must show that it has the
focus and lie in sight."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import Locator, Page

MOST = 260  # presses of Tab to anything on a page
HELD = "found => found.includes(document.activeElement)"
# What has the focus: "" where it is well, "body" where nothing has it, else what is wrong with it.
SEEN = """() => {
  const held = document.activeElement;
  if (held === document.body || held === document.documentElement) return 'body';
  const look = getComputedStyle(held), name = held.outerHTML.slice(0, 120);
  const box = held.getClientRects()[0];
  if (!box || box.width === 0 || box.height === 0) return 'no size: ' + name;
  if (look.outlineStyle === 'none' || parseFloat(look.outlineWidth) < 2) return 'no ring: ' + name;
  const whole = held.getBoundingClientRect(), x = (box.left + box.right) / 2;
  const top = Math.max(whole.top, 0), foot = Math.min(whole.bottom, innerHeight);
  if (foot - top < 1 || whole.right < 1 || whole.left > innerWidth) return 'out of sight: ' + name;
  const near = [held, ...held.labels || []];
  const own = one => one && (one.contains(held) || near.some(part => part.contains(one)));
  const heights = [.1, .3, .5, .7, .9].map(part => top + (foot - top) * part);
  return heights.some(y => own(document.elementFromPoint(x, y))) ? '' : 'covered: ' + name;
}"""


class Keys:
    """One person at the desk who has no mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def go(self, letter: str, path: str) -> None:
        """`g` and a letter: to a room of the desk."""
        with self.page.expect_navigation(url=re.compile(path)):
            self.press("g", letter)

    def reach(self, wanted: Locator, what: str) -> None:
        """Tab until it has the focus. Raises AssertionError where Tab does not lead there, or leads over something that
        does not show its focus."""
        around = 0
        for _press in range(MOST):
            if wanted.evaluate_all(HELD):
                return
            self.press("Tab")
            fault = self.page.evaluate(SEEN)
            if fault == "body":
                around += 1
                assert around < 3, f"Tab goes round {self.page.url} and does not meet: {what}"
            else:
                assert not fault, f"{self.page.url}: {fault}"
        raise AssertionError(f"not reached in {MOST} presses on {self.page.url}: {what}")

    def content(self) -> None:
        """Over the bars to what the page is about: the first link there is."""
        self.reach(self.page.locator(".skip"), "skip link")
        self.press("Enter")

    def enter(self, wanted: Locator, what: str) -> None:
        """Reached, and pressed with Enter; the next page stands."""
        self.reach(wanted, what)
        with self.page.expect_navigation():
            self.press("Enter")

    def link(self, name: str) -> None:
        """A link in the content that is called this, whatever follows."""
        self.content()
        self.enter(self.main.get_by_role("link", name=starting(name)).first, name)

    def button(self, name: str) -> None:
        self.enter(self.main.get_by_role("button", name=name, exact=True).first, name)

    def write(self, label: str, words: str, nth: int = 0) -> None:
        """Over what stood there. `nth`: of several fields that are called so."""
        field = self.main.get_by_label(called(label)).nth(nth)
        self.reach(field, label)
        self.press("Control+A")
        self.page.keyboard.type(words)
        assert field.input_value() == words, f"{label}: {field.input_value()}"

    def choose(self, question: str, answer: str) -> None:
        """One of the answers that stand side by side, by arrows."""
        group = self.main.get_by_role("group", name=called(question)).last
        radios = group.get_by_role("radio")
        self.reach(radios, question)
        self.press("Space")
        wanted = group.get_by_role("radio", name=starting(answer)).first
        for _press in range(radios.count()):
            if wanted.is_checked():
                return
            self.press("ArrowDown")
        assert wanted.is_checked(), f"{question}: arrows do not lead to {answer}"

    def pick(self, label: str, option: str, nth: int = 0) -> None:
        """One of a list that opens, by its first letters."""
        field = self.main.get_by_label(called(label)).nth(nth)
        self.reach(field, label)
        self.press("Home")
        self.page.keyboard.type(option)
        shown = field.evaluate("one => one.selectedOptions[0].text")
        assert shown.startswith(option), f"{label}: {shown}"

    def tick(self, label: str) -> None:
        box = self.main.get_by_role("checkbox", name=starting(label)).first
        self.reach(box, label)
        self.press("Space")
        assert box.is_checked(), label

    def day(self, label: str, day: date, clock: str = "", nth: int = 0) -> None:
        """A day, and `clock` as 0900, part by part as the browser asks for them: which comes first is its own."""
        field = self.main.get_by_label(called(label)).nth(nth)
        self.reach(field, label)
        wanted = day.isoformat() + (f"T{clock[:2]}:{clock[2:]}" if clock else "")
        for order in ("%m%d%Y", "%d%m%Y"):
            self.press(*["ArrowLeft"] * 6)
            self.page.keyboard.type(day.strftime(order))
            if clock:
                self.press("ArrowRight")
                self.page.keyboard.type(clock + "A")
            if field.input_value() == wanted:
                return
        raise AssertionError(f"{label}: {field.input_value()} instead of {wanted}")


def starting(name: str) -> re.Pattern[str]:
    return re.compile("^" + re.escape(name))


def called(label: str) -> re.Pattern[str]:
    """This word alone, or with the remark that it may be left empty."""
    return re.compile(r"^\s*" + re.escape(label) + r"(\s*\(boleh kosong\))?\s*$")
