from __future__ import annotations

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "suar.casework.contacts"
    label = "contacts"

    def ready(self) -> None:
        from suar.casework.complaints import following
        from suar.casework.contacts import comparing  # noqa: F401 - says what stands open and can be found
        from suar.casework.contacts.actions import follow
        from suar.casework.contacts.finding import everything
        from suar.casework.contacts.naming import find
        from suar.casework.duties import naming
        from suar.core.vault import tokens

        naming.register(find, of_offices=True)
        following.became_case.listen(follow)
        tokens.register_source(everything)
