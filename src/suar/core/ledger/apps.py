from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class LedgerConfig(AppConfig):
    name = "suar.core.ledger"
    label = "ledger"

    def ready(self) -> None:
        from suar.core.ledger.triggers import after_migrate

        post_migrate.connect(after_migrate, sender=self)
