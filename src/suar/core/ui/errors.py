"""Refusals and failures as pages that say what to do next, in the face of the surface they happened on."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suar.core.errors import Conflict, DomainError
from suar.core.ui.context import public_face
from suar.core.ui.faces import is_public

FULL_OR_BROKEN = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}
STORAGE = gettext_lazy(
    "Penyimpanan penuh atau sedang tidak dapat dicapai. Yang baru dikirim belum tersimpan: kembali, tunggu semenit, "
    "kirim lagi. Tidak akan tercatat dua kali."
)


def already_sent() -> Conflict:
    """The id of a form is one under which something else was made."""
    return Conflict(_("Formulir ini sudah dikirim. Muat ulang halaman."))


def words(status: int) -> tuple[str, str]:
    """Title and next step for a status; the reader never sees a bare number."""
    known = {
        400: (_("Isian ini tidak terbaca"), _("Kembali ke halaman tadi, lalu kirim sekali lagi.")),
        403: (
            _("Ini tidak boleh dibuka dari sini"),
            _("Bila ini bagian tugas Anda, minta Ketua memeriksa hak akses Anda."),
        ),
        404: (_("Halaman ini tidak ada"), _("Mungkin alamatnya salah ketik, atau berkasnya bukan untuk akun Anda.")),
        405: (_("Halaman ini tidak bisa dipakai begitu"), _("Kembali ke halaman tadi, lalu tekan tombolnya.")),
        409: (_("Sudah berubah lebih dulu"), _("Orang lain baru saja mengubahnya. Muat ulang, lalu periksa lagi.")),
        413: (_("Kiriman ini terlalu besar"), _("Cukup kata-kata. Berkas, foto, dan video tidak diterima di sini.")),
        429: (_("Terlalu cepat"), _("Tunggu satu menit, lalu coba lagi. Tidak ada yang hilang.")),
        500: (
            _("Ada yang salah di pihak kami"),
            _("Yang belum terkirim boleh dikirim lagi. Tidak akan tercatat dua kali."),
        ),
        503: (_("Sedang dirawat sebentar"), _("Coba lagi beberapa menit lagi.")),
    }
    return known.get(status, known[500])


def public_words(status: int) -> tuple[str, str]:
    """The same for a child: no duty, no account, no blame."""
    known = {
        403: (_("Halaman ini tidak bisa dibuka"), _("Kamu tidak salah apa-apa. Mulai lagi dari halaman depan.")),
        404: (_("Halaman ini tidak ada"), _("Kamu tidak salah apa-apa. Mulai lagi dari halaman depan.")),
        409: (_("Sudah berubah lebih dulu"), _("Muat ulang halaman ini, lalu coba lagi.")),
        500: (
            _("Ada yang salah di pihak kami"),
            _("Bukan salahmu. Tekan kirim sekali lagi. Tidak akan tercatat dua kali."),
        ),
    }
    return known.get(status) or words(status)


def error_page(request: HttpRequest, status: int, message: Any = "") -> HttpResponse:
    """The page for a status; `message`, where given, takes the place of the general next step.

    Drawn without session or database: it must also stand when these are what failed.
    """
    title, step = public_words(status) if is_public() else words(status)
    context = {"status": status, "title": title, "message": message or step}
    if is_public():
        return HttpResponse(
            render_to_string("ui/error_public.html", context | public_face(request.path)), status=status
        )
    return HttpResponse(render_to_string("ui/error_desk.html", context), status=status)


class DomainErrorMiddleware:
    """A DomainError raised anywhere below a view becomes its page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, DomainError):
            return error_page(request, exception.status, exception.message)
        return None


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """A store that is away or a disk that takes nothing is no fault of the program, and is told apart: it passes."""
    if is_storage(sys.exception()):
        return error_page(request, 503, "" if is_public() else STORAGE)
    return error_page(request, 500)


def is_storage(error: BaseException | None) -> bool:
    """Whether the stores or the disk under them kept something from being done. Nothing was: each act is one
    transaction."""
    if isinstance(error, OSError):
        return error.errno in FULL_OR_BROKEN
    return isinstance(error, (OperationalError, InternalError, InterfaceError))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form left open over a sign-out: what was typed is still in the page behind."""
    message = _("Halaman ini terlalu lama terbuka. Kembali, salin yang sudah diketik, muat ulang, lalu kirim lagi.")
    return error_page(request, 403, message)
