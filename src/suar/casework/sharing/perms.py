"""Rows of this room only through these: 404 for what the user may not know."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from suar.casework.cases.perms import get_case
from suar.casework.sharing import gate
from suar.casework.sharing.models import Agreement, Consent, Referral
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.models import User


def get_consent(user: User, consent_id: UUID) -> Consent:
    """With its file, opened."""
    found = Consent.objects.visible_to(user).select_related("by", "withdrawn_by")
    consent = get_object_or_404(found, pk=consent_id)
    consent.case = get_case(user, consent.case_id)
    share_cipher(consent.case, consent)
    return consent


def get_beside(user: User, consent: Consent) -> list[Consent]:
    """The other yeses that stand for the same, of the files that this user may open."""
    found = gate.beside(consent)
    sealed = gate.sealed_to(user, consent.case, found)
    rows = [row for row in found if row.pk not in sealed]
    files = {consent.case_id: consent.case}
    for row in rows:
        row.case = files.get(row.case_id) or files.setdefault(row.case_id, get_case(user, row.case_id))
    return rows


def get_referral(user: User, referral_id: UUID) -> Referral:
    """With its file, opened."""
    whole = ("agency", "agreement", "by", "sent_by", "reviewer", "reviewed_by")
    referral = get_object_or_404(Referral.objects.visible_to(user).select_related(*whole), pk=referral_id)
    referral.case = get_case(user, referral.case_id)
    share_cipher(referral.case, referral)
    return referral


def get_agreement(user: User, agreement_id: UUID) -> Agreement:
    whole = ("office", "agency", "by", "signed_by", "ended_by")
    return get_object_or_404(Agreement.objects.visible_to(user).select_related(*whole), pk=agreement_id)
