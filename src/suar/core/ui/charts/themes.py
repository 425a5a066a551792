"""Colours of charts, from the tokens of the pages. `PRINT` is the light theme on white paper."""

from __future__ import annotations

from dataclasses import dataclass, replace

FONT = "Inter, system-ui, -apple-system, Segoe UI, Roboto, sans-serif"
CONTRAST = 4.5


@dataclass(frozen=True, slots=True)
class Theme:
    """`series` fills areas that touch, told apart by lightness as well as by hue; `strokes` are for thin lines.

    Red is left to danger and lateness.
    """

    name: str
    ink: str
    muted: str
    line: str
    sunk: str
    surface: str
    series: tuple[str, ...]
    strokes: tuple[str, ...]
    ramp: tuple[str, str]
    tones: dict[str, str]


LIGHT = Theme(
    name="light",
    ink="#13211f",
    muted="#586866",
    line="#dbe3e1",
    sunk="#eef2f1",
    surface="#ffffff",
    series=("#0f5257", "#9dc4c0", "#b86a06", "#e8c58c", "#586866", "#236746"),
    strokes=("#0f5257", "#b86a06", "#6b7d7a", "#3a8f88", "#13211f", "#236746"),
    ramp=("#d3e4e2", "#0f5257"),
    tones={"plain": "#0f5257", "soon": "#b86a06", "late": "#b3261e", "done": "#236746"},
)
DARK = Theme(
    name="dark",
    ink="#e7efed",
    muted="#9db0ad",
    line="#2a3836",
    sunk="#1b2726",
    surface="#151f1e",
    series=("#72c3bd", "#2f6663", "#e9ab52", "#80602f", "#9db0ad", "#86cfa6"),
    strokes=("#72c3bd", "#e9ab52", "#9db0ad", "#3a8f88", "#e7efed", "#86cfa6"),
    ramp=("#1f3d3b", "#72c3bd"),
    tones={"plain": "#72c3bd", "soon": "#e9ab52", "late": "#f2958d", "done": "#86cfa6"},
)
PRINT = replace(LIGHT, name="print")


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(low: str, high: str, share: float) -> str:
    """The colour at `share` (0 to 1) of the way from `low` to `high`."""
    pairs = zip(_channels(low), _channels(high), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _luminance(colour: str) -> float:
    def linear(channel: int) -> float:
        c = channel / 255
        return c / 12.92 if c <= 0.04045 else float(((c + 0.055) / 1.055) ** 2.4)

    red, green, blue = map(linear, _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio after WCAG 2.2, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable_on(fill: str, *wanted: str) -> str:
    """The first of `wanted` with a contrast of 4.5 on `fill`, else black or white: one of the two always has it."""
    for colour in wanted:
        if contrast(colour, fill) >= CONTRAST:
            return colour
    return max(("#000000", "#ffffff"), key=lambda colour: contrast(colour, fill))
