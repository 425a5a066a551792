"""The end of an act: its keys are gone, its paper is made and kept as bytes. And the operator's way in an emergency.

An act that is running has its intents in the ledger. The worker destroys the keys under one rotation
(core/ledger/keyholding.py) and then finishes the act here; killed in between, the next round goes on."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.duties import actions as duties
from suar.casework.retention import paper, ripe
from suar.casework.retention.actions.proposing import in_use, item_of
from suar.casework.retention.actions.together import along
from suar.casework.retention.alarm_kinds import AT_ONCE
from suar.casework.retention.letting_go import must_not_have_let_go
from suar.casework.retention.models import Act, ActStatus, Item, ItemStatus, Listing, Why
from suar.casework.retention.recording import items_of, recorded
from suar.casework.retention.ripe import Ripe
from suar.casework.retention.unread import must_be_read
from suar.casework.retention.withheld import must_be_free_of
from suar.core import alarms
from suar.core.clocks.calendars import WIB
from suar.core.documents.models import next_letter_number
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger import holds
from suar.core.ledger.actors import OPERATOR, WORKER
from suar.core.ledger.keyholding import finish_erasures, intend_many
from suar.core.ledger.models import Erasure
from suar.core.vault.models import DataKey
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, require

CLASSIFICATION = "PEMUSNAHAN"
"""Stands where the office's pattern of letter numbers asks for a classification."""


def finish_started() -> int:
    """Give every act its paper whose keys are all destroyed. Returns how many. Idempotent."""
    done = 0
    for act in Act.objects.running().select_related("office", "proposed_by", "approved_by", "started_by"):
        done += _finish(act)
    return done


def erase_at_once(*, subject: UUID, why: str, first: User, second: User) -> Act:
    """The operator's emergency: no waiting time, and nothing else is spared. Both persons are named, holds are obeyed,
    a file that is being worked on or stands in another act is refused, and the paper is the same.

    What the command line cannot prove is that both agreed: the leaders get an alarm that a person closes. Raises
    DomainError for a subject that has no file or no key, Refused, Conflict."""
    if why not in Why.values:
        raise DomainError(gettext("Pilih alasan pemusnahan."))
    one = _file_of(subject)
    require(first, Permission.RETENTION_WORK, one.office.pk)
    require(second, Permission.RETENTION_APPROVE, one.office.pk)
    if first.pk == second.pk:
        raise Refused(gettext("Pemusnahan memerlukan dua orang yang berbeda."))
    for person in (first, second):
        must_be_free_of(person, [subject])
    must_not_have_let_go(second, [one])
    act = _decided(one, why=why, first=first, second=second)
    finish_erasures(by=OPERATOR)
    finish_started()
    act.refresh_from_db()
    return act


def _decided(one: Ripe, *, why: str, first: User, second: User) -> Act:
    """The act and the intent, all or none: under the lock that holds are decided under."""
    now = timezone.now()
    act = Act(office=one.office, at_once=True, status=ActStatus.RUNNING, proposed_by=first, approved_by=second)
    act.proposed_at = act.approved_at = act.not_before = act.started_at = now
    try:
        with transaction.atomic():
            holds.decide_alone()
            holds.refuse_held([one.subject])
            item = _proposal_of(one, why, first)
            item.why = why
            items = [item, *along([item], first)]
            holds.refuse_held(other.subject for other in items)
            must_be_read(items)
            must_be_free_of(second, [item.subject for item in items])
            must_not_have_let_go(second, items)
            with recorded("erase_at_once", one.office, OPERATOR, first=first.actor_id, second=second.actor_id) as entry:
                entry.add(act)
                for item in items:
                    keep = entry.change if item.version else entry.add
                    item.act = act
                    item.move_to(ItemStatus.CHOSEN)
                    keep(item)
                    entry.add(Listing(act=act, item=item))
            intend_many({item.subject: item.why for item in items}, by=OPERATOR)
            # With the intent or not at all: whoever kills the command silences nobody.
            alarms.raise_alarm(AT_ONCE, subject=str(act.pk), office=one.office.code, by=OPERATOR)
    except IntegrityError:
        raise Conflict(gettext("Berkas ini sudah diusulkan, atau sudah dimusnahkan.")) from None
    return act


def _proposal_of(one: Ripe, why: str, first: User) -> Item:
    """What waits for a decision already, or a new one. Raises Conflict for what is in an act or in use."""
    item = Item.objects.unfinished().about(one.subject).first()
    if item is not None and item.act_id is not None:
        raise Conflict(gettext("Berkas ini ada dalam berita acara lain. Batalkan atau laksanakan yang itu."))
    over = _over(one, why)
    return item or item_of(over, timezone.now(), why=why, asked_by=first)


def _over(one: Ripe, why: str) -> Ripe:
    """The file with its class, if nobody works on it any more: an act of the desk asks the same. Raises Conflict."""
    asked = why != Why.RETENTION
    found = ripe.of_subject(one.kind, one.subject, timezone.localdate(), any_time=asked)
    if found:
        return found[0]
    if asked and ripe.never_begun(one):
        return one
    raise Conflict(
        in_use() if asked else gettext("Masa simpan berkas ini belum habis, atau masih ada yang mengerjakannya.")
    )


def _file_of(subject: UUID) -> Ripe:
    one = ripe.known(subject, timezone.localdate())
    if one is None or not DataKey.objects.filter(pk=subject).exists():
        raise DomainError(gettext("Tidak ada berkas dengan kunci untuk nomor ini. Periksa kembali nomornya."))
    return one


def _finish(act: Act) -> int:
    """Number, paper and the lines of the list, as one entry; nothing while a key of it may still be there."""
    items = items_of(act)
    subjects = [item.subject for item in items]
    erased = list(Erasure.objects.filter(subject__in=subjects).exclude(finished_at=None))
    days = [erasure.unreadable_from for erasure in erased if erasure.unreadable_from is not None]
    if {erasure.subject for erasure in erased} != set(subjects) or DataKey.objects.filter(pk__in=subjects).exists():
        return 0
    now = timezone.now()
    act.dated, act.unreadable_from, act.done_at = now.astimezone(WIB).date(), max(days), now
    act.move_to(ActStatus.DONE)
    for item in items:
        item.move_to(ItemStatus.ERASED)
        item.erased_on = act.dated
    try:
        with transaction.atomic(), recorded("done", act.office, WORKER, files=len(items)) as entry:
            for subject in subjects:
                duties.end_with_file(subject=subject, by=WORKER)
            act.number = next_letter_number(
                act.office.letter_pattern,
                entry=entry,
                office=act.office.code,
                on=act.dated,
                classification=CLASSIFICATION,
            )
            act.paper = paper.pdf(paper.written(act, items), at=now)
            act.sha256 = hashlib.sha256(act.paper).hexdigest()
            entry.change(act, *items)
    except Conflict:  # another worker finished it this moment
        return 0
    return 1
