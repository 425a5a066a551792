"""What the ledger's verbs say on a screen: users, appointments and offices."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from suar.registry.accounts.models import Role

WORDS: dict[str, Any] = {
    "appointment.add": _("memberi peran"),
    "appointment.end": _("mengakhiri peran"),
    "door.shut": _("mencoba membuka yang tertutup baginya"),
    "door.wrong": _("kata sandi atau kode salah"),
    "factor.add": _("memasang langkah kedua masuk"),
    "factor.remove": _("melepas langkah kedua masuk"),
    "factor.rename": _("mengganti nama kunci sandi"),
    "factor.use": _("memakai langkah kedua masuk"),
    "identity.link": _("menghubungkan akun penyedia masuk"),
    "identity.unlink": _("melepas akun penyedia masuk"),
    "notice.attest": _("memastikan bahwa pemilik akun mengenali perubahannya"),
    "notice.disown": _("tidak mengenali perubahan pada akunnya"),
    "notice.mail": _("mengabari pemilik akun"),
    "notice.settle": _("mengenali perubahan pada akunnya"),
    "office.edit": _("mengubah data kantor"),
    "office.found": _("mendirikan kantor"),
    "watch.set": _("menetapkan petugas piket"),
    "user.add": _("menambah pengguna"),
    "user.deactivate": _("menonaktifkan pengguna"),
    "user.edit": _("mengubah data pengguna"),
    "user.language": _("mengganti bahasa"),
    "user.new_password": _("memberi kata sandi baru"),
    "user.password": _("mengganti kata sandi"),
    "user.reactivate": _("mengaktifkan pengguna lagi"),
    "user.rehash": _("memperbarui sandi tersimpan"),
    "user.reset_second_factor": _("mengatur ulang langkah kedua masuk"),
    "user.vouch": _("memastikan pemilik akun dan membukanya lagi"),
    "user.sign_in": _("masuk"),
    "user.sign_out": _("keluar"),
    "user.unlock": _("membuka kunci layar"),
    "user.sign_out_everywhere": _("mengeluarkan semua perangkat seorang pengguna"),
    "user.sign_out_elsewhere": _("mengeluarkan perangkat lain"),
}

# A read is justified by the role of whoever read.
REASONS: dict[str, Any] = dict(Role.choices)
