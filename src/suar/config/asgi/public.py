"""The public surface: one request thread a process, bodies read whole before it is taken."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from suar.casework.intake.surface import closed_for_want_of_keys
from suar.config.asgi.buffering import Buffered
from suar.config.asgi.forwarding import behind
from suar.config.utf8 import Utf8Only

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "suar.config.settings.public")
buffered = Buffered(Utf8Only(get_wsgi_application()))
application = behind(buffered, settings.SUAR_TRUSTED_PROXIES)
closed_for_want_of_keys()
