"""The page of each charter, with an address for each promise, and the page that lists the charters."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from handbook.charters.charter import Certainty, Charter, Commitment, CommitmentList, ListKind, Theme, Voice
from handbook.formatting import day_in_words, listed
from handbook.pages.page import Page
from handbook.urls import charter_path, party_path, theme_path
from site_builder.context import BuildContext, edit_link
from site_builder.formatting import article_within, count_in_words, slug, within_sentence
from site_builder.page import SitePage
from site_builder.pages.promise_lines import promise_sentence
from site_builder.pages.released_figures import FigureLine, figure_lines
from site_builder.render import render

EXAMPLE_FIGURES = (
    "The figures marked as examples on this page are invented. They show what real figures will look like."
)
DOUBT = {
    Certainty.LIKELY: "The charter does not say outright that this list belongs here, but it is likely",
    Certainty.UNCERTAIN: "We are not sure that this list belongs here",
}
ITEM_DOUBT = {
    Certainty.CERTAIN: "Unlike the rest of this list, this item certainly belongs here.",
    Certainty.LIKELY: "This item probably belongs under this heading, but we are not sure.",
    Certainty.UNCERTAIN: "The charter does not show which heading this item belongs under.",
}


@dataclass(frozen=True)
class CommitmentRow:
    """One list item on its charter's page."""

    promise: Commitment
    text: str
    word: str
    """What it is called: "promise", or "role"."""
    speaks: str
    source: str
    theme: Theme | None
    theme_path: str
    figures: list[FigureLine]
    pages: list[Page]
    doubt: str
    edit: Markup | None
    """Where its words open on the forge."""


@dataclass(frozen=True)
class CommitmentGroup:
    """One list of the source: a party under a heading."""

    title: str
    anchor: str
    listed: CommitmentList
    doubt_title: str
    items: list[CommitmentRow]


@dataclass(frozen=True)
class CharterSection:
    """A level-two section of the page: a heading of the source, or all roles, or all overviews."""

    title: str
    anchor: str
    introduction: str
    groups: list[CommitmentGroup]


def charter_page(ctx: BuildContext, name: str, charter: Charter) -> SitePage:
    """The whole of one charter."""
    path = charter_path(name)
    parts = list(_parts(ctx, charter))
    rows = [row for part in parts for group in part.groups for row in group.items]
    body = render(
        "charter",
        path,
        charter=charter,
        totals=charter_totals(charter),
        dates=list(_dates(charter)),
        people=list(_people(charter)),
        parties=ctx.parties,
        expected_path=lambda party: party_path(party, "expected"),
        parts=parts,
        official=any(row.promise.wording for row in rows),
    )
    has_example = any(figure.example for row in rows for figure in row.figures)
    return SitePage(
        path=path,
        title=charter_title(charter),
        summary=charter.summary,
        body=body,
        source=f"charters/{name}.yml",
        review=charter,
        notes=(Markup('<p class="example-banner">{}</p>').format(EXAMPLE_FIGURES),) if has_example else (),
        themes=tuple(dict.fromkeys(row.promise.theme for row in rows)),
    )


def charters_page(ctx: BuildContext) -> SitePage:
    """The list of charters."""
    charters = ctx.handbook.charters
    rows = [
        {
            "slug": name,
            "title": charter_title(each),
            "path": charter_path(name),
            "summary": each.summary,
            "totals": charter_totals(each),
        }
        for name, each in charters.items()
    ]
    guide = "about/how-to-read-a-charter.md"
    return SitePage(
        path="charters/index.md",
        title="The charters",
        summary="What councils, fostering services and foster carers promise each other, in plain words.",
        body=render(
            "charters", "charters/index.md", charters=rows, how_to_read=guide if guide in ctx.handbook.pages else None
        ),
        source="charters/",
        review=min(charters.values(), key=lambda each: each.review_due, default=ctx.handbook.service),
    )


def charter_title(charter: Charter) -> str:
    """A charter's title with its authority, because several charters share a title."""
    return f"{charter.title}: {charter.authority}"


def charter_totals(charter: Charter) -> str:
    """The number of items of each kind in a charter, in words."""
    counts = {kind: sum(len(each.items) for each in charter.lists if each.kind is kind) for kind in ListKind}
    names = (
        (ListKind.PROMISES, "promise", None),
        (ListKind.OVERVIEW, "promise in one line", "promises in one line"),
        (ListKind.ROLE, "note about someone's role", "notes about people's roles"),
    )
    counts_in_words = [count_in_words(counts[kind], one, many) for kind, one, many in names if counts[kind]]
    return f"This charter has {listed(counts_in_words) or 'no promises'}."


def _dates(charter: Charter) -> Iterator[str]:
    dates = charter.dates
    if not (dates.published or dates.revised or dates.dated):
        yield "The charter has no date."
    if dates.published:
        yield f"Published: {dates.published}."
    if dates.revised:
        yield f"Revised: {listed(dates.revised)}."
    if dates.dated:
        yield f"It is dated {day_in_words(dates.dated)}, but does not say what happened on that day."
    yield f"Review: {dates.review}." if dates.review else "The charter does not say when it will be reviewed."


def _people(charter: Charter) -> Iterator[str]:
    if charter.made_with:
        yield f"Written together by {listed([article_within(each) for each in charter.made_with])}."
    if charter.signed_by:
        yield f"Signed by {listed([article_within(each) for each in charter.signed_by])}."
    else:
        yield "It has no signatures."


def _parts(ctx: BuildContext, charter: Charter) -> Iterator[CharterSection]:
    """What parties are for and the one-line promises first, then each heading with all who speak under it."""
    special = (
        (ListKind.ROLE, "What each role is", "roles", "These say what someone's job is. They are not promises."),
        (ListKind.OVERVIEW, "The promises in short", "overview", "One line each. The charter says more further down."),
    )
    for kind, title, anchor, introduction in special:
        lists = [each for each in charter.lists if each.kind is kind]
        if lists:
            groups = [_group(ctx, charter, each, anchor) for each in lists]
            yield CharterSection(title, anchor, introduction, groups)
    promises = [each for each in charter.lists if each.kind is ListKind.PROMISES]
    for heading in dict.fromkeys(each.heading for each in promises):
        anchor = slug(heading)
        groups = [_group(ctx, charter, each, anchor) for each in promises if each.heading == heading]
        yield CharterSection(heading, anchor, "", groups)


def _group(ctx: BuildContext, charter: Charter, group: CommitmentList, anchor: str) -> CommitmentGroup:
    voice = next(each for each in charter.voices if each.id == group.party)
    source = next(each for each in charter.sources if each.id == group.document)
    section = f"section {group.section}" if group.section[:1].isdigit() else group.section
    rows = [
        _row(ctx, ctx.handbook.commitments[item.id], f"{source.title}, {section}, item {item.number}", group)
        for item in group.items
    ]
    number = 1 + [each for each in charter.lists if _is_same_source(each, group)].index(group)
    place = f"{anchor}-{voice.id}" if number == 1 else f"{anchor}-{voice.id}-{number}"
    return CommitmentGroup(_group_title(ctx, voice), place, group, DOUBT.get(group.certainty, ""), rows)


def _is_same_source(one: CommitmentList, other: CommitmentList) -> bool:
    return (one.heading, one.kind, one.party) == (other.heading, other.kind, other.party)


def _group_title(ctx: BuildContext, voice: Voice) -> str:
    party = ctx.parties[voice.party].title
    return party if voice.heading.lower() in (party.lower(), party.lower().rstrip("s")) else f"{party}: {voice.heading}"


def _row(ctx: BuildContext, commitment: Commitment, source: str, group: CommitmentList) -> CommitmentRow:
    theme = ctx.themes.get(commitment.theme)
    lists = ctx.handbook.charters[commitment.charter].lists
    place = ("lists", lists.index(group), "items", commitment.id)
    speaker = within_sentence(ctx.parties[commitment.party].title)
    return CommitmentRow(
        promise=commitment,
        text=promise_sentence(commitment),
        word="promise" if commitment.is_promise else "role",
        speaks=f"{'promised by' if commitment.is_promise else 'a role of'} {speaker}",
        source=source,
        theme=theme,
        theme_path=theme_path(commitment.theme),
        figures=figure_lines(ctx, commitment.id),
        pages=ctx.pages_by_commitment.get(commitment.id, []),
        # The list says its own doubt once; an item says only what differs.
        doubt="" if commitment.certainty is group.certainty else ITEM_DOUBT[commitment.certainty],
        edit=edit_link(ctx, f"charters/{commitment.charter}.yml", *place),
    )
