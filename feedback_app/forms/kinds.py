"""The table of kinds: a new kind of question is one entry here and one small file."""

from feedback_app.forms.agreement import AGREEMENT
from feedback_app.forms.consent import CONSENT
from feedback_app.forms.day import DAY
from feedback_app.forms.faces import FACES
from feedback_app.forms.field_kind import FieldKind
from feedback_app.forms.long_text import LONG_TEXT
from feedback_app.forms.number import NUMBER
from feedback_app.forms.one_of import ONE_OF
from feedback_app.forms.page import PAGE
from feedback_app.forms.ranking import RANKING
from feedback_app.forms.several_of import SEVERAL_OF
from feedback_app.forms.short_text import SHORT_TEXT
from handbook.surveys.questions import QuestionKind

FIELD_FOR_KIND: dict[QuestionKind, FieldKind] = {
    QuestionKind.AGREEMENT: AGREEMENT,
    QuestionKind.ONE_OF: ONE_OF,
    QuestionKind.SEVERAL_OF: SEVERAL_OF,
    QuestionKind.RANKING: RANKING,
    QuestionKind.FACES: FACES,
    QuestionKind.NUMBER: NUMBER,
    QuestionKind.DATE: DAY,
    QuestionKind.PAGE: PAGE,
    QuestionKind.SHORT_TEXT: SHORT_TEXT,
    QuestionKind.LONG_TEXT: LONG_TEXT,
    QuestionKind.CONSENT: CONSENT,
}
"""All kinds but `grid`, whose statements are fields of kind `agreement`."""
