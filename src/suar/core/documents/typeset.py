"""PDF through Typst: the same input gives the same bytes, on every machine.

A template is a `.typ` file of the program. Data enter it as the file `data.json` and pictures as `images/<name>`;
neither is ever pasted into Typst source, so no text of a user can become markup.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from suar.core.errors import DomainError

if TYPE_CHECKING:
    import typst

HERE = files(__package__)
FONTS = HERE / "fonts"
BASE = HERE / "templates" / "documents" / "base.typ"

# PDF/A-2a for the archive, PDF/UA-1 for screen readers: both demand tags, a title, a language and alternative texts.
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]

_PACKAGE_IMPORT = re.compile(rb"""(?:import|include)\s*\(?\s*["']@""")
# Signs without a picture of their own, which Typst treats as instructions for line breaking and direction.
_INVISIBLE = frozenset("\n\t\u00ad\u200b\u200c\u200d\u2060")
# Signs that turn the reading direction of what follows could make a line read as something else.
_DIRECTION = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0xFE0E, 0xFE0F])


class TypesettingError(DomainError):
    """The template and its data do not make a document. The message carries Typst's own words."""

    status = 500


@cache
def _coverage() -> tuple[list[int], list[int]]:
    starts, ends = [], []
    for line in (FONTS / "coverage.txt").read_text(encoding="ascii").split():
        start, _, end = line.partition("-")
        starts.append(int(start, 16))
        ends.append(int(end, 16))
    return starts, ends


def _covered(character: str) -> bool:
    starts, ends = _coverage()
    place = bisect_right(starts, ord(character)) - 1
    return place >= 0 and ord(character) <= ends[place]


def printable(text: str) -> str:
    """`text` with every character that the shipped fonts cannot draw written as its number, as in ‹U+4E2D›.

    An archive PDF may hold no character without a shape; dropping it would change what somebody wrote.
    Marks that only reverse the reading direction are removed.
    """
    plain = text.translate(_DIRECTION).replace("\r\n", "\n").replace("\r", "\n")
    if plain.isascii() and plain.isprintable():
        return plain
    return "".join(c if c in _INVISIBLE or _covered(c) else f"\u2039U+{ord(c):04X}\u203a" for c in plain)


def _printable(value: object) -> object:
    match value:
        case str():
            return printable(value)
        case Mapping():
            return {str(key): _printable(item) for key, item in value.items()}
        case list() | tuple():
            return [_printable(item) for item in value]
        case None | bool() | int() | float():
            return value
    raise TypeError(f"A document takes text, numbers, lists and mappings, not {type(value).__name__}")


@cache
def fonts() -> typst.Fonts:
    """The shipped fonts and no others: neither the system's nor those inside the Typst library."""
    import typst

    with as_file(FONTS) as folder:
        return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def _picture(name: str, content: bytes) -> bytes:
    """The words inside an SVG meet the same fonts as the text; its markup is ASCII and stays as it is."""
    return printable(content.decode()).encode() if name.endswith(".svg") else content


def _project(template: Traversable, data: Mapping[str, object], images: Mapping[str, bytes]) -> dict[str, bytes]:
    folder = [template]
    if parent := getattr(template, "parent", None):
        folder = [entry for entry in sorted(parent.iterdir(), key=lambda e: e.name) if entry.name.endswith(".typ")]
    sources = {"base.typ": BASE.read_bytes()} | {entry.name: entry.read_bytes() for entry in folder}
    sources["main.typ"] = template.read_bytes()
    for name, source in sources.items():
        if _PACKAGE_IMPORT.search(source):
            raise TypesettingError(f"{name}: a template may not load packages from the network")
    plain = json.dumps(_printable(data), ensure_ascii=False, allow_nan=False, sort_keys=True)
    pictures = {f"images/{name}": _picture(name, content) for name, content in images.items()}
    return sources | {"data.json": plain.encode()} | pictures


def pdf(
    template: Traversable,
    data: Mapping[str, object],
    *,
    at: dt.datetime,
    images: Mapping[str, bytes] | None = None,
) -> bytes:
    """The document as PDF/A-2a and PDF/UA-1.

    `template` is a `.typ` file (a `Path` or a package resource); it finds `base.typ`, the other `.typ` files of its own
    folder, `data.json` and `images/<name>` (SVG, PNG or JPEG). `data` holds what JSON holds; mappings are read in the
    order of their keys, so what has an order of its own is a list. `at`, which must have a zone, is written as the
    moment of creation; no clock is read. Raises `TypesettingError` for any error or warning of Typst.
    """
    import typst

    if at.tzinfo is None:
        raise ValueError("The moment of creation needs a time zone")
    project = _project(template, data, images or {})
    try:
        # The mapping of file names to contents is documented by the library; only its type stub leaves it out.
        made, warnings = typst.compile_with_warnings(  # type: ignore[call-overload]  # the stubs want one format
            project,
            font_paths=fonts(),
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=STANDARDS,
            timestamp=int(at.timestamp()),
        )
    except typst.TypstError as error:
        raise TypesettingError(f"{template.name}: {error.diagnostic or error.message}") from error
    if warnings:
        raise TypesettingError(f"{template.name}: " + "; ".join(warning.message for warning in warnings))
    return bytes(made)
