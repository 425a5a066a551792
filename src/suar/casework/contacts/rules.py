"""What is a complaint and what is only counted, how long things are kept. No database, no clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from suar.casework.complaints.models import About
from suar.casework.contacts.models import CallType

MOST_DRAFTS = 5
DRAFT_LIFE = timedelta(days=7)  # since it was last typed in
DRAFT_WARNING = timedelta(days=2)
TRIES = 3  # of a call back, before nobody is owed another
# So long a number, and words that belong to nothing, are kept: whoever calls again within it is known. House rule.
KEPT = timedelta(days=90)
MOST_CHILDREN = 6

# Closed by one press: nothing is asked, nothing is written down but that it was.
BY_ONE_PRESS: tuple[CallType, ...] = (
    CallType.SILENT,
    CallType.HANG_UP,
    CallType.WRONG_NUMBER,
    CallType.TEST,
    CallType.JOKE,
    CallType.HARSH,
    CallType.INFORMATION,
)
# A second press within it is impatience; later, on a page that the browser kept, it is the next call.
ONE_PRESS = timedelta(seconds=20)

RELATIONS: dict[str, tuple[str | Promise, str]] = {
    "self": (_("anak itu sendiri"), About.SELF),
    "friend": (_("teman anak itu"), About.FRIEND),
    "parent": (_("ibu atau ayah"), About.FAMILY),
    "family": (_("keluarga lain"), About.FAMILY),
    "teacher": (_("guru atau sekolah"), About.OTHER),
    "neighbour": (_("tetangga"), About.OTHER),
    "officer": (_("petugas lembaga lain"), About.OTHER),
    "other": (_("orang lain"), About.OTHER),
}
RELATION_HINTS: dict[str, str | Promise] = {
    "friend": _(
        "Anak melapor untuk anak. Percayai, ucapkan terima kasih, tanyakan apakah dia sendiri aman. Orang tuanya tidak "
        "harus ikut, dan dia tidak perlu membuktikan apa pun."
    ),
    "self": _("Kata-katanya saja. Jangan minta diulang, jangan minta bukti."),
}

LASTS: dict[str, tuple[str | Promise, int]] = {
    "week": (_("1 minggu"), 7),
    "month": (_("1 bulan"), 30),
    "quarter": (_("3 bulan"), 91),
    "year": (_("1 tahun"), 365),
}


def ends_on(lasts: str, today: date) -> date:
    """The last day of a flag. Raises KeyError for what is not on the list."""
    return today + timedelta(days=LASTS[lasts][1])


def lapses_at(saved_at: datetime) -> datetime:
    return saved_at + DRAFT_LIFE


def lapses_soon(saved_at: datetime, now: datetime) -> bool:
    return lapses_at(saved_at) - now <= DRAFT_WARNING


def type_of(relation: str) -> CallType:
    return CallType.SELF if relation == "self" else CallType.ABOUT


def about_of(relation: str) -> str:
    return str(RELATIONS[relation][1]) if relation in RELATIONS else ""
