"""What a respondent sees: answering, taking answers back, what became of them, page feedback, and suggesting."""

from feedback_app.web.answer_routes import answer_blueprint
from feedback_app.web.data_disclosure import disclosure_blueprint
from feedback_app.web.page_feedback_routes import page_feedback_blueprint
from feedback_app.web.receipt_routes import receipt_blueprint
from feedback_app.web.search_routes import search_blueprint
from feedback_app.web.suggest_routes import suggestion_blueprint
from feedback_app.web.withdraw_routes import withdrawal_blueprint

__all__ = [
    "answer_blueprint",
    "disclosure_blueprint",
    "page_feedback_blueprint",
    "receipt_blueprint",
    "search_blueprint",
    "suggestion_blueprint",
    "withdrawal_blueprint",
]
