"""When words name somebody of a body, and when the body alone."""

from __future__ import annotations

import pytest

from suar.registry.agencies.models import Agency
from suar.registry.agencies.rules import is_named

BODY = Agency(name="RSUD dr. Soedarso Kota Contoh", short_name="RSUD Soedarso")
OFFICE = Agency(name="Kantor Imigrasi Contoh", short_name="Imigrasi Contoh")


@pytest.mark.parametrize(
    "text", ["Ibu Sari", "Direktur RSUD Soedarso", "Petugas piket RSUD Soedarso", "Kepala Bagian Umum", "Bagian Umum"]
)
def test_a_person_or_an_office_holder_is_named(text: str) -> None:
    assert is_named(text, BODY)


@pytest.mark.parametrize(
    "text",
    ["", " ", "RSUD Soedarso", "r.s.u.d. soedarso", "RSUD DR SOEDARSO KOTA CONTOH", "Yth. Pimpinan RSUD Soedarso",
     "Kepada Bapak/Ibu Pimpinan RSUD dr. Soedarso, Kota Contoh", "Pimpinan", "Bapak/Ibu"],
)  # fmt: skip
def test_the_body_however_it_is_spelled_is_nobody(text: str) -> None:
    assert not is_named(text, BODY)


@pytest.mark.parametrize("text", ["Kantor Imigrasi Contoh", "Pimpinan Kantor Imigrasi Contoh", "Imigrasi Contoh"])
def test_what_stands_before_is_looked_past_in_the_name_too(text: str) -> None:
    assert not is_named(text, OFFICE)
