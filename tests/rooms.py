"""What the rooms above a file hold of the same child: one of everything, and one more of everything that is listed."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from suar.casework.cases.models import Case
from suar.casework.conferences.models import Conference
from suar.casework.conferences.perms import get_conference
from suar.casework.rounds import actions as rounds
from suar.registry.accounts.models import Role, User
from suar.registry.agencies.models import Agency
from tests.casework.conferences import ground as meetings
from tests.casework.contacts.ground import a_draft, a_filed_contact, a_flag, a_missed_call, a_number
from tests.casework.duties.builders import a_limit
from tests.casework.leading.ground import an_interview, an_other_number, led_elsewhere, told
from tests.casework.mail.ground import a_disposition, a_mail
from tests.casework.paper.ground import a_printed_pad, a_sheet
from tests.casework.plans import ground as plans
from tests.casework.rights.ground import a_granted, a_request
from tests.casework.rounds.ground import a_list_of
from tests.casework.sharing.ground import a_consent, a_dangerous_one, a_referral, an_agreement, one_that_may_go
from tests.casework.supervision.ground import a_handing, a_talk, a_transfer, leaving_soon, nobodys
from tests.factories import a_case, a_user, an_agency


def first_of_each(ketua: User, agency: Agency, case: Case) -> dict[str, object]:
    """By the parts of addresses."""
    return {
        **leading_of(ketua, agency, case),
        **steps_of(ketua, case),
        **met_about(ketua, case),
        **rounds_of(ketua, agency),
        **contacts_of(ketua),
        **supervised_of(ketua, case),
        **papers_of(ketua),
        **shared_of(ketua, case),
        "request_id": a_granted(ketua, a_user(Role.WAKIL), case=case, relation="child").pk,
    }


def one_more_of_each(ketua: User, chair: User, agency: Agency, case: Case, n: int) -> None:
    led = Case.objects.select_related("child", "office").filter(child=case.child_id, lead__isnull=False)[0]
    told(led, ketua), an_other_number(led, ketua, f"LP/B/{n}/XI")
    an_interview(led, ketua, reason="law", reason_words=f"Hal baru {n}")
    held = Case.objects.select_related("child", "office", "officer").get(
        child=case.child_id, careplans__status="in_force"
    )
    plans.assessed(held, ketua)
    plans.settled(held, ketua, "given")
    a_request(ketua, case)
    meetings.a_decision(
        get_conference(ketua, Conference.objects.filter(status="held").earliest("at").pk), ketua, agency=agency
    )
    meetings.a_conference(ketua, case), meetings.an_accompaniment(ketua, case)
    meetings.a_determination(ketua, case, chair=chair)
    a_list_of(agency, ketua)
    an_agreement(ketua, agency), a_consent(case, ketua, agency), a_referral(case, ketua, agency)
    a_dangerous_one(ketua, case)
    a_mail(ketua), a_printed_pad(ketua)
    a_filed_contact(ketua), a_missed_call(ketua, f"0800-556-{n:04}"), a_number(ketua)


def leading_of(ketua: User, agency: Agency, case: Case) -> dict[str, object]:
    """Another file of the same child, which another body leads: it told; a number of another system, an interview."""
    led = a_case(ketua, child=case.child)
    led_elsewhere(ketua, led, agency)
    told(led, ketua)
    number, interview = an_other_number(led, ketua), an_interview(led, ketua)
    return {"led": led.pk, "number_id": number.pk, "interview_id": interview.pk}


def steps_of(ketua: User, case: Case) -> dict[str, object]:
    """Somebody else's file with an assessment, a plan in force and one that waits; and one that was closed."""
    holder, wakil = a_user(Role.DIVISI_PENGADUAN, ketua.office), a_user(Role.WAKIL, ketua.office)
    held = a_case(holder, child=case.child, officer=holder)
    plans.planned(held, holder, wakil)
    plans.settled(held, holder, "given")
    plans.submitted(held, holder, plans.plan_words(holder, aim="Anak sehat."))
    item = plans.item(held)
    after = a_case(holder, child=case.child, officer=holder, safe_now="yes")
    return {
        "planned": held.pk,
        "after": plans.closed(after, holder, wakil).pk,
        "needs_id": held.needsassessments.all()[0].pk,
        "plan_id": item.plan_id,
        "item_id": item.pk,
    }


def met_about(ketua: User, case: Case) -> dict[str, object]:
    """A meeting with everything that can stand in one, a question for a panel, and somebody who went along."""
    conference = meetings.a_held_conference(ketua, case)
    meetings.a_conference(ketua, case)  # one that is to come
    meetings.a_decision(conference, ketua)
    sheet = meetings.a_settled_determination(ketua, case)
    meetings.an_accompaniment(ketua, case, next_at=timezone.now() + timedelta(days=2))
    return {
        "conference_id": conference.pk,
        "invitation_id": conference.invitations.all()[0].pk,
        "decision_id": conference.decisions.all()[0].pk,
        "determination_id": sheet.pk,
        "option_id": sheet.options.all()[0].pk,
        "member_id": sheet.members.all()[0].pk,
        "whose": "child",
    }


def rounds_of(ketua: User, agency: Agency) -> dict[str, object]:
    """A round that is running, and a list of what the agency owes."""
    walk = rounds.begin(office=ketua.office, by=ketua, scope="mine")
    weekly = a_list_of(agency, ketua)
    return {
        "round_id": walk.pk,
        "stop_id": walk.items.all()[0].pk,
        "list_id": weekly.pk,
        "line_id": weekly.lines.all()[0].pk,
    }


def contacts_of(ketua: User) -> dict[str, object]:
    """A telephone complaint, an open intake of the same person, a flag, a number of our own."""
    contact = a_filed_contact(ketua, chat="Halo, dia tidak boleh keluar.")
    a_missed_call(ketua, "0800-555-0188")
    return {
        "call_id": contact.pk,
        "draft_id": a_draft(ketua, phone="0800-555-0123", name_0="Dewi Contoh").pk,
        "flag_id": a_flag(ketua, contact=contact).pk,
        "our_id": a_number(ketua).pk,
    }


def shared_of(ketua: User, case: Case) -> dict[str, object]:
    """What somebody agreed to, what is agreed with a body, what is drawn up for it."""
    agency = an_agency()
    return {
        "agreement_id": an_agreement(ketua, agency).pk,
        "consent_id": a_consent(case, ketua, agency).pk,
        "referral_id": one_that_may_go(ketua, agency, case=case).pk,
    }


def papers_of(ketua: User) -> dict[str, object]:
    """A numbered sheet that was not entered yet, and a letter that came in, with a disposition."""
    sheet, mail = a_sheet(ketua), a_mail(ketua)
    row = a_disposition(mail, ketua, ketua)
    return {"pad_id": sheet.pad_id, "sheet_id": sheet.pk, "mail_id": mail.pk, "disposition_id": row.pk}


def supervised_of(ketua: User, case: Case) -> dict[str, object]:
    """A limit of the house, a talk about the work, a file that another office is asked to take, a term handed over."""
    term = leaving_soon()
    a_case(term.user)
    return {
        "handing_id": a_handing(ketua).pk,
        "limit_id": a_limit(ketua).pk,
        "session_id": a_talk(ketua, case).pk,
        "transfer_id": a_transfer(case).pk,
        "term_id": term.pk,
        "unheld_id": nobodys(ketua).pk,
    }
