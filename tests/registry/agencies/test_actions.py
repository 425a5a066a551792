"""Every change of a body and its office lines: what it does, what it refuses, and its entry."""

from __future__ import annotations

import pytest

from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Covered, Entry
from suar.registry.accounts.models import Role
from suar.registry.agencies import actions, seed
from suar.registry.agencies.models import Agency, Contact, Kind
from suar.registry.regions import reference
from tests.factories import a_user, an_agency

pytestmark = pytest.mark.django_db
STAFF = [Role.KETUA, Role.WAKIL, Role.DIVISI_PENGADUAN, Role.DIVISI_PEMANTAUAN, Role.SEKRETARIAT]


def covered(verb: str) -> list[tuple[str, str]]:
    """Table and change of what the last entry of this verb covers."""
    rows = Covered.objects.filter(entry=Entry.objects.filter(verb=verb).latest("id"))
    return [(row.table, row.change) for row in rows.order_by("id")]


def test_a_body_is_recorded() -> None:
    agency = actions.add_agency(name="Dinas Contoh", short_name="Dinas", kind=Kind.SOCIAL, by=a_user(Role.SEKRETARIAT))
    assert (agency.region_code, agency.verified, agency.active) == ("61", False, True)
    assert covered("agency.add") == [("agencies.agency", "a")]


def test_two_bodies_cannot_have_one_name() -> None:
    agency = an_agency()
    with pytest.raises(Conflict):
        an_agency(name=agency.name)
    with pytest.raises(Conflict):
        actions.edit_agency(agency=an_agency(), name=agency.name, by=OPERATOR)
    assert Agency.objects.filter(name=agency.name).count() == 1


def test_an_unknown_kind_or_field_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="nonsense"):
        actions.add_agency(name="X", short_name="X", kind="nonsense", by=OPERATOR)
    with pytest.raises(TypeError, match="active"):
        actions.edit_agency(agency=an_agency(), active=False, by=OPERATOR)


def test_a_body_is_edited_closed_and_opened() -> None:
    agency = an_agency()
    actions.edit_agency(agency=agency, address="Jalan Contoh 2", verified=True, by=OPERATOR)
    actions.deactivate(agency=agency, by=OPERATOR)
    assert not Agency.objects.active().filter(pk=agency.pk).exists()
    actions.reactivate(agency=agency, by=OPERATOR)
    stored = Agency.objects.get(pk=agency.pk)
    assert (stored.address, stored.verified, stored.active) == ("Jalan Contoh 2", True, True)
    for verb in ("agency.edit", "agency.deactivate", "agency.reactivate"):
        assert covered(verb) == [("agencies.agency", "c")]


def test_of_two_editors_the_second_is_told() -> None:
    agency = an_agency()
    first, second = Agency.objects.get(pk=agency.pk), Agency.objects.get(pk=agency.pk)
    actions.edit_agency(agency=first, note="satu", by=OPERATOR)
    with pytest.raises(Conflict):
        actions.edit_agency(agency=second, note="dua", by=OPERATOR)
    assert Agency.objects.get(pk=agency.pk).note == "satu"


def test_office_lines_come_change_and_go() -> None:
    agency = an_agency()
    contact = actions.add_contact(agency=agency, label="Piket", phone="0800-1001", by=OPERATOR)
    actions.edit_contact(contact=contact, phone="0800-1002", by=OPERATOR)
    assert Contact.objects.get().phone == "0800-1002"
    contact.version += 1
    with pytest.raises(Conflict):
        actions.edit_contact(contact=contact, phone="0800-1003", by=OPERATOR)
    actions.remove_contact(contact=Contact.objects.get(), by=OPERATOR)
    assert not Contact.objects.exists()
    assert [covered(f"agency.{verb}_contact")[0][1] for verb in ("add", "edit", "remove")] == ["a", "c", "r"]


@pytest.mark.parametrize("role", [role for role in Role if role not in STAFF])
def test_only_staff_change_bodies(role: Role) -> None:
    by, agency = a_user(role), an_agency()
    contact = actions.add_contact(agency=agency, label="Piket", phone="0800-1001", by=OPERATOR)
    for refused in (
        lambda: actions.add_agency(name="X", short_name="X", kind=Kind.UPTD, by=by),
        lambda: actions.load_agencies(by=by),
        lambda: actions.edit_agency(agency=agency, note="x", by=by),
        lambda: actions.deactivate(agency=agency, by=by),
        lambda: actions.reactivate(agency=agency, by=by),
        lambda: actions.add_contact(agency=agency, label="X", by=by),
        lambda: actions.edit_contact(contact=contact, label="X", by=by),
        lambda: actions.remove_contact(contact=contact, by=by),
    ):
        with pytest.raises(Refused):
            refused()


def test_the_bodies_that_ship_are_loaded_once_in_one_entry() -> None:
    assert actions.load_agencies(by=OPERATOR) == len(seed.bodies())
    assert actions.load_agencies(by=OPERATOR) == 0
    entry = Entry.objects.get(verb="agency.load")
    assert Covered.objects.filter(entry=entry).count() == Agency.objects.count() + Contact.objects.count()


def test_what_an_office_changed_survives_a_second_load() -> None:
    actions.load_agencies(by=OPERATOR)
    agency = Agency.objects.get(short_name="LPSK")
    actions.edit_agency(agency=agency, verified=True, by=OPERATOR)
    Contact.objects.filter(agency=agency).first()
    actions.load_agencies(by=OPERATOR)
    assert Agency.objects.get(short_name="LPSK").verified


def test_the_seed_names_kinds_and_regions_that_exist_and_sources_for_what_it_calls_checked() -> None:
    bodies = seed.bodies()
    assert len({body["name"] for body in bodies}) == len(bodies)
    assert {body["kind"] for body in bodies} <= set(Kind.values)
    assert all(reference.is_known(body["region"]) for body in bodies)
    assert all(body.get("source") for body in bodies if body["verified"])
    assert {body["region"] for body in bodies if body["kind"] == "uptd"} == {
        "61",
        *(code for code, _name in reference.districts()),
    }


def test_bodies_are_found_by_kind_region_and_a_part_of_the_name() -> None:
    actions.load_agencies(by=OPERATOR)
    sambas = Agency.objects.active().of_kind("uptd").serving("61.01.05")
    assert {agency.short_name for agency in sambas} == {"UPTD PPA Kalbar", "UPTD PPA Sambas"}
    assert Agency.objects.matching("soedarso").get().kind == Kind.HEALTH
    assert Agency.objects.get(short_name="PPA Polres Sambas").region_name == "Sambas"


def test_police_units_that_ship_answer_to_the_regional_police() -> None:
    actions.load_agencies(by=OPERATOR)
    unit = Agency.objects.select_related("superior").get(short_name="PPA Polres Sambas")
    assert unit.superior is not None and unit.superior.short_name == "Polda Kalbar PPA-PPO"


def test_no_body_is_its_own_superior() -> None:
    agency = an_agency()
    with pytest.raises(DomainError):
        actions.edit_agency(agency=agency, superior=agency, by=OPERATOR)
    assert Agency.objects.get(pk=agency.pk).superior is None
