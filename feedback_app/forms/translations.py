"""The words of the forms themselves, such as buttons, notices and errors, in each language (`words/<language>.yml`).

Where a language lacks a sentence the English one is used, and marked as English for screen readers and translators.
Days, and which form of a word goes with a number, come from Babel, so that nobody writes them down for a language.
"""

import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, cast

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from markupsafe import Markup, escape

from handbook.source.source_file import read_record

FOLDER = Path(__file__).parent.parent / "words"
ENGLISH = "en"
_TAGS = {ENGLISH: "en-GB"}
"""The `lang` attribute of languages whose short name is not enough."""


class Phrase(str):
    """A sentence of the forms. Its HTML names its language if that differs from the language of the page."""

    __slots__ = ("_lang", "_parts", "_written")
    _written: str
    _parts: Mapping[str, object]
    _lang: str | None

    @classmethod
    def of(cls, written: str, parts: Mapping[str, object], lang: str | None) -> "Phrase":
        """The sentence with its gaps filled; `lang` where it is not in the page's language."""
        phrase = cls(written.format(**parts))
        phrase._written, phrase._parts, phrase._lang = written, parts, lang
        return phrase

    def __html__(self) -> Markup:
        """Everything that is not markup already is escaped."""
        filled = escape(self._written).format(**self._parts)
        return in_language(filled, self._lang) if self._lang else filled


@cache
def _locale(language: str) -> Locale:
    """The Babel locale of a language, or of English if there is none."""
    try:
        return Locale.parse(_TAGS.get(language, language), sep="-")
    except UnknownLocaleError:
        return _locale(ENGLISH)


def in_language(words: object, lang: str) -> Markup:
    """Words of another language than the page's."""
    return Markup('<span lang="{}">{}</span>').format(lang, words)


@dataclass(frozen=True)
class Words:
    """The sentences of one language, for grown-ups or for children."""

    language: str
    own: Mapping[str, str]
    english: Mapping[str, str]

    @property
    def lang(self) -> str:
        """What the page says its language is."""
        return _TAGS.get(self.language, self.language)

    def __call__(self, key: str, **parts: object) -> Phrase:
        """A sentence by its name, with its gaps filled."""
        if key in self.own:
            return Phrase.of(self.own[key], parts, None)
        return Phrase.of(self.english[key], parts, _TAGS[ENGLISH])

    def plain(self, key: str, **parts: object) -> str:
        """The same as bare text, for attributes."""
        return str(self(key, **parts))

    def counted(self, key: str, number: int, **parts: object) -> Phrase:
        """The sentence for a number of things: `<key>-one`, `<key>-two` and so on where there is one, else `<key>`."""
        sentences, language = (self.own, self.language) if key in self.own else (self.english, ENGLISH)
        form = f"{key}-{_locale(language).plural_form(number)}"
        return self(form if form in sentences else key, **parts)

    def day(self, day: date) -> Phrase:
        """Such as "31 March 2026"."""
        written = format_date(day, "long", _locale(self._spoken))
        return Phrase.of("{day}", {"day": written}, None if self.own else _TAGS[ENGLISH])

    def month(self, month: int) -> str:
        """The name of a month, January as 1."""
        return str(_locale(self._spoken).months["format"]["wide"][month])

    @property
    def _spoken(self) -> str:
        """The language of most of its sentences: a form in a language that has none speaks English."""
        return self.language if self.own else ENGLISH

    def as_written(self, words: str) -> str | Markup:
        """Words of content that has no translation, such as the name of a service."""
        return words if self.language == ENGLISH else in_language(words, _TAGS[ENGLISH])


@cache
def words_in(language: str, *, for_children: bool = False) -> Words:
    """The words of a language; English where there is no such file."""
    english, own = _read(ENGLISH), _read(language)
    if for_children:
        english = english | _read(f"{ENGLISH}-children")
        # A child reads a plain sentence in the own language sooner than a plainer one in another.
        own = own | _read(f"{language}-children")
    return Words(language, own, english)


@cache
def language_name(language: str) -> str:
    """What a language calls itself."""
    return _read(language).get("language-name", language)


def languages() -> list[str]:
    """Every language that has words of its own."""
    return sorted(file.stem for file in FOLDER.glob("*.yml") if not file.stem.endswith("-children"))


def placeholders(sentence: str) -> set[str]:
    """The names of what is filled in."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@cache
def _read(name: str) -> dict[str, str]:
    if not (FOLDER / f"{name}.yml").is_file():
        return {}
    return cast("dict[str, str]", _checked(read_record(FOLDER, f"{name}.yml").value))


def _checked(value: Any) -> Any:  # noqa: ANN401 (whatever a file may hold)
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise TypeError("a file of words holds one sentence for each name")
    return value
