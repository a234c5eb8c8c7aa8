"""Facts about escaping: what people write is on the page as they wrote it, and does nothing else."""

import re
from collections import Counter
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markdown import Markdown
from markupsafe import Markup

from site_builder.render import TEMPLATE_FOLDERS, app_link, environment, plain, relative_link

EXTENSIONS = ("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc")
ENGINE = Markdown(extensions=[*EXTENSIONS, "pymdownx.details", "pymdownx.superfences"])

LETTERS = st.text(st.sampled_from("aZ1 .,:;!?'\"&<>*_`#[](){}|~^=+-\\/%$@"), max_size=60)
"""One line, as every plain text of the content is."""


def shown(markdown: str) -> str:
    """What a reader sees of a paragraph."""
    html = ENGINE.reset().convert(markdown)
    assert re.fullmatch(r"(<p>[^<>]*</p>\s*)*", html), html
    return unescape(re.sub(r"</?p>", "", html))


@given(LETTERS)
def test_a_text_is_shown_as_it_was_written_and_makes_no_tag(text: str) -> None:
    assert shown(f"Says: {plain(text)}").split() == f"Says: {text}".split()


@given(LETTERS.filter(lambda text: text.strip() != ""))
def test_a_text_at_the_start_of_a_line_makes_no_heading_and_no_list(text: str) -> None:
    assert shown(str(plain(text.strip()))).split() == text.split()


@given(LETTERS)
def test_a_text_in_an_attribute_cannot_leave_it(text: str) -> None:
    assert not set(plain(text)) & set('"<>')


@pytest.mark.parametrize("text", ['" onclick="x()', "} .evil", "a](javascript:x)", "{: onclick=x }"])
def test_a_text_in_an_attribute_list_stays_the_attribute(text: str) -> None:
    html = ENGINE.reset().convert(
        str(environment().from_string('[a](b.md){: aria-label="{{ text }}" }').render(text=text))
    )
    assert unescape(re.search(r'aria-label="([^"]*)"', html)[1]) == text  # type: ignore[index]
    assert "onclick=" not in re.sub(r'"[^"]*"', "", html)


def test_a_template_escapes_what_is_not_markdown() -> None:
    said = environment().from_string("{{ text }} {{ made }}").render(text="*a*", made=Markup("*b*"))
    assert said == "&#42;a&#42; *b*"


def test_a_value_that_is_missing_stops_the_page() -> None:
    with pytest.raises(UndefinedError):
        environment().from_string("{{ missing }}").render()


@pytest.mark.parametrize(
    ("here", "target", "anchor", "link"),
    [
        ("index.md", "charters/kent.md", "", "charters/kent.md"),
        ("surveys/a/b.md", "charters/kent.md", "kent-1", "../../charters/kent.md#kent-1"),
        ("a.md", "a.md", "top", "#top"),
    ],
)
def test_links_lead_from_file_to_file(here: str, target: str, anchor: str, link: str) -> None:
    assert relative_link(here, target, anchor) == link


@pytest.mark.parametrize(
    ("forms", "link"), [(None, "/answer/x/"), ("https://forms.example/", "https://forms.example/answer/x/")]
)
def test_links_into_the_app_follow_its_address(forms: str | None, link: str) -> None:
    assert app_link(forms, "/answer/x/") == link


def test_every_template_is_found_by_a_name_of_its_own() -> None:
    program = TEMPLATE_FOLDERS[0].parent
    names = Counter(path.name for path in program.rglob("*.jinja"))
    assert {name for name, count in names.items() if count > 1} == set()
    assert set(environment().list_templates(extensions=["jinja"])) >= set(names)
