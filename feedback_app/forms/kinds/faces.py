"""One of the options, each with a large face beside its words."""

from markupsafe import Markup, escape
from wtforms import Field

from feedback_app.forms.field_kind import FieldKind, Params
from feedback_app.forms.kinds.choices import legend, one_answer, radio_field, text_of
from feedback_app.forms.translations import Words
from handbook.surveys.questions import PREFER_NOT_TO_SAY, Face, Option, Question, QuestionKind

_MOUTHS = {
    Face.HAPPY: "M12 26 Q20 36 28 26",
    Face.FINE: "M12 27 Q20 31 28 27",
    Face.UNSURE: "M12 28 L28 28",
    Face.SAD: "M12 31 Q20 24 28 31",
    Face.UPSET: "M11 32 Q20 20 29 32",
}
_BROWS = {Face.UPSET: "M10 11 L16 14 M30 11 L24 14", Face.UNSURE: "M10 12 L16 12 M24 12 L30 10"}


def _face_html(option: Option) -> Markup:
    """The face and its words; the face is for those who see, and says nothing that the words do not."""
    if option.face is None:
        return Markup('<span class="face-words">{}</span>').format(option.text)
    lines = f"{_MOUTHS[option.face]} {_BROWS.get(option.face, '')}".strip()
    face = (
        '<svg class="face" viewBox="0 0 40 40" aria-hidden="true" focusable="false">'
        '<circle class="face__round" cx="20" cy="20" r="18"/><circle class="face__eye" cx="14" cy="17" r="2.2"/>'
        f'<circle class="face__eye" cx="26" cy="17" r="2.2"/><path class="face__line" d="{lines}"/></svg>'
    )
    return Markup(f'{face}<span class="face-words">{escape(option.text)}</span>')  # noqa: S704 escaped here


def _choices(question: Question, words: Words) -> tuple[Option, ...]:
    return (*question.options, PREFER_NOT_TO_SAY.model_copy(update={"text": words("not-saying")}))


def _field(question: Question, words: Words) -> Field:
    return radio_field(question, _choices(question, words), words("error-faces", question=question.text))


def _params(question: Question, field: Field, words: Words) -> Params:
    items = [
        {"value": option.id, "html": _face_html(option), "checked": option.id == field.data}
        for option in _choices(question, words)
    ]
    return legend(question) | {"classes": "faces", "items": items}


FIELD_KINDS = {
    QuestionKind.FACES: FieldKind(
        macro="radios",
        field=_field,
        params=_params,
        answer=one_answer,
        read_back=lambda question, field, words: text_of(_choices(question, words), field.data),
    )
}
