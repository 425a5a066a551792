"""How many passwords strangers may try at the whole desk: each costs the request thread a third of a second, and limits
by name and by address do not bound a crowd of both. So one process checks a few in a minute for browsers that nobody
signed in with before, and more for known ones, which are counted apart: a crowd of strangers keeps none of ours out.

Nobody who is signed in is counted, and a passkey costs no such check. Kept in memory: moments, never who it was."""

from __future__ import annotations

import time
from collections import deque

from django.conf import settings
from django.http import HttpRequest

from suar.registry.accounts.models import KnownBrowser
from suar.registry.accounts.notices import TOKEN, code_of

MINUTE = 60  # seconds
OF_STRANGERS, OF_KNOWN = 30, 60  # a minute in one process; an office signs in fewer people in its busiest

strangers: deque[float] = deque(maxlen=OF_STRANGERS)
known: deque[float] = deque(maxlen=OF_KNOWN)


def has_room(request: HttpRequest) -> bool:
    """Whether this password is looked at now; it counts then."""
    if request.user.is_authenticated:
        return True
    kind, now = known if _is_known(request) else strangers, time.monotonic()
    while kind and now - kind[0] >= MINUTE:
        kind.popleft()
    if len(kind) == kind.maxlen:
        return False
    kind.append(now)
    return True


def _is_known(request: HttpRequest) -> bool:
    token = request.COOKIES.get(settings.SUAR_BROWSER_COOKIE, "")
    return bool(TOKEN.fullmatch(token)) and KnownBrowser.objects.filter(code=code_of(token)).exists()
