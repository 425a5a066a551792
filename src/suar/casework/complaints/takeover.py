"""Between the intake and the desk: complaints and messages come in, replies and steps go out.

The worker calls these again and again; each may be killed between any two lines and run again.

No transaction spans two stores, so the order is the promise: the data key is committed first, then complaint and ledger
entry together in `main`, and only then is the intake cleared. A repeated run finds the complaint by its form id."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import batched
from typing import Any
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from suar.casework.cases.models import Status as CaseStatus
from suar.casework.complaints import actions, deletions, quarantine, receipts
from suar.casework.complaints.arrivals import arrived_complaint, arrived_message
from suar.casework.complaints.models import CLOSED_AS, Channel, Complaint, Message
from suar.casework.intake import sealing
from suar.casework.intake.channel import ARRIVALS as KINDS
from suar.casework.intake.models import Filing, Further, Inclusion, Reply
from suar.core import ledger
from suar.core.clocks.calendars import WIB
from suar.core.faults import named
from suar.core.ledger import holds
from suar.core.ledger.actors import ARRIVALS, PUBLIC, WORKER
from suar.core.vault import keys
from suar.core.vault.master import VaultLocked
from suar.core.vault.models import Tombstone
from suar.registry.accounts.models import Office

logger = logging.getLogger("suar.takeover")

CHUNK = 500
UNREAD = timedelta(hours=48)  # after which a reply that nobody opened is our duty again
# Not the arrival's fault: it waits for the next run. Whatever else goes wrong sets this one arrival aside.
PASSING = (OperationalError, InterfaceError, OSError, Office.DoesNotExist, VaultLocked)
ENDED = CLOSED_AS


def take_over(limit: int = 50) -> int:
    """Bring waiting complaints and messages to the desk. Returns how many arrived; what does not open is set aside."""
    _set_nonsense_aside()
    filings = Filing.objects.waiting().order_by("filed_on", "form_id")[:limit]
    taken = sum(_take_filing(filing) for filing in list(filings))
    further = Further.objects.waiting().filter(filing__taken=True).order_by("filed_on", "id")[:limit]
    return taken + sum(_take_further(message) for message in list(further))


def _take_filing(filing: Filing) -> bool:
    form_id = filing.form_id
    try:
        if not Complaint.objects.filter(pk=form_id).exists():
            facts = arrived_complaint(_open(filing, sealing.filing_context(form_id)), now=timezone.now())
            keys.create(form_id)
            _receive(form_id, facts)
    except PASSING:
        raise
    except Exception as fault:  # noqa: BLE001 — whatever somebody sealed, it may not stop those who wait behind it
        return _set_aside(filing, form_id, fault)
    return _clear(filing)


def _receive(form_id: UUID, facts: dict[str, Any]) -> None:
    with transaction.atomic():
        office = office_for(facts["region_code"])
        actions.receive(office=office, by=PUBLIC, channel=Channel.FORM, complaint_id=form_id, **facts)


def _take_further(further: Further) -> bool:
    try:
        body = _open(further, sealing.further_context(further.filing_id, further.id))
        text, at = arrived_message(body, now=timezone.now())
        _lay(further, text, at)
    except PASSING:
        raise
    except Exception as fault:  # noqa: BLE001 — as above: one message may not stop the others
        return _set_aside(further, further.filing_id, fault)
    return _clear(further)


def _lay(further: Further, text: str, at: datetime) -> None:
    """To the complaint of its receipt. Somebody may have written under the receipt of a file that was erased meanwhile,
    or is about to be, or of a filing that went unread with a flood: nothing is written about an erased child again, and
    nobody's words are lost. The first of them begin one complaint anew, which the later ones join."""
    with transaction.atomic():
        holds.decide_alone()  # an intent to erase stands before this, or finds the message here
        first = Complaint.objects.select_related("office").filter(pk=further.filing_id).first()
        if first is None and not quarantine.was_emptied(further.filing_id):
            raise Complaint.DoesNotExist
        place, complaint = receipts.place_of(further.filing_id)
        if complaint is None:
            office = first.office if first is not None else office_for("")
            begun: dict[str, Any] = {"complaint_id": place, "story": text, "received_at": at}
            actions.receive(office=office, by=PUBLIC, channel=Channel.FORM, **begun)
        elif (complaint.story, complaint.filed_at) != (text.strip(), at.isoformat()):  # else it began it, before a kill
            actions.note_message(complaint=complaint, message_id=further.id, text=text, at=at, by=PUBLIC)


def _clear(arrival: Filing | Further) -> bool:
    """It is safe in `main`: the sealed copy goes."""
    arrival.sealed, arrival.taken, arrival.set_aside = b"", True, False
    arrival.save(update_fields=["sealed", "taken", "set_aside"])
    return True


def _open(arrival: Filing | Further, context: bytes) -> dict[str, Any]:
    return sealing.unseal(keys.open_intake(arrival.key_id), bytes(arrival.sealed), context)


def _set_aside(arrival: Filing | Further, form_id: UUID, fault: Exception) -> bool:
    """Kept, reported once, out of the way of the others."""
    if arrival.set_aside:
        return False
    what = type(arrival).__name__.lower()
    logger.error("An arrival (%s, form %s) does not open: %s. It is kept.", what, form_id, named(fault))
    with ledger.record("intake.set_aside", by=ARRIVALS, subject=form_id, data={"what": what}):
        pass
    arrival.set_aside = True
    arrival.save(update_fields=["set_aside"])
    return False


def _set_nonsense_aside() -> None:
    """Rows that no form of ours has written, by type, size or date: kept and told, never loaded."""
    for what, model in KINDS.items():
        rows = model.objects.filter(taken=False, set_aside=False).unsound()
        if count := rows.count():
            logger.error("%d arrivals (%s) in the intake are no rows of the form. They are kept.", count, what)
            with ledger.record("intake.set_aside", by=ARRIVALS, data={"what": what, "count": count}):
                pass
            rows.update(set_aside=True)


def set_aside_count() -> int:
    """Arrivals that did not open: a number the desk must show until it is nought."""
    return Filing.objects.kept_aside().count() + Further.objects.kept_aside().count()


def try_again() -> int:
    """Everything set aside is tried once more: a key may have been restored. Returns how many arrived."""
    filings = Filing.objects.kept_aside().sound()
    taken = sum(_take_filing(filing) for filing in _one_by_one(filings))
    further = Further.objects.kept_aside().sound().filter(filing__taken=True)
    return taken + sum(_take_further(message) for message in _one_by_one(further))


def _one_by_one[M: Filing | Further](rows: QuerySet[M]) -> Iterator[M]:
    """However many were set aside, one body at a time is held."""
    for pk in list(rows.values_list("pk", flat=True)):
        yield from rows.filter(pk=pk)


def office_for(region_code: str) -> Office:
    """The office of the district, else of its province, else the first there is."""
    offices = list(Office.objects.order_by("id"))
    if not offices:
        raise Office.DoesNotExist("No office has been founded yet: run `suar init`.")
    for wanted in (region_code, region_code[:2]):
        found = next((office for office in offices if wanted and office.region_code == wanted), None)
        if found is not None:
            return found
    return offices[0]


def deliver_replies() -> int:
    """Lay sealed replies where the receipt finds them. Idempotent by the message's id. Returns how many were laid."""
    waiting = Message.objects.filter(direction=Message.Direction.OUT, delivered_at=None)
    waiting = waiting.exclude(sealed_reply=b"").exclude(complaint__reply_key=b"").order_by("at", "id")
    delivered = 0
    for chunk in batched(list(waiting), CHUNK):
        there = set(Filing.objects.filter(pk__in={m.complaint_id for m in chunk}).values_list("form_id", flat=True))
        ready = [message for message in chunk if message.complaint_id in there]
        Reply.objects.bulk_create([_laid(message) for message in ready], ignore_conflicts=True)
        if ready:
            actions.note_delivery(messages=ready, by=WORKER)
        delivered += len(ready)
    return delivered


def _laid(message: Message) -> Reply:
    return Reply(
        id=message.id,
        filing_id=message.complaint_id,
        sealed=bytes(message.sealed_reply),
        sent_on=message.at.astimezone(WIB).date(),
    )


def publish_steps() -> int:
    """How far each complaint is, for the look-up by receipt. Returns how many moved."""
    living = (
        Filing.objects.sound()
        .filter(taken=True, lookup_id__isnull=False)
        .exclude(step__in=[Filing.Step.CLOSED, Filing.Step.DROPPED])
    )
    moved = 0
    for chunk in batched(list(living.values_list("form_id", "step")), CHUNK):
        reached = steps_of([form_id for form_id, _step in chunk])
        for step in Filing.Step:
            ids = [form_id for form_id, old in chunk if reached.get(form_id, old) == step != old]
            moved += Filing.objects.filter(pk__in=ids).update(step=step) if ids else 0
    return moved


def steps_of(form_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Answered means that a reply lies ready, not that somebody meant to write one."""
    wanted = list(form_ids)
    answered = set(
        Message.objects.filter(complaint__in=wanted, delivered_at__isnull=False).values_list("complaint_id", flat=True)
    )
    steps = {}
    rows = Complaint.objects.filter(pk__in=wanted).values_list("id", "opened_at", "status", "case__status")
    for form_id, opened_at, status, case_status in rows:
        if status in ENDED or case_status == CaseStatus.CLOSED:
            steps[form_id] = Filing.Step.CLOSED
        elif form_id in answered:
            steps[form_id] = Filing.Step.ANSWERED
        else:
            steps[form_id] = Filing.Step.OPENED if opened_at else Filing.Step.RECEIVED
    return {form_id: str(step) for form_id, step in steps.items()}


def collect_read_marks() -> int:
    """What holders of receipts did since: replies read, codes deleted. Returns how many marks were new."""
    unread = Message.objects.filter(direction=Message.Direction.OUT, delivered_at__isnull=False, read_on=None)
    marks = 0
    for chunk in batched(list(unread.select_related("complaint")), CHUNK):
        read = Reply.objects.sound().filter(pk__in=[m.id for m in chunk]).values_list("id", "read_on")
        days = {reply_id: day for reply_id, day in read if day is not None}
        for message in chunk:
            if message.id in days:
                actions.note_reading(message=message, read_on=days[message.id], by=PUBLIC)
                marks += 1
    return marks + deletions.collect(timezone.now()) + receipts.forget_unread() + _forget_erased()


def chase_unread(now: datetime) -> int:
    """Replies that lay ready for two days and were opened by nobody. Returns how many."""
    laid = Message.objects.filter(direction=Message.Direction.OUT, read_on=None, chased=False)
    due = laid.filter(delivered_at__lte=now - UNREAD).exclude(complaint__reply_key=b"").order_by("delivered_at")
    chased = 0
    for message in due.select_related("complaint__office", "complaint__case", "complaint__officer")[:CHUNK]:
        if not keys.is_erased(message.complaint.subject):
            actions.chase(message=message, now=now, by=WORKER)
            chased += 1
    return chased


def _forget_erased() -> int:
    """An erased file leaves no replies behind that a receipt opens, and its code finds nothing any more. Returns how
    many complaints that were."""
    forgotten = 0
    for subjects in batched(Tombstone.objects.values_list("pk", flat=True), CHUNK):
        erased = Complaint.objects.filter(subject__in=subjects).exclude(reply_key=b"").select_related("office")
        for complaint in erased:
            # The intake first: as long as the complaint holds its reply key, a kill leaves it to the next round.
            Reply.objects.filter(filing=complaint.pk).delete()
            Inclusion.objects.filter(filing=complaint.pk).delete()
            Filing.objects.filter(pk=complaint.pk).update(lookup_id=None, reply_key=b"")
            sealed = list(Message.objects.filter(complaint=complaint).exclude(sealed_reply=b""))
            with ledger.record("complaint.forget_code", by=WORKER, subject=complaint.subject) as entry:
                complaint.reply_key = b""
                for message in sealed:
                    message.sealed_reply = b""
                entry.change(complaint, *sealed)
            forgotten += 1
    return forgotten
