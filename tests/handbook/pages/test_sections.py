"""The sections of a page: what is between two headings, as it is in the file."""

import pytest

from handbook.handbook import Handbook
from handbook.pages.page import Page
from handbook.pages.sections import Section, sections_of


@pytest.fixture
def page(sample: Handbook) -> Page:
    return sample.pages["policies/sleepovers.md"]


def test_a_page_is_taken_apart_at_its_headings_and_each_part_keeps_its_lines(page: Page) -> None:
    body = (
        "\nX-rays for MAX\n\n\n"
        "## Decide {: #decide }\n\n\nOne.\n\n  Two. \n   \n\n"
        "### Without an id\n    Three.\n\n"
        "## Without words\n\n"
        "## Last\nFour."
    )
    assert sections_of(page.model_copy(update={"body": body})) == (
        Section("top", "Say yes to a sleepover", "", "X-rays for MAX"),
        Section("decide", "Decide", "## Decide {: #decide }\n\n\n", "One.\n\n  Two."),
        Section("part-2", "Without an id", "### Without an id\n", "    Three."),
        Section("part-4", "Last", "## Last\n", "Four."),
    )


def test_a_page_without_headings_is_one_part_and_one_that_starts_with_a_heading_has_no_top(page: Page) -> None:
    whole = page.model_copy(update={"body": "One.\nTwo.\n"})
    assert sections_of(whole) == (Section("top", page.header.title, "", "One.\nTwo."),)
    assert sections_of(page.model_copy(update={"body": "## A\nOne.\n"})) == (Section("part-1", "A", "## A\n", "One."),)


def test_to_be_read_a_link_is_its_words_and_a_picture_stays(page: Page) -> None:
    body = "See [how records are kept](../policies/record-keeping.md#record), ![a dog](dog.png) and [no link]."
    (section,) = sections_of(page.model_copy(update={"body": body}))
    assert section.readable == "See how records are kept, ![a dog](dog.png) and [no link]."
    assert section.words == body
