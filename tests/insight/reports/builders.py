"""Cases for reports: in bulk, with nothing personal in them, through one ledger entry."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from suar.casework.cases.models import Case
from suar.casework.children.models import Child, Circumstance
from suar.casework.register.reader import read_register
from suar.core import ledger
from suar.core.ledger.actors import OPERATOR
from suar.core.ledger.models import LedgeredModel
from suar.core.vault import keys
from suar.registry.accounts.models import Office
from tests.factories import an_office, number

REGISTER = Path(__file__).parents[2] / "casework" / "register" / "data"
EXPECTED: dict[str, Any] = json.loads((REGISTER / "register-2021.expected.json").read_text(encoding="utf-8"))
TODAY = date(2026, 11, 24)
PUBLISHED = ("rows", "by_cluster", "by_kind", "by_district", "by_month", "by_cluster_kind", "by_sex")


def some_cases(office: Office, facts: Iterable[Mapping[str, Any]]) -> list[Case]:
    """One case of one child for each dictionary of facts; `sex` is the child's."""
    cases = []
    for given in facts:
        known = {"kind": "pengaduan", "cluster": "sipil", "opened_on": date(2021, 5, 4), **given}
        child = known.pop("child", None) or Child(id=uuid.uuid4(), office=office, sex=known.pop("sex", "P"))
        known.pop("sex", None)
        cases.append(Case(id=uuid.uuid4(), office=office, child=child, number=f"U-{next(number):05d}", **known))
    children = {case.child.pk: case.child for case in cases if case.child._state.adding}
    with ledger.record("test.cases", by=OPERATOR, office=office.code) as entry:
        entry.add(*children.values())
        entry.add(*cases)
    return cases


def a_factor(case: Case, code: str, **facts: Any) -> Circumstance:
    """A risk factor of the child, not stored yet."""
    keys.create(case.child_id)
    known = {"source": "family", "noted_on": date(2026, 11, 1), **facts}
    return Circumstance(child=case.child, sort="risk", code=code, **known)


def stored(*rows: LedgeredModel) -> None:
    with ledger.record("test.rows", by=OPERATOR) as entry:
        entry.add(*rows)


def the_register_of_2021(office: Office | None = None) -> Office:
    """The 294 cases of the made-up register whose margins equal the table that was published."""
    office = office or an_office()
    rows = read_register(REGISTER / "register-2021.xlsx", today=TODAY).rows
    done = {"status": "closed", "closing_reason": "register", "closed_on": date(2021, 12, 31)}
    some_cases(
        office,
        (
            {
                "kind": row.kind.value,
                "cluster": row.cluster.value,
                "region_code": row.district.value or "",
                "opened_on": row.date,
                "sex": row.sex.value or "",
                "age": row.age.value.years if row.age.value else None,
                "child_role": row.role.value or "unknown",
                "outcome": row.status.value or "",
                **({} if row.is_open else done),
            }
            for row in rows
        ),
    )
    return office
