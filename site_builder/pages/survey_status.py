"""Whether a survey run is open, closed or to come on a day, and whether our answer is late, in sentences."""

from collections.abc import Iterator
from datetime import date

from markupsafe import Markup

from handbook.formatting import day_in_words
from handbook.surveys.survey import Access, SurveyRun
from handbook.urls import form_address
from site_builder.context import BuildContext
from site_builder.render import app_link

NEEDS_CODE = "You need a one-time code from us to answer."
"""Said wherever a form that takes codes is offered: without one it leads nowhere."""


def needs_code(run: SurveyRun) -> bool:
    """Whether only somebody with a one-time code can answer."""
    return run.wave.access is Access.CODE


def period_sentence(run: SurveyRun, on: date) -> str:
    """When people can answer, as it is on the day."""
    wave = run.wave
    if wave.is_to_come(on):
        return f"It opens on {day_in_words(wave.opens)} and closes on {day_in_words(wave.closes)}."
    if wave.is_open(on):
        code = f" {NEEDS_CODE}" if needs_code(run) else ""
        return f"It is open: you can answer until {day_in_words(wave.closes)}.{code}"
    return f"It closed on {day_in_words(wave.closes)}."


def answer_is_overdue(ctx: BuildContext, run: SurveyRun) -> bool:
    """Whether the service has not said by its own day what it did with the answers."""
    return ctx.on > run.wave.answer_due and run.key not in ctx.handbook.outcomes


def answer_sentences(ctx: BuildContext, run: SurveyRun) -> Iterator[str | Markup]:
    """When the service answers, or that it is late; nothing once it has answered."""
    if run.key in ctx.handbook.outcomes:
        return
    due = day_in_words(run.wave.answer_due)
    if answer_is_overdue(ctx, run):
        yield Markup('<strong class="overdue">Our answer is overdue.</strong> We promised it by {}.').format(due)
    else:
        yield f"We will say what people told us, and what we do about it, by {due}."
    if run.wave.is_over(ctx.on) and run.key not in ctx.handbook.summaries:
        yield "The results are not published yet."


def form_link(ctx: BuildContext, run: SurveyRun) -> Markup | None:
    """The link to the form while people can answer."""
    if not run.wave.is_open(ctx.on):
        return None
    return app_link(ctx.handbook.service.forms_address, form_address(run.slug))


def form_link_text(run: SurveyRun) -> str:
    """What the link to the form says."""
    words = "Comment on this proposal" if run.is_consultation else "Answer the survey"
    return f"{words} with your code" if needs_code(run) else words
