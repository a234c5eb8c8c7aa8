"""The one Jinja environment that makes Markdown: whatever is not known to be Markdown is escaped.

Text is escaped into character references (`&#42;`), because they mean the same in Markdown, in raw HTML and inside
attributes. So no template has to choose the right kind of escaping, and none can choose the wrong one.
"""

import posixpath
import re
from functools import cache
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from handbook.formatting import day_in_words, listed
from handbook.urls import page_address
from site_builder import formatting
from site_builder.forge_markdown.compatible import to_engine_markdown

_PACKAGE = Path(__file__).parent
TEMPLATE_FOLDERS = tuple(_PACKAGE / room for room in ("pages", "pages/facts", "layout", "tools"))
"""Each template is beside the module that fills it in; no two have one name."""

_SPECIAL = re.compile(r"[&<>\"\\`*_\[\]{}|~]")
_AT_LINE_START = re.compile(r"^([ \t]*)([#+=:!?^-])", re.MULTILINE)
_NUMBER_AT_LINE_START = re.compile(r"^([ \t]*\d+)([.)])(?=\s|$)", re.MULTILINE)


def _character_reference(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


def _escape_second_group(match: re.Match[str]) -> str:
    return f"{match[1]}&#{ord(match[2])};"


def plain(text: str) -> Markup:
    """A plain text so that Markdown and HTML show exactly its characters, wherever it stands."""
    escaped = _SPECIAL.sub(_character_reference, text)
    escaped = _AT_LINE_START.sub(_escape_second_group, escaped)
    return Markup(_NUMBER_AT_LINE_START.sub(_escape_second_group, escaped))  # noqa: S704 escaped one line above


def _finalize(value: object) -> object:
    """What a template prints: Markdown as it is, everything else as plain text."""
    return value if isinstance(value, Markup | int | float) else plain(str(value))


def markdown(text: str | None) -> Markup:
    """A content field that holds Markdown, read as the forge's preview reads it; scripts in it are refused later."""
    return Markup(to_engine_markdown(text or ""))  # noqa: S704 written in a reviewed content file


def one_line(text: str) -> Markup:
    """A content field that holds Markdown, where only one line fits."""
    return markdown(" ".join(text.split()))


def indented(text: str, width: int = 4) -> Markup:
    """Markdown inside a list item or an admonition."""
    return Markup("\n".join(" " * width + line if line.strip() else "" for line in text.splitlines()))  # noqa: S704 was Markdown


@cache
def relative_link(here: str, target: str, anchor: str = "") -> Markup:
    """The link from one staged page to another; the engine checks that its end exists."""
    link = "" if here == target else posixpath.relpath(target, posixpath.dirname(here) or ".")
    return Markup(f"{link}#{anchor}" if anchor else link)  # noqa: S704 paths are slugs


def app_link(forms_address: str | None, address: str) -> Markup:
    """A link into the app that takes answers, which may live under an address of its own."""
    return Markup((forms_address or "").rstrip("/") + address)  # noqa: S704 an address from a reviewed content file


@cache
def environment() -> Environment:
    """The environment with the handbook's filters; made once."""
    env = Environment(
        loader=FileSystemLoader(TEMPLATE_FOLDERS),
        autoescape=True,
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,  # a page asks for three templates, and each would be looked at on disk
    )
    env.filters |= {
        "day": day_in_words,
        "listed": listed,
        "start": formatting.sentence_start,
        "within": formatting.within_sentence,
        "the": formatting.with_article,
        "slug": formatting.slug,
        "short": formatting.short,
        "stop": formatting.stop_after,
        "as_out_of_ten": formatting.as_out_of_ten,
        "markdown": markdown,
        "one_line": one_line,
        "indented": indented,
        "address": page_address,
    }
    env.globals |= {"count": formatting.count_in_words}
    return env


def render(template: str, here: str, **values: object) -> str:
    """One template filled in for the page at `here`; `link` and `on` are at hand in it."""
    page_template = environment().get_template(f"{template}.md.jinja")
    text = page_template.render(values, here=here, link=lambda target, anchor="": relative_link(here, target, anchor))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def render_html(template: str, **values: object) -> str:
    """One template that makes a whole page of HTML, which no engine reads; plain text shows exactly its characters."""
    return environment().get_template(f"{template}.html.jinja").render(values)


def bytecode_cache(folder: Path) -> BytecodeCache:
    """Keeps compiled templates as files in a folder that is there."""
    return FileSystemBytecodeCache(str(folder))
