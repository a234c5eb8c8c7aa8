"""The ids of a page, as they are worked out before the engine runs, are those in the HTML that the engine makes."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from site_builder.anchors import anchors_in, closed_anchors
from site_builder.forge_markdown.compatible import compatible_form
from site_builder.forge_markdown.parsers import SITE_EXTENSIONS, SITE_SETTINGS
from site_builder.layout.heading_ids import with_heading_ids
from site_builder.page_list import all_pages
from tests.handbooks import sample_sources
from tests.site_builder.minimal_handbook import ON

ENGINE = Markdown(extensions=list(SITE_EXTENSIONS), extension_configs=SITE_SETTINGS)


def ids_in_html(body: str) -> set[str]:
    """The ids that the engine makes, without those of footnotes."""
    ENGINE.reset()
    found = re.findall(r"<[^<>]*?\sid=\"?([^\s\">]+)", ENGINE.convert(body))
    return {each for each in found if not each.startswith(("fn:", "fnref:"))}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("## Cost\n\n## Cost\n\n### Cost", {"cost", "cost_1", "cost_2"}),
        ("## Cost { #mine }\n\n## Mine", {"mine", "mine_1"}),
        ("## Mine\n\n## Cost {: .wide #mine }", {"mine", "mine_1"}),
        ("## Cost_1\n\n## Cost\n\n## Cost", {"cost_1", "cost", "cost_2"}),
        ('## [Call us](a.md "Now") at *once*, **please**', {"call-us-at-once-please"}),
        ("## [Call us][1] <b>now</b>\n\n[1]: a.md", {"call-us-now"}),
        ("## `a < b` & c &amp; d \\* e &copy;", {"a-b-c-d-e"}),
        ("## `<b>b</b>` and `&lt;`", {"bbb-and-lt"}),
        ("## Café, Tŷ Ŵyn a'r Ysgol", {"cafe-ty-wyn-ar-ysgol"}),
        ("## \u0645\u062f\u062f\n\n## \N{AUTOMOBILE}", {"_1", "_2"}),
        ("## A ![a list](a.png) of [^1]\n\n[^1]: Words.", {"a-of"}),
        ("Ask *us*\n---\n\n> ## In a quote\n\n- ## In a list", {"ask-us", "in-a-quote", "in-a-list"}),
        ("#### What -- is  new ####", {"what-is-new"}),
        ('```text\n## Ask { #no }\n```\n\n`{ #nor }` and `<b id="this">`\n\n## Ask', {"ask"}),
        ('<p id="cost">a</p>\n\n<p id=plain>b</p>\n\n## Cost', {"cost", "plain"}),
        ('<div id="cost" markdown="1">\n\nWords.\n\n</div>\n\n## Cost', {"cost", "cost_1"}),
        ("1. one\n{: .wide #item }\n2. two\n\n*Words*{: #words }\n\nA line.\n{: #line }", {"item", "words", "line"}),
    ],
)
def test_the_ids_of_a_page_are_those_of_the_engine(body: str, expected: set[str]) -> None:
    assert ids_in_html(body) == expected
    assert anchors_in(body) == expected


WORDS = st.sampled_from(
    [
        *(
            "Cost",
            "cost",
            "Cost 1",
            "cost_1",
            "Ask us",
            "-5 degrees",
            "Tŷ Ŵyn",
            "Café",
            "\u0645\u062f\u062f",
            "\N{AUTOMOBILE}",
        ),
        *(
            "*Cost*",
            "**Ask**",
            "~~no~~",
            "`Cost`",
            "`a < b`",
            "&amp;",
            "&lt;",
            "\\*",
            "<b>Cost</b>",
            "a<br>b",
            "'s",
            "5 > 3",
        ),
        *("[Cost](a.md)", "[*Ask* us](a.md#b)", "![a list](a.png)", "<https://www.gov.uk/x>", "{{ rate.mileage }}"),
        *(
            "{{ contact.duty-worker.hours }}",
            "snake_case_name",
            "e\N{COMBINING ACUTE ACCENT}te",
            "½",
            "ﬁt",
            "-",
            "--",
            "_",
        ),
    ]
)
ID = st.sampled_from(["", "", "", " { #cost }", " {: #ask-us }", " {#cost-2}"])
CLASS = st.sampled_from(["", "", " {: .wide }", " {: #cost-2 .wide }", " {: .wide #cost-3 data-a=b }"])


def filled(body: str) -> str:
    """The page with its slots filled in, as it is when the engine reads it."""
    return re.sub(r"\{\{.*?\}\}", "[45p](tel:01632960001)", body)


def bodies(attributes: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Pages with some headings, each with some attributes behind it."""
    words = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
    heading = st.builds("{} {}{}".format, st.sampled_from(["##", "###", "> ##", "- ##"]), words, attributes)
    return st.lists(heading, min_size=1, max_size=5).map("\n\nWords.\n\n".join)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(bodies(CLASS).map(filled))
def test_the_ids_on_pages_of_our_templates_are_those_of_the_engine(body: str) -> None:
    assert anchors_in(body) == ids_in_html(body)


@settings(max_examples=100, derandomize=True, deadline=None)
@given(bodies(ID))
def test_the_ids_on_written_pages_are_those_of_the_engine(body: str) -> None:
    """Headings of written pages get ids of their own where the engine's would change or repeat."""
    alike = compatible_form(body)
    if alike is not None:
        staged = filled(with_heading_ids(alike))
        assert anchors_in(staged) == ids_in_html(staged)


def test_the_ids_of_every_page_of_the_sample_are_those_of_the_engine() -> None:
    for path, staged in all_pages(sample_sources().handbook, ON).items():
        if path.endswith(".md"):
            body = staged.partition("\n---\n")[2]
            moved = set(re.findall(r"^\{: #(\S+) \.moved-part", body, re.MULTILINE))
            assert anchors_in(body) == ids_in_html(body) - moved, path


@pytest.mark.parametrize(
    ("body", "closed"),
    [
        ("## One\n\n<details markdown>\n<summary>More</summary>\n\n### Two\n\n</details>\n\n## Three", {"two"}),
        ("<details open markdown>\n<summary>More</summary>\n\n## One\n\n</details>", set()),
        ("## One\n\n??? note\n\n    Words.\n\n    ### Two { #too }\n\n## Three", {"too"}),
        ("???+ note\n\n    ## One\n\n!!! note\n\n    ## Two", set()),
        ("```\n<details>\n```\n\n## One", set()),
    ],
)
def test_headings_in_a_part_that_is_closed_are_known(body: str, closed: set[str]) -> None:
    assert closed_anchors(body) == closed
