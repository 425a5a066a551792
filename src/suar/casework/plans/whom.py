"""Who can owe a line of a plan: a body, or somebody of the office. Written as `a:12` and `u:7`."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from suar.casework.cases.forms import officers_of
from suar.casework.cases.models import Case
from suar.core.errors import DomainError
from suar.registry.accounts.models import User
from suar.registry.agencies.models import Agency

BODY, OFFICER = "a:", "u:"


def choices(case: Case) -> list[tuple[str, list[tuple[str, str]]]]:
    """As a list to choose from: ours first."""
    ours = [(f"{OFFICER}{user.pk}", user.name) for user in officers_of([case.office_id])]
    bodies = [(f"{BODY}{agency.pk}", agency.short_name) for agency in Agency.objects.active()]
    return [(str(_("Komisi")), ours), (str(_("Lembaga")), bodies)]


def owner_of(who: str) -> tuple[Agency | None, User | None]:
    """The body or the officer. Raises DomainError for one that is no more, or works here no longer."""
    number = who[2:]
    if who.startswith(BODY) and number.isdecimal():
        if (agency := Agency.objects.active().filter(pk=int(number)).first()) is not None:
            return agency, None
    elif who.startswith(OFFICER) and number.isdecimal():
        if (officer := User.objects.filter(pk=int(number), is_active=True).first()) is not None:
            return None, officer
    raise DomainError(gettext("Pemilik sebuah butir tidak ada lagi. Pilih petugas atau lembaga lain."))
