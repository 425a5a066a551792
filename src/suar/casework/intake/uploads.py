"""Words only. A file posted to any public address is refused at its first byte: nothing of it is kept or logged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from suar.core.errors import DomainError
from suar.core.ui.errors import error_page

FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
CARRYING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class FilePosted(DomainError):
    """Somebody tried to send a picture, a video or any other file."""

    status = 400

    def __init__(self) -> None:
        super().__init__(
            _(
                "Foto, video, dan berkas lain tidak bisa dikirim ke sini, dan tidak ada yang kami simpan. "
                "Cukup kata-kata."
            )
        )


class RefuseEveryFile(FileUploadHandler):
    """The only upload handler of the public surface."""

    def new_file(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise FilePosted

    def receive_data_chunk(self, raw_data: bytes, start: int) -> NoReturn:
        raise FilePosted

    def file_complete(self, file_size: int) -> NoReturn:
        raise FilePosted


class WordsOnlyMiddleware:
    """Reads the body before any view does: the answer is the same at every address, also one that does not exist.

    A body that is too large or not readable becomes its 4xx page by the handlers of the address list."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in CARRYING:
            if request.content_type not in {FORM, MULTIPART, ""}:
                return error_page(request, FilePosted.status, FilePosted().message)
            try:
                request.POST  # noqa: B018 - reading it is what parses the body
            except FilePosted as refusal:
                return error_page(request, refusal.status, refusal.message)
        return self.get_response(request)
