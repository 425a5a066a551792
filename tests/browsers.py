"""One browser for each person of a walk over the addresses of the desk.

A new browser loads the chain of middleware and signs in, about 20 ms in all, which is most of what an address costs
that only refuses."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.test import Client

from suar.registry.accounts.models import User


@dataclass(slots=True)
class Browsers:
    """Signed in once a person, and again where the session is gone."""

    known: dict[UUID | int, Client] = field(default_factory=dict)

    def of(self, user: User) -> Client:
        if user.pk not in self.known:
            self.known[user.pk] = Client()
            self.known[user.pk].force_login(user)
        return self.known[user.pk]

    def again(self, user: User) -> Client:
        """Signed in anew, as after a press that may have ended the session."""
        browser = self.of(user)
        browser.cookies.clear()
        browser.force_login(user)
        return browser
