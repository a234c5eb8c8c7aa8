"""Figures with their unit, period and source (`service/figures.yml`)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from handbook.calendar.reviews import Reviewed
from handbook.content_kind import ContentKind, SlotKind, ids_of
from handbook.source.problems import Problem
from handbook.source.text_values import Loc
from handbook.source.types import Content, Line, Ref, Slug, Text, YesNo
from handbook.sources import Mention, Sources


def _number(value: object) -> object:
    # pydantic would also take "1e5", "NaN" and " 5".
    if isinstance(value, Decimal | int):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"(0|[1-9]\d{0,11})(\.\d{1,4})?", value):
        raise ValueError("this is no number; write figures without commas or signs, such as 53420 or 5.72")
    return Decimal(value)


Number = Annotated[Decimal, BeforeValidator(_number), Field(json_schema_extra={"description": "Such as 53420 or 5.72"})]
"""A number as it is in the source, without commas."""

PER_CENT = "per cent"
POUNDS = "pounds"
"""The one unit that is before its number: `pounds a week` is £475 a week."""


class FigureGroup(Content):
    """Figures that belong on one page."""

    id: Slug
    """Its name in the page's address."""
    title: Line
    """The page's title."""
    summary: Line
    """One sentence: which figures these are."""
    keywords: tuple[Line, ...] = ()
    """Words that somebody may look for."""


class Document(Content):
    """A document in which figures stand."""

    id: Slug
    """Short name that figures use."""
    title: Line
    """Its title."""
    short: Line
    """What tables call it, in a word or two."""


class Figure(Content):
    """One figure."""

    id: Slug
    """Short name; pages print it through `{{ figure.<id> }}`."""
    title: Line
    """What is counted, as a phrase."""
    value: Number
    """The number, without commas."""
    qualifier: Line | None = None
    """What is before the number in the source, such as "over" or "at least"."""
    unit: Line
    """What the number counts: `children`, `per cent`, `pounds`, `pounds a week`, `billion pounds`, `months`."""
    period: Line
    """The day or the time it is about; "not stated" where the source does not say."""
    geography: Line
    """The place it is about, such as Kent or England."""
    definition: Text | None = None
    """What exactly is counted, where that is not plain from the title."""
    document: Ref
    """The document in which it stands."""
    section: Line
    """Where in that document."""
    group: Ref
    """The page on which it stands."""
    note: Text | None = None
    """What a reader should know before using it."""
    target: YesNo = False
    """Whether it is wanted, not reached."""
    headline: YesNo = False
    """Whether the yearly report shows it."""

    @property
    def words(self) -> str:
        """The figure as people say it: `over 1,500 children`, `62 per cent`, `£475 a week`."""
        return f"{self.qualifier} {self.amount}" if self.qualifier else self.amount

    @property
    def amount(self) -> str:
        """The number with its unit: `1,500 children`, `£1.6 billion`."""
        unit, pound = self.unit, POUNDS in self.unit.split()
        if pound:
            unit = " ".join(word for word in unit.split() if word != POUNDS)
        return f"{'£' if pound else ''}{self.value:,} {unit}".strip()


class Series(Content):
    """Several figures of one unit that are drawn beside each other."""

    id: Slug
    """Its address on the page."""
    title: Line
    """What the picture shows."""
    group: Ref
    """The page on which it stands."""
    figures: tuple[Ref, ...]
    """The figures, in the order in which they are drawn."""
    labels: tuple[Line, ...] = ()
    """What is at each bar, where the figure's title is too long; as many as figures."""
    says: Text
    """What it shows, in a sentence."""

    @model_validator(mode="after")
    def _labelled(self) -> "Series":
        if len(self.figures) < 2:
            raise ValueError("a picture needs at least two `figures`")
        if self.labels and len(self.labels) != len(self.figures):
            raise ValueError("there must be as many `labels` as figures, in the same order")
        return self


class FigureCheck(Content):
    """One sum that the figures must pass, worked out when the site is built."""

    id: Slug
    """Its address on the page."""
    title: Line
    """What is checked, as a question."""
    parts: tuple[Ref, ...]
    """The figures that are added up."""
    whole: Ref
    """The figure that they should make, or of which they are a share."""
    share: Ref | None = None
    """The figure that states the share of the parts in the whole; left out when the parts make the whole."""
    note: Text | None = None
    """What may explain a difference."""


@dataclass(frozen=True)
class CheckResult:
    """What came of a check."""

    calculated: str
    """The result worked out."""
    stated: str
    """What the source says."""
    agrees: bool
    """Whether they are the same, after rounding as the source rounds."""


class Figures(Reviewed):
    """The whole of `service/figures.yml`."""

    documents: tuple[Document, ...]
    """The documents behind the figures."""
    groups: tuple[FigureGroup, ...]
    """In the order of the pages."""
    figures: tuple[Figure, ...]
    """In the order in which each page shows them."""
    series: tuple[Series, ...] = ()
    """In the order in which each page shows them."""
    checks: tuple[FigureCheck, ...] = ()
    """In the order in which the page shows them."""

    @cached_property
    def by_id(self) -> dict[str, Figure]:
        """Every figure by its id."""
        return {figure.id: figure for figure in self.figures}

    def value(self, figure: str) -> str:
        """A figure in words; raises KeyError when there is none of this id."""
        return self.by_id[figure].words

    def checked(self, check: FigureCheck) -> CheckResult:
        """Work a check out."""
        total = sum((self.by_id[part].value for part in check.parts), Decimal(0))
        whole = self.by_id[check.whole]
        if check.share is None:
            return CheckResult(calculated=f"{total:,} {whole.unit}", stated=whole.words, agrees=total == whole.value)
        stated = self.by_id[check.share]
        calculated = 100 * total / whole.value
        shown = calculated.quantize(Decimal("0.1"), ROUND_HALF_UP)
        # The source rounds to whole numbers or to tenths; the result is rounded likewise before they are compared.
        agrees = calculated.quantize(stated.value, ROUND_HALF_UP) == stated.value
        return CheckResult(calculated=f"{shown} {PER_CENT}", stated=stated.words, agrees=agrees)


FIGURES = "service/figures.yml"


def _mentions(key: str, words: Iterator[tuple[int, str]], field: str) -> list[Mention]:
    return [(FIGURES, (key, index, field), word) for index, word in words]


def check_ids_are_unique(sources: Sources) -> Iterator[Problem]:
    """An id names one thing; on a page, a picture and a check are addresses too."""
    figures = sources.handbook.facts.get(Figures)
    if figures is None:
        return
    for key, what, ids in (
        ("documents", "document id", [each.id for each in figures.documents]),
        ("groups", "group id", [group.id for group in figures.groups]),
    ):
        yield from sources.duplicates(_mentions(key, enumerate(ids), "id"), what)
    addresses = [
        *_mentions("figures", enumerate(figure.id for figure in figures.figures), "id"),
        *_mentions("series", enumerate(each.id for each in figures.series), "id"),
        *_mentions("checks", enumerate(check.id for check in figures.checks), "id"),
    ]
    yield from sources.duplicates(addresses, "figure id")


def check_groups_and_documents(sources: Sources) -> Iterator[Problem]:
    """Each figure is on a page and in a document that are listed."""
    figures = sources.handbook.facts.get(Figures)
    if figures is None:
        return
    groups, documents = (
        {group.id: group.title for group in figures.groups},
        [document.id for document in figures.documents],
    )
    yield from sources.unknown(
        _mentions("figures", enumerate(f.group for f in figures.figures), "group"), groups, "group"
    )
    yield from sources.unknown(
        _mentions("series", enumerate(s.group for s in figures.series), "group"), groups, "group"
    )
    mentions = _mentions("figures", enumerate(figure.document for figure in figures.figures), "document")
    yield from sources.unknown(mentions, documents, "document")


def check_series(sources: Sources) -> Iterator[Problem]:
    """A picture draws figures that exist and that count the same thing."""
    figures = sources.handbook.facts.get(Figures)
    for index, series in enumerate(figures.series if figures else ()):
        loc: Loc = ("series", index, "figures")
        yield from sources.unknown(_named(loc, series.figures), figures.by_id if figures else (), "figure")
        units = {figures.by_id[figure].unit for figure in series.figures if figures and figure in figures.by_id}
        if len(units) > 1:
            message = (
                f"these figures have different units ({', '.join(sorted(units))}); draw those of one unit together"
            )
            yield sources.key_problem(FIGURES, loc, message)


def check_checks(sources: Sources) -> Iterator[Problem]:
    """A sum adds up figures that exist; what it must make is more than nothing; a share is in per cent."""
    figures = sources.handbook.facts.get(Figures)
    for index, check in enumerate(figures.checks if figures else ()):
        loc: Loc = ("checks", index)
        known = figures.by_id if figures else {}
        yield from sources.unknown(_named((*loc, "parts"), check.parts), known, "figure")
        yield from sources.unknown([(FIGURES, (*loc, "whole"), check.whole)], known, "figure")
        if check.whole in known and not known[check.whole].value:
            line = sources.records[FIGURES].line_of("figures", check.whole, "value")
            message = (
                f"`{check.whole}` is 0, and nothing can be a share of it; "
                f"name another figure, or correct its `value:` on line {line}"
            )
            yield sources.problem(FIGURES, (*loc, "whole"), message)
        if check.share:
            yield from sources.unknown([(FIGURES, (*loc, "share"), check.share)], known, "figure")
            if check.share in known and known[check.share].unit != PER_CENT:
                message = f"`{check.share}` is in {known[check.share].unit}; name a figure in {PER_CENT}"
                yield sources.problem(FIGURES, (*loc, "share"), message)


def check_groups_are_not_empty(sources: Sources) -> Iterator[Problem]:
    """A group without a figure would be an empty page."""
    figures = sources.handbook.facts.get(Figures)
    for index, group in enumerate(figures.groups if figures else ()):
        if not _in_group(figures, group.id):
            message = f"no figure has `group: {group.id}`; add a figure with that, or take the group out"
            yield sources.problem(FIGURES, ("groups", index, "id"), message)


def _in_group(figures: Figures | None, group: str) -> bool:
    return figures is not None and any(figure.group == group for figure in figures.figures)


def _named(loc: Loc, words: tuple[str, ...]) -> list[Mention]:
    return [(FIGURES, (*loc, index), word) for index, word in enumerate(words)]


RULES = (
    check_ids_are_unique,
    check_groups_and_documents,
    check_series,
    check_checks,
    check_groups_are_not_empty,
)


KIND = ContentKind(
    "figures",
    Figures,
    FIGURES,
    needed=False,
    rules=RULES,
    slots=(SlotKind("figure", ids_of(Figures, lambda figures: figures.figures)),),
)
