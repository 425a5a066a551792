"""A row that goes from state to state by one table, and by no other way."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext

from suar.core.errors import Conflict


class Stateful(models.Model):
    """`transitions`: from each state where it may go; `state_field`: where the state stands."""

    transitions: ClassVar[dict[str, frozenset[str]]] = {}
    state_field: ClassVar[str] = "status"

    class Meta:
        abstract = True

    def move_to(self, state: str) -> None:
        """The only way a state changes; whoever calls saves it. Raises Conflict for a step that is not open from here:
        somebody took it already, or another comes first."""
        if state not in self.transitions[getattr(self, self.state_field)]:
            raise Conflict(self.not_open())
        setattr(self, self.state_field, state)

    def not_open(self) -> str:
        """What whoever pressed is told; a row that can say more says it."""
        return gettext("Langkah ini sudah diambil. Muat ulang halaman untuk melihat keadaannya.")
