"""Who leads the file, from a day on."""

from __future__ import annotations

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases.alongside import Change, went_along
from suar.casework.cases.models import Case
from suar.casework.cases.perms import require_open
from suar.casework.cases.recording import add, recorded, row_of
from suar.casework.conflicts.withheld import require_receiver
from suar.casework.leading import owed
from suar.casework.leading.models import Lead
from suar.core.errors import DomainError
from suar.core.ledger.actors import Actor
from suar.core.vault.fields import share_cipher
from suar.registry.agencies.models import Agency


def name_lead(
    *, case: Case, agency: Agency | None, why: str, by: Actor, contact: str = "", since: date | None = None
) -> Lead:
    """This body leads the file; without one, the commission. What the lead owes goes along. For the body that leads
    already, another contact is written down.

    Raises DomainError, Conflict for an old version of the file, Refused for one that is closed."""
    require_open(case, by)
    since = since or timezone.localdate()
    require_receiver(agency, case.child_id)
    same = case.lead_id == (agency.pk if agency else None)
    _check(case, agency, why, contact, since, same=same)
    row = Lead(**row_of(case, by), agency=agency, since=since, why=why.strip(), contact=contact.strip())
    with recorded("leading.name_lead", case, by, agency=agency.pk if agency else None) as entry:
        elsewhere, case.lead = not case.is_led_here, agency
        entry.change(case)
        add(entry, case, row)
        if not same:
            owed.pass_on(case, since, by, elsewhere=elsewhere)
            went_along(Change.LEAD, case, by, row.at)
    return row


def _check(case: Case, agency: Agency | None, why: str, contact: str, since: date, *, same: bool) -> None:
    if agency is not None and not agency.active:
        raise DomainError(_("Lembaga ini tidak aktif lagi. Pilih lembaga lain."))
    if not why.strip():
        raise DomainError(_("Tulis mengapa lembaga ini yang memimpin."))
    if since > timezone.localdate():
        raise DomainError(_("Harinya belum tiba. Tetapkan pemimpin pada hari ia mulai memimpin."))
    last = Lead.objects.filter(case=case).order_by("-at", "-id").first()
    if last is not None and since < last.since:
        raise DomainError(_("Tanggal ini sebelum pemimpin yang sekarang mulai memimpin. Periksa tanggalnya."))
    if agency is not None and not contact.strip():
        raise DomainError(_("Tulis siapa narahubungnya di lembaga itu."))
    if same and (agency is None or last is None or contact.strip() == _contact(case, last)):
        raise DomainError(_("Ini yang memimpin sekarang. Tidak ada yang berubah."))


def _contact(case: Case, last: Lead) -> str:
    share_cipher(case, last)
    return str(last.contact)
