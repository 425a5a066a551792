"""Whether what is sealed opens: every data key, and the words of one row of each sealed table. Shows none of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.apps import apps
from tink import TinkError

from suar.core.vault import keys
from suar.core.vault.fields import VaultModel
from suar.core.vault.keyring import keyring
from suar.core.vault.keys import KeyMissing
from suar.core.vault.models import DataKey

DOES_NOT_OPEN = (TinkError, KeyMissing, ValueError)


@dataclass(slots=True)
class Probe:
    """How many data keys opened and how many did not; which sealed tables had a row that opened, and which did not."""

    keys: int = 0
    shut: int = 0
    opened: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not self.shut and not self.unreadable


def probe() -> Probe:
    """Reads only. An erased subject has no key and is no fault."""
    found, wrapping = Probe(), keyring().wrapping()
    for row in DataKey.objects.order_by("pk").iterator(chunk_size=2000):
        try:
            wrapping.decrypt(bytes(row.wrapped), keys.context(row.subject))
            found.keys += 1
        except TinkError:
            found.shut += 1
    for model in apps.get_models():
        if issubclass(model, VaultModel) and model.encrypted_fields():
            _open_one_row(model, found)
    return found


def _open_one_row(model: type[VaultModel], found: Probe) -> None:
    row = model._default_manager.order_by("-pk").first()
    if row is None:
        return
    label = model._meta.label_lower
    try:
        for sealed in row.encrypted_fields():
            getattr(row, sealed.attname)
    except DOES_NOT_OPEN:
        found.unreadable.append(label)
    else:
        found.opened.append(label)
