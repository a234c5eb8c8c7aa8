"""A page for each heading of the menu, where a reader chooses among the pages below it."""

from collections.abc import Iterable, Iterator, Mapping

from handbook.formatting import listed
from site_builder.context import BuildContext
from site_builder.formatting import count_in_words
from site_builder.menu import TOPICS, Menu, MenuGroup, MenuPage
from site_builder.page import SitePage
from site_builder.render import render

NAMED = 3
"""How many of the groups or pages below a heading its summary names."""


def topic_pages(ctx: BuildContext, pages: Iterable[SitePage]) -> list[SitePage]:
    """A page for each heading of the menu whose first line names one in `topics/`, such as `topics/money.md`."""
    by_path = {page.path: page for page in pages}
    return [_topic_page(ctx, group, by_path) for group in _topics(ctx.menu)]


def _topics(menu: Menu) -> Iterator[MenuGroup]:
    for entry in menu:
        if isinstance(entry, MenuGroup):
            if next(entry.paths, "").startswith(TOPICS) and isinstance(entry.entries[0], MenuPage):
                yield entry
            yield from _topics(entry.entries)


def _topic_page(ctx: BuildContext, topic: MenuGroup, by_path: Mapping[str, SitePage]) -> SitePage:
    path, *below = topic.paths
    alone = [entry.path for entry in topic.entries[1:] if isinstance(entry, MenuPage)]
    groups = {entry.title: entry.paths for entry in topic.entries if isinstance(entry, MenuGroup)}
    return SitePage(
        path=path,
        title=topic.title,
        # Where most of what is below stands alone, the few groups would not say what it is.
        summary=_summary(topic.title, list(groups) if len(groups) > len(alone) else [], _pages(below, by_path)),
        body=render(
            "topic",
            path,
            pages=_pages(alone, by_path),
            groups={title: _pages(paths, by_path) for title, paths in groups.items()},
        ),
        source="mkdocs.yml",
        review=ctx.handbook.service,
        boost=0.5,
    )


def _summary(topic: str, groups: list[str], pages: list[SitePage]) -> str:
    """What is below a heading, by name: in a list of pages, a number would tell a reader nothing."""
    if groups:
        return f"{', '.join(groups[:NAMED])}{', and more' if groups[NAMED:] else ''}."
    # "Behaviour: what helps" goes by its first words, unless another page or the heading has them already.
    names = dict.fromkeys(page.title.partition(": ")[0] for page in pages)
    named = ([name for name in names if name != topic] or list(names))[:NAMED]
    others = len(pages) - len(named)
    if others:
        return f"{', '.join(named)} and {count_in_words(others, 'more page')}."
    return f"{listed(named)}."


def _pages(paths: Iterable[str], by_path: Mapping[str, SitePage]) -> list[SitePage]:
    """The pages at these paths, without other lists, and without a path that leads nowhere: the check tells it."""
    return [by_path[path] for path in paths if path in by_path and not path.startswith(TOPICS)]
