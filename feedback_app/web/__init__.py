"""What a respondent sees: answering, taking answers back, what became of them, page feedback, and suggesting."""

from feedback_app.web.answer_routes import answering
from feedback_app.web.data_disclosure_routes import seeing
from feedback_app.web.page_feedback_routes import page_feedback
from feedback_app.web.receipt_routes import receipts
from feedback_app.web.suggest_routes import suggesting
from feedback_app.web.withdraw_routes import withdrawing

__all__ = ["answering", "page_feedback", "receipts", "seeing", "suggesting", "withdrawing"]
