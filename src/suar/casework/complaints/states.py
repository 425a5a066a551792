"""By which way a complaint came, whom it is about, and what may become of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    FORM = "form", _("formulir")
    VISIT = "visit", _("datang langsung")
    PHONE = "phone", _("telepon")
    WHATSAPP = "whatsapp", _("WhatsApp")
    LETTER = "letter", _("surat")
    EMAIL = "email", _("surel")
    SOCIAL = "social", _("media sosial")
    REFERRAL = "referral", _("rujukan lembaga")
    FINDING = "finding", _("temuan/pemantauan")


class About(models.TextChoices):
    """Whom the complaint is about, in the words of whoever files it."""

    SELF = "self", _("diri sendiri")
    FRIEND = "friend", _("teman")
    FAMILY = "family", _("anak atau adik")
    OTHER = "other", _("anak lain")


class Status(models.TextChoices):
    NEW = "new", _("baru")
    READ = "read", _("dibaca")
    CASE = "case", _("menjadi berkas")
    HANDED_OVER = "handed_over", _("diserahkan")
    OUT_OF_REMIT = "out_of_remit", _("di luar kewenangan")
    DUPLICATE = "duplicate", _("sama dengan yang sudah ada")
    NOISE = "noise", _("bukan pengaduan")
    WITHDRAWN = "withdrawn", _("dicabut pelapor")
    UNFOUNDED = "unfounded", _("dugaan tidak terbukti")


# Decided without a case or a hand-over.
CLOSED_AS = frozenset({Status.OUT_OF_REMIT, Status.DUPLICATE, Status.NOISE, Status.WITHDRAWN, Status.UNFOUNDED})
TRANSITIONS: dict[str, frozenset[str]] = {
    Status.NEW: frozenset({Status.READ, Status.NOISE}),
    Status.READ: frozenset({Status.CASE, Status.HANDED_OVER, *CLOSED_AS}),
    Status.HANDED_OVER: frozenset({Status.CASE, Status.READ}),
    **{status: frozenset({Status.READ}) for status in CLOSED_AS},
    Status.NOISE: frozenset({Status.READ, Status.NEW}),  # closed unread, it is unread again
    Status.CASE: frozenset(),
}
