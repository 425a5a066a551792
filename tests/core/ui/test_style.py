"""Colours that can be read, sheets that stay small, nothing from another host."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from suar.core.ui import inline

UI = Path(inline.__file__).parent
STATIC = UI / "static" / "ui"
TOKENS = (STATIC / "tokens.css").read_text(encoding="utf-8")

GROUNDS = ("bg", "surface", "sunk")
PAIRS = [
    *((ink, ground) for ink in ("ink", "muted", "teal", "red", "green", "amber-text") for ground in GROUNDS),
    *((tone, f"{tone}-soft") for tone in ("teal", "red", "green")),
    ("amber-text", "amber-soft"),
    *((ink, f"{tone}-soft") for ink in ("ink", "muted") for tone in ("teal", "amber", "red", "green")),
    ("on-teal", "teal"),
    ("on-red", "red"),
    ("on-exit", "exit"),
]
# Large figures and edges of controls: WCAG asks 3 of them.
LARGE = [("amber", "amber-soft"), ("edge", "surface"), ("edge", "bg"), ("teal", "bg"), ("amber", "bg")]


def blocks() -> list[dict[str, str]]:
    """The three sets of colours, in the order of the file: light, dark by preference, dark by choice."""
    found = re.findall(r":root[^{]*\{([^}]*)\}", TOKENS)
    return [dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6});", block)) for block in found]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(theme: int, ink: str, ground: str) -> None:
    colours = blocks()[0] | blocks()[theme]
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), LARGE)
def test_large_figures_and_edges_stand_out(theme: int, ink: str, ground: str) -> None:
    colours = blocks()[0] | blocks()[theme]
    assert contrast(colours[ink], colours[ground]) >= 3


def test_dark_is_the_same_by_preference_and_by_choice() -> None:
    _, preferred, chosen = blocks()
    assert preferred == chosen
    assert preferred


def test_sheets_use_only_tokens_that_exist() -> None:
    known = set(re.findall(r"(--[a-z-]+):", TOKENS))
    for sheet in ("desk.css", "public.css", "paper.css"):
        used = set(re.findall(r"var\((--[a-z-]+)\)", (STATIC / sheet).read_text(encoding="utf-8")))
        assert used <= known, sheet


@pytest.mark.benchmark_budget
@pytest.mark.parametrize(
    ("names", "budget"),
    [
        (("exit.js",), 1_500),
        (("tokens.css", "public.css"), 5_000),
        (("tokens.css", "desk.css", "icons.svg"), 15_000),
        (("htmx.min.js", "theme.js", "keyboard.js", "guard.js", "desk.js"), 25_000),
    ],
)
def test_static_files_keep_their_weight(names: tuple[str, ...], budget: int) -> None:
    assert sum(len(gzip.compress((STATIC / name).read_bytes(), 9)) for name in names) <= budget


def test_own_scripts_stay_under_a_thousand_lines() -> None:
    own = [path for path in STATIC.glob("*.js") if path.name != "htmx.min.js"]
    assert 0 < sum(len(path.read_text(encoding="utf-8").splitlines()) for path in own) <= 1_000


def test_nothing_comes_from_another_host() -> None:
    foreign = re.compile(r"""(?:src|href|url|action|import|fetch)\s*[=(]\s*["']?(?:https?:)?//""")
    files = [*UI.rglob("templates/**/*.html"), *STATIC.glob("*.css"), *STATIC.glob("*.js"), *STATIC.glob("*.svg")]
    assert files
    for path in files:
        if path.name == "htmx.min.js":
            continue
        assert not foreign.search(path.read_text(encoding="utf-8")), path.name


def test_no_template_holds_a_script_or_a_style_of_its_own() -> None:
    for path in UI.rglob("templates/**/*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<script(?![^>]*\bsrc=)", text), path.name
        assert not re.search(r"\s(?:style|on[a-z]+)=[\"']", text), path.name
        if path.name != "public.html":
            assert "<style" not in text, path.name


def test_squeezing_keeps_every_rule() -> None:
    css = inline.public_css()
    assert css.count("{") == css.count("}") > 80
    assert "/*" not in css
    assert "  " not in css


def test_squeezing_keeps_spaces_that_mean_something() -> None:
    assert inline.squeeze("a :hover { margin: 0 auto ; }  /* x */ b > i{}") == "a :hover{margin:0 auto}b>i{}"
    assert inline.squeeze("p{width:calc(1px + 2px)}") == "p{width:calc(1px + 2px)}"
