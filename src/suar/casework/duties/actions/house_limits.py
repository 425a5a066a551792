"""The house gives itself another limit: a leader proposes it with the reason, another commissioner agrees before the
day on which it begins. A limit of law is nobody's to change."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.duties.books import earliest_day, read
from suar.casework.duties.changes import Changed, why_kept, why_wrong
from suar.casework.duties.models import HouseLimit, LimitState
from suar.casework.duties.rulebook import rulebook
from suar.core import ledger
from suar.core.clocks.errors import RuleNotInForce, UnknownRule
from suar.core.clocks.rules import Limit, Unit
from suar.core.errors import Conflict, DomainError
from suar.core.once import once
from suar.registry.accounts.handing import must_be_two
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, require

AHEAD = timedelta(days=366)  # what begins later is a slip of the finger


def propose_limit(
    *,
    office: Office,
    rule: str,
    amount: int,
    unit: str,
    effective_from: date,
    reason: str,
    by: User,
    limit_id: UUID | None = None,
) -> HouseLimit:
    """Wanted from a day on; nothing is counted by it yet. The same `limit_id` again proposes nothing.

    Raises DomainError for a rule of law or one that was promised, no length, no reason, a day that has begun."""
    require(by, Permission.LIMIT_PROPOSE, office.pk)

    def act(pk: UUID) -> HouseLimit:
        if not reason.strip():
            raise DomainError(gettext("Tulis alasannya: keputusan rapat, atau apa yang ditunjukkan pekerjaan."))
        if unit not in [one.value for one in Unit]:
            raise DomainError(gettext("Pilih satuan dari daftar."))
        _must_fit(Changed(rule, Limit(amount, Unit(unit)), effective_from), office)
        row = HouseLimit(
            id=pk, office=office, rule=rule, amount=amount, unit=unit, effective_from=effective_from,
            reason=reason.strip(), by=by, at=timezone.now(),
        )  # fmt: skip
        facts = {"rule": rule, "amount": amount, "unit": unit, "from": effective_from.isoformat()}
        with ledger.record("limit.propose", by=by, office=office.code, data=facts) as entry:
            entry.add(row)
        return row

    return once(HouseLimit.objects.all(), limit_id, act, office_id=office.pk)


def agree_limit(*, limit: HouseLimit, by: User) -> HouseLimit:
    """A second person agrees: from its day on it counts for what begins then. Raises Refused for whoever proposed it,
    DomainError where it no longer fits."""
    require(by, Permission.LIMIT_AGREE, limit.office_id)
    must_be_two(by, limit.by, gettext("Yang mengusulkan tidak dapat menyetujui. Minta komisioner lain."))
    _must_wait(limit)
    with ledger.record("limit.agree", by=by, office=limit.office.code, data=_facts(limit)) as entry:
        Office.objects.select_for_update().get(pk=limit.office_id)  # two that begin on one day
        _must_fit(limit.changed, limit.office)
        limit.move_to(LimitState.AGREED)
        limit.second, limit.second_at = by, timezone.now()
        entry.change(limit)
    return limit


def withdraw_limit(*, limit: HouseLimit, by: User) -> HouseLimit:
    """Whoever proposed it, or whoever would agree, says no: nothing changes."""
    require(by, Permission.LIMIT_AGREE, limit.office_id)
    _must_wait(limit)
    limit.move_to(LimitState.WITHDRAWN)
    limit.second, limit.second_at = by, timezone.now()
    with ledger.record("limit.withdraw", by=by, office=limit.office.code, data=_facts(limit)) as entry:
        entry.change(limit)
    return limit


def _must_fit(wanted: Changed, office: Office) -> None:
    """Raises DomainError where the rule is not the office's to change, the length is none, or the day has begun."""
    try:
        newest = rulebook().versions(wanted.rule)[-1]
    except UnknownRule:
        raise DomainError(gettext("Aturan ini tidak dikenal. Pilih dari daftar aturan.")) from None
    first, last = earliest_day(), timezone.localdate() + AHEAD
    if not first <= wanted.effective_from <= last:
        days = {"first": f"{first:%d-%m-%Y}", "last": f"{last:%d-%m-%Y}"}
        raise DomainError(gettext("Pilih tanggal mulai dari %(first)s sampai %(last)s.") % days)
    book = read().get(office.pk, rulebook())
    try:
        refusal = why_kept(newest) or why_wrong(book, wanted)
        same = book.get(wanted.rule, on=wanted.effective_from)
    except RuleNotInForce:
        raise DomainError(gettext("Aturan ini tidak berlaku pada tanggal itu.")) from None
    if refusal:
        raise DomainError(refusal)
    if same.limit == wanted.limit:
        raise DomainError(gettext("Batas itu sudah berlaku pada tanggal itu. Tidak ada yang berubah."))
    if HouseLimit.objects.agreed().filter(office=office, rule=wanted.rule, effective_from=wanted.effective_from):
        raise DomainError(gettext("Pada tanggal itu sudah ada batas baru yang disetujui. Pilih tanggal lain."))


def _must_wait(limit: HouseLimit) -> None:
    if limit.state != LimitState.PROPOSED:
        raise Conflict(limit.not_open())


def _facts(limit: HouseLimit) -> dict[str, str]:
    return {"rule": limit.rule, "from": limit.effective_from.isoformat()}
