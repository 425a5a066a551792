"""A monitoring round: begun, a sheet written, a file passed over or put off, ended. Where it stands is kept in rows: it
goes on after the machine stood still."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases import actions as cases
from suar.casework.cases.models import Case, MonitoringSheet
from suar.casework.cases.perms import require_open
from suar.casework.duties.recording import may_work
from suar.casework.rounds import due
from suar.casework.rounds.models import Reason, Round, RoundItem, Scope, State
from suar.casework.rounds.recording import first_come, may_walk
from suar.core import ledger
from suar.core.errors import Conflict, DomainError
from suar.core.ledger.recording import Recording
from suar.registry.accounts.models import Office, User


def begin(*, office: Office, by: User, scope: str) -> Round:
    """The files of this scope in their turn. One that is running goes on instead: nobody walks two at once.

    Raises DomainError where nothing is due, Refused."""
    may_work(by, office)
    if scope not in Scope.values:
        raise DomainError(_("Pilih berkas mana yang dilalui."))
    if (running := Round.objects.running().filter(by=by, office=office).first()) is not None:
        return running
    now = timezone.now()
    found = due.cases_of(by, office, scope, now)
    if not found:
        raise DomainError(_("Tidak ada berkas yang jatuh tempo dalam pilihan ini."))
    walk = Round(id=uuid.uuid4(), office=office, by=by, scope=scope, at=now)
    items = [RoundItem(round=walk, case=case, place=place) for place, case in enumerate(found, 1)]
    try:
        facts = {"scope": scope, "files": len(items)}
        with transaction.atomic(), ledger.record("round.begin", by=by, office=office.code, data=facts) as entry:
            entry.add(walk)
            entry.add(*items)
    except IntegrityError:  # the same press, this moment
        return Round.objects.get(by=by, office=office, ended_at=None)
    return walk


def write(*, item: RoundItem, case: Case, by: User, sheets: int, **fields: Any) -> MonitoringSheet:
    """The sheet of this file. `sheets` is how many the writer saw: one that somebody else wrote meanwhile is looked at
    first. Raises Conflict, DomainError, Refused."""
    may_walk(by, item.round)
    require_open(case, by)
    if case.monitoringsheets.count() != sheets:
        raise Conflict(_("Orang lain baru saja menulis lembar pantau berkas ini. Bacalah dulu, lalu simpan lagi."))
    item.move_to(State.DONE)
    with _recorded("round.write", item, by, case) as entry:
        sheet = cases.write_sheet(case=case, by=by, **fields)
        item.reason, item.sheet_id, item.at = "", sheet.pk, timezone.now()
        with first_come():
            entry.change(item)
            _end_if_over(entry, item.round, by)
    return sheet


def skip(*, item: RoundItem, case: Case, by: User, reason: str) -> RoundItem:
    """Passed over, with the reason. Nothing is written into the file, and what is owed stays owed."""
    may_walk(by, item.round)
    require_open(case, by)
    if reason not in Reason.values:
        raise DomainError(_("Pilih alasan berkas ini dilewati."))
    item.move_to(State.SKIPPED)
    with first_come(), _recorded("round.skip", item, by, case, reason=reason) as entry:
        item.reason, item.at = reason, timezone.now()
        entry.change(item)
        _end_if_over(entry, item.round, by)
    return item


def defer(*, item: RoundItem, case: Case, by: User) -> RoundItem:
    """To the end of the round."""
    may_walk(by, item.round)
    require_open(case, by)
    if not item.is_waiting:
        raise Conflict(_("Berkas ini sudah dilewati putaran. Lihat keadaannya di halaman putaran."))
    last = item.round.items.order_by("-place").values_list("place", flat=True)[0]
    if item.place != last:
        with first_come(), _recorded("round.defer", item, by, case) as entry:
            item.place = last + 1
            entry.change(item)
    return item


def end(*, walk: Round, by: User) -> Round:
    """Over: what was not reached is left, and is due the next time as it is now."""
    may_walk(by, walk)
    with first_come(), ledger.record("round.end", by=by, office=walk.office.code) as entry:
        _end(entry, walk)
    return walk


def _recorded(verb: str, item: RoundItem, by: User, case: Case, **data: object) -> Any:
    facts = {"round": str(item.round_id), "case": str(case.pk), **data}
    return ledger.record(verb, by=by, subject=case.child_id, office=case.office.code, data=facts)


def _end_if_over(entry: Recording, walk: Round, by: User) -> None:
    if not walk.items.waiting().open_to(by).exists():
        _end(entry, walk)


def _end(entry: Recording, walk: Round) -> None:
    left = list(walk.items.waiting())
    for item in left:
        item.move_to(State.LEFT)
    walk.ended_at = timezone.now()
    entry.change(walk, *left)
