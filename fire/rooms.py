"""What the rooms above a file hold of a child of the other office, in every word the mark."""

from __future__ import annotations

from tests.casework.conferences import ground as meetings
from tests.casework.contacts.ground import a_draft, a_filed_contact, a_flag, a_number
from tests.casework.duties.builders import a_limit
from tests.casework.leading.ground import an_interview, an_other_number, led_elsewhere
from tests.casework.leading.ground import told as news
from tests.casework.mail.ground import a_disposition, a_mail
from tests.casework.material.ground import all_steps, an_arrival
from tests.casework.paper.ground import a_sheet
from tests.casework.plans import ground as plans
from tests.casework.rights.ground import a_request
from tests.casework.rounds.ground import a_list_of
from tests.casework.sharing.ground import a_consent, a_referral, an_agreement
from tests.casework.supervision.ground import a_talk, a_transfer
from tests.factories import a_case, a_user

from suar.casework.cases.models import Case
from suar.casework.rounds import actions as rounds
from suar.registry.accounts.models import Role, User
from suar.registry.agencies.models import Agency


def rooms_told(ketua: User, agency: Agency, case: Case, mark: str) -> dict[str, object]:
    """By the parts of addresses."""
    return {
        "arrival_id": all_steps(an_arrival(ketua, case=case), ketua, mark).pk,
        "request_id": a_request(ketua, case, name=f"Ibu {mark}", asks=f"Berkas {mark}").pk,
        **led(ketua, agency, case, mark),
        **steps_told(ketua, case, mark),
        **met_about(ketua, case, mark),
        **walked(ketua, agency),
        **called(ketua, mark),
        **papers(ketua, mark),
        **supervised(ketua, case, mark),
        **what_may_leave(ketua, agency, case, mark),
    }


def led(ketua: User, agency: Agency, case: Case, mark: str) -> dict[str, object]:
    """Another body leads another file of the child and told; a number of another system, an interview."""
    other = a_case(ketua, child=case.child)
    led_elsewhere(ketua, other, agency, mark)
    news(other, ketua, told_by=f"Ibu {mark}", next_step=f"{mark} ke dokter")
    interview = an_interview(other, ketua, arrangement=f"Ruang {mark}", wish_words=f"{mark} mau")
    number = an_other_number(other, ketua, f"LP/{mark}/77", note=mark)
    return {"led": other.pk, "number_id": number.pk, "interview_id": interview.pk}


def steps_told(ketua: User, case: Case, mark: str) -> dict[str, object]:
    """An assessment and a plan in force."""
    words = dict.fromkeys(("strengths", "safety", "wishes", "caregiver", "alone", "sources"), f"{mark} dikatakan")
    plans.assessed(case, ketua, **words)
    line = plans.line(ketua, goal=f"{mark} tercapai", service=f"{mark} diantar")
    plans.planned(case, ketua, a_user(Role.WAKIL, ketua.office), {"aim": f"{mark} aman", **line})
    item = plans.item(case)
    return {"needs_id": case.needsassessments.all()[0].pk, "plan_id": item.plan_id, "item_id": item.pk}


def met_about(ketua: User, case: Case, mark: str) -> dict[str, object]:
    """A meeting, a panel's decision, somebody who went along."""
    conference = meetings.a_signed_conference(ketua, case, mark)
    sheet = meetings.a_settled_determination(ketua, case, mark)
    meetings.an_accompaniment(ketua, case, mark)
    return {
        "conference_id": conference.pk,
        "invitation_id": conference.invitations.all()[0].pk,
        "decision_id": conference.decisions.all()[0].pk,
        "determination_id": sheet.pk,
        "option_id": sheet.options.all()[0].pk,
        "member_id": sheet.members.all()[0].pk,
    }


def walked(ketua: User, agency: Agency) -> dict[str, object]:
    """A round that is running, and a list of what the agency owes."""
    weekly, walk = a_list_of(agency, ketua), rounds.begin(office=ketua.office, by=ketua, scope="mine")
    return {
        "list_id": weekly.pk,
        "line_id": weekly.lines.all()[0].pk,
        "round_id": walk.pk,
        "stop_id": walk.items.all()[0].pk,
    }


def called(ketua: User, mark: str) -> dict[str, object]:
    """A contact that became a complaint, a half-typed intake, a flag on a number, a number of ours."""
    contact = a_filed_contact(ketua, story=f"{mark} menelepon.", chat=f"{mark}: halo")
    return {
        "call_id": contact.pk,
        "draft_id": a_draft(ketua, story=mark).pk,
        "flag_id": a_flag(ketua, contact=contact, reason=f"{mark} berbisik").pk,
        "our_id": a_number(ketua, shown_as=mark).pk,
    }


def what_may_leave(ketua: User, agency: Agency, case: Case, mark: str) -> dict[str, object]:
    return {
        "agreement_id": an_agreement(ketua, agency, contact="Ibu Contoh", basis="Nota kesepahaman").pk,
        "consent_id": a_consent(case, ketua, words={"name": f"{mark} sendiri", "note": f"Kata {mark}"}).pk,
        "referral_id": a_referral(case, ketua, agency, aim=f"Dampingi {mark}", to={"name": f"Ibu {mark}"}).pk,
    }


def papers(ketua: User, mark: str) -> dict[str, object]:
    """A numbered sheet, a letter that came in with a disposition."""
    sheet, mail = a_sheet(ketua), a_mail(ketua, about=f"Tentang {mark}", sender=f"Kepala {mark}", lies=f"Map {mark}")
    row = a_disposition(mail, ketua, ketua, instruction=f"Jawab {mark}")
    return {"pad_id": sheet.pad_id, "sheet_id": sheet.pk, "mail_id": mail.pk, "disposition_id": row.pk}


def supervised(ketua: User, case: Case, mark: str) -> dict[str, object]:
    """A limit of the office's own, a talk about the work, a file that is to move."""
    return {
        "limit_id": a_limit(ketua).pk,
        "session_id": a_talk(ketua, case, mark).pk,
        "transfer_id": a_transfer(case, mark).pk,
    }
