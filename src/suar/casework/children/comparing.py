"""What a child's own data say, as they are compared with the people of the house."""

from __future__ import annotations

from suar.casework.children.models import Child
from suar.casework.conflicts import actions as conflicts
from suar.casework.conflicts.rules import Heard

NAMING = frozenset({"name", "other_names", "guardian"})
"""Fields in which somebody may be named: a change of them is compared anew."""


def compare(child: Child) -> None:
    """In the transaction that writes the child down."""
    heard = heard_of(child)
    if heard.names:
        conflicts.compare(subject=child.pk, office=child.office, heard=heard)


def heard_of(child: Child) -> Heard:
    """Of an opened child."""
    names = {"child": child.name, "other_names": child.other_names, "guardian": child.guardian}
    return Heard({name: text for name, text in names.items() if text}, {}, " ".join((child.address, child.school)))
