"""Statements about a child, made through the actions."""

from __future__ import annotations

from suar.casework.children import actions
from suar.casework.children.models import Child, Circumstance, Merge
from suar.registry.accounts.models import User
from tests.factories import a_child, a_user, an_officer


def a_circumstance(child: Child | None = None, by: User | None = None, **facts: object) -> Circumstance:
    """One that stands: a risk factor unless told."""
    by = by or an_officer()
    given = {"sort": "risk", "codes": ["need"], "source": "family", **facts}
    return actions.note(child=child or a_child(by), by=by, **given)[0]  # type: ignore[arg-type]  # of several kinds


def a_merge(child: Child | None = None, other: Child | None = None, by: User | None = None) -> Merge:
    """Two files of one child, of the office of a Ketua."""
    by = by or a_user()
    return actions.merge(child=child or a_child(by), other=other or a_child(by), why="NIK sama.", by=by)
