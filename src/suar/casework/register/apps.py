from __future__ import annotations

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "suar.casework.register"
    label = "register"

    def ready(self) -> None:
        from suar.casework.register import comparing  # noqa: F401 - says what stands open
