"""What carers raised and how far it is, and what was decided and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handbook.facts.actions import ActionItem, Actions, Forum, ServiceDecision, Status
from handbook.facts.places import Places
from handbook.formatting import day_in_words
from handbook.urls import survey_path
from site_builder.context import BuildContext
from site_builder.formatting import with_article
from site_builder.page import SitePage
from site_builder.pages.facts.changes import PageLink
from site_builder.render import render

PATH = "actions/index.md"
DECISIONS = "actions/decisions.md"
SOURCE = "service/actions.yml"

STATUS_CLASSES = {
    Status.OPEN: "planned",
    Status.IN_PROGRESS: "started",
    Status.DONE: "done",
    Status.NOT_DOING: "not-doing",
}
"""The stylesheet's name for each status."""

MEETING_PHRASES = {
    Forum.MEET_AND_GREET: "at a meet and greet",
    Forum.BOARD: "at an advisory board",
    Forum.GROUP: "in a support group",
    Forum.AMBASSADORS: "by the ambassadors",
    Forum.COUNCILLORS: "in a talk with councillors",
    Forum.SURVEY: "in a survey",
    Forum.CONSULTATION: "in a consultation",
    Forum.SUGGESTION: "as a suggestion",
}


@dataclass(frozen=True)
class ActionRow:
    """One entry in words."""

    action: ActionItem
    anchor: str
    mark: str
    raised: str
    when: str
    is_late: bool
    links: list[PageLink]


@dataclass(frozen=True)
class DecisionRow:
    """One decision in words."""

    decision: ServiceDecision
    anchor: str
    says: str
    links: list[PageLink]


def actions_pages(ctx: BuildContext, titles: Mapping[str, str]) -> Iterator[SitePage]:
    """The public log, and the decisions; none while no log is kept."""
    actions = ctx.handbook.facts.get(Actions)
    if actions is None:
        return
    yield _actions_page(ctx, actions, titles)
    yield _decisions_page(ctx, actions, titles)


def _actions_page(ctx: BuildContext, actions: Actions, titles: Mapping[str, str]) -> SitePage:
    own = [each for each in actions.actions if each.source is None]
    still = sorted((each for each in own if not each.status.is_closed), key=lambda each: (str(each.due), each.id))
    over = sorted((each for each in own if each.status.is_closed), key=lambda each: (str(each.done_on), each.id))
    recorded = [each for each in actions.actions if each.source is not None]
    late = sum(each.is_late(ctx.on) for each in still)
    groups = [
        ("Still to do", "to-do", still, "By when", "the first one due comes first"),
        ("Done, or decided against", "over", over[::-1], "When", "the newest first"),
        ("As a published report tells it", "reported", recorded, "When", "as they stood then"),
    ]
    body = render(
        "actions",
        PATH,
        late=late,
        still=len(still),
        groups=[
            {
                "title": title,
                "anchor": anchor,
                "when": when,
                "order": order,
                "rows": [_row(ctx, each, titles) for each in rows],
            }
            for title, anchor, rows, when, order in groups
            if rows
        ],
    )
    return SitePage(
        path=PATH,
        title="What carers raised",
        summary="What carers asked for at meetings and in surveys, who answers for it, when, and how far it has got.",
        body=body,
        source=SOURCE,
        place=("actions",),
        review=actions,
        references=tuple(dict.fromkeys(each.source for each in recorded)),
        keywords=("actions", "action log", "meet and greet", "promises kept"),
    )


def _row(ctx: BuildContext, action: ActionItem, titles: Mapping[str, str]) -> ActionRow:
    return ActionRow(
        action=action,
        anchor=f"action-{action.id}",
        mark=STATUS_CLASSES[action.status],
        raised=_raised_sentence(ctx, action),
        when=_status_sentence(ctx, action),
        is_late=action.is_late(ctx.on),
        links=_without_repeats(
            [*_page_links(ctx, action.survey, titles), *_links_to(((action.page,) if action.page else ()), titles)]
        ),
    )


def _without_repeats(links: list[PageLink]) -> list[PageLink]:
    """One link to each page: the first, which may lead to a part of it."""
    return list({each.path: each for each in reversed(links)}.values())[::-1]


def _raised_sentence(ctx: BuildContext, action: ActionItem) -> str:
    when = f"on {day_in_words(action.raised_on)}" if action.raised_on else f"in {action.raised_in}"
    places = ctx.handbook.facts.get(Places)
    where = next((f" {area.where}" for area in places.areas if area.id == action.area), "") if places else ""
    return f"{MEETING_PHRASES[action.raised_at]}{where}, {when}"


def _status_sentence(ctx: BuildContext, action: ActionItem) -> str:
    if action.done_on:
        return f"Done on {day_in_words(action.done_on)}"
    if action.done_in:
        return f"Done in {action.done_in}"
    if action.due is None:
        return ""
    if action.is_late(ctx.on):
        return f"It was due by {day_in_words(action.due)}"
    return f"By {day_in_words(action.due)}"


def _page_links(ctx: BuildContext, run_key: str | None, titles: Mapping[str, str]) -> Iterator[PageLink]:
    """Where people were asked, and what they were answered."""
    if run_key is None:
        return
    if run_key in ctx.handbook.outcomes:
        yield PageLink("You said, we did", "you-said-we-did.md", run_key.replace("/", "-"))
    else:
        path = survey_path(run_key.partition("/")[0])
        yield PageLink(titles.get(path, path), path)


def _links_to(paths: tuple[str, ...], titles: Mapping[str, str]) -> list[PageLink]:
    return [PageLink(titles.get(path, path), path) for path in paths]


def _decisions_page(ctx: BuildContext, actions: Actions, titles: Mapping[str, str]) -> SitePage:
    newest_first = sorted(actions.decisions, key=lambda each: (each.day, each.id), reverse=True)
    rows = [
        DecisionRow(
            decision=each,
            anchor=f"decision-{each.id}",
            says=f"Decided on {day_in_words(each.day)}, by {with_article(each.by)}.",
            links=_without_repeats([*_page_links(ctx, each.consultation, titles), *_links_to(each.pages, titles)]),
        )
        for each in newest_first
        if each.day <= ctx.on
    ]
    return SitePage(
        path=DECISIONS,
        title="Decisions and their reasons",
        summary="What the service decided, why, and what else it looked at.",
        body=render("decisions", DECISIONS, rows=rows),
        source=SOURCE,
        place=("decisions",),
        review=actions,
        keywords=("decision log", "reasons"),
    )


PAGES_ABOUT_PAGES = (actions_pages,)
