"""E-mail without content: that there is something, never what or about whom. It crosses other people's machines and is
read on locked screens."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import override

logger = logging.getLogger("suar.alarms")

FOR_GOOD = 500  # a reply code of SMTP below it says: later, perhaps

type Address = tuple[str, str]
"""An e-mail address and the language of whoever reads it."""


def is_set_up() -> bool:
    """Whether an office has told the program by which server it sends."""
    return bool(settings.SUAR_EMAIL)


def send(text: object, to: Iterable[Address], refused: list[str] | None = None) -> int:
    """One message to each, so that nobody sees who else is told; `text` is one of the declared sentences, translated
    for each. Returns how many the server took: 0 while none is set up or it is away, and the caller tries again.
    Addresses that it refuses for good are added to `refused`."""
    if not is_set_up():
        return 0
    sent = 0
    for address, language in to:
        with override(language):
            message = EmailMessage("Suar", str(text), to=[address])
        try:
            sent += message.send(using="default") or 0
        except SMTPRecipientsRefused as no:  # one address that does not exist must not keep the others from being told
            logger.warning("an e-mail address was refused: look at the addresses of the accounts")
            if refused is not None and all(code >= FOR_GOOD for code, _why in no.recipients.values()):
                refused.append(address)
        except OSError as error:  # SMTPException is one; what a server answers may hold an address: the class alone
            logger.warning("the e-mail server is away (%s), tried again in a minute", type(error).__name__)
            return 0
    return sent
