"""The two readings of a Markdown text: the forge's preview (GitHub's dialect of CommonMark) and the site's engine."""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import pairwise

import markdown
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.gfm import gfm_plugin

from site_builder.forge_markdown.structure import Structure, structure_of

SITE_EXTENSIONS = (
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "sane_lists", "tables", "toc"),
    *("pymdownx.details", "pymdownx.superfences"),
)
"""As in `mkdocs.yml`; a test compares them."""
SITE_SETTINGS = {
    "tables": {"use_align_attribute": True},
    "pymdownx.superfences": {"disable_indented_code_blocks": False},
}

_SLOT = re.compile(r"\{\{.*?\}\}")
_FLOWCHART = re.compile(r"^([ \t]*(?:```+|~~~+))flowchart[^\n]*", re.MULTILINE)
"""What is behind the name of our own charts, which are drawn before the engine sees them."""
_ABOVE, _BELOW = "Above.\n{: .lead }\n\n", "\n\n<footer markdown>\n\nBelow.\n\n</footer>\n"
_ABOVE_HTML, _BELOW_HTML = '<p class="lead">Above.</p>', "<footer>\n<p>Below.</p>\n</footer>"
"""What a page has above and below a text: the text may neither take hold of it nor swallow it."""
HEADING_NAME = re.compile(r"[ \t]*\{:?[ \t]*#[a-z0-9-]+[ \t]*\}[ \t]*$")
"""The id of a heading, which only the site understands."""


@cache
def forge_parser() -> MarkdownIt:
    """GitHub's Markdown, and two kinds of block of ours that its preview shows as words moved in: notes, meanings."""
    return _forge_parser()


def _forge_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").use(gfm_plugin).use(admon_plugin).use(deflist_plugin)
    # Links are told as they were written; rules of their own say which are refused.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.core.ruler.before("footnote_tail", "footnotes_apart", _separate_footnotes)
    return parser


def _separate_footnotes(state: StateCore) -> None:
    """A footnote that begins inside another is before it, as the forge shows both; the plugin would mix them up."""
    separated: list[Token] = []
    begun: list[list[Token]] = []
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            begun.append([])
        (begun[-1] if begun else separated).append(token)
        if token.type == "footnote_reference_close":
            separated += begun.pop()
    state.tokens = separated


def footnotes_in_place(text: str) -> tuple[list[Token], set[str]]:
    """A text with each footnote where it was written, and the names of those that the forge shows."""
    parser = _forge_parser()
    parser.disable("footnote_tail")
    defined: dict[str, dict[str, dict[int, dict[str, str]]]] = {}
    tokens = parser.parse(without_slots(text), defined)
    return tokens, {each["label"] for each in defined.get("footnotes", {}).get("list", {}).values()}


@cache
def _site_parser() -> markdown.Markdown:
    return markdown.Markdown(
        extensions=[*SITE_EXTENSIONS, "pymdownx.highlight"],
        extension_configs={**SITE_SETTINGS, "pymdownx.highlight": {"use_pygments": False}},
    )


@lru_cache(maxsize=2)
def forge_tokens(text: str) -> tuple[list[Token], dict[str, object]]:
    """A text taken apart as the forge reads it, and what it defines, such as footnotes; not to be changed."""
    defined: dict[str, object] = {}
    tokens = forge_parser().parse(without_slots(text), defined)
    for before, token in pairwise(tokens):
        if before.type == "heading_open" and token.children:
            last = token.children[-1]
            last.content = HEADING_NAME.sub("", last.content)
    return tokens, defined


def forge_structure(text: str) -> Structure:
    """What the forge's preview shows of a text."""

    def html() -> str:
        tokens, defined = forge_tokens(text)
        parser = forge_parser()
        return str(parser.renderer.render(tokens, parser.options, defined))

    return _structure(html, "the forge")


def site_structure(text: str) -> Structure:
    """What the site shows of a text."""

    def html() -> str:
        markdown = _FLOWCHART.sub(r"\1flowchart", without_slots(text))
        rendered = _engine_html(f"{_ABOVE}{markdown}{_BELOW}")
        # What is not left whole stays, and is unlike anything that the forge shows.
        return rendered.removeprefix(_ABOVE_HTML).replace(_BELOW_HTML, "", 1)

    return _structure(html, "the site")


def _engine_html(text: str) -> str:
    parser = _site_parser()
    parser.reset()
    try:
        return str(parser.convert(text))
    except (AssertionError, RuntimeError):
        # What it gave up in the middle of, it would take up again in the next text.
        _site_parser.cache_clear()
        raise


def _structure(html: Callable[[], str], reader: str) -> Structure:
    """What a reader shows; where it gives up, something that is like nothing else."""
    try:
        return structure_of(html())
    # `<![` in Python's reader of HTML, hundreds of points in each other, a footnote that begins inside a footnote
    except (AssertionError, RuntimeError):
        return (f"{reader} cannot read this",)


def without_slots(text: str) -> str:
    """A text with a word in place of each slot, as both would see it once it is filled in."""
    return _SLOT.sub(lambda match: "x" * len(match[0]), text)
