"""Loading the regions of the decree, and what an office adds from files of its own."""

from __future__ import annotations

from typing import IO

from django.utils import timezone

from suar.core import ledger
from suar.core.ledger.actors import Actor
from suar.registry.accounts.permissions import Permission, require
from suar.registry.regions import boundary_file, population_file, reference
from suar.registry.regions.models import Boundary, Region

FIELDS = ("name", "short_name", "level", "parent_id", "bps_code", "tile_column", "tile_row")


def load_regions(*, by: Actor) -> int:
    """Bring the table to the decree's list. Returns how many rows were new or changed; a second run changes none."""
    require(by, Permission.SETTINGS)
    stored = {row[0]: row[1:] for row in Region.objects.values_list("code", *FIELDS)}
    rows = [row for row in map(_region, reference.places().values()) if stored.get(row.code) != _values(row)]
    if rows:
        with ledger.record("region.load", by=by, data={"rows": len(rows)}):
            Region.objects.bulk_create(
                rows, update_conflicts=True, unique_fields=["code"], update_fields=[*FIELDS], batch_size=500
            )
    return len(rows)


def load_boundaries(*, file: IO[bytes], by: Actor, source: str = "") -> int:
    """Boundaries of kabupaten and kota from GeoJSON, all or none. Returns how many. Raises FileError."""
    require(by, Permission.SETTINGS)
    known = set(Region.objects.regencies().values_list("code", flat=True))
    found = boundary_file.read(file, known)
    now = timezone.now()
    rows = [
        Boundary(region_id=code, geometry=shape, source=source[:240], loaded_at=now) for code, shape in found.items()
    ]
    with ledger.record("region.load_boundaries", by=by, data={"codes": sorted(found)}):
        _store(rows, ["geometry", "source", "loaded_at"] if source else ["geometry", "loaded_at"])
    return len(rows)


def load_population(*, file: IO[bytes], by: Actor) -> int:
    """People by sex, and children where the file has them, from CSV, all or none. Returns how many; or FileError."""
    require(by, Permission.SETTINGS)
    known = {reference.PROVINCE, *Region.objects.regencies().values_list("code", flat=True)}
    found = population_file.read(file, known)
    now = timezone.now()
    rows = [
        Boundary(
            region_id=row.code,
            population_male=row.male,
            population_female=row.female,
            children_0_17=row.children_0_17,
            reference_date=row.reference_date,
            population_source=row.source,
            loaded_at=now,
        )
        for row in found
    ]
    names = [
        "population_male",
        "population_female",
        "children_0_17",
        "reference_date",
        "population_source",
        "loaded_at",
    ]
    with ledger.record("region.load_population", by=by, data={"codes": sorted(row.code for row in found)}):
        _store(rows, names)
    return len(rows)


def _store(rows: list[Boundary], names: list[str]) -> None:
    Boundary.objects.bulk_create(rows, update_conflicts=True, unique_fields=["region"], update_fields=names)


def _region(place: reference.Place) -> Region:
    return Region(
        code=place.code,
        name=place.name,
        short_name=place.short_name,
        level=place.level,
        parent_id=place.parent or None,
        bps_code=place.bps_code,
        tile_column=place.tile_column,
        tile_row=place.tile_row,
    )


def _values(row: Region) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in FIELDS)
