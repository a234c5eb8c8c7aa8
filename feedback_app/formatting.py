"""The Markdown of content files as safe HTML, and links of a half-filled page in new tabs."""

import re

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup
from mdit_py_plugins.gfm import gfm_plugin

from handbook.urls import page_address

_TAGS = {
    *("a", "blockquote", "br", "code", "em", "li", "ol", "p", "s", "strong", "ul"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}

# The dialect of the forge's preview, so that a form shows what its writer saw: decisions/0020.
_PARSER = MarkdownIt("commonmark").use(gfm_plugin)
# What a link may be is decided below, once, for links of every kind.
_PARSER.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
_PARSER.normalizeLink = lambda url: url  # type: ignore[method-assign]
_LINK = re.compile(
    r'(?P<tag><a\b(?![^>]*\b(?:target=|rel="noreferrer nofollow"|href="(?:#|tel:|sms:|mailto:)))[^>]*)>'
    r"(?P<text>.*?)</a>",
    re.DOTALL,
)
_BOX = re.compile(r'<input class="task-list-item-checkbox"(?P<rest>[^>]*)>')


def prose(text: str) -> Markup:
    """The Markdown of a content file as HTML without anything that could run or load."""
    html = _BOX.sub(
        lambda match: "\N{BALLOT BOX WITH CHECK}" if "checked=" in match["rest"] else "\N{BALLOT BOX}",
        _PARSER.render(text),
    )
    cleaned = nh3.clean(
        html.rstrip(),
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto", "tel"},
        attribute_filter=_address,
        link_rel="noreferrer",
    )
    return Markup(cleaned)  # noqa: S704 (nh3 has just made it safe)


def in_new_tabs(html: Markup, half_filled: object, words: object) -> Markup:
    """A page on which links open in new tabs and say so, if it holds what somebody began: leaving would lose it.

    Links that dial, or that stay on the page, are as they were; so is the quick way out, which is meant to lose it.
    """
    if not half_filled:
        return html
    note = Markup(' <span class="new-tab">{}</span>').format(words)
    # What people wrote is escaped, so that every link is one of ours.
    return Markup(_LINK.sub(lambda match: f"{_in_new_tab(match['tag'])}>{match['text']}{note}</a>", html))  # noqa: S704


def _in_new_tab(tag: str) -> str:
    # A link that gives no referrer gives no opener either.
    return f'{tag} target="_blank"' + ("" if " rel=" in tag else ' rel="noopener"')


def _address(_tag: str, _attribute: str, value: str) -> str:
    # Content links to pages by their path below docs/, as pages do among themselves.
    path, mark, part = value.partition("#")
    if path.endswith(".md") and "://" not in path:
        return page_address(path.removeprefix("/")) + mark + part
    return value
