"""Rules about the results of a survey run: the published summary and the outcome."""

from collections.abc import Collection, Iterator

from handbook.rules.pages import commitment_ids
from handbook.source.problems import Problem
from handbook.source.text_values import Loc
from handbook.source.yaml_messages import quote_for_yaml
from handbook.sources import Mention, Sources
from handbook.surveys.questions import Question
from handbook.surveys.summaries import QuestionSummary
from handbook.surveys.survey import SurveyRun
from handbook.surveys.survey_files import outcome_file, run_file, summary_file


def check_summaries_match_runs(sources: Sources) -> Iterator[Problem]:
    """A summary belongs to the run in its path, has its days, and was released after the run closed."""
    for key, summary in sources.handbook.summaries.items():
        run = sources.handbook.runs[key]
        path = summary_file(key)
        if summary.asking != key:
            yield sources.problem(path, ("asking",), f"this summary lies beside another asking; write `asking: {key}`")
        if summary.title != run.title:
            message = f'the form is called otherwise; write `title: "{run.title}"`'
            yield sources.problem(path, ("title",), message)
        for name in ("opens", "closes"):
            asked = getattr(run.wave, name)
            if getattr(summary, name) != asked:
                yield sources.problem(path, (name,), f"{run_file(run.key)} says another day; write `{name}: {asked}`")
        if summary.released <= run.wave.closes:
            message = f"people could answer until {run.wave.closes}; results are released after that"
            yield sources.problem(path, ("released",), message)
        if run.wave.example and not summary.example:
            yield sources.key_problem(path, ("example",), "the answers are invented; write `example: yes`")
        yield from _check_questions(sources, path, run, summary.questions)


def _check_questions(
    sources: Sources, path: str, run: SurveyRun, summaries: tuple[QuestionSummary, ...]
) -> Iterator[Problem]:
    places: list[Mention] = [(path, ("questions", index, "id"), summary.id) for index, summary in enumerate(summaries)]
    yield from sources.duplicates(places, "question id")
    commitments = commitment_ids(sources)
    for index, summary in enumerate(summaries):
        mentions: list[Mention] = [
            (path, ("questions", index, "commitments", place), word) for place, word in enumerate(summary.commitments)
        ]
        yield from sources.unknown(mentions, commitments, "commitment")
        yield from _check_shares(sources, path, ("questions", index), summary)
    # Later waves may ask other questions, so only a summary of the current questions can be compared.
    if run.wave.fingerprint != run.questionnaire.fingerprint:
        return
    asked = {question.id: question for question in run.questionnaire.questions}
    yield from sources.unknown(places, asked, "question")
    for index, summary in enumerate(summaries):
        for key in ("kind", "text") if summary.id in asked else ():
            if getattr(summary, key) != getattr(asked[summary.id], key):
                wording = quote_for_yaml(getattr(asked[summary.id], key))
                message = f"the question was asked otherwise; write `{key}: {wording}`"
                yield sources.problem(path, ("questions", index, key), message)
        if summary.id in asked:
            yield from _check_commitments(sources, path, ("questions", index), summary, asked[summary.id], commitments)


def _check_commitments(
    sources: Sources, path: str, loc: Loc, question_summary: QuestionSummary, asked: Question, known: Collection[str]
) -> Iterator[Problem]:
    # A mistyped commitment of the form is reported there, and the one in the summary may be the right one.
    if not set(asked.commitments) <= set(known):
        return
    for place, word in enumerate(question_summary.commitments):
        if word in known and word not in asked.commitments:
            message = f"the question does not ask about `{word}`, so its answers say nothing of it; take it out"
            yield sources.problem(path, (*loc, "commitments", place), message)
    # A wrong commitment may be meant as the missing one.
    for word in asked.commitments if set(question_summary.commitments) <= set(asked.commitments) else ():
        if word not in question_summary.commitments:
            message = f"the question asks about `{word}` too, so its answers stand beside that promise; "
            yield sources.key_problem(path, (*loc, "id"), f"{message}write `- {word}` below its `commitments:`")


def _check_shares(sources: Sources, path: str, loc: Loc, question_summary: QuestionSummary) -> Iterator[Problem]:
    for key in ("shares", "option_shares"):
        for index, share in enumerate(getattr(question_summary, key)):
            if not 0 <= share.percent <= 100:
                message = f"{share.percent} in a hundred cannot be; take the file from `publish` as it is"
                yield sources.problem(path, (*loc, key, index, "percent"), message)


def check_outcomes(sources: Sources) -> Iterator[Problem]:
    """An outcome is published after the run closed, and refers to its questions and to existing pages."""
    for key, outcome in sources.handbook.outcomes.items():
        run = sources.handbook.runs[key]
        path = outcome_file(key)
        if outcome.published <= run.wave.closes:
            message = f"people could answer until {run.wave.closes}; the service answers after that"
            yield sources.problem(path, ("published",), message)
        asked = [question.id for question in run.questionnaire.questions]
        ids: list[Mention] = [
            (path, ("findings", at, "id"), finding.id) for at, finding in enumerate(outcome.findings) if finding.id
        ]
        yield from sources.duplicates(ids, "finding id")
        same = run.wave.fingerprint == run.questionnaire.fingerprint
        for index, finding in enumerate(outcome.findings):
            loc = ("findings", index)
            mentions: list[Mention] = [
                (path, (*loc, "questions", at), question) for at, question in enumerate(finding.questions)
            ]
            yield from sources.unknown(mentions if same else (), asked, "question")
            pages: list[Mention] = [
                (path, (*loc, "did", at, "page"), action.page) for at, action in enumerate(finding.did) if action.page
            ]
            yield from sources.unknown(pages, sources.handbook.pages, "page")
            if not finding.did:
                message = "a finding needs an answer; write what was done, or why not, below `did:`, in place of `[]`"
                yield sources.key_problem(path, (*loc, "did"), message)


RULES = (check_summaries_match_runs, check_outcomes)
