"""The act: drawn up by one person, approved by a leader who is another, carried out after a time to take it back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.retention import ripe, rules
from suar.casework.retention.actions.together import along, must_be_whole
from suar.casework.retention.letting_go import must_not_have_let_go
from suar.casework.retention.models import Act, ActStatus, Item, ItemStatus, Listing, Why, Withdrawn
from suar.casework.retention.recording import items_of, recorded
from suar.casework.retention.unread import must_be_read
from suar.casework.retention.withheld import must_be_free_of
from suar.core.errors import Conflict, DomainError
from suar.core.ledger import holds
from suar.core.ledger.keyholding import intend_many
from suar.registry.accounts.handing import must_be_two
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, require


def draw_up(*, office: Office, items: Collection[UUID], by: User) -> Act:
    """An act about these proposals of the office, the other files of the same children, and what repeats the files that
    somebody asked for.

    Raises DomainError, Conflict where one was taken, Refused."""
    require(by, Permission.RETENTION_WORK, office.pk)
    if not 1 <= len(items) <= rules.MOST_IN_ACT:
        raise DomainError(gettext("Pilih 1 sampai %(most)d berkas.") % {"most": rules.MOST_IN_ACT})
    act = Act(office=office, proposed_by=by, proposed_at=timezone.now())
    with recorded("draw_up", office, by, files=len(items)) as entry:
        chosen = list(Item.objects.visible_to(by).due().filter(office=office, pk__in=items).order_by("pk"))
        if len(chosen) != len(set(items)):
            raise Conflict(gettext("Sebagian berkas sudah diputuskan orang lain. Pilih lagi dari daftar."))
        chosen += along(chosen, by)
        _must_be_free(chosen)
        for item in chosen:
            item.act = act
            item.move_to(ItemStatus.CHOSEN)
        fresh = [item for item in chosen if not item.version]
        entry.add(act, *fresh, *(Listing(act=act, item=item) for item in chosen))
        entry.change(*(item for item in chosen if item not in fresh))
    return act


def approve(*, act: Act, by: User) -> Act:
    """The second person, a leader who let none of its files go. From now on the waiting time runs.

    Raises Refused, Conflict."""
    require(by, Permission.RETENTION_APPROVE, act.office_id)
    must_be_two(by, act.proposed_by, gettext("Yang menyusun tidak dapat menyetujui. Minta pimpinan lain."))
    items = items_of(act)
    must_be_free_of(by, [item.subject for item in items])
    must_not_have_let_go(by, items)
    act.move_to(ActStatus.APPROVED)
    now = timezone.now()
    act.approved_by, act.approved_at = by, now
    act.not_before = now + timedelta(days=rules.schedule().waiting_days)
    with recorded("approve", act.office, by, files=len(items)) as entry:
        _must_be_free(items)
        entry.change(act)
    return act


def withdraw(*, act: Act, why: str, by: User) -> Act:
    """Not carried out after all: its files wait for a decision again. Whoever may draw up an act may stop one."""
    require(by, Permission.RETENTION_WORK, act.office_id)
    if why not in Withdrawn.values:
        raise DomainError(gettext("Pilih mengapa berita acara ini dibatalkan."))
    items = items_of(act)
    must_be_free_of(by, [item.subject for item in items])
    act.move_to(ActStatus.WITHDRAWN)
    act.withdrawn_by, act.withdrawn_at, act.withdrawn_why = by, timezone.now(), why
    with recorded("withdraw", act.office, by, why=why) as entry:
        entry.change(act)
        for item in items:
            item.act = None
            item.move_to(ItemStatus.DUE)
        entry.change(*items)
    return act


def start(*, act: Act, by: User) -> Act:
    """The waiting time is over and a leader says now: the intents are recorded with it, all or none, and from here
    there is no way back. The worker does the rest. Raises DomainError before the time, Refused for what is held."""
    require(by, Permission.RETENTION_APPROVE, act.office_id)
    now = timezone.now()
    if act.not_before is not None and now < act.not_before:
        raise DomainError(gettext("Masa tunggu belum lewat. Sampai saat itu berita acara ini dapat dibatalkan."))
    items = items_of(act)
    must_be_free_of(by, [item.subject for item in items])
    must_not_have_let_go(by, items)
    act.move_to(ActStatus.RUNNING)
    act.started_by, act.started_at = by, now
    with transaction.atomic():
        holds.decide_alone()  # a message that comes in this moment is here before we look, or begins anew
        _must_be_free(items)
        with recorded("start", act.office, by, files=len(items)) as entry:
            entry.change(act)
        intend_many({item.subject: item.why for item in items}, by=by)
    return act


def _must_be_free(items: Sequence[Item]) -> None:
    """Raises Refused for what is held, Conflict for what is in use again, has something unread, or is not whole."""
    holds.refuse_held(item.subject for item in items)
    must_be_read(items)
    used = [item.reference for item in items if not _is_over(item)]
    if used:
        raise Conflict(
            gettext("Dipakai lagi sejak diusulkan: %(files)s. Batalkan berita acara ini dan susun yang baru.")
            % {"files": ", ".join(used)}
        )
    must_be_whole(items)


def _is_over(item: Item) -> bool:
    asked = item.why != Why.RETENTION
    return bool(ripe.of_subject(item.kind, item.subject, timezone.localdate(), any_time=asked))
