"""A day in three boxes; months may be written as words."""

from collections.abc import Mapping, Sequence
from datetime import date

from wtforms import Field, Form, ValidationError

from feedback_app.forms.field_kind import FieldKind, Pairs, Params
from feedback_app.wording import day_in_words
from handbook.questions import Question

_PARTS = ("day", "month", "year")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONGEST = 20


class DayField(Field):  # type: ignore[misc]  # WTForms ships no types
    """Three boxes; `data` is the day as 2026-03-31, or nothing."""

    typed: Mapping[str, str] = dict.fromkeys(_PARTS, "")
    wrong: Sequence[str] = ()
    """The boxes that are not right."""

    def process(self, formdata: object, *_: object, **__: object) -> None:
        """Read the three boxes; what cannot be a day stays in them."""
        got = getattr(formdata, "get", lambda _name, default: default)
        self.typed = {part: got(f"{self.name}-{part}", "").strip()[:_LONGEST] for part in _PARTS}
        self.data = ""
        self.errors = ()
        self.process_errors: list[str] = []


def _check_day(_form: Form, field: DayField) -> None:
    if not any(field.typed.values()):
        return
    name = field.label.text
    missing = [part for part in _PARTS if not field.typed[part]]
    if missing:
        field.wrong = missing
        raise ValidationError(f"Write the {' and the '.join(missing)} too, or empty all three boxes, for: {name}")
    day, month, year = _number(field.typed["day"]), _month(field.typed["month"]), _number(field.typed["year"])
    numbers = {"day": day is not None, "month": month is not None, "year": year is not None and 1900 <= year <= 2100}
    field.wrong = [part for part in _PARTS if not numbers[part]]
    if field.wrong:
        raise ValidationError(f"Write a real {' and a real '.join(field.wrong)}, such as 27 March 2026, for: {name}")
    try:
        field.data = date(year or 0, month or 0, day or 0).isoformat()
    except ValueError:
        field.wrong = _PARTS
        raise ValidationError(
            f"There is no such day in the calendar: check the day and the month, for: {name}"
        ) from None


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= 4 else None


def _month(typed: str) -> int | None:
    """`3`, `03`, `mar`, `March` and `march.` are the third month."""
    number = _number(typed)
    if number is not None:
        return number if 1 <= number <= 12 else None
    start = typed.lower().strip(".")[:3]
    return _MONTHS.index(start) + 1 if start in _MONTHS else None


def _field(question: Question) -> Field:
    return DayField(question.text, validators=[_check_day])


def _params(question: Question, field: DayField) -> Params:
    hint = {} if question.hint else {"hint": {"text": "For example, 27 3 2026 or 27 March 2026"}}
    legend = {"text": f"{question.text} (optional)", "classes": "govuk-fieldset__legend--s"}
    return hint | {"id": f"{field.name}-date", "fieldset": {"legend": legend}, "items": _boxes(field)}


def _boxes(field: DayField) -> list[Params]:
    # The first wrong box, or the first of all, carries the id that the list of errors leads to.
    first = next(iter(field.wrong), "day")
    return [
        {
            "name": f"{field.name}-{part}",
            "id": field.name if part == first else f"{field.name}-{part}",
            "label": part.capitalize(),
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


DAY = FieldKind(
    macro="day",
    field=_field,
    params=_params,
    answer=lambda field: str(field.data),
    read_back=lambda _question, field: day_in_words(date.fromisoformat(field.data)),
    pairs=_pairs,
)
