"""Several counts in one statement: a page with a sidebar asks the database once, not once a number."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


def counted(queries: dict[str, QuerySet[Any]]) -> dict[str, int]:
    """How many rows of `main` each query has, by the name it was given. No query, no statement."""
    found, columns = dict.fromkeys(queries, 0), {}
    values: list[Any] = []
    for name, rows in queries.items():
        try:
            sql, params = rows.order_by().values("pk").query.sql_with_params()
        except EmptyResultSet:  # an empty list of offices: known to be nought without asking
            continue
        columns[name] = f"(SELECT COUNT(*) FROM ({sql}) counted)"  # noqa: S608 - SQL of the ORM, values apart
        values += params
    if columns:
        with connection.cursor() as cursor:
            cursor.execute("SELECT " + ", ".join(columns.values()), values)
            found |= dict(zip(columns, cursor.fetchone(), strict=True))
    return found
