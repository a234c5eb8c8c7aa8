"""Details that could tell who a text is about: found by pattern and by list, on this computer alone."""

from feedback_app.privacy.personal_data.finding import Detail, find_details, new_details, short_mark
from feedback_app.privacy.personal_data.kinds import DetailKind
from feedback_app.privacy.personal_data.redact import length_without_marks, take_out

__all__ = [
    "Detail",
    "DetailKind",
    "find_details",
    "length_without_marks",
    "new_details",
    "short_mark",
    "take_out",
]
