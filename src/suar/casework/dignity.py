"""Words that blame a child appear on no screen. The build fails on them.

After the terminology guide of KemenPPPA (2019) and the Indonesian translation of the Luxembourg Guidelines (ECPAT,
2019)."""

from __future__ import annotations

import re

# word or phrase → what to write instead
AVOID: dict[str, str] = {
    r"pelacur\w*": "anak korban eksploitasi seksual",
    r"psk\b": "anak korban eksploitasi seksual",
    r"prostitusi": "eksploitasi seksual",
    r"open\s*bo\b": "eksploitasi seksual anak melalui internet",
    r"anak\s+nakal": "anak",
    r"wanita\s+nakal": "anak",
    r"pornografi\s+anak": "materi eksploitasi seksual anak",
    r"mucikari|germo": "pihak yang mengeksploitasi",
    r"pelanggan|pemakai\s+jasa": "pelaku",
    r"digerebek|penggerebekan|terjaring|razia": "ditemukan, dijangkau",
    r"diamankan": "ditemukan, dijangkau",
    r"pemain\s+lama|residivis": "anak yang pernah dijangkau sebelumnya",
    r"pembinaan\s+moral|rehabilitasi\s+akhlak": "pemulihan, pendampingan",
    r"pengakuan\s+anak": "keterangan anak",
    r"menutup-?nutupi": "belum dapat bekerja sama",
    r"penjaja\w*": "anak korban",
    r"oknum": "orang",
    r"child\s+prostitut\w*": "child victim of sexual exploitation",
    r"child\s+pornograph\w*": "child sexual abuse material",
}

_PATTERN = re.compile("|".join(rf"\b(?:{pattern})" for pattern in AVOID), re.IGNORECASE)


def blaming_words(text: str) -> list[str]:
    """Every word or phrase in the text that must not be on a screen."""
    return [match.group(0) for match in _PATTERN.finditer(text)]
