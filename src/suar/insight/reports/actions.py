"""Freezing: the one change that reports make."""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.core import ledger
from suar.core.errors import Refused
from suar.core.ledger.actors import Actor
from suar.core.ledger.canonical import canonical_json
from suar.insight.reports.content import SALT, Content, compose
from suar.insight.reports.models import Snapshot
from suar.insight.reports.periods import Period
from suar.insight.reports.tasks import draw_charts
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, require

SALT_BYTES = 16


def freeze(*, office: Office, period: Period, by: Actor) -> Snapshot:
    """Count and store. The same content as an earlier snapshot of the period gives that one back: nothing changed, so
    its fingerprint and its files stay what they are."""
    if isinstance(by, User) and office.pk not in by.office_ids:
        raise Refused(_("Anda tidak bertugas di kantor ini."))
    require(by, Permission.REPORT_MAKE, office.pk)
    now = timezone.now()
    content = compose(office=office, period=period, now=now)
    with ledger.record("report.freeze", by=by, office=office.code, data={"period": period.code}) as entry:
        same = _same(office, period, content)
        if same is not None:
            entry.data["again"] = str(same.pk)
            return same
        salted = content | {SALT: secrets.token_hex(SALT_BYTES)}
        snapshot = Snapshot(
            office=office,
            period=period.code,
            first_day=period.first,
            last_day=period.last,
            provisional=content["period"]["provisional"],
            content=salted,
            fingerprint=fingerprint_of(salted),
            by=by if isinstance(by, User) else None,
            at=now.replace(microsecond=0),
        )
        entry.data["fingerprint"] = snapshot.fingerprint
        entry.add(snapshot)
        draw_charts.enqueue(str(snapshot.pk))
    return snapshot


def fingerprint_of(content: Content) -> str:
    """SHA-256 over the canonical JSON of the stored content, in hexadecimal.

    The salt in it keeps small numbers secret: without it, whoever has the open edition could try the few values
    possible for each hidden cell until the fingerprint fits."""
    return sha256(canonical_json(content)).hexdigest()


def _same(office: Office, period: Period, content: Content) -> Snapshot | None:
    wanted = canonical_json(content)
    for earlier in Snapshot.objects.filter(office=office, period=period.code).order_by("-at", "-pk"):
        stored: dict[str, Any] = {key: value for key, value in earlier.content.items() if key != SALT}
        if canonical_json(stored) == wanted:
            return earlier
    return None
