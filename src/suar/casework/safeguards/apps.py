from __future__ import annotations

from django.apps import AppConfig


class SafeguardsConfig(AppConfig):
    name = "suar.casework.safeguards"
    label = "safeguards"

    def ready(self) -> None:
        from suar.casework.children import emergency
        from suar.casework.conflicts.withheld import is_withheld
        from suar.casework.duties import beside
        from suar.casework.safeguards import panels, perms
        from suar.casework.safeguards.veil import veil
        from suar.registry.accounts.alarms import register_veil

        emergency.register(perms.open_to)
        perms.register_withheld(lambda user, case: is_withheld(user, case.child_id))
        beside.register(panels.beside_duty)
        register_veil(veil)
