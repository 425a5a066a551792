"""What a body does with a duty that ends by a step of its own: the receipt of a referral. Duties stand below the apps
that have such steps and cannot call them: each registers its step when it is ready."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from suar.casework.duties.models import Duty
from suar.registry.accounts.models import User

type Step = Callable[[Duty, User, str, datetime | None], object]

_steps: dict[str, Step] = {}


def register(kind: str, step: Step) -> None:
    """A body that says it has fulfilled a duty of this kind takes this step: `step(duty, by, what was said, when)`."""
    _steps[kind] = step


type Check = Callable[[Duty, datetime], object]

_checks: dict[str, Check] = {}


def check(kind: str, one: Check) -> None:
    """Asked before a duty of this kind ends by hand at a moment that is over: raises DomainError where that does not
    fulfil it."""
    _checks[kind] = one


def must_fulfil(duty: Duty, at: datetime | None) -> None:
    """Raises DomainError where what was done at that moment does not fulfil it."""
    if at is not None and (one := _checks.get(duty.kind)) is not None:
        one(duty, at)


def step_of(duty: Duty) -> Step | None:
    return _steps.get(duty.kind)
