"""The far end of the channel, on the host of the public form: `python -m suar.config.channel`.

It is what SSH runs whatever the worker's key asks for (see `deploy/second-host/authorized_keys`): lines in, lines out,
until the other side hangs up. It has the settings of the public form, so there is no other store to reach from here."""

from __future__ import annotations

import json
import os
import sys
from typing import BinaryIO

REFUSED = {"refused": "unread"}


def serve(lines: BinaryIO, answers: BinaryIO) -> None:
    """One answer a line. A line that is too long or makes no sense is answered with a refusal, and ends it."""
    from django.conf import settings
    from django.utils import timezone

    from suar.casework.intake.channel import LONGEST_LINE, Misread, answer

    while line := lines.readline(LONGEST_LINE):
        try:
            asked = json.loads(line)
            if not isinstance(asked, dict):
                raise Misread("no object")
            told = answer(asked, public=settings.SUAR_PUBLIC_DIR, now=timezone.now())
        except (Misread, ValueError, RecursionError):
            told = REFUSED
        answers.write(json.dumps(told, separators=(",", ":")).encode() + b"\n")
        answers.flush()
        if told is REFUSED:
            return


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "suar.config.settings.public"
    import django

    django.setup()
    serve(sys.stdin.buffer, sys.stdout.buffer)


if __name__ == "__main__":
    main()
