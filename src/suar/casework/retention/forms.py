"""Fields of the pages on which files come to their end. Nothing here saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suar.casework.retention.models import Act, ActStatus, Item, ItemStatus, Why, Withdrawn
from suar.core.ledger.models import Hold
from suar.core.ui.forms import Choices, ManyChoices, choose
from suar.core.ui.versions import VersionedForm

EVERY, HELD = "semua", "ditahan"
SHOWN = 100  # proposals that one form offers


class ItemFilter(forms.Form):
    """What narrows the list of files."""

    q = forms.CharField(label=_("Nomor berkas"), required=False, max_length=40)
    status = forms.ChoiceField(
        label=_("Keadaan"),
        required=False,
        choices=[
            ("", _("menunggu keputusan")),
            (HELD, _("ditahan")),
            (ItemStatus.CHOSEN, _("dalam berita acara")),
            (ItemStatus.ERASED, _("dimusnahkan")),
            (EVERY, _("semua")),
        ],
    )
    why = forms.ChoiceField(label=_("Alasan"), required=False, choices=[("", _("semua")), *Why.choices])


class ActFilter(forms.Form):
    """What narrows the list of acts."""

    q = forms.CharField(label=_("Nomor berita acara atau berkas"), required=False, max_length=80)
    status = forms.ChoiceField(label=_("Keadaan"), required=False, choices=[("", _("semua")), *ActStatus.choices])


class HoldFilter(forms.Form):
    """What narrows the list of holds."""

    q = forms.CharField(label=_("Nomor berkas"), required=False, max_length=40)
    status = forms.ChoiceField(
        label=_("Keadaan"), required=False, choices=[("", _("berlaku")), (EVERY, _("semua, juga yang dilepas"))]
    )


class AskForm(forms.Form):
    """A file whose erasure somebody asks for."""

    number = forms.CharField(label=_("Nomor berkas"), max_length=20)
    why = Choices(
        label=_("Alasan"),
        choices=[(code, label) for code, label in Why.choices if code != Why.RETENTION],
        hints={
            Why.REQUEST: _("Hak anak atas datanya. Bila ada perkara berjalan, tahan dulu dan jelaskan kepada anak."),
            Why.ORDER: _("Simpan salinan putusannya di luar sistem ini."),
            Why.MISTAKE: _("Berkas yang tidak pernah seharusnya ada."),
        },
    )


class DrawUpForm(forms.Form):
    """Which proposals go into an act."""

    items = ManyChoices(label=_("Berkas yang dimusnahkan"))

    def __init__(self, *args: Any, offered: list[Item], **options: Any) -> None:
        super().__init__(*args, **options)
        hints = {str(item.pk): f"{item.get_kind_display()}, {item.get_why_display()}" for item in offered}
        choose(self, "items", [(str(item.pk), item.reference) for item in offered])
        field: Any = self.fields["items"]
        field.hints = hints


class StepForm(VersionedForm):
    """Nothing but the version that was looked at."""


class WithdrawForm(VersionedForm):
    why = Choices(label=_("Mengapa dibatalkan"), choices=Withdrawn.choices)


class HoldForm(forms.Form):
    """A file that may not be erased for now."""

    number = forms.CharField(label=_("Nomor berkas"), max_length=20)
    reason = Choices(label=_("Alasan"), choices=Hold.Reason.choices)
    basis = forms.CharField(
        label=_("Dasar"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Misalnya nomor dan tanggal surat. Tulisan ini ikut musnah bersama berkasnya."),
    )


class LiftForm(VersionedForm):
    why = forms.CharField(label=_("Mengapa dilepas"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


def initial_of(act: Act) -> dict[str, Any]:
    return {"version": act.version}
