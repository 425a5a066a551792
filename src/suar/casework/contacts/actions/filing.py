"""An open intake becomes a complaint for each child it tells of, or news for a file that is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext, override

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case, Safe
from suar.casework.complaints import actions as complaints
from suar.casework.complaints import danger
from suar.casework.complaints.models import Channel as ComplaintChannel
from suar.casework.complaints.models import Complaint, Status
from suar.casework.complaints.recording import held_in_place
from suar.casework.complaints.rules import ANSWERS, YES
from suar.casework.conflicts.withheld import require_free
from suar.casework.contacts import rules
from suar.casework.contacts.actions.drafting import Seen, drop, newest, open_no_more
from suar.casework.contacts.actions.missing import answer_missed
from suar.casework.contacts.models import CallType, Channel, Contact, Draft, Said
from suar.casework.contacts.recording import compare, must_have_been, prepare, recorded, said_in
from suar.core.errors import Conflict, DomainError
from suar.core.once import made_by, once
from suar.core.vault import keys, marks
from suar.core.vault.erased import Erased
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, require
from suar.registry.regions.reference import districts

CHANNELS: dict[str, str] = {
    Channel.PHONE: ComplaintChannel.PHONE,
    Channel.WHATSAPP: ComplaintChannel.WHATSAPP,
    Channel.OWN_WHATSAPP: ComplaintChannel.WHATSAPP,
    Channel.VISIT: ComplaintChannel.VISIT,
    Channel.SOCIAL: ComplaintChannel.SOCIAL,
    Channel.LETTER: ComplaintChannel.LETTER,
}


@dataclass(frozen=True, slots=True)
class Told:
    """What an intake holds when it is filed. `children`: name, age, sex of each, any of them unknown; one at least."""

    story: str
    children: Sequence[Mapping[str, Any]] = field(default_factory=lambda: [{}])
    with_whom: str = ""
    safe_now: str = ""
    relation: str = ""
    caller_name: str = ""
    phone: str = ""
    may_call: str = ""
    hours: str = ""
    wish: str = ""
    region_code: str = ""
    at: datetime | None = None
    chat: str = ""
    media: int = 0


def filed_as(draft_id: UUID, by: User) -> UUID:
    """Under which id the first contact of this intake is kept: a second press finds it."""
    return made_by(by.actor_id, draft_id)


def is_what_was_filed(contact: Contact, press: UUID) -> bool:
    """Whether this contact is what that press filed: the same words from the same page."""
    return contact.complaint_id == _complaint_id(contact.pk, press)


def _complaint_id(contact_id: UUID, press: UUID | None) -> UUID:
    return uuid5(contact_id, f"complaint{press or ''}")


def file(*, draft: Draft, by: User, told: Told, seen: Seen | None = None, press: UUID | None = None) -> Contact:
    """A complaint for each child, all with the same words; the contact; then the intake and its key go. The same intake
    filed again, after a kill or by a second press, gives what is there. `seen`: which tab speaks; one that another tab
    has overtaken is refused. `press`: of which words from which page; where others were filed, these are refused."""
    require(by, Permission.CONTACT_WORK, draft.office_id)
    first = filed_as(draft.pk, by)
    contact = once(Contact.objects.all(), first, lambda pk: _file(pk, draft, by, told, seen, press), by_id=by.pk)
    if press is not None and not is_what_was_filed(contact, press):
        raise Conflict(open_no_more())
    return contact


def _file(first: UUID, draft: Draft, by: User, told: Told, seen: Seen | None, press: UUID | None) -> Contact:
    must_have_been(at := told.at or draft.began_at)
    if not told.story.strip():
        raise DomainError(gettext("Tulis apa yang disampaikan, walau hanya satu kalimat."))
    if not 1 <= len(told.children) <= rules.MOST_CHILDREN:
        raise DomainError(gettext("Paling banyak %(n)d anak dalam satu isian.") % {"n": rules.MOST_CHILDREN})
    ids = [first, *(uuid5(first, str(n)) for n in range(1, len(told.children)))]
    for pk in ids:
        prepare(pk, told.phone)
    complaint_ids = [_complaint_id(pk, press) for pk in ids]
    keys.create_many(complaint_ids)
    with recorded("file", by, draft.office, complaint_ids[0], children=len(ids), channel=draft.channel) as entry:
        if seen is not None:
            newest(draft, by, seen)
        facts = zip(ids, complaint_ids, told.children, strict=True)
        rows = [_write(pk, as_, draft, told, child, by, at) for pk, as_, child in facts]
        for row in rows[1:]:
            row.first = rows[0]
        entry.add(*rows[:1])
        entry.add(*rows[1:])
        for row in rows:
            entry.add(*said_in(row, told.chat, told.media))
            compare(row, told.chat)
        drop(draft, by)
        answer_missed(phone=told.phone, by=by)
    return rows[0]


def _write(
    pk: UUID, complaint_id: UUID, draft: Draft, told: Told, child: Mapping[str, Any], by: User, at: datetime
) -> Contact:
    """The child's own complaint, and the row of the contact beside it."""
    complaint = complaints.receive(
        office=draft.office, by=by, channel=CHANNELS[draft.channel], about=rules.about_of(told.relation),
        story=told.story, child_name=str(child.get("name") or ""), child_details=_details(child),
        reporter=_reporter(told), region_code=told.region_code, urgent=told.safe_now == "no", received_at=at,
        answers=_answers(told), complaint_id=complaint_id,
    )  # fmt: skip
    return Contact(
        id=pk, subject=complaint.subject, office=draft.office, complaint=complaint, channel=draft.channel,
        call_type=rules.type_of(told.relation), phone=told.phone.strip(), at=at, by=by, noted_at=timezone.now(),
    )  # fmt: skip


def _details(child: Mapping[str, Any]) -> dict[str, Any]:
    return {name: child[name] for name in ("sex", "age") if child.get(name) not in (None, "")}


def _reporter(told: Told) -> dict[str, str]:
    with override("id"):  # a record of the office: one language whoever writes it
        relation = str(rules.RELATIONS[told.relation][0]) if told.relation in rules.RELATIONS else ""
    given = {
        "name": told.caller_name.strip(),
        "relation": relation,
        "phone": told.phone.strip(),
        "may_call": told.may_call if told.may_call in {"yes", "no"} else "",
        "phone_hours": told.hours.strip(),
    }
    return {name: value for name, value in given.items() if value}


def _answers(told: Told) -> dict[str, Any]:
    desk = {"with_whom": told.with_whom.strip(), "wish": told.wish.strip()}
    given: dict[str, Any] = {"desk": {name: value for name, value in desk.items() if value}}
    if told.safe_now == "no":
        given["safe"] = "now"  # what was asked is whether the child is safe now
    return {name: value for name, value in given.items() if value}


def note_news(*, draft: Draft, by: User, told: Told, source: Complaint | Case | None) -> Contact:
    """Somebody calls about what is known already: all that was typed goes under the key of that complaint or file, and
    a child that is not safe now is shown there as such.

    `source` is None for a number that leads nowhere, whatever the reason."""
    require(by, Permission.CONTACT_WORK, draft.office_id)
    return once(
        Contact.objects.all(), filed_as(draft.pk, by), lambda pk: _news(pk, draft, by, told, source), by_id=by.pk
    )


def _news(pk: UUID, draft: Draft, by: User, told: Told, source: Complaint | Case | None) -> Contact:
    if source is None or source.office_id != draft.office_id:
        raise DomainError(unknown_number())
    complaint = source if isinstance(source, Complaint) else None
    case = complaint.case if complaint else source if isinstance(source, Case) else None
    subject = case.child_id if case else source.vault_subject
    require_free(by, subject)
    text = _news_in(told)
    if told.safe_now == Safe.NO:
        _must_be_at_work(complaint, case)
    at = told.at or draft.began_at
    must_have_been(at)
    prepare(pk, told.phone)
    try:
        keys.create(subject)  # made young, so that no sweep takes it meanwhile
    except keys.KeyMissing:
        raise Erased from None
    contact = Contact(
        id=pk, subject=subject, office=draft.office, complaint=complaint, case=case, channel=draft.channel,
        call_type=CallType.NEWS, phone=told.phone.strip(), at=at, by=by, noted_at=timezone.now(),
    )  # fmt: skip
    with recorded("news", by, draft.office, subject, source=str(source.pk)) as entry:
        if complaint is not None:
            held_in_place(complaint)  # its key goes when it becomes a case
        entry.add(contact, *said_in(contact, text, told.media))
        if told.safe_now == Safe.NO:
            # A chat begins with its first message, perhaps weeks before the danger: whoever reads it hears of it now.
            _in_danger(complaint, case, told, by, draft.began_at if told.chat else at)
        compare(contact, text)
        marks.lift_unless_by(subject, by.pk)
        drop(draft, by)
        answer_missed(phone=told.phone, by=by)
    return contact


def _must_be_at_work(complaint: Complaint | None, case: Case | None) -> None:
    """News of danger goes where somebody acts on it. Raises DomainError for what is closed or decided."""
    if case is not None and not case.is_open:
        raise DomainError(gettext("Berkas ini sudah ditutup, dan anak tidak aman sekarang. Simpan sebagai pengaduan."))
    if case is None and complaint is not None and complaint.status not in {Status.NEW, Status.READ}:
        raise DomainError(
            gettext("Pengaduan itu sudah diputuskan, dan anak tidak aman sekarang. Simpan sebagai pengaduan baru.")
        )


def _in_danger(complaint: Complaint | None, case: Case | None, told: Told, by: User, at: datetime) -> None:
    """The file says so at once, and the child is seen; a complaint that is no file yet is reviewed, again where it was
    reviewed before."""
    if case is not None:
        cases.learn_danger(case=case, note=told.with_whom.strip() or None, by=by, at=at)
    elif complaint is not None:
        with override("id"):  # a record of the office: one language whoever writes it
            said = gettext("Kabar: anak tidak aman sekarang. Baca kabar itu di Kontak, dengan nomor pengaduan ini.")
        danger.arrived(complaint, by, answers={danger.NOW: YES}, found_by=by.pk, said=said, at=at)


def _news_in(told: Told) -> str:
    """All that was typed and pasted, whole: an intake that becomes news has no other place for it. Raises DomainError
    where nothing was said."""
    said = [told.story.strip(), told.chat.strip()]
    if not any(said):
        raise DomainError(gettext("Tulis apa yang disampaikan, walau hanya satu kalimat."))
    with override("id"):  # a record of the office: one language whoever writes it
        also = [f"{label}: {words}" for label, words in _beside(told) if words]
    return "\n".join(filter(None, [*said, *also]))


def _beside(told: Told) -> list[tuple[str, str]]:
    """What is asked beside the story, as a line each."""
    relation = str(rules.RELATIONS[told.relation][0]) if told.relation in rules.RELATIONS else ""
    children = (", ".join(str(child[name]) for name in ("name", "sex", "age") if child.get(name) not in (None, ""))
                for child in told.children)  # fmt: skip
    return [
        (gettext("Siapa bersama anak sekarang?"), told.with_whom.strip()),
        (gettext("Anak aman sekarang?"), str(ANSWERS.get(told.safe_now, ""))),
        (gettext("Anak"), "; ".join(filter(None, children))),
        (gettext("Kabupaten/kota"), str(dict(districts()).get(told.region_code, ""))),
        (gettext("Siapa yang menghubungi"), ", ".join(filter(None, [told.caller_name.strip(), relation]))),
        (gettext("Boleh dihubungi lagi?"), str(ANSWERS.get(told.may_call, ""))),
        (gettext("Jam yang aman, dan cara menghubungi"), told.hours.strip()),
        (gettext("Yang diharapkan"), told.wish.strip()),
    ]


def unknown_number() -> str:
    """What every number is answered with that leads nowhere, whatever the reason."""
    return gettext("Sebut nomor berkas atau pengaduan kantor ini yang dapat Anda baca, misalnya P-0012/26.")


def follow(*, complaint: Complaint, old: UUID, case: Case, by: User) -> int:
    """The complaint became a case: the words of its contacts are sealed under the child's key, within that action.
    Returns how many contacts went along."""
    found = list(Contact.objects.filter(subject=old).exclude(pk=old).select_related("office"))
    said = {row.contact_id: row for row in unlock(Said.objects.filter(contact__in=found).select_related("contact"))}
    for contact in found:
        row = said.get(contact.pk)
        text = row.text if row else ""
        contact.subject, contact.complaint, contact.case = case.child_id, complaint, case
        with recorded("follow", by, contact.office, case.child_id, case=str(case.pk)) as entry:
            entry.change(contact)
            if row is not None:
                row.contact = contact
                row.text = text
                entry.change(row)
    return len(found)
