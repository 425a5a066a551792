"""Build the demo's home: an office, its people, a register, a year of work, reports."""

from __future__ import annotations

import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

import click
from django.db import connections
from django.utils import timezone

from suar.casework.complaints import publishing
from suar.casework.register import actions as register
from suar.config.demo import morning
from suar.config.demo.arrivals import receive_two
from suar.config.demo.calls import take_calls
from suar.config.demo.cast import PASSWORD, PEOPLE
from suar.config.demo.clock import at
from suar.config.demo.endings import end_files, plant_one
from suar.config.demo.led import follow_three
from suar.config.demo.meetings import meet
from suar.config.demo.papers import write_and_receive
from suar.config.demo.people import DATA
from suar.config.demo.progress import AFTER_YEAR, REPORTS, Progress
from suar.config.demo.requests import ask_for_data
from suar.config.demo.rounds import walk_and_ask
from suar.config.demo.sharing import share
from suar.config.demo.steps import walk_the_steps
from suar.config.demo.supervising import lead_the_house
from suar.config.demo.watching import watch_the_house
from suar.config.demo.year import DAYS, Year
from suar.config.home import init
from suar.config.standing import DEMO
from suar.core.alone import LOCK, alone
from suar.core.clocks import actions as clocks
from suar.core.ledger import copies
from suar.core.ledger.actions import sequence_all
from suar.core.ledger.actors import OPERATOR
from suar.insight.reports import actions as reports
from suar.insight.reports import periods
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Office, User
from suar.registry.agencies.models import Agency, Kind


def build(home: Path) -> None:
    """All or nothing: a build that was cut off starts anew."""
    with alone(home, "demo"):
        if (home / DEMO).exists():
            return  # by another, a moment ago
        for begun in home.iterdir():
            if begun.name != LOCK:
                shutil.rmtree(begun) if begun.is_dir() else begun.unlink()
        (home / "demo.building").touch()
        hasten()
        _furnish(home)
        (home / DEMO).touch()
        (home / "demo.building").unlink()


def _furnish(home: Path) -> None:
    progress = Progress(lambda line: click.echo(line, err=True))
    progress.stage("Keys, stores, office", 0)
    init(home)
    office, staff = _people(timezone.localdate() - timedelta(days=DAYS + 35))
    for on, name in morning.local_closures(timezone.now()):
        clocks.add_closure(on=on, name=name, by=staff["ketua"])
    _import_register(office, staff["sekretariat"])
    _publish(timezone.now() - timedelta(hours=12))
    _live(office, staff, progress)
    progress.stage("What the other rooms hold", 1 - AFTER_YEAR)
    end_files(office, staff)
    plant_one(staff)
    watch_the_house(office, staff)
    receive_two(office, staff)
    write_and_receive(office, staff)
    ask_for_data(office, staff)
    follow_three(office, staff)
    walk_the_steps(office, staff)
    meet(office, staff)
    walk_and_ask(office, staff)
    take_calls(office, staff)
    share(office, staff)
    lead_the_house(office, staff)
    progress.stage("Reports and a copy", REPORTS)
    for text in ("2021", f"{timezone.localdate().year}-Q{max(1, (timezone.localdate().month - 1) // 3)}"):
        reports.freeze(office=office, period=periods.parse(text), by=staff["ketua"])
    _publish(timezone.now())
    copies.copy(home / "backups" / "main", keys_to=home / "backups" / "keys", by=OPERATOR)
    sequence_all()
    connections.close_all()


def _publish(now: datetime) -> None:
    """The record as it stood before the fixed hour, shown to everybody from that hour on."""
    with at(publishing.hour_before(now) - timedelta(minutes=5)):
        sequence_all()
    publishing.publish(now)


def hasten() -> None:
    """A build that was cut off starts anew, so it need not wait for the disk after each commit."""
    for connection in connections.all():
        if connection.vendor == "sqlite":
            options = connection.settings_dict["OPTIONS"]
            options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")


def _people(since: date) -> tuple[Office, dict[str, User]]:
    office = accounts.found_office(
        code="KPPAD-KB",
        name="KPPAD Kalimantan Barat (contoh)",
        letterhead=[
            "KOMISI PERLINDUNGAN DAN PENGAWASAN ANAK DAERAH",
            "PROVINSI KALIMANTAN BARAT (CONTOH)",
            "Pontianak",
        ],
        by=OPERATOR,
    )
    staff: dict[str, User] = {}
    uptd = Agency.objects.of_kind(Kind.UPTD).order_by("pk").first()
    for role, name in PEOPLE.items():
        username = role.replace("_", "-")
        user = accounts.add_user(
            username=username, name=name, password=PASSWORD, email=f"{username}@contoh.invalid", by=OPERATOR
        )
        agency = uptd if role == "mitra" else None
        accounts.appoint(user=user, office=office, role=role, agency=agency, since=since, by=OPERATOR)
        staff[role] = user
    return office, staff


def _import_register(office: Office, by: User) -> None:
    """The invented register of 2021, so that the report of that year has something to say."""
    path = DATA / "register-2021.xlsx"
    run = register.stage(path=path, file_name=path.name, office=office, by=by)
    register.make_visible(run=run, by=by)


def _live(office: Office, staff: dict[str, User], progress: Progress) -> None:
    year = Year(office=office, staff=staff, today=timezone.now())
    first = timezone.localdate() - timedelta(days=DAYS)
    year.live(lambda done, days: progress.day(first + timedelta(days=done), done, days))
    morning.stage_last_year(year)
