from __future__ import annotations

from django.apps import AppConfig


class ChildrenConfig(AppConfig):
    name = "suar.casework.children"
    label = "children"

    def ready(self) -> None:
        from suar.casework.children import search  # noqa: F401 - names itself as a source of search tokens
