"""The desk: one request thread a process, bodies read whole before it is taken; larger ones only where files go."""

import os

from django.core.wsgi import get_wsgi_application

from suar.config.asgi.buffering import Buffered
from suar.config.uploads import ADDRESSES, LARGEST_BODY
from suar.config.utf8 import Utf8Only

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "suar.config.settings.desk")
application = Buffered(
    Utf8Only(get_wsgi_application()),
    largest=3 * 1024 * 1024,  # above what Django takes of a form, so that its own page says what was too large
    files=dict.fromkeys(ADDRESSES, LARGEST_BODY),
    patience=600.0,  # 30 MB over a slow line; waiting takes no thread
    too_large=b"Kiriman ini lebih dari 30 MB, atau bukan halaman untuk berkas. / Too large for this page.",
)
