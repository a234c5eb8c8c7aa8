"""Rules against copies: pages use slots for the rates, days and figures of service/."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from handbook.calendar.dates_in_text import dates_in
from handbook.facts.courses.model import Courses
from handbook.facts.events.model import Events
from handbook.facts.figures import PER_CENT, POUNDS, Figures
from handbook.facts.rates.model import Rates
from handbook.pages.markdown import read_page_text
from handbook.pages.shown_text import visible_text
from handbook.source.problems import Problem
from handbook.source.text_values import place_in
from handbook.sources import Sources

_AMOUNT = r"(\d[\d,]*(?:\.\d+)?)"
_POUNDS = re.compile(
    rf"(?:£|\bGBP) ?{_AMOUNT}|\b{_AMOUNT} ?(?:pounds\b|GBP\b|£(?! ?\d))|\b{_AMOUNT} ?(?:p|pence)\b", re.IGNORECASE
)
_NUMBER = re.compile(
    r"(?<![\w£.,/-])(\d[\d,]*(?:\.\d+)?)(?![\w/-]|[.,]\d)"
    r"(?:(?P<share> ?%| per ?cent)|(?P<pounds>(?= ?(?:pounds|GBP)\b))|)",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d|&")
_FOR_EACH = r" ?(?:(?:for |in )?(?:an?|per|each|every|one|the)|/) ?"
_YEARS = range(1900, 2101)
_YEARS_OF_DAYS = range(2020, 2040)
"""The years in which a day of the week is looked up for a day without a year."""
_COMMON = frozenset(
    (
        *("about", "after", "also", "area", "been", "between", "both", "care", "carer", "child", "children", "council"),
        *("each", "every", "family", "first", "foster", "fostering", "from", "have", "home", "into", "kent", "last"),
        *("many", "more", "most", "number", "other", "people", "service", "social", "some", "than", "that", "their"),
        *("them", "then", "there", "they", "this", "those", "were", "what", "when", "which", "with", "worker", "year"),
        *("young", "your"),
    )
)
"""Words on most pages, which do not show what a sentence is about."""


@dataclass(frozen=True)
class CopyableFact:
    """A fact in service/ that could be copied by hand."""

    value: Decimal | date
    title: str
    slot: str
    file: str
    about: str = ""
    """Further words that show what it is."""
    unit: str = ""
    """For rates, the unit such as `a mile`; an amount with this unit is always a copy."""

    @property
    def keywords(self) -> frozenset[str]:
        """The words of which a paragraph about the fact contains at least one."""
        return words_of(f"{self.title} {self.about}")

    def unit_follows(self, rest: str) -> bool:
        """Whether the text continues with the unit: `a mile`, `per mile`, `for each mile`, `/mile`."""
        noun = self.unit.partition(" ")[2]
        return bool(noun) and bool(re.match(rf"{_FOR_EACH}{noun}\b", rest, re.IGNORECASE))


def words_of(text: str) -> frozenset[str]:
    """The distinctive words of a text, in the singular."""
    words = re.findall(r"[a-z]{4,}", text.lower())
    return frozenset(word.removesuffix("s") for word in words if word not in _COMMON)


def check_amounts(sources: Sources) -> Iterator[Problem]:
    """An amount of a rate is in service/rates.yml alone."""
    rates = sources.handbook.facts.get(Rates)
    facts = [
        CopyableFact(Decimal(amount.pounds), rate.title, f"rate.{rate.id}", "service/rates.yml", rate.kind, rate.unit)
        for rate in (rates.rates if rates else ())
        for amount in rate.amounts
    ]
    yield from _copies(sources, facts, _amounts_in)


def check_figures(sources: Sources) -> Iterator[Problem]:
    """A figure of the reports is in service/figures.yml alone."""
    figures = sources.handbook.facts.get(Figures)
    by_measure: dict[str, list[CopyableFact]] = {}
    for figure in figures.figures if figures else ():
        fact = CopyableFact(figure.value, figure.title, f"figure.{figure.id}", "service/figures.yml", figure.unit)
        by_measure.setdefault(_measure(figure.unit), []).append(fact)
    # Shares, counts and amounts are never copies of one another.
    for measure, facts in by_measure.items():
        yield from _copies(sources, facts, partial(_numbers_in, measure))


def _measure(unit: str) -> str:
    """The measure behind a unit: per cent, pounds, or empty for counts."""
    if unit == PER_CENT:
        return PER_CENT
    return POUNDS if POUNDS in unit.split() else ""


def check_days(sources: Sources) -> Iterator[Problem]:
    """A day of a course or an event is in its file alone."""
    courses, events = sources.handbook.facts.get(Courses), sources.handbook.facts.get(Events)
    facts = [
        CopyableFact(day, course.title, f"course.{course.id}.next", "service/courses.yml")
        for course in (courses.courses if courses else ())
        for run in course.dates
        for day in run.days
    ]
    if events:
        facts += [
            CopyableFact(occasion.day, occasion.event.title, f"event.{occasion.event.id}.next", "service/events.yml")
            for day in {day for _, _, text in _paragraphs(sources) for _, _, day in _days_in(visible_text(text)[0])}
            for occasion in events.occasions(day, day)
            if not occasion.cancelled
        ]
    yield from _copies(sources, facts, _days_in)


Match = tuple[int, str, Decimal | date]
"""The offset of a value in a text, the value as written, and the value."""


def _copies(
    sources: Sources, facts: list[CopyableFact], found_in: Callable[[str], Iterator[Match]]
) -> Iterator[Problem]:
    """A problem for every value of a fact in a paragraph about the same thing."""
    by_value: dict[Decimal | date, list[CopyableFact]] = {}
    for fact in facts:
        by_value.setdefault(fact.value, []).append(fact)
    for path, line, text in _paragraphs(sources) if by_value else ():
        words = None
        shown, offsets = visible_text(text)
        for offset, written, value in found_in(shown):
            words = words_of(text) if words is None else words
            rest = shown[offset + len(written) :]
            same = [fact for fact in by_value.get(value, ()) if fact.keywords & words or fact.unit_follows(rest)]
            if same:
                best = max(same, key=lambda fact: len(fact.keywords & (words or frozenset())))
                message = (
                    f"`{written}` stands in {best.file} ({best.title}), and would not change with it; "
                    f"write `{{{{ {best.slot} }}}}`"
                )
                yield Problem(path, *place_in(text, offsets[offset], line), message)


def _paragraphs(sources: Sources) -> Iterator[tuple[str, int, str]]:
    """Every paragraph, item and table row of the pages, with the path and the first line."""
    for page in sources.handbook.pages.values():
        number = page.body_line
        for part in re.split(r"(\n\s*\n|\n(?=\s*(?:\||[-*] |\d+\. )))", read_page_text(page.body).prose):
            if _FIGURE.search(part):
                yield f"docs/{page.path}", number, part
            number += part.count("\n")


def _amounts_in(text: str) -> Iterator[Match]:
    for match in _POUNDS.finditer(text):
        pounds = match[1] or match[2]
        yield match.start(), match[0], _number(pounds) if pounds else _number(match[3]) / 100


def _days_in(text: str) -> Iterator[tuple[int, str, date]]:
    return dates_in(text, _YEARS_OF_DAYS)


def _numbers_in(measure: str, text: str) -> Iterator[Match]:
    """Numbers of one measure that are distinctive: shares, and numbers of three digits or more, but no years."""
    for match in _NUMBER.finditer(text):
        value = _number(match[1])
        is_year = value in _YEARS and "," not in match[1]
        is_long = len(match[1].replace(",", "").partition(".")[0]) >= 3 and not is_year
        of = PER_CENT if match["share"] else POUNDS if match["pounds"] is not None else ""
        if of == measure and (match["share"] or is_long):
            yield match.start(), match[0].strip(), value


def _number(written: str) -> Decimal:
    return Decimal(written.replace(",", ""))


STYLE_RULES = (check_amounts, check_days, check_figures)
