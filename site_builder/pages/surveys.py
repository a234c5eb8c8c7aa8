"""A page for each survey and each consultation, and the page that says what is open."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from handbook.surveys.survey import Consultation, Survey, SurveyRun
from handbook.surveys.survey_files import consultation_file, survey_file
from handbook.urls import WITHDRAW_ADDRESS, results_path, survey_path
from site_builder.context import BuildContext
from site_builder.formatting import count_in_words
from site_builder.page import SitePage
from site_builder.pages.outcomes import outcome_row
from site_builder.pages.results import EXAMPLE_BANNER, published_results
from site_builder.pages.survey_status import answer_sentences, form_link, form_link_text, period_sentence
from site_builder.render import app_link, render


@dataclass(frozen=True)
class SurveyRunRow:
    """One survey run in a list."""

    title: str
    path: str
    anchor: str
    summary: str
    says: str | Markup
    form: Markup | None
    action: str


@dataclass(frozen=True)
class WaveRow:
    """One wave in the list of its survey."""

    title: str
    path: str | None
    """Its results, once there are any."""
    says: str | Markup


def survey_run_row(ctx: BuildContext, run: SurveyRun) -> SurveyRunRow:
    """A survey run as a line that leads to its page and, while it is open, to its form."""
    return SurveyRunRow(
        title=run.title,
        path=_page_path(ctx, run),
        anchor=run.key.replace("/", "-"),
        summary=run.survey.summary,
        says=_summary_line(ctx, run),
        form=form_link(ctx, run),
        action=form_link_text(run),
    )


def _page_path(ctx: BuildContext, run: SurveyRun) -> str:
    """The page a reader looks for: the results of a wave that is over, else the survey's own page."""
    if run.wave_slug and run.wave.is_over(ctx.on) and has_results(ctx, run):
        return results_path(run.key)
    return survey_path(run.slug)


def _summary_line(ctx: BuildContext, run: SurveyRun) -> str | Markup:
    if run.wave.is_open(ctx.on):
        minutes = count_in_words(run.survey.minutes, "minute")
        return f"{period_sentence(run, ctx.on)} It takes about {minutes}."
    if run.wave.is_to_come(ctx.on):
        return period_sentence(run, ctx.on)
    return Markup(" ").join([period_sentence(run, ctx.on), *answer_sentences(ctx, run)])


def surveys_page(ctx: BuildContext) -> SitePage:
    """Have your say: what is open, what opens soon, what is closed."""
    runs = sorted(ctx.handbook.runs.values(), key=lambda each: (each.wave.closes, each.key))
    every_open = [each for each in runs if each.wave.is_open(ctx.on)]
    still_open = [each for each in every_open if not each.survey.for_children]
    to_come = [each for each in runs if each.wave.is_to_come(ctx.on)]
    over = [each for each in reversed(runs) if each.wave.is_over(ctx.on)]
    how = "about/how-we-ask.md"
    body = render(
        "surveys",
        "surveys/index.md",
        how_we_ask=how if how in ctx.handbook.pages else None,
        open=[survey_run_row(ctx, each) for each in still_open],
        for_children=[survey_run_row(ctx, each) for each in every_open if each.survey.for_children],
        to_come=[survey_run_row(ctx, each) for each in to_come],
        over=[survey_run_row(ctx, each) for each in over],
        withdraw=app_link(ctx.handbook.service.forms_address, WITHDRAW_ADDRESS),
    )
    surveys = [*ctx.handbook.surveys.values(), *ctx.handbook.consultations.values()]
    return SitePage(
        path="surveys/index.md",
        title="What you can answer now",
        summary="Surveys and consultations you can answer now, and what happened after the last ones.",
        body=body,
        source="surveys/",
        review=min(surveys, key=lambda each: each.review_due, default=ctx.handbook.service),
    )


def survey_page(ctx: BuildContext, slug: str, survey: Survey) -> SitePage:
    """What a survey or consultation asks, how it stands today, and what came of it."""
    runs = ctx.handbook.runs_of(slug)
    current = current_run(ctx, runs)
    consultation = survey if isinstance(survey, Consultation) else None
    own = runs[0] if consultation else None
    outcome = ctx.handbook.outcomes.get(own.key) if own else None
    shows_results = own is not None and own.key in ctx.handbook.summaries
    body = render(
        "survey",
        survey_path(slug),
        survey=survey,
        standing=_status_sentences(ctx, current),
        over=current is not None and current.wave.is_over(ctx.on),
        form=form_link(ctx, current) if current else None,
        action=form_link_text(current) if current else "",
        proposal=consultation.proposal if consultation else None,
        reasons=consultation.reasons if consultation else None,
        pages=_pages(ctx, survey),
        questions_title=f"The {count_in_words(len(survey.questionnaire.questions), 'question')}",
        waves=[] if consultation else [_wave_row(ctx, each) for each in runs],
        shown=published_results(ctx, ctx.handbook.summaries[slug]) if shows_results else None,
        outcome=outcome_row(ctx, own, outcome) if own and outcome else None,
    )
    example = consultation is not None and consultation.example and (shows_results or outcome is not None)
    return SitePage(
        path=survey_path(slug),
        title=survey.title,
        summary=survey.summary,
        body=body,
        source=consultation_file(slug) if consultation else survey_file(slug),
        review=survey,
        notes=(EXAMPLE_BANNER,) if example else (),
        themes=survey.themes,
    )


def current_run(ctx: BuildContext, runs: tuple[SurveyRun, ...]) -> SurveyRun | None:
    """The survey run a reader means today: the open one, else the next, else the newest that is over."""
    still_open = [each for each in runs if each.wave.is_open(ctx.on)]
    to_come = [each for each in reversed(runs) if each.wave.is_to_come(ctx.on)]
    return next(iter([*still_open, *to_come, *runs]), None)


def has_results(ctx: BuildContext, run: SurveyRun) -> bool:
    """Whether a wave has a results page."""
    return run.key in ctx.handbook.summaries or run.key in ctx.handbook.outcomes


def _status_sentences(ctx: BuildContext, current: SurveyRun | None) -> list[str | Markup]:
    if current is None:
        return ["Nobody has been asked yet."]
    sentences = [period_sentence(current, ctx.on), *answer_sentences(ctx, current)]
    if current.is_consultation and current.wave.is_over(ctx.on):
        sentences += _closed_consultation_sentences(ctx, current)
    return [Markup(" ").join(sentences)]


def _closed_consultation_sentences(ctx: BuildContext, run: SurveyRun) -> Iterator[str | Markup]:
    """Where the answer is, and that the words below, such as "nothing is decided yet", are those of the time."""
    if run.key in ctx.handbook.outcomes:
        yield Markup("Our answer is under [You said, we did](#you-said-we-did).")
    elif run.key in ctx.handbook.summaries:
        yield Markup("What people told us is under [Results](#results).")
    yield "What follows is what we proposed and asked then."


def _pages(ctx: BuildContext, survey: Survey) -> list[dict[str, str]]:
    return [
        {"title": ctx.handbook.pages[path].header.title, "path": path}
        for path in survey.pages
        if path in ctx.handbook.pages
    ]


def _wave_row(ctx: BuildContext, run: SurveyRun) -> WaveRow:
    path = results_path(run.key) if has_results(ctx, run) else None
    says = Markup(" ").join([period_sentence(run, ctx.on), *answer_sentences(ctx, run)])
    if run.wave.example:
        says = Markup("{} Its answers are invented.").format(says)
    return WaveRow(run.wave.title, path, says)
