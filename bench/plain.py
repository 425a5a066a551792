"""The yardsticks of the case list and of the search: the same pages over the same rows with names and numbers in clear
under plain indexes. No key is opened and no read recorded."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from suar.casework.cases import clusters, listing
from suar.casework.cases.models import Kind, Risk, Safe, Status
from suar.casework.cases.panels import SAFE_TONES
from suar.casework.cases.views.listing import filter_form, given
from suar.casework.children.rules import initials
from suar.casework.complaints.models import Complaint
from suar.config.urls.desk import urlpatterns as desk
from suar.core.ui.columns import shown as shown_columns
from suar.core.ui.paging import page
from suar.desk.finding import MOST, Found
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, permit
from suar.registry.agencies.models import Agency
from suar.registry.regions.reference import name_of


class PlainChild(models.Model):
    """What the two pages show and search."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    nik = models.CharField(max_length=16, db_index=True)
    phone = models.CharField(max_length=20, db_index=True)

    objects: ClassVar[models.Manager[PlainChild]] = models.Manager()

    class Meta:
        app_label = "desk"

    @property
    def initials(self) -> str:
        return initials(self.name)


class PlainCase(models.Model):
    """As the case, with the same index."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    child = models.ForeignKey(PlainChild, models.PROTECT, related_name="+")
    number = models.CharField(max_length=20)
    kind = models.CharField(max_length=10, choices=Kind)
    cluster = models.CharField(max_length=20)
    region_code = models.CharField(max_length=13)
    opened_on = models.DateField()
    officer = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    risk = models.CharField(max_length=10, choices=Risk)
    safe_now = models.CharField(max_length=10, choices=Safe)
    status = models.CharField(max_length=10, choices=Status)

    objects: ClassVar[models.Manager[PlainCase]] = models.Manager()

    class Meta:
        app_label = "desk"
        indexes = [models.Index(fields=["office", "opened_on", "id"], name="bench_plain_opened")]


class PlainWord(models.Model):
    """A word of a name, small letters."""

    word = models.CharField(max_length=60)
    child = models.ForeignKey(PlainChild, models.CASCADE, related_name="words", db_index=False)

    objects: ClassVar[models.Manager[PlainWord]] = models.Manager()

    class Meta:
        app_label = "desk"
        indexes = [models.Index(fields=["word", "child"], name="bench_plain_word")]


MODELS: list[type[models.Model]] = [PlainChild, PlainCase, PlainWord]


@permit(Permission.CASE_VIEW)
def plain_list(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    form = filter_form(request, user)
    cases = PlainCase.objects.filter(office__in=user.office_ids).select_related("child", "officer")
    shown = page(cases, request.GET, ("-opened_on", "-id"))
    listing.narrowed(user, given(form), timezone.localdate())
    context = {"form": form, "page": shown, "rows": plain_rows(shown.rows), "narrowed": False}
    context["columns"] = shown_columns(listing.COLUMNS, request.GET)
    return render(request, "cases/case_list.html", context)


def plain_rows(cases: list[PlainCase]) -> list[listing.Row]:
    following = listing.next_duties([case.pk for case in cases], timezone.now())
    statuses, safe, risks = listing.words(Status), listing.words(Safe), listing.words(Risk)
    return [
        listing.Row(
            case=case,  # type: ignore[arg-type]  # the yardstick's case has the columns that the page shows
            region=name_of(case.region_code),
            cluster=clusters.CLUSTERS[case.cluster].brief,
            opened=listing.short_date(case.opened_on),
            status=statuses[case.status],
            safe=safe[case.safe_now],
            safe_tone=SAFE_TONES[Safe(case.safe_now)],
            lead="komisi",
            risk=risks[case.risk],
            risk_tone=listing.RISK_TONES[case.risk],
            duty=listing.plain_title(following[case.pk]) if case.pk in following else "",
            due_at=following[case.pk].due_at if case.pk in following else None,
        )
        for case in cases
    ]


@permit(Permission.SEARCH)
def plain_search(request: HttpRequest) -> HttpResponse:
    """Every kind of thing that the real page looks for: children by whole words or a number, their files, complaints of
    the same ids, bodies."""
    user: Any = request.user
    text = request.GET.get("q", "").strip()[:120]
    known = list(children_called(text).filter(office__in=user.office_ids)[:MOST])
    place = {child.pk: n for n, child in enumerate(known)}
    seen = PlainCase.objects.filter(office__in=user.office_ids).select_related("child", "officer")
    seen = seen.order_by("-opened_on", "-id")
    wanted = listing.numbers(text, timezone.localdate())
    numbered = list(seen.filter(number__in=wanted)) if wanted else []
    cases = dict.fromkeys([*numbered, *(list(seen.filter(child__in=place)) if place else [])])
    found = Found(
        cases=list(cases)[:MOST],  # type: ignore[arg-type]  # the yardstick's case has the columns that the page shows
        complaints=list(Complaint.objects.visible_to(user).filter(pk__in=list(place), case=None)),
        agencies=list(Agency.objects.active().matching(text)[:MOST]),
    )
    return render(request, "desk/search.html", {"text": text, "found": found})


def children_called(text: str) -> models.QuerySet[PlainChild]:
    """By a number, or by every word of a name as it is written."""
    if text.isdigit():
        return PlainChild.objects.filter(models.Q(nik=text) | models.Q(phone=text))
    children = PlainChild.objects.all()
    for word in text.lower().split():
        children = children.filter(models.Exists(PlainWord.objects.filter(word=word, child=models.OuterRef("pk"))))
    return children


urlpatterns = [path("berkas/", plain_list, name="plain"), path("cari/", plain_search, name="plain-search"), *desk]
