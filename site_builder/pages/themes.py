"""A page for each theme, with the charters side by side, and the page that lists the themes."""

from collections import defaultdict
from dataclasses import dataclass

from handbook.charters.charter import Commitment, Party, Theme
from handbook.formatting import listed
from handbook.urls import charter_path, theme_path
from site_builder.context import BuildContext
from site_builder.formatting import count_in_words, within_sentence
from site_builder.page import SitePage
from site_builder.pages.promise_lines import PromiseLine, promise_line
from site_builder.render import render


@dataclass(frozen=True)
class CharterCard:
    """One charter beside the others: what it promises for one party, or that it is silent."""

    name: str
    anchor: str
    path: str
    promises: list[PromiseLine]
    silence: str


@dataclass(frozen=True)
class PartyRow:
    """All charters on one party."""

    id: str
    title: str
    name: str
    promises_anything: bool
    cards: list[CharterCard]


def theme_page(ctx: BuildContext, theme: Theme) -> SitePage:
    """Who promises what about a theme, and which charter is silent."""
    promises = ctx.promises_by_theme.get(theme.id, [])
    path = theme_path(theme.id)
    body = render(
        "theme",
        path,
        totals=_totals(ctx, promises),
        parties=[_party_row(ctx, party, promises) for party in ctx.parties.values()],
        pages=ctx.pages_by_theme.get(theme.id, []),
    )
    return SitePage(
        path=path,
        title=theme.title,
        summary=" ".join(theme.summary.split()),
        body=body,
        source="charters/themes.yml",
        place=("themes", theme.id),
        review=ctx.handbook.themes,
        themes=(theme.id,),
    )


def themes_page(ctx: BuildContext) -> SitePage:
    """The list of themes, with the headings behind them."""
    rows = [
        {
            "id": theme.id,
            "title": theme.title,
            "path": theme_path(theme.id),
            "summary": theme.summary,
            "totals": _totals(ctx, ctx.promises_by_theme.get(theme.id, [])),
            "headings": [(ctx.charter_name(charter), names) for charter, names in theme.headings.items()],
        }
        for theme in ctx.handbook.themes.themes
    ]
    return SitePage(
        path="themes/index.md",
        title="Charters side by side",
        summary="Each subject on one page: who promises what, and what a charter leaves out.",
        body=render("themes", "themes/index.md", themes=rows),
        source="charters/themes.yml",
        review=ctx.handbook.themes,
    )


def _totals(ctx: BuildContext, promises: list[Commitment]) -> str:
    if not promises:
        return "No charter makes a promise about this."
    counts: dict[str, int] = defaultdict(int)
    for promise in promises:
        counts[promise.charter] += 1
    totals = [f"{ctx.charter_name(slug)} {counts[slug]}" if counts[slug] else "" for slug in ctx.handbook.charters]
    return f"{count_in_words(len(promises), 'promise').capitalize()}: {listed([each for each in totals if each])}."


def _party_row(ctx: BuildContext, party: Party, promises: list[Commitment]) -> PartyRow:
    own: dict[str, list[PromiseLine]] = defaultdict(list)
    for promise in promises:
        if promise.party == party.id:
            own[promise.charter].append(promise_line(ctx, promise))
    cards = [
        CharterCard(
            name=ctx.charter_name(slug),
            anchor=f"{party.id}-{slug}",
            path=charter_path(slug),
            promises=own[slug],
            silence=_absence_text(ctx, slug, party),
        )
        for slug in ctx.handbook.charters
    ]
    name = within_sentence(party.title)
    return PartyRow(
        party.id, f"What {name} promise{_verb_ending(party)}", name, any(card.promises for card in cards), cards
    )


def _verb_ending(party: Party) -> str:
    """The ending of a verb after a party: "carers promise", "the service promises"."""
    return "" if party.title.endswith("s") else "s"


def _absence_text(ctx: BuildContext, slug: str, party: Party) -> str:
    """Silent, or not speaking for this party at all: two different things to a reader."""
    name = ctx.charter_name(slug)
    if any(voice.party == party.id for voice in ctx.handbook.charters[slug].voices):
        return f"{name}'s charter does not mention this."
    return f"{name}'s charter has no separate list for {within_sentence(party.title)}."
