"""What an intake asks in the order in which it is spoken, what is pasted, what is noted of a number. Nothing saves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from suar.casework.children.forms import LONG, SHORT
from suar.casework.children.models import Sex
from suar.casework.complaints import rules as complaint_rules
from suar.casework.complaints.forms import STORY, text_area
from suar.casework.contacts import chat, rules
from suar.casework.contacts.actions import Told
from suar.casework.contacts.actions.flagging import LONGEST
from suar.casework.contacts.models import CallType, Channel, FlagKind
from suar.casework.duties.forms import Moment
from suar.core.once import made_by
from suar.core.ui.forms import Choices, choose
from suar.core.ui.making import OnceForm
from suar.registry.regions.reference import districts

OLDEST = 25  # as at the desk's other intake
ANSWERS = list(complaint_rules.ANSWERS.items())
OFFERED = (Channel.PHONE, Channel.VISIT, Channel.SOCIAL, Channel.LETTER)
CHILD = ("name", "age", "sex")
PHONE = forms.TextInput(attrs={"inputmode": "tel"})


class IntakeForm(forms.Form):
    """One screen. Only what was said is required: whoever calls may hang up at any moment.

    `version` and `page` tell which tab saved last; `children` how many children have lines."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    page = forms.UUIDField(widget=forms.HiddenInput)
    children = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=rules.MOST_CHILDREN)
    with_whom = forms.CharField(
        label=_("Siapa bersama anak sekarang?"), required=False, max_length=LONG,
        help_text=_("Tanyakan ini lebih dulu. Belum tahu pun dicatat: “belum tahu”."),
    )  # fmt: skip
    safe_now = Choices(label=_("Anak aman sekarang?"), choices=ANSWERS, required=False)
    story = forms.CharField(
        label=_("Yang disampaikan"), max_length=STORY, widget=text_area(6),
        help_text=_("Dengan kata-kata pelapor, tanpa rincian perbuatan. Jangan minta foto, video, atau bukti."),
    )  # fmt: skip
    region_code = forms.ChoiceField(label=_("Kabupaten/kota"), required=False)
    relation = Choices(
        label=_("Siapa yang menghubungi"),
        choices=[(code, label) for code, (label, _about) in rules.RELATIONS.items()],
        required=False,
        hints=rules.RELATION_HINTS,
    )
    caller_name = forms.CharField(label=_("Nama yang menghubungi"), required=False, max_length=SHORT)
    phone = forms.CharField(label=_("Nomornya"), required=False, max_length=40, widget=PHONE)
    may_call = Choices(label=_("Boleh dihubungi lagi?"), choices=ANSWERS, required=False)
    wish = forms.CharField(label=_("Yang diharapkan"), required=False, max_length=LONG, widget=text_area(2))
    hours = forms.CharField(
        label=_("Jam yang aman, dan cara menghubungi"), required=False, max_length=LONG,
        help_text=_("Siapa yang boleh mengangkat, nama apa yang disebut."),
    )  # fmt: skip
    at = Moment(label=_("Waktunya, bila bukan baru saja"), required=False)

    def __init__(self, *args: Any, count: int = 1, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "region_code", [("", _("belum diketahui")), *districts()])
        self.count = max(1, min(count, rules.MOST_CHILDREN))
        for n in range(self.count):
            self.fields[f"name_{n}"] = forms.CharField(
                label=_("Nama anak, atau inisialnya"), required=False, max_length=SHORT
            )
            self.fields[f"age_{n}"] = forms.IntegerField(label=_("Usia"), required=False, min_value=0, max_value=OLDEST)
            self.fields[f"sex_{n}"] = Choices(label=_("Jenis kelamin"), choices=Sex.choices, required=False)
        self.initial.setdefault("page", uuid4())
        self.initial["children"] = self.count

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The lines of each child."""
        return [[self[f"{name}_{n}"] for name in CHILD] for n in range(self.count)]

    def typed(self) -> dict[str, str]:
        """Every word as it was typed, right or wrong: what an open intake keeps."""
        skipped = {"version", "page"}
        given = {name: str(self.data.get(name, ""))[:STORY] for name in self.fields if name not in skipped}
        return given | {"children": str(self.count)}

    def press(self, actor_id: str) -> UUID:
        """Of the same words from the same page always the same, as of a OnceForm."""
        page: UUID = self.cleaned_data.get("page") or uuid4()
        return made_by(f"{actor_id} {self.typed()}", page)

    def spoil(self) -> list[str]:
        """Labels of what cannot be read as it is typed."""
        return [str(self.fields[name].label) for name in self.errors if name in self.fields]

    def told(self, pasted: Mapping[str, Any]) -> Told:
        given = self.cleaned_data
        same = ("story", "with_whom", "safe_now", "relation", "caller_name", "phone", "may_call", "hours", "wish")
        children = [{name: given[f"{name}_{n}"] for name in CHILD} for n in range(self.count)]
        named = [child for child in children if any(value not in (None, "") for value in child.values())]
        return Told(
            children=named or [{}], region_code=given["region_code"], at=given["at"], chat=str(pasted.get("text", "")),
            media=int(pasted.get("media", 0)), **{name: given[name] for name in same},
        )  # fmt: skip


class PasteForm(OnceForm):
    """A chat, copied or exported without media. Of a file its words are read, and nothing else of it stays."""

    text = forms.CharField(
        label=_("Tempel percakapannya"), max_length=chat.LONGEST, required=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("Salin pesannya, atau ekspor percakapan tanpa media. Gambar dan berkas tidak diambil."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Atau pilih berkas ekspornya (.txt)"), required=False, allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".txt,text/plain"}),
        help_text=_("Paling besar 1 MB. Dibaca saja: berkas dan namanya tidak disimpan."),
    )  # fmt: skip
    channel = Choices(
        label=_("Masuk ke nomor"),
        choices=[(Channel.WHATSAPP, _("nomor kantor")), (Channel.OWN_WHATSAPP, _("nomor saya sendiri"))],
        initial=Channel.WHATSAPP,
    )

    def clean_file(self) -> str:
        """The words in it. Whatever is wrong with it, what was pasted stays where it is."""
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file is None:
            return ""
        if (file.size or 0) > chat.LARGEST:
            raise forms.ValidationError(
                _("Berkas ini lebih besar dari 1 MB. Ekspor tanpa media, atau salin bagian yang perlu lalu tempel.")
            )
        text = chat.decoded(file.read())
        if text is None:
            raise forms.ValidationError(
                _("Ini bukan berkas teks. Pilih berkas .txt dari ekspor tanpa media; bila yang ada .zip, buka dulu.")
            )
        if len(text) > chat.LONGEST:
            raise forms.ValidationError(
                _("Percakapan ini terlalu panjang untuk dibaca utuh. Salin bagian yang perlu, lalu tempel.")
            )
        if not text.strip():
            raise forms.ValidationError(_("Berkas ini kosong. Ekspor lagi, atau tempel percakapannya."))
        return text

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        pasted, exported = given.get("text", ""), given.pop("file", "")
        if pasted and exported:
            self.add_error("file", _("Tempel percakapannya atau pilih berkasnya, jangan keduanya."))
        elif not (pasted or exported or self.errors):
            self.add_error("text", _("Tempel percakapannya, atau pilih berkas ekspornya."))
        return {**given, "text": pasted or exported}


class BeginForm(OnceForm):
    channel = forms.ChoiceField(choices=[(channel.value, channel.label) for channel in OFFERED])


class NoteForm(OnceForm):
    """One press: what it was."""

    call_type = forms.ChoiceField(choices=[(one.value, one.label) for one in rules.BY_ONE_PRESS])
    channel = forms.ChoiceField(choices=Channel.choices)


class CloseForm(forms.Form):
    call_type = Choices(label=_("Apa kontak ini"), choices=[(one.value, one.label) for one in rules.BY_ONE_PRESS])


class NewsForm(forms.Form):
    number = forms.CharField(
        label=_("Nomor berkas atau pengaduan"), max_length=20, help_text=_("Misalnya P-0012/26 atau 2026-0412.")
    )


class MissedForm(OnceForm):
    phone = forms.CharField(label=_("Nomor yang menelepon"), max_length=40, widget=PHONE)
    at = Moment(label=_("Kapan"), required=False, help_text=_("Kosongkan bila baru saja."))
    channel = Choices(
        label=_("Lewat nomor"),
        choices=[(one.value, one.label) for one in (Channel.PHONE, Channel.WHATSAPP, Channel.OWN_WHATSAPP)],
        initial=Channel.PHONE,
    )


class FlagForm(OnceForm):
    kind = Choices(label=_("Yang perlu diketahui"), choices=FlagKind.choices)
    reason = forms.CharField(
        label=_("Mengapa"), max_length=LONGEST, widget=text_area(2),
        help_text=_("Apa yang terjadi, dengan singkat. Orangnya tidak dinilai, dan pintunya tidak pernah ditutup."),
    )  # fmt: skip
    lasts = Choices(label=_("Tampil selama"), choices=[(code, label) for code, (label, _days) in rules.LASTS.items()])


class NumberForm(OnceForm):
    shown_as = forms.CharField(
        label=_("Nama dalam percakapan"), max_length=SHORT,
        help_text=_("Persis seperti tampil pada ekspor, misalnya “Piket KPPAD”."),
    )  # fmt: skip
    phone = forms.CharField(label=_("Nomor"), required=False, max_length=40, widget=PHONE)


EVERY = ("", _("semua"))


class FilterForm(forms.Form):
    """What narrows the list. A telephone number never stands in the address: its page is reached through a contact."""

    q = forms.CharField(label=_("Nomor pengaduan atau berkas"), required=False, max_length=20)
    jenis = forms.ChoiceField(label=_("Jenis"), required=False, choices=[EVERY, *CallType.choices])
    saluran = forms.ChoiceField(label=_("Saluran"), required=False, choices=[EVERY, *Channel.choices])
