from __future__ import annotations

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "suar.casework.supervision"
    label = "supervision"

    def ready(self) -> None:
        from suar.casework.cases import alongside, gathered
        from suar.casework.duties import naming
        from suar.casework.supervision import (
            caseload,
            comparing,  # noqa: F401 - says what stands open
            talks,
            transferring,
            watching,
        )
        from suar.casework.supervision.actions.watching import unwatch
        from suar.casework.supervision.naming import find

        naming.register(find, of_offices=True)
        alongside.weigh(caseload.burdens)
        alongside.show_panels(watching.panel)
        gathered.show(transferring.found, transferring.drawn)
        alongside.show_moments(talks.moments)
        alongside.follow(alongside.Change.ASSIGNED, unwatch)
