"""The desk surface as a WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

from suar.config.utf8 import Utf8Only

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "suar.config.settings.desk")
application = Utf8Only(get_wsgi_application())
