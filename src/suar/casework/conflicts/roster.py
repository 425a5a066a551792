"""Who is compared with what arrives: everyone with a role in the office, and whom they declared.

Declared names are sealed. Which of them are worth opening their keyed tokens tell: one look into the store of keys, and
only whose sounds occur in what arrived is opened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from suar.casework.conflicts.models import Declaration, Tie, Withholding, counts_from
from suar.casework.conflicts.names import ANYBODYS
from suar.casework.conflicts.rules import Heard, People, Person, may_be_one_word, spoken
from suar.core.vault import tokens
from suar.core.vault.fields import unlock
from suar.core.vault.models import SearchSubject
from suar.core.vault.tokenizing import sound_tokens, token
from suar.registry.accounts.models import Appointment, Office, Role, User
from suar.registry.accounts.permissions import LEADERS, STAFF
from suar.registry.agencies.models import Agency
from suar.registry.regions.reference import districts

NAMED = STAFF | {Role.MITRA}
"""Roles whose holders see files or what is owed for a child, and so can stand in its way."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with a role in the office: of an agency, where a partner. `roles` are held today: whose role begins
    later is compared already and decides nothing yet. The agencies are also those of a role that ended of late."""

    user: User
    roles: frozenset[str]
    agency_ids: frozenset[int]
    near: frozenset[str]
    gone: bool = False


def members(office: Office, also: User | None = None) -> dict[int, Member]:
    """Everyone of the office who can be in conflict, by key; one statement. `also` is one whose account is about to be
    active."""
    return {pk: one for pk, one in compared(office, also).items() if not one.gone}


def compared(office: Office, also: User | None = None) -> dict[int, Member]:
    """The members, and who left an agency of late: what names whoever headed it is withheld from their people still."""
    today = timezone.localdate()
    active = Q(user__is_active=True) if also is None else Q(user__is_active=True) | Q(user=also)
    here = active & (Q(until=None) | Q(until__gte=today))
    left = Q(agency__isnull=False, until__gte=counts_from(today), until__lt=today)
    held = Appointment.objects.filter(here | left, office=office, role__in=NAMED)
    found: dict[int, Member] = {}
    for one in held.select_related("user", "agency").order_by("pk"):
        known = found.get(one.user_id) or Member(one.user, frozenset(), frozenset(), frozenset(), gone=True)
        agency = {one.agency_id} if one.agency_id else set()
        words = _words(one.agency.short_name) if one.agency else frozenset()
        over = one.until is not None and one.until < today
        roles = known.roles if over or one.since > today else known.roles | {one.role}
        gone = known.gone and over
        found[one.user_id] = Member(one.user, roles, known.agency_ids | agency, known.near | words, gone)
    return found


def people(listed: dict[int, Member], heard: Sequence[Heard]) -> People:
    """The members by their own names, and those they declared whose sounds occur in what arrived."""
    own = [
        Person((pk, None), member.user.name, near=member.near, office=_telling(member.near))
        for pk, member in listed.items()
    ]
    return People([*own, *_declared([pk for pk, member in listed.items() if not member.gone], heard)])


def person(user: User) -> People:
    """One member by the own name, and everyone that it declared, opened."""
    words: frozenset[str] = frozenset()
    today = timezone.localdate()
    for one in _held(user, counts_from(today)).exclude(agency=None).select_related("agency"):
        words |= _words(one.agency.short_name) if one.agency else frozenset()
    ties = unlock((Tie.objects.standing() | Tie.objects.just_ended(today)).filter(declaration__user=user))
    near = [Person((user.pk, tie.pk), tie.name, tie.kind, tie.place) for tie in ties if not tie.is_erased]
    return People([Person((user.pk, None), user.name, near=words, office=_telling(words)), *near])


def offices_of(user: User) -> list[Office]:
    """Where this user can stand in the way of a child, today or later."""
    held = _held(user, timezone.localdate())
    return list(Office.objects.filter(pk__in=held.values("office")).order_by("pk"))


def headed_by(user: User, listed: dict[int, Member]) -> list[int]:
    """The agencies in whose name this member speaks as their head."""
    if user.pk not in listed or not Declaration.objects.filter(user=user, heads_agency=True).exists():
        return []
    return sorted(listed[user.pk].agency_ids)


def nobody_may_see(agency: Agency, office: Office, subject: UUID) -> bool:
    """Whether the file is withheld from the whole agency, or from each of its people. One without accounts is told by
    letter, as ever."""
    standing = Withholding.objects.standing().about(subject)
    if standing.filter(agency=agency).exists():
        return True
    held = Appointment.objects.in_force(timezone.localdate()).filter(agency=agency, office=office)
    there = set(held.filter(role=Role.MITRA, user__is_active=True).values_list("user", flat=True))
    return bool(there) and there <= set(standing.values_list("user", flat=True))


def free_leader(office: Office, subject: UUID) -> User | None:
    """A leader of the office from whom the file is not withheld, the Ketua first."""
    bound = set(Withholding.objects.standing().about(subject).values_list("user", flat=True))
    free = [one for pk, one in members(office).items() if pk not in bound and one.roles & LEADERS]
    return min(free, key=lambda one: (Role.KETUA not in one.roles, one.user.pk)).user if free else None


def readers(office: Office, subject: UUID) -> set[int]:
    """The staff of the office who may read this file today."""
    bound = set(Withholding.objects.standing().about(subject).values_list("user", flat=True))
    return {pk for pk, one in members(office).items() if pk not in bound and one.roles & STAFF}


def _held(user: User, since: date) -> QuerySet[Appointment]:
    return Appointment.objects.overlapping(since, None).filter(user=user, role__in=NAMED)


def _declared(users: list[int], heard: Sequence[Heard]) -> Iterator[Person]:
    authors = dict(Declaration.objects.filter(user__in=users).values_list("pk", "user"))
    if not authors:
        return
    wanted = {one for each in heard for one in _tokens(each)}
    rows = SearchSubject.objects.filter(subject__in=list(authors))
    # A short form of a name shares no token with it: where somebody is reported by one word, all are opened.
    likely = list(authors)
    if not any(map(may_be_one_word, heard)):
        likely = [row.subject for row in rows.iterator() if not wanted.isdisjoint(row.unpacked())]
    # What ended has no tokens any more: it is opened each time, for there are few.
    ended = Tie.objects.just_ended(timezone.localdate()).filter(declaration__in=list(authors))
    for tie in unlock(Tie.objects.standing().filter(declaration__in=likely) | ended):
        if not tie.is_erased:
            yield Person((authors[tie.declaration_id], tie.pk), tie.name, tie.kind, tie.place)


def _tokens(heard: Heard) -> set[int]:
    """Of every word that may be one of a name: as it is written, and how it sounds where it is written as a name."""
    words = [word for text in heard.names.values() for word in spoken(text, all_names=True)]
    words += [word for text in heard.texts.values() for word in spoken(text)]
    wanted = {token("word", plain) for plain in {word.plain for word in words}}
    wanted |= {token("word", a.plain + b.plain) for a, b in zip(words, words[1:], strict=False) if a.named or b.named}
    for plain in {word.plain for word in words if word.named}:
        wanted |= sound_tokens(plain)
    return wanted


def _words(text: str) -> frozenset[str]:
    return frozenset(word.plain for word in spoken(text, all_names=True) if len(word.plain) > 3)


def _telling(near: frozenset[str]) -> frozenset[str]:
    """Of the words of an agency those that are neither anybody's nor a place: beside them a common name points to its
    people."""
    return near - ANYBODYS - _words(" ".join(name for _code, name in districts()))


def index(declaration: Declaration) -> None:
    """Keyed tokens of everyone whom somebody declared, anew."""
    names = [tie.name for tie in unlock(declaration.ties.standing())]
    if names:
        tokens.index(declaration.pk, names=names)
    else:
        tokens.forget(declaration.pk)


@tokens.register_source
def everything() -> Iterator[tuple[UUID, list[str], list[str]]]:
    """Every declaration with a tie that stands, for building the search tokens anew."""
    for declaration in Declaration.objects.order_by("pk").iterator(chunk_size=500):
        names = [tie.name for tie in unlock(declaration.ties.standing()) if not tie.is_erased]
        if names:
            yield declaration.pk, names, []
