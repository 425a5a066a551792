"""The child of the insider tests in every other room: plans, meetings, referrals, letters, rounds, transfers, requests.

Each row is about that child, and every sealed word of it holds the mark."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.duties.models import Duty
from suar.casework.mail import actions as mail
from suar.casework.paper import actions as paper
from suar.core import ledger
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import LedgeredModel
from suar.core.vault.fields import EncryptedTextField, VaultModel
from suar.registry.accounts.models import Role
from suar.registry.agencies.models import Agency
from tests import rooms
from tests.casework.conflicts.ground import MARK, OF_THE_CHILD, STORY, Ground
from tests.casework.contacts.ground import a_draft, a_filed_contact, a_flag
from tests.casework.mail.ground import a_disposition, a_mail, fresh
from tests.casework.paper.ground import a_sheet
from tests.casework.sharing.ground import a_dangerous_one
from tests.casework.supervision.ground import a_handing
from tests.factories import a_case, a_user

# Words that are codes of other things: changed, they would name nothing.
KEPT = {"phone", "number", "outside_number"}


def widen(ground: Ground) -> Ground:
    """The same child with everything that the rooms above a file hold of it."""
    case, ketua = ground.case, ground.ketua
    agency = Duty.objects.select_related("agency").get(pk=str(ground.office.values["duty_id"])).agency
    assert agency is not None
    own = {
        **rooms.leading_of(ketua, agency, case),
        **rooms.steps_of(ketua, case),
        **rooms.met_about(ketua, case),
        **rooms.shared_of(ketua, case),
        **rooms.rounds_of(ketua, agency),
        **called(ground),
        **sent(ground, agency),
        **carried(ground),
        **on_paper(ground),
        "request_id": rooms.a_granted(ketua, a_user(Role.WAKIL), case=case, relation="child").pk,
    }
    ground.office.values |= own
    mark_every_word(ground)
    numbers = Case.objects.filter(child=case.child_id).values_list("number", flat=True)
    ids = {str(value) for name, value in own.items() if name in OF_THE_CHILD}
    ground.marks += [text.encode() for text in sorted({*numbers, *ids}) if text.encode() not in ground.marks]
    return ground


def called(ground: Ground) -> dict[str, object]:
    """A call that names who is close, what somebody is typing of it, and a note on that caller."""
    contact = a_filed_contact(ground.ketua, story=STORY)
    return {
        "call_id": contact.pk,
        "draft_id": a_draft(ground.ketua, story=STORY).pk,
        "flag_id": a_flag(ground.ketua, contact=contact, reason=f"Suara {MARK} pelan.").pk,
    }


def sent(ground: Ground, agency: Agency) -> dict[str, object]:
    """A referral that went in danger, to the body of the partner who is named."""
    typed = {"chronology": f"{MARK} ditemukan di penginapan.", "condition": f"{MARK} tenang."}
    return {"referral_id": a_dangerous_one(ground.ketua, ground.case, agency=agency, typed=typed).pk}


def carried(ground: Ground) -> dict[str, object]:
    """A talk about the file, a proposal that another office takes it, and a term whose files are handed on."""
    case, ketua = ground.case, ground.ketua
    other = a_case(ketua, child=case.child)
    return {
        "session_id": rooms.a_talk(ketua, case).pk,
        "transfer_id": rooms.a_transfer(other, MARK).pk,
        "handing_id": a_handing(ketua).pk,
    }


def on_paper(ground: Ground) -> dict[str, object]:
    """A visit from a numbered sheet, and a letter about the child with what it asks of somebody."""
    case, ketua = ground.case, ground.ketua
    sheet = a_sheet(ketua, "visit")
    paper.enter_visit(sheet=sheet, case=case, by=ketua, at=timezone.now(), seen=f"Rumah {MARK}", said="")
    letter = a_mail(ketua, about=f"Tentang {MARK}", sender=f"Kepala {MARK}", lies=f"Map {MARK}")
    asked = a_disposition(letter, ketua, ketua, instruction=f"Jawab {MARK}")
    mail.belong(mail=fresh(letter), by=ketua, source=case)
    return {"pad_id": sheet.pad_id, "sheet_id": sheet.pk, "mail_id": letter.pk, "disposition_id": asked.pk}


def mark_every_word(ground: Ground) -> None:
    for model in apps.get_models():
        if issubclass(model, VaultModel) and issubclass(model, LedgeredModel):
            for row in model._base_manager.filter(**{model.subject_path: ground.case.child_id}):
                mark_words(row, ground)


def mark_words(row: Any, ground: Ground) -> None:
    if not (fields := marked_fields(row)):
        return
    for field in fields:
        setattr(row, field.attname, f"{getattr(row, field.attname)} {MARK}")
    with ledger.record("case.edit", by=OPERATOR, subject=ground.case.child_id) as entry:
        entry.change(row)


def marked_fields(row: Any) -> list[models.Field[Any, Any]]:
    """The sealed words of a row that say something and lack the mark."""
    return [
        field
        for field in row.encrypted_fields()
        if isinstance(field, EncryptedTextField)
        and field.name not in KEPT
        and getattr(row, field.attname)
        and MARK not in getattr(row, field.attname)
    ]
