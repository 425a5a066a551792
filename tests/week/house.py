"""The invented office as it stood on the Monday: five people, four bodies, pads in the drawer, four files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case
from suar.casework.children import actions as children
from suar.casework.complaints import intake_keys
from suar.casework.complaints.models import Complaint
from suar.casework.contacts import actions as contacts
from suar.casework.paper import actions as paper
from suar.config.demo.clock import at
from suar.core.ledger.actors import OPERATOR
from suar.registry.accounts import actions as accounts
from suar.registry.accounts.models import Appointment, Office, User
from suar.registry.agencies import actions as agencies
from suar.registry.agencies.models import Agency
from suar.registry.agencies.models import Contact as Line
from tests.week.script import moment

OFFICE_LINE = "Piket Rekaan"
PEOPLE = {
    "ketua": ("ketua", "Hironima Uluwatan"),
    "wakil": ("wakil", "Yulius Pasangrima"),
    "aduan": ("divisi_pengaduan", "Marselina Tujuhbelas"),
    "pantau": ("divisi_pemantauan", "Darmawan Rekasatu"),
    "sekre": ("sekretariat", "Fransiska Rekadua"),
}
BODIES = {"uptd": "uptd", "polres": "police", "dinsos": "social", "rsud": "health"}
# The decree of the Wakil names the Thursday as its last day.
LAST_DAY = {"wakil": date(2026, 11, 5)}


@dataclass
class House:
    """Who and what the script calls by its own names."""

    office: Office
    staff: dict[str, User] = field(default_factory=dict)
    bodies: dict[str, Agency] = field(default_factory=dict)
    police_line: Line | None = None
    files: dict[str, UUID] = field(default_factory=dict)  # F1 … F4
    complaints: dict[str, UUID] = field(default_factory=dict)  # K01, K09.1, R01 …
    contacts: dict[str, UUID] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)  # what whoever filed holds
    subjects: dict[str, UUID] = field(default_factory=dict)  # neither a child nor a complaint
    kept: dict[str, Any] = field(default_factory=dict)  # what a later line goes on with
    pads: dict[str, paper.Printed] = field(default_factory=dict)
    used: int = 0  # sheets of the intake pad

    def who(self, name: str) -> User:
        """As a page would know them: what they may is read anew."""
        return User.objects.get(pk=self.staff[name].pk)

    def complaint(self, code: str) -> Complaint:
        found = Complaint.objects.select_related("office", "officer", "case__office", "case__child", "case__officer")
        return found.get(pk=self.complaints[code])

    def case(self, code: str) -> Case:
        found = Case.objects.select_related("office", "child", "officer", "lead")
        if code in self.files:
            return found.get(pk=self.files[code])
        return found.get(pk=Complaint.objects.values_list("case", flat=True).get(pk=self.complaints[code]))

    def name_of(self, subject: UUID) -> str:
        """What the script calls what a duty is about."""
        return self.names()[subject]

    def names(self) -> dict[UUID, str]:
        found = {pk: code for code, pk in self.subjects.items()}
        found |= {pk: code for code, pk in self.contacts.items()}
        found |= {Case.objects.get(pk=pk).child_id: code for code, pk in self.files.items()}
        return found | {Complaint.objects.get(pk=pk).subject: code for code, pk in self.complaints.items()}

    def by(self, user_id: int | None, agency_id: int | None) -> str:
        """Who owes: a body, somebody of the house, or the house (-)."""
        bodies = {one.pk: name for name, one in self.bodies.items()}
        staff = {one.pk: name for name, one in self.staff.items()}
        return bodies[agency_id] if agency_id else staff[user_id] if user_id else "-"


def found() -> House:
    with at(moment("2026-08-03 09:00")):
        office = accounts.found_office(
            code="MINGGU", name="KPPAD Rekaan", letterhead=["KOMISI REKAAN"], by=OPERATOR, region_code="61"
        )
        house = House(office)
        for name, (role, full) in PEOPLE.items():
            user = accounts.add_user(username=name, name=full, password="kata-sandi-untuk-uji", by=OPERATOR)
            accounts.appoint(user=user, office=office, role=role, until=LAST_DAY.get(name), by=OPERATOR)
            house.staff[name] = user
        for name, kind in BODIES.items():
            house.bodies[name] = agencies.add_agency(
                name=f"Lembaga {name} rekaan", short_name=name, kind=kind, by=OPERATOR
            )
        house.police_line = agencies.add_contact(
            agency=house.bodies["polres"], label="Piket PPA", phone="0800-555-0110", by=OPERATOR
        )
    before(house)
    with at(moment("2026-10-26 08:00")):
        for kind, count in (("intake", 8), ("visit", 3)):
            house.pads[kind] = paper.print_pad(office=office, by=house.who("sekre"), kind=kind, count=count)
        contacts.add_number(by=house.who("sekre"), shown_as=OFFICE_LINE, phone="0800-555-0100")
    return house


def before(house: House) -> None:
    """F1 and F2 at low risk, F3 with a request that the police have not answered, F4 two weeks old."""
    aduan = house.who("aduan")
    opened(house, "F1", "2026-09-07 09:00", "aduan", "low", {"name": "Lukas Dahulu", "sex": "L"})
    visited(house, "F1", "2026-09-08 10:00", "aduan")
    with at(moment("2026-10-05 15:00")):
        cases.propose_closure(case=house.case("F1"), reason="reintegrasi", note="Aman, bersekolah.", by=aduan)
        cases.countersign_closure(case=house.case("F1"), by=house.who("ketua"))
    opened(house, "F2", "2026-10-12 09:00", "aduan", "low", {"name": "Agnes Dahulu", "sex": "P"})
    visited(house, "F2", "2026-10-13 10:00", "aduan")
    opened(house, "F3", "2026-10-05 09:00", "wakil", "high", {"name": "Petrus Dahulu", "sex": "L"})
    visited(house, "F3", "2026-10-05 15:00", "wakil")
    watched(house, "F3", "2026-10-12 08:00", asked_of=house.bodies["polres"], asked="Perkembangan penyelidikan")
    watched(house, "F3", "2026-10-26 08:00")
    opened(house, "F4", "2026-10-26 09:00", "pantau", "medium", {"name": "Yanti Dahulu", "sex": "P"})
    visited(house, "F4", "2026-10-27 10:00", "pantau")


def opened(house: House, code: str, when: str, by: str, risk: str, child: dict[str, Any]) -> None:
    user = house.who(by)
    with at(moment(when)):
        known = children.register(office=house.office, by=user, birth_date="2011-03-09", **child)
        house.files[code] = cases.open_case(
            child=known, office=house.office, by=user, kind="pengaduan", cluster="pendidikan", channel="visit",
            region_code="61.71", officer=user, risk=risk, safe_now="yes",
        ).pk  # fmt: skip


def visited(house: House, code: str, when: str, by: str) -> None:
    with at(moment(when)):
        cases.write_note(case=house.case(code), by=house.who(by), kind="visit", seen="Ditemui di rumahnya.")


def watched(house: House, code: str, when: str, **more: Any) -> None:
    with at(moment(when)):
        cases.write_sheet(case=house.case(code), by=house.who("wakil"), safe="yes", state="Tenang.", **more)


def term_of(house: House, name: str) -> Appointment:
    return Appointment.objects.select_related("user", "office").get(user=house.staff[name])


def wake(days: Iterable[datetime]) -> None:
    """Each morning's key, to which the form seals."""
    for day in days:
        with at(day):
            intake_keys.publish()
