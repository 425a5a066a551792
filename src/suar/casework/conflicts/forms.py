"""Fields of declarations and decisions. Nothing here saves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from suar.casework.conflicts.models import Status, TieKind
from suar.casework.conflicts.roster import Member
from suar.core.ui.forms import Choices, choose
from suar.core.ui.versions import VersionedForm
from suar.registry.accounts.models import Role

SHORT_TEXT = 120


class TieForm(forms.Form):
    """Somebody close. Only the name and the tie are needed."""

    kind = forms.ChoiceField(label=_("Hubungannya dengan Anda"), choices=TieKind)
    name = forms.CharField(
        label=_("Nama lengkap"),
        max_length=SHORT_TEXT,
        help_text=_("Seperti ditulis di kartu, dengan nama panggilan di belakangnya bila ada."),
    )
    place = forms.CharField(
        label=_("Tempat tinggal"), max_length=SHORT_TEXT, required=False, help_text=_("Desa, kecamatan, atau kota.")
    )
    born = forms.CharField(label=_("Tahun lahir"), max_length=4, required=False)


class RenewForm(forms.Form):
    """What stands is true today."""

    heads_agency = forms.BooleanField(
        label=_("Saya memimpin lembaga saya"),
        required=False,
        help_text=_("Pengaduan yang menyebut pimpinan tidak diperlihatkan kepada seluruh lembaga itu."),
    )


class DecideForm(VersionedForm):
    """One answer with its reason. Which answers there are depends on what was decided before."""

    answer = Choices(label=_("Keputusan"))
    why = forms.CharField(
        label=_("Alasan"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Satu kalimat, misalnya bagaimana Anda memastikannya."),
    )

    def __init__(self, *args: Any, status: str, **options: Any) -> None:
        super().__init__(*args, **options)
        choose(self, "answer", answers(status), hints=HINTS)


HINTS: dict[str, Any] = {
    Status.CONFIRMED: _("Berkas tetap tidak diperlihatkan kepadanya, dan keputusan ini tercatat di berkas."),
    Status.DISMISSED: _("Berkas segera dapat ia lihat lagi."),
    Status.LIFTED: _("Berkas segera dapat ia lihat lagi."),
}


def answers(status: str) -> list[tuple[str, str]]:
    confirm = (Status.CONFIRMED.value, _now("Benar berkepentingan"))
    if status == Status.WAITING:
        return [confirm, (Status.DISMISSED.value, _now("Bukan orang yang sama"))]
    if status == Status.CONFIRMED:
        return [(Status.LIFTED.value, _now("Kembalikan berkas kepadanya"))]
    return [confirm]


class WithholdForm(forms.Form):
    """A leader withholds a file from somebody of the office or of a partner."""

    person = forms.ChoiceField(label=_("Dari siapa"))
    why = forms.CharField(label=_("Alasan"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    reader = forms.CharField(
        label=_("Siapa yang ikut membaca"),
        max_length=SHORT_TEXT,
        required=False,
        help_text=_("Hanya bila sesudah ini kurang dari dua orang di komisi dapat membacanya. Boleh dari luar komisi."),
    )

    def __init__(self, *args: Any, members: Iterable[Member], **options: Any) -> None:
        super().__init__(*args, **options)
        choose(self, "person", [("", _("pilih orangnya")), *((str(one.user.pk), label(one)) for one in members)])


def label(member: Member) -> str:
    roles = ", ".join(str(Role(role).label) for role in sorted(member.roles))
    return f"{member.user.name} ({roles})" if roles else member.user.name
