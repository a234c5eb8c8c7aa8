"""The ids on a page that a link can lead to, as the engine makes them from the page's Markdown.

Everything that needs ids asks here: the checks of links and addresses, and the ids that headings are given before the
engine sees them. A test compares the answers with the HTML that the engine makes.
"""

import re
from functools import lru_cache

from markdown.extensions.toc import slugify, unique

from handbook.pages.markdown import Heading, read_page_text

_CODE = re.compile(
    r"^[ \t>]*(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^[ \t>]*(?P=fence)|(?P<code>`+)[^\n]+?(?P=code)",
    re.MULTILINE | re.DOTALL,
)
_MOVED = re.compile(r"^\{: #\S+ \.moved-part .*\}$", re.MULTILINE)
"""The old name of a part that is elsewhere now: it leads on, and is no place to link to."""
_CLOSED_TAG = re.compile(r"<details(?![^<>]*\sopen\b)|</details>")
_BRACES = re.compile(r"\{:?[^{}\n]*?(?<!&)#(?P<id>[\w-]+)[^{}\n]*\}")
_TAG = re.compile(r"<[a-z][^<>]*?\sid=[\"']?(?P<id>[\w-]+)[^<>]*>")
_MARKDOWN_INSIDE = re.compile(r"\smarkdown[\s=>]")


def engine_id(heading: Heading) -> str:
    """The id that the engine makes of a heading's words; empty where no Latin letter or figure is left of them."""
    return str(slugify(heading.anchor_text, "-"))


@lru_cache(maxsize=1024)
def anchors_in(body: str) -> frozenset[str]:
    """Every id on a page, written in braces or in a tag or made of a heading; those of footnotes are left out."""
    markdown = _MOVED.sub("", _CODE.sub("", body))
    in_braces = {match["id"] for match in _BRACES.finditer(markdown)}
    tags = list(_TAG.finditer(markdown))
    # The engine does not look into tags, except those with Markdown inside, so a heading can repeat their ids.
    explicit = in_braces | {tag["id"] for tag in tags if _MARKDOWN_INSIDE.search(tag[0])}
    headings = [heading for heading in read_page_text(body).headings if not heading.anchor]
    generated = {unique(engine_id(heading), explicit) for heading in headings}
    return frozenset(in_braces | {tag["id"] for tag in tags} | generated)


def closed_anchors(body: str) -> frozenset[str]:
    """The ids of headings in a part of a page that a reader must open first, because it is closed."""
    lines = body.split("\n")
    return frozenset(
        heading.anchor or engine_id(heading)
        for heading in read_page_text(body).headings
        if _in_closed_tag(lines[: heading.line - 1]) or _in_closed_note(lines[: heading.line])
    )


def _in_closed_tag(above: list[str]) -> bool:
    tags = _CLOSED_TAG.findall(_CODE.sub("", "\n".join(above)))
    return bool(tags) and tags[-1] != "</details>"


def _in_closed_note(lines: list[str]) -> bool:
    """Whether the last line is indented below a line that begins with `???`."""
    indent = len(lines[-1]) - len(lines[-1].lstrip())
    for line in reversed(lines):
        if line.strip() and len(line) - len(line.lstrip()) < indent:
            indent = len(line) - len(line.lstrip())
            if re.match(r"\?\?\?(?!\+)", line.lstrip()):
                return True
    return False
