"""How great the danger is: a level counts at once unless it is lower; then a second person agrees."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.cases import ages, promises, rules
from suar.casework.cases.actions.work import learn_danger
from suar.casework.cases.alongside import Change, went_along
from suar.casework.cases.models import (
    Case,
    Risk,
    RiskAssessment,
    Safe,
)
from suar.casework.cases.perms import (
    require_open,
)
from suar.casework.cases.recording import add, recorded, row_of
from suar.core.errors import Conflict
from suar.core.ledger.actors import Actor
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.handing import must_be_two
from suar.registry.accounts.models import User
from suar.registry.accounts.permissions import Permission, require


def assess_risk(*, case: Case, answers: Mapping[str, str], by: Actor, heard: bool = True) -> RiskAssessment:
    """A level with its reasons. It counts at once when it is not lower; a lower one waits for a second person. What it
    says of danger the file says, too; `heard`: not of what somebody else tells the file already."""
    require_open(case, by)
    tool = rules.instrument(timezone.localdate())
    last = _latest_assessment(case)
    found = tool.assess(rules.carry(last.answers if last else None, answers), ages.now(case))
    row = RiskAssessment(
        **row_of(case, by), instrument=tool.id, answers=found.answers, level=found.level, reasons=found.stored_reasons
    )
    first, rose = case.risk == Risk.UNKNOWN, rules.RANK[found.level] > rules.RANK[case.risk]
    standing = _standing(case)
    with transaction.atomic():
        with recorded("case.assess_risk", case, by, level=found.level, instrument=tool.id) as entry:
            add(entry, case, row)
            if found.level not in {case.risk, Risk.UNKNOWN} and not rules.is_lower(found.level, standing):
                case.risk = found.level
                entry.change(case)
                if first:
                    promises.know_risk(case, by)
                elif rose:
                    promises.follow_risk(case, by, row.at)
                went_along(Change.RISK, case, by, row.at)
        if heard and _is_news(case, answers):
            learn_danger(case=case, by=by)  # an entry of its own, after the other: both change the file
    return row


def _is_news(case: Case, answers: Mapping[str, str]) -> bool:
    """Whether it says that the child is not safe. That it has no safe place the form repeats after the file itself."""
    said = rules.grave(answers)
    return rules.DANGER_NOW in said or (bool(said) and case.safe_now != Safe.NO)


def confirm_risk(*, assessment: RiskAssessment, by: Actor) -> Case:
    """The second person agrees with a lower level. Only the latest assessment can be confirmed."""
    case = assessment.case
    require_open(case, by)
    require(by, Permission.CASE_CLOSE, case.office_id)
    must_be_two(by, assessment.by, _("Menurunkan risiko perlu orang kedua. Minta komisioner lain membaca alasannya."))
    latest = _latest_assessment(case)
    if assessment.confirmed_by_id or latest is None or latest.pk != assessment.pk:
        raise Conflict(_("Penilaian ini sudah disetujui atau sudah ada yang lebih baru. Muat ulang halaman ini."))
    if assessment.level == Risk.UNKNOWN or not rules.is_lower(assessment.level, _standing(case, assessment)):
        raise Conflict(_("Hanya tingkat yang lebih rendah perlu disetujui. Muat ulang halaman ini."))
    with recorded("case.confirm_risk", case, by, level=assessment.level) as entry:
        assessment.confirmed_by = by if isinstance(by, User) else None
        case.risk = assessment.level
        entry.change(case, assessment)
        went_along(Change.RISK, case, by, timezone.now())
    return case


def _standing(case: Case, but: RiskAssessment | None = None) -> str:
    """The level from which a lower one needs two: that of the file; where it is not known, the highest that one person
    found since two agreed, for not knowing makes nothing lower."""
    if case.risk != Risk.UNKNOWN:
        return case.risk
    found: list[str] = []
    rows = case.riskassessments.exclude(level=Risk.UNKNOWN)
    if but is not None:
        rows = rows.exclude(pk=but.pk)
    for level, confirmed in rows.values_list("level", "confirmed_by"):
        found.append(level)
        if confirmed:
            break
    return max(found, key=lambda level: rules.RANK[level], default=Risk.UNKNOWN)


def _latest_assessment(case: Case) -> RiskAssessment | None:
    row: RiskAssessment | None = case.riskassessments.first()
    if row is not None:
        share_cipher(case, row)
    return row
