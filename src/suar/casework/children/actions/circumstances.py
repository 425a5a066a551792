"""What surrounds a child, written down, corrected, ended. Nothing is overwritten in silence and nothing vanishes: what
was wrong is withdrawn and stays readable."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.children import circumstances as rules
from suar.casework.children.actions.data import recorded
from suar.casework.children.models import Child, Circumstance
from suar.casework.children.perms import must_open, require_child
from suar.core.errors import Conflict, DomainError
from suar.core.ledger.actors import Actor
from suar.core.ledger.recording import Recording
from suar.core.vault.fields import share_cipher, unlock
from suar.registry.accounts.models import User


def note(
    *, child: Child, sort: str, codes: Sequence[str], source: str, by: Actor, since: date | None = None, note: str = ""
) -> list[Circumstance]:
    """Each code becomes a statement of its own; one that stands already is left as it is. Of a sort that knows one at a
    time the new statement ends the one before; one of an earlier time is over since what stands began. Raises
    DomainError where nothing new is said, or for a day to come."""
    require_child(by, child)
    must_open(child)
    _check(sort, codes, source, since)
    note = note.strip()
    facts = {"sort": sort, "since": since, "source": source, "by": by if isinstance(by, User) else None}
    kind, rows = rules.SORTS[sort], list[Circumstance]()
    with recorded("child.circumstance_note", child, by, sort=sort) as entry:
        standing = _standing(child, sort)
        fresh = [code for code in dict.fromkeys(codes) if code not in {row.value for row in standing}]
        if not fresh:
            raise DomainError(_("Ini sudah tercatat. Ubah catatan yang ada bila isinya berbeda."))
        later = None if kind.several else _later_than(since, standing)
        if not kind.several and later is None:
            _end_all(entry, standing, since or timezone.localdate())
        leads = kind.primary and not any(row.primary for row in standing)
        for place, code in enumerate(fresh):
            row = Circumstance(
                child=child, noted_on=timezone.localdate(), until=later, primary=leads and place == 0, **facts
            )
            share_cipher(child, row)
            row.code, row.sealed_code, row.note = ("", code, note) if kind.sealed else (code, "", note)
            entry.add(row)
            rows.append(row)
    return rows


def correct(*, row: Circumstance, since: date | None, source: str, note: str, by: Actor) -> Circumstance:
    """Since when, where it is known from, the note. The row's version is the one its editor saw."""
    _may_touch(row, by)
    _stands(row)
    _check_known(source, since)
    with recorded("child.circumstance_correct", row.child, by, sort=row.sort) as entry:
        row.since, row.source, row.note = since, source, note.strip()
        entry.change(row)
    return row


def end(*, row: Circumstance, on: date, by: Actor) -> Circumstance:
    """It is so no more, from this day. Raises DomainError for a day to come or before it began."""
    _may_touch(row, by)
    _stands(row)
    if on > timezone.localdate() or (row.since is not None and on < row.since):
        raise DomainError(_("Harinya paling awal saat keadaan ini mulai dan paling akhir hari ini."))
    with recorded("child.circumstance_end", row.child, by, sort=row.sort) as entry:
        row.until, row.primary = on, False
        entry.change(row)
    return row


def withdraw(*, row: Circumstance, why: str, by: Actor) -> Circumstance:
    """It was entered wrongly: it counts no more and stays readable, with the reason in its note."""
    _may_touch(row, by)
    if row.withdrawn:
        raise Conflict(_("Catatan ini sudah ditarik."))
    if not why.strip():
        raise DomainError(_("Tulis mengapa catatan ini keliru."))
    with recorded("child.circumstance_withdraw", row.child, by, sort=row.sort) as entry:
        row.withdrawn, row.primary = True, False
        row.note = "\n".join(filter(None, [str(row.note), _("Ditarik: %(why)s") % {"why": why.strip()}]))
        entry.change(row)
    return row


def lead(*, row: Circumstance, by: Actor) -> Circumstance:
    """Of several this one leads: the group under which the child is counted."""
    _may_touch(row, by)
    _stands(row)
    if row.sort not in rules.SORTS or not rules.SORTS[row.sort].primary:
        raise DomainError(_("Hanya kelompok perlindungan yang punya satu yang utama."))
    with recorded("child.circumstance_lead", row.child, by, sort=row.sort) as entry:
        for other in (one for one in _standing(row.child, row.sort) if one.primary and one.pk != row.pk):
            other.primary = False
            entry.change(other)
        row.primary = True
        entry.change(row)
    return row


def _may_touch(row: Circumstance, by: Actor) -> None:
    require_child(by, row.child)
    must_open(row.child)


def _standing(child: Child, sort: str) -> list[Circumstance]:
    """Inside the recording: what somebody else writes about this child meanwhile waits."""
    Child.objects.select_for_update().only("pk").get(pk=child.pk)
    return unlock(child.circumstances.standing().filter(sort=sort))


def _later_than(since: date | None, standing: Sequence[Circumstance]) -> date | None:
    """When what stands began, where the new statement tells of a time before that."""
    began = [row.since for row in standing if row.since is not None]
    return min(began) if since is not None and began and since < min(began) else None


def _end_all(entry: Recording, rows: Sequence[Circumstance], on: date) -> None:
    for row in rows:
        row.until = max(on, row.since) if row.since else on
        entry.change(row)


def _stands(row: Circumstance) -> None:
    if not rules.stands(row):
        raise Conflict(_("Catatan ini sudah diakhiri atau ditarik. Tulis yang baru bila keadaannya kembali begitu."))


def _check(sort: str, codes: Sequence[str], source: str, since: date | None) -> None:
    if sort not in rules.SORTS or not codes or rules.unknown_codes(sort, codes):
        raise DomainError(_("Pilih dari daftar apa yang diketahui dan dari siapa."))
    if not rules.SORTS[sort].several and len(codes) > 1:
        raise DomainError(_("Pilih satu: yang berlaku sekarang."))
    _check_known(source, since)


def _check_known(source: str, since: date | None) -> None:
    if source not in rules.SOURCES:
        raise DomainError(_("Pilih dari daftar apa yang diketahui dan dari siapa."))
    if since is not None and since > timezone.localdate():
        raise DomainError(_("Harinya belum tiba. Tulis sejak kapan, atau kosongkan bila tidak tahu."))
