"""A survey run in the language that a person chose, and the other languages it can be answered in."""

from dataclasses import dataclass

from feedback_app.forms.translations import ENGLISH, Words, language_name, words_in
from handbook.handbook import Handbook
from handbook.surveys.survey import SurveyRun
from handbook.surveys.translations import translated
from handbook.urls import form_address


@dataclass(frozen=True)
class LanguageLink:
    """A link to the same form in another language."""

    name: str
    lang: str
    address: str
    new_tab: str
    """What it says about the new tab, so that nothing filled in here is lost."""


@dataclass(frozen=True)
class LocalisedRun:
    """A survey run in one language. What is stored does not depend on the language."""

    run: SurveyRun
    language: str
    checked: bool
    """Whether somebody who speaks the language has read it."""
    other_languages: tuple[LanguageLink, ...]

    @property
    def words(self) -> Words:
        """The form's own words."""
        return words_in(self.language, for_children=self.run.survey.for_children)


def localise(handbook: Handbook, run: SurveyRun, requested: str | None) -> LocalisedRun:
    """The survey run in the requested language, or in English if it is not translated."""
    translations = handbook.translations.get(run.slug, {})
    language = requested if requested in translations else ENGLISH
    other_languages = tuple(_language_link(run.slug, other) for other in (ENGLISH, *translations) if other != language)
    if language == ENGLISH or requested is None:
        return LocalisedRun(run, ENGLISH, checked=True, other_languages=other_languages)
    translation = translations[requested]
    return LocalisedRun(translated(run, translation), requested, bool(translation.checked_by), other_languages)


def _language_link(slug: str, language: str) -> LanguageLink:
    address = form_address(slug) if language == ENGLISH else f"{form_address(slug)}?language={language}"
    words = words_in(language)
    return LanguageLink(language_name(language), words.lang, address, words.plain("opens-in-new-tab"))
