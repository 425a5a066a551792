"""`suar press`: what a statement to the press should not say. Needs no home, keeps nothing."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any, BinaryIO

import click

from suar.insight.press.rules import Mark, improved, lint, readable
from suar.insight.press.table import table

NOTHING = "Tidak ada yang ditemukan daftar ini; dua mata membaca sebelum dikirim."


@click.group("press")
def press() -> None:
    """Statements to the press."""


@press.command("lint")
@click.argument("file", type=click.File("rb"))
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def lint_file(file: BinaryIO, as_json: bool) -> None:
    """Mark what a statement should not say: FILE in UTF-8, or - for what is typed.

    Exit status 1 where something is marked. A statement without a mark is not a safe one: it broke no rule of the list.
    """
    try:
        text = readable(file.read().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise click.UsageError(f"{file.name} is no text in UTF-8.") from error
    marks = lint(text)
    click.echo(_as_json(text, marks) if as_json else _as_text(text, marks))
    if marks:
        sys.exit(1)


def _place(text: str, at: int) -> tuple[int, int]:
    """Line and column, both from 1."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _as_text(text: str, marks: Sequence[Mark]) -> str:
    lines = []
    for mark in marks:
        line, column = _place(text, mark.start)
        better = f" → {mark.better}" if mark.better else ""
        lines.append(f"{line}:{column} {mark.rule.code} “{mark.text}”{better}")
        lines.append(f"    {mark.rule.what.id}. {mark.rule.why.id} Tulis: {mark.rule.instead.id}")
    return "\n".join(lines or [NOTHING])


def _as_json(text: str, marks: Sequence[Mark]) -> str:
    answer = {
        "version": table().version,
        "marks": [_mark(text, mark) for mark in marks],
        "better": improved(text, marks),
        "note": "" if marks else NOTHING,
    }
    return json.dumps(answer, ensure_ascii=False, indent=1)


def _mark(text: str, mark: Mark) -> dict[str, Any]:
    line, column = _place(text, mark.start)
    return {
        "line": line,
        "column": column,
        "rule": mark.rule.code,
        "text": mark.text,
        "better": mark.better or None,
        "what": mark.rule.what.id,
        "why": mark.rule.why.id,
        "instead": mark.rule.instead.id,
        "source": mark.rule.source,
        "certainty": mark.rule.certainty.value,
    }
