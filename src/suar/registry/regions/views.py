"""Regions: the fourteen with their map of tiles, each down to its villages, and the files that an office brings."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from suar.core.errors import DomainError
from suar.registry.accounts.permissions import Permission, allows, permit, signed_in
from suar.registry.regions import actions, perms
from suar.registry.regions.forms import BoundaryForm, PopulationForm, RegionSearch
from suar.registry.regions.models import Boundary, Region

SIDE, GAP = 76, 4  # of a tile, in the units of the drawing
MOST = 50  # results of a search at once


@permit(Permission.REGION_VIEW)
@require_safe
def region_list(request: HttpRequest) -> HttpResponse:
    """Kabupaten and kota, or what a search finds on every level."""
    form = RegionSearch(request.GET)
    text = form.cleaned_data["q"].strip() if form.is_valid() else ""
    user = signed_in(request)
    context: dict[str, Any] = {"filter": form, "text": text, "may_load": allows(user, Permission.SETTINGS)}
    if text:
        context["found"] = Region.objects.matching(text).select_related("parent__parent")[:MOST]
    else:
        regencies = list(Region.objects.regencies().with_counts().with_population())
        context |= {"regencies": regencies, "tiles": tiles(regencies), "size": drawing_size(regencies)}
    template = "regions/region_list.html"
    return render(request, f"{template}#daftar" if request.headers.get("HX-Request") else template, context)


def tiles(regencies: list[Region]) -> list[dict[str, Any]]:
    """Each region's square: where it lies in the drawing."""
    return [
        {"region": region, "x": region.tile_column * (SIDE + GAP), "y": region.tile_row * (SIDE + GAP)}
        for region in regencies
        if region.tile_column is not None and region.tile_row is not None
    ]


def drawing_size(regencies: list[Region]) -> dict[str, int]:
    columns = max((region.tile_column or 0 for region in regencies), default=0) + 1
    rows = max((region.tile_row or 0 for region in regencies), default=0) + 1
    return {"width": columns * (SIDE + GAP) - GAP, "height": rows * (SIDE + GAP) - GAP, "side": SIDE}


@permit(Permission.REGION_VIEW)
@require_safe
def region_detail(request: HttpRequest, region_code: str) -> HttpResponse:
    """One region, its parent and the regions below it."""
    region = perms.get_region(region_code)
    boundary = Boundary.objects.filter(region=region).first()
    return render(
        request,
        "regions/region_detail.html",
        {
            "region": region,
            "above": region.above(),
            "below": Region.objects.below(region.code).with_counts(),
            "boundary": boundary,
        },
    )


@permit(Permission.SETTINGS)
def region_load(request: HttpRequest) -> HttpResponse:
    """Boundaries and population from an office's own files: two forms, one page."""
    user = signed_in(request)
    shapes = BoundaryForm(*sent(request, "boundaries"))
    people = PopulationForm(*sent(request, "population"))
    try:
        if shapes.is_valid():
            count = actions.load_boundaries(
                file=shapes.cleaned_data["boundaries"], source=shapes.cleaned_data["source"], by=user
            )
            messages.success(request, ngettext("%d batas wilayah dimuat.", "%d batas wilayah dimuat.", count) % count)
            return redirect("regions:region-list")
        if people.is_valid():
            count = actions.load_population(file=people.cleaned_data["population"], by=user)
            messages.success(request, ngettext("%d baris penduduk dimuat.", "%d baris penduduk dimuat.", count) % count)
            return redirect("regions:region-list")
    except DomainError as error:
        (shapes if shapes.is_bound else people).add_error(None, error.message)
    loaded = {
        _("Batas wilayah"): Boundary.objects.filter(geometry__isnull=False).count(),
        _("Penduduk"): Boundary.objects.filter(population_male__isnull=False).count(),
    }
    return render(request, "regions/region_load.html", {"shapes": shapes, "people": people, "loaded": loaded.items()})


def sent(request: HttpRequest, name: str) -> tuple[Any, Any]:
    """Data and files for the form whose button was pressed; nothing for the other."""
    pressed = request.method == "POST" and request.POST.get("berkas") == name
    return (request.POST, request.FILES) if pressed else (None, None)
