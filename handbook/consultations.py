"""Whether a consultation has come to its end, so that what it was about may change."""

from datetime import date

from handbook.handbook import Handbook
from handbook.surveys.survey_files import outcome_file


def why_not_settled(handbook: Handbook, slug: str, on: date) -> str | None:
    """Why nothing can rest on a consultation yet, as the beginning of a sentence; None once it closed and was answered.

    Raises KeyError when there is no consultation of this name.
    """
    consultation = handbook.consultations[slug]
    if not consultation.is_over(on):
        return f"people can answer `{slug}` until {consultation.closes}, and its answer follows after that"
    if slug not in handbook.outcomes:
        return f"`{slug}` closed on {consultation.closes} and has no answer; write {outcome_file(slug)} first"
    return None
