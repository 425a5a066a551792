"""Where a notice waits for the next page: in a cookie of this host alone, in the session if it is too long for one."""

from __future__ import annotations

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class HostCookie(CookieStorage):
    cookie_name = "messages" if settings.SUAR_DEVELOPMENT else "__Host-messages"


class Notices(FallbackStorage):
    storage_classes = (HostCookie, SessionStorage)
