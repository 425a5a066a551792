"""The one word by which a file is withheld: every `visible_to` of the desk ends with it.

It stands in the statement that reads the rows, not before it: a list that was asked for while a complaint arrived shows
both the complaint and who may not see it, or neither."""

from __future__ import annotations

from string import hexdigits
from typing import Any, Self

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Replace
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from suar.casework.conflicts.models import Declaration, Origin, Withholding
from suar.core.errors import DomainError, Refused
from suar.core.ledger.actors import Actor
from suar.core.ledger.models import LedgeredModel, LedgeredQuerySet
from suar.registry.accounts.models import User
from suar.registry.agencies.models import Agency

UUID_DIGITS = 32


def subjects_withheld_from(user: User) -> QuerySet[Any, Any]:
    """The subjects, for `IN (…)`: one look into a small index, once a statement."""
    return Withholding.objects.standing().against(user).order_by().values("subject")


def arrivals_withheld_from(user: User) -> QuerySet[Any, Any]:
    """The same files under the subject they arrived with: what the ledger calls them in its first entries."""
    return Withholding.objects.standing().against(user).order_by().values("began_as")


PASSED_ON = _(
    "Tersimpan. Ada nama yang mungkin Anda kenal, jadi pimpinan yang melanjutkan. Bila itu orang lain, pimpinan "
    "mengembalikannya kepada Anda."
)


class WithheldQuerySet[M: LedgeredModel](LedgeredQuerySet[M]):
    """Rows about a subject, of which some may not be seen by everyone of the office."""

    def not_withheld_from(self, user: User, subject: str = "subject") -> Self:
        """Without what is withheld from this user. `subject` is where a row names whose file it belongs to."""
        return self.exclude(**{f"{subject}__in": subjects_withheld_from(user)})


def is_withheld(user: User, subject: Any) -> bool:
    return Withholding.objects.standing().about(subject).against(user).exists()


def not_yours() -> Refused:
    return Refused(gettext("Ini tidak ada, atau bukan untuk Anda."))


def require_free(by: Actor, subject: Any) -> None:
    """Whoever acts on a file, whatever surface called: a page that was open already, a list, a form sent again. Raises
    Refused, in words that tell nothing."""
    if isinstance(by, User) and is_withheld(by, subject):
        raise not_yours()


def require_holder(officer: User | None, subject: Any) -> None:
    """Nobody is given what is withheld from them. Raises DomainError."""
    if officer and is_withheld(officer, subject):
        raise DomainError(gettext("Petugas ini tidak dapat memegangnya. Pilih petugas lain."))


def require_receiver(agency: Agency | None, *subjects: Any) -> None:
    """Nothing of a file is asked of, or given to, an agency from which it is withheld whole. Raises DomainError."""
    if agency and Withholding.objects.standing().filter(subject__in=subjects, agency=agency).exists():
        raise DomainError(gettext("Lembaga ini tidak dapat menerimanya. Pilih lembaga lain, atau minta pimpinan."))


def from_its_agency() -> Exists:
    """Of rows with a subject and an agency: whether the one is withheld from the whole other."""
    return Exists(Withholding.objects.standing().filter(agency=OuterRef("agency"), subject=OuterRef("subject")))


def mentions(user: User) -> Q:
    """Rows of the ledger about what is withheld from this user. That somebody read the user's own declaration is one:
    it is opened where a file may name those in it."""
    own = Declaration.objects.filter(user=user).order_by().values("pk")
    about = Q(subject__in=subjects_withheld_from(user)) | Q(subject__in=arrivals_withheld_from(user))
    return about | Q(verb="read.declaration", subject__in=own)


class Veil:
    """What alarms ask: which of them this user may not hear of, and who may not hear of this one."""

    def hidden_from(self, user: User) -> QuerySet[Any, Any]:
        """Subjects as an alarm writes them."""
        return Withholding.objects.standing().against(user).order_by().values("code")

    def deaf_to(self, subject: str) -> QuerySet[Any, Any]:
        """Users, by key, who may not be told of this subject."""
        return User.objects.filter(self._kept_from(subject)).values("pk")

    def _kept_from(self, subject: str) -> Q:
        rows = Withholding.objects.standing().filter(code=subject)
        return Q(pk__in=rows.filter(user__isnull=False).values("user")) | Q(
            appointments__agency__in=rows.filter(agency__isnull=False).values("agency")
        )


class HandVeil:
    """Of alarms about what a leader withheld by hand: neither that leader hears them nor from whom the file is
    withheld. They bear the withholding's own id, for whoever hears them is not told which file."""

    def hidden_from(self, user: User) -> QuerySet[Any, Any]:
        rows = Withholding.objects.filter(origin=Origin.LEADER)
        rows = rows.filter(Q(by=user) | Q(subject__in=subjects_withheld_from(user)))
        plain = Replace(Cast("pk", CharField()), Value("-"), Value(""))
        return rows.order_by().values_list(plain)

    def deaf_to(self, subject: str) -> QuerySet[Any, Any]:
        row = Withholding.objects.filter(origin=Origin.LEADER, pk=subject).first() if _is_id(subject) else None
        if row is None:
            return User.objects.none()
        return User.objects.filter(Q(pk=row.by_id) | Q(pk__in=veil.deaf_to(row.code))).values("pk")


def _is_id(text: str) -> bool:
    return len(text) == UUID_DIGITS and all(digit in hexdigits for digit in text)


veil, hand_veil = Veil(), HandVeil()
