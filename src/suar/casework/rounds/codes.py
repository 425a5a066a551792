"""The code of a list: read by a scanner from the paper, or typed from it. Digits in groups, the last one checks."""

from __future__ import annotations

import secrets

from stdnum import damm

from suar.core.documents.codes import qr

LENGTH = 12
PREFIX = "SUAR-D"
"""What stands before the digits in the picture, so that another code of the desk is never taken for a list's."""


def new() -> str:
    digits = "".join(secrets.choice("0123456789") for _ in range(LENGTH - 1))
    return digits + str(damm.calc_check_digit(digits))


def grouped(code: str) -> str:
    """`1234 5678 9012`, as it is printed and read aloud."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def carried(code: str) -> str:
    """What the picture holds: no address, for paper outlives them."""
    return f"{PREFIX}:{code}"


def read(typed: str) -> str:
    """The code in what was scanned or typed; empty where it is none, or a digit is wrong."""
    digits = "".join(sign for sign in typed.removeprefix(PREFIX) if sign.isdecimal() and sign.isascii())
    return digits if len(digits) == LENGTH and damm.is_valid(digits) else ""


def picture(code: str) -> bytes:
    """The code as a picture in one colour, to be read from a copy of a copy."""
    return qr(carried(code))
