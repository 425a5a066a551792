"""What there is an alarm for. Each app declares its own in its `alarm_kinds.py`: KINDS, a tuple of `Kind`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext_lazy as _

MAIL = _("Ada alarm di Suar. Buka Suar.")


class Audience(StrEnum):
    """Who is told: a permission of the one table (`registry/accounts/permissions.py`), by its name there."""

    HOUSE = "alarm.house"  # machines, copies, keys
    LEADERS = "alarm.leaders"  # who read or did what
    KETUA = "alarm.ketua"  # what the Ketua looks into
    WAKIL = "alarm.wakil"  # what the Wakil does in the place of the Ketua
    DUTY = "alarm.duty"  # complaints that wait


@dataclass(frozen=True, slots=True)
class Kind:
    """`words` say what is wrong, `advice` what to do next, `mail` all that an e-mail says: it is read on locked
    screens. `by_hand`: a person closes it when it was looked into; the others close when what was wrong is over.
    `page`: the name of the page where it is looked into."""

    code: str
    words: Any
    advice: Any
    audience: Audience
    mail: Any = MAIL
    by_hand: bool = False
    mailed: bool = True
    page: str = ""


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by its code. Raises ValueError where two apps declare the same."""
    found: dict[str, Kind] = {}
    for app in apps.get_app_configs():
        if app.module and module_has_submodule(app.module, "alarm_kinds"):
            for kind in import_module(f"{app.name}.alarm_kinds").KINDS:
                if kind.code in found:
                    raise ValueError(f"The alarm {kind.code} is declared twice.")
                found[kind.code] = kind
    return found


def kind_of(code: str) -> Kind:
    """Raises ValueError for a kind that no app declares."""
    if code not in kinds():
        raise ValueError(f"No app declares the alarm {code!r}: name it in its alarm_kinds.py.")
    return kinds()[code]


def heard_by(audiences: Iterable[str]) -> list[str]:
    """The codes of the kinds that these audiences are told of, in the order of declaration."""
    told = set(audiences)
    return [code for code, kind in kinds().items() if kind.audience in told]
