"""Rows as this program writes them, told apart by the store itself before any of them is loaded.

The public process, and whoever took it over, writes the intake with its own hands. SQLite keeps whatever it is given in
whatever column, and both engines keep more than a worker can hold: a row that cannot be loaded must not keep the worker
from the others."""

from __future__ import annotations

from functools import cache, reduce
from operator import and_
from typing import Any, Self

from django.db import models
from django.db.models import BooleanField, F, Func, Q

LARGEST_BODY = 256 * 1024  # bytes of one sealed arrival; the largest form is a quarter of it

_C = "%(expressions)s"
# Codes and ids are ASCII: as many characters as bytes, and no zero byte, behind which a store would not look.
_TEXT = f"typeof({_C}) = 'text' AND length({_C}) = length(CAST({_C} AS BLOB))"
_YEARS = f"substr({_C}, 1, 4) >= '0002' AND substr({_C}, 1, 4) < '9999'"
_SIX = "[0-9]" * 6
_SQLITE = {
    models.UUIDField: f"{_TEXT} AND length({_C}) = 32 AND {_C} NOT GLOB '*[^0-9a-f]*'",
    models.CharField: f"{_TEXT} AND length({_C}) <= %(most)s AND {_C} NOT GLOB '*[^ -~]*'",
    models.BinaryField: f"typeof({_C}) = 'blob' AND length({_C}) <= %(most)s",
    models.BooleanField: f"typeof({_C}) = 'integer' AND {_C} IN (0, 1)",
    models.DateField: f"{_TEXT} AND {_C} = date({_C}) AND {_YEARS}",
    models.DateTimeField: f"{_TEXT} AND substr({_C}, 1, 19) = datetime(substr({_C}, 1, 19)) AND {_YEARS}"
    f" AND (length({_C}) = 19 OR substr({_C}, 20) GLOB '.{_SIX}')",
}
# PostgreSQL keeps to the types: what is left are years that no calendar here has, and sizes.
_BOUND = f"isfinite({_C}) AND {_C} >= DATE '0002-01-01' AND {_C} < DATE '9999-01-01'"
_POSTGRES = {
    models.BinaryField: f"octet_length({_C}) <= %(most)s",
    models.DateField: _BOUND,
    models.DateTimeField: _BOUND,
}


class Kept(Func):
    """Whether one column holds what its field would have written."""

    output_field = BooleanField()

    def as_sql(self, compiler: Any, connection: Any, *_args: Any, **extra: Any) -> tuple[str, tuple[str | int, ...]]:
        known: dict[type[models.Field[Any, Any]], str] = _SQLITE if connection.vendor == "sqlite" else _POSTGRES
        held = known.get(self.extra["kind"], "TRUE")
        template = f"({_C} IS NULL OR COALESCE({held}, FALSE))" if self.extra["empty"] else f"COALESCE({held}, FALSE)"
        return super().as_sql(compiler, connection, template=template, **extra)


@cache
def soundness(model: type[models.Model]) -> Q:
    """The condition that a row can be loaded, all of it."""
    return reduce(and_, (Q(_kept(field)) for field in model._meta.concrete_fields))


def _kept(field: models.Field[Any, Any]) -> Kept:
    held = field
    while isinstance(held, models.ForeignKey):  # a one-to-one relation is one too
        held = held.target_field
    kind = next(known for known in type(held).__mro__ if known in _SQLITE)
    return Kept(F(field.name), kind=kind, most=held.max_length or LARGEST_BODY, empty=field.null)


class KeptQuerySet[M: models.Model](models.QuerySet[M]):
    def sound(self) -> Self:
        """What can be loaded."""
        return self.filter(soundness(self.model))

    def unsound(self) -> Self:
        """What this program never wrote so."""
        return self.exclude(soundness(self.model))
