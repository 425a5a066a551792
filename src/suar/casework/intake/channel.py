"""The form on a machine of its own: what its end of the channel does when the worker asks, and nothing else.

The worker connects, never the form. One line of JSON each way:

    asked     held       form ids and message ids that the worker has safely: their sealed bodies are cleared here
              apart      those that it cannot take in: kept here as they are, offered to no worker that names them
              told       complaints from numbered paper whose torn-off code begins to work, steps, replies, complaints
                         whose code is gone, messages that went unread with a flood, rows that are only ever added
              published  all rows of the other tables that only the worker writes, when they differ here
              unread     replies that the worker does not know to have been read
              limit      how many arrivals to hand over
    answered  arrivals   sealed filings and messages that nobody holds yet, the same ones until they are held, with
                         their marks of a flood: what has none comes first
              read       on which day replies were read
              deleted    complaints whose code was deleted here
              published  the digest of those tables
              rotated    whether the draft key was replaced

Bodies stay sealed all the way: the channel carries nothing that either end of it could open."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import MAXYEAR, MINYEAR, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from suar.casework.intake import surface
from suar.casework.intake.draft import DRAFT_LIFE
from suar.casework.intake.models import FROM_PAPER, Filing, Further, Inclusion, PublicNode, Reply

LONGEST_LINE = 16 * 1024 * 1024  # bytes
MOST_ARRIVALS = 50
ARRIVALS: dict[str, type[Filing] | type[Further]] = {"filing": Filing, "further": Further}
# Grown by the worker a few rows at a time, so never compared or sent as a whole. Proofs go with their code.
ADDED: dict[str, type[Inclusion] | type[PublicNode]] = {"inclusion": Inclusion, "publicnode": PublicNode}
MOST_ADDED = 2000  # rows of each in one exchange
UNKEPT = re.compile("[\0\ud800-\udfff]")  # half a character has no UTF-8 form
NOT_REPLACED = {Filing, Further, Reply, Inclusion, PublicNode}

type Packed = dict[str, str | None]


class Misread(Exception):
    """What the other end sent has not the shape that both agreed on."""


def answer(asked: Mapping[str, Any], *, public: Path, now: datetime) -> dict[str, Any]:
    """Take what the worker brings, hand over what waits. Raises Misread; safe to repeat."""
    try:
        with transaction.atomic(using="intake"):
            _clear(asked["held"])
            _set_apart(asked["apart"])
            _take_steps(asked["told"])
            if asked["published"] is not None:
                _replace(asked["published"])
        limit = min(int(asked["limit"]), MOST_ARRIVALS)
        read = Reply.objects.filter(pk__in=asked["unread"], read_on__isnull=False).values_list("id", "read_on")
        deleted = Filing.objects.filter(taken=True, lookup_id=None).exclude(reply_key=b"").values_list("pk", flat=True)
        return {
            "arrivals": {name: [packed(row) for row in _waiting(model, limit)] for name, model in ARRIVALS.items()},
            "read": {str(pk): str(day) for pk, day in read},
            "deleted": [str(pk) for pk in deleted],
            "published": digest(published()),
            "rotated": surface.rotate_draft(public, now, DRAFT_LIFE),
        }
    except (LookupError, TypeError, ValueError, AttributeError, ValidationError) as fault:
        raise Misread(type(fault).__name__) from fault


def published() -> dict[str, list[Packed]]:
    """Every row of the tables that only the worker writes and that stay small, as both ends compare them."""
    return {
        model._meta.model_name or "": [packed(row) for row in model._default_manager.order_by("pk")]
        for model in apps.get_app_config("intake").get_models()
        if model not in NOT_REPLACED
    }


def digest(tables: Mapping[str, Iterable[Packed]]) -> str:
    return sha256(json.dumps(tables, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def packed(row: models.Model) -> Packed:
    """A row as text, column by column."""
    fields = row._meta.concrete_fields
    return {f.attname: None if f.value_from_object(row) is None else f.value_to_string(row) for f in fields}


def unpacked[M: models.Model](model: type[M], given: Mapping[str, Any]) -> M:
    """The row again, unsaved. Raises Misread for columns that are not exactly the table's, and for values that one of
    the engines would not keep."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    if not all(value is None or isinstance(value, str) for value in given.values()):
        raise Misread("a column that is no text")  # of a number, bytes would be so many
    if set(given) != set(fields):
        raise Misread(f"other columns than those of {model._meta.model_name}")
    try:
        values = {name: None if v is None else fields[name].to_python(v) for name, v in given.items()}
    except (ValidationError, ValueError, TypeError, OverflowError) as fault:
        raise Misread(type(fault).__name__) from fault
    if wrong := [name for name, value in values.items() if not _is_kept(fields[name], value)]:
        raise Misread(f"{wrong[0]} holds what no store keeps")
    return model(**values)


def _is_kept(field: models.Field[Any, Any], value: Any) -> bool:
    """Whether both engines would take it: SQLite is the more patient one."""
    if value is None:
        return field.null
    if isinstance(value, datetime):
        return timezone.is_aware(value) and MINYEAR < value.year < MAXYEAR  # the same moment in UTC must have a date
    if isinstance(value, date):
        return MINYEAR < value.year < MAXYEAR
    if isinstance(value, str):
        return not UNKEPT.search(value) and _fits(field, len(value))
    return not isinstance(value, bytes | memoryview) or _fits(field, len(value))


def _fits(field: models.Field[Any, Any], length: int) -> bool:
    return field.max_length is None or length <= field.max_length


def _waiting(model: type[Filing] | type[Further], limit: int) -> Iterable[models.Model]:
    """Unmarked ones first: a flood holds up nobody. A message when its complaint is held."""
    rows: Any = model.objects.filter(taken=False, set_aside=False)
    rows = rows.filter(filing__taken=True) if model is Further else rows
    waiting: Iterable[models.Model] = rows.order_by("doubt", "filed_on", "pk")[:limit]
    return waiting


def _clear(held: Mapping[str, list[str]]) -> None:
    for name, model in ARRIVALS.items():
        model.objects.filter(pk__in=held[name]).update(sealed=b"", taken=True, set_aside=False)


def _set_apart(apart: Mapping[str, list[str]]) -> None:
    """Just these. A worker that starts anew names none, and so tries each once more."""
    for name, model in ARRIVALS.items():
        rows: Any = model.objects.filter(taken=False)
        rows.filter(set_aside=True).exclude(pk__in=apart[name]).update(set_aside=False)
        rows.filter(set_aside=False, pk__in=apart[name]).update(set_aside=True)


def _take_steps(told: Mapping[str, Any]) -> None:
    Filing.objects.bulk_create([_from_paper(one) for one in told.get("paper", [])], ignore_conflicts=True)
    for step in Filing.Step:
        Filing.objects.filter(pk__in=[pk for pk, one in told["steps"].items() if one == step]).update(step=step)
    Further.objects.filter(pk__in=told["dropped"]).update(dropped=True)
    replies = [unpacked(Reply, one) for one in told["replies"]]
    here = set(Filing.objects.filter(pk__in={r.filing_id for r in replies}).values_list("pk", flat=True))
    Reply.objects.bulk_create([reply for reply in replies if reply.filing_id in here], ignore_conflicts=True)
    for name, model in ADDED.items():
        rows = [unpacked(model, one) for one in told["added"][name]]
        added: Any = model._default_manager
        added.bulk_create(
            [row for row in rows if not isinstance(row, Inclusion) or _findable(row)], ignore_conflicts=True
        )
    Reply.objects.filter(filing__in=told["gone"]).delete()
    Inclusion.objects.filter(filing__in=told["gone"]).delete()
    Filing.objects.filter(pk__in=told["gone"]).update(lookup_id=None, reply_key=b"")


def _from_paper(given: Mapping[str, Any]) -> Filing:
    """A row without a body: there is nothing that a worker could take over from it."""
    row = unpacked(Filing, given)
    if row.key_id != FROM_PAPER or row.sealed or not row.taken:
        raise Misread("a filing that was not written on paper")
    return row


def _findable(proof: Inclusion) -> bool:
    """Its complaint is here and still has its code."""
    return Filing.objects.filter(pk=proof.filing_id, lookup_id__isnull=False).exists()


def _replace(tables: Mapping[str, list[Mapping[str, Any]]]) -> None:
    for name, rows in tables.items():
        model = apps.get_model("intake", name)
        if model in NOT_REPLACED:
            raise Misread(f"{name} is never replaced as a whole")
        manager = model._default_manager
        manager.all().delete()
        manager.bulk_create([unpacked(model, row) for row in rows])
