"""Details that could tell who a text is about: found by pattern and by list, on this computer alone."""

from feedback_app.privacy.personal_data.finding import PersonalDetail, find_details, fingerprint, new_details
from feedback_app.privacy.personal_data.kinds import DetailKind
from feedback_app.privacy.personal_data.redact import redact, typed_length

__all__ = [
    "DetailKind",
    "PersonalDetail",
    "find_details",
    "fingerprint",
    "new_details",
    "redact",
    "typed_length",
]
