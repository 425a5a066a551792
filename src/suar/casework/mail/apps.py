from __future__ import annotations

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "suar.casework.mail"
    label = "mail"

    def ready(self) -> None:
        from suar.casework.cases import gathered
        from suar.casework.complaints import following
        from suar.casework.conflicts.standing import says
        from suar.casework.duties import beside, naming
        from suar.casework.mail import comparing, panels
        from suar.casework.mail.actions import follow
        from suar.casework.mail.naming import find

        naming.register(find, of_offices=True)
        beside.register(panels.beside_duty)
        following.became_case.listen(follow)
        gathered.show(panels.found, panels.drawn)
        says(comparing.standing)
