"""Details that could tell who a text is about: found by pattern and by list, on this computer alone."""

from feedback_app.personal_details.finding import Detail, find_details, new_details, short_mark
from feedback_app.personal_details.kinds import DetailKind
from feedback_app.personal_details.taking_out import length_without_marks, take_out

__all__ = [
    "Detail",
    "DetailKind",
    "find_details",
    "length_without_marks",
    "new_details",
    "short_mark",
    "take_out",
]
