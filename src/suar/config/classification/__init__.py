"""Every stored field and what it may tell, in one place. Masking, export, erasure and study copies go by this table;
a test fails on a field that is not in it.

PUBLIC    anyone may know it
INTERNAL  codes, dates, office-holders, sealed technical values: names no child, no family, no complainant
PERSONAL  about a complainant, kin or another private person: sealed
CHILD     about a child: sealed"""

from __future__ import annotations

from suar.config.classification.arriving import ARRIVING
from suar.config.classification.classes import Class
from suar.config.classification.files import FILES
from suar.config.classification.house import HOUSE

CLASSIFICATION: dict[str, dict[str, Class]] = {**HOUSE, **FILES, **ARRIVING}

__all__ = ["CLASSIFICATION", "Class"]
