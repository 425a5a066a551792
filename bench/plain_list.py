"""The yardstick of the case list: the same page over the same rows with the names in clear, no key and no record."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone

from suar.casework.cases import clusters, listing
from suar.casework.cases.models import Kind, Risk, Safe, Status
from suar.casework.cases.views.listing import filter_form, given
from suar.casework.children.rules import initials
from suar.config.urls.desk import urlpatterns as desk
from suar.core.ui.paging import page
from suar.registry.accounts.models import Office, User
from suar.registry.accounts.permissions import Permission, permit
from suar.registry.regions.reference import name_of


class PlainChild(models.Model):
    """Only what the list shows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(max_length=120)

    objects = models.Manager()

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

    objects = models.Manager()

    class Meta:
        app_label = "desk"
        indexes = [models.Index(fields=["office", "opened_on", "id"], name="bench_plain_opened")]


@permit(Permission.CASE_VIEW)
def plain_list(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    form = filter_form(request, user)
    cases = PlainCase.objects.filter(office__in=user.office_ids).select_related("child", "officer")
    shown = page(cases, request.GET, ("-opened_on", "-id"))
    following = listing.next_duties([case.pk for case in shown.rows])
    rows = [
        listing.Row(
            case=case,  # type: ignore[arg-type]  # the yardstick's case has the columns that the page shows
            region=name_of(case.region_code),
            cluster=clusters.CLUSTERS[case.cluster].short,
            opened=listing.short_date(case.opened_on),
            status="terbuka",
            safe="ya",
            safe_tone="green",
            risk="tinggi",
            risk_tone="red",
            duty=listing.plain_title(following[case.pk]),
            due_at=following[case.pk].due_at,
        )
        for case in shown.rows
    ]
    listing.narrowed(user, given(form), timezone.localdate())
    return render(request, "cases/case_list.html", {"form": form, "page": shown, "rows": rows, "narrowed": False})


urlpatterns = [path("berkas/", plain_list, name="plain"), *desk]
