"""Ids of headings with slots, of other scripts, and of equal words: their own, and the same whatever the values are."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import Environment, FileSystemLoader
from markdown import Markdown
from mkdocs.structure.toc import get_toc

from handbook.pages.markdown import read_page_text
from site_builder import layout
from site_builder.forge_markdown.compatible import to_engine_markdown
from site_builder.layout.heading_ids import FRAME_IDS, with_heading_ids
from site_builder.page_list import hand_written_page
from tests.conftest import ROOT
from tests.handbooks import real_sources, sample_sources

Ids = Callable[[str], list[str]]


def ids(body: str, fill: Callable[[str], str] = lambda text: text) -> list[str]:
    """The ids that the engine gives in the end; `fill` puts values into slots, as the build does before it."""
    html = Markdown(extensions=["attr_list", "toc", "fenced_code"]).convert(fill(with_heading_ids(body)))
    return re.findall(r'<h[1-6][^>]* id="([^"]*)"', html)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # As before: the engine's own.
        ("## Ask for a break\n\n### Before 2026 & after", ["ask-for-a-break", "before-2026-after"]),
        ("## **Call** [us](a.md)", ["call-us"]),
        ("## Café ☕", ["cafe"]),
        ("## By hand { #mine }\n\n## Mine", ["mine", "mine-2"]),
        # Nothing of it is left in Latin letters.
        ("## \N{AUTOMOBILE}", ["heading-3a3fbeed"]),
        ("## \u0645\u062f\u062f\n\n## \N{AUTOMOBILE}", ["heading-197dadef", "heading-3a3fbeed"]),
        # The same words twice.
        (
            "## By phone\n\n### What to do\n\n## By post\n\n### What to do",
            ["by-phone", "what-to-do", "by-post", "by-post-what-to-do"],
        ),
        ("## Ask\n\n## Ask\n\n## Ask", ["ask", "ask-2", "ask-3"]),
        ("## Ask 2\n\n## Ask\n\n## Ask", ["ask-2", "ask", "ask-3"]),
        # What the foot of each page uses.
        ("## Sources", ["sources-2"]),
        # Attributes of other kinds stay.
        ("## \N{AUTOMOBILE} {: .wide }", ["heading-3a3fbeed"]),
        ("```text\n## Ask\n```\n\n## Ask", ["ask"]),
        # An id begins with a letter or a figure.
        ("## -5 degrees\n\n## -->", ["5-degrees", "heading-5d5b9de6"]),
        # The engine hears nothing of a picture; a heading that is underlined, or in a quote or a list, is like others.
        ("## ![A list](a.png)", ["a-list"]),
        ("\N{AUTOMOBILE}\n---\n\nWords.", ["heading-3a3fbeed"]),
        ("Ask\n---\n\nAsk\n---", ["ask", "ask-2"]),
        ("> \N{AUTOMOBILE}\n> ---\n>\n> Words.", ["heading-3a3fbeed"]),
        ("- ## \N{AUTOMOBILE}\n- Words.", ["heading-3a3fbeed"]),
    ],
)
def test_every_heading_has_an_id_of_its_own(body: str, expected: list[str]) -> None:
    assert ids(body) == expected


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("## Claim {{ rate.mileage }} a mile", "claim-mileage-a-mile"),
        ("## {{ contact.duty-worker }}", "duty-worker"),
        ("## Call {{ contact.duty-worker.hours }}", "call-duty-worker-hours"),
        ("## From {{ event.group.next }} on {: .wide }", "from-group-next-on"),
    ],
)
def test_an_id_does_not_change_with_the_value_of_a_slot(heading: str, expected: str) -> None:
    for value in ("45p", "[01632 960 001](tel:01632960001)", "no date is set yet"):
        assert ids(heading, lambda text, value=value: re.sub(r"\{\{.*?\}\}", value, text)) == [expected]  # type: ignore[misc]


def test_another_heading_above_changes_no_id() -> None:
    body = "## \N{AUTOMOBILE}\n\n## By post\n\n### What to do"
    assert ids(f"## \N{WARNING SIGN}\n\n## Call {{{{ rate.a }}}}\n\n{body}")[2:] == ids(body)


def test_what_every_page_has_is_left_free() -> None:
    """The ids in the templates of head and foot; a new one has to be named."""
    texts = [(Path(layout.__path__[0]) / f"{name}.md.jinja").read_text() for name in ("page", "foot")]
    used = {
        each for text in texts for each in re.findall(r'\{: #([\w-]+)|\bid="([\w-]+)"', text) for each in each if each
    }
    assert used == FRAME_IDS


def test_a_written_page_has_them_before_its_slots_are_filled_in() -> None:
    page = sample_sources().handbook.pages["policies/sleepovers.md"]
    made = hand_written_page(page.model_copy(update={"body": "## Claim {{ rate.mileage }} a mile"}))
    assert made.body == "## Claim {{ rate.mileage }} a mile {: #claim-mileage-a-mile }\n"


def test_the_real_pages_keep_their_ids() -> None:
    """No heading of a written page needs one of these ids, so that no address has changed."""
    pages = real_sources().handbook.pages.values()
    headings = sum(len(read_page_text(page.body).headings) for page in pages)
    changed = [page.path for page in pages if with_heading_ids(page.body) != page.body]
    assert headings > 500
    assert changed == []


@pytest.mark.parametrize(
    "heading",
    ['Say `<b>b</b>` and `<a href="https://x.example/">a</a>`', r"Say \<script\> & <", "`<img src=x onerror=y()>`"],
)
def test_what_a_heading_says_of_tags_stands_as_words_in_the_list_of_parts(heading: str) -> None:
    """The list is a template of ours, and the engine hands it text that it has escaped itself."""
    markdown = Markdown(extensions=["attr_list", "toc"])
    content = markdown.convert(to_engine_markdown(f"# Page\n\n## {heading}\n\n## Ask\n\n## Tell\n"))
    theme = Environment(loader=FileSystemLoader(ROOT / "site_builder/overrides"))  # noqa: S701 as the engine loads it
    page = SimpleNamespace(toc=get_toc(markdown.toc_tokens), content=content)  # type: ignore[attr-defined]
    html = theme.get_template("partials/content.html").render(page=page)
    words = re.sub(r"[`\\]", "", heading)
    assert [unescape(each) for each in re.findall(r"<li><a href=[^>]*>([^<]*)</a></li>", html)] == [
        *(words, "Ask", "Tell"),
        *(words, "Ask", "Tell"),
    ]
