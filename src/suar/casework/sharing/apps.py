from __future__ import annotations

from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "suar.casework.sharing"
    label = "sharing"

    def ready(self) -> None:
        from suar.casework.duties import beside
        from suar.casework.sharing import leaving, panels

        beside.register(panels.beside_duty)
        leaving.register(panels.gone_of)
