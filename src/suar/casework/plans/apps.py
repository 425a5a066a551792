from __future__ import annotations

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "suar.casework.plans"
    label = "plans"

    def ready(self) -> None:
        from suar.casework.cases import alongside
        from suar.casework.duties import beside
        from suar.casework.plans import following, panels

        beside.register(panels.beside_duty)
        alongside.hinder_closing(following.hindrances)
        alongside.follow(alongside.Change.RISK, following.risk)
        alongside.follow(alongside.Change.ASSIGNED, following.assigned)
        alongside.follow(alongside.Change.LEAD, following.lead)
        alongside.follow(alongside.Change.CLOSED, following.closed)
        alongside.follow(alongside.Change.REOPENED, following.reopened)
