"""Rules about branching: questions that depend on earlier answers, consent, and equality questions."""

from collections.abc import Iterator

from handbook.rules.surveys import questions_by_loc, surveys_by_path
from handbook.source.problems import Problem
from handbook.source.spelling import suggest_instead
from handbook.source.text_values import Loc
from handbook.sources import Sources
from handbook.surveys.questions import UNCOUNTED, Question, QuestionKind


def check_branches(sources: Sources) -> Iterator[Problem]:
    """`show_if` refers to a possible answer of an earlier question, so every question can be reached."""
    for path, survey in surveys_by_path(sources):
        earlier: dict[str, Question] = {}
        for loc, question in questions_by_loc(survey):
            yield from _check_branch(sources, path, loc, question, earlier)
            earlier |= {stored.id: stored for stored in question.asked}


def _check_branch(
    sources: Sources, path: str, loc: Loc, question: Question, earlier: dict[str, Question]
) -> Iterator[Problem]:
    asked = question.show_if
    if asked is None:
        return
    place = (*loc, "show_if", "question")
    decides = earlier.get(asked.question)
    if decides is None:
        instead = suggest_instead(
            asked.question, [key for key, question in earlier.items() if question.kind.can_decide]
        )
        yield sources.problem(path, place, f"no question `{asked.question}` stands before this one; {instead}")
        return
    if not decides.kind.can_decide:
        good = ", ".join(f"`{key}`" for key, each in earlier.items() if each.kind.can_decide)
        message = (
            f"`{asked.question}` is of kind `{decides.kind}`, and only an answer to `agreement`, `one of` or `faces` "
            f"can decide what is asked next; {f'write one of: {good}' if good else 'take `show_if:` out'}"
        )
        yield sources.problem(path, place, message)
        return
    # "Prefer not to say" is never a condition, which would also reveal how many chose it.
    known = [choice.id for choice in decides.choices if choice not in UNCOUNTED]
    for index, answer in enumerate(asked.answers):
        if answer not in known:
            message = f"there is no answer `{answer}` to `{asked.question}`; {suggest_instead(answer, known)}"
            yield sources.problem(path, (*loc, "show_if", "answers", index), message)
    if not asked.answers:
        message = "nobody would ever be asked this; name at least one answer in place of `[]`, or take `show_if:` out"
        yield sources.key_problem(path, (*loc, "show_if"), message)
    elif set(known) <= set(asked.answers):
        message = (
            "every answer leads here, so everybody would be asked this; take `show_if:` out, or name fewer answers"
        )
        yield sources.key_problem(path, (*loc, "show_if"), message)


def check_consent(sources: Sources) -> Iterator[Problem]:
    """Consent to be quoted is asked once, after the text questions, and never of children."""
    for path, survey in surveys_by_path(sources):
        placed = questions_by_loc(survey)
        consents = [(loc, question) for loc, question in placed if question.kind is QuestionKind.CONSENT]
        if survey.for_children and consents:
            message = "children are told that nobody shows their words to others; take this question out of the form"
            yield sources.problem(path, consents[0][0], message)
        for loc, _ in consents[1:]:
            yield sources.problem(path, loc, "whether words may be quoted is asked twice; keep one of the questions")
        for loc, consent in consents[:1]:
            ids = [question.id for _, question in placed]
            words = [question.id for _, question in placed if question.kind.is_words]
            if not words:
                message = "this form asks for no words, so there are none to quote; take this question out"
                yield sources.problem(path, loc, message)
            elif ids.index(consent.id) < ids.index(words[-1]):
                message = (
                    f"people say whether their words may be quoted after the last box; move it below `{words[-1]}`"
                )
                yield sources.problem(path, loc, message)


def check_equality(sources: Sources) -> Iterator[Problem]:
    """Equality questions come last, are counted, and have no condition."""
    for path, survey in surveys_by_path(sources):
        for number, section in enumerate(survey.sections):
            if not section.equality:
                continue
            if not all(section.equality for section in survey.sections[number:]):
                message = "equality questions are optional and come last; move this section to the end"
                yield sources.problem(path, ("sections", number, "equality"), message)
            for index, question in enumerate(section.questions):
                place = ("sections", number, "questions", index)
                if not question.kind.is_counted:
                    message = (
                        "equality questions are only counted, and this cannot be; take it out, or move it elsewhere"
                    )
                    yield sources.problem(path, place, message)
                if question.show_if:
                    message = "an equality question depends on no other; take `show_if:` out"
                    yield sources.key_problem(path, (*place, "show_if"), message)


RULES = (check_branches, check_consent, check_equality)
