"""What each party can expect, and what is expected of it, across all charters."""

import re
from dataclasses import dataclass

from handbook.charters.charter import Commitment, ListKind, Party
from handbook.urls import party_path
from site_builder.context import BuildContext
from site_builder.formatting import count_in_words, within_sentence
from site_builder.page import SitePage
from site_builder.pages.promise_lines import PromiseLine, promise_line
from site_builder.render import render


@dataclass(frozen=True)
class ThemeGroup:
    """The promises of one theme."""

    id: str
    title: str
    promises: list[PromiseLine]


def party_pages(ctx: BuildContext) -> list[SitePage]:
    """The list of parties, and both pages of each."""
    pages = [_index(ctx)]
    for party in ctx.parties.values():
        pages += [_expect_page(ctx, party), _expected_page(ctx, party)]
    return pages


def promised_to(ctx: BuildContext, party: Party) -> list[Commitment]:
    """The promises that others make to a party: its name is in "to whom"."""
    name = within_sentence(party.title).removeprefix("the ").rstrip("s")
    pattern = re.compile(rf"\b{re.escape(name)}s?\b(?!')")
    return [each for each in _promises(ctx) if each.party != party.id and pattern.search(each.to.lower())]


def promised_by(ctx: BuildContext, party: Party) -> list[Commitment]:
    """The promises that a party makes."""
    return [each for each in _promises(ctx) if each.party == party.id]


def _promises(ctx: BuildContext) -> list[Commitment]:
    """All detailed promises, in the order of themes; overviews repeat them, roles are none."""
    return [promise for theme in ctx.themes for promise in ctx.promises_by_theme.get(theme, ())]


def expect_title(party: Party) -> str:
    """The title of the page with what others promise it."""
    return f"What {within_sentence(party.title)} can expect"


def expected_title(party: Party) -> str:
    """The title of the page with what it promises."""
    return f"What is expected of {within_sentence(party.title)}"


def _index(ctx: BuildContext) -> SitePage:
    rows = [
        {
            "id": party.id,
            "title": party.title,
            "summary": party.summary,
            "expect": party_path(party.id, "expect"),
            "expected": party_path(party.id, "expected"),
            "expect_totals": count_in_words(len(promised_to(ctx, party)), "promise"),
            "expected_totals": count_in_words(len(promised_by(ctx, party)), "promise"),
        }
        for party in ctx.parties.values()
    ]
    return SitePage(
        path="expectations/index.md",
        title="Who can expect what",
        summary="What the charters promise you, and what they expect of you.",
        body=render("expectations", "expectations/index.md", parties=rows),
        source="charters/parties.yml",
        review=ctx.handbook.themes,
    )


def _expect_page(ctx: BuildContext, party: Party) -> SitePage:
    promises = promised_to(ctx, party)
    name = within_sentence(party.title)
    if promises:
        summary = (
            f"The charters make {count_in_words(len(promises), 'promise')} to {name}. They are listed here by theme."
        )
    else:
        summary = f"No charter makes a promise to {name} by that name."
    other = (party_path(party.id, "expected"), expected_title(party))
    return _page(ctx, party, "expect", summary, promises, other)


def _expected_page(ctx: BuildContext, party: Party) -> SitePage:
    promises = promised_by(ctx, party)
    name = within_sentence(party.title)
    summary = f"The charters have {count_in_words(len(promises), 'promise')} by {name}. They are listed here by theme."
    other = (party_path(party.id, "expect"), expect_title(party))
    return _page(ctx, party, "expected", summary, promises, other)


def _page(
    ctx: BuildContext, party: Party, side: str, summary: str, promises: list[Commitment], other: tuple[str, str]
) -> SitePage:
    path = party_path(party.id, side)
    roles = [
        promise_line(ctx, each)
        for each in (ctx.handbook.commitments.values() if side == "expected" else ())
        if each.kind is ListKind.ROLE and each.party == party.id
    ]
    return SitePage(
        path=path,
        title=expect_title(party) if side == "expect" else expected_title(party),
        summary=" ".join(party.summary.split()),
        body=render(
            "expectation",
            path,
            introduction=summary,
            roles=roles,
            groups=_by_theme(ctx, promises),
            other=other[0],
            other_title=other[1],
        ),
        source="charters/parties.yml",
        place=("parties", party.id),
        review=ctx.handbook.themes,
        themes=tuple(dict.fromkeys(each.theme for each in promises)),
    )


def _by_theme(ctx: BuildContext, promises: list[Commitment]) -> list[ThemeGroup]:
    groups = {theme.id: ThemeGroup(theme.id, theme.title, []) for theme in ctx.themes.values()}
    for promise in promises:
        groups[promise.theme].promises.append(promise_line(ctx, promise))
    return [group for group in groups.values() if group.promises]
