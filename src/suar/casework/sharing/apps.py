from __future__ import annotations

from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "suar.casework.sharing"
    label = "sharing"

    def ready(self) -> None:
        from suar.casework.children import merges
        from suar.casework.duties import beside, fulfilling
        from suar.casework.sharing import leaving, owed, panels, resting
        from suar.casework.sharing.actions.answers import received
        from suar.casework.sharing.actions.leaving import left_of
        from suar.casework.sharing.actions.parting import part

        fulfilling.register(owed.RECEIPT, received)
        beside.register(panels.beside_duty)
        leaving.register(panels.gone_of)
        resting.register(left_of)
        merges.merge_taken_back.listen(part)
