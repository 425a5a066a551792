"""Errors a person can act on. One middleware turns them into pages; the text says what to do next."""

from __future__ import annotations


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
