"""An import of a register: staged, made visible by one flag, undone as one; and what a kill left is finished."""

from __future__ import annotations

from suar.casework.register.actions.headings import mapping_of, save_mapping
from suar.casework.register.actions.recovery import finish_unfinished
from suar.casework.register.actions.removal import discard, undo
from suar.casework.register.actions.staging import receive, restage, stage, stage_upload
from suar.casework.register.actions.visibility import make_visible

__all__ = [
    "discard",
    "finish_unfinished",
    "make_visible",
    "mapping_of",
    "receive",
    "restage",
    "save_mapping",
    "stage",
    "stage_upload",
    "undo",
]
