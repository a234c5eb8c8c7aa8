"""What a respondent sees: answering, taking answers back, and "was this page useful?"."""

from feedback_app.answering.answer_routes import answering
from feedback_app.answering.page_feedback_routes import page_feedback
from feedback_app.answering.seeing_routes import seeing
from feedback_app.answering.withdraw_routes import withdrawing

__all__ = ["answering", "page_feedback", "seeing", "withdrawing"]
