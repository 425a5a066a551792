"""Which of the two faces this process shows."""

from django.conf import settings


def is_public() -> bool:
    """True on the public form, False at the desk."""
    return bool(settings.ROOT_URLCONF.endswith("public"))
