"""A day in three boxes; a whole day in one of them is read too, and months may be written as words."""

from collections.abc import Mapping, Sequence
from datetime import date

from wtforms import Field, Form, ValidationError

from feedback_app.forms.field_kind import FieldKind, Pairs, Params
from feedback_app.forms.translations import ENGLISH, Words, words_in
from feedback_app.forms.typed_day import day_number, month_number, split_day, year_number
from handbook.surveys.questions import Question, QuestionKind

_PARTS = ("day", "month", "year")
_MAX_LENGTH = 40


class DayField(Field):  # type: ignore[misc]  # WTForms ships no types
    """Three boxes; `data` is the day as 2026-03-31, or nothing."""

    typed: Mapping[str, str] = dict.fromkeys(_PARTS, "")
    wrong: Sequence[str] = ()
    """The boxes with an error."""

    def process(self, formdata: object, *_: object, **__: object) -> None:
        """Read the three boxes. What is not a day stays in them."""
        get = getattr(formdata, "get", lambda _name, default: default)
        typed = {part: get(f"{self.name}-{part}", "").strip()[:_MAX_LENGTH] for part in _PARTS}
        self.typed = _split_whole_day(typed)
        self.data = ""
        self.errors = ()
        self.process_errors: list[str] = []


def _split_whole_day(typed: Mapping[str, str]) -> Mapping[str, str]:
    """The three boxes; a whole day in one of them is split between all three."""
    filled = [text for text in typed.values() if text]
    whole = split_day(filled[0]) if len(filled) == 1 else None
    return dict(zip(_PARTS, whole, strict=True)) if whole else typed


def _check_day(form: Form, field: DayField) -> None:
    if not any(field.typed.values()):
        return
    missing = [part for part in _PARTS if not field.typed[part]]
    if missing:
        raise _date_error(form.words, field, missing, "error-date-missing")
    day, year = day_number(field.typed["day"]), year_number(field.typed["year"])
    month = month_number(field.typed["month"], lambda number, start: _matches_month(number, start, form.words))
    numbers = {"day": day is not None, "month": month is not None, "year": year is not None}
    unreal = [part for part in _PARTS if not numbers[part]]
    if unreal:
        raise _date_error(form.words, field, unreal, "error-date-real")
    try:
        field.data = date(year or 0, month or 0, day or 0).isoformat()
    except ValueError:
        raise _date_error(form.words, field, _PARTS, "error-date-none") from None


def _date_error(words: Words, field: DayField, parts: Sequence[str], key: str) -> ValidationError:
    field.wrong = parts
    names = words(f"part-{parts[0]}")
    for part in parts[1:]:
        names = words("and-a-real" if key == "error-date-real" else "and-the", one=names, other=words(f"part-{part}"))
    return ValidationError(words(key, parts=names, question=field.label.text))


def _matches_month(month: int, start: str, words: Words) -> bool:
    """The first three letters tell months apart, in English and in the form's language."""
    return any(language.month(month).lower()[:3] == start for language in (words, words_in(ENGLISH)))


def _field(question: Question, _words: Words) -> Field:
    return DayField(question.text, validators=[_check_day])


def _params(question: Question, field: DayField, words: Words) -> Params:
    hint = {} if question.hint else {"hint": {"text": words("date-hint")}}
    legend = {"text": question.text, "classes": "govuk-fieldset__legend--s"}
    return hint | {"id": f"{field.name}-date", "fieldset": {"legend": legend}, "items": _boxes(field, words)}


def _boxes(field: DayField, words: Words) -> list[Params]:
    # The first wrong box, or the first of all, carries the id that the list of errors leads to.
    first = next(iter(field.wrong), "day")
    return [
        {
            "name": f"{field.name}-{part}",
            "id": field.name if part == first else f"{field.name}-{part}",
            "label": words(f"date-{part}"),
            "value": field.typed[part],
            "classes": _classes(part, wrong=part in field.wrong),
            "inputmode": "text" if part == "month" else "numeric",
            "autocomplete": "off",
        }
        for part in _PARTS
    ]


def _classes(part: str, *, wrong: bool) -> str:
    width = {"day": "2", "month": "5", "year": "4"}[part]
    return f"govuk-input--width-{width}{' govuk-input--error' if wrong else ''}"


def _pairs(field: DayField) -> Pairs:
    return [(f"{field.name}-{part}", typed) for part, typed in field.typed.items() if typed]


FIELD_KINDS = {
    QuestionKind.DATE: FieldKind(
        macro="day",
        field=_field,
        params=_params,
        answer=lambda field: str(field.data),
        read_back=lambda _question, field, words: words.day(date.fromisoformat(field.data)),
        pairs=_pairs,
    )
}
