"""A released figure in one sentence, as it is beside a promise."""

from dataclasses import dataclass

from handbook.surveys.groupings import AGREEING
from handbook.surveys.questions import QuestionKind
from handbook.surveys.summaries import QuestionSummary, Summary
from handbook.urls import results_path
from site_builder.context import BuildContext
from site_builder.formatting import as_out_of_ten, sentence_start, within_sentence


@dataclass(frozen=True)
class FigureLine:
    """What is printed beside a promise, and where the link leads."""

    share: str
    """The figure itself: "6 in 10 agree"."""
    question: str
    """What was asked."""
    base: str
    """How many answered, when, and whether it is invented."""
    path: str
    """The staged page with the results."""
    anchor: str
    """The question on that page."""
    example: bool


def figure_lines(ctx: BuildContext, commitment: str) -> list[FigureLine]:
    """The newest figures about a promise; none when nobody has been asked yet."""
    return [_line(ctx, summary, question) for summary, question in ctx.figures.get(commitment, ())]


def _line(ctx: BuildContext, summary: Summary, question: QuestionSummary) -> FigureLine:
    base = [f"about {question.base} answers"] if question.base else []
    example = ["invented example"] if summary.example else []
    return FigureLine(
        share=_share(question),
        question=question.text,
        base=sentence_start(", ".join([*base, wave_label(ctx, summary), *example])),
        path=results_path(summary.asking),
        anchor=question_anchor(question),
        example=summary.example,
    )


def question_anchor(question: QuestionSummary) -> str:
    """The id of a question's heading on its results page."""
    return f"question-{question.id}"


def wave_label(ctx: BuildContext, summary: Summary) -> str:
    """When it was asked: the wave's name, or the year of a consultation."""
    run = ctx.handbook.runs.get(summary.asking)
    if run is None or run.is_consultation:
        return f'"{summary.title}", {summary.closes.year}'
    return within_sentence(run.wave.title)


def percent_agreeing(question: QuestionSummary) -> int | None:
    """How many in a hundred agree or strongly agree, where that was asked and may be shown."""
    if question.kind is not QuestionKind.AGREEMENT or not question.shares:
        return None
    agree = [share.percent for share in question.shares if share.label in AGREEING]
    # Where the answer decides what is asked next, those who agree may be counted together with others.
    return min(sum(agree), 100) if agree else None


def _share(question: QuestionSummary) -> str:
    percent = percent_agreeing(question)
    if percent is not None:
        return sentence_start(f"{as_out_of_ten(percent)} agree")
    if question.shares:
        return f"{question.shares[0].percent} per cent say {question.shares[0].label}"
    return "Asked" if question.option_shares else "Asked, but no figure can be shown"
