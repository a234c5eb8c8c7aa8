"""How things stand with an asking on a day, in sentences: open, closed or to come, and whether our answer is late."""

from collections.abc import Iterator
from datetime import date

from markupsafe import Markup

from handbook.surveys.survey import Access, Asking
from handbook.urls import form_address
from site_builder.context import BuildContext
from site_builder.formatting import day_in_words
from site_builder.render import app_link

NEEDS_CODE = "You need a one-time code from us to answer."
"""Said wherever a form that takes codes is offered: without one it leads nowhere."""


def needs_code(asking: Asking) -> bool:
    """Whether only somebody with a one-time code can answer."""
    return asking.wave.access is Access.CODE


def period_sentence(asking: Asking, on: date) -> str:
    """When people can answer, as it stands on the day."""
    wave = asking.wave
    if wave.is_to_come(on):
        return f"It opens on {day_in_words(wave.opens)} and closes on {day_in_words(wave.closes)}."
    if wave.is_open(on):
        code = f" {NEEDS_CODE}" if needs_code(asking) else ""
        return f"It is open: you can answer until {day_in_words(wave.closes)}.{code}"
    return f"It closed on {day_in_words(wave.closes)}."


def answer_is_overdue(ctx: BuildContext, asking: Asking) -> bool:
    """Whether the service has not said by its own day what it did with the answers."""
    return ctx.on > asking.wave.answer_due and asking.key not in ctx.handbook.outcomes


def answer_sentences(ctx: BuildContext, asking: Asking) -> Iterator[str | Markup]:
    """When the service answers, or that it is late; nothing once it has answered."""
    if asking.key in ctx.handbook.outcomes:
        return
    due = day_in_words(asking.wave.answer_due)
    if answer_is_overdue(ctx, asking):
        yield Markup('<strong class="overdue">Our answer is overdue.</strong> We promised it by {}.').format(due)
    else:
        yield f"We will say what people told us, and what we do about it, by {due}."
    if asking.wave.is_over(ctx.on) and asking.key not in ctx.handbook.summaries:
        yield "The results are not published yet."


def form_link(ctx: BuildContext, asking: Asking) -> Markup | None:
    """The link to the form while people can answer."""
    if not asking.wave.is_open(ctx.on):
        return None
    return app_link(ctx.handbook.service.forms_address, form_address(asking.slug))


def call_to_answer(asking: Asking) -> str:
    """What the link to the form says."""
    words = "Comment on this proposal" if asking.is_consultation else "Answer the survey"
    return f"{words} with your code" if needs_code(asking) else words
