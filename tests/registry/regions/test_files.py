"""Boundary and population files that an office brings: invented ones, good and bad."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from suar.registry.regions import boundary_file, population_file
from suar.registry.regions.boundary_file import FileError

KNOWN = {"61.01", "61.71"}
SQUARE = [[[109.0, 1.0], [109.5, 1.0], [109.5, 1.5], [109.0, 1.0]]]
HEAD = "code,male,female,total,children_0_17,reference_date,source\n"


def feature(code: Any = "61.01", geometry: Any = None) -> dict[str, Any]:
    shape = {"type": "Polygon", "coordinates": SQUARE} if geometry is None else geometry
    return {"type": "Feature", "properties": {"code": code}, "geometry": shape}


def collection(*features: Any) -> io.BytesIO:
    return io.BytesIO(json.dumps({"type": "FeatureCollection", "features": list(features)}).encode())


def test_boundaries_are_read_by_code() -> None:
    many = {"type": "MultiPolygon", "coordinates": [SQUARE, SQUARE]}
    found = boundary_file.read(collection(feature(), feature("61.71", many)), KNOWN)
    assert found == {"61.01": {"type": "Polygon", "coordinates": SQUARE}, "61.71": many}


@pytest.mark.parametrize(
    ("features", "words"),
    [
        ([feature("6101")], "Unsur ke-1"),
        ([feature(), feature()], "dua kali"),
        ([feature(), feature(None)], "Unsur ke-2"),
        (["x"], "code"),
        ([feature(geometry={"type": "Point", "coordinates": [1, 2]})], "bukan Polygon"),
        ([feature(geometry={"type": "Polygon", "coordinates": []})], "bukan Polygon"),
        ([feature(geometry={"type": "Polygon", "coordinates": [SQUARE[0][:3]]})], "bukan Polygon"),
        (
            [feature(geometry={"type": "Polygon", "coordinates": [[[200, 1], [1, 1], [1, 2], [200, 1]]]})],
            "bukan Polygon",
        ),
        ([feature(geometry={"type": "Polygon", "coordinates": [[[1, 1]] * 4]})], "bukan Polygon"),
        (
            [feature(geometry={"type": "Polygon", "coordinates": [[["1", 1], [2, 1], [2, 2], ["1", 1]]]})],
            "bukan Polygon",
        ),
        ([feature(geometry={"type": ["Polygon"], "coordinates": SQUARE})], "bukan Polygon"),
        ([], "FeatureCollection"),
    ],
)
def test_a_bad_boundary_is_named(features: list[Any], words: str) -> None:
    with pytest.raises(FileError, match=words):
        boundary_file.read(collection(*features), KNOWN)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"[]", b'{"features": 3}', b"null"])
def test_what_is_no_geojson_is_refused(content: bytes) -> None:
    with pytest.raises(FileError):
        boundary_file.read(io.BytesIO(content), KNOWN)


def test_a_file_too_large_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boundary_file, "LARGEST", 10)
    monkeypatch.setattr(population_file, "LARGEST", 10)
    with pytest.raises(FileError, match="20 MB"):
        boundary_file.read(collection(feature()), KNOWN)
    with pytest.raises(FileError, match="2 MB"):
        population_file.read(io.BytesIO(HEAD.encode()), KNOWN)


def people(*rows: str, head: str = HEAD) -> io.BytesIO:
    return io.BytesIO(("﻿" + head + "\n".join(rows)).encode())


def test_population_is_read_with_and_without_children() -> None:
    first, second = population_file.read(people("61.01,10,11,21,7,2024-12-31,Contoh", "61.71,5,5,,,2024-12-31,"), KNOWN)
    assert (first.male, first.female, first.children_0_17, first.source) == (10, 11, 7, "Contoh")
    assert (second.code, second.children_0_17) == ("61.71", None)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("6101,1,1,2,,2024-12-31,", "Baris 2: kolom code"),
        ("61.01,1.000,1,,,2024-12-31,", "Baris 2: kolom male"),
        ("61.01,1,-1,,,2024-12-31,", "Baris 2: kolom female"),
        ("61.01,1,1,3,,2024-12-31,", "Baris 2: kolom total"),
        ("61.01,1,1,2,3,2024-12-31,", "Baris 2: kolom children_0_17"),
        ("61.01,1,1,2,,31-12-2024,", "Baris 2: kolom reference_date"),
        ("61.01,١,1,,,2024-12-31,", "Baris 2: kolom male"),
        ("61.01,99999999999999999999,1,,,2024-12-31,", "Baris 2: kolom male"),
        ("61.01", "Baris 2: kolom male"),
    ],
)
def test_a_bad_row_is_named_by_number_and_column(row: str, words: str) -> None:
    with pytest.raises(FileError, match=words):
        population_file.read(people(row), KNOWN)


def test_a_region_that_appears_twice_is_refused() -> None:
    row = "61.01,1,1,2,,2024-12-31,"
    with pytest.raises(FileError, match="Baris 3: kolom code: 61.01 muncul dua kali"):
        population_file.read(people(row, row), KNOWN)


def test_of_many_bad_rows_the_first_are_shown_and_the_rest_counted() -> None:
    with pytest.raises(FileError, match="dan 3 baris lain") as error:
        population_file.read(people(*["x,1,1,,,2024-12-31,"] * 8), KNOWN)
    assert error.value.message.count("Baris ") == population_file.SHOWN


def test_missing_columns_are_named_and_an_empty_file_says_so() -> None:
    with pytest.raises(FileError, match="female, reference_date"):
        population_file.read(people(head="code,male\n"), KNOWN)
    with pytest.raises(FileError, match="baris data"):
        population_file.read(people(), KNOWN)
    with pytest.raises(FileError, match="code, male, female"):
        population_file.read(io.BytesIO(b""), KNOWN)


@given(st.binary(max_size=200))
@example(b"\r\x01")  # a line that ends as on an old Macintosh
def test_no_file_whatever_breaks_the_readers(content: bytes) -> None:
    for read in (boundary_file.read, population_file.read):
        with pytest.raises(FileError):
            read(io.BytesIO(content), KNOWN)
