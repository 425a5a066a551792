"""The desk: one request thread a process, bodies read whole before it is taken; larger ones from staff alone."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from suar.config.asgi.buffering import Buffered
from suar.config.asgi.forwarding import behind
from suar.config.uploads import allowance
from suar.config.utf8 import Utf8Only

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "suar.config.settings.desk")
buffered = Buffered(
    Utf8Only(get_wsgi_application()),
    allowance=allowance,
    longer=600.0,  # 30 MB over a slow line; waiting takes no thread
    too_large=(
        b"Terlalu besar. Berkas sampai 30 MB hanya dari yang sudah masuk, di halaman untuk berkas. "
        b"/ Too large: files up to 30 MB only when signed in, on a page for files."
    ),
)
application = behind(buffered, settings.SUAR_TRUSTED_PROXIES)
