"""Whoever is named as the receiver of something about a child is compared with those who must not have it: from whom
its file is withheld, and whom it reports. Whom only apps above a file know: they say so when they are ready."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from suar.casework.children.merges import each_child
from suar.casework.children.names import compare
from suar.casework.conflicts.models import Withholding
from suar.core.errors import DomainError

type Reported = Callable[[Collection[UUID]], Iterable[str]]

_sources: list[Reported] = []


def ask(source: Reported) -> None:
    """Gives the names that are reported about these subjects. Twice is as good as once."""
    if source not in _sources:
        _sources.append(source)


def require_named(name: str, subjects: Iterable[UUID]) -> None:
    """Raises DomainError where the name may be one of theirs, in whichever file of each child; in the same words for
    all, for they tell nobody's conflict to whoever types a name to see."""
    files = set[UUID]().union(*each_child(set(subjects)).values())
    shut = Withholding.objects.standing().filter(subject__in=files, user__isnull=False).order_by()
    known = {*shut.values_list("user__name", flat=True), *(one for source in _sources for one in source(files))}
    if any(compare(name, one).verdict != "different" for one in known if one.strip()):
        raise DomainError(
            _(
                "Nama ini mirip nama orang yang disebut dalam perkara anak ini, atau yang tidak boleh mengetahuinya. "
                "Pilih penerima lain; bila memang orang lain, tulis jabatannya."
            )
        )
