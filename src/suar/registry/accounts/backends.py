"""Who is behind a session (AUTHENTICATION_BACKENDS)."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from suar.registry.accounts.models import User


class NewsBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """With the user comes, in the same statement, whether there is something they must hear of (notices.py)."""

    def get_user(self, user_id: Any) -> User | None:
        user = User.objects.with_news().filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) and user.disowned_at is None else None
