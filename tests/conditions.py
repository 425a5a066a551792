"""The four conditions of a hand-over, each met."""

from __future__ import annotations

from suar.casework.complaints.rules import CONDITIONS, YES

MET = {one.code: YES for one in CONDITIONS}
