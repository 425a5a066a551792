"""Does every column hold its value in the one form in which the program writes it.

SQLite keeps any text in any column, and several texts read as the same value: `2026-1-5`, `2026-01-05T00:00`, a UUID in
capitals; a date that is none reads as empty. The digest of such a row stays what it was, but the database compares
texts: a duty would never be late, a file never be found. PostgreSQL keeps values, not texts: nothing to look for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection, models

DATE = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"
MOMENT = f"{DATE} [0-9][0-9]:[0-9][0-9]:[0-9][0-9]"
FRACTION = "." + "[0-9]" * 6
UUID = "[0-9a-f]" * 32

# Kind of column → what is true of a value in the program's own form; {c} stands for the column.
FORMS: dict[str, str] = {
    "BooleanField": "typeof({c}) = 'integer' AND {c} IN (0, 1)",
    "DateField": f"typeof({{c}}) = 'text' AND {{c}} GLOB '{DATE}'",
    "DateTimeField": f"typeof({{c}}) = 'text' AND ({{c}} GLOB '{MOMENT}'"
    f" OR ({{c}} GLOB '{MOMENT}{FRACTION}' AND {{c}} NOT GLOB '*.000000'))",
    "UUIDField": f"typeof({{c}}) = 'text' AND {{c}} GLOB '{UUID}'",
}
INTEGER = "typeof({c}) = 'integer'"


def in_another_form(model: type[models.Model]) -> Iterator[Any]:
    """The key of each row with such a value, as it stands in the table. None on PostgreSQL."""
    if connection.vendor != "sqlite":
        return
    name = connection.ops.quote_name
    faults = [
        f"({column} IS NOT NULL AND NOT ({form.format(c=column)}))"
        for column, form in ((name(str(field.column)), _form(field)) for field in model._meta.concrete_fields)
        if form
    ]
    if not faults:
        return
    table, key = name(model._meta.db_table), name(str(model._meta.pk.column))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key} FROM {table} WHERE {' OR '.join(faults)} ORDER BY 1")  # noqa: S608 - names only
        yield from (row[0] for row in cursor.fetchall())


def _form(field: Any) -> str | None:
    """What holds for the column; a key of another table is kept as that table keeps it."""
    while field.remote_field is not None:
        field = field.target_field
    if isinstance(field, models.IntegerField):
        return INTEGER
    return FORMS.get(field.get_internal_type())
