"""A file closed by two people, and opened again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases import promises, rules
from suar.casework.cases.actions.opening import assign
from suar.casework.cases.alongside import Change, hindrances_of, went_along
from suar.casework.cases.models import (
    Case,
    Safe,
    Status,
)
from suar.casework.cases.perms import (
    require_file,
    still_able,
)
from suar.casework.cases.recording import add, reason_of, recorded
from suar.casework.conflicts import actions as conflicts
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.actors import WORKER, Actor
from suar.registry.accounts.handing import must_be_two
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, require


def propose_closure(*, case: Case, reason: str, note: str, by: Actor) -> Case:
    """The first signature: a reason from the list and what was reached. A return to the parents, a settlement or a
    marriage is no reason."""
    require_file(case, by)
    if rules.refused_reason(reason):
        raise Refused(_("Ini keadaan anak atau perbuatan orang lain, bukan alasan penutupan. Catat di lembar pantau."))
    chosen = rules.closing_reasons().get(reason)
    if chosen is None or not chosen.offered:
        raise DomainError(_("Pilih alasan dari daftar."))
    if not note.strip():
        raise DomainError(_("Tulis apa yang tercapai dan siapa yang melanjutkan."))
    if chosen.safe and case.safe_now != Safe.YES:
        raise Refused(_("Alasan ini hanya untuk anak yang sudah aman. Isi dulu “Aman sekarang?”."))
    _unhindered(case)
    with recorded("case.propose_closure", case, by, reason=reason) as entry:
        case.move_to(Status.CLOSING)
        case.closing_reason, case.closing_note = reason, note.strip()
        case.closing_by = by if isinstance(by, User) else None
        entry.change(case)
    return case


def countersign_closure(*, case: Case, by: Actor, version: str | int | None = None) -> Case:
    """The second signature, by another commissioner, on what that person read. From here after-care runs."""
    require_file(case, by)
    require(by, Permission.CASE_CLOSE, case.office_id)
    must_be_two(by, case.closing_by, _("Tanda tangan kedua harus dari komisioner lain."))
    if version is not None and str(version) != str(case.version):
        raise Conflict(
            _("Berkas ini berubah sesudah Anda membacanya. Baca lagi usulan penutupannya, lalu tanda tangani.")
        )
    _unhindered(case)
    chosen = rules.closing_reasons().get(case.closing_reason)
    if chosen is not None and chosen.safe and case.safe_now != Safe.YES:
        raise Refused(_("Sejak diusulkan, anak ini tidak lagi tercatat aman. Kembalikan usulnya dengan alasan."))
    moment = timezone.now()
    with recorded("case.close", case, by, reason=case.closing_reason) as entry:
        case.move_to(Status.CLOSED)
        case.closed_by, case.closed_on = by if isinstance(by, User) else None, timezone.localdate(moment)
        entry.change(case)
        promises.end(case, by, moment)
        went_along(Change.CLOSED, case, by, moment)
    return case


def refuse_closure(*, case: Case, by: Actor, why: str) -> Case:
    """Not yet: the file stays open and the reason stands in its notes."""
    require_file(case, by)
    if not (why.strip()):
        raise DomainError(_("Tulis apa yang masih kurang."))
    note = reason_of(case, by, why)
    with recorded("case.refuse_closure", case, by, reason=case.closing_reason) as entry:
        if case.status != Status.CLOSING:
            raise Conflict(_("Tidak ada usul penutupan yang menunggu. Muat ulang halaman ini."))
        _clear_closure(case)
        entry.change(case)
        add(entry, case, note)
    return case


def reopen(*, case: Case, why: str, by: Actor) -> Case:
    """The child needs the commission again. The same file goes on under its number."""
    require_file(case, by)
    if not why.strip():
        raise DomainError(_("Tulis mengapa berkas dibuka lagi."))
    note = reason_of(case, by, why)
    with transaction.atomic():
        with recorded("case.reopen", case, by) as entry:
            if case.status != Status.CLOSED:
                raise Conflict(_("Berkas ini tidak sedang ditutup. Muat ulang halaman ini."))
            _clear_closure(case)
            case.officer = still_able(case)
            entry.change(case)
            add(entry, case, note)
            promises.resume(case, by, note.at)
            went_along(Change.REOPENED, case, by, note.at)
        _compare_again(case)
    return case


def _compare_again(case: Case) -> None:
    """Last, for it may name whoever pressed; the file may change once more by it, in an entry of its own. The
    first visit is not left with a holder who may not see the child."""
    conflicts.compare_again(subject=case.child_id, office=case.office)
    if case.officer is not None and still_able(case) is None:
        assign(case=case, officer=None, by=WORKER)


def _unhindered(case: Case) -> None:
    """Nothing that an app above knows of stands in the way. Raises Refused with the first that does."""
    for words in hindrances_of(case):
        raise Refused(words)


def _clear_closure(case: Case) -> None:
    case.move_to(Status.OPEN)
    case.closing_reason, case.closing_note = "", ""
    case.closing_by = case.closed_by = None
    case.closed_on = None
