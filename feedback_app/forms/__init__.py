"""A questionnaire as a web form; the only place that knows WTForms."""

from feedback_app.forms.answer_form import AnswerForm, form_class, form_of
from feedback_app.forms.kinds import FIELD_FOR_KIND

__all__ = ["FIELD_FOR_KIND", "AnswerForm", "form_class", "form_of"]
