"""Charts drawn once. Each is kept as a file beside the home's reports under the snapshot's fingerprint, so that a page
shows what the worker drew; where nothing is kept yet it is drawn now."""

from __future__ import annotations

import json
import logging
import os
import secrets
from dataclasses import dataclass
from importlib.metadata import version as version_of
from pathlib import Path

from django.conf import settings

from suar.core import private
from suar.core.ui.charts import DARK, LIGHT, PRINT, Chart, Table, Theme
from suar.insight.reports import pictures
from suar.insight.reports.document import Chapter, Picture
from suar.insight.reports.editions import Edition

logger = logging.getLogger("suar.reports")
THEMES = (PRINT, LIGHT, DARK)


@dataclass(frozen=True, slots=True)
class Drawings:
    """The charts of one edition of one snapshot."""

    fingerprint: str
    edition: Edition

    def chart(self, picture: Picture, theme: Theme) -> Chart:
        name = f"{picture.name}-{theme.name}.json"
        kept = stored(self.fingerprint, self.edition, name)
        if kept is not None:
            return _read(kept)
        drawn = picture.draw(theme)
        keep(self.fingerprint, self.edition, name, _written(drawn))
        return drawn

    def draw_all(self, chapters: list[Chapter]) -> int:
        """Every chart in every theme. Returns how many there are."""
        wanted = [block for chapter in chapters for block in chapter.blocks if isinstance(block, Picture)]
        for picture in wanted:
            for theme in THEMES:
                self.chart(picture, theme)
        return len(wanted) * len(THEMES)


def _folder(fingerprint: str, edition: Edition) -> Path:
    """Another program version or another way of drawing looks elsewhere."""
    version = f"{version_of('suar')}-{pictures.VERSION}"
    return Path(settings.SUAR_HOME) / "reports" / fingerprint / version / edition.value


def stored(fingerprint: str, edition: Edition, name: str) -> bytes | None:
    try:
        return (_folder(fingerprint, edition) / name).read_bytes()
    except OSError:  # not kept yet, or not readable: drawn again
        return None


def keep(fingerprint: str, edition: Edition, name: str, content: bytes) -> None:
    """Put a file there whole or not at all. A full disk costs time at the next reading, nothing else."""
    folder = _folder(fingerprint, edition)
    beside = folder / f".{name}.{secrets.token_hex(4)}"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o770)
        with os.fdopen(private.create(beside, os.O_WRONLY | os.O_EXCL), "wb") as file:
            file.write(content)
        beside.replace(folder / name)
    except OSError as error:
        logger.warning("a report's file could not be kept: %s", type(error).__name__)


def _written(chart: Chart) -> bytes:
    table = {"headers": chart.table.headers, "rows": chart.table.rows}
    return json.dumps({"svg": chart.text, "title": chart.title, "table": table}).encode()


def _read(content: bytes) -> Chart:
    kept = json.loads(content)
    table = Table(tuple(kept["table"]["headers"]), tuple(tuple(row) for row in kept["table"]["rows"]))
    return Chart(kept["svg"].encode(), kept["title"], table)
