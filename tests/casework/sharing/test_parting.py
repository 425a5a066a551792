"""Two files that were read as one child's, taken apart again: what had left on the yes of the other child."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from suar.casework.cases.models import Case
from suar.casework.children import actions as children
from suar.casework.children.models import Merge
from suar.casework.duties.models import Duty, DutyNote
from suar.casework.sharing import actions, perms
from suar.casework.sharing.models import Referral
from suar.core.errors import Conflict
from suar.registry.accounts.models import Role, User
from suar.registry.agencies.models import Agency
from tests.casework.children.builders import a_merge
from tests.casework.sharing.ground import a_consent, a_referral, a_signed_agreement, today, verbs
from tests.desk.pages import signed_in, text_of
from tests.factories import a_case, a_user, an_agency, an_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return an_officer()


@pytest.fixture
def ketua(officer: User) -> User:
    return a_user(Role.KETUA, officer.office)


def telling(case: Case) -> list[str]:
    return list(Duty.objects.filter(kind="withdrawal_tell", case_id=case.pk).values_list("status", flat=True))


def sent_on_the_other(officer: User, ketua: User, **own: Any) -> tuple[Case, Referral, Merge, Agency]:
    """The file in which the yes stands, what left from its twin on it, and their merge. `own`: what was said in the
    twin's own file, too."""
    agency, asked, twin = an_agency(), a_case(officer), a_case(officer)
    merge = a_merge(asked.child, twin.child, ketua)
    a_signed_agreement(officer, agency)
    a_consent(asked, officer, agency)
    if own:
        a_consent(twin, officer, agency, **own)
    referral = actions.send(referral=a_referral(twin, officer, agency), by=officer, how="courier")
    return asked, referral, merge, agency


def taken_back(case: Case, officer: User) -> None:
    consent = perms.get_consent(officer, case.consents.get().pk)
    actions.withdraw(consent=consent, by=officer, on=today(), who="Anak", why="Takut.")


def apart(merge: Merge, ketua: User) -> None:
    children.separate(merge=Merge.objects.get(pk=merge.pk), why="Ternyata sepupunya.", by=ketua)


def tell(referral: Referral, officer: User) -> None:
    actions.tell(referral=perms.get_referral(officer, referral.pk), by=officer)


@pytest.mark.parametrize("withdrawn", [True, False])
def test_the_receiver_of_what_left_on_the_other_childs_yes_is_to_be_told(
    officer: User, ketua: User, withdrawn: bool
) -> None:
    asked, referral, merge, _agency = sent_on_the_other(officer, ketua)
    if withdrawn:
        taken_back(asked, officer)
        assert telling(asked) == ["open"]
    apart(merge, ketua)
    assert telling(asked) == (["cancelled"] if withdrawn else []), "nothing of this child's had left"
    assert telling(referral.case) == ["open"]
    tab = reverse("sharing:case-sharing", args=[referral.case_id])
    assert "persetujuannya ternyata dari anak lain" in text_of(signed_in(officer), tab)
    assert asked.number not in text_of(signed_in(officer), reverse("sharing:referral-detail", args=[referral.pk]))
    tell(referral, officer)
    assert telling(referral.case) == ["done"]
    with pytest.raises(Conflict):
        tell(referral, officer)
    assert verbs("referral.lose", "referral.tell") == ["referral.lose_consent", "referral.tell"]


def test_why_nobody_owes_it_any_more_is_written_beside_the_duty(officer: User, ketua: User) -> None:
    asked, _referral, merge, _agency = sent_on_the_other(officer, ketua)
    taken_back(asked, officer)
    apart(merge, ketua)
    note = DutyNote.objects.get(duty__kind="withdrawal_tell", duty__case_id=asked.pk)
    assert (note.step, note.text) == (
        "cancel",
        "Berkas dilepas dari gabungan: tidak ada lagi penerima yang diberi tahu.",
    )


@pytest.mark.parametrize(
    ("own", "lost"),
    [
        ({"form": "written"}, False),
        ({"whose": "caregiver", "giver": "caregiver"}, True),
        ({"purposes": ["keeping"]}, True),
    ],
)
def test_what_had_a_yes_of_its_own_lost_nothing(officer: User, ketua: User, own: dict[str, Any], lost: bool) -> None:
    _asked, referral, merge, _agency = sent_on_the_other(officer, ketua, **own)
    apart(merge, ketua)
    assert (Referral.objects.get(pk=referral.pk).consent_lost_at is not None) is lost
    assert telling(referral.case) == (["open"] if lost else [])


def test_what_is_left_to_be_told_stays_owed_in_the_file_from_which_it_left(officer: User, ketua: User) -> None:
    asked, _referral, merge, agency = sent_on_the_other(officer, ketua, form="written")
    mine = actions.send(referral=a_referral(asked, officer, agency), by=officer, how="courier")
    taken_back(asked, officer)
    apart(merge, ketua)
    assert telling(asked) == ["open"]
    tell(mine, officer)
    assert telling(asked) == ["done"]
