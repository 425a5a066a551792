"""`suar names`: whether two names may be one person's, for a stream of pairs. It needs no home and keeps nothing."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

import click

from suar.casework.children.names import compare

LONGEST = 10_000  # bytes of a line


@click.group("names")
def names() -> None:
    """Compare names as they are borne and written in West Kalimantan."""


@names.command("compare")
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON lines.")
@click.pass_context
def compare_command(context: click.Context, file: BinaryIO, as_json: bool) -> None:
    """Compare the two names of each JSON line of FILE (or of the standard input).

    \b
    A line: {"a", "b"}. The answer: {"score": 0 to 1, "verdict": "same", "possible" or "different", "evidence": [codes]}
    There is one answer a line, in the order of the lines. A line that is no such object is answered by
    {"error", "line"}; the others are still answered, and the exit status is 1.
    """
    failed = False
    for number, line in enumerate(file, start=1):
        reply = answer(line, number)
        failed = failed or "error" in reply
        click.echo(json.dumps(reply) if as_json else _text_of(reply))
    context.exit(1 if failed else 0)


def answer(line: bytes, number: int) -> dict[str, Any]:
    """What is answered to one line. An error never repeats what stood in it."""
    try:
        asked = json.loads(line) if len(line) <= LONGEST else None
    except (ValueError, RecursionError):
        asked = None
    if not isinstance(asked, dict) or not all(isinstance(asked.get(name), str) for name in ("a", "b")):
        return {"error": 'Not a JSON object with the texts "a" and "b".', "line": number}
    found = compare(asked["a"], asked["b"])
    return {"score": found.score, "verdict": found.verdict, "evidence": list(found.evidence)}


def _text_of(reply: dict[str, Any]) -> str:
    if "error" in reply:
        return f"line {reply['line']}: {reply['error']}"
    return f"{reply['verdict']:9}  {reply['score']:.3f}  {', '.join(reply['evidence'])}".rstrip()
