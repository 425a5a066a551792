"""Every change of a declaration and of a withholding."""

from suar.casework.conflicts.actions.comparing import compare, compare_again, compare_many
from suar.casework.conflicts.actions.deciding import carry_over, confirm, dismiss, lift, recuse, withhold
from suar.casework.conflicts.actions.declaring import add_tie, correct_tie, declare, end_tie
from suar.casework.conflicts.actions.later import compare_person
from suar.casework.conflicts.actions.moving import move_subject, note_case
from suar.casework.conflicts.actions.tick import watch
from suar.casework.conflicts.standing import Arrival

__all__ = [
    "Arrival",
    "add_tie",
    "carry_over",
    "compare",
    "compare_again",
    "compare_many",
    "compare_person",
    "confirm",
    "correct_tie",
    "declare",
    "dismiss",
    "end_tie",
    "lift",
    "move_subject",
    "note_case",
    "recuse",
    "watch",
    "withhold",
]
