"""Which store a table lives in. `default` is the store called main; nothing ever joins or commits across two."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

ALIASES = {"main": "default", "keys": "keys", "intake": "intake"}
STORE_OF_APP = {"vault": "keys", "intake": "intake"}


def alias_of(app_label: str) -> str:
    return ALIASES[STORE_OF_APP.get(app_label, "main")]


class StoreRouter:
    """Routes by app: one app, one store."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str:
        return alias_of(model._meta.app_label)

    def db_for_write(self, model: type[Model], **hints: Any) -> str:
        return alias_of(model._meta.app_label)

    def allow_relation(self, obj1: Model, obj2: Model, **hints: Any) -> bool:
        return alias_of(obj1._meta.app_label) == alias_of(obj2._meta.app_label)

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: Any) -> bool:
        return alias_of(app_label) == db
