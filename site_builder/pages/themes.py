"""A page for each theme, with the charters side by side, and the page that lists the themes."""

from collections import defaultdict
from dataclasses import dataclass

from handbook.charters.charter import Commitment
from handbook.charters.parties import Party
from handbook.charters.themes import Theme
from handbook.urls import charter_path, theme_path
from site_builder.context import CrossLinks
from site_builder.formatting import count_in_words, listed, within_sentence
from site_builder.page import MadePage
from site_builder.pages.promise_lines import PromiseLine, promise_line
from site_builder.render import render


@dataclass(frozen=True)
class Card:
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
    cards: list[Card]


def theme_page(links: CrossLinks, theme: Theme) -> MadePage:
    """Who promises what about a theme, and which charter is silent."""
    promises = links.promises_of_theme.get(theme.id, [])
    path = theme_path(theme.id)
    body = render(
        "theme",
        path,
        totals=_totals(links, promises),
        parties=[_party_row(links, party, promises) for party in links.parties.values()],
        pages=links.pages_of_theme.get(theme.id, []),
    )
    return MadePage(
        path=path,
        title=theme.title,
        summary=" ".join(theme.summary.split()),
        body=body,
        source="charters/themes.yml",
        place=("themes", theme.id),
        review=links.handbook.themes,
        themes=(theme.id,),
    )


def themes_page(links: CrossLinks) -> MadePage:
    """The list of themes, with the headings behind them."""
    rows = [
        {
            "id": theme.id,
            "title": theme.title,
            "path": theme_path(theme.id),
            "summary": theme.summary,
            "totals": _totals(links, links.promises_of_theme.get(theme.id, [])),
            "headings": [(links.charter_name(charter), names) for charter, names in theme.headings.items()],
        }
        for theme in links.handbook.themes.themes
    ]
    return MadePage(
        path="themes/index.md",
        title="Charters side by side",
        summary="Each subject on one page: who promises what, and where a charter is silent.",
        body=render("themes", "themes/index.md", themes=rows),
        source="charters/themes.yml",
        review=links.handbook.themes,
    )


def _totals(links: CrossLinks, promises: list[Commitment]) -> str:
    if not promises:
        return "No charter makes a promise about this."
    counts: dict[str, int] = defaultdict(int)
    for promise in promises:
        counts[promise.charter] += 1
    said = [f"{links.charter_name(slug)} {counts[slug]}" if counts[slug] else "" for slug in links.handbook.charters]
    return f"{count_in_words(len(promises), 'promise').capitalize()}: {listed([each for each in said if each])}."


def _party_row(links: CrossLinks, party: Party, promises: list[Commitment]) -> PartyRow:
    own: dict[str, list[PromiseLine]] = defaultdict(list)
    for promise in promises:
        if promise.party == party.id:
            own[promise.charter].append(promise_line(links, promise))
    cards = [
        Card(
            name=links.charter_name(slug),
            anchor=f"{party.id}-{slug}",
            path=charter_path(slug),
            promises=own[slug],
            silence=_silence(links, slug, party),
        )
        for slug in links.handbook.charters
    ]
    name = within_sentence(party.title)
    return PartyRow(party.id, f"What {name} promise{_s(party)}", name, any(card.promises for card in cards), cards)


def _s(party: Party) -> str:
    """The ending of a verb after a party: "carers promise", "the service promises"."""
    return "" if party.title.endswith("s") else "s"


def _silence(links: CrossLinks, slug: str, party: Party) -> str:
    """Silent, or not speaking for this party at all: two different things to a reader."""
    name = links.charter_name(slug)
    if any(voice.party == party.id for voice in links.handbook.charters[slug].voices):
        return f"{name}'s charter is silent here."
    return f"{name}'s charter has no list of its own for {within_sentence(party.title)}."
