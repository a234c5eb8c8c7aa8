"""Checks links before the engine runs: in pages, data files and the menu, each reported where it is written.

Whether the links of the built HTML lead somewhere, those of our templates among them, is `build.html_checks`.
"""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from handbook.facts.actions import Actions
from handbook.facts.changes import Changes
from handbook.facts.coverage import Coverage
from handbook.facts.everyday_words import EVERYDAY_WORDS, EverydayWords
from handbook.file_rules import PICTURES, better_name
from handbook.handbook import Handbook
from handbook.pages.markdown import TextPlace, read_page_text
from handbook.pages.redirects import page_of
from handbook.registry import FOLDERS
from handbook.source.problems import Problem
from handbook.source.spelling import nearest, suggest_instead
from handbook.sources import Mention, Sources
from site_builder.anchors import closed_anchors
from site_builder.build.build_cache import SOURCE_ROOT, is_clone
from site_builder.build.html_checks import APP_ADDRESSES, ELSEWHERE
from site_builder.checks.link_targets import LinkTargets
from site_builder.checks.navigation import check_navigation


def check_links(sources: Sources, targets: LinkTargets, root: Path) -> Iterator[Problem]:
    """A problem for each link of a page, line of the menu, and page or file named by the data that leads nowhere.

    Raises ContentError where the menu cannot be read.
    """
    yield from check_navigation(root, sources.handbook, targets)
    yield from check_named_pages(sources, targets)
    yield from check_named_files(sources, root)
    yield from check_page_links(sources.handbook, targets)
    yield from check_page_questions(sources, targets)


def check_named_pages(sources: Sources, targets: LinkTargets) -> Iterator[Problem]:
    """A problem for each page, or id on a page, that is named by a data file and is not there."""
    pages = [path for path in targets.pages if path.endswith(".md")]
    named = (
        *_mentions_in_changes(sources),
        *_mentions_in_actions(sources),
        *_mentions_in_coverage(sources),
        *_mentions_in_everyday_words(sources),
    )
    for file, loc, target in named:
        path, _, anchor = target.partition("#")
        if path not in targets.pages:
            if path in targets.redirects:
                instead = f"it has moved, so write `{targets.redirects[path]}`"
            elif path in targets.gone:
                instead = "it is gone, so write the page that tells it now"
            else:
                instead = suggest_instead(path, pages)
            yield sources.problem(file, loc, f"there is no page `{path}`; {instead}")
        elif anchor and anchor not in targets.anchors(path):
            message = f"there is no place `#{anchor}` on the page `{path}`; correct the part after `#`, or take it out"
            yield sources.problem(file, loc, message)


def _mentions_in_changes(sources: Sources) -> Iterator[Mention]:
    changes = sources.handbook.facts.get(Changes)
    for index, note in enumerate(changes.changes if changes else ()):
        for number, page in enumerate(note.pages):
            yield "service/changes.yml", ("changes", index, "pages", number), page


def _mentions_in_actions(sources: Sources) -> Iterator[Mention]:
    actions = sources.handbook.facts.get(Actions)
    for index, action in enumerate(actions.actions if actions else ()):
        if action.page:
            yield "service/actions.yml", ("actions", index, "page"), action.page
    for index, decision in enumerate(actions.decisions if actions else ()):
        for number, page in enumerate(decision.pages):
            yield "service/actions.yml", ("decisions", index, "pages", number), page


def _mentions_in_coverage(sources: Sources) -> Iterator[Mention]:
    coverage = sources.handbook.facts.get(Coverage)
    for index, row in enumerate(coverage.rows if coverage else ()):
        for number, place in enumerate(row.where):
            if place.page:
                yield "service/coverage.yml", ("rows", index, "where", number, "page"), place.page


def _mentions_in_everyday_words(sources: Sources) -> Iterator[Mention]:
    facts = sources.handbook.facts.get(EverydayWords)
    for index, word in enumerate(facts.words if facts else ()):
        yield EVERYDAY_WORDS, ("words", index, "page"), word.page


def check_named_files(sources: Sources, root: Path) -> Iterator[Problem]:
    """A problem for each file of the repository that is named by the data and is not there."""
    coverage = sources.handbook.facts.get(Coverage)
    for index, row in enumerate(coverage.rows if coverage else ()):
        for number, place in enumerate(row.where):
            if place.file and not _may_be_there(place.file, root):
                message = f"there is no file `{place.file}`; check the path from the repository's root"
                yield sources.problem("service/coverage.yml", ("rows", index, "where", number, "file"), message)


def _may_be_there(path: str, root: Path) -> bool:
    """Whether a file is there. One outside the content is a file of the repository, of which a wheel has no copy."""
    if any((folder / path).exists() for folder in (root, SOURCE_ROOT)):
        return True
    return not is_clone(SOURCE_ROOT) and path.partition("/")[0] not in FOLDERS


def check_page_links(handbook: Handbook, targets: LinkTargets) -> Iterator[Problem]:
    """A problem for each link of a hand-written page that leads nowhere, with line and column."""
    for page in handbook.pages.values():
        for spot in read_page_text(page.body).links:
            message = _link_fault(page.path, spot, targets)
            if message:
                yield Problem(f"docs/{page.path}", page.body_line - 1 + spot.line, spot.column, message)


def check_page_questions(sources: Sources, targets: LinkTargets) -> Iterator[Problem]:
    """A problem for each question of a page whose heading is not there, or is in a part that is closed."""
    for page in sources.handbook.pages.values():
        known = {*targets.anchors(page.path), "top"}
        named = [
            (f"docs/{page.path}", ("questions", at, "heading"), question.heading)
            for at, question in enumerate(page.header.questions)
        ]
        yield from sources.unknown(named, sorted(known), "heading", " on this page")
        closed = closed_anchors(page.body)
        for path, loc, heading in named:
            if heading in closed:
                message = f"the heading `{heading}` is in a part that is closed; put the heading outside it"
                yield sources.problem(path, loc, message)


def _link_fault(here: str, spot: TextPlace, targets: LinkTargets) -> str | None:
    """A message for a link that leads nowhere; None for links to other sites, to the forms and to pages that exist."""
    link = spot.text.strip()
    if not link:
        return "this link has no address; write where it leads, between the round brackets"
    if ELSEWHERE.match(link) or link.startswith(APP_ADDRESSES):
        return None
    target, _, anchor = unquote(link).partition("#")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(here), target)) if target else here
    if path not in targets:
        return _no_such_page(here, link, target, targets)
    if anchor and path in targets.pages and anchor not in targets.anchors(path):
        anchors = sorted(targets.anchors(path))
        # The whole link each time: whoever writes the name of a heading alone has no link to it.
        instead = re.sub("`([^`]+)`", rf"`{link.partition('#')[0]}#\1`", suggest_instead(anchor, anchors))
        return f"the link `{link}` leads nowhere: there is no such heading or promise; {instead}"
    return None


def _picture_advice(target: str, paths: list[str]) -> str:
    """The picture that was probably meant, or what to do first."""
    name = target.rpartition("/")[2]
    stem, _, ending = name.rpartition(".")
    right = f"{better_name(stem)}.{ending.lower()}"
    same_name = [each for each in paths if each.rpartition("/")[2] == right]
    if same_name:
        return f"write `{same_name[0]}`"
    guess = nearest(name, paths)
    return f"did you mean `{guess}`?" if guess else "put it beside the page, with a name like `the-front-door.jpg`"


def _no_such_page(here: str, link: str, target: str, targets: LinkTargets) -> str:
    """A page that is not there, or one named by its address instead of its file."""
    path = posixpath.normpath(posixpath.join("/", posixpath.dirname(here), target)).removeprefix("/")
    if link.startswith("www."):
        return f"the link `{link}` leads nowhere: another website begins with https://; write `https://{link}`"
    if target.endswith(".md"):
        folder = posixpath.dirname(here) or "."
        if path in targets.redirects:
            redirect = targets.redirects[path]
            # Readers with an old link may be sent to a list of pages; in a text such a link says nothing.
            if page_of(redirect) != here and posixpath.basename(page_of(redirect)) != "index.md":
                return f"the link `{link}` leads to a page that is gone; write `{posixpath.relpath(redirect, folder)}`"
        if path in targets.gone or path in targets.redirects:
            message = f"the link `{link}` leads to a page that is gone"
            return f"{message}; write the page that tells it now, or take the link out"
        paths = [posixpath.relpath(page, folder) for page in targets.pages]
        guess = suggest_instead(target, paths)
        return f"the link `{link}` leads nowhere: there is no such page; {guess}"
    if target.lower().endswith(PICTURES):
        folder = posixpath.dirname(here) or "."
        paths = [posixpath.relpath(each, folder) for each in sorted(targets.files) if each.endswith(PICTURES)]
        return f"the link `{link}` leads nowhere: there is no such picture; {_picture_advice(target, paths)}"
    page = targets.addresses.get(f"/{path}/" if path else "/")
    instead = f"write `{posixpath.relpath(page, posixpath.dirname(here) or '.')}`" if page else "correct or remove it"
    return f"the link `{link}` leads nowhere: pages are linked by their file, which ends in `.md`; {instead}"
