"""The state of the house in a few checks, each with what to do when it is not well."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from suar.casework.complaints import takeover
from suar.casework.intake.models import DayKey, Filing
from suar.core.ledger import triggers
from suar.core.ledger.models import Entry, Head, Pending
from suar.core.vault.models import DataKey, LastHead


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the page."""

    label: str
    value: str
    well: bool
    advice: str = ""


def checks(now: datetime) -> list[Check]:
    """All of them, the queues first."""
    return [*_queues(now), *_record(), *_rest()]


def _queues(now: datetime) -> list[Check]:
    waiting, aside = Filing.objects.waiting().count(), takeover.set_aside_count()
    key = DayKey.objects.filter(valid_from__gt=now - timedelta(days=2)).exists()
    oldest = Entry.objects.filter(pending__isnull=False).order_by("id").first()
    behind = oldest is not None and now - oldest.at > timedelta(minutes=1)
    alive = _("Periksa apakah proses pekerja berjalan.")
    return [
        Check(_("Pengaduan menunggu dipindahkan"), str(waiting), waiting < 50, alive),
        Check(
            _("Pengaduan yang tidak dapat dibuka"),
            str(aside),
            aside == 0,
            _("Disimpan utuh, tidak hilang. Minta teknisi memeriksa kunci formulir."),
        ),
        Check(
            _("Kunci formulir hari ini"),
            _("ada") if key else _("tidak ada"),
            key,
            _("Jalankan proses pekerja; tanpa kunci ini formulir tidak dapat menerima pengaduan."),
        ),
        Check(_("Entri menunggu urutan"), str(Pending.objects.count()), not behind, alive),
    ]


def _record() -> list[Check]:
    head = Head.objects.order_by("-tree_size").first()
    kept = LastHead.objects.order_by("-tree_size").first()
    missing = triggers.missing()
    size, alive = str(head.tree_size if head else 0), _("Periksa apakah proses pekerja berjalan.")
    return [
        Check(_("Entri jejak"), size, head is not None, alive),
        Check(
            _("Kepala jejak di luar"),
            str(kept.tree_size if kept else 0),
            kept is not None and head is not None and kept.tree_size == head.tree_size,
            _("Jalankan suar ledger verify."),
        ),
        Check(
            _("Penjaga basis data"),
            _("lengkap") if not missing else ", ".join(missing),
            not missing,
            _("Jalankan suar upgrade, lalu suar ledger verify."),
        ),
    ]


def _rest() -> list[Check]:
    failed = DBTaskResult.objects.failed().count()
    return [
        Check(_("Kunci anak dan pengaduan"), str(DataKey.objects.count()), True),
        Check(_("Tugas gagal"), str(failed), failed == 0, _("Minta teknisi membaca catatan pekerja.")),
    ]
