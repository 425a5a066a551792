"""The lines of our own side, so that a chat tells who asked and who answered."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext

from suar.casework.contacts.models import OurNumber
from suar.casework.contacts.recording import recorded
from suar.core.errors import DomainError, Refused
from suar.core.once import once
from suar.core.vault import keys
from suar.core.vault.models import DataKey
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, require


def add_number(*, by: User, shown_as: str, phone: str = "", our_id: UUID | None = None) -> OurNumber:
    """A line of the office, or one's own. The same `our_id` again adds nothing."""
    require(by, Permission.CONTACT_WORK, by.office.pk)
    if not shown_as.strip():
        raise DomainError(gettext("Tulis nama yang tampil dalam percakapan."))

    def act(pk: UUID) -> OurNumber:
        keys.create(pk)
        row = OurNumber(id=pk, office=by.office, user=by, shown_as=shown_as.strip(), phone=phone.strip())
        with recorded("number_add", by, by.office, pk) as entry:
            entry.add(row)
        return row

    return once(OurNumber.objects.all(), our_id, act, user_id=by.pk)


def remove_number(*, number: OurNumber, by: User) -> None:
    """By whoever added it."""
    require(by, Permission.CONTACT_WORK, number.office_id)
    if number.user_id != by.pk:
        raise Refused(gettext("Hanya yang menambahkannya dapat menghapusnya."))
    pk = number.pk
    with recorded("number_remove", by, number.office, pk) as entry:
        entry.remove(number)
    DataKey.objects.filter(pk=pk).delete()
