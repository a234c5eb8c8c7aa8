"""The published results of a wave: pictures, the same numbers as tables, and what was done about them."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from handbook.formatting import day_in_words
from handbook.surveys.questions import QuestionKind
from handbook.surveys.summaries import QuestionSummary, Share, Summary
from handbook.surveys.survey import SurveyRun
from handbook.surveys.survey_files import outcome_file, summary_file
from handbook.urls import results_path, survey_path
from site_builder.context import BuildContext
from site_builder.formatting import as_out_of_ten, csv_text, number_in_words, sentence_start
from site_builder.page import SitePage
from site_builder.pages.charts import bar_chart
from site_builder.pages.outcomes import outcome_row
from site_builder.pages.promise_lines import PromiseLine, promise_lines
from site_builder.pages.released_figures import percent_agreeing, question_anchor
from site_builder.pages.survey_status import answer_sentences
from site_builder.render import render

EXAMPLE_BANNER = Markup(
    '<p class="example-banner">The answers on this page are invented. They show what real results will look like.</p>'
)


@dataclass(frozen=True)
class QuestionResult:
    """One question's figures."""

    anchor: str
    text: str
    says: str
    """The main figure as a sentence."""
    counted: str
    """The caption of its table."""
    chart: Markup | None
    shares: tuple[Share, ...]
    withheld: str | None
    promises: list[PromiseLine]

    @property
    def more(self) -> str:
        """What opens below the picture."""
        parts = ["Numbers as a table"] if self.shares else []
        if self.promises:
            parts.append("promises" if parts else "Promises")
        return " and ".join(parts)


@dataclass(frozen=True)
class PublishedResults:
    """All figures of one survey run."""

    replies: str
    questions: list[QuestionResult]
    download: str | None = None
    """The same numbers as a table file; None where there are none."""


def results_page(ctx: BuildContext, run: SurveyRun) -> SitePage:
    """The results and the outcome of one wave of a survey."""
    path = results_path(run.key)
    outcome = ctx.handbook.outcomes.get(run.key)
    summary = ctx.handbook.summaries.get(run.key)
    opens, closes = day_in_words(run.wave.opens), day_in_words(run.wave.closes)
    body = render(
        "results",
        path,
        when=f"People could answer from {opens} to {closes}.",
        survey_path=survey_path(run.slug),
        shown=published_results(ctx, summary),
        outcome=outcome_row(ctx, run, outcome) if outcome else None,
        owed=Markup(" ").join(answer_sentences(ctx, run)),
    )
    return SitePage(
        path=path,
        title=f"Results: {run.title}",
        summary="What people told us, and what we did about it.",
        body=body,
        source=outcome_file(run.key) if outcome else summary_file(run.key),
        review=outcome or run.survey,
        notes=(EXAMPLE_BANNER,) if run.wave.example else (),
        themes=run.survey.themes,
    )


def published_results(ctx: BuildContext, summary: Summary | None) -> PublishedResults:
    """What a summary says, question by question; without one, that there is nothing yet."""
    if summary is None:
        return PublishedResults("The results are not published yet.", [])
    if summary.replies is None:
        note = "Too few people answered, so no figures are shown."
    else:
        note = f"About {summary.replies} people answered. We round such numbers to the nearest 5."
    questions = [_question(ctx, summary, question) for question in summary.questions]
    return PublishedResults(note, questions, download_path(summary))


def download_path(summary: Summary) -> str:
    """The table file beside the page that shows a summary."""
    return f"{results_path(summary.asking).removesuffix('.md')}.csv"


COLUMNS = ("asked", "question", "about how many answers", "answer", "per cent", "note")
NOT_SHOWN = "not shown"


def results_files(ctx: BuildContext) -> Iterator[tuple[str, str]]:
    """Path and text of a table file for each page with results."""
    for summary in ctx.handbook.summaries.values():
        yield download_path(summary), csv_text([COLUMNS, *_rows(summary)])


def _rows(summary: Summary) -> Iterator[tuple[str, ...]]:
    title = f"{summary.title} (invented answers)" if summary.example else summary.title
    for question in summary.questions:
        base = str(question.base) if question.base else NOT_SHOWN
        shares = question.shares or question.option_shares
        for share in shares:
            yield title, question.text, base, share.label, str(share.percent), ""
        if question.withheld:
            rest = "all other choices" if shares else "all answers"
            yield title, question.text, base, rest, NOT_SHOWN, question.withheld


def _question(ctx: BuildContext, summary: Summary, question: QuestionSummary) -> QuestionResult:
    shares = question.shares or question.option_shares
    anchor = question_anchor(question)
    counted = f"Answers to: {question.text}" + (f" Base: about {question.base} answers." if question.base else "")
    return QuestionResult(
        anchor=anchor,
        text=question.text,
        says=_caption(question, _places(ctx, summary, question)),
        counted=counted,
        chart=bar_chart(shares, f"chart-{question.id}", question.text) if shares else None,
        shares=shares,
        withheld=question.withheld,
        promises=promise_lines(ctx, question.commitments),
    )


def _places(ctx: BuildContext, summary: Summary, question: QuestionSummary) -> int | None:
    """How many choices people put in order, where the form still asks so."""
    questions = ctx.handbook.runs[summary.asking].questionnaire.questions
    return next((each.places for each in questions if each.id == question.id and each.kind is question.kind), None)


def _caption(question: QuestionSummary, places: int | None) -> str:
    base = f"About {question.base} answers."
    percent = percent_agreeing(question)
    if percent is not None:
        return f"{sentence_start(as_out_of_ten(percent))} agree or strongly agree. {base}"
    if question.kind is QuestionKind.SEVERAL_OF:
        return f"{base} People could choose more than one, so the shares do not add up to 100."
    if question.kind is QuestionKind.RANKING:
        first = f"their first {number_in_words(places)}" if places else "their first choices"
        return (
            f"{base} People put what matters most to them in order. Each share says how many put it among {first}, "
            "in any place, so the shares do not add up to 100."
        )
    if question.kind is QuestionKind.NUMBER:
        groups = "; ".join(share.label for share in question.shares)
        count = number_in_words(len(question.shares))
        return f"{base} People chose a number from 0 to 10. We count the numbers in {count} groups: {groups}."
    return base
