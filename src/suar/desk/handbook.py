"""The handbook for staff: Markdown in `handbook/`, one page a job, shown inside the desk.

Indonesian only: it is for the people who work in the office, and one text is kept true more easily than two. Its
pictures are of the demo's invented year (`make handbook-pictures`) and lie among the desk's static files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.http import Http404
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

PAGES = Path(__file__).parent / "handbook"
PICTURES = Path(__file__).parent / "static" / "desk" / "handbook"
PICTURE = re.compile(r"\.\./static/desk/handbook/(?P<name>[a-z0-9-]+\.webp)")
# `02-telaah.md`: its place in the order, then the word in its address.
NAME = re.compile(r"\d\d-(?P<slug>[a-z-]+)\.md")


@dataclass(frozen=True, slots=True)
class Chapter:
    slug: str
    title: str
    text: str

    @property
    def html(self) -> SafeString:
        return _html(self.text)


@cache
def chapters() -> tuple[Chapter, ...]:
    """In the order of their numbers."""
    return tuple(_read(path) for path in sorted(PAGES.glob("*.md")))


def get_chapter(slug: str) -> Chapter:
    """Raises Http404 for a page that the handbook has not."""
    for chapter in chapters():
        if chapter.slug == slug:
            return chapter
    raise Http404


def _read(path: Path) -> Chapter:
    named = NAME.fullmatch(path.name)
    heading, _, text = path.read_text(encoding="utf-8").partition("\n")
    if named is None or not heading.startswith("# "):
        raise ValueError(f"{path.name}: a number and a word as its name, a title as its first line")
    return Chapter(named["slug"], heading.removeprefix("# "), text)


@cache
def _html(text: str) -> SafeString:
    from markdown_it import MarkdownIt  # a process that shows no help page does without it

    markdown = MarkdownIt("commonmark", {"html": False})
    tokens = markdown.parse(text)
    for token in (inner for outer in tokens for inner in outer.children or ()):
        if shown := PICTURE.fullmatch(str(token.attrs.get("src", ""))):
            token.attrs |= _picture(shown["name"])
        address = str(token.attrs.get("href", ""))
        if named := NAME.fullmatch(address):
            token.attrs["href"] = reverse("desk:help-chapter", args=[named["slug"]])
    # Text of the repository, and raw HTML in it is escaped.
    return mark_safe(str(markdown.renderer.render(tokens, markdown.options, {})))  # noqa: S308


def _picture(name: str) -> dict[str, str | int | float]:
    """Where it lies and how large it is, so that the words below do not move; it is asked for when it is near."""
    wide, tall = size_of(PICTURES / name)
    return {"src": static(f"desk/handbook/{name}"), "width": wide, "height": tall, "loading": "lazy"}


def size_of(picture: Path) -> tuple[int, int]:
    """Width and height in pixels of a WebP of the extended format: three bytes each, less one (RFC 9649, 2.7)."""
    head = picture.read_bytes()[:30]
    if head[:4] != b"RIFF" or head[8:16] != b"WEBPVP8X":
        raise ValueError(f"{picture.name}: not a WebP of the extended format")
    wide, tall = (int.from_bytes(head[at : at + 3], "little") + 1 for at in (24, 27))
    return wide, tall
