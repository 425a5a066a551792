"""What a decision looks at, gathered: who asks as it was looked at, what the file says of the child, and of names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from suar.casework.cases.models import Case, Safe, Status
from suar.casework.cases.rules import age_at
from suar.casework.children.merges import one_child
from suar.casework.children.models import Child
from suar.casework.children.names import compare
from suar.casework.complaints.models import Complaint
from suar.casework.conflicts import rules as hearing
from suar.casework.rights.models import Check, Relation, SubjectRequest
from suar.casework.rights.rules import Asked, hindrances
from suar.casework.sharing import gate
from suar.casework.sharing.models import Consent
from suar.casework.sharing.panels import kept_words
from suar.core.vault.fields import unlock
from suar.registry.accounts.models import User


def asked(request: SubjectRequest, check: Check | None) -> Asked:
    """The facts of one request, as they stand now."""
    known = {} if check is None else {
        "identity": check.identity, "custody": check.custody, "implicated": check.implicated, "wish": check.wish
    }  # fmt: skip
    return Asked(
        request.kind, request.relation, safe=is_safe(request), age=age_of(request.child),
        kept_from=is_kept_from(request, check), **known,
    )  # fmt: skip


def names_of(request: SubjectRequest) -> tuple[str, str]:
    """Whoever asks, and for whom; empty where they ask for themselves."""
    words = request.words or {}
    return str(words.get("name", "")), str(words.get("behalf", ""))


def is_safe(request: SubjectRequest) -> bool:
    """Whether the child is known to be safe: by this file, and by every open one of what is read as one child's."""
    files = Case.objects.filter(Q(pk=request.case_id) | ~Q(status=Status.CLOSED), child__in=one_child(request.child_id))
    return not files.exclude(safe_now=Safe.YES).exists()


def stands_in_the_way(request: SubjectRequest, check: Check | None) -> list[str]:
    """Why it may not be granted now."""
    return hindrances(asked(request, check))


def age_of(child: Child) -> int | None:
    return age_at(child.birth_date, timezone.localdate())


def is_kept_from(request: SubjectRequest, check: Check | None) -> bool:
    """Whether something is kept from a person of this name, and the check does not say why they may have it."""
    told = check.at if check is not None and (check.words or {}).get("kept") else None
    return any(one.alike and (told is None or one.row.at > told) for one in kept_from(request))


@dataclass(frozen=True, slots=True)
class Kept:
    """What somebody asked to keep from a person. `alike`: that may be who asks; `sealed`: of another file, of which no
    word is told."""

    row: Consent
    words: str
    alike: bool
    sealed: bool


def kept_from(request: SubjectRequest, by: User | None = None) -> list[Kept]:
    """What the child, or who cares for it, asked to keep from a person, in whichever of the child's files, whoever asks
    now. Neither a withdrawal nor a later word about something else lifts it. The child's own request is kept from
    nobody."""
    if request.relation == Relation.CHILD:
        return []
    rows = gate.consents_of(request.case)
    sealed, names = gate.sealed_to(by, request.case, rows), [name for name in names_of(request) if name.strip()]
    found = []
    for row in rows:
        kept = row.said.get("kept", {})
        if who := str(kept.get("who", "")).strip():
            words = "" if row.pk in sealed else kept_words(kept, {}, row.given_on)
            found.append(Kept(row, words, any(_may_be(who, name) for name in names), row.pk in sealed))
    return found


def _may_be(who: str, name: str) -> bool:
    """Whether `ayah, Budi Santoso` or `Pak Budi` may be this person; `ayah` alone tells nobody's name."""
    told = hearing.Heard({hearing.REPORTED: who})
    return compare(who, name).verdict != "different" or bool(
        hearing.compare(hearing.People([hearing.Person("asker", name)]), told)
    )


def reported_alike(case: Case, by: User, *names: str) -> list[tuple[str, str]]:
    """(number, verdict) of complaints of this child, in whichever of its files, in which somebody is reported whose
    name may be one of these: `same` or `possible`, or where the name stands in what was told: `named`. The number of
    what this user may not see is left out; what was found unfounded is not looked into. Names are evidence, no proof: a
    person decides."""
    wanted = [name for name in names if name.strip()]
    if not wanted:
        return []
    told = Complaint.objects.filter(case__child__in=one_child(case.child_id))
    about = told.still_suspecting().order_by("received_at", "id")
    seen = set(Complaint.objects.visible_to(by).filter(pk__in=about.values("pk")).values_list("pk", flat=True))
    judged = [(row, _weightiest(_verdict(row, name) for name in wanted)) for row in unlock(about)]
    return [(row.number if row.pk in seen else "", verdict) for row, verdict in judged if verdict]


def _weightiest(verdicts: Iterable[str]) -> str:
    return min(verdicts, key=("same", "possible", "named", "").index)


def _verdict(complaint: Complaint, name: str) -> str:
    """Empty where nothing speaks for it."""
    answers = complaint.answers or {}
    reported = str((answers.get("desk") or {}).get("reported_name") or "")
    verdict = compare(reported, name).verdict if reported.strip() else "different"
    if verdict != "different":
        return str(verdict)
    told = hearing.Heard(texts={"story": complaint.story or "", **_texts(answers)})
    return "named" if hearing.compare(hearing.People([hearing.Person("asker", name)]), told) else ""


def _texts(answers: Mapping[str, Any]) -> dict[str, str]:
    """Everything that was typed into a form, however deep."""
    found: dict[str, str] = {}
    for key, value in answers.items():
        if isinstance(value, Mapping):
            found |= {f"{key}_{inner}": text for inner, text in _texts(value).items()}
        else:
            found[key] = str(value or "")
    return found
