"""Which pages there are: every address of the desk, with an object of the demo's year that fills its page.

Run inside a home (`python -m e2e.sampling`, the desk's settings); prints one JSON list of `Found`. It asks as the first
role that the permission table lets in and tries objects, one of each status, until one is answered with a page."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from itertools import islice, product
from typing import Any

import django

ROLES = ("divisi_pengaduan", "ketua", "sekretariat", "mitra", "gubernur", "admin")
TRIES = 40
# Pages that look different in each status of what they show: one picture of each.
EACH_STATUS = {
    "complaints:complaint-detail",
    "cases:case-detail",
    "cases:case-closure",
    "duties:duty-detail",
    "register:import-detail",
    "complaints:handover-detail",
    "material:arrival-detail",
    "rights:request-detail",
    "plans:step-list",
    "conferences:conference-detail",
    "conferences:determination-detail",
    "letters:letter-detail",
    "rounds:round-detail",
    "retention:act-detail",
    "sharing:agreement-detail",
    "sharing:referral-detail",
}
# Where another status than the first that answers says more.
PREFERRED = {
    "cases:case-reopen": "closed",
    "conferences:conference-print": "confirmed",
    "conferences:determination-print": "final",
    "conferences:determination-review": "final",
    "cases:closure-refuse": "closing",
    "contacts:contact-filed": "filed",
    "complaints:complaint-alike": "read",
    "complaints:complaint-triage": "read",
    "complaints:complaint-case": "read",
    "complaints:complaint-print": "case",
    "complaints:complaint-history": "case",
    "duties:duty-reopen": "done",
    "plans:checkin-add": "closed",
    "retention:act-approve": "proposed",
    "rights:request-package": "decided",
    "rights:request-carry-out": "decided",
    "rights:request-reconsider": "decided",
    "rights:request-answer": "decided",
    "retention:act-start": "approved",
    "retention:act-withdraw": "proposed",
    "sharing:agreement-sign": "draft",
    "sharing:agreement-end": "signed",
    "sharing:referral-edit": "draft",
    "sharing:referral-send": "draft",
    "sharing:referral-danger": "draft",
    "sharing:referral-receipt": "sent",
    "sharing:referral-answer": "received",
    "sharing:referral-result": "accepted",
}
# Where the first role that may ask has nothing of its own to see.
ASKING = {
    "conflicts:declaration": "sekretariat",
    "conflicts:tie-correct": "sekretariat",
    "conflicts:withholding-list": "ketua",
    "conflicts:withholding-detail": "ketua",
    "plans:review-add": "ketua",
    "rounds:round-detail": "divisi_pemantauan",
    "rounds:item-detail": "divisi_pemantauan",
    "safeguards:case-readers": "ketua",  # an officer sees the readers of the files that are in hand only
}
FIRST_PAGE = "desk:today"  # one picture for each role


@dataclass(frozen=True, slots=True)
class Found:
    """An address. `kind`: page, press (answers POST only), file, moved, or the status that no object could better."""

    name: str
    role: str
    path: str
    kind: str
    variant: str = ""


def main() -> None:
    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    print(json.dumps([asdict(found) for found in walk()]))


def walk() -> Iterator[Found]:
    from tests.addresses import ADDRESSES, OPEN, permission_of

    from suar.registry.accounts.permissions import TABLE

    for name, pattern in ADDRESSES.items():
        permission = permission_of(pattern)
        if name == FIRST_PAGE:
            for role in ("wakil", "divisi_pemantauan", *ROLES):
                yield from looked_for(name, role, variant=role)
        elif permission is None:
            yield from looked_for(name, "" if name in OPEN and name.startswith("account_login") else ROLES[0])
        else:
            first = next(role for role in ROLES if role in TABLE[permission])
            yield from looked_for(name, ASKING.get(name, first))


def looked_for(name: str, role: str, variant: str = "") -> Iterator[Found]:
    from django.urls import reverse

    browser, best, seen = client(role), Found(name, role, "", "404", variant), set[str]()
    for status, kwargs in islice(objects(name), TRIES):
        if status in seen:
            continue
        path = reverse(name, kwargs=kwargs)
        kind = kind_of(browser.get(path, follow=name == FIRST_PAGE))
        if kind == "page":
            yield Found(name, role, path, kind, variant or (status if name in EACH_STATUS else ""))
            if name not in EACH_STATUS:
                return
            seen.add(status)
        elif kind != "404":
            best = Found(name, role, path, kind, variant)
        if kind in {"press", "file"}:
            break
    if not seen:
        yield best


@cache
def client(role: str) -> Any:
    """Signed in once: every page is one of the same browser."""
    from django.test import Client
    from tests.signing_in import proved

    from suar.registry.accounts.models import User

    browser = Client(raise_request_exception=False)
    if role:
        user = User.objects.get(username__in=(role, role.replace("_", "-")))
        browser.force_login(user)
        proved(browser, user)
    return browser


def kind_of(answer: Any) -> str:
    if answer.status_code == 405:
        return "press"
    if 300 <= answer.status_code < 400:
        return "moved"
    if answer.status_code != 200:
        return str(answer.status_code)
    inline = answer.headers.get("Content-Type", "").startswith("text/html")
    return "page" if inline and "attachment" not in answer.headers.get("Content-Disposition", "") else "file"


def objects(name: str) -> Iterator[tuple[str, dict[str, object]]]:
    """(status, parts of the address); a few objects of each status, the richest first."""
    from tests.addresses import parts_of

    parts = list(parts_of(name))
    if not parts:
        yield "", {}
        return
    app = name.partition(":")[0]
    lists = [candidates()[key] if (key := f"{app}.{part}") in candidates() else candidates()[part] for part in parts]
    if len(parts) > 1 and any(isinstance(value, tuple) for _status, value in lists[1]):
        lists[0] = [("", None)]
    if name in PREFERRED and name not in EACH_STATUS:
        lists[0] = sorted(lists[0], key=lambda pair: not pair[0].startswith(PREFERRED[name]))
    for combination in product(*lists):
        kwargs = {part: value for part, (_, value) in zip(parts, combination, strict=True)}
        if kwargs[parts[0]] is None:  # the second part carries both
            kwargs[parts[0]], kwargs[parts[1]] = kwargs[parts[1]]
        yield combination[0][0], kwargs


_CANDIDATES: dict[str, list[tuple[str, Any]]] = {}


def candidates() -> dict[str, list[tuple[str, Any]]]:
    if not _CANDIDATES:
        _CANDIDATES.update(_registry() | _casework() | _leading() | _rounds() | _contacts() | _endings())
    return _CANDIDATES


def _registry() -> dict[str, list[tuple[str, Any]]]:
    from suar.core.clocks.models import LocalClosure
    from suar.insight.reports.models import Snapshot
    from suar.registry.accounts.models import Appointment, Office, User
    from suar.registry.agencies.models import Agency, Contact

    return {
        "agency_id": each(Agency.objects.order_by("pk"), lambda a: "on" if a.active else "off"),
        "alarm_id": [("", 1)],  # a press, whichever it is
        "appointment_id": each(Appointment.objects.order_by("pk")),
        "closure_id": each(LocalClosure.objects.order_by("pk")),
        "code": [("", office.code) for office in Office.objects.all()],
        "contact_id": each(Contact.objects.order_by("pk")),
        "form": [("", "pdf")],
        "pk": [("", 1)],  # of a factor, which nobody has in the demo
        "token": [("", "tiada")],  # of what was typed in a session that was locked
        "region_code": [("", "61.71")],
        "report_id": each(Snapshot.objects.order_by("pk")),
        "press.report_id": each(Snapshot.objects.finished().order_by("pk")),
        "rule_id": [("", "kuhap25.report.no_response")],
        "slug": [("", "lembar-pantau")],
        "user_id": each(User.objects.order_by("-pk"), lambda user: user.username),
    }


def _casework() -> dict[str, list[tuple[str, Any]]]:
    from django.db.models import Count

    from suar.casework.cases.models import Case, MonitoringSheet, RiskAssessment, Task
    from suar.casework.complaints.models import Complaint, GroupFinding, HandOver
    from suar.casework.conflicts.models import Tie, Withholding
    from suar.casework.duties.models import Duty
    from suar.casework.letters.models import Letter, LetterTemplate
    from suar.casework.register.models import ImportRun
    from suar.casework.safeguards.models import BrokenGlass, UnusualReading

    lived = Case.objects.filter(batch=None).annotate(rows=Count("monitoringsheets")).order_by("-rows", "number")
    found: dict[str, list[tuple[str, Any]]] = {
        "cases.pk": sorted(each(lived, lambda c: c.status), key=lambda pair: pair[0], reverse=True),
        **_children(lived),
        "case_id": each(lived, lambda c: c.status),
        "register.case_id": each(Case.objects.exclude(batch=None).order_by("number")),
        "subject": [("", case.child_id) for case in lived.filter(status="open")[:3]],
        "complaint_id": each(Complaint.objects.order_by("-received_at"), lambda c: c.status),
        "duty_id": each(
            Duty.objects.order_by("-started_at"), lambda d: f"{d.status}{'-agency' if d.agency_id else ''}"
        ),
        "finding_id": each(GroupFinding.objects.order_by("pk")),
        "handover_id": each(HandOver.objects.order_by("pk"), lambda h: "answered" if h.receipt_at else "waiting"),
        "letter_id": each(Letter.objects.order_by("pk"), lambda letter: letter.status),
        "template_id": each(LetterTemplate.objects.order_by("pk")),
        "tie_id": each(Tie.objects.filter(ended_on=None).order_by("since")),
        "withholding_id": each(Withholding.objects.order_by("pk"), lambda row: row.status),
        "run_id": each(ImportRun.objects.order_by("pk"), lambda r: r.state),
    }
    found |= _steps() | {"reading_id": each(UnusualReading.objects.order_by("pk"))}
    found["safeguards.pk"] = found["conferences.pk"] = found["sharing.pk"] = found["cases.pk"]
    found["glass_id"] = each(BrokenGlass.objects.order_by("pk"), lambda glass: "waiting" if glass.is_waiting else "")
    whole = {"task": Task.objects.all(), "assessment": RiskAssessment.objects.all()}
    for part, rows in (whole | {"sheet": MonitoringSheet.objects.order_by("-on")}).items():
        found[part] = [("", (row.case_id, row.pk)) for row in rows[:8]]
    return found


def _leading() -> dict[str, list[tuple[str, Any]]]:
    """Files that another body leads come first: they have all that the pages show."""
    from suar.casework.cases.models import Case
    from suar.casework.leading.models import Interview, OtherNumber

    lived = Case.objects.filter(batch=None).order_by("number")
    led = each(lived.filter(lead__isnull=False, status="open"))
    rows = {"number_id": OtherNumber.objects.standing(), "interview_id": Interview.objects.standing()}
    parts = {part: [("", (row.case_id, row.pk)) for row in found[:3]] for part, found in rows.items()}
    return {"leading.pk": [*led, *each(lived)], **parts}


def _steps() -> dict[str, list[tuple[str, Any]]]:
    """Files whose six steps were begun, and what is in them."""
    from suar.casework.cases.models import Note
    from suar.casework.plans.models import CarePlan, NeedsAssessment, PlanItem

    texts = {"needs_id": NeedsAssessment.objects.order_by("-at"), "plan_id": CarePlan.objects.order_by("-at")}
    found = {part: [(row.status, (row.case_id, row.pk)) for row in rows[:8]] for part, rows in texts.items()}
    items = PlanItem.objects.filter(state="open", plan__status="in_force", case__status="open")
    found["item_id"] = [("", (row.case_id, row.pk)) for row in items[:3]]
    found["note_id"] = [("", (row.case_id, row.pk)) for row in Note.objects.order_by("-written_at")[:8]]
    files = dict.fromkeys(NeedsAssessment.objects.order_by("-at").values_list("case", "case__status"))
    return found | {"plans.pk": [(status, case) for case, status in files]}


def _meetings() -> dict[str, list[tuple[str, Any]]]:
    from suar.casework.conferences.models import Conference, Decision, Determination, Invitation, Member, Option

    met, panels = Conference.objects.order_by("-starts_at"), Determination.objects.order_by("-at")
    return {
        "conference_id": each(met, lambda row: row.status, most=1),
        "determination_id": each(panels, lambda row: row.state, most=1),
        "invitation_id": [("", row.pk) for row in Invitation.objects.order_by("pk")[:TRIES]],
        "decision_id": [("", row.pk) for row in Decision.objects.order_by("pk")[:TRIES]],
        "option_id": [("", row.pk) for row in Option.objects.order_by("pk")[:TRIES]],
        "member_id": [("", row.pk) for row in Member.objects.order_by("pk")[:TRIES]],
        "whose": [("", "child")],
    }


def _children(lived: Any) -> dict[str, list[tuple[str, Any]]]:
    from suar.casework.children.circumstances import SORTS
    from suar.casework.children.models import Circumstance, Merge

    told = Circumstance.objects.standing().order_by("pk").values_list("child", flat=True)
    known = list(dict.fromkeys([*told, *(case.child_id for case in lived[:5])]))
    return {
        "children.pk": [("", child) for child in known[:5]],
        "children.sort": [("", (known[0], sort)) for sort in SORTS],
        "children.other": [("", (known[0], known[1]))],
        "merge_id": each(Merge.objects.standing().order_by("pk")),
        "circumstance_id": each(Circumstance.objects.standing().order_by("pk"), lambda row: row.sort, most=1),
    }


def _rounds() -> dict[str, list[tuple[str, Any]]]:
    from suar.casework.rounds.models import ListLine, Round, RoundItem, WeeklyList

    waiting = RoundItem.objects.waiting().select_related("round").order_by("place")
    return {
        "round_id": each(Round.objects.order_by("at"), lambda walk: "" if walk.is_running else "ended"),
        "stop_id": [("", (item.round_id, item.pk)) for item in waiting[:5]],
        "list_id": each(WeeklyList.objects.order_by("at")),
        "line_id": [("", (line.list_id, line.pk)) for line in ListLine.objects.filter(answer="").order_by("place")[:5]],
    }


def _contacts() -> dict[str, list[tuple[str, Any]]]:
    from suar.casework.contacts.models import Contact, Draft, Flag, OurNumber

    return {
        "call_id": each(Contact.objects.order_by("at"), lambda contact: "filed" if contact.complaint_id else "plain"),
        "draft_id": each(Draft.objects.order_by("began_at")),
        "flag_id": each(Flag.objects.order_by("until")),
        "our_id": each(OurNumber.objects.order_by("pk")),
    }


def _supervision() -> dict[str, list[tuple[str, Any]]]:
    from suar.casework.cases.models import Case
    from suar.casework.supervision.models import Session, TermHandover, Transfer
    from suar.registry.accounts.models import Appointment

    return {
        "limit_id": [("", "00000000-0000-4000-8000-000000000000")],  # a press, whichever it is
        "session_id": each(Session.objects.order_by("held_at")),
        "transfer_id": each(Transfer.objects.order_by("at"), lambda row: row.state),
        "term_id": each(Appointment.objects.exclude(until=None).order_by("until")),
        "unheld_id": each(Case.objects.open().filter(batch=None, officer=None)),
        "handing_id": each(TermHandover.objects.order_by("at")),
    }


def _endings() -> dict[str, list[tuple[str, Any]]]:
    from suar.casework.mail.models import Disposition, Incoming
    from suar.casework.material.models import Arrival
    from suar.casework.paper.models import Pad, Sheet
    from suar.casework.retention.models import Act
    from suar.casework.rights.models import SubjectRequest
    from suar.casework.sharing.models import Agreement, Consent, Referral
    from suar.core.ledger.models import Hold

    return (
        _meetings()
        | _supervision()
        | {
            "arrival_id": each(Arrival.objects.order_by("noticed_at"), lambda arrival: arrival.status),
            "agreement_id": each(Agreement.objects.order_by("at"), lambda row: row.status),
            "consent_id": each(Consent.objects.order_by("at")),
            "referral_id": each(Referral.objects.order_by("at"), lambda row: row.status),
            "pad_id": each(Pad.objects.order_by("at"), lambda pad: pad.kind),
            "sheet_id": each(
                Sheet.objects.order_by("pad__at", "place"), lambda sheet: f"{sheet.pad.kind}-{sheet.status}"
            ),
            "mail_id": each(Incoming.objects.order_by("at"), lambda mail: mail.nature),
            "disposition_id": each(Disposition.objects.filter(done_at=None).order_by("at")),
            "act_id": each(Act.objects.order_by("pk"), lambda act: act.status),
            "request_id": each(SubjectRequest.objects.order_by("received_at"), lambda request: request.status),
            "hold_id": each(Hold.objects.order_by("set_at")),
        }
    )


def each(rows: Any, status: Any = lambda row: "", most: int = 3) -> list[tuple[str, Any]]:
    """At most three of each status."""
    by_status: dict[str, list[tuple[str, Any]]] = defaultdict(list)
    for row in rows.iterator():
        if len(by_status[status(row)]) < most:
            by_status[status(row)].append((status(row), row.pk))
    return [pair for pairs in by_status.values() for pair in pairs]


if __name__ == "__main__":
    sys.exit(main())
