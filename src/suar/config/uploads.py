"""Files on the desk: from signed-in staff only, at the addresses that ask for one, and in memory alone."""

from __future__ import annotations

from importlib import import_module
from io import BytesIO
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import get_user
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.db import DatabaseError
from django.http import HttpRequest, parse_cookie
from django.urls import resolve

ADDRESSES = ("/impor/baru/", "/wilayah/muat/", "/surat/templat/tambah/", "/kontak/whatsapp/")
# Bytes: a file of 30 MB, what stands around it, and room for a form to say that it is larger.
LARGEST_BODY = 32 * 1024 * 1024
LARGEST_FORM = 3 * 1024 * 1024  # above what Django takes of a form, so that its own page says what was too large


async def allowance(scope: Any) -> int:
    """How many bytes the sender of this request may send: of a stranger nothing is even read, of somebody whose role
    does not open the address nothing large."""
    cookies = b"; ".join(value for name, value in scope["headers"] if name == b"cookie").decode("latin-1")
    session_key = parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME, "")
    return await sync_to_async(granted)(session_key, scope["path"]) if session_key else 0


def granted(session_key: str, path: str) -> int:
    """The same, of whoever this living session belongs to. A store that is away knows nobody."""
    request = HttpRequest()
    # Named by a setting: its table is made only after this module is read.
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    try:
        user: Any = get_user(request)
        if not user.is_authenticated:
            return 0
        return LARGEST_BODY if path in ADDRESSES and opens(path, user) else LARGEST_FORM
    except DatabaseError:
        return 0


def opens(path: str, user: Any) -> bool:
    """Whether the table of permissions opens this address to them."""
    from suar.registry.accounts.permissions import allows  # as the session's table

    view: Any = resolve(path).func
    return allows(user, view.permission)


class InMemory(FileUploadHandler):
    """The only upload handler of the desk. A stranger's file, and one sent anywhere else, is refused at its first byte;
    more than `LARGEST_BODY` in one request is too large. Nothing is ever written to a temporary directory."""

    taken = 0
    content: BytesIO

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        # The form is first read by the check against forgery, after the session but before any view.
        request = self.request
        user = getattr(request, "user", None)
        if request is None or user is None or not user.is_authenticated or request.path_info not in ADDRESSES:
            raise PermissionDenied
        self.content = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.taken += len(raw_data)
        if self.taken > LARGEST_BODY:
            raise RequestDataTooBig("The file is larger than any that is taken.")
        self.content.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.content.seek(0)
        return InMemoryUploadedFile(
            file=self.content,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
