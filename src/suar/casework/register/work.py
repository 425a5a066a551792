"""Whether somebody has worked on the files of an import since they were shown."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from suar.casework.cases.models import Case
from suar.casework.children.models import Child
from suar.casework.duties.models import Duty, Status
from suar.casework.register.models import ImportedRow, ImportRun

STARTED = ("review_imported", "review_child_role")  # the duties that the import itself starts


def work_on(run: ImportRun) -> dict[str, list[str]]:
    """File number → what was done there, in the order of the numbers. Every table that points at a file or its child
    is asked, also those of apps that come later."""
    found: dict[str, list[str]] = {}
    mine = Case.objects.filter(batch=run.batch_id)
    for what, numbers in _sources(run, mine):
        for number in numbers:
            if what not in found.setdefault(number, []):
                found[number].append(what)
    return dict(sorted(found.items()))


def _sources(run: ImportRun, mine: QuerySet[Case]) -> list[tuple[str, list[str]]]:
    sources = [
        (_("berkas diubah"), _listed(mine.filter(version__gt=1), "number")),
        (_("data anak diubah"), _listed(mine.filter(child__version__gt=1), "number")),
        (_("kewajiban dikerjakan"), _duties(mine)),
    ]
    for relation in Case._meta.related_objects:
        if relation.related_model is not ImportedRow:
            name = relation.field.name
            rows = _rows(relation).filter(**{f"{name}__batch": run.batch_id})
            sources.append((_label(relation), _listed(rows, f"{name}__number")))
    for relation in Child._meta.related_objects:
        name = relation.field.name
        rows = _rows(relation).filter(**{f"{name}__cases__batch": run.batch_id})
        if relation.related_model is Case:
            rows = rows.exclude(batch=run.batch_id)
        if not any(one.name == "case" for one in relation.related_model._meta.get_fields()):
            sources.append((_label(relation), _listed(rows, f"{name}__cases__number")))
    return sources


def _duties(mine: QuerySet[Case]) -> list[str]:
    """Any duty but those that the import started and nobody has touched."""
    about = Duty.objects.filter(subject__in=mine.values("child"))
    untouched = about.filter(
        kind__in=STARTED, status=Status.OPEN, officer=None, extended=False, notes=None, case_id__in=mine.values("pk")
    )
    subjects = about.exclude(pk__in=untouched.values("pk")).values("subject")
    return _listed(mine.filter(child__in=subjects), "number")


def _rows(relation: Any) -> QuerySet[Any]:
    rows: QuerySet[Any] = relation.related_model._base_manager.all()
    return rows


def _listed(rows: QuerySet[Any], field: str) -> list[str]:
    return list(rows.order_by(field).values_list(field, flat=True).distinct())


def _label(relation: Any) -> str:
    """What a table holds, in words; a table that has none here is still named as something written."""
    words = {
        "case": _("berkas lain untuk anak yang sama"),
        "note": _("catatan"),
        "task": _("tugas"),
        "riskassessment": _("penilaian risiko"),
        "monitoringsheet": _("lembar pantau"),
        "complaint": _("pengaduan"),
        "handover": _("penyerahan"),
        "circumstance": _("keadaan anak"),
        "merge": _("gabungan dengan berkas lain"),
        "arrival": _("materi masuk"),
    }
    return words.get(relation.related_model._meta.model_name, _("isian lain"))
