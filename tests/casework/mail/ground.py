"""Letters that came in, made through the actions."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from suar.casework.mail import actions
from suar.casework.mail.models import Disposition, Incoming
from suar.core.ledger.models import Entry
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import Role, User
from tests.factories import a_user, an_agency

ABOUT = "Permohonan data pendampingan"


def facts(**more: Any) -> dict[str, Any]:
    given = {
        "received_on": timezone.localdate(),
        "agency": None,
        "sender": "Kepala Desa Contoh",
        "about": ABOUT,
        "outside_number": "045/12/DS/2026",
        "dated": None,
        "srikandi": "",
        "nature": "ordinary",
        "pages": 2,
        "lies": "Lemari 2, map merah",
    }
    return {**given, **more}


def a_mail(by: User | None = None, **more: Any) -> Incoming:
    by = by or a_user(Role.SEKRETARIAT)
    letter = more.pop("letter", None)
    return actions.enter(office=by.office, by=by, letter=letter, **facts(**more))


def a_mail_of_a_body(by: User | None = None, **more: Any) -> Incoming:
    return a_mail(by, agency=an_agency(), sender="", **more)


def a_disposition(mail: Incoming, to: User, by: User | None = None, **more: Any) -> Disposition:
    by = by or a_user(Role.KETUA, mail.office)
    given = {"instruction": "Siapkan jawaban.", **more}
    return actions.dispose(mail=fresh(mail), to=[to], by=by, **given)[0]


def fresh(mail: Incoming) -> Incoming:
    whole = ("office", "agency", "letter", "complaint", "case", "by")
    return unlock(Incoming.objects.select_related(*whole).filter(pk=mail.pk))[0]


def verbs() -> list[str]:
    return list(Entry.objects.filter(verb__startswith="mail.").order_by("pk").values_list("verb", flat=True))
