"""The Governor's report over one year of 100,000 cases (or SUAR_BENCH_SCALE, if less): figures ≤ 3 s and at most
twice the same aggregates as bare SQL; the PDF ≤ 2 s more."""

from __future__ import annotations

import json
import random
import sys
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from time import perf_counter
from typing import Any

from bench.homes import Row, apart, number, open_home, scale

CASES = min(100_000, scale())
CHUNK = 2_000
FIGURES_SECONDS, PDF_SECONDS, RATIO = 3.0, 2.0, 2.0
SEALED = 320  # bytes: a summary of a few sentences, as the table holds it


def rows() -> list[Row]:
    return apart("report")


def measured() -> list[Row]:
    """Figures against bare SQL, then the PDF of the frozen snapshot in each edition."""
    open_home()
    from django.utils import timezone

    from suar.insight.reports.content import compose
    from suar.insight.reports.editions import Edition
    from suar.insight.reports.periods import parse

    office, period = _fill(), parse("2021")
    now = timezone.now()
    figures = min(_timed(lambda: compose(office=office, period=period, now=now)) for _ in range(3))
    bare = min(_timed(lambda: _bare(office.pk)) for _ in range(3))
    title = f"report of a year, {number(CASES)} cases"
    found = [_row(f"{title}: figures, against bare SQL", figures, f"≤ {FIGURES_SECONDS:g} s, {RATIO:g} ×", bare)]
    for edition in Edition:
        seconds = _printing(office, period, edition)
        found.append(_row(f"{title}: PDF, {edition}", seconds, f"≤ {PDF_SECONDS:g} s"))
    return found


def _row(name: str, seconds: float, budget: str, yardstick: float | None = None) -> Row:
    return {
        "name": name,
        "figure": round(seconds, 3),
        "unit": "s",
        "budget": budget,
        "yardstick": None if yardstick is None else round(yardstick, 3),
        "ratio": None if yardstick is None else round(seconds / yardstick, 2),
    }


def _timed(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def _fill() -> Any:
    """One year of cases with children, sheets and duties: rows as they lie in the tables, sealed fields as noise."""
    from django.db import models, transaction

    from suar.casework.cases.models import Case, MonitoringSheet
    from suar.casework.children.models import Child
    from suar.casework.duties.models import Duty
    from suar.core.ledger.actors import OPERATOR
    from suar.registry.accounts import actions
    from suar.registry.agencies.actions import add_agency

    office = actions.found_office(code=f"bench-{uuid.uuid4().hex[:6]}", name="KPPAD Contoh", by=OPERATOR)
    agencies = [
        add_agency(name=f"Lembaga {n} {office.code}", short_name=f"L{n}", kind="uptd", by=OPERATOR) for n in range(12)
    ]
    chance = random.Random(2021)
    with transaction.atomic():
        for start in range(0, CASES, CHUNK):
            made = [_case(office, chance, start + n) for n in range(min(CHUNK, CASES - start))]
            sheets = [_sheet(case, chance, agencies) for case in made[::4]]
            duties = [_duty(office, case, chance, agencies) for case in made[::2]]
            for model, group in (
                (Child, [c.child for c in made]),
                (Case, made),
                (MonitoringSheet, sheets),
                (Duty, duties),
            ):
                models.QuerySet.bulk_create(model._default_manager.all(), group, batch_size=400)
    return office


def _case(office: Any, chance: random.Random, n: int) -> Any:
    from suar.casework.cases.clusters import CLUSTERS
    from suar.casework.cases.models import Case
    from suar.casework.children.models import Child

    child = Child(id=uuid.UUID(int=chance.getrandbits(128)), office=office, sex=chance.choice("PPPL"))
    child.name = child.address = chance.randbytes(60)
    case = Case(
        id=uuid.UUID(int=chance.getrandbits(128)),
        office=office,
        child=child,
        number=f"2021-{n:06d}",
        kind=chance.choice(["pengaduan", "non"]),
        cluster=chance.choice(list(CLUSTERS)),
        channel=chance.choice(["form", "visit", "phone", "finding"]),
        region_code=chance.choice(["61.71", "61.71", "61.12", "61.01", "61.07", "61.72.01", ""]),
        opened_on=date(2021, 1, 1) + timedelta(days=chance.randrange(365)),
        age=chance.choice([None, 5, 9, 12, 14, 15, 16, 17]),
        risk=chance.choice(["high", "medium", "low", "unknown"]),
        child_role=chance.choice(["victim", "suspect", "unknown"]),
    )
    case.summary = chance.randbytes(SEALED)
    return case


def _sheet(case: Any, chance: random.Random, agencies: list[Any]) -> Any:
    from suar.casework.cases.models import MonitoringSheet

    asked = chance.random() < 0.6
    sheet = MonitoringSheet(
        id=uuid.UUID(int=chance.getrandbits(128)),
        case=case,
        child=case.child,
        at=datetime(2021, 6, 1, tzinfo=UTC),
        on=case.opened_on,
        obstacle_place=chance.random() < 0.4,
        obstacle_law=chance.random() < 0.4,
        obstacle_family=chance.random() < 0.3,
        asked_of=chance.choice(agencies) if asked else None,
        answer=chance.choice(["waiting", "done", "refused"]) if asked else "none",
    )
    sheet.state = chance.randbytes(SEALED)
    return sheet


def _duty(office: Any, case: Any, chance: random.Random, agencies: list[Any]) -> Any:
    from suar.casework.duties.models import Duty

    due = datetime(2021, 1, 1, tzinfo=UTC) + timedelta(hours=chance.randrange(365 * 24))
    done = due + timedelta(hours=chance.randrange(-90, 40)) if chance.random() < 0.8 else None
    return Duty(
        id=uuid.UUID(int=chance.getrandbits(128)),
        office=office,
        about="child",
        subject=case.child_id,
        kind="agency_answer",
        agency=chance.choice([*agencies, None]),
        owed_to="commission",
        due_at=due,
        turn_at=due,
        started_at=due - timedelta(days=7),
        status="done" if done else "open",
        done_at=done,
        certainty=chance.choice(["house", "sourced", "verify"]),
    )


def _bare(office: int) -> None:
    """The same aggregates, written by hand."""
    from django.db import connection

    with connection.cursor() as cursor:
        for statement, values in _statements(office):
            cursor.execute(statement, values)
            cursor.fetchall()


def _statements(office: int) -> Iterator[tuple[str, list[Any]]]:
    cases = (
        "FROM cases_case c LEFT JOIN cases_batch b ON b.id = c.batch_id "
        "WHERE (c.batch_id IS NULL OR b.visible) AND c.office_id = %s AND c.opened_on BETWEEN %s AND %s"
    )
    year: list[object] = [office, date(2021, 1, 1), date(2021, 12, 31)]
    before: list[object] = [office, date(2020, 1, 1), date(2020, 12, 31)]
    for fields in ("c.region_code", "c.opened_on"):
        yield f"SELECT {fields}, COUNT(*) {cases} GROUP BY {fields}", year
    yield f"SELECT COUNT(DISTINCT c.child_id) {cases}", year
    joined = cases.replace("WHERE", "JOIN children_child k ON k.id = c.child_id WHERE")
    yield f"SELECT k.sex, c.age, COUNT(*) {joined} GROUP BY k.sex, c.age", year
    state = "c.cluster, c.kind, c.child_role, c.channel, c.status, c.closing_reason, c.outcome, c.risk"
    yield f"SELECT {state}, COUNT(*) {cases} GROUP BY {state}", year
    yield f"SELECT c.cluster, c.kind, COUNT(*) {cases} GROUP BY c.cluster, c.kind", before
    yield from _other_statements(office)


def _other_statements(office: int) -> Iterator[tuple[str, list[Any]]]:
    start, end = datetime(2020, 12, 31, 17, tzinfo=UTC), datetime(2021, 12, 31, 17, tzinfo=UTC)
    due = (
        "FROM duties_duty d {} WHERE d.office_id = %s AND d.due_at >= %s AND d.due_at < %s AND d.status <> 'cancelled' "
    )
    counts = (
        "COUNT(CASE WHEN d.status = 'done' AND d.done_at <= d.due_at THEN 1 END), "
        "COUNT(CASE WHEN d.status = 'done' AND d.done_at > d.due_at OR d.status IN ('open', 'acknowledged') THEN 1 END)"
    )
    span: list[object] = [office, start, end]
    join = "JOIN agencies_agency a ON a.id = d.agency_id"
    yield f"SELECT a.name, {counts}, COUNT(*) {due.format(join)} AND d.certainty <> 'verify' GROUP BY a.name", span
    yield f"SELECT COUNT(*) {due.format('')} AND d.agency_id IS NOT NULL AND d.certainty = 'verify'", span
    yield f"SELECT {counts} {due.format('')} AND d.agency_id IS NULL AND d.certainty <> 'verify'", span
    sheets = (
        "FROM cases_monitoringsheet s JOIN cases_case c ON c.id = s.case_id LEFT JOIN cases_batch b ON b.id = "
        "c.batch_id "
        'WHERE (c.batch_id IS NULL OR b.visible) AND c.office_id = %s AND s."on" BETWEEN %s AND %s'
    )
    days: list[object] = [office, date(2021, 1, 1), date(2021, 12, 31)]
    wanted = ["COUNT(*)", "COUNT(DISTINCT s.child_id)"]
    for flag in ("s.obstacle_place", "s.obstacle_law", "s.obstacle_family"):
        wanted += [f"COUNT(CASE WHEN {flag} THEN 1 END)", f"COUNT(DISTINCT CASE WHEN {flag} THEN s.child_id END)"]
        asked = f"{flag} AND s.asked_of_id IS NOT NULL"
        wanted += [
            f"COUNT(CASE WHEN {asked} AND s.answer = '{answer}' THEN 1 END)"
            for answer in ("waiting", "partly", "done", "refused")
        ]
    yield f"SELECT {', '.join(wanted)} {sheets}", days
    joined = sheets.replace("WHERE", "JOIN agencies_agency a ON a.id = s.asked_of_id WHERE")
    yield f"SELECT a.name, s.answer, COUNT(*) {joined} GROUP BY a.name, s.answer", days
    yield (
        "SELECT COUNT(*) FROM complaints_complaint WHERE office_id = %s AND received_at >= %s AND received_at < %s",
        span,
    )


def _printing(office: Any, period: Any, edition: Any) -> float:
    """Charts drawn anew, typeset, in a process that has printed before: the fonts are read once."""
    from suar.core.ledger.actors import OPERATOR
    from suar.insight.reports import drawings
    from suar.insight.reports.actions import freeze
    from suar.insight.reports.rendering import render

    snapshot = freeze(office=office, period=period, by=OPERATOR)
    render(snapshot, edition, "pdf")
    kept = drawings.stored
    drawings.stored = lambda *path: None  # nothing kept: every chart is drawn
    try:
        return _timed(lambda: render(snapshot, edition, "pdf"))
    finally:
        drawings.stored = kept


if __name__ == "__main__":
    json.dump(measured(), sys.stdout)
