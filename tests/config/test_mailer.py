"""Where e-mail goes, by one line of the settings."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend

from suar.config.environment import mailer


def test_a_directory_takes_each_e_mail_as_a_file(tmp_path: Path) -> None:
    chosen = mailer(f"file:{tmp_path}/surat%20keluar")
    assert chosen["BACKEND"] == f"{EmailBackend.__module__}.EmailBackend"
    assert chosen["OPTIONS"] == {"file_path": f"{tmp_path}/surat keluar"}
    sender = EmailBackend(file_path=f"{tmp_path}/surat keluar")
    assert sender.send_messages([EmailMessage("Suar", "Buka Suar.", "suar@localhost", ["a@contoh.invalid"])]) == 1
    assert "Buka Suar." in next((tmp_path / "surat keluar").iterdir()).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("url", "tls", "ssl", "port"),
    [
        ("smtps://u:p@mail.contoh.invalid", False, True, 465),
        ("smtp://mail.contoh.invalid", True, False, 587),
        ("smtp://localhost", False, False, 25),
    ],
)
def test_a_server_elsewhere_is_spoken_to_with_tls(url: str, tls: bool, ssl: bool, port: int) -> None:
    options = mailer(url)["OPTIONS"]
    assert isinstance(options, dict)
    assert (options["use_tls"], options["use_ssl"], options["port"]) == (tls, ssl, port)


@pytest.mark.parametrize("url", ["http://mail.contoh.invalid", "file:relatif", "smtp://", "surat"])
def test_what_is_no_place_for_e_mail_is_refused_with_what_to_write(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="SUAR_EMAIL must read"):
        mailer(url)
