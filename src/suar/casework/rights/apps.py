from __future__ import annotations

from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "suar.casework.rights"
    label = "rights"

    def ready(self) -> None:
        from suar.casework.cases import gathered
        from suar.casework.duties import beside
        from suar.casework.rights import comparing, panels  # noqa: F401 - says what stands open

        gathered.show(panels.found, panels.drawn)
        beside.register(panels.beside_duty)
