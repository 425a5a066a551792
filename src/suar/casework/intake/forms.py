"""One small form a screen. Every question can be skipped. The first field is the question itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suar.casework.intake import answers as codes
from suar.casework.intake.cleaning import clean
from suar.core.ui.forms import Choices, ManyChoices

STORY_MAX = 5000  # characters
LINE_MAX = 120
MESSAGE_MAX = 5000

MINDS = {
    "invalid_choice": gettext_lazy("Pilih salah satu dari daftar."),
    "invalid_list": gettext_lazy("Pilih dari daftar."),
}


class Words(forms.CharField):
    """Text kept as typed, without characters that cannot be kept.

    The browser's own limit would cut a pasted text without a word, so the limit is only checked here."""

    def __init__(self, *, most: int, lines: int = 0, required: bool = False, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": lines}) if lines else forms.TextInput()
        super().__init__(required=required, strip=False, widget=widget, **options)
        self.most = most

    def to_python(self, value: Any) -> str:
        return clean(super().to_python(value) or "")

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > self.most:
            raise forms.ValidationError(
                _(
                    "Terlalu panjang: %(over)d huruf lebih. Paling banyak %(most)d huruf. "
                    "Tidak ada yang hilang, pendekkan saja."
                ),
                params={"over": len(value) - self.most, "most": self.most},
            )


def one_of(choices: codes.Choices, **options: Any) -> Choices:
    return Choices(choices=list(choices.items()), required=False, error_messages=MINDS, **options)


def some_of(choices: codes.Choices, **options: Any) -> ManyChoices:
    return ManyChoices(choices=list(choices.items()), required=False, error_messages=MINDS, **options)


class StepForm(forms.Form):
    """A screen. `given`, the answers so far, decide how the person is spoken to. `strict` is pressing *Lanjut*."""

    folded: ClassVar[tuple[str, ...]] = ()  # fields that open on demand
    kept_when_skipped: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, given: Mapping[str, Any], strict: bool = False
    ) -> None:
        self.given, self.strict = given, strict
        super().__init__(data, initial={name: given[name] for name in self.base_fields if name in given})
        self.word()

    def word(self) -> None:
        """Labels that depend on who is asked."""

    @property
    def adult(self) -> bool:
        return codes.is_adult(self.given)

    @property
    def friend(self) -> bool:
        return codes.is_friend(self.given)

    def ask(self, name: str, child: str, adult: str, friend: str = "") -> None:
        self.fields[name].label = adult if self.adult else friend if friend and self.friend else child


class SafeForm(StepForm):
    safe = one_of(codes.SAFE, label=gettext_lazy("Kamu aman sekarang?"))


class AboutForm(StepForm):
    about = one_of(
        codes.ABOUT,
        label=gettext_lazy("Siapa yang butuh bantuan?"),
        hints={
            codes.FRIEND: gettext_lazy("Kami beri tahu juga cara menemaninya"),
            codes.OTHER: gettext_lazy("Di hotel, sekolah, tempat kerja, internet"),
        },
    )


class FriendForm(StepForm):
    friend_knows = one_of(codes.FRIEND_KNOWS, label=gettext_lazy("Temanmu tahu kamu cerita ke kami?"))


class WorryForm(StepForm):
    worry = some_of(codes.WORRY, help_text=gettext_lazy("Boleh pilih lebih dari satu."))

    def word(self) -> None:
        self.ask(
            "worry",
            _("Apa yang membuatmu khawatir?"),
            _("Apa yang membuat Anda khawatir?"),
            _("Apa yang membuatmu khawatir tentang temanmu?"),
        )


class WhereForm(StepForm):
    region = forms.ChoiceField(
        required=False,
        error_messages=MINDS,
        help_text=gettext_lazy("Cukup kabupaten atau kota. Jangan tulis alamat."),
    )
    place = Words(most=LINE_MAX, label=gettext_lazy("Nama tempat"))

    def word(self) -> None:
        self.ask("region", _("Kamu tinggal di mana?"), _("Di mana anak itu?"), _("Temanmu tinggal di mana?"))
        region = self.fields["region"]
        if isinstance(region, forms.ChoiceField):
            region.choices = [("", _("Pilih")), *codes.regions().items()]
        if not self.adult:
            del self.fields["place"]
        else:
            self.fields["place"].help_text = _(
                "Hotel, sekolah, tempat kerja, atau nama akun. Dengan kata-kata, bukan gambar."
            )


class NeedForm(StepForm):
    need = some_of(codes.NEED, help_text=gettext_lazy("Boleh pilih lebih dari satu."))

    def word(self) -> None:
        self.ask("need", _("Apa yang kamu butuhkan?"), _("Apa yang dibutuhkan anak itu?"))


class ContactForm(StepForm):
    contact = one_of(
        codes.CONTACT,
        hints={
            "page": gettext_lazy("Jawaban menunggu di sini. Tidak ada yang menelepon."),
            codes.PHONE: gettext_lazy("Hanya kalau telepon itu aman"),
        },
    )
    phone = Words(most=40, label=gettext_lazy("Nomor telepon"))
    phone_answers = Words(most=LINE_MAX, label=gettext_lazy("Siapa yang boleh mengangkat?"))
    phone_hours = Words(most=LINE_MAX, label=gettext_lazy("Jam berapa yang aman?"))
    cover_name = Words(
        most=LINE_MAX,
        label=gettext_lazy("Kami pakai nama apa?"),
        help_text=gettext_lazy("Supaya orang lain tidak curiga. Misalnya: teman sekolah."),
    )
    name = Words(most=LINE_MAX)

    folded = ("phone", "phone_answers", "phone_hours", "cover_name")

    def word(self) -> None:
        self.ask("contact", _("Bagaimana kami boleh menghubungimu?"), _("Bagaimana kami boleh menghubungi Anda?"))
        self.ask("name", _("Nama panggilanmu"), _("Nama Anda"))
        self.fields["phone"].widget.attrs["inputmode"] = "tel"

    def clean(self) -> dict[str, Any]:
        """A number is kept only together with the word that it may be used."""
        cleaned = super().clean() or {}
        if cleaned.get("contact") == codes.PHONE:
            if self.strict and not cleaned.get("phone") and "phone" not in self.errors:
                self.add_error("phone", _("Tulis nomornya, atau pilih hanya lewat halaman ini."))
        elif self.strict and cleaned.get("phone") and not cleaned.get("contact"):
            self.add_error("contact", _("Ada nomor telepon. Boleh kami pakai?"))
        return cleaned


class StoryForm(StepForm):
    story = Words(most=STORY_MAX, lines=9)

    kept_when_skipped = ("story",)

    def word(self) -> None:
        self.ask("story", _("Ceritamu"), _("Cerita Anda"))
        self.fields["story"].help_text = _("Sedikit saja sudah cukup. Yang sulit tidak perlu ditulis.")


class ReviewForm(StepForm):
    word_beside = Words(
        most=60,
        label=gettext_lazy("Kata rahasia"),
        help_text=gettext_lazy("Kalau diisi, kode hanya bisa dipakai bersama kata ini. Jangan sampai lupa."),
    )


class Unhurried(forms.Form):
    """What is missing is said by us, in plain words: the browser's own bubbles speak the telephone's language."""

    use_required_attribute = False


class CodeForm(Unhurried):
    """The receipt as somebody types it, with the word if there is one."""

    code = forms.CharField(
        strip=False,
        label=gettext_lazy("Kode"),
        help_text=gettext_lazy("20 angka. Spasi tidak masalah."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    word_beside = Words(
        most=LINE_MAX,
        label=gettext_lazy("Kata rahasia"),
        help_text=gettext_lazy("Isi hanya kalau dulu kamu membuatnya."),
    )


class LastGroupForm(Unhurried):
    """Typing back the last four digits: did the code reach the paper?"""

    last = forms.CharField(
        strip=False,
        label=gettext_lazy("Empat angka terakhir"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


class MessageForm(Unhurried):
    text = Words(
        most=MESSAGE_MAX,
        lines=6,
        required=True,
        label=gettext_lazy("Pesanmu"),
        error_messages={"required": gettext_lazy("Belum ada yang ditulis.")},
    )
