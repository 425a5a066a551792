"""What somebody declares about those close to them. It never stops anybody's work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.conflicts import roster
from suar.casework.conflicts.actions.later import compare_person
from suar.casework.conflicts.actions.telling import tell_many_ties
from suar.casework.conflicts.models import Declaration, Tie, TieKind
from suar.core import ledger
from suar.core.errors import Conflict, DomainError, Refused
from suar.core.ledger.models import StaleRow
from suar.core.ledger.recording import Recording
from suar.core.vault import keys
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, require

MOST = 100  # ties of one person


def declaration_of(user: User) -> Declaration | None:
    return Declaration.objects.filter(user=user).first()


def declare(*, user: User, by: User, heads_agency: bool = False) -> Declaration:
    """What stands is true as of today, be it nobody. Once a year; sooner when something changed."""
    _require_own(user, by)
    known = declaration_of(user)
    if known is None:
        return _begin(user, by, heads_agency=heads_agency)
    with _written("declaration.renew", known, by) as entry:
        known.declared_on, known.heads_agency = timezone.localdate(), heads_agency
        entry.change(known)
        compare_person(user)
    return known


def add_tie(*, user: User, by: User, kind: str, name: str, place: str = "", born: str = "") -> Tie:
    """Somebody close, sealed under the key of whoever declares it."""
    _require_own(user, by)
    facts = _checked(kind, name, place, born)
    declaration = declaration_of(user) or _begin(user, by)
    if declaration.ties.standing().count() >= MOST:
        raise DomainError(_("Paling banyak 100 orang. Akhiri dulu yang tidak berlaku lagi."))
    keys.create(declaration.pk)
    tie = Tie(declaration=declaration, since=timezone.localdate(), **facts)
    with _written("declaration.add_tie", declaration, by) as entry:
        declaration.declared_on = timezone.localdate()
        entry.add(tie)
        entry.change(declaration)
        compare_person(user)
        tell_many_ties(declaration, by)
    roster.index(declaration)
    return tie


def correct_tie(*, tie: Tie, by: User, kind: str, name: str, place: str = "", born: str = "") -> Tie:
    """What was written stays as history; what is right stands from today."""
    declaration = tie.declaration
    _require_own(declaration.user, by)
    _require_standing(tie)
    keys.create(declaration.pk)
    new = Tie(declaration=declaration, since=timezone.localdate(), corrects=tie, **_checked(kind, name, place, born))
    with _written("declaration.correct_tie", declaration, by) as entry:
        tie.ended_on = timezone.localdate()
        entry.change(tie)
        entry.add(new)
        compare_person(declaration.user)
        tell_many_ties(declaration, by)
    roster.index(declaration)
    return new


def end_tie(*, tie: Tie, by: User) -> Tie:
    """It is true no more, or never was. It stays as history."""
    declaration = tie.declaration
    _require_own(declaration.user, by)
    _require_standing(tie)
    with _written("declaration.end_tie", declaration, by) as entry:
        tie.ended_on = timezone.localdate()
        entry.change(tie)
    roster.index(declaration)
    return tie


def _begin(user: User, by: User, *, heads_agency: bool = False) -> Declaration:
    declaration = Declaration(user=user, declared_on=timezone.localdate(), heads_agency=heads_agency)
    keys.create(declaration.pk)
    with _written("declaration.begin", declaration, by) as entry:
        entry.add(declaration)
        if heads_agency:
            compare_person(user)
    return declaration


def _checked(kind: str, name: str, place: str, born: str) -> dict[str, str]:
    if kind not in TieKind.values:
        raise DomainError(_("Pilih hubungannya dari daftar."))
    if not any(letter.isalpha() for letter in name):
        raise DomainError(_("Tulis namanya."))
    if born and not re.fullmatch(r"(19|20)\d\d", born.strip()):
        raise DomainError(_("Tulis tahun lahir dengan empat angka, atau kosongkan."))
    return {"kind": kind, "name": name.strip(), "place": place.strip(), "born": born.strip()}


def _require_own(user: User, by: User) -> None:
    require(by, Permission.CONFLICT_DECLARE)
    if user.pk != by.pk:
        raise Refused(_("Setiap orang menyatakan hubungannya sendiri."))


def _require_standing(tie: Tie) -> None:
    if tie.ended_on is not None:
        raise Conflict(_("Hubungan ini sudah diakhiri. Muat ulang halaman ini."))


@contextmanager
def _written(verb: str, declaration: Declaration, by: User) -> Iterator[Recording]:
    try:
        with ledger.record(verb, by=by, subject=declaration.pk) as entry:
            yield entry
    except StaleRow as stale:
        raise Conflict(_("Pernyataan ini baru saja diubah di tempat lain. Muat ulang, lalu simpan lagi.")) from stale
