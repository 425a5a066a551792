"""`suar clocks`: due moments for a stream of questions, and the rules that give them.

The group is made for a rulebook that the caller chooses, so that the engine need not know whose rules they are."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import BinaryIO

import click

from suar.core.clocks.calendars import Calendar
from suar.core.clocks.errors import ClockError
from suar.core.clocks.questions import Answer, answer
from suar.core.clocks.rules import Rule, Rulebook


def make_group(load: Callable[[], Rulebook], calendar: Callable[[], Calendar] = Calendar.indonesia) -> click.Group:
    """The command group over the rules that `load` gives and the working days of `calendar` (with local closures)."""

    @click.group("clocks")
    def clocks() -> None:
        """Due moments, and the rules they come from. Not legal advice."""

    clocks.add_command(_due_command(load, calendar))
    clocks.add_command(_list_command(load))
    clocks.add_command(_show_command(load))
    return clocks


def _due_command(load: Callable[[], Rulebook], calendar: Callable[[], Calendar]) -> click.Command:
    @click.command("due")
    @click.argument("file", type=click.File("rb"), default="-")
    @click.option("--json", "as_json", is_flag=True, help="Answer in JSON lines.")
    @click.pass_context
    def due_command(context: click.Context, file: BinaryIO, as_json: bool) -> None:
        """Answer each JSON line of FILE (or of the standard input).

        \b
        A line: {"rule", "event_at", "pauses": [[from, to]], "extended": bool, "on": date}
        Only rule and event_at are needed. `on` is the date whose law applies (the event's own day if left out).
        Moments without a zone are taken as Asia/Pontianak. A line that cannot be answered is answered by
        {"error", "line", "rule"}; the others are still answered, and the exit status is 1.
        """
        failed = False
        for reply in _answers(file, load(), calendar()):
            failed = failed or "error" in reply
            click.echo(json.dumps(reply) if as_json else _text_of(reply))
        context.exit(1 if failed else 0)

    return due_command


def _list_command(load: Callable[[], Rulebook]) -> click.Command:
    @click.command("list")
    @click.argument("text", default="")
    @click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
    def list_command(text: str, as_json: bool) -> None:
        """List the rules in whose id, event, actor, basis or note TEXT occurs."""
        for rule in load().matching(text):
            click.echo(json.dumps(fields_of(rule)) if as_json else _row_of(rule))

    return list_command


def _show_command(load: Callable[[], Rulebook]) -> click.Command:
    @click.command("show")
    @click.argument("rule_id", metavar="ID")
    @click.option("--json", "as_json", is_flag=True, help="One JSON object for each version.")
    def show_command(rule_id: str, as_json: bool) -> None:
        """Show every version of the rule ID."""
        try:
            versions = load().versions(rule_id)
        except ClockError as error:
            raise click.ClickException(str(error)) from error
        for rule in versions:
            fields = fields_of(rule)
            click.echo(json.dumps(fields) if as_json else "\n".join(f"{name:15} {fields[name]}" for name in fields))

    return show_command


def fields_of(rule: Rule) -> dict[str, str | int | bool | None]:
    """The rule as it is written to JSON: dates in ISO form, limits as "14 working_days"."""
    return {
        "id": rule.id,
        "starts_on": rule.starts_on,
        "limit": str(rule.limit),
        "extension": str(rule.extension) if rule.extension else None,
        "counts_back": rule.counts_back,
        "inclusive": rule.inclusive,
        "month_days": rule.month_days,
        "actor": rule.actor,
        "basis": rule.basis,
        "effective_from": rule.effective_from.isoformat(),
        "effective_to": rule.effective_to.isoformat() if rule.effective_to else None,
        "certainty": rule.certainty.value,
        "house": rule.house,
        "note": rule.note,
    }


def _answers(lines: BinaryIO, book: Rulebook, calendar: Calendar) -> Iterator[Answer]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield answer(line, number, book, calendar)


def _text_of(reply: Answer) -> str:
    if "error" in reply:
        return f"line {reply['line']}: {reply['error']}"
    back = " (at the latest, before the event)" if reply["counts_back"] else ""
    return f"{reply['due_at']}  {reply['rule']}  {reply['unit']}{back}  {reply['basis']}  [{reply['certainty']}]"


def _row_of(rule: Rule) -> str:
    limit = f"{rule.limit} + {rule.extension}" if rule.extension else str(rule.limit)
    return f"{rule.id:40} {limit:46} {rule.certainty.value:8} {rule.basis}"
