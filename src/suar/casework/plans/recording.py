"""What the steps share: who may, whether the commission leads, and how an edition of a text is saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from suar.casework.cases.models import Case
from suar.casework.cases.perms import require_open
from suar.casework.cases.recording import add, row_of
from suar.casework.plans import rules
from suar.casework.plans.models import CarePlan, FormerText, NeedsAssessment
from suar.core.errors import Ended
from suar.core.ledger.actors import Actor
from suar.core.ledger.recording import Recording
from suar.core.ui.merging import Overtaken, same
from suar.core.vault.fields import share_cipher
from suar.registry.accounts.models import User

type Text = NeedsAssessment | CarePlan


def led_here(case: Case, by: Actor) -> None:
    """The file is open, and the commission leads it. Raises Ended with who leads."""
    require_open(case, by)
    if not case.is_led_here:
        raise Ended(whose_steps(case))


def whose_steps(case: Case) -> str:
    leads = case.lead.name if case.lead else gettext("komisi")
    return gettext("Langkah ini terbuka bila komisi yang memimpin. Sekarang yang memimpin: %(lead)s.") % {"lead": leads}


def begun(case: Case, by: Actor, number: int, content: Mapping[str, str]) -> dict[str, Any]:
    """What a new text carries."""
    facts = row_of(case, by)
    return {
        **facts,
        "number": number,
        "content": rules.clean(content),
        "written_by": facts["by"],
        "written_at": facts["at"],
    }


def write_over(text: Text, case: Case, by: Actor, content: Mapping[str, str], entry: Recording) -> None:
    """A new edition. What stood there is kept as it was, under the name of whoever wrote it."""
    share_cipher(case, text)
    former = FormerText(
        case=case, child_id=case.child_id, by=text.written_by, at=text.written_at, of=text.pk, edition=text.edition,
        content=text.words,
    )  # fmt: skip
    text.edition += 1
    text.content = rules.clean(content)
    text.written_by, text.written_at = by if isinstance(by, User) else None, timezone.now()
    entry.change(text)
    add(entry, case, former)


def must_be_seen(text: Text, edition: int, before: Mapping[str, str], case: Case) -> None:
    """Raises Overtaken with all versions where somebody saved since `edition` was read. `before`: what a form showed
    that was begun while there was no draft yet (edition 0)."""
    if text.edition == edition:
        return
    former = FormerText.objects.filter(of=text.pk, edition=edition).first() if edition else None
    if former is not None:
        share_cipher(case, former)
    base = dict(former.content or {}) if former else dict(before)
    who = text.written_by.name if text.written_by else gettext("orang lain")
    raise Overtaken(
        gettext("Orang lain menyimpan lebih dulu. Gabungkan dulu kedua tulisan."),
        base=base, theirs=text.words, edition=text.edition, who=who,
    )  # fmt: skip


def says_the_same(text: Text, content: Mapping[str, str]) -> bool:
    return same(text.words, rules.clean(content))
