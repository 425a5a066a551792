"""Reads a boundary file that an office brings: GeoJSON (RFC 7946), WGS84, one feature a district, `code` in its
properties. Pure: no database."""

from __future__ import annotations

import json
from collections.abc import Set
from itertools import pairwise
from typing import IO, Any

from django.utils.translation import gettext as _

from suar.core.errors import DomainError

LARGEST = 20 * 1024 * 1024  # bytes


class FileError(DomainError):
    """The file cannot be taken; the message names the place and what is wrong there."""


def read(file: IO[bytes], known: Set[str]) -> dict[str, dict[str, Any]]:
    """Geometry by Kemendagri code. Raises FileError; `known` are the codes that may appear."""
    features = _features(file)
    found: dict[str, dict[str, Any]] = {}
    for number, feature in enumerate(features, start=1):
        code = _code(feature, number)
        if code not in known:
            raise FileError(
                _("Unsur ke-%(number)d: kode %(code)s bukan kabupaten/kota di sini. Kode BPS tidak dapat dipakai.")
                % {"number": number, "code": code}
            )
        if code in found:
            raise FileError(_("Unsur ke-%(number)d: kode %(code)s muncul dua kali.") % {"number": number, "code": code})
        geometry = feature.get("geometry")
        if not _is_area(geometry):
            raise FileError(
                _("Unsur ke-%(number)d (%(code)s): batasnya bukan Polygon atau MultiPolygon tertutup dalam derajat.")
                % {"number": number, "code": code}
            )
        found[code] = geometry
    return found


def _features(file: IO[bytes]) -> list[Any]:
    content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise FileError(_("Berkas batas wilayah lebih dari 20 MB. Sederhanakan dulu garisnya."))
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        raise FileError(_("Berkas ini bukan GeoJSON yang dapat dibaca.")) from None
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list) or not features:
        raise FileError(_("Berkas ini tidak berisi FeatureCollection."))
    return features


def _code(feature: Any, number: int) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    code = properties.get("code") if isinstance(properties, dict) else None
    if not isinstance(code, str):
        raise FileError(_("Unsur ke-%(number)d tidak memuat “code” berupa kode Kemendagri.") % {"number": number})
    return code


def _is_area(geometry: Any) -> bool:
    if not isinstance(geometry, dict) or not isinstance(geometry.get("coordinates"), list):
        return False
    kind, coordinates = geometry.get("type"), geometry["coordinates"]
    parts = [coordinates] if kind == "Polygon" else coordinates if kind == "MultiPolygon" else []
    return bool(parts) and all(
        isinstance(part, list) and bool(part) and all(_is_ring(ring) for ring in part) for part in parts
    )


def _is_ring(ring: Any) -> bool:
    """Closed, at least four points, not all the same, within the degrees of the globe."""
    if not isinstance(ring, list) or len(ring) < 4 or ring[0] != ring[-1]:
        return False
    return all(_is_point(point) for point in ring) and any(a != b for a, b in pairwise(ring))


def _is_point(point: Any) -> bool:
    return (
        isinstance(point, list)
        and len(point) in {2, 3}
        and all(isinstance(value, int | float) and not isinstance(value, bool) for value in point)
        and -180 <= point[0] <= 180
        and -90 <= point[1] <= 90
    )
