"""Charts as SVG, each with its table: `bars`, `bar_stacked`, `columns`, `line`, `tile_map`, `timeline`.

Every function takes plain rows and returns a `Chart`. The drawing libraries are loaded at the first chart only.
"""

from suar.core.ui.charts.bars import Names, bar_stacked, bars, columns
from suar.core.ui.charts.courses import Span, line, timeline
from suar.core.ui.charts.drawing import Chart, DrawingError, Table, Words
from suar.core.ui.charts.themes import DARK, LIGHT, PRINT, Theme
from suar.core.ui.charts.tiles import Tile, tile_map

__all__ = [
    "DARK",
    "LIGHT",
    "PRINT",
    "Chart",
    "DrawingError",
    "Names",
    "Span",
    "Table",
    "Theme",
    "Tile",
    "Words",
    "bar_stacked",
    "bars",
    "columns",
    "line",
    "tile_map",
    "timeline",
]
