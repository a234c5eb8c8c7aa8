"""The relations between pages, promises, surveys and contacts, computed once for all pages of a build."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from markupsafe import Markup

from handbook.charters.charter import Commitment, ListKind, Party, Theme
from handbook.handbook import Handbook
from handbook.pages.page import Page
from handbook.service.contacts import Contact
from handbook.source.source_file import Record
from handbook.source.text_values import Loc
from handbook.surveys.summaries import QuestionSummary, Summary
from handbook.surveys.survey import SurveyRun
from site_builder.menu import Menu

Value = TypeVar("Value")

NO_RECORDS: Mapping[str, Record] = MappingProxyType({})

Figure = tuple[Summary, QuestionSummary]
"""A released question, with the summary it is in."""


@dataclass(frozen=True)
class BuildContext:
    """The handbook on one day, with its look-ups."""

    handbook: Handbook
    on: date
    themes: dict[str, Theme]
    parties: dict[str, Party]
    contacts: dict[str, Contact]
    commitment_order: dict[str, int]
    """Each commitment's place in the order of charters."""
    pages_by_commitment: dict[str, list[Page]] = field(default_factory=dict)
    """Hand-written pages by the promise they help to keep."""
    pages_by_theme: dict[str, list[Page]] = field(default_factory=dict)
    figures: dict[str, list[Figure]] = field(default_factory=dict)
    """The questions about each promise in the newest release that has any: all of them, so that none hides another."""
    promises_by_theme: dict[str, list[Commitment]] = field(default_factory=dict)
    """Detailed promises only: no roles, no one-line overviews."""
    open_by_page: dict[str, list[SurveyRun]] = field(default_factory=dict)
    open_by_theme: dict[str, list[SurveyRun]] = field(default_factory=dict)
    menu: Menu = ()
    """The hand-written menu, in whose order everything is listed."""
    records: Mapping[str, Record] = field(default_factory=dict)
    """Every content file as it was written, by path; none for a handbook that was made by hand."""

    def charter_name(self, slug: str) -> str:
        """How readers call a charter: the authority's name without "County Council" and the like."""
        return short_name(self.handbook.charters[slug].authority)

    def open_about(self, path: str, themes: Iterable[str]) -> tuple[SurveyRun, ...]:
        """What can be answered now about a page or its themes: consultations first, then what closes soonest."""
        runs = {run.key: run for run in self.open_by_page.get(path, ())}
        for theme in themes:
            runs |= {run.key: run for run in self.open_by_theme.get(theme, ())}
        return tuple(sorted(runs.values(), key=lambda each: (not each.is_consultation, each.wave.closes, each.key)))


def short_name(authority: str) -> str:
    """`Kent County Council` is `Kent`."""
    for ending in (" County Council", " City Council", " Borough Council", " Council"):
        authority = authority.removesuffix(ending)
    return authority


def build_context(
    handbook: Handbook, on: date, menu: Menu = (), records: Mapping[str, Record] = NO_RECORDS
) -> BuildContext:
    """The look-ups of a handbook on a day."""
    promises = [each for each in handbook.commitments.values() if each.kind is ListKind.PROMISES]
    still_open = handbook.open_runs(on)
    return BuildContext(
        handbook=handbook,
        on=on,
        themes={theme.id: theme for theme in handbook.themes.themes},
        parties={party.id: party for party in handbook.parties.parties},
        contacts={contact.id: contact for contact in handbook.contacts.contacts},
        commitment_order={ref: place for place, ref in enumerate(handbook.commitments)},
        pages_by_commitment=_grouped(
            (ref, page) for page in handbook.pages.values() for ref in page.header.commitments
        ),
        pages_by_theme=_grouped((theme, page) for page in handbook.pages.values() for theme in page.header.themes),
        figures=_newest_figures(handbook.summaries.values()),
        promises_by_theme=_grouped((each.theme, each) for each in promises),
        open_by_page=_grouped((path, run) for run in still_open for path in run.survey.pages),
        open_by_theme=_grouped((theme, run) for run in still_open for theme in run.survey.themes),
        menu=menu,
        records=records,
    )


def _grouped(pairs: Iterable[tuple[str, Value]]) -> dict[str, list[Value]]:
    groups: dict[str, list[Value]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return dict(groups)


def _newest_figures(summaries: Iterable[Summary]) -> dict[str, list[Figure]]:
    newest: dict[str, list[Figure]] = {}
    for summary in sorted(summaries, key=lambda each: (each.closes, each.asking)):
        figures = ((commitment, (summary, each)) for each in summary.questions for commitment in each.commitments)
        newest |= _grouped(figures)
    return newest


def edit_link(ctx: BuildContext, source: str, *place: str | int) -> Markup | None:
    """The forge's address for changing a file, at the place named; None without a forge, and for a folder."""
    address = ctx.handbook.service.edit_address
    if address is None or source.endswith("/"):
        return None
    filled = address.replace("{path}", source).replace("{line}", str(_line(ctx, source, place)))
    return Markup("{}").format(filled)


def _line(ctx: BuildContext, source: str, place: Loc) -> int:
    """The line of the place; for a page the first of its words, as the header is for those who know it."""
    page = ctx.handbook.pages.get(source.removeprefix("docs/"))
    if page is not None and not place:
        return page.body_line
    record = ctx.records.get(source)
    return record.line_of(*place) if record else 1
