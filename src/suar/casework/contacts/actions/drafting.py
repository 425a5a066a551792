"""Half-typed intakes: up to five a person, each under a key of its own that goes with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.contacts import rules
from suar.casework.contacts.actions.noting import counted, following
from suar.casework.contacts.alarm_kinds import LAPSES
from suar.casework.contacts.models import CallType, Channel, Contact, Draft, DraftQuerySet
from suar.casework.contacts.recording import prepare, recorded
from suar.core import alarms, ledger
from suar.core.alarms.models import Alarm
from suar.core.errors import Conflict, DomainError
from suar.core.ledger.actors import WORKER
from suar.core.ledger.models import Entry
from suar.core.once import once
from suar.core.vault import keys
from suar.core.vault.models import DataKey
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, require


def begin_draft(
    *, by: User, channel: str, body: Mapping[str, Any] | None = None, draft_id: UUID | None = None
) -> Draft:
    """An open intake of this person. The same `draft_id` again begins nothing, as long as what it began stands open: of
    one that was filed or closed since, the press is for whoever calls next. So it is where the
    press brings no words and the first is more than one press ago, whatever was typed there since: that caller may be
    on the line still. Raises DomainError for a sixth."""
    require(by, Permission.CONTACT_WORK, by.office.pk)
    if channel not in Channel.values:
        raise DomainError(gettext("Pilih saluran dari daftar."))

    def act(pk: UUID) -> Draft:
        keys.create(pk)
        now = timezone.now()
        draft = Draft(
            id=pk, author=by, office=by.office, channel=channel, began_at=now, saved_at=now, body=dict(body or {})
        )
        with recorded("draft_begin", by, by.office, pk, channel=channel):
            User.objects.select_for_update().get(pk=by.pk)  # two tabs begin one after the other
            if Draft.objects.of(by).count() >= rules.MOST_DRAFTS:
                raise DomainError(too_many())
            draft.save(force_insert=True)
        return draft

    meant = Draft.objects.all() if body else Draft.objects.filter(began_at__gte=timezone.now() - rules.ONE_PRESS)
    return once(Draft.objects.all(), draft_id and _still_free(draft_id, by, meant), act, author_id=by.pk)


def _still_free(draft_id: UUID, by: User, meant: DraftQuerySet) -> UUID:
    """This id, or the first that follows from it under which nothing was begun or what is `meant` stands: under an id
    that was used, what is typed now would be taken for what was filed then."""
    while _has_begun(draft_id, by) and not meant.filter(pk=draft_id).exists():
        draft_id = following(draft_id)
    return draft_id


def _has_begun(draft_id: UUID, by: User) -> bool:
    """Whether this person ever began an intake under this id."""
    return Entry.objects.about(draft_id).by(by).filter(verb="contact.draft_begin").exists()


def too_many() -> str:
    return gettext(
        "Sudah %(n)d isian terbuka. Simpan atau tutup salah satunya dulu: yang paling lama ada di urutan pertama."
    ) % {"n": rules.MOST_DRAFTS}


type Seen = tuple[int, str]  # the version that a tab shows, and which tab it is


def save_draft(*, draft: Draft, by: User, body: Mapping[str, Any], seen: Seen) -> Draft:
    """What is typed so far. Raises Conflict when another tab saved meanwhile, or it is gone."""
    with transaction.atomic():
        kept = newest(draft, by, seen)
        kept.body = {**(kept.body or {}), **body, "page": seen[1]}
        kept.saved_at, kept.version = timezone.now(), kept.version + 1
        kept.save()
    return kept


def newest(draft: Draft, by: User, seen: Seen) -> Draft:
    """The intake as it is now, held until the transaction ends. What this very tab saved by itself is no other's.
    Raises Conflict."""
    kept = Draft.objects.select_for_update().of(by).filter(pk=draft.pk).first()
    if kept is None:
        raise Conflict(open_no_more())
    version, page = seen
    if kept.version != version and (kept.body or {}).get("page") != page:
        raise Conflict(gettext("Isian ini lebih baru di tab lain. Tekan sekali lagi bila yang di sini yang benar."))
    return kept


def open_no_more() -> str:
    """What is said where somebody types into an intake that is open no more."""
    return gettext("Isian ini sudah disimpan atau ditutup. Yang diketik sekarang belum tersimpan: tekan Simpan.")


def close_draft(*, draft: Draft, by: User, call_type: str) -> Contact:
    """It was no complaint: counted as what it was, its words gone."""
    require(by, Permission.CONTACT_WORK, draft.office_id)
    if call_type not in rules.BY_ONE_PRESS:
        raise DomainError(gettext("Pilih apa kontak ini."))
    contact = counted(by, CallType(call_type), draft.channel, draft.began_at, uuid4())
    prepare(contact.pk, "")
    with recorded("draft_close", by, draft.office, contact.pk, call_type=call_type) as entry:
        drop(draft, by)
        entry.add(contact)
    return contact


def drop(draft: Draft, by: User) -> None:
    """The row, within the caller's transaction, and its key after it; a kill in between leaves the key to the sweep of
    orphans. Raises Conflict when it was gone already."""
    gone, _ = Draft.objects.of(by).filter(pk=draft.pk).delete()
    if not gone:
        raise Conflict(gettext("Isian ini sudah disimpan atau ditutup."))
    transaction.on_commit(lambda: forget_key(draft.pk))


def forget_key(pk: UUID) -> None:
    """Nothing is sealed under it any more. No tombstone: nobody was erased."""
    DataKey.objects.filter(pk=pk).delete()


def lapse_drafts(*, now: datetime) -> int:
    """What nobody has typed in for a week goes; two days before, the leaders are told whose it is, and nothing of what
    it says: whoever began it may be ill or away. Returns how many went."""
    old = list(Draft.objects.filter(saved_at__lt=now - rules.DRAFT_LIFE).select_related("author", "office"))
    for draft in old:
        data = {"author": draft.author_id}
        with ledger.record("contact.draft_lapse", by=WORKER, subject=draft.pk, office=draft.office.code, data=data):
            Draft.objects.filter(pk=draft.pk).delete()
        forget_key(draft.pk)
    _warn(now)
    return len(old)


def _warn(now: datetime) -> None:
    """An alarm stands open as long as an intake is about to go."""
    soon = Draft.objects.filter(saved_at__lte=now - rules.DRAFT_LIFE + rules.DRAFT_WARNING)
    wanted = {(str(draft.pk), draft.office.code): draft.author for draft in soon.select_related("author", "office")}
    standing = set(Alarm.objects.open().filter(kind=LAPSES).values_list("subject", "office"))
    for subject, office in wanted.keys() - standing:
        alarms.raise_alarm(LAPSES, subject=subject, detail_codes=[wanted[subject, office].actor_id], office=office)
    for subject, office in standing - wanted.keys():
        alarms.close(LAPSES, subject=subject, office=office)
