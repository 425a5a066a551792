from __future__ import annotations

from django.apps import AppConfig


class SafeguardsConfig(AppConfig):
    name = "suar.casework.safeguards"
    label = "safeguards"

    def ready(self) -> None:
        from suar.casework.children import emergency
        from suar.casework.duties import beside
        from suar.casework.safeguards import panels, perms

        emergency.register(perms.open_to)
        beside.register(panels.beside_duty)
