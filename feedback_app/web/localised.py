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
    """A survey run as one language says it; what is stored does not depend on it."""

    run: SurveyRun
    language: str
    checked: bool
    """Whether somebody who speaks the language has read it."""
    others: tuple[LanguageLink, ...]

    @property
    def words(self) -> Words:
        """The form's own words."""
        return words_in(self.language, for_children=self.run.survey.for_children)


def localise(handbook: Handbook, run: SurveyRun, wanted: str | None) -> LocalisedRun:
    """The survey run in the wanted language, or in English where it is not translated."""
    translations = handbook.translations.get(run.slug, {})
    language = wanted if wanted in translations else ENGLISH
    others = tuple(_language_link(run.slug, each) for each in (ENGLISH, *translations) if each != language)
    if language == ENGLISH or wanted is None:
        return LocalisedRun(run, ENGLISH, checked=True, others=others)
    translation = translations[wanted]
    return LocalisedRun(translated(run, translation), wanted, bool(translation.checked_by), others)


def _language_link(slug: str, language: str) -> LanguageLink:
    address = form_address(slug) if language == ENGLISH else f"{form_address(slug)}?language={language}"
    words = words_in(language)
    return LanguageLink(language_name(language), words.lang, address, words.plain("opens-in-new-tab"))
