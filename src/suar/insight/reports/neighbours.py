"""Which other open editions tell small numbers when they are published beside this one, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from suar.insight.reports import rendering
from suar.insight.reports.differences import betrayed, printed_in
from suar.insight.reports.editions import Edition, Unpublishable
from suar.insight.reports.models import Snapshot


def beside(snapshot: Snapshot) -> list[str]:
    """Open editions that tell small numbers when they are published beside this one, each with how many."""
    view = rendering.view_of(snapshot, Edition.OPEN)
    others = []
    for other in Snapshot.objects.overlapping(snapshot):
        try:
            others.append(printed_in(rendering.view_of(other, Edition.OPEN)))
        except Unpublishable:
            continue  # it has no open edition
    found = betrayed(printed_in(view), others, view.content["threshold"])
    return [
        _("%(report)s: %(n)d angka kecil dapat dihitung") % {"report": label, "n": count}
        if count > 0
        else _("%(report)s: hari-harinya bersilangan") % {"report": label}
        for label, count in found.items()
    ]
