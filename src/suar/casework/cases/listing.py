"""The list of files: which rows its filters mean, in which order, and what a row shows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suar.casework.cases import clusters, rules
from suar.casework.cases.following import next_step
from suar.casework.cases.models import Case, CaseQuerySet, Risk, Safe, Status
from suar.casework.cases.panels import SAFE_TONES, share_child
from suar.casework.children import search
from suar.casework.duties.kinds import label_of
from suar.casework.duties.models import Duty
from suar.casework.duties.rows import title, typed
from suar.core.documents.indonesian import short_month
from suar.core.documents.spreadsheets import Cell, Column, Kind
from suar.core.ui.columns import ListColumn
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import User
from suar.registry.regions.reference import name_of

ORDERS = {
    "dibuka": ("opened_on", "id"),
    "-dibuka": ("-opened_on", "-id"),
    "nomor": ("number", "id"),
    "-nomor": ("-number", "-id"),
}
COLUMNS = (
    ListColumn("berkas", gettext_lazy("Berkas"), sort="nomor", fixed=True),
    ListColumn("klaster", gettext_lazy("Klaster")),
    ListColumn("wilayah", gettext_lazy("Kabupaten/kota")),
    ListColumn("jenis", gettext_lazy("Jenis"), usual=False),
    ListColumn("risiko", gettext_lazy("Risiko")),
    ListColumn("aman", gettext_lazy("Aman")),
    ListColumn("petugas", gettext_lazy("Petugas")),
    ListColumn("memimpin", gettext_lazy("Memimpin"), usual=False),
    ListColumn("dibuka", gettext_lazy("Dibuka"), sort="dibuka"),
    ListColumn("berikut", gettext_lazy("Langkah berikut")),
    ListColumn("status", gettext_lazy("Status")),
)
LEADS = {"komisi": models.Q(lead=None), "lain": models.Q(lead__isnull=False)}
SHEET_KEYS = "berkas berkas klaster wilayah jenis risiko aman petugas memimpin dibuka status berikut berikut".split()
"""To which column of the list each column of the sheet belongs."""
EXPORTED = 2_000  # rows of one sheet: a longer list is narrowed first
NUMBER = re.compile(r"(?P<register>[Rr]?)(?:(?P<year>\d{4})-)?0*(?P<n>\d{1,6})")
# Sealed texts that a list never opens are not even read.
NOT_SHOWN = ["summary", "safe_note", "closing_note"] + [
    f"child__{name}" for name in "other_names nik birth_date address phone guardian school safe_contact".split()
]
# What a next step is chosen and called by.
SHOWN_OF_DUTY = [
    *"id case_id kind rule due_at turn_at unit certainty status done_at".split(),
    *"event event_at law_on started_at".split(),
]
RISK_TONES = {"high": "red", "medium": "amber", "low": "green", "unknown": ""}


def order_of(query: Mapping[str, Any]) -> tuple[str, ...]:
    return ORDERS.get(str(query.get("urut", "")), ORDERS["-dibuka"])


def narrowed(user: User, given: Mapping[str, Any], today: date) -> CaseQuerySet:
    """The files of the user's offices that the filters mean. Rows are whole: nothing is loaded one by one later."""
    cases = Case.objects.visible_to(user).select_related("child", "officer", "lead").defer(*NOT_SHOWN)
    cases = cases.fetch_mode(models.FETCH_RAISE)
    columns = {
        "status": "status",
        "risiko": "risk",
        "safe": "safe_now",
        "klaster": "cluster",
        "wilayah": "region_code",
        "petugas": "officer",
        "jenis": "kind",
    }
    cases = cases.filter(**{columns[name]: value for name, value in given.items() if name in columns and value})
    if lead := given.get("memimpin"):
        cases = cases.filter(LEADS[lead]) if lead in LEADS else cases.filter(lead=lead)
    if span := rules.period(given.get("masa") or ""):
        cases = cases.filter(opened_on__range=span)
    if text := (given.get("q") or "").strip():
        cases = cases.filter(models.Q(number__in=numbers(text, today)) | models.Q(child__in=search.subjects(text)))
    return cases


def numbers(text: str, today: date) -> list[str]:
    """The file numbers that somebody may mean: `2026-0412` itself, or `412` of this and the four years before; with
    and without the R of files that came from a register."""
    match = NUMBER.fullmatch(text)
    if match is None:
        return []
    years = [match["year"]] if match["year"] else [str(today.year - back) for back in range(5)]
    series = ("R",) if match["register"] else ("", "R")
    return [f"{mark}{year}-{int(match['n']):04d}" for mark in series for year in years]


@dataclass(frozen=True, slots=True)
class Row:
    """One file in the list."""

    case: Case
    region: str
    cluster: str
    opened: str
    status: str
    safe: str
    safe_tone: str
    lead: str
    risk: str
    risk_tone: str
    duty: str
    due_at: datetime | None


def rows(cases: Iterable[Case]) -> list[Row]:
    """Rows ready for the page: one query of keys, one of next duties."""
    listed = unlock(cases)
    share_child(*listed)
    following = next_duties([case.pk for case in listed], timezone.now())
    # Once a page, not once a row.
    statuses, safe, risks, here = words(Status), words(Safe), words(Risk), _("komisi")
    return [
        Row(
            case=case,
            region=name_of(case.region_code),
            cluster=clusters.told_briefly(case.cluster, found=rules.is_borne_out(case.closing_reason)),
            opened=short_date(case.opened_on),
            status=statuses[case.status],
            safe=safe[case.safe_now],
            safe_tone=SAFE_TONES[Safe(case.safe_now)],
            lead=case.lead.short_name if case.lead else here,
            risk=risks[case.risk],
            risk_tone=RISK_TONES[case.risk],
            duty=plain_title(following[case.pk]) if case.pk in following else without_duty(case),
            due_at=following[case.pk].due_at if case.pk in following else None,
        )
        for case in listed
    ]


def words(choices: type[models.TextChoices]) -> dict[str, str]:
    """What each value is called, in the reader's language."""
    return {value: str(label) for value, label in choices.choices}


def short_date(day: date) -> str:
    """`22 Nov 2026`: in a narrow column, with the year."""
    return f"{day.day} {short_month(day.month)} {day.year}"


def next_duties(ids: list[UUID], now: datetime) -> dict[UUID, Duty]:
    """The next step of each file among what is owed, ours or an agency's; one statement."""
    owed: dict[UUID, list[Duty]] = defaultdict(list)
    children = Case.objects.filter(pk__in=ids).values("child")
    # By subject: that is where the index of duties lies.
    open_ = Duty.objects.open().filter(subject__in=children, case_id__in=ids)
    for duty in open_.only(*SHOWN_OF_DUTY).order_by("turn_at"):
        if duty.case_id is not None:
            owed[duty.case_id].append(duty)
    found = {case_id: next_step(duties, now) for case_id, duties in owed.items()}
    return {case_id: duty for case_id, duty in found.items() if duty is not None}


def without_duty(case: Case) -> str:
    """Where nothing is owed, the file is looked after all the same; one that is closed waits for nothing."""
    return _("Tulis lembar pantau") if case.is_open else ""


def plain_title(duty: Duty) -> str:
    """What is owed; of a duty that somebody typed by hand only its kind, for its words are sealed."""
    return label_of(duty.kind) if typed(duty) else title(duty)


def columns() -> list[Column]:
    return [
        Column(_("Nomor berkas")),
        Column(_("Anak")),
        Column(_("Klaster")),
        Column(_("Kabupaten/kota")),
        Column(_("Jenis")),
        Column(_("Risiko")),
        Column(_("Aman sekarang")),
        Column(_("Petugas")),
        Column(_("Memimpin")),
        Column(_("Dibuka"), Kind.DATE),
        Column(_("Status")),
        Column(_("Langkah berikut")),
        Column(_("Jatuh tempo"), Kind.MOMENT),
    ]


def cells(row: Row) -> list[Cell]:
    case = row.case
    return [
        case.number,
        case.child.initials,
        row.cluster,
        row.region,
        str(case.get_kind_display()),
        row.risk,
        row.safe,
        case.officer.name if case.officer else "",
        row.lead,
        case.opened_on,
        row.status,
        row.duty,
        row.due_at,
    ]
