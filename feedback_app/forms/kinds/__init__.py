"""The kinds of question as form fields, found by the program: each module here lists its own in `FIELD_KINDS`."""

from collections.abc import Iterable
from types import ModuleType

from feedback_app.forms.field_kind import FieldKind
from handbook.registry import modules_in
from handbook.surveys.questions import QuestionKind


def kinds_in(modules: Iterable[ModuleType]) -> dict[QuestionKind, FieldKind]:
    """Every field kind by its kind of question.

    Raises `TypeError` for a module that lists none, or one that another module lists as well.
    """
    kinds: dict[QuestionKind, FieldKind] = {}
    for module in modules:
        own = getattr(module, "FIELD_KINDS", None)
        if not own:
            message = "lists no kind of question: write `FIELD_KINDS = {QuestionKind.…: FieldKind(...)}` in it"
            raise TypeError(f"{module.__name__} {message}")
        if twice := kinds.keys() & own.keys():
            raise TypeError(f"{module.__name__} lists {', '.join(sorted(twice))}, which another module lists already")
        kinds |= own
    return kinds


FIELD_FOR_KIND = kinds_in(modules_in(__name__, __path__))
"""All kinds but `grid`, whose statements are fields of kind `agreement`."""
