"""How each contact of the script reaches the office: by the pages that somebody would use, else by the actions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from types import SimpleNamespace
from typing import Any, cast
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.test import Client, override_settings
from django.utils.html import strip_tags

from suar.casework.complaints import actions as complaints
from suar.casework.complaints import takeover
from suar.casework.complaints.models import Complaint
from suar.casework.contacts.actions.filing import filed_as
from suar.casework.contacts.models import Contact, Draft
from suar.casework.mail import actions as mail
from suar.casework.mail.models import Nature
from suar.casework.paper import actions as paper
from suar.casework.paper.models import Sheet
from suar.registry.accounts.models import User
from tests.casework.intake.public_face import public_face
from tests.casework.intake.visitor import CHILD, FRIEND, Visitor
from tests.conditions import MET
from tests.week.house import OFFICE_LINE, House
from tests.week.script import moment

type Row = dict[str, Any]
ABOUT = {"self": CHILD, "about": FRIEND}


def id_of(*parts: str) -> UUID:
    """What a form bears: the same at each replay."""
    return uuid5(NAMESPACE_URL, ":".join(parts))


def browser(user: User) -> Client:
    """Somebody of the house at the desk."""
    client = Client()
    client.force_login(user)
    return client


@contextmanager
def visitor() -> Iterator[Visitor]:
    """Somebody at the public form: another process in an office, another face of this one here."""
    face = SimpleNamespace(TEMPLATES=settings.TEMPLATES)
    public_face(cast("Any", face))
    with override_settings(**vars(face)):
        yield Visitor(Client(headers={"accept-encoding": "gzip"}))


def by_form(house: House, row: Row) -> None:
    """Sealed in the intake, then taken over by the worker."""
    answers = ABOUT[row["type"]] | {"where": {"region": row["region"]}, "story": {"story": row["words"]}}
    known = set(Complaint.objects.values_list("pk", flat=True))
    with visitor() as somebody:
        house.codes[row["k"]] = somebody.file(answers).code
    assert takeover.take_over() == 1, row["k"]
    house.complaints[row["k"]] = Complaint.objects.exclude(pk__in=known).get().pk


def noted(house: House, row: Row) -> None:
    """One press on the list of contacts."""
    said = {"form_id": id_of(row["k"]), "call_type": row["type"], "channel": row["via"]}
    house.contacts[row["k"]] = contacted(house.who(row["by"]), "/kontak/catat/", **said)


def missed(house: House, row: Row) -> None:
    said = {"form_id": id_of(row["k"]), "phone": row["from"], "channel": row["via"]}
    house.contacts[row["k"]] = contacted(house.who(row["by"]), "/kontak/tak-terjawab/tambah/", **said)


def contacted(user: User, address: str, **fields: Any) -> UUID:
    """The one contact that this press made."""
    known = set(Contact.objects.values_list("pk", flat=True))
    pressed(user, address, **fields)
    return Contact.objects.exclude(pk__in=known).get().pk


def pressed(user: User, address: str, **fields: Any) -> str:
    """Sent as a browser does; whoever is not let go on hears why. Where it leads."""
    answer = browser(user).post(address, fields)
    heard = " ".join(strip_tags(answer.content.decode()).split())
    assert answer.status_code == 302, (address, answer.status_code, heard[:1500])
    return str(answer.headers["Location"])


def spoken(house: House, row: Row) -> None:
    """Begun, typed and filed in one go."""
    begun(house, row)
    filed(house, row)


def begun(house: House, row: Row) -> None:
    user, form_id = house.who(row["by"]), id_of(row["k"])
    if row["via"].endswith("whatsapp"):
        given = {"form_id": form_id, "channel": row["via"], "text": chat_of(row)}
        there = pressed(user, "/kontak/whatsapp/", **given)
    elif row["via"] == "letter":
        letter(house, row)
        there = pressed(user, "/kontak/mulai/", form_id=form_id, channel="letter")
    else:
        there = pressed(user, "/kontak/mulai/", form_id=form_id, channel=row["via"])
    house.kept[row["k"]] = draft_at(there)


def draft_at(address: str) -> UUID:
    """The open intake that a press leads to."""
    return UUID(address.split("/")[-2])


def chat_of(row: Row) -> str:
    """As a telephone exports it, without media."""
    day, hour = moment(row["at"]).strftime("%d/%m/%y"), moment(row["at"]).strftime("%H.%M")
    lines = [f"{day} {hour} - {row['from']}: {row['words']}", f"{day} {hour} - {OFFICE_LINE}: Kami baca. Terima kasih."]
    lines += [f"{day} {hour} - {row['from']}: <Media tidak disertakan>"] * row.get("media", 0)
    return "\n".join(lines)


def letter(house: House, row: Row) -> None:
    """Into the agenda of letters, too."""
    house.kept["mail"] = mail.enter(
        office=house.office, by=house.who(row["by"]), mail_id=id_of("mail"), received_on=moment(row["at"]).date(),
        dated=date(2026, 10, 30), agency=None, sender="SMP Rekaan", outside_number="421/17/2026", srikandi="",
        about=row["words"], nature=Nature.ORDINARY, pages=2, lies="Lemari 2",
    )  # fmt: skip


def typed(row: Row, draft: Draft) -> Row:
    """What stands in the fields of the intake."""
    form = {
        "version": draft.version, "page": id_of(row["k"], "page"), "children": len(row["kids"]), "story": row["words"],
        "relation": row["who"], "phone": row.get("from", ""), "region_code": row["region"],
        "may_call": "yes" if row.get("may_call") else "",
    }  # fmt: skip
    for n, child in enumerate(row["kids"]):
        for name, value in zip(("name", "age", "sex"), child, strict=False):
            form[f"{name}_{n}"] = value
    return form


def filed(house: House, row: Row) -> None:
    """What was begun becomes a complaint for each child. Its time is when it was begun."""
    user, draft = house.who(row["by"]), Draft.objects.get(pk=house.kept[row["k"]])
    pressed(user, f"/kontak/isian/{draft.pk}/", **typed(row, draft))
    first = Contact.objects.get(pk=filed_as(draft.pk, user))
    house.contacts[row["k"]] = first.pk
    rows = [first, *Contact.objects.filter(first=first)]
    by_name = {one.complaint.child_name: one.complaint.pk for one in rows if one.complaint}
    for n, child in enumerate(row["kids"], 1):
        code = row["k"] if len(row["kids"]) == 1 else f"{row['k']}.{n}"
        house.complaints[code] = by_name[child[0] if child else ""]
    if row["via"] == "letter":
        mail.belong(mail=house.kept["mail"], by=user, source=house.complaint(row["k"]))


def half_typed(house: House, row: Row) -> None:
    """Begun, and saved by itself while the caller still speaks."""
    begun(house, row)
    user, draft = house.who(row["by"]), Draft.objects.get(pk=house.kept[row["k"]])
    pressed(user, f"/kontak/isian/{draft.pk}/simpan/", **typed(row, draft))


def news(house: House, row: Row) -> None:
    """Of what is known already: found by the number of the complaint."""
    user, form_id = house.who(row["by"]), id_of(row["k"])
    draft = Draft.objects.get(pk=draft_at(pressed(user, "/kontak/mulai/", form_id=form_id, channel=row["via"])))
    form = typed({**row, "kids": [[]], "who": "neighbour", "region": ""}, draft)
    pressed(user, f"/kontak/isian/{draft.pk}/simpan/", **form)
    pressed(user, f"/kontak/isian/{draft.pk}/kabar/", number=house.complaint(row["of"]).number)
    house.contacts[row["k"]] = filed_as(draft.pk, user)


def told(row: Row) -> Row:
    """As the desk's own intake takes it, for one child."""
    name, age, sex = row["kids"][0]
    reporter = {"phone": row.get("from", ""), "may_call": "yes" if row.get("may_call") else ""}
    return {
        "about": "other", "story": row["words"], "child_name": name, "child_details": {"age": age, "sex": sex},
        "region_code": row["region"], "reporter": {key: value for key, value in reporter.items() if value},
    }  # fmt: skip


def from_paper(house: House, row: Row) -> None:
    """Entered when the power is back, with the time that stands on the sheet."""
    sheet = next_sheet(house)
    house.codes[row["k"]] = house.pads["intake"].codes[sheet.place - 1]
    facts = {"channel": row["as"], **told(row)}
    by = house.who(row["by"])
    complaint = paper.enter_intake(sheet=sheet, by=by, at=moment(row["at"]), facts=facts)
    house.complaints[row["k"]] = complaint.pk


def next_sheet(house: House) -> Sheet:
    """The next of the intake pad."""
    house.used += 1
    return sheet_of(house.pads["intake"].sheets[house.used - 1])


def sheet_of(sheet: Sheet) -> Sheet:
    return Sheet.objects.select_related("pad__office", "complaint", "case").get(pk=sheet.pk)


def referred(house: House, row: Row) -> None:
    user, pk = house.who(row["by"]), id_of(row["k"])
    complaint = complaints.receive(office=house.office, by=user, channel="referral", complaint_id=pk, **told(row))
    house.complaints[row["k"]] = complaint.pk


def raid(house: House, row: Row) -> None:
    """One event, twelve children, each handed over on the spot."""
    found = [
        complaints.FoundChild(name=name, details={"age": age, "sex": sex}, handed_to=house.bodies[body])
        for name, age, sex, body in row["kids"]
    ]
    finding = complaints.record_group_finding(
        office=house.office, by=house.who(row["by"]), found_on=moment(row["at"]).date(), region_code=row["region"],
        place="Penginapan Rekaan", story=row["words"], children=found, present=[house.bodies["polres"]],
        conditions=MET,
        finding_id=id_of(row["k"]),
    )  # fmt: skip
    house.kept["finding"] = finding.pk
    for n, pk in enumerate(finding.complaints.order_by("number").values_list("pk", flat=True), 1):
        house.complaints[f"R{n:02d}"] = pk


def arrives(row: Row) -> list[tuple[str, Callable[[House, Row], None]]]:
    """When which part of this contact happens. What is half typed when the power goes is filed the day after."""
    if row["via"] == "phone" and "entered" in row:
        return [(row["at"], half_typed), (row["entered"], filed)]
    by_via = {"form": by_form, "paper": from_paper, "referral": referred, "finding": raid}
    by_type = {"missed": missed, "news": news, "self": spoken, "about": spoken}
    return [(row.get("entered", row["at"]), by_via.get(row["via"]) or by_type.get(row["type"], noted))]
