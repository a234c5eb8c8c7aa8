"""The forms of a handbook, each in every language that it can be answered in."""

from feedback_app.forms import AnswerForm, form_of
from feedback_app.forms.translations import ENGLISH
from handbook.handbook import Handbook
from handbook.surveys.questions import Option
from handbook.surveys.translations import translated
from handbook.urls import page_address


def forms_of(handbook: Handbook) -> dict[tuple[str, str], type[AnswerForm]]:
    """Each form by the key of its survey run and its language."""
    pages = _pages_to_choose(handbook)
    forms = {(key, ENGLISH): form_of(run, pages) for key, run in handbook.runs.items()}
    for run in handbook.runs.values():
        for language, translation in handbook.translations.get(run.slug, {}).items():
            forms[run.key, language] = form_of(translated(run, translation), pages, language)
    return forms


def _pages_to_choose(handbook: Handbook) -> tuple[Option, ...]:
    """The handbook's written pages by title, for questions that ask which page."""
    pages = sorted(handbook.pages.values(), key=lambda page: page.header.title.lower())
    return tuple(Option.model_construct(id=page_address(page.path), text=page.header.title) for page in pages)
