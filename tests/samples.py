"""One real object for each converter in the desk's addresses, made through the actions.

An app's tests add theirs: `SAMPLES["case_id"] = lambda: a_case().pk`. A converter without a sample gets a value that
fits and names nothing: whoever may use the address sees 404, everyone else 403 all the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from django.urls.converters import IntConverter, UUIDConverter

from suar.casework.cases import actions as cases
from suar.core.clocks import actions as clocks
from suar.core.ledger.actors import OPERATOR
from suar.registry.accounts.models import Role
from suar.registry.agencies import actions as agencies
from tests.casework.children.builders import a_circumstance, a_merge
from tests.casework.conferences.ground import a_conference, a_decision, a_determination, a_held_conference, weighed
from tests.casework.contacts.ground import a_draft, a_filed_contact, a_flag, a_number
from tests.casework.duties.builders import a_limit
from tests.casework.leading.ground import an_interview, an_other_number
from tests.casework.mail.ground import a_disposition, a_mail
from tests.casework.material.ground import an_arrival
from tests.casework.paper.ground import a_printed_pad, a_sheet
from tests.casework.plans.ground import a_planned_case, item
from tests.casework.rights.ground import a_granted
from tests.casework.rounds.ground import a_round, a_weekly_list, item_of, line_of
from tests.casework.sharing.ground import a_consent, an_agreement, one_that_may_go
from tests.casework.supervision.ground import a_handing, a_talk, a_transfer, leaving_soon, nobodys
from tests.factories import (
    a_case,
    a_child,
    a_complaint,
    a_duty,
    a_glass,
    a_group_finding,
    a_handover,
    a_hold,
    a_letter,
    a_letter_template,
    a_reading,
    a_report,
    a_tie,
    a_user,
    a_withholding,
    an_act,
    an_agency,
    an_alarm,
    an_import,
    an_office,
    an_officer,
    number,
)

NOBODY = UUID("00000000-0000-4000-8000-000000000000")


def a_contact_id() -> int:
    return agencies.add_contact(agency=an_agency(), label="Piket", phone="0800-1000", by=OPERATOR).pk


def a_closure_id() -> int:
    on = date(2026, 5, 30) + timedelta(days=next(number))
    return clocks.add_closure(on=on, name="Gawai Contoh", by=OPERATOR).pk


def an_appointment_id() -> int:
    return a_user().appointments_now[0].pk


def a_decision_id() -> UUID:
    by = a_user()
    return a_decision(a_held_conference(by), by).pk


def a_note_id() -> UUID:
    case = a_case(by := an_officer())
    return cases.write_note(case=case, by=by, seen="Rumah rapi.").pk


def an_option_id() -> UUID:
    return weighed(a_determination(by := an_officer()), by).options.all()[0].pk


def a_disposition_id() -> UUID:
    mail = a_mail()
    return a_disposition(mail, mail.by).pk


SAMPLES: dict[str, Callable[[], object]] = {
    "agreement_id": lambda: an_agreement().pk,
    "arrival_id": lambda: an_arrival().pk,
    "call_id": lambda: a_filed_contact().pk,
    "draft_id": lambda: a_draft().pk,
    "flag_id": lambda: a_flag().pk,
    "our_id": lambda: a_number().pk,
    "consent_id": lambda: a_consent().pk,
    "referral_id": lambda: one_that_may_go().pk,
    "disposition_id": a_disposition_id,
    "mail_id": lambda: a_mail().pk,
    "pad_id": lambda: a_printed_pad().pad.pk,
    "sheet_id": lambda: a_sheet().pk,
    "alarm_id": lambda: an_alarm().pk,
    "agency_id": lambda: an_agency().pk,
    "appointment_id": an_appointment_id,
    "closure_id": a_closure_id,
    "code": lambda: an_office().code,
    "conference_id": lambda: a_conference().pk,
    "invitation_id": lambda: a_conference().invitations.all()[0].pk,
    "decision_id": a_decision_id,
    "determination_id": lambda: a_determination().pk,
    "option_id": an_option_id,
    "member_id": lambda: a_determination().members.all()[0].pk,
    "whose": lambda: "child",
    "complaint_id": lambda: a_complaint().pk,
    "contact_id": a_contact_id,
    "act_id": lambda: an_act().pk,
    "hold_id": lambda: a_hold().pk,
    "finding_id": lambda: a_group_finding().pk,
    "handover_id": lambda: a_handover().pk,
    "request_id": lambda: a_granted().pk,
    "reading_id": lambda: a_reading().pk,
    "circumstance_id": lambda: a_circumstance().pk,
    "glass_id": lambda: a_glass().pk,
    "term_id": lambda: leaving_soon().pk,
    "unheld_id": lambda: nobodys(an_officer()).pk,
    "handing_id": lambda: a_handing().pk,
    "limit_id": lambda: a_limit().pk,
    "session_id": lambda: a_talk().pk,
    "transfer_id": lambda: a_transfer().pk,
    "duty_id": lambda: a_duty().pk,
    "round_id": lambda: a_round().pk,
    "stop_id": lambda: item_of(a_round())[0].pk,
    "list_id": lambda: a_weekly_list().pk,
    "line_id": lambda: line_of(a_weekly_list()).pk,
    "form": lambda: "json",
    "letter_id": lambda: a_letter().pk,
    "template_id": lambda: a_letter_template().pk,
    "region_code": lambda: "61.71",
    "report_id": lambda: a_report().pk,
    "rule_id": lambda: "kuhap25.spdp",
    "slug": lambda: "telaah",
    "run_id": lambda: an_import().pk,
    "user_id": lambda: a_user(Role.MITRA).pk,  # an account that an admin may mend
    "interview_id": lambda: an_interview(a_case(by := an_officer()), by).pk,
    "merge_id": lambda: a_merge().pk,
    "number_id": lambda: an_other_number(a_case(by := an_officer()), by).pk,
    "note_id": a_note_id,
    "needs_id": lambda: a_planned_case()[0].needsassessments.all()[0].pk,
    "plan_id": lambda: a_planned_case()[0].careplans.all()[0].pk,
    "item_id": lambda: item(a_planned_case()[0]).pk,
    "other": lambda: a_child(an_officer()).pk,
    "sort": lambda: "risk",
    "tie_id": lambda: a_tie(an_officer()).pk,
    "withholding_id": lambda: a_withholding().pk,
}


def sample(name: str, converter: object) -> object:
    """A value for one part of an address."""
    if name in SAMPLES:
        return SAMPLES[name]()
    if isinstance(converter, UUIDConverter):
        return NOBODY
    return 999_999_999 if isinstance(converter, IntConverter) else "tidak-ada"
