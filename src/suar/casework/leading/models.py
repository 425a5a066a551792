"""Who leads a file, what the lead tells, its numbers in other systems, and each interview of the child."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suar.casework.cases.models import CaseRow, MonitoringSheet
from suar.core.ledger.models import LedgeredQuerySet
from suar.core.vault.fields import EncryptedTextField
from suar.registry.accounts.models import User
from suar.registry.agencies.models import Agency


class Lead(CaseRow):
    """That somebody leads the file from a day on, or that the lead has another contact. The last row is the lead now
    (`Case.lead`); without an agency it is the commission."""

    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    since = models.DateField(_("memimpin sejak"))
    why = EncryptedTextField(_("alasan"))
    contact = EncryptedTextField(_("narahubung"))

    objects = LedgeredQuerySet["Lead"].as_manager()

    ledger_fields = {1: ("id", "version", "case", "child", "by", "at", "agency", "since", "why", "contact")}


class How(models.TextChoices):
    """How the commission knows."""

    LETTER = "letter", _("surat")
    PHONE = "phone", _("telepon")
    WHATSAPP = "whatsapp", _("WhatsApp")
    MEETING = "meeting", _("pertemuan")
    VISIT = "visit", pgettext_lazy("pantau", "kami lihat sendiri")


class SeenBy(models.TextChoices):
    """Who last saw the child."""

    LEAD = "lead", _("lembaga yang memimpin")
    COMMISSION = "commission", _("komisi")
    OTHER = "other", pgettext_lazy("pantau", "orang atau lembaga lain")
    UNKNOWN = "unknown", pgettext_lazy("pantau", "belum diketahui")


class Plan(models.TextChoices):
    """Whether the lead has a plan for the child."""

    MADE = "made", pgettext_lazy("pantau", "sudah ada")
    NONE = "none", _("belum ada rencana")
    UNKNOWN = "unknown", pgettext_lazy("pantau", "belum diketahui")


class Watching(CaseRow):
    """What a monitoring sheet lacks where another body leads: how we know, who last saw the child, is there a plan,
    what comes next. Safe now and what stands in the way are in its sheet alone."""

    sheet = models.OneToOneField(MonitoringSheet, models.PROTECT, related_name="watching")
    lead = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    how = models.CharField(_("diketahui lewat"), max_length=10, choices=How)
    told_by = EncryptedTextField(_("yang memberi kabar"))
    seen_by = models.CharField(_("terakhir bertemu anak"), max_length=12, choices=SeenBy)
    seen_who = EncryptedTextField(_("siapa, dan sebagai apa"))
    seen_on = models.DateField(_("hari bertemu"), null=True)
    plan = models.CharField(_("rencana penanganan"), max_length=10, choices=Plan)
    plan_on = models.DateField(_("tanggal rencana"), null=True)
    next_step = EncryptedTextField(_("langkah berikut"))
    next_step_on = models.DateField(_("tanggal langkah berikut"), null=True)

    objects = LedgeredQuerySet["Watching"].as_manager()

    ledger_fields = {
        1: (
            "id",
            "version",
            "case",
            "child",
            "by",
            "at",
            "sheet",
            "lead",
            "how",
            "told_by",
            "seen_by",
            "seen_who",
            "seen_on",
            "plan",
            "plan_on",
            "next_step",
            "next_step_on",
        )
    }

    class Meta(CaseRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(plan=Plan.MADE, plan_on__isnull=False)
                | (~models.Q(plan=Plan.MADE) & models.Q(plan_on=None)),
                name="leading_plan_has_a_day",
            )
        ]


class System(models.TextChoices):
    """Whose number it is."""

    SIMFONI = "simfoni", _("SIMFONI-PPA")
    POLICE = "police", _("laporan polisi (LP)")
    LPSK = "lpsk", _("LPSK")
    UPTD = "uptd", _("UPTD PPA")
    SIMEP = "simep", _("SIMEP KPAI")
    OTHER = "other", pgettext_lazy("sistem", "lainnya")


class OtherNumberQuerySet(LedgeredQuerySet["OtherNumber"]):
    def standing(self) -> OtherNumberQuerySet:
        return self.filter(withdrawn_at=None)


class OtherNumber(CaseRow):
    """What another system calls this file. A wrong one is withdrawn with a reason and stays; none is written over."""

    system = models.CharField(_("sistem"), max_length=10, choices=System)
    number = EncryptedTextField(_("nomor"))
    note = EncryptedTextField(_("keterangan"))
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_why = EncryptedTextField(_("mengapa ditarik"))

    objects = OtherNumberQuerySet.as_manager()

    ledger_fields = {
        1: (
            "id",
            "version",
            "case",
            "child",
            "by",
            "at",
            "system",
            "number",
            "note",
            "withdrawn_at",
            "withdrawn_by",
            "withdrawn_why",
        )
    }


class Purpose(models.TextChoices):
    """What a child is talked to for."""

    ASSESSMENT = "assessment", _("asesmen layanan")
    POLICE = "police", _("pemeriksaan polisi")
    PSYCHOLOGY = "psychology", _("pemeriksaan psikologis")
    HEALTH = "health", _("pemeriksaan kesehatan atau visum")
    SOCIAL = "social", _("laporan sosial pekerja sosial")
    COURT = "court", _("sidang atau persiapannya")
    OTHER = "other", pgettext_lazy("tujuan", "lainnya")


class Present(models.TextChoices):
    """Who sat beside the child."""

    PARENT = "parent", _("orang tua/wali")
    COMPANION = "companion", _("pendamping")
    SOCIAL_WORKER = "social_worker", _("pekerja sosial")
    PSYCHOLOGIST = "psychologist", _("psikolog")
    LAWYER = "lawyer", _("advokat")
    NOBODY = "nobody", _("tidak ada")


class Wish(models.TextChoices):
    """What the child wanted."""

    WANTS = "wants", _("anak mau bercerita")
    LATER = "later", _("anak minta waktu atau cara lain")
    NOT = "not", pgettext_lazy("wawancara", "anak tidak mau")
    NOT_ASKED = "not_asked", _("belum ditanyakan")


class Reason(models.TextChoices):
    """Why a child is talked to once more."""

    LAW = "law", _("hukum acara memintanya")
    NEW = "new", _("ada hal baru yang belum pernah ditanyakan")
    CARE = "care", _("layanan tidak dapat dimulai tanpanya")
    CHILD = "child", _("anak sendiri yang meminta")


class InterviewQuerySet(LedgeredQuerySet["Interview"]):
    def standing(self) -> InterviewQuerySet:
        return self.filter(withdrawn_at=None)


class Interview(CaseRow):
    """That the child was, or is to be, talked to about what happened: when, by whom, who sat beside it, what it wanted.
    Never what it told. `further`: the child had been talked to before; then there is a reason."""

    on = models.DateField(_("hari wawancara"))
    body = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")  # none: the commission
    purpose = models.CharField(_("tujuan"), max_length=12, choices=Purpose)
    present = models.CharField(_("yang mendampingi"), max_length=80)
    arrangement = EncryptedTextField(_("pengaturannya"))
    wish = models.CharField(_("kemauan anak"), max_length=10, choices=Wish)
    wish_words = EncryptedTextField(_("kata-kata anak tentang kemauannya"))
    further = models.BooleanField()
    reason = models.CharField(_("mengapa sekali lagi"), max_length=10, choices=Reason, blank=True)
    reason_words = EncryptedTextField(_("mengapa yang sudah ada tidak cukup"))
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_why = EncryptedTextField(_("mengapa ditarik"))

    objects = InterviewQuerySet.as_manager()

    ledger_fields = {
        1: (
            "id",
            "version",
            "case",
            "child",
            "by",
            "at",
            "on",
            "body",
            "purpose",
            "present",
            "arrangement",
            "wish",
            "wish_words",
            "further",
            "reason",
            "reason_words",
            "withdrawn_at",
            "withdrawn_by",
            "withdrawn_why",
        )
    }

    class Meta(CaseRow.Meta):
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(further=True) & ~models.Q(reason="")) | models.Q(further=False, reason=""),
                name="leading_further_interview_has_a_reason",
            ),
            models.UniqueConstraint(
                fields=["child"],
                condition=models.Q(further=False, withdrawn_at=None),
                name="leading_one_first_interview",
            ),
        ]

    @property
    def present_words(self) -> str:
        labels = dict(Present.choices)
        return ", ".join(str(labels[code]) for code in self.present.split() if code in labels)
