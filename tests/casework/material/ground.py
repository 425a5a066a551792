"""Arrivals, made through the actions."""

from __future__ import annotations

from typing import Any

from suar.casework.duties.models import Duty
from suar.casework.material import actions
from suar.casework.material.models import Arrival, Step, Taken
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry
from suar.registry.accounts.models import Role, User
from suar.registry.agencies import actions as agencies
from suar.registry.agencies.models import Contact
from suar.registry.agencies.models import Kind as AgencyKind
from tests.factories import a_user, an_agency

PATH = "Akun kantor, pesan masuk ke-3, pukul 09.10"


def an_arrival(by: User | None = None, **facts: Any) -> Arrival:
    """Begun by somebody of the office, of whom nobody knows yet whose it is."""
    by = by or a_user(Role.SEKRETARIAT)
    return actions.begin(office=by.office, by=by, **facts)


def a_police_line(phone: str = "0800-555-0110", name: str = "") -> Contact:
    unit = an_agency(AgencyKind.POLICE, name)
    return agencies.add_contact(agency=unit, label="Piket PPA", phone=phone, by=OPERATOR)


def all_steps(arrival: Arrival, by: User, mark: str = "") -> Arrival:
    """Everything done, in every word the mark; not closed."""
    actions.set_apart(arrival=arrival, by=by, where=f"Lemari {mark}")
    actions.call(arrival=arrival, by=by, contact=a_police_line(), answered=f"Bripka {mark}")
    actions.note(
        arrival=arrival, by=by, lies_on="phone", path=f"{PATH} {mark}", seen=f"Petugas {mark}", opened=f"Magang {mark}"
    )
    actions.instruct(arrival=arrival, by=by, instruction="collect")
    actions.receive(arrival=arrival, by=by, receipt_number=f"STP/{mark}/1", handed_to=f"Aiptu {mark}")
    return actions.offer_talk(arrival=arrival, by=by, whom=f"Petugas {mark}")


def fresh(arrival: Arrival) -> Arrival:
    return Arrival.objects.select_related("office", "complaint", "case", "by").get(pk=arrival.pk)


def duty(arrival: Arrival, kind: str) -> Duty:
    return Duty.objects.select_related("office").get(subject=fresh(arrival).subject, kind=kind)


def last(arrival: Arrival, step: Step) -> Taken:
    found = Taken.objects.filter(arrival=arrival, step=step).select_related("arrival").last()
    assert found is not None
    return found


def verbs() -> list[str]:
    return list(Entry.objects.filter(verb__startswith="material.").order_by("pk").values_list("verb", flat=True))
