"""What is asked at an import: the file, what a heading means, why one is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from suar.casework.register.headings import Field
from suar.casework.register.workbook import MAX_BYTES
from suar.core.ui.forms import choose_among
from suar.core.ui.versions import VersionedForm
from suar.registry.accounts.models import Office

MEANINGS: dict[str, Any] = {
    Field.NUMBER: _("nomor urut"),
    Field.DATE: _("tanggal lapor"),
    Field.KIND: _("pengaduan atau non-pengaduan"),
    Field.CLUSTER: _("klaster"),
    Field.CHILD_NAME: _("nama anak"),
    Field.SEX: _("jenis kelamin"),
    Field.AGE: _("umur"),
    Field.BIRTH_DATE: _("tanggal lahir"),
    Field.DISTRICT: _("kabupaten/kota"),
    Field.REPORTER: _("pelapor"),
    Field.PHONE: _("nomor telepon"),
    Field.SUMMARY: _("uraian kejadian"),
    Field.STATUS: _("status"),
    Field.REMARK: _("keterangan"),
    Field.ROLE: _("kedudukan anak"),
}
AS_TEXT = "text"


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Berkas register (.xlsx)"),
        help_text=_("Paling besar 30 MB. Register satu tahun dalam satu berkas."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xlsm"}),
        max_length=200,
    )
    office = forms.ModelChoiceField(Office.objects.none(), label=_("Kantor"), empty_label=None)

    def __init__(self, *args: Any, offices: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(offices) < 2:
            del self.fields["office"]
        else:
            choose_among(self, "office", Office.objects.filter(pk__in=offices).order_by("name"))

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(
                _("Berkasnya lebih besar dari 30 MB. Hapus gambarnya atau pecah per tahun, lalu impor lagi.")
            )
        return file


class ColumnsForm(VersionedForm):
    """One choice a column, named by its place in the list of columns that the reading found."""

    def __init__(self, *args: Any, columns: Sequence[Sequence[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
        choices = [(AS_TEXT, _("disimpan sebagai teks")), *MEANINGS.items()]
        for place, (_sheet, heading, field, how) in enumerate(columns):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=heading,
                initial=field or AS_TEXT,
                choices=choices,
                help_text=_("Ditebak dari judul yang mirip.") if how == "near" else "",
            )

    def corrections(self) -> dict[str, str]:
        """Heading → field, of the columns whose meaning was changed."""
        chosen = {
            place: "" if self.cleaned_data[f"column_{place}"] == AS_TEXT else self.cleaned_data[f"column_{place}"]
            for place in range(len(self.columns))
        }
        return {
            heading: chosen[place]
            for place, (_sheet, heading, field, _how) in enumerate(self.columns)
            if chosen[place] != field
        }


class UndoForm(VersionedForm):
    why = forms.CharField(
        label=_("Mengapa dibatalkan?"),
        max_length=200,
        help_text=_("Disimpan bersama catatan impor ini."),
        widget=forms.TextInput,
    )
