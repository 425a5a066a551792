"""How a stored code becomes a row of a table: klaster, kabupaten/kota, band of ages. Pure."""

from __future__ import annotations

import re

from suar.casework.cases.clusters import CLUSTERS
from suar.registry.regions import reference

ABH = "ABH"
AGES = ("0-5", "6-12", "13-15", "16-17", "18+", "")
_UPPER = ((5, "0-5"), (12, "6-12"), (15, "13-15"), (17, "16-17"))
_SHORT = re.compile(r"\((\w+)\)$")


def cluster(code: str) -> str:
    """The klaster as the commission's tables print it: its abbreviation where the name carries one, else its name."""
    if code not in CLUSTERS:
        return code
    label = CLUSTERS[code].label
    short = _SHORT.search(label)
    return short[1] if short else label


def clusters() -> list[str]:
    return [cluster(code) for code in CLUSTERS]


def district(code: str) -> str:
    """The kabupaten or kota of a code of any level; empty where it names none of the province's."""
    return code[:5] if code[:5] in DISTRICTS else ""


def age(years: int | None) -> str:
    """Bands of SIMFONI-PPA, the one of 13 to 17 cut in two; empty where nobody knows the age."""
    if years is None:
        return ""
    return next((name for upper, name in _UPPER if years <= upper), "18+")


DISTRICTS = frozenset(code for code, _ in reference.districts())
