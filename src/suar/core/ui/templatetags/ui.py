"""`{% load ui %}`: docs/ui-components.md shows each component with an example, so does the desk's style page."""

from suar.core.ui.tags import basics, blocks, figures, forms, lists, times
from suar.core.ui.tags.library import register

__all__ = ["basics", "blocks", "figures", "forms", "lists", "register", "times"]
