"""The head and the foot of every page: what the reader needs next, found from data."""

import json
import re
from collections.abc import Mapping
from types import MappingProxyType

from markupsafe import Markup

from handbook.facts.changes import Changes
from handbook.formatting import counted, day_and_month
from handbook.service.contacts import Contact, Urgency
from handbook.surveys.survey import SurveyRun
from handbook.urls import PAGE_FEEDBACK_ADDRESS, page_address, suggest_address, survey_path
from site_builder.context import BuildContext, edit_link
from site_builder.layout.abbreviations import explain_abbreviations, short_terms
from site_builder.menu import breadcrumbs
from site_builder.page import KEEPERS, SitePage
from site_builder.pages.facts.changes import FEED, note_anchor
from site_builder.pages.facts.standards import standard_lines
from site_builder.pages.promise_lines import promise_lines
from site_builder.pages.survey_status import needs_code
from site_builder.pages.surveys import survey_run_row
from site_builder.render import app_link, relative_link, render

ASK_FOR_A_CHANGE = "suggest-a-change.md"

MAX_NOTES = 2
"""How many notes about changes are at a page's foot; the page of changes has them all."""

KEEPERS_BOOST = 0.0001
"""How much a page for the people who keep the handbook counts in the search: what carers need comes before it."""

NO_TITLES: Mapping[str, str] = MappingProxyType({})
"""Where the titles of other pages are not needed: a page that the menu names has no list above it."""

MAX_RUNS = 2
"""How many surveys are at a page's foot; the page of surveys has them all."""

_CLOSED_PART = re.compile(r"<details(?![^<>]*\sopen\b).*?</details>", re.DOTALL)


def page_markdown(ctx: BuildContext, page: SitePage, titles: Mapping[str, str] = NO_TITLES) -> str:
    """The whole staged file of a page: front matter, title, summary, body and foot."""
    body = explain_abbreviations(page.path, page.body, short_terms(ctx.handbook.glossary))
    return f"{_head(ctx, page, titles)}\n{body}\n{_foot(ctx, page)}"


def _head(ctx: BuildContext, page: SitePage, titles: Mapping[str, str]) -> str:
    verb = "Made from" if page.generated else "Written in"
    return render(
        "page",
        page.path,
        page=page,
        title=_header_value(page.title),
        description=_header_value(page.summary),
        tags=[_header_value(each) for each in page.keywords],
        boost=KEEPERS_BOOST if page.for_keepers else page.boost,
        above=[
            {"title": _header_value(title), "address": page_address(step.path).lstrip("/")}
            for step in breadcrumbs(ctx.menu, page.path, listed_on=KEEPERS if page.for_keepers else None)
            if (title := step.title or titles.get(step.path))
        ],
        feed=FEED if ctx.handbook.facts.get(Changes) else None,
        overdue=page.review.review_due if page.review.is_overdue(ctx.on) else None,
        consulted=_consultations(ctx, page),
        asked=_banner(ctx, page),
        comment=Markup("{} {}: change it there, not here.").format(verb, page.source),
    )


def _consultations(ctx: BuildContext, page: SitePage) -> list[dict[str, object]]:
    """The consultations on which a page of terms rests."""
    source = ctx.handbook.pages.get(page.path)
    if source is None or not source.is_terms:
        return []
    return [
        {
            "title": ctx.handbook.consultations[slug].title,
            "path": survey_path(slug),
            "answered": ctx.handbook.outcomes[slug].published,
            "example": ctx.handbook.consultations[slug].example,
        }
        for slug in source.header.consulted
        if slug in ctx.handbook.outcomes
    ]


def _banner(ctx: BuildContext, page: SitePage) -> dict[str, object] | None:
    """The one survey or consultation that the page asks its readers to answer: first what names the page itself.

    Where help may be needed soon, only a proposal to change what the page says comes before the answer.
    """
    for_help = _is_for_help(ctx, page)
    runs = [run for run in _runs(ctx, page) if _is_shown_on(ctx, page, run) and (run.is_consultation or not for_help)]
    if not runs or page.path.startswith("surveys/") or _is_for_danger(ctx, page):
        return None
    return _invitation(ctx, min(runs, key=lambda run: page.path not in run.survey.pages))


def _is_for_help(ctx: BuildContext, page: SitePage) -> bool:
    """Whether somebody who needs help now or soon reads the page."""
    return any(ctx.contacts[contact].urgency is not Urgency.EVERYDAY for contact in page.contacts)


def _is_for_danger(ctx: BuildContext, page: SitePage) -> bool:
    """Whether somebody who is in danger, or fears for a child, reads the page: they are not asked to fill in forms."""
    has_danger_box = "!!! danger" in page.body
    return has_danger_box or any(ctx.contacts[contact].urgency is Urgency.EMERGENCY for contact in page.contacts)


def _invitation(ctx: BuildContext, run: SurveyRun) -> dict[str, object]:
    """What a reader needs to know before answering a survey or consultation."""
    row = survey_run_row(ctx, run)
    return {
        "until": day_and_month(run.wave.closes),
        "title": run.title,
        "summary": run.survey.summary,
        "minutes": counted(run.survey.minutes, "minute"),
        "path": row.path,
        "form": row.form,
        "action": row.action,
        "code": needs_code(run),
    }


def _is_shown_on(ctx: BuildContext, page: SitePage, run: SurveyRun) -> bool:
    """What names its pages asks on these alone; the rest by theme, but not where children or people in need read."""
    if run.survey.pages:
        return page.path in run.survey.pages
    return not (_is_for_help(ctx, page) or page.for_children or run.survey.for_children)


def _has_number(page: SitePage, contact: Contact) -> bool:
    """Whether the page's open text has a link that calls or texts the contact, where there is one."""
    addresses = [contact.call_address, contact.text_address]
    open_text = _CLOSED_PART.sub("", page.body)
    return not any(addresses) or any(address and f"({address})" in open_text for address in addresses)


def _header_value(text: str) -> Markup:
    """A text as a quoted YAML value whose HTML is harmless, because the theme prints it as it is."""
    harmless = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return Markup(json.dumps(harmless, ensure_ascii=False))  # noqa: S704 escaped one line above


def _foot(ctx: BuildContext, page: SitePage) -> str:
    service, runs = ctx.handbook.service, _runs(ctx, page)
    contacts = [ctx.contacts[contact] for contact in page.contacts]
    # Each age has a form of its own, so children see all of them.
    shown = runs if page.for_children else runs[:MAX_RUNS]
    return render(
        "foot",
        page.path,
        for_children=page.for_children,
        questions=page.questions,
        audience=page.audience,
        references=page.references,
        moved=_moved_parts(ctx, page),
        review=page.review,
        overdue=page.review.is_overdue(ctx.on),
        changed=_changed(ctx, page),
        keywords=[each for each in page.keywords if each != page.title],
        promises=promise_lines(ctx, page.commitments),
        standards=standard_lines(ctx, page.standards),
        contacts=contacts,
        numbers_in_text=all(_has_number(page, each) for each in contacts),
        runs=[_invitation(ctx, run) for run in shown],
        more_runs=len(runs) > len(shown),
        **_ways_to_change(ctx, page),
        feedback=app_link(service.forms_address, PAGE_FEEDBACK_ADDRESS),
    )


def _moved_parts(ctx: BuildContext, page: SitePage) -> list[dict[str, str]]:
    """Parts that were on the page and are now elsewhere: only who follows an old link to one sees where it went."""
    redirects = ctx.handbook.redirects.redirects
    parts = ((*old.partition("#"), *new.partition("#")) for old, new in redirects.items())
    return [
        {"id": part, "page": new, "anchor": new_part}
        for old, _, part, new, _, new_part in parts
        if part and old == page.path
    ]


def _changed(ctx: BuildContext, page: SitePage) -> list[dict[str, object]]:
    """The newest notes about changes of the page."""
    changes = ctx.handbook.facts.get(Changes)
    notes = [each for each in changes.published(ctx.on) if page.path in each.pages] if changes else []
    return [
        {"title": each.title, "anchor": note_anchor(each), "day": each.day, "example": each.example}
        for each in notes[:MAX_NOTES]
    ]


def _runs(ctx: BuildContext, page: SitePage) -> tuple[SurveyRun, ...]:
    """What is open about the page, first what names it; not what the page itself is about.

    Children are asked what was written for children, and their carers what was written for carers. A page for
    somebody in danger has only what names it, and so has a children's page that a form names: each form is for an
    age, and what fits one page is too easy or too hard on another.
    """
    own = page.path.removeprefix("surveys/").removesuffix(".md").partition("/")[0]
    if not page.path.startswith("surveys/"):
        own = ""
    asked = ctx.handbook.surveys.get(own)
    for_children = page.for_children or (asked is not None and asked.for_children)
    runs = [run for run in ctx.open_about(page.path, page.themes) if run.slug != own]
    named = [run for run in runs if page.path in run.survey.pages]
    if _is_for_danger(ctx, page) or (page.for_children and named):
        return tuple(named)
    return (*named, *(run for run in runs if run not in named and run.survey.for_children == for_children))


def _ways_to_change(ctx: BuildContext, page: SitePage) -> dict[str, Markup | None]:
    """Links to suggest a change, to edit the page, and to the page about other ways to ask."""
    has_ask_page = ASK_FOR_A_CHANGE in ctx.handbook.pages and page.path != ASK_FOR_A_CHANGE
    return {
        "suggest": app_link(ctx.handbook.service.forms_address, suggest_address(page.path)),
        "edit": edit_link(ctx, page.source, *page.place),
        "ask": relative_link(page.path, ASK_FOR_A_CHANGE) if has_ask_page else None,
    }
