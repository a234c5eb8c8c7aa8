"""The standards and laws: which page and which line of the plan serves each, and which serve none."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from handbook.facts.plan import Plan, Target
from handbook.facts.standards import Legislation, Standard, Standards, standard_id
from handbook.formatting import listed
from handbook.handbook import Handbook
from handbook.pages.page import Page
from site_builder.context import BuildContext, short_name
from site_builder.formatting import count_in_words
from site_builder.page import SitePage
from site_builder.render import render

PATH = "standards/index.md"
SOURCE = "service/standards.yml"


@dataclass(frozen=True)
class StandardsCoverage:
    """How many of the standards some page serves."""

    standards: int
    of: int

    def __str__(self) -> str:
        """The line for reports and the end of a test run."""
        return f"standards served: {self.standards} of {self.of}"


@dataclass(frozen=True)
class StandardLine:
    """A standard at the foot of a page that serves it."""

    title: str
    anchor: str


@dataclass(frozen=True)
class PlanLine:
    """A target of the plan that names a standard."""

    title: str
    path: str
    references: str


@dataclass(frozen=True)
class StandardRow:
    """A standard or a law, with what serves it."""

    entry: Standard | Legislation
    pages: list[Page]
    plan: list[PlanLine]
    promises: str


def standards_coverage(handbook: Handbook) -> StandardsCoverage:
    """How many of the national minimum standards are named by at least one page."""
    standards = handbook.facts.get(Standards)
    named_ids = {word for page in handbook.pages.values() for word in page.header.standards}
    ids = [each.id for each in standards.standards] if standards else []
    return StandardsCoverage(sum(each in named_ids for each in ids), len(ids))


def standard_lines(ctx: BuildContext, ids: Iterable[str]) -> list[StandardLine]:
    """The standards and laws that a page serves, in the order of their list."""
    standards = ctx.handbook.facts.get(Standards)
    wanted_ids = set(ids)
    return (
        [StandardLine(title, each) for each, title in standards.ids.items() if each in wanted_ids] if standards else []
    )


def standards_pages(ctx: BuildContext) -> Iterator[SitePage]:
    """The list; none while the service keeps none."""
    standards_list = ctx.handbook.facts.get(Standards)
    if standards_list is None:
        return
    standards = [_row(ctx, each) for each in standards_list.standards]
    laws = [_row(ctx, each) for each in standards_list.laws]
    body = render(
        "standards",
        PATH,
        standards_list=standards_list,
        served=standards_coverage(ctx.handbook),
        has_plan=ctx.handbook.facts.get(Plan) is not None,
        standards=standards,
        laws=laws,
        pageless=[row.entry for row in (*standards, *laws) if not row.pages],
        planless=[row.entry for row in standards if not row.plan],
    )
    yield SitePage(
        path=PATH,
        title="Standards and laws",
        summary="What every fostering service in England must reach, and which page and which plan line serves it.",
        body=body,
        source=SOURCE,
        review=standards_list,
        keywords=("national minimum standards", "regulations", "law", "legislation", "Ofsted evidence"),
    )


def _row(ctx: BuildContext, entry: Standard | Legislation) -> StandardRow:
    pages = [page for page in ctx.handbook.pages.values() if entry.id in page.header.standards]
    return StandardRow(entry, pages, _plan_lines(ctx, entry.id), _promises(ctx, pages))


def _plan_lines(ctx: BuildContext, standard: str) -> list[PlanLine]:
    plan = ctx.handbook.facts.get(Plan)
    return [line for target in plan.targets if (line := _plan_line(target, standard))] if plan else []


def _plan_line(target: Target, standard: str) -> PlanLine | None:
    references = [each for each in target.nms if standard_id(each) == standard]
    if not references:
        return None
    return PlanLine(f"Target {target.number}: {target.title}", target_path(target), listed(references))


def target_path(target: Target) -> str:
    """The staged page of a target."""
    return f"plan/target-{target.number}.md"


def _promises(ctx: BuildContext, pages: list[Page]) -> str:
    """How many promises these pages help to keep, by charter; empty when none."""
    refs = {ref for page in pages for ref in page.header.commitments if ref in ctx.handbook.commitments}
    if not refs:
        return ""
    charters = ctx.handbook.charters
    counts = {slug: sum(ctx.handbook.commitments[ref].charter == slug for ref in refs) for slug in charters}
    by_charter = [f"{short_name(charters[slug].authority)} {count}" for slug, count in counts.items() if count]
    return f"{count_in_words(len(refs), 'promise')} ({listed(by_charter)})"


def standard_titles(standards: Standards | None, references: Sequence[str]) -> list[StandardLine]:
    """References of a plan as links: `7.1` and `7.2` are "Leisure: 7.1 and 7.2", at the place of standard 7."""
    titles = [
        (each, [ref for ref in references if standard_id(ref) == each.id])
        for each in (standards.standards if standards else ())
    ]
    return [StandardLine(f"{each.title}: {listed(parts)}", each.id) for each, parts in titles if parts]


PAGES = (standards_pages,)
