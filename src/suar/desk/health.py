"""The state of the house in a few checks, each with what to do when it is not well: for the page *Kesehatan*, for
`suar doctor`, and for the alarms of the house."""

from __future__ import annotations

import json
import logging
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from suar.casework.intake.models import DayKey, Filing, Further
from suar.core import alarms
from suar.core.alarms import mail
from suar.core.alarms.kinds import kinds
from suar.core.alarms.models import Alarm
from suar.core.faults import named
from suar.core.ledger import triggers
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import Entry, Head, Pending
from suar.core.ui.counting import counted
from suar.core.vault.models import DataKey, LastHead
from suar.desk.alarm_kinds import KEY_PRINTED

logger = logging.getLogger("suar.health")

ROOM = 1 << 30  # bytes: below it there is no room for a night's copy and for the log of a busy day
AHEAD = timedelta(minutes=5)
PRINTED, FOUNDING = ("vault.recovery_sheet", "vault.shares"), '"founding"'
COPY, DRILL = "vault.backup", "vault.drill"
# House rules of 2026: a copy each night, a drill each month.
COPY_EVERY, DRILL_EVERY = timedelta(hours=36), timedelta(days=35)


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the page. While it is not well, the alarm `house.<code>` stands open, if there is one."""

    code: str
    label: str
    value: str
    well: bool
    advice: str = ""

    @property
    def alarm(self) -> str:
        kind = f"house.{self.code}"
        return kind if kind in kinds() else ""


def checks(now: datetime) -> list[Check]:
    """All of them, the queues first. A store that does not answer is a line too: the others are still told."""
    return [check for group in (_arrivals, _order, _record, _disk, _copies, _rest) for check in told(group, now)]


def told(group: Callable[[datetime], list[Check]], now: datetime) -> list[Check]:
    try:
        return group(now)
    except DatabaseError:
        advice = _("Suar mencoba lagi sendiri. Bila lebih dari semenit, periksa server basis data dan ruang disk.")
        return [Check("store", _("Basis data"), _("tidak menjawab"), False, advice)]
    except Exception as fault:  # noqa: BLE001 - whatever somebody laid into a store, the other lines are told
        logger.error("a check of the house fails: %s", named(fault))
        advice = _("Mungkin ada yang menulis ke basis data di luar Suar. Minta teknisi membaca catatan meja.")
        return [Check("store", _("Basis data"), _("tidak terbaca"), False, advice)]


def watch(now: datetime) -> int:
    """Raise an alarm for each check that is not well, close it when it is again. Returns how many stand open."""
    red = {check.alarm: check.well for check in checks(now) if check.alarm}
    for kind, well in red.items():
        if well:
            alarms.close(kind)
        else:
            alarms.raise_alarm(kind)
    _tell_of_a_printed_key()
    return list(red.values()).count(False)


def _tell_of_a_printed_key() -> None:
    """Whoever holds it and a copy opens everything. From the record, so that no stopped worker hides it; what the first
    day printed is what the leaders were given."""
    printed = Entry.objects.by(OPERATOR).filter(verb__in=PRINTED).exclude(data__contains=FOUNDING)
    newest = printed.order_by("-id").values_list("id", flat=True).first()
    if newest and not Alarm.objects.filter(kind=KEY_PRINTED, subject=str(newest)).exists():
        alarms.raise_alarm(KEY_PRINTED, subject=str(newest))


def _arrivals(now: datetime) -> list[Check]:
    found, further, eve = Filing.objects.tally(), Further.objects.tally(), timezone.localdate(now) - timedelta(days=1)
    waiting, aside = found["waiting"], found["aside"] + further["aside"]
    # The intake keeps the day only: what was filed before yesterday has waited for more than a night.
    stuck = found["oldest"] is not None and found["oldest"] < eve
    unseen = any(one["oldest_apart"] is not None and one["oldest_apart"] < eve for one in (found, further))
    key = DayKey.objects.filter(valid_from__gt=now - timedelta(days=2)).exists()
    return [
        Check("queue", _("Pengaduan menunggu dipindahkan"), str(waiting), waiting < 50 and not stuck, _alive()),
        Check(
            "quarantine",
            _("Kiriman di karantina"),
            _apart(found["apart"], further["apart"]),
            not unseen,
            _("Ada yang menunggu lebih dari sehari. Buka Karantina, loloskan satu dari tiap baris dan baca isinya."),
        ),
        Check(
            "unopened",
            _("Pengaduan yang tidak dapat dibuka"),
            str(aside),
            aside == 0,
            _("Disimpan utuh, tidak hilang. Minta teknisi memeriksa kunci formulir."),
        ),
        Check(
            "form_key",
            _("Kunci formulir hari ini"),
            _("ada") if key else _("tidak ada"),
            key,
            _("Jalankan proses pekerja; tanpa kunci ini formulir tidak dapat menerima pengaduan."),
        ),
    ]


def _apart(filings: int, further: int) -> str:
    if not further:
        return str(filings)
    return _("%(filings)d pengaduan, %(further)d pesan lanjutan") % {"filings": filings, "further": further}


def _order(now: datetime) -> list[Check]:
    oldest = Entry.objects.filter(pending__isnull=False).with_hour().order_by("id").first()
    behind = oldest is not None and now - oldest.at > timedelta(minutes=1)
    wanted = {"pending": Pending.objects.all(), "failed": DBTaskResult.objects.failed()}
    found = counted(wanted | {"findings": Entry.objects.findings()})
    failed, findings = found["failed"], found["findings"]
    return [
        Check("sequence", _("Entri menunggu urutan"), str(found["pending"]), not behind, _alive()),
        Check("tasks", _("Tugas gagal"), str(failed), failed == 0, _("Minta teknisi membaca catatan pekerja.")),
        Check(
            "findings",
            _("Baris yang diubah di luar Suar"),
            str(findings),
            findings == 0,
            _("Minta teknisi menjalankan suar ledger verify, lalu cari siapa yang dapat menulis ke basis data."),
        ),
    ]


def _record(now: datetime) -> list[Check]:
    head = Head.objects.order_by("-tree_size").first()
    kept = LastHead.objects.order_by("-tree_size").first()
    missing = triggers.missing()
    return [
        Check("entries", _("Entri jejak"), str(head.tree_size if head else 0), head is not None, _alive()),
        Check(
            "heads",
            _("Kepala jejak di luar"),
            str(kept.tree_size if kept else 0),
            kept is not None and head is not None and kept.tree_size == head.tree_size,
            _("Jalankan suar ledger verify."),
        ),
        Check(
            "triggers",
            _("Penjaga basis data"),
            _("lengkap") if not missing else ", ".join(missing),
            not missing,
            _("Jalankan suar upgrade, lalu suar ledger verify."),
        ),
    ]


def _disk(now: datetime) -> list[Check]:
    free, writable = shutil.disk_usage(settings.SUAR_HOME).free, not _read_only()
    room = _("%(free)s GB bebas") % {"free": f"{free / (1 << 30):.1f}".replace(".", ",")}
    return [
        Check(
            "disk",
            _("Ruang disk"),
            room if writable else _("hanya dapat dibaca"),
            writable and free >= ROOM,
            _("Kosongkan ruang di luar direktori kantor; di dalamnya tidak ada yang boleh dihapus."),
        )
    ]


def _read_only() -> bool:
    return bool(os.statvfs(settings.SUAR_HOME).f_flag & os.ST_RDONLY)


def _copies(now: datetime) -> list[Check]:
    """What the record itself says of the clock, of the last copy and of the last drill."""
    known = _landmarks()
    begun, newest = (known[0].at, known[-1].at) if known else (now, now)
    copied, drilled = (next((one for one in reversed(known) if one.verb == verb), None) for verb in (COPY, DRILL))
    failed = drilled is not None and not json.loads(drilled.data)["sound"]
    ahead = newest > now + AHEAD
    return [
        Check(
            "time",
            _("Jam mesin"),
            _("tertinggal dari jejak") if ahead else _("sesuai jejak"),
            not ahead,
            _("Betulkan jam mesin dan nyalakan NTP. Jejak tetap utuh; tenggat dihitung lagi dari jam yang benar."),
        ),
        Check(
            "copy",
            _("Cadangan terakhir"),
            _when(copied),
            now - (copied.at if copied else begun) <= COPY_EVERY,
            _("Jalankan suar backup tiap malam; periksa pewaktu mesin dan disk cadangan."),
        ),
        Check(
            "drill",
            _("Latihan pemulihan terakhir"),
            _("gagal") if failed else _when(drilled),
            not failed and now - (drilled.at if drilled else begun) <= DRILL_EVERY,
            _("Jalankan suar drill bersama dua pemegang lembar pemulihan."),
        ),
    ]


def _landmarks() -> list[Entry]:
    """The first entry, the last, the last copy and the last drill in one statement, oldest first. What the operator did
    is found along the index of actors, however long the record is."""
    entries, operator = Entry.objects.order_by("-id"), Entry.objects.by(OPERATOR).order_by("-id")
    wanted = (Entry.objects.order_by("id"), entries, operator.filter(verb=COPY), operator.filter(verb=DRILL))
    # Each number is asked for by itself, whatever a planner thinks that it knows of the table.
    numbers = (Q(pk=Subquery(one.values("pk")[:1])) for one in wanted)
    return list(Entry.objects.filter(reduce(or_, numbers)).order_by("id"))


def _when(entry: Entry | None) -> str:
    return _("belum pernah") if entry is None else f"{timezone.localtime(entry.at):%d-%m-%Y %H.%M}"


def _rest(now: datetime) -> list[Check]:
    return [
        Check("keys", _("Kunci anak dan pengaduan"), str(DataKey.objects.count()), True),
        Check("mail", _("Surel alarm"), _("diatur") if mail.is_set_up() else _("tidak diatur"), True),
        *_provider(),
    ]


def _provider() -> list[Check]:
    """Only where an office named a government's sign-in."""
    if settings.SUAR_OIDC is None:
        return []
    label, name = _("Masuk lewat pemerintah"), settings.SUAR_OIDC.name
    try:
        settings.SUAR_OIDC.secret()
    except OSError:
        advice = _("Taruh rahasia dari penyedia di secret/oidc.secret, terbaca oleh proses meja saja.")
        return [Check("provider", label, _("rahasianya tidak terbaca"), False, advice)]
    return [Check("provider", label, name, True)]


def _alive() -> str:
    return _("Periksa apakah proses pekerja berjalan.")
