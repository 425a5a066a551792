from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "suar.registry.accounts"
    label = "accounts"
