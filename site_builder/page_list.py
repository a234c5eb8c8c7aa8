"""Which pages a handbook has, hand-written and made ones alike."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from handbook.handbook import Handbook
from handbook.pages.page import Page
from handbook.source.problems import ContentError, Problem
from handbook.source.source_file import Record
from handbook.urls import page_address
from site_builder.context import NO_RECORDS, BuildContext, build_context
from site_builder.forge_markdown.compatible import to_engine_markdown
from site_builder.layout.flowcharts import with_flowcharts
from site_builder.layout.heading_ids import with_heading_ids
from site_builder.layout.page_layout import page_markdown
from site_builder.layout.slots import fill_page, fill_plain_text
from site_builder.menu import Menu
from site_builder.page import SitePage, is_for_children
from site_builder.pages.a_to_z import a_to_z_pages, is_in_a_to_z
from site_builder.pages.charters import charter_page, charters_page
from site_builder.pages.contents import contents_page, keepers_page
from site_builder.pages.facts import fact_files, fact_pages, pages_about_pages
from site_builder.pages.glossary import glossary_page
from site_builder.pages.outcomes import you_said_we_did_page
from site_builder.pages.parties import party_pages
from site_builder.pages.results import results_files, results_page
from site_builder.pages.reviews import reviews_page
from site_builder.pages.surveys import has_results, survey_page, surveys_page
from site_builder.pages.themes import theme_page, themes_page
from site_builder.pages.topics import topic_pages
from site_builder.pages.who_to_call import who_to_call_page


def all_pages(
    handbook: Handbook, on: date, menu: Menu = (), records: Mapping[str, Record] = NO_RECORDS
) -> dict[str, str]:
    """Every staged page by its path, as it is on the given day, with its foot, and every file beside them.

    Raises ContentError when a hand-written page would hide another one.
    """
    ctx = build_context(handbook, on, menu, records)
    pages = site_pages(ctx)
    if problems := list(check_unique_addresses(pages)):
        raise ContentError(problems)
    return staged_pages(ctx, pages)


def staged_pages(ctx: BuildContext, generated: Iterable[SitePage]) -> dict[str, str]:
    """The pages by their path, each with its foot, and every file beside them."""
    made = list(generated)
    titles = {page.path: page.title for page in made}
    pages = {page.path: page_markdown(ctx, fill_page(ctx, page), titles) for page in made}
    return pages | {path: fill_plain_text(ctx, text) for path, text in (*fact_files(ctx), *results_files(ctx))}


def pages_of(
    handbook: Handbook, paths: Iterable[str], on: date, menu: Menu, records: Mapping[str, Record]
) -> dict[str, str]:
    """Some hand-written pages by their path below `docs/`, as `all_pages` has them."""
    ctx = build_context(handbook, on, menu, records)
    return {path: page_markdown(ctx, fill_page(ctx, hand_written_page(handbook.pages[path]))) for path in paths}


def site_pages(ctx: BuildContext) -> list[SitePage]:
    """Every page before its foot."""
    handbook = ctx.handbook
    pages = [
        *(hand_written_page(page) for page in handbook.pages.values()),
        charters_page(ctx),
        *(charter_page(ctx, slug, charter) for slug, charter in handbook.charters.items()),
        themes_page(ctx),
        *(theme_page(ctx, theme) for theme in ctx.themes.values()),
        *party_pages(ctx),
        surveys_page(ctx),
        *(survey_page(ctx, slug, each) for slug, each in (handbook.surveys | handbook.consultations).items()),
        *(results_page(ctx, each) for each in handbook.runs.values() if each.wave_slug and has_results(ctx, each)),
        you_said_we_did_page(ctx),
        who_to_call_page(ctx),
        glossary_page(ctx),
        *fact_pages(ctx),
    ]
    # Pages that name others are drafted once for their titles, and then made with everybody's.
    drafts = [*pages, *_pages_about_pages(ctx, pages)]
    pages += _pages_about_pages(ctx, drafts)
    return pages


def _pages_about_pages(ctx: BuildContext, pages: list[SitePage]) -> list[SitePage]:
    lists = [*topic_pages(ctx, pages), contents_page(ctx, pages), keepers_page(ctx, pages)]
    indexes = [*pages_about_pages(ctx, pages), *lists]
    pages_by_path = {page.path: page for page in (*pages, *indexes)}
    others = [page for page in pages_by_path.values() if not is_in_a_to_z(page)]
    return [*indexes, *a_to_z_pages(ctx, others), reviews_page(ctx, pages_by_path.values())]


def check_unique_addresses(pages: Sequence[SitePage]) -> Iterator[Problem]:
    """Two files can have one address: `pets.md` and `pets/index.md`, or a page of ours and one made from data."""
    at = {page_address(page.path): page for page in pages if page.generated}
    for page in (page for page in pages if not page.generated):
        other = at.setdefault(page_address(page.path), page)
        if other.generated:
            message = f"there is already a page at this address, made from `{other.source}`; change that, or give this "
            yield Problem.of_file(page.source, f"{message}page another name")
        elif other is not page:
            message = (
                f"`{other.source}` has the same address, so readers would see only one; give this page another name"
            )
            yield Problem.of_file(page.source, message)


def hand_written_page(page: Page) -> SitePage:
    """A page of `docs/` as a page of the site."""
    header = page.header
    return SitePage(
        path=page.path,
        title=header.title,
        summary=header.summary,
        body=f"{with_heading_ids(_body(page))}\n",
        source=f"docs/{page.path}",
        review=header,
        generated=False,
        themes=header.themes,
        commitments=header.commitments,
        standards=header.standards,
        contacts=header.contacts,
        keywords=header.keywords,
        questions=header.questions,
        references=header.sources,
        audience=header.audience,
        boost=1 if is_for_children(page.path) else 2,
    )


def _body(page: Page) -> str:
    """The page's text as the forge reads it, with its flowcharts; raises ContentError with every fault of these."""
    with_charts = with_flowcharts(page)
    compatible = to_engine_markdown(page.body)
    # The faults of charts were told with the lines that a person wrote.
    return with_charts if compatible == page.body else with_flowcharts(page.model_copy(update={"body": compatible}))
