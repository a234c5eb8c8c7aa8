"""What a respondent sees: answering, taking answers back, what became of them, page feedback, and suggesting."""

from feedback_app.answering.answer_routes import answering
from feedback_app.answering.page_feedback_routes import page_feedback
from feedback_app.answering.receipt_routes import receipts
from feedback_app.answering.seeing_routes import seeing
from feedback_app.answering.suggest_routes import suggesting
from feedback_app.answering.withdraw_routes import withdrawing

__all__ = ["answering", "page_feedback", "receipts", "seeing", "suggesting", "withdrawing"]
