"""What may be said of a body from its names alone. No database, no clock."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from suar.registry.agencies.models import Agency

# What stands before a name and names nobody: "Yth. Pimpinan RSUD Soedarso" is whoever opens the post there.
BEFORE = re.compile(r"^(yth|kepada|pimpinan|lembaga|instansi|kantor|bagian|bapak|ibu)+")


def is_named(text: str, agency: Agency) -> bool:
    """Whether the words name a person or an office-holder of the body: what tells about a child goes to one of them,
    never to a whole body. Its name or short name, however spelled and politely led up to, names nobody."""
    return bare(text) not in {"", bare(agency.name), bare(agency.short_name)}


def bare(text: str) -> str:
    """Its letters and figures alone, without what stands before: `Pimpinan R.S.U.D. Soedarso` -> `rsudsoedarso`."""
    return BEFORE.sub("", "".join(sign for sign in text.casefold() if sign.isalnum()))
