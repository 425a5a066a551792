"""A legal hold: while it stands, nothing destroys the key of its subject, whoever asks and by whichever way.

A hold and the intent to erase exclude each other: both are decided under one lock, so that whichever came first stands.
Once the intent is recorded it is too late for a hold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import batched
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.actors import Actor
from suar.core.ledger.models import Erasure, Hold, HoldQuerySet
from suar.core.ledger.recording import Recording, record
from suar.core.vault import keys
from suar.core.vault.fields import reseal
from suar.core.vault.models import DataKey

LOCK = 0x5355_4148  # an arbitrary number that names this lock on PostgreSQL


def set_hold(*, subject: UUID, office: str, reference: str, reason: str, basis: str, by: Actor) -> Hold:
    """From now on the subject is not erased. A hold that stands already is answered with itself.

    Raises DomainError without a reason, a basis or a subject to hold, Conflict once its erasure has begun."""
    if reason not in Hold.Reason.values or not basis.strip():
        raise DomainError(_("Tulis alasan penahanan dan dasarnya, misalnya nomor surat."))
    if not DataKey.objects.filter(pk=subject).exists():
        raise DomainError(_("Tidak ada yang dapat ditahan: kunci berkas ini sudah tidak ada."))
    with transaction.atomic():
        decide_alone()
        if is_ending(subject):
            raise Conflict(_("Pemusnahan berkas ini sudah dimulai dan tidak dapat ditahan lagi."))
        standing = Hold.objects.standing().about(subject).first()
        if standing is not None:
            return standing
        hold = Hold(
            office=office,
            subject=subject,
            reference=reference,
            reason=reason,
            set_by=by.actor_id,
            set_at=timezone.now(),
        )
        hold.basis = basis.strip()
        with record("retention.hold", by=by, subject=subject, office=office, why=f"hold.{reason}") as entry:
            entry.add(hold)
    return hold


def lift_hold(*, hold: Hold, why: str, by: Actor) -> Hold:
    """The subject may be erased again, by the usual way. Raises DomainError without a reason, Conflict when lifted."""
    if not why.strip():
        raise DomainError(_("Tulis mengapa penahanan ini dilepas."))
    if hold.lifted_at is not None:
        raise Conflict(_("Penahanan ini sudah dilepas."))
    hold.lifted_by, hold.lifted_at, hold.lifted_why = by.actor_id, timezone.now(), why.strip()
    with record("retention.lift_hold", by=by, subject=hold.subject, office=hold.office) as entry:
        entry.change(hold)
    return hold


def held_among(subjects: Iterable[UUID]) -> set[UUID]:
    """Which of these subjects a hold protects."""
    found: set[UUID] = set()
    for page in batched(dict.fromkeys(subjects), 500):
        found.update(Hold.objects.standing().filter(subject__in=page).values_list("subject", flat=True))
    return found


def lifted_by(by: Actor, *, since: datetime) -> HoldQuerySet:
    """What this person let go since then. A hold that ended because two became one was let go by nobody."""
    return Hold.objects.filter(lifted_by=by.actor_id, lifted_at__gt=since).exclude(lifted_why=b"")


def moved(old: UUID, new: UUID, entry: Recording) -> None:
    """What was held under the old subject is so under the new one, whose key seals it now: a complaint became a file.

    Call it while the old key still opens. A hold that the new one has already stands for both."""
    known = Hold.objects.standing().about(new).exists()
    for hold in Hold.objects.about(old):
        reseal(hold, lambda row=hold: setattr(row, "subject", new))
        if known and hold.lifted_at is None:
            hold.lifted_at, hold.lifted_by = timezone.now(), hold.set_by
        entry.change(hold)


def is_ending(subject: UUID) -> bool:
    """Whether its erasure was begun or done. Asked in this order: the tombstone stands before the intent is closed."""
    return Erasure.objects.open().filter(subject=subject).exists() or keys.is_erased(subject)


def refuse_held(subjects: Iterable[UUID]) -> None:
    """Raises Refused, naming what is held. Within a decision that holds the lock."""
    held = held_among(subjects)
    if held:
        named = Hold.objects.standing().filter(subject__in=list(held)[:5]).order_by("reference")
        raise Refused(
            _("Ditahan dan tidak boleh dimusnahkan: %(files)s. Penahanan dilepas lebih dulu oleh pimpinan.")
            % {"files": ", ".join(hold.reference or str(hold.subject) for hold in named)}
        )


def decide_alone() -> None:
    """Hold the lock until the transaction ends. On SQLite a transaction that writes is alone already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
