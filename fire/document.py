"""build/fire.json, and the tables of docs/reliability.md between its marks."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

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


def keep(facts: dict[str, Any]) -> None:
    """After each part: what took an hour survives what comes next."""
    JSON.parent.mkdir(exist_ok=True)
    JSON.write_text(json.dumps(facts, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def write(facts: dict[str, Any]) -> None:
    """The tables in place of the last ones."""
    text = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(filled(text, facts), encoding="utf-8")


def filled(text: str, facts: dict[str, Any]) -> str:
    """Raises ValueError when the marks are gone."""
    place = re.compile(re.escape(BEGIN) + r".*?" + re.escape(END), re.DOTALL)
    if len(place.findall(text)) != 1:
        raise ValueError(f"{DOCUMENT} has not exactly one place for the tables")
    return place.sub(lambda _: f"{BEGIN}\n\n{tables(facts)}\n{END}", text)


def tables(facts: dict[str, Any]) -> str:
    minutes, scale = facts["seconds"] / 60, facts["scale"]
    length = "the whole" if scale == 1 else f"{scale:g} of the whole (SUAR_FIRE_SCALE)"
    blocks = [f"{facts['on']}, {facts['machine']}; {length}; {minutes:.0f} minutes."]
    if facts["broken"]:
        blocks.append(f"Broke off: {', '.join(facts['broken'])}.")
    for part, title in TITLES.items():
        lines = [line(one) for one in facts["rows"] if one["part"] == part]
        if lines:
            blocks.append("\n".join([f"**{title}**\n", "| what | figure | must be | |", "|---|---:|---:|---|", *lines]))
    return "\n\n".join(blocks) + "\n"


def line(one: Row) -> str:
    figure = f"{one['figure']:,}" if isinstance(one["figure"], int | float) else one["figure"]
    unit = f" {one['unit']}" if one["unit"] else ""
    met = {None: "", True: "met", False: "**not met**"}[one["met"]]
    return f"| {one['name']} | {figure}{unit} | {one['budget']} | {met} |"
