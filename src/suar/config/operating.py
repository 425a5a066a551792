"""Operator's commands: init, password, leader, tick, upgrade, clocks."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path

import click
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from suar.casework.duties.rulebook import rulebook
from suar.config import home
from suar.config.standing import UNFINISHED, refuse_a_home
from suar.config.tick import run_tasks
from suar.config.tick import tick as tick_once
from suar.core.alone import alone
from suar.core.clocks.calendars import Calendar
from suar.core.clocks.cli import make_group
from suar.core.clocks.models import LocalClosure
from suar.core.ledger import copies
from suar.core.ledger.actions import keep_log_name, sequence_all
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.recording import record
from suar.core.ledger.vault_cli import refused_in_words, sheets_in_words
from suar.core.ledger.verify import verify
from suar.core.vault import backup, shares
from suar.core.vault.master import from_recovery_text
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.ending import bring_back, vouch
from suar.registry.accounts.house_words import refuse_before_there_are_names
from suar.registry.accounts.models import Office, Role, User
from suar.registry.accounts.rules import one_time_password
from suar.registry.accounts.succession import succeed

SHEET = """
Lembar pemulihan — tulis atau cetak, simpan di dua tempat terkunci, jangan difoto.
Recovery sheet — write it down, keep it in two locked places, do not photograph it.

    {recovery}

Tanpa kunci ini tidak seorang pun, termasuk pembuat program, dapat membuka data.
Without this key nobody, the makers included, can open the data.
"""


@click.command()
@click.option("--office", default="KPPAD-KB", show_default=True, help="Code of the first office.")
@click.option("--office-name", default="KPPAD Kalimantan Barat", show_default=True)
@click.option("--admin", required=True, help="User name of the first Admin Sistem.")
@click.option("--ketua", help="User name of the Ketua: an admin cannot make accounts that read children's files.")
@click.option("--shares", "in_shares", is_flag=True, help="Print three sheets too, of which any two open the data.")
@click.option("--password", envvar="SUAR_ADMIN_PASSWORD", prompt=True, hide_input=True, confirmation_prompt=True)
def init(office: str, office_name: str, admin: str, ketua: str | None, in_shares: bool, password: str) -> None:
    """Make a new home: secrets, stores, reference data, an office, its first admin. Prints the recovery sheet."""
    where = Path(os.environ["SUAR_HOME"])
    if where == Path("/nonexistent/suar-home"):
        raise click.UsageError("Where to? Give --home DIR or set SUAR_HOME.")
    _refuse_a_weak_one(password, admin, (office, office_name))
    with alone(where, "init"):
        refuse_a_home(where)
        home.refuse_filled_stores()  # before the mark: what holds tables is no half-made home
        (where / UNFINISHED).touch()
        recovery = home.init(where)
        once = _first_office(office, office_name, admin, ketua, password)
        (where / UNFINISHED).unlink()
    if once:
        click.echo(f"One-time password of {ketua}: {once}")
    click.echo(SHEET.format(recovery=recovery))
    if in_shares:
        with record("vault.shares", by=OPERATOR, data={"needed": shares.NEEDED, "made": shares.MADE, "founding": True}):
            pass
        sequence_all()
        click.echo(sheets_in_words(shares.split(from_recovery_text(recovery))))


@click.command()
@click.argument("username")
def password(username: str) -> None:
    """A one-time password at the server: for a Ketua whom nobody else can help. It opens for 72 hours.

    Where no leader of the office is active any more, it makes a leader's account active again."""
    user = User.objects.filter(username__iexact=username).first()
    if user is None:
        raise click.ClickException(f"There is no account {username!r}.")
    once = one_time_password()
    refused_in_words(lambda: _open_again(user, once))
    sequence_all()
    click.echo(f"One-time password of {user.username}: {once}")


@click.command()
@click.argument("username")
@click.option("--office", required=True, help="Code of the office.")
@click.option(
    "--role", type=click.Choice([Role.KETUA.value, Role.WAKIL.value]), default=Role.KETUA.value, show_default=True
)
@click.option("--name", default="", help="Full name of the owner, where there is no such account yet.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Last day of the term.")
def leader(username: str, office: str, role: str, name: str, until: datetime | None) -> None:
    """A leader for an office that nobody leads any more: the term is over, or every leader's account is shut.

    A new account gets a one-time password, which opens for 72 hours. The leaders read of it."""
    led = Office.objects.filter(code=office).first()
    if led is None:
        raise click.ClickException(f"There is no office {office!r}.")
    last, once = until.date() if until else None, one_time_password()
    give = partial(succeed, office=led, role=role, username=username, name=name, password=once, until=last)
    appointment, new = refused_in_words(partial(give, by=OPERATOR))
    sequence_all()
    click.echo(f"{appointment.user.username}: {appointment.get_role_display()}, {led.code}")
    if new:
        click.echo(f"One-time password of {appointment.user.username}: {once}")


def _refuse_a_weak_one(password: str, admin: str, names: Sequence[str]) -> None:
    """What the desk asks of every password: this one is never a one-time password."""
    try:
        refuse_before_there_are_names(password, User(username=admin, name=admin), names)
    except ValidationError as weak:
        raise click.ClickException(" ".join(weak.messages)) from None


@transaction.atomic
def _open_again(user: User, once: str) -> None:
    if not user.is_active:
        bring_back(user=user, by=OPERATOR)
    give = accounts.new_password if user.disowned_at is None else vouch
    give(user=user, password=once, by=OPERATOR)


def _first_office(code: str, name: str, admin: str, ketua: str | None, password: str) -> str:
    """The office, its admin and, if one is named, its Ketua, whose one-time password is returned."""
    made = accounts.found_office(code=code, name=name, by=OPERATOR)
    user = accounts.add_user(username=admin, name=admin, password=password, by=OPERATOR)
    accounts.appoint(user=user, office=made, role=Role.ADMIN, by=OPERATOR)
    if not ketua:
        return ""
    once = secrets.token_urlsafe(12)
    chair = accounts.add_user(username=ketua, name=ketua, password=once, temporary=True, by=OPERATOR)
    accounts.appoint(user=chair, office=made, role=Role.KETUA, by=OPERATOR)
    return once


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def tick(as_json: bool) -> None:
    """Remind, escalate, finish what was interrupted, order the ledger: once."""
    done = tick_once()
    run_tasks()
    done["sequenced"] = sequence_all()
    click.echo(json.dumps(done) if as_json else ", ".join(f"{name}: {count}" for name, count in done.items()))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def upgrade(as_json: bool) -> None:
    """Back up, migrate the three stores, load newer reference data, verify the ledger. Stop the server first."""
    with alone(settings.SUAR_HOME, "upgrade"):
        kept = backup.make(settings.SUAR_HOME / "backups" / "main", keys_to=settings.SUAR_HOME / "backups" / "keys")
        click.echo(f"Backup: {kept.stamp}", err=as_json)
        home.migrate()
        home.load_reference_data()
        keep_log_name()
        copies.note(kept.stamp, by=OPERATOR)  # only now: before, the table may not have been there
        sequence_all()
        verdict = verify()
    if not verdict.sound:
        found = verdict.wrong[0]
        raise click.ClickException(
            f"After the migration: {found.table} {found.row}: {found.what}. Restore backup {kept.stamp}."
        )
    answer = {"backup": kept.stamp, "entries": verdict.entries, "rows": verdict.rows}
    click.echo(json.dumps(answer) if as_json else f"Verified: {verdict.entries} entries, {verdict.rows} rows.")


def _calendar() -> Calendar:
    """National holidays, and the local closures of the home when one is given."""
    closures: frozenset[date] = frozenset()
    if (settings.SUAR_HOME / "secret").exists():
        closures = LocalClosure.objects.days()
    return Calendar.indonesia(closures=closures)


clocks = make_group(rulebook, _calendar)
