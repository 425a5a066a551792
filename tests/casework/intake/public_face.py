"""What makes the suite's process show the public face."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from pytest_django import Settings

from suar.casework.intake.models import DayKey
from suar.config.settings import public
from suar.core.vault import keysets
from suar.core.vault.keyring import keyring

SAME = ("ROOT_URLCONF", "FILE_UPLOAD_HANDLERS", "SECURE_CSP", "DATA_UPLOAD_MAX_MEMORY_SIZE")
PRIVATE = keysets.new(keysets.INTAKE)


def public_face(settings: Settings) -> None:
    for name in SAME:
        setattr(settings, name, getattr(public, name))
    # Static files are the server's business, and its middleware warns about a folder that tests do not build.
    settings.MIDDLEWARE = [name for name in public.MIDDLEWARE if "whitenoise" not in name]
    templates: list[dict[str, Any]] = [dict(public.TEMPLATES[0])]
    templates[0]["OPTIONS"] = {
        **public.TEMPLATES[0]["OPTIONS"],
        "string_if_invalid": settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"],
    }
    settings.TEMPLATES = templates


def day_key() -> DayKey:
    """A day's public key, signed by this office, whose private half the test holds."""
    public, now = keysets.public_part(PRIVATE), timezone.now()
    signed = keyring().sign_day_key("test", public, now)
    return DayKey.objects.get_or_create(
        key_id="test", defaults={"keyset": public, "valid_from": now, "signature": signed}
    )[0]
