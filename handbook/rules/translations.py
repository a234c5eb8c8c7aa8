"""Rules about translations: they are complete, and up to date with the original."""

from collections.abc import Iterable, Iterator

from handbook.source.problems import Problem
from handbook.source.spelling import nearest, suggest_instead
from handbook.source.text_values import Loc
from handbook.sources import Sources
from handbook.surveys.questions import Question
from handbook.surveys.survey import Consultation, Survey
from handbook.surveys.survey_files import consultation_file, survey_file, translation_file
from handbook.surveys.translations import TranslatedQuestion, Translation, words_fingerprint

TranslationEntry = tuple[str, str, Survey, Translation]
"""The path of a translation, the language in its file name, the original, and the translation."""


def _translations(sources: Sources) -> Iterator[TranslationEntry]:
    handbook = sources.handbook
    for slug, languages in handbook.translations.items():
        survey = handbook.surveys.get(slug) or handbook.consultations[slug]
        original = consultation_file(slug) if isinstance(survey, Consultation) else survey_file(slug)
        for language, translation in languages.items():
            yield translation_file(original, language), language, survey, translation


def check_language(sources: Sources) -> Iterator[Problem]:
    """The language is the one in the file name, and not English."""
    for path, language, _, translation in _translations(sources):
        if translation.language != language:
            name = f"{path.rpartition('/')[2].partition('.')[0]}.{translation.language}.yml"
            message = (
                f"the file's name says `{language}`; write `language: {language}`, or rename this file to `{name}`"
            )
            yield sources.problem(path, ("language",), message)
        elif language == "en":
            yield sources.problem(path, ("language",), "the original is in English; take this file out")


def check_not_behind(sources: Sources) -> Iterator[Problem]:
    """The original has not changed since the translation."""
    for path, _, survey, translation in _translations(sources):
        now = words_fingerprint(survey)
        if translation.made_from != now:
            message = (
                f"this translation is behind its original, or was never compared with it; once it says the same, write "
                f"`made_from: {now}`; until then take the file out"
            )
            yield sources.problem(path, ("made_from",), message)


def check_parts(sources: Sources) -> Iterator[Problem]:
    """The translation has the same parts as the original."""
    for path, _, survey, translation in _translations(sources):
        for key in ("proposal", "reasons"):
            there = bool(getattr(translation, key))
            yield from _check_presence(sources, path, (key,), wanted=isinstance(survey, Consultation), there=there)
        for number, (section, words) in enumerate(zip(survey.sections, translation.sections, strict=False)):
            place, wanted = ("sections", number, "introduction"), bool(section.introduction)
            yield from _check_presence(sources, path, place, wanted=wanted, there=bool(words.introduction))
        given, wanted_sections = len(translation.sections), len(survey.sections)
        for number in range(wanted_sections, given):
            which = f"the original has {wanted_sections} sections, and this is section {number + 1}"
            yield sources.problem(path, ("sections", number), f"{which}; take this section out")
        for section in survey.sections[given:]:
            yield sources.key_problem(path, ("sections",), _missing("section", section.title))


def _missing(what: str, name: str) -> str:
    return f"the {what} `{name}` is missing here; translate it from the original"


def _check_presence(sources: Sources, path: str, loc: Loc, *, wanted: bool, there: bool) -> Iterator[Problem]:
    if wanted and not there:
        yield sources.key_problem(path, loc[:-1], _missing("key", f"{loc[-1]}:"))
    if there and not wanted:
        yield sources.key_problem(path, loc, f"the original has no `{loc[-1]}` here; take it out")


def check_questions(sources: Sources) -> Iterator[Problem]:
    """Sections have the same questions in the same order, and questions the same options."""
    for path, _, survey, translation in _translations(sources):
        for number, (section, words) in enumerate(zip(survey.sections, translation.sections, strict=False)):
            place: Loc = ("sections", number, "questions")
            wanted = [question.id for question in section.questions]
            given = [question.id for question in words.questions]
            yield from _check_ids(sources, path, place, "question", wanted, enumerate(given))
            if wanted != given:
                if sorted(wanted) == sorted(given):
                    message = f"the questions stand in another order than in the original: {', '.join(wanted)}"
                    yield sources.key_problem(path, place, message)
                continue
            for index, (question, own) in enumerate(zip(section.questions, words.questions, strict=True)):
                yield from _check_question(sources, path, (*place, index), question, own)


def _check_question(
    sources: Sources, path: str, loc: Loc, question: Question, own: TranslatedQuestion
) -> Iterator[Problem]:
    yield from _check_presence(sources, path, (*loc, "hint"), wanted=bool(question.hint), there=bool(own.hint))
    for what, key, wanted, given in (
        ("option", "options", question.options, own.options),
        ("row", "rows", question.rows, own.rows),
    ):
        place = (*loc, key)
        yield from _check_ids(
            sources, path, place, what, [entry.id for entry in wanted], ((entry, entry) for entry in given)
        )


def _check_ids(
    sources: Sources, path: str, loc: Loc, what: str, wanted: list[str], given: Iterable[tuple[str | int, str]]
) -> Iterator[Problem]:
    there = list(given)
    for place, name in there:
        if name not in wanted:
            message = f"the original has no {what} `{name}` here; {suggest_instead(name, wanted)}"
            yield sources.key_problem(path, (*loc, place), message)
    # A mistyped id is reported where it is, and not as missing too; it may be any, if none is similar.
    intended = [nearest(name, wanted) for _, name in there]
    for name in wanted:
        if name not in intended and None not in intended:
            yield sources.key_problem(path, loc, _missing(what, name))


def check_waves(sources: Sources) -> Iterator[Problem]:
    """The newest wave has a translated title, and all waves exist."""
    for path, _, _original, translation in _translations(sources):
        slug = path.split("/")[1]
        waves = sources.handbook.waves.get(slug, {})
        for name in translation.waves:
            if name not in waves:
                instead = suggest_instead(name, waves) if waves else "a consultation has no waves: take it out"
                yield sources.key_problem(path, ("waves", name), f"there is no wave `{name}`; {instead}")
        newest = max(waves, key=lambda wave: waves[wave].opens, default=None)
        if newest and newest not in translation.waves:
            below = "below `waves:`" if translation.waves else "below a line `waves:`"
            message = f"the title of the wave is missing; add `{newest}:` and the title {below}"
            yield sources.key_problem(path, ("waves",), message)


RULES = (check_language, check_not_behind, check_parts, check_questions, check_waves)
