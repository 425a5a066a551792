"""What a cheap scanner makes of a sheet of paper: its picture at 150 dots an inch in black and white, and the codes."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2
import zxingcpp

DPI = 150
BLACK_AND_WHITE = bytes(0 if grey < 128 else 255 for grey in range(256))


@dataclass(frozen=True, slots=True)
class Picture:
    """One page, a byte a point: 0 or 255."""

    width: int
    height: int
    points: bytes

    @property
    def ink(self) -> float:
        """Which share of it is black."""
        return self.points.count(0) / len(self.points)


def pages(pdf: bytes) -> list[Picture]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [_picture(page) for page in document]


def _picture(page: pypdfium2.PdfPage) -> Picture:
    drawn = page.render(scale=DPI / 72, grayscale=True)
    raw = bytes(drawn.buffer)
    lines = [raw[line * drawn.stride : line * drawn.stride + drawn.width] for line in range(drawn.height)]
    return Picture(drawn.width, drawn.height, b"".join(lines).translate(BLACK_AND_WHITE))


def read(picture: Picture) -> list[str]:
    """The text of every code on it, from the top down."""
    view = memoryview(picture.points).cast("B", shape=[picture.height, picture.width])
    found = zxingcpp.read_barcodes(view)
    return [code.text for code in sorted(found, key=lambda code: (code.position.top_left.y, code.position.top_left.x))]
