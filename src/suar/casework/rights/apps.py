from __future__ import annotations

from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "suar.casework.rights"
    label = "rights"

    def ready(self) -> None:
        from suar.casework.cases import alongside
        from suar.casework.duties import beside
        from suar.casework.rights import panels

        alongside.show_moments(panels.moments)
        alongside.show_panels(panels.beside_file)
        beside.register(panels.beside_duty)
