"""Errors a person can act on. One middleware turns them into pages; the text says what to do next."""

from __future__ import annotations

from collections.abc import Callable


class DomainError(Exception):
    """A refusal with a reason. `message` is in the reader's language, `status` is the HTTP status of its page."""

    status = 400

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Conflict(DomainError):
    """Somebody else changed the row in the meantime, or the step was already taken."""

    status = 409


class Refused(DomainError):
    """The rules of the commission or the role forbid it."""

    status = 403


class Ended(Refused):
    """Not the role: as things stand now it is not done any more. Whoever sent a form may have begun while it was."""


def refusal_of(act: Callable[[], object]) -> DomainError | None:
    """Do it. Returns the refusal that a form can show, for whoever sent it to mend or to copy their words; what the
    role or the rules forbid goes on to its own page. None when it was done."""
    try:
        act()
    except Ended as refusal:
        return refusal
    except Refused:
        raise
    except DomainError as refusal:
        return refusal
    return None
