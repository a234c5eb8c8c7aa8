"""Details that could tell who a text is about: found by pattern and by list, on this computer alone."""

from feedback_app.privacy.personal_data.detail import DetailKind, PersonalDetail, fingerprint, redact, typed_length
from feedback_app.privacy.personal_data.finding import find_details, new_details

__all__ = [
    "DetailKind",
    "PersonalDetail",
    "find_details",
    "fingerprint",
    "new_details",
    "redact",
    "typed_length",
]
