"""What apps above a file add to it: answers on top of it, moments of its journey, panels beside it, what stands in the
way of its closing, how much whoever may hold it carries already, and what goes along when it changes. A file stands
below them and cannot ask: an app that knows registers itself when it is ready.

Every hook gets the file with its key at hand, and runs inside the transaction of the change or the read of the page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from suar.casework.cases.models import Case
from suar.casework.cases.panels import Panel, Strip
from suar.casework.cases.timeline import Moment
from suar.core.ledger.actors import Actor
from suar.registry.accounts.models import User


class Change(StrEnum):
    """What happened to a file."""

    RISK = "risk"  # the level that counts is another
    DANGER = "danger"  # somebody said that the child is not safe, of an open file
    CLOSED = "closed"
    REOPENED = "reopened"
    ASSIGNED = "assigned"
    LEAD = "lead"  # another body leads, or the commission again


type Answers = Callable[[Case, User], Iterable[Strip]]


@dataclass(frozen=True, slots=True)
class Burden:
    """What somebody carries, in a few words. `heavy`: worth a second thought. `barred`: why this file may not be added
    without a leader who says why; empty where it may."""

    said: str
    heavy: bool = False
    barred: str = ""


type Weigher = Callable[[Case, Collection[User], User | None], Mapping[int, Burden]]
type Moments = Callable[[Case, User], Iterable[Moment]]
type Panels = Callable[[Case, User], Iterable[Panel]]
type Hindrances = Callable[[Case], Iterable[str]]
type Follower = Callable[[Case, Actor, datetime], object]

_answers: list[Answers] = []
_moments: list[Moments] = []
_panels: list[Panels] = []
_hindrances: list[Hindrances] = []
_weighers: list[Weigher] = []
_followers: dict[Change, list[Follower]] = {change: [] for change in Change}


def answer_first(source: Answers) -> Answers:
    """What is to be seen before the journey, where the file is of a kind that asks for it; nothing where it is not."""
    return _added(_answers, source)


def show_moments(source: Moments) -> Moments:
    """Points of the journey, at most `timeline.LATEST` of each kind. Twice is as good as once."""
    return _added(_moments, source)


def show_panels(source: Panels) -> Panels:
    """Headings and lines beside the journey."""
    return _added(_panels, source)


def hinder_closing(source: Hindrances) -> Hindrances:
    """Why this file cannot be closed yet, in words that say what to do; nothing where it can."""
    return _added(_hindrances, source)


def weigh(source: Weigher) -> Weigher:
    """What each of these officers carries, by their ids; one about whom there is nothing to say is not among them."""
    return _added(_weighers, source)


def follow(change: Change, follower: Follower) -> Follower:
    """Called with the file as it is after the change, who made it and when."""
    return _added(_followers[change], follower)


def answers_of(case: Case, user: User) -> list[Strip]:
    return [answer for source in _answers for answer in source(case, user)]


def moments_of(case: Case, user: User) -> list[Moment]:
    return [moment for source in _moments for moment in source(case, user)]


def panels_of(case: Case, user: User) -> list[Panel]:
    return [panel for source in _panels for panel in source(case, user)]


def hindrances_of(case: Case) -> list[str]:
    return [words for source in _hindrances for words in source(case)]


def burdens_of(case: Case, officers: Collection[User], reader: User | None = None) -> dict[int, Burden]:
    """`reader`: who is told how much; the numbers are of what that person may see."""
    return {pk: burden for source in _weighers for pk, burden in source(case, officers, reader).items()}


def barred(case: Case, officer: User | None) -> str:
    """Why this officer may not be given this file without a leader who says why; empty where they may."""
    burden = burdens_of(case, [officer]).get(officer.pk) if officer is not None else None
    return burden.barred if burden is not None else ""


def went_along(change: Change, case: Case, by: Actor, at: datetime) -> None:
    for follower in _followers[change]:
        follower(case, by, at)


def _added[Source](sources: list[Source], source: Source) -> Source:
    if source not in sources:
        sources.append(source)
    return source
