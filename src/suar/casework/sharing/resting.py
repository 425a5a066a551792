"""What left on a yes, whichever room let it go: whoever got it hears where that yes is taken back, or was another
child's. Apps above that ask the gate add theirs when they are ready: this room stands below them and cannot ask."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.sharing.codes import Purpose
from suar.casework.sharing.models import Consent
from suar.core.ledger.actors import Actor
from suar.registry.agencies.models import Agency


@dataclass(frozen=True, slots=True)
class Left:
    """One thing that left, by the consents. `told_at`: when whoever got it last heard that a yes is no more; `lost_at`:
    since when a yes that it needed stands in another child's file, which `lose` writes down. `url` shows it; `tell_url`
    is where it is noted that the receiver heard. `again`: when it left anew, in other words."""

    pk: UUID
    case: Case
    agency: Agency
    purpose: str
    sent_at: datetime
    told_at: datetime | None
    lost_at: datetime | None
    what: str
    url: str
    tell_url: str
    lose: Callable[[Actor, datetime], None]
    again: tuple[datetime, ...] = ()

    @property
    def times(self) -> tuple[datetime, ...]:
        """Each time it left, oldest first."""
        return (self.sent_at, *self.again)


type Source = Callable[[Collection[UUID]], Iterable[Left]]
_sources: list[Source] = []


def register(source: Source) -> Source:
    """Called with the ids of the children whose files are read as one child's. Twice is as good as once."""
    if source not in _sources:
        _sources.append(source)
    return source


def of(child_ids: Collection[UUID]) -> list[Left]:
    """Everything that left these files, newest first."""
    found = [one for source in _sources for one in source(child_ids)]
    return sorted(found, key=lambda one: one.times[-1], reverse=True)


def rests_on(left: Left, moment: datetime, consent: Consent) -> bool:
    """Whether it left on this consent, the time that it left at this moment: after it was given, for one of its
    purposes, to one of its bodies; a report without identity names no child and asks for no body."""
    if timezone.localdate(moment) < consent.given_on:
        return False
    terms = consent.said
    to = left.agency.pk in terms.get("agencies", []) or left.agency.kind in terms.get("kinds", [])
    return (to or left.purpose == Purpose.REPORTING) and left.purpose in terms.get("purposes", [])


def to_be_told(consents: Iterable[Consent], found: Iterable[Left]) -> list[Left]:
    """Whose receivers have not heard yet of a consent that was withdrawn after they got something on it, or that it was
    another child's. Who heard of one is told of the next that is taken back, too."""
    taken_back = [consent for consent in consents if consent.withdrawn_at is not None]
    return [one for one in found if _lost(one) or any(_has_not_heard(one, consent) for consent in taken_back)]


def _lost(left: Left) -> bool:
    return left.lost_at is not None and (left.told_at is None or left.told_at < left.lost_at)


def _has_not_heard(left: Left, consent: Consent) -> bool:
    withdrawn = consent.withdrawn_at
    if withdrawn is None or (left.told_at is not None and left.told_at >= withdrawn):
        return False
    return any(moment <= withdrawn and rests_on(left, moment, consent) for moment in left.times)
