"""What was decided is done: the package is made, the data are mended, the answer is given."""

from __future__ import annotations

from hashlib import sha256

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from suar.casework.children.merges import one_child
from suar.casework.rights import owed, package
from suar.casework.rights.actions.deciding import latest, must_be_free
from suar.casework.rights.models import Decision, Kind, Outcome, Relation, Status, SubjectRequest
from suar.casework.rights.recording import held_still, may, must_stand, recorded, said, standing_decision
from suar.casework.rights.rules import Asked, hindrances
from suar.casework.rights.weighing import asked
from suar.casework.sharing.codes import Answer, Giver, Whose
from suar.casework.sharing.models import Consent
from suar.core.errors import DomainError, Ended
from suar.core.vault.fields import opened_cipher
from suar.registry.accounts.models import User


def make_package(*, request: SubjectRequest, passphrase: str, by: User) -> bytes:
    """The parts of the file that were granted, as a PDF that opens with the passphrase alone. Nothing of it is kept but
    its fingerprint. Raises Ended where it was not granted, or must not be given any more: asked before it is made,
    which takes seconds, and once more where it counts."""
    decision = may_be_packed(request, by)
    if not package.is_strong(passphrase):
        raise DomainError(_("Kata kunci paket ini bukan dari halaman ini. Muat ulang halaman, lalu unduh lagi."))
    made = package.sealed(request, decision, passphrase)
    with recorded("package", request, by, sections=decision.sections, sha256=sha256(made).hexdigest()) as entry:
        held_still(request)
        may_be_packed(request, by)
        entry.change(request)
    return made


def may_be_packed(request: SubjectRequest, by: User) -> Decision:
    """The decision by which a package may be made now. Raises Ended with every reason why none may."""
    may(by, request.case)
    decision = standing_decision(request)
    if (found := hindrances_to_package(request)) or decision is None:
        raise Ended(" ".join(found))
    return decision


def hindrances_to_package(request: SubjectRequest, known: tuple[Decision | None, Asked] | None = None) -> list[str]:
    """Why no package may be made now, each in words for people that name nobody; nothing where one may. The page, the
    action and `suar rights check` ask here. `known`: the standing decision and the facts, if a page has read them."""
    if opened_cipher(request) is None:
        return [_("Berkas ini sudah dimusnahkan. Tidak ada lagi yang dapat diberikan.")]
    found = [] if request.kind == Kind.ACCESS else [_("Paket hanya dibuat untuk permintaan melihat data.")]
    decision, asker = known or (standing_decision(request), asked(request, latest(request)))
    if request.status != Status.DECIDED or request.outcome != Outcome.GRANT or decision is None:
        found.append(_("Permintaan ini belum dikabulkan oleh dua orang. Paket tidak dapat dibuat."))
    found += hindrances(asker)
    if decision and "circumstances" in decision.sections and _changed(request, decision):
        found.append(_("Keadaan anak ditulis lagi sesudah usul ini dibaca. Tinjau lagi keputusannya."))
    return found


def _changed(request: SubjectRequest, decision: Decision) -> bool:
    return bool(package.written_since(request, decision, "children.circumstance"))


def carry_out(*, request: SubjectRequest, how: str, by: User, rest_stays: bool = False) -> SubjectRequest:
    """Done and told: what was given or mended, or the refusal that was said. The clock stops here. `rest_stays`: only
    some of the consents were to be taken back."""
    may(by, request.case)
    must_stand(request, Status.DECIDED)
    if not how.strip():
        raise DomainError(_("Tulis apa yang dilakukan, kapan, dan bagaimana peminta diberi tahu."))
    if request.outcome == Outcome.GRANT:
        must_be_free(request)
        if request.kind == Kind.WITHDRAWAL:
            _must_be_withdrawn(request, rest_stays)
    moment = timezone.now()
    with recorded("carry_out", request, by, outcome=request.outcome) as entry:
        request.move_to(Status.DONE)
        request.ending = said(how=how)
        request.ended_by, request.ended_at = by, moment
        entry.change(request)
        owed.done(request, moment, entry)
    return request


def _must_be_withdrawn(request: SubjectRequest, rest_stays: bool) -> None:
    """A withdrawal that was granted has stopped something: the consents are taken back in the file first. The child
    takes back what is the child's; whoever else asks, what the child did not say itself."""
    lasts = Q(expires_on=None) | Q(expires_on__gte=timezone.localdate())
    given = Consent.objects.filter(lasts, child__in=one_child(request.child_id), answer=Answer.YES)
    if request.relation == Relation.CHILD:
        given = given.filter(whose=Whose.CHILD)
    else:
        given = given.exclude(giver=Giver.CHILD)
    taken_back = given.filter(withdrawn_at__gte=request.received_at).exists()
    if given.filter(withdrawn_on=None).exists() and not (rest_stays and taken_back):
        raise DomainError(
            _("Persetujuannya masih berlaku di berkas. Cabut dulu di sana, lalu catat bahwa ini dilaksanakan.")
        )
