from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "suar.registry.accounts"
    label = "accounts"

    def ready(self) -> None:
        from suar.registry.accounts import factors, recovery, vouching

        factors.watch()
        recovery.install()
        vouching.watch()
