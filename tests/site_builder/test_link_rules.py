"""Links of hand-written pages: dead ones are told with line and column, the others left alone."""

import pytest

from site_builder.link_rules import check_links, places_of
from site_builder.pages import all_pages
from tests.conftest import ROOT
from tests.site_builder.tiny import ON, PAGE, page, tiny

NIGHTS = "policies/nights.md"


def told(text: str) -> list[str]:
    handbook = tiny(pages={NIGHTS: page(NIGHTS, PAGE, f"## Say yes {'{ #yes }'}\n\n## In short\n\n{text}")})
    places = places_of(all_pages(handbook, ON), ROOT)
    return [str(each) for each in check_links(handbook, places)]


@pytest.mark.parametrize(
    "link",
    [
        "../charters/moor.md",
        "../charters/moor.md#moor-1",
        "nights.md",
        "#yes",
        "#in-short",
        "../glossary.md#lac",
        "https://www.legislation.gov.uk/ukpga/1989/41",
        "/answer/nights/",
    ],
)
def test_links_that_lead_somewhere_pass(link: str) -> None:
    assert told(f"See [it]({link}).") == []


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("www.gov.uk/foster-carers", "another website begins with https://; write `https://www.gov.uk/foster-carers`"),
        ("../charters/more.md", "there is no such page; did you mean `../charters/moor.md`?"),
        ("../charters/moor.md#moor-0", "there is no such heading or promise; did you mean"),
        ("#yess", "there is no such heading or promise; did you mean `yes`?"),
        ("../charters/moor/", "pages are linked by their file, which ends in `.md`; write `../charters/moor.md`"),
        ("/glossary/", "pages are linked by their file, which ends in `.md`; write `../glossary.md`"),
        ("plan.png", "pages are linked by their file, which ends in `.md`; correct or remove it"),
    ],
)
def test_a_dead_link_is_told_at_its_first_letter(link: str, why: str) -> None:
    (line,) = told(f"First.\nSee [it]({link}).")
    # The tiny page's text begins on line 9 of its file.
    assert line.startswith(f"docs/{NIGHTS}:14:10: the link `{link}` leads nowhere: {why}")


def test_a_link_without_an_address_is_told() -> None:
    assert told("See [it]().") == [
        f"docs/{NIGHTS}:13:10: this link has no address; write where it leads, between the round brackets"
    ]
