"""Fields of the pages about requests. None takes a file: what somebody shows is looked at, never copied. Nothing here
saves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from suar.casework.duties.forms import Moment, Text
from suar.casework.rights import rules
from suar.casework.rights.models import (
    Channel,
    Custody,
    Identity,
    Implicated,
    Kind,
    Outcome,
    Relation,
    SubjectRequest,
    Wish,
)
from suar.core.ui.forms import Choices, ManyChoices, choose
from suar.core.ui.making import OnceForm
from suar.core.ui.versions import VersionedForm

EVERY = "semua"


class RequestFilter(forms.Form):
    """What narrows the list."""

    q = forms.CharField(label=_("Nomor permintaan atau berkas"), required=False, max_length=20)
    kind = forms.ChoiceField(
        label=_("Yang diminta"), required=False, choices=[("", pgettext_lazy("permintaan", "semua")), *Kind.choices]
    )
    status = forms.ChoiceField(
        label=_("Keadaan"),
        required=False,
        choices=[
            ("", _("berjalan dan belum dilaksanakan")),
            ("ended", _("selesai dan dicabut")),
            (EVERY, pgettext_lazy("permintaan", "semua")),
        ],
    )


class NumberForm(forms.Form):
    """Of which file."""

    number = forms.CharField(
        label=_("Nomor berkas"), max_length=20, help_text=_("Misalnya 2026-0012. Cari dulu anaknya bila perlu.")
    )


class ReceiveForm(OnceForm):
    kind = Choices(
        label=_("Yang diminta"),
        choices=Kind.choices,
        hints={Kind.WITHDRAWAL: _("Yang dikerjakan atas kewajiban hukum tetap berjalan.")},
    )
    relation = Choices(label=_("Yang meminta, menurut pengakuannya"), choices=Relation.choices)
    name = forms.CharField(label=_("Nama yang meminta"), max_length=120)
    behalf = forms.CharField(
        label=_("Mewakili siapa"),
        max_length=120,
        required=False,
        help_text=_("Wajib bagi kuasa hukum dan orang lain: nama yang diwakilinya."),
    )
    contact = forms.CharField(
        label=_("Cara menjawabnya"), max_length=200, required=False, help_text=_("Alamat, surel, atau datang lagi.")
    )
    channel = forms.ChoiceField(label=_("Lewat"), choices=Channel.choices)
    asks = Text(label=_("Yang diminta, dengan kata-katanya"))
    received_at = Moment(
        label=_("Kapan diterima"), required=False, help_text=_("Kosongkan bila baru saja. 72 jam dihitung dari sini.")
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("relation") in rules.SPEAK_FOR_ANOTHER and not given.get("behalf"):
            self.add_error("behalf", _("Tulis siapa yang diwakilinya: dengan nama itu pun berkas diperiksa."))
        return given


class CheckForm(VersionedForm):
    identity = Choices(label=_("Jati diri"), choices=Identity.choices)
    custody = Choices(label=_("Hak atas anak"), choices=Custody.choices)
    shown = Text(
        label=_("Apa yang ditunjukkan"),
        required=False,
        help_text=_("Jenis dan nomor suratnya saja. Jangan memotret atau menyimpan salinannya."),
    )
    implicated = Choices(
        label=_("Peminta atau yang diwakilinya diduga terlibat dalam perkara anak ini?"), choices=Implicated.choices
    )
    why_not = Text(
        label=_("Dasarnya"), required=False, help_text=_("Apa yang sudah diperiksa, dan mengapa kesimpulannya begitu.")
    )
    wish = Choices(label=_("Keinginan anak"), choices=Wish.choices)
    wish_words = Text(label=_("Kata-kata anak tentang permintaan ini"), required=False)

    kept_why = Text(
        label=_("Ada yang diminta ditahan dari orang bernama seperti ini: mengapa ia tetap boleh mendapatnya"),
        required=False,
        help_text=_("Kosongkan bila ia memang orangnya: permintaannya tidak dapat dikabulkan."),
    )

    def __init__(self, *args: Any, request: SubjectRequest, kept: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not kept:
            del self.fields["kept_why"]
        own = request.relation == Relation.CHILD
        choose(self, "custody", [one for one in Custody.choices if own or one[0] != Custody.NOT_NEEDED])


class ProposeForm(VersionedForm):
    outcome = Choices(label=_("Usul"), choices=Outcome.choices)
    sections = ManyChoices(label=_("Bagian berkas yang diberikan"), required=False)
    read_through = forms.BooleanField(
        label=_("Saya sudah membaca bagian yang berisi tulisan bebas: tidak ada data orang lain di dalamnya"),
        required=False,
    )
    grounds = ManyChoices(label=_("Dasar penolakan"), required=False)
    why = Text(label=_("Alasan"), help_text=_("Dibaca orang kedua sebelum memutuskan."))

    def __init__(self, *args: Any, request: SubjectRequest, **options: Any) -> None:
        super().__init__(*args, **options)
        parts = {one.code: one for one in rules.sections().values()}
        reads = {code: _now("Tulisan bebas: baca dulu.") for code, one in parts.items() if one.read}
        choose(self, "sections", [(code, str(one.label)) for code, one in parts.items()], hints=reads)
        named = rules.grounds()
        bases = {code: one.basis for code, one in named.items()}
        choose(self, "grounds", [(code, str(one.label)) for code, one in named.items()], hints=bases)
        if request.kind != Kind.ACCESS:
            del self.fields["sections"], self.fields["read_through"]


class WhyForm(VersionedForm):
    why = Text(label=_("Alasan"))


class CarryForm(VersionedForm):
    how = Text(
        label=_("Apa yang dilakukan"),
        help_text=_("Apa yang diberikan atau diperbaiki, kapan, dan bagaimana peminta diberi tahu."),
    )
    rest_stays = forms.BooleanField(
        label=_("Hanya sebagian yang dicabut: persetujuan lain tetap berlaku menurut peminta"), required=False
    )

    def __init__(self, *args: Any, request: SubjectRequest, **options: Any) -> None:
        super().__init__(*args, **options)
        if request.kind != Kind.WITHDRAWAL:
            del self.fields["rest_stays"]


class PackageForm(forms.Form):
    """The passphrase that the page has shown."""

    passphrase = forms.CharField(widget=forms.HiddenInput, max_length=40)
    noted = forms.BooleanField(
        label=_("Kata kunci sudah saya catat di kertas; sesudah ini tidak dapat ditampilkan lagi"),
        error_messages={"required": _("Catat kata kuncinya dulu, lalu centang ini.")},
    )
