"""Fields of this room's pages. Nothing here saves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from suar.casework.conferences.models import Invitation, Option
from suar.casework.conferences.models.accompaniment import Occasion
from suar.casework.conferences.models.base import Known
from suar.casework.conferences.models.conference import InvitedBy, Mode, Reply, Sees, TookPart
from suar.casework.conferences.models.interests import Trigger
from suar.casework.conferences.rules import SHORT
from suar.casework.duties.forms import Moment
from suar.casework.duties.models import Duty
from suar.core.documents.indonesian import long_date, moment
from suar.core.ui.forms import Choices, DayField, ManyChoices, choose
from suar.core.ui.making import OnceForm
from suar.core.ui.versions import VersionedForm
from suar.registry.accounts.models import User
from suar.registry.agencies.models import Agency

if TYPE_CHECKING:
    AgencyChoice = forms.ModelChoiceField[Agency]
else:
    AgencyChoice = forms.ModelChoiceField

LONG, NAME = 20_000, 200
YES_NO = [("yes", _("ya")), ("no", _("tidak"))]
HOW = [("", _("belum diundang")), *InvitedBy.choices]


class Words(forms.CharField):
    """A few sentences."""

    def __init__(self, *, rows: int = 3, longest: int = LONG, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), max_length=longest, **options)


def offer_people(form: forms.Form, name: str, people: Iterable[User], none: Any = None) -> None:
    empty = [("", none)] if none is not None else []
    choose(form, name, [*empty, *((str(user.pk), user.name) for user in people)])


class AgencyField(AgencyChoice):
    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Agency.objects.active().order_by("short_name"), required=False, **options)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.short_name)


# a conference


class PlanFields(forms.Form):
    starts_at = Moment(label=_("Mulai"))
    mode = Choices(label=_("Cara bertemu"), choices=Mode.choices, initial=Mode.ROOM)
    place = forms.CharField(label=_("Tempat atau sambungan"), max_length=NAME)
    purpose = Words(label=_("Tujuan"), rows=2, help_text=_("Singkat dan netral, tanpa rincian perbuatan."))
    agenda = Words(label=_("Acara"), required=False, help_text=_("Satu butir setiap baris."))


class PlanForm(OnceForm, PlanFields):
    chair = forms.ChoiceField(label=_("Ketua rapat"))

    def __init__(self, *args: Any, people: Iterable[User], **options: Any) -> None:
        super().__init__(*args, **options)
        offer_people(self, "chair", people)


class MoveForm(VersionedForm, PlanFields):
    pass


class AskedFields(forms.Form):
    """How somebody was asked, and what they may know beforehand."""

    sees = Choices(
        label=_("Yang boleh diketahui sebelum rapat"),
        choices=Sees.choices,
        initial=Sees.NUMBER,
        hints={Sees.AGENDA: _("Hanya bagi yang memerlukannya untuk bersiap. Nama anak tidak pernah ditulis.")},
    )
    how = forms.ChoiceField(label=_("Diundang lewat"), choices=HOW, required=False)
    invited_on = DayField(label=_("Diundang pada"), required=False)


class InviteForm(VersionedForm, AskedFields):
    user = forms.ChoiceField(label=_("Petugas kantor ini"), required=False)
    agency = AgencyField(label=_("Atau dari lembaga"), empty_label=_("tidak"))
    name = forms.CharField(label=_("Nama orangnya"), required=False, max_length=NAME)
    post = forms.CharField(label=_("Jabatan atau keahliannya"), required=False, max_length=NAME)
    field_order = ("user", "agency", "name", "post", "sees", "how", "invited_on", "version")

    def __init__(self, *args: Any, people: Iterable[User], **options: Any) -> None:
        super().__init__(*args, **options)
        offer_people(self, "user", people, _("tidak"))


class ReplyForm(VersionedForm, AskedFields):
    reply = Choices(label=_("Jawaban"), choices=Reply.choices)
    field_order = ("reply", "sees", "how", "invited_on", "version")


class WhyForm(VersionedForm):
    why = Words(label=_("Alasan"), rows=2)


class HoldForm(VersionedForm):
    offered = frozenset({"held_at", "came"})

    held_at = Moment(label=_("Berlangsung"))
    came = ManyChoices(label=_("Yang hadir"), error_messages={"required": _("Centang siapa yang hadir.")})

    def __init__(self, *args: Any, invited: Iterable[Invitation], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["came"]
        field.choices = [(str(row.pk), row.called) for row in invited]


class VoiceForm(VersionedForm):
    asked = Choices(label=_("Ditanya sebelum rapat?"), choices=YES_NO)
    wish = Words(label=_("Keinginannya dengan kata-katanya sendiri"), required=False)
    why_not = Words(label=_("Bila tidak ditanya: mengapa"), rows=2, required=False)
    took_part = Choices(label=_("Ikut dalam rapat"), choices=TookPart.choices)
    spoken_for_by = forms.CharField(label=_("Bila diwakili: oleh siapa"), required=False, max_length=NAME)

    def clean_asked(self) -> bool:
        return bool(self.cleaned_data["asked"] == "yes")


class MinutesForm(VersionedForm):
    minutes = Words(
        label=_("Jalannya rapat"), rows=12, help_text=_("Pokok pembicaraan. Tanpa nama anak, tanpa keterangan anak.")
    )


class DecisionForm(VersionedForm):
    text = Words(label=_("Keputusan"), rows=2, help_text=_("Siapa mengerjakan apa bagi anak."))
    agency = AgencyField(label=_("Dikerjakan lembaga"), empty_label=_("bukan lembaga"))
    officer = forms.ChoiceField(label=_("Atau petugas kantor ini"), required=False)
    due_on = DayField(label=_("Paling lambat"))

    def __init__(self, *args: Any, people: Iterable[User], **options: Any) -> None:
        super().__init__(*args, **options)
        offer_people(self, "officer", people, _("petugas berkas"))


class DissentForm(VersionedForm):
    invitation = forms.ChoiceField(label=_("Yang berbeda pendapat"))
    text = Words(label=_("Alasannya"), help_text=_("Dengan kata-katanya sendiri. Tidak dapat dihapus."))

    def __init__(self, *args: Any, there: Iterable[Invitation], **options: Any) -> None:
        super().__init__(*args, **options)
        choose(self, "invitation", [(str(row.pk), row.called) for row in there])


class PressForm(VersionedForm):
    """Nothing but the version that was read."""


class AddendumForm(VersionedForm):
    text = Words(label=_("Tambahan atau pembetulan"), rows=4)


# a determination


class AskForm(OnceForm):
    trigger = Choices(label=_("Pemicu"), choices=Trigger.choices)
    question = Words(label=_("Yang harus diputuskan"), rows=2, help_text=_("Satu pertanyaan tentang anak ini."))
    chair = forms.ChoiceField(label=_("Ketua panel"), help_text=_("Bukan petugas berkas."))

    def __init__(self, *args: Any, people: Iterable[User], **options: Any) -> None:
        super().__init__(*args, **options)
        offer_people(self, "chair", people)


class HearForm(VersionedForm):
    heard = Choices(label=_("Anak didengar?"), choices=YES_NO)
    child_words = Words(
        label=_("Pandangan anak dengan kata-katanya sendiri"),
        required=False,
        help_text=_("Tentang keputusan ini saja. Bukan keterangan tentang kejadian."),
    )
    spoken_by = forms.CharField(label=_("Siapa yang berbicara dengan anak"), required=False, max_length=NAME)
    spoken_on = DayField(label=_("Kapan"), required=False)
    why_not_heard = Words(label=_("Bila belum: mengapa"), rows=2, required=False)

    def clean_heard(self) -> bool:
        return bool(self.cleaned_data["heard"] == "yes")


class OptionForm(VersionedForm):
    text = Words(label=_("Pilihan"), rows=2)
    benefits = Words(label=_("Manfaat bagi anak"))
    risks = Words(label=_("Risiko bagi anak"))


class SeatForm(VersionedForm):
    user = forms.ChoiceField(label=_("Petugas kantor ini"), required=False)
    name = forms.CharField(label=_("Atau orang dari luar: nama"), required=False, max_length=NAME)
    post = forms.CharField(label=_("Jabatan atau keahliannya"), required=False, max_length=NAME)
    agency = AgencyField(label=_("Lembaganya"), empty_label=_("perorangan"))

    def __init__(self, *args: Any, people: Iterable[User], **options: Any) -> None:
        super().__init__(*args, **options)
        offer_people(self, "user", people, _("tidak"))


class ProposeForm(VersionedForm):
    chosen = Choices(label=_("Yang diusulkan"), required=False)
    decision = Words(label=_("Keputusan dalam kata-kata"), required=False, help_text=_("Wajib bila tidak memilih."))
    reasons = Words(label=_("Pertimbangan"), rows=4)
    review_on = DayField(label=_("Ditinjau lagi pada"))

    def __init__(self, *args: Any, options: Iterable[Option], latest: date, **given: Any) -> None:
        super().__init__(*args, **given)
        said = gettext("Paling lambat %(day)s (aturan komisi).") % {"day": long_date(latest)}
        self.fields["review_on"].help_text = said
        ways = [(str(row.place), f"{row.place}. {row.text}") for row in options]
        choose(self, "chosen", [*ways, ("", _("keputusan lain, dalam kata-kata di bawah"))])

    def clean_chosen(self) -> int | None:
        typed = self.cleaned_data["chosen"]
        return int(typed) if typed else None


class OpinionForm(VersionedForm):
    agrees = Choices(label=_("Pendapat"), choices=[("yes", _("setuju")), ("no", _("tidak setuju"))])
    text = Words(label=_("Alasan"), required=False, help_text=_("Wajib bila tidak setuju: ia ikut tersimpan."))
    on = DayField(label=_("Dinyatakan pada"), required=False)

    def __init__(self, *args: Any, by_hand: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not by_hand:  # whoever presses says it now
            del self.fields["on"]

    def clean_agrees(self) -> bool:
        return bool(self.cleaned_data["agrees"] == "yes")


# going along


class AccompanyForm(OnceForm):
    occasion = Choices(label=_("Acara"), choices=Occasion.choices)
    began_at = Moment(label=_("Kapan"))
    agency = AgencyField(label=_("Lembaga"), empty_label=_("lainnya"))
    place = forms.CharField(label=_("Di mana"), required=False, max_length=NAME)
    companions = forms.CharField(label=_("Siapa yang mendampingi"), max_length=NAME)
    lawyer = Choices(label=_("Penasihat hukum hadir?"), choices=Known.choices, initial=Known.UNKNOWN)
    companion = Choices(label=_("Pendamping hadir?"), choices=Known.choices, initial=Known.UNKNOWN)
    social_worker = Choices(label=_("Pekerja sosial hadir?"), choices=Known.choices, initial=Known.UNKNOWN)
    breaks = Choices(label=_("Ada jeda untuk anak?"), choices=Known.choices, initial=Known.UNKNOWN)
    condition = Words(
        label=_("Keadaan anak"),
        longest=SHORT,
        required=False,
        help_text=_("Tenang, lelah, lapar, ingin pulang. Bukan keterangannya."),
    )
    promised = Words(
        label=_("Yang dijanjikan kepada anak"), rows=2, longest=SHORT, required=False, help_text=_("Dan oleh siapa.")
    )
    next_at = Moment(label=_("Berikutnya"), required=False, help_text=_("Menjadi kewajiban mendampingi lagi."))
    fulfils = forms.ChoiceField(label=_("Memenuhi janji"), required=False)

    def __init__(self, *args: Any, promises: Iterable[Duty], **options: Any) -> None:
        super().__init__(*args, **options)
        given = [(str(duty.pk), said(duty)) for duty in promises]
        choose(self, "fulfils", [("", _("tidak ada yang dijanjikan untuk ini")), *given])


def said(duty: Duty) -> str:
    return " ".join(part for part in (moment(duty.due_at) if duty.due_at else "", duty.what) if part)
