"""What everybody may check without being anybody: the published heads of the record and the proofs between them.

No complaint stands here: whether one's own is in the record is said on the page that the receipt opens."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from suar.casework.intake.models import PublicHead, PublicNode
from suar.casework.intake.views import only
from suar.core.documents import indonesian
from suar.core.ledger.merkle import MAX_SIZE
from suar.core.ledger.spans import numbers_between, proof_between

SHOWN, LISTED = 6, 100  # heads on the page, and in one JSON list


@only("GET")
def transparency(request: HttpRequest) -> HttpResponse:
    newest = published().first()
    context: dict[str, Any] = {"newest": None}
    if newest is not None:
        context = {
            "newest": newest,
            "hour": indonesian.moment(newest.hour),
            "heads": [{"head": head, "hour": indonesian.moment(head.hour)} for head in published()[:SHOWN]],
        }
    return render(request, "intake/transparency.html", context)


@only("GET")
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest head as its signed text (`c2sp.org/tlog-checkpoint`)."""
    newest = published().first()
    if newest is None:
        raise Http404
    return HttpResponse(newest.note, content_type="text/plain; charset=utf-8")


@only("GET")
def heads(request: HttpRequest) -> HttpResponse:
    """The newest heads, up to a hundred; `?sampai=` an hour as it stands in one gives those before it."""
    rows = published()
    before = request.GET.get("sampai", "")
    if before:
        rows = rows.filter(hour__lt=hour_in(before))
    listed = list(rows[:LISTED])
    return JsonResponse(
        {
            "verifier": listed[0].verifier if listed else "",
            "heads": [
                {"hour": in_utc(head.hour), "tree_size": head.tree_size, "checkpoint": head.note} for head in listed
            ],
        }
    )


@only("GET")
def proof(request: HttpRequest, first: int, second: int) -> HttpResponse:
    """That the head of `second` entries continues the one of `first` (RFC 9162 2.1.4); both must be published."""
    if not first <= second <= MAX_SIZE:
        raise Http404
    known = set(published().filter(tree_size__in=[first, second]).values_list("tree_size", flat=True))
    if known != {first, second}:
        raise Http404
    kept = PublicNode.objects.filter(pk__in=numbers_between(first, second)).values_list("number", "hash")
    try:
        nodes = proof_between(first, second, {number: bytes(digest) for number, digest in kept})
    except KeyError:  # a head that was published and that the record no longer leads to
        raise Http404 from None
    return JsonResponse({"first": first, "second": second, "proof": [b64encode(node).decode() for node in nodes]})


def published() -> QuerySet[PublicHead]:
    """The newest first. One of an hour that is still to come was made by a clock that ran ahead: it waits."""
    return PublicHead.objects.filter(hour__lte=timezone.now()).order_by("-hour")


def in_utc(hour: datetime) -> str:
    """With Z, so that it stands in an address as it is."""
    return hour.astimezone(UTC).isoformat(timespec="minutes").replace("+00:00", "Z")


def hour_in(text: str) -> datetime:
    """Raises Http404 for what is no moment, or one that no calendar of a database holds."""
    try:
        hour = datetime.fromisoformat(text)
    except ValueError:
        raise Http404 from None
    if hour.tzinfo is None or not 2000 < hour.year < 9000:
        raise Http404
    return hour
