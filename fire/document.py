"""build/fire.json, part by part, and the tables of docs/reliability.md between its marks, composed from it."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TypedDict

from fire.scale import Row

JSON, DOCUMENT = Path("build/fire.json"), Path("docs/reliability.md")
BEGIN, END = "<!-- fire: written by `make fire` -->", "<!-- fire: end -->"
TITLES = {
    "load": "Load",
    "flood": "Flood",
    "kills": "kill -9 at random moments",
    "outage": "The whole server killed",
    "fuzz": "Fuzz",
}


class Result(TypedDict):
    """A part on one engine, run whole: its rows, and on what."""

    engine: str
    on: str
    machine: str
    commit: str
    seconds: int
    broken: bool
    rows: list[Row]


type Results = dict[str, Result]
"""By `part engine`."""


def kept() -> Results:
    """What was run so far, at whatever time."""
    if not JSON.exists():
        return {}
    found: Results = json.loads(JSON.read_text(encoding="utf-8"))
    return found


def keep(results: Results) -> None:
    """In place of what these parts said before; the others stay as they are."""
    JSON.parent.mkdir(exist_ok=True)
    beside = JSON.with_suffix(".new")
    beside.write_text(json.dumps(kept() | results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(beside, JSON)


def write() -> None:
    """The tables in place of the last ones."""
    text = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(filled(text, kept()), encoding="utf-8")


def filled(text: str, results: Results) -> str:
    """Raises ValueError when the marks are gone."""
    place = re.compile(re.escape(BEGIN) + r".*?" + re.escape(END), re.DOTALL)
    if len(place.findall(text)) != 1:
        raise ValueError(f"{DOCUMENT} has not exactly one place for the tables")
    return place.sub(lambda _: f"{BEGIN}\n\n{tables(results)}\n{END}", text)


def tables(results: Results) -> str:
    """A table a part, under what it was run on."""
    blocks = []
    for part, title in TITLES.items():
        found = [result for what, result in sorted(results.items()) if what.split()[0] == part]
        lines = [line(row) for result in found for row in result["rows"]]
        told = "; ".join(dict.fromkeys(run_of(result) for result in found))
        if found:
            table = ["| what | figure | must be | |", "|---|---:|---:|---|", *lines]
            blocks.append("\n".join([f"**{title}** ({told})", "", *(table if lines else [])]).rstrip())
    return "\n\n".join(blocks) + "\n"


def run_of(result: Result) -> str:
    """When, on what and how long; that it broke off, where it did."""
    told = f"{result['on']}, {result['commit'] or 'no commit'}, {result['machine']}, {result['seconds'] / 60:.1f} min"
    return f"{told}; {result['engine']} broke off" if result["broken"] else told


def line(one: Row) -> str:
    figure = f"{one['figure']:,}" if isinstance(one["figure"], int | float) else one["figure"]
    unit = f" {one['unit']}" if one["unit"] else ""
    met = {None: "", True: "met", False: "**not met**"}[one["met"]]
    return f"| {one['name']} | {figure}{unit} | {one['budget']} | {met} |"
