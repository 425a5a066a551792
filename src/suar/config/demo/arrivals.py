"""Material that reached the invented office: once through its mail account, taken by the police; and this morning."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.material import actions
from suar.config.demo.clock import at
from suar.core.ledger.actors import OPERATOR
from suar.registry.accounts.models import Office, User
from suar.registry.agencies import actions as agencies
from suar.registry.agencies.models import Agency, Contact, Kind

PHONE = "0800-555-0110"
CLOSED_DAYS, BEFORE = 12, timedelta(hours=2)


def receive_two(office: Office, staff: Mapping[str, User]) -> None:
    """One is over and belongs to a file; of the other nobody knows whose it is, and the police have not come yet."""
    line = a_line()
    over(office, staff, line, timezone.now() - timedelta(days=CLOSED_DAYS))
    this_morning(office, staff, line, timezone.now() - BEFORE)


def a_line() -> Contact:
    unit = Agency.objects.active().of_kind(Kind.POLICE).order_by("pk").first()
    assert unit is not None  # noqa: S101 - the bodies of the province ship with the program
    return agencies.add_contact(agency=unit, label="Piket PPA (contoh)", phone=PHONE, hours="24 jam", by=OPERATOR)


def over(office: Office, staff: Mapping[str, User], line: Contact, began: datetime) -> None:
    by, file = staff["sekretariat"], Case.objects.filter(office=office, batch=None, status="open").order_by("number")[0]
    with at(began):
        arrival = actions.begin(office=office, by=by, case=file)
    with at(began + timedelta(minutes=4)):
        actions.set_apart(arrival=arrival, by=by, where="Laptop sekretariat ditutup, di lemari terkunci")
    with at(began + timedelta(minutes=9)):
        actions.call(arrival=arrival, by=by, contact=line, answered="Petugas piket (contoh)")
    with at(began + timedelta(minutes=15)):
        actions.note(
            arrival=arrival, by=by, lies_on="email", path="Akun surel kantor, satu surat dengan lampiran, belum dibuka",
            seen="Sekretariat",
        )  # fmt: skip
    with at(began + timedelta(hours=5)):
        actions.instruct(arrival=arrival, by=by, instruction="collect")
    with at(began + timedelta(days=1)):
        actions.receive(
            arrival=arrival, by=staff["divisi_pengaduan"], receipt_number="STP/CONTOH/14", handed_to="Penyidik (contoh)"
        )
    with at(began + timedelta(days=2)):
        actions.offer_talk(arrival=arrival, by=staff["ketua"], whom="Sekretariat")
        actions.close(arrival=arrival, by=staff["ketua"])


def this_morning(office: Office, staff: Mapping[str, User], line: Contact, began: datetime) -> None:
    by = staff["divisi_pengaduan"]
    with at(began):
        arrival = actions.begin(office=office, by=by)
        actions.set_apart(arrival=arrival, by=by, where="Ponsel piket di laci meja depan, layarnya tertutup")
    with at(began + timedelta(minutes=11)):
        actions.call(arrival=arrival, by=by, contact=line)
