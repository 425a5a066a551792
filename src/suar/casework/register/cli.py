"""`suar import`: a register from the command line of the server, the runs so far, and taking one back.

Rejected rows are reported and are no failure: the exit status is 0 when the file could be read, 1 when it could not."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click
from django.utils import timezone

from suar.casework.register import actions, overview
from suar.casework.register.actions.recording import Progress
from suar.casework.register.actions.staging import sort
from suar.casework.register.models import ImportRun, State
from suar.casework.register.reader import read_register
from suar.casework.register.records import counts
from suar.core.errors import DomainError
from suar.core.ledger.actors import OPERATOR
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import Office, User

PHASES = {"read": "Reading", "write": "Storing", "show": "Review duties", "remove": "Removing"}


@click.group("import")
def import_group() -> None:
    """Import a register, list the imports, take one back."""


@import_group.command("register")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--office", "code", metavar="CODE", help="Whose register it is; needed where there are several offices.")
@click.option(
    "--mapping",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE.json",
    help='What headings mean, before anything saved: {"Heading": "field"}; "" keeps a column as text.',
)
@click.option("--dry-run", is_flag=True, help="Read and count; store nothing.")
@click.option("--staged", is_flag=True, help="Store the rows, but show them to nobody yet.")
@click.option("--json", "as_json", is_flag=True, help="The figures as JSON.")
def register(file: Path, code: str | None, mapping: Path | None, dry_run: bool, staged: bool, as_json: bool) -> None:
    """Import the register FILE (.xlsx). Rows that were imported before are counted, not imported again."""
    office, fields = _office(code), _mapping(mapping)
    try:
        if dry_run:
            result = _only_read(file, office, fields)
        else:
            with _Bars() as bars:
                run = actions.stage(
                    path=file, file_name=file.name, office=office, by=OPERATOR, mapping=fields, progress=bars.tell
                )
                if not staged:
                    run = actions.make_visible(run=run, by=OPERATOR, progress=bars.tell)
            result = _figures(run)
    except DomainError as error:
        raise click.ClickException(error.message) from None
    except ValueError as error:
        raise click.BadParameter(f"{error}", param_hint="--mapping") from None
    click.echo(json.dumps(result, ensure_ascii=False) if as_json else _words(result))


@import_group.command("list")
@click.option("--json", "as_json", is_flag=True)
def list_runs(as_json: bool) -> None:
    """The imports, newest first: number, day, state, rows."""
    runs = ImportRun.objects.select_related("office").order_by("-at")
    listed = [
        {
            "run": str(run.pk),
            "office": run.office.code,
            "at": timezone.localtime(run.at).isoformat(timespec="seconds"),
            "state": run.state,
            "accepted": run.accepted,
            "duplicates": run.duplicates,
        }
        for run in runs
    ]
    if as_json:
        click.echo(json.dumps(listed, ensure_ascii=False))
        return
    for one in listed:
        click.echo("  ".join(str(one[key]) for key in ("run", "at", "office", "state", "accepted")))


@import_group.command("undo")
@click.argument("run")
@click.option("--why", required=True, help="The reason: it is kept with the run, sealed.")
@click.option("--leader", metavar="NAME", help="User name of the leader who agreed, where one is needed.")
def undo(run: str, why: str, leader: str | None) -> None:
    """Take back the import RUN (its number, or the beginning of it). The leaders get an alarm.

    After a week, or where a file of it is withheld from somebody, a leader who may see all of it has to agree."""
    found = [one for one in ImportRun.objects.select_related("office", "batch") if str(one.pk).startswith(run.lower())]
    if len(found) != 1 or len(run) < 6:
        raise click.ClickException("Name one run: see `suar import list`.")
    try:
        with _Bars() as bars:
            actions.undo(run=found[0], by=OPERATOR, why=why, leader=_user(leader), progress=bars.tell)
    except DomainError as error:
        raise click.ClickException(error.message) from None
    click.echo(f"{found[0].pk}: {State(found[0].state).value}")


class _Bars:
    """One progress bar a phase, on standard error: standard output is the answer."""

    def __init__(self) -> None:
        self._phase = ""
        self._bar: Any = None
        self.tell: Progress = self._tell

    def __enter__(self) -> _Bars:
        return self

    def __exit__(self, *error: object) -> None:
        self._end()

    def _tell(self, phase: str, done: int, total: int | None) -> None:
        if phase != self._phase:
            self._end()
            self._phase = phase
            self._bar = click.progressbar(length=total or 0, label=f"{PHASES[phase]:14}", file=sys.stderr)
            self._bar.__enter__()
        self._bar.length = total if total is not None else max(done, self._bar.length or 0)
        self._bar.update(done - self._bar.pos)

    def _end(self) -> None:
        if self._bar is not None:
            self._bar.render_finish()
            self._bar, self._phase = None, ""


def _office(code: str | None) -> Office:
    offices = list(Office.objects.filter(code=code) if code else Office.objects.all()[:2])
    if len(offices) == 1:
        return offices[0]
    codes = ", ".join(Office.objects.order_by("code").values_list("code", flat=True)) or "none yet"
    raise click.UsageError(f"Which office? Give --office CODE ({codes}).")


def _user(name: str | None) -> User | None:
    found = User.objects.filter(username=name, is_active=True).first() if name else None
    if name and found is None:
        raise click.ClickException(f"Nobody is called {name}, or the account is closed.")
    return found


def _mapping(path: Path | None) -> dict[str, str | None] | None:
    if path is None:
        return None
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise click.BadParameter(f"{path.name} is no JSON: {error}", param_hint="--mapping") from None
    if not isinstance(given, dict) or not all(value is None or isinstance(value, str) for value in given.values()):
        raise click.BadParameter('must read {"Heading": "field", …}.', param_hint="--mapping")
    return given


def _only_read(file: Path, office: Office, fields: dict[str, str | None] | None) -> dict[str, Any]:
    with _Bars() as bars:
        read = read_register(
            file, actions.mapping_of(office) | (fields or {}), lambda done, total: bars.tell("read", done, total)
        )
    fresh, duplicates = sort(office, read.rows)
    return {
        "accepted": len(fresh),
        "duplicates": duplicates,
        "rejected": overview.rejections(read),
        "counts": counts((row for row, _mark in fresh), bad_rows=len(read.rejected)),
    }


def _figures(run: ImportRun) -> dict[str, Any]:
    unlock([run])
    return {
        "accepted": run.accepted,
        "duplicates": run.duplicates,
        "rejected": run.rejected or [],
        "counts": run.counts,
    }


def _words(result: dict[str, Any]) -> str:
    lines = [f"accepted {result['accepted']}, already there {result['duplicates']}, rejected {len(result['rejected'])}"]
    return "\n".join([*lines, *(f"  {one['reason']}" for one in result["rejected"])])
