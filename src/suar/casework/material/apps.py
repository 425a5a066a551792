from __future__ import annotations

from django.apps import AppConfig


class MaterialConfig(AppConfig):
    name = "suar.casework.material"
    label = "material"

    def ready(self) -> None:
        from suar.casework.complaints import following
        from suar.casework.duties import beside, naming
        from suar.casework.material import panels
        from suar.casework.material.actions import follow
        from suar.casework.material.naming import find

        naming.register(find, of_offices=True)
        beside.register(panels.beside_duty)
        following.became_case.listen(follow)
