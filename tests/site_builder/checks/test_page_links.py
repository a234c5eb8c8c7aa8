"""Links of hand-written pages: dead ones are told with line and column, the others left alone."""

from pathlib import Path

import pytest

from handbook.source.problems import ContentError
from site_builder.build_site import load_checked
from site_builder.checks.link_check import check_page_links
from site_builder.checks.link_targets import LinkTargets, link_targets
from site_builder.page_list import all_pages
from tests.product import copy_sample
from tests.site_builder.minimal_handbook import ON, PAGE, minimal, page

NIGHTS, START = "policies/nights.md", "index.md"
ABOVE = "---\ntitle: Nights\ntags: {#of-the-header}\n---\n\n# Nights {: #top }\n\n"
STAGED = {
    START: f"{ABOVE}## Welcome\n\nWords.",
    "glossary.md": f'{ABOVE}<dt id="lac">LAC</dt>\n\n<p id=plain>a</p>\n\n- item\n{{: .wide #item }}\n',
    "charters/moor.md": f"{ABOVE}## Promises\n\n1. Ask.\n{{: #moor-1 }}\n\n---\n\n## Promises\n\n## Below the line\n",
    "surveys/views.csv": "a,b\n",
}
FILES = {"policies/plan.pdf", "policies/my plan.pdf", "surveys/views.csv"}


def told(text: str, path: str = NIGHTS, pictures: frozenset[str] = frozenset()) -> list[str]:
    """What is told about a page with this text, among the pages above."""
    body = f"## Say yes {'{ #yes }'}\n\n## In short\n\n{text}"
    places = LinkTargets({**STAGED, NIGHTS: f"{ABOVE}{body}", path: f"{ABOVE}{body}"}, FILES | pictures)
    return [str(each) for each in check_page_links(minimal(pages={path: page(path, PAGE, body)}), places)]


@pytest.mark.parametrize(
    "link",
    [
        "../charters/moor.md",
        "../charters/moor.md#moor-1",
        "../charters/moor.md#promises",
        "../charters/moor.md#promises_1",
        "../charters/moor.md#below-the-line",
        "../charters/moor.md#",
        "nights.md",
        "./nights.md#yes",
        "#yes",
        "#in-short",
        "#top",
        "../glossary.md#lac",
        "../glossary.md#plain",
        "../glossary.md#item",
        "../index.md#welcome",
        "plan.pdf",
        "plan.pdf#page=2",
        "my%20plan.pdf",
        "../surveys/views.csv",
        "https://www.legislation.gov.uk/ukpga/1989/41",
        "HTTPS://www.legislation.gov.uk/ukpga/1989/41",
        "//council.example/",
        "mailto:us@council.example",
        "x-app.1+2:open",
        "/answer/nights/",
        "/suggest/?page=/",
    ],
)
def test_links_that_lead_somewhere_pass(link: str) -> None:
    assert told(f"See [it]({link}).") == []


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("www.gov.uk/foster-carers", "another website begins with https://; write `https://www.gov.uk/foster-carers`"),
        ("../charters/more.md", "there is no such page; did you mean `../charters/moor.md`?"),
        ("../moor.md", "there is no such page; did you mean `../charters/moor.md`?"),
        ("night.md#yes", "there is no such page; did you mean `nights.md`?"),
        ("/policies/nights.md", "there is no such page; did you mean `nights.md`?"),
        (
            "../charters/moor.md#of-the-header",
            "there is no such heading or promise; write one of: `../charters/moor.md#below-the-line`, ",
        ),
        (
            "../charters/moor.md#moor-0",
            "there is no such heading or promise; write one of: `../charters/moor.md#below-the-line`, ",
        ),
        (
            "../charters/moor.md#promises_2",
            "there is no such heading or promise; write one of: `../charters/moor.md#below-the-line`, ",
        ),
        ("#yess", "there is no such heading or promise; did you mean `#yes`?"),
        ("nights.md#yes#yess", "there is no such heading or promise; write one of: `nights.md#in-short`, "),
        # A heading with a name of its own has no other.
        ("#say-yes", "there is no such heading or promise; write one of: `#in-short`, `#top`, `#yes`"),
        ("../charters/moor/", "pages are linked by their file, which ends in `.md`; write `../charters/moor.md`"),
        ("../nights/", "pages are linked by their file, which ends in `.md`; correct or remove it"),
        ("nights/", "pages are linked by their file, which ends in `.md`; write `nights.md`"),
        ("../", "pages are linked by their file, which ends in `.md`; write `../index.md`"),
        ("/", "pages are linked by their file, which ends in `.md`; write `../index.md`"),
        ("/glossary/", "pages are linked by their file, which ends in `.md`; write `../glossary.md`"),
        ("/policies/plan.pdf", "pages are linked by their file, which ends in `.md`; correct or remove it"),
        ("plan.png", "there is no such picture; put it beside the page, with a name like `the-front-door.jpg`"),
        ("/answers/", "pages are linked by their file, which ends in `.md`; correct or remove it"),
    ],
)
def test_a_dead_link_is_reported_at_its_first_character(link: str, why: str) -> None:
    # The tiny page's text begins on line 9 of its file.
    (line,) = told(f"First.\nSee [it]({link}).")
    assert line.startswith(f"docs/{NIGHTS}:14:10: the link `{link}` leads nowhere: {why}")


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("policies/night.md", "there is no such page; did you mean `policies/nights.md`?"),
        ("policies/nights/", "pages are linked by their file, which ends in `.md`; write `policies/nights.md`"),
        ("/", "pages are linked by their file, which ends in `.md`; write `index.md`"),
    ],
)
def test_on_the_first_page_links_are_written_from_there(link: str, why: str) -> None:
    assert told(f"[it]({link})", START) == [f"docs/{START}:13:6: the link `{link}` leads nowhere: {why}"]


@pytest.mark.parametrize(
    ("leads_to", "here", "instead"),
    [
        ("policies/nights.md", START, "write `policies/nights.md`"),
        ("policies/nights.md#yes", "charters/moor.md", "write `../policies/nights.md#yes`"),
        ("index.md", NIGHTS, "write the page that tells it now, or take the link out"),
        ("index.md", START, "write the page that tells it now, or take the link out"),
        ("policies/nights.md#yes", NIGHTS, "write the page that tells it now, or take the link out"),
    ],
)
def test_a_link_to_a_page_that_is_gone_never_leads_to_a_mere_list_or_to_itself(
    leads_to: str, here: str, instead: str
) -> None:
    pages = {path: page(path, PAGE, "[it](/old.md)") for path in (here,)}
    places = LinkTargets({**STAGED, NIGHTS: f"{ABOVE}## Yes"}, FILES, {"old.md": leads_to})
    (line,) = [str(each) for each in check_page_links(minimal(pages=pages), places)]
    assert line.endswith(f"the link `/old.md` leads to a page that is gone; {instead}")


def test_what_became_of_old_pages_is_told_and_every_other_place_stays() -> None:
    places = LinkTargets({**STAGED, NIGHTS: f"{ABOVE}## Yes"}, FILES).after({"old.md": NIGHTS}, {"gone.md"})
    links = "[a](../charters/moor.md#moor-1) [b](plan.pdf) [c](#yes)"
    pages = {NIGHTS: page(NIGHTS, PAGE, links), START: page(START, PAGE, "[d](old.md) [e](gone.md)")}
    moved, gone = [str(each) for each in check_page_links(minimal(pages=pages), places)]
    assert moved.endswith("the link `old.md` leads to a page that is gone; write `policies/nights.md`")
    assert gone.endswith("leads to a page that is gone; write the page that tells it now, or take the link out")


def test_an_old_name_of_a_part_is_no_place_to_link_to() -> None:
    (line,) = told("Words.\n{: #elsewhere-now .moved-part data-to=x }\n\n[it](#elsewhere-now)")
    assert "there is no such heading or promise" in line


def test_every_dead_link_is_told_and_the_others_are_not() -> None:
    lines = told("[a](nights.md), [b](a.md), [c](#yes)\n\n[d](#a)")
    assert [line.split(": ")[0] for line in lines] == [f"docs/{NIGHTS}:13:21", f"docs/{NIGHTS}:15:5"]


def test_a_link_without_an_address_is_reported() -> None:
    assert told("See [it]().") == [
        f"docs/{NIGHTS}:13:10: this link has no address; write where it leads, between the round brackets"
    ]


def test_links_lead_to_every_page_that_is_made_and_to_what_lies_beside_the_pages(tmp_path: Path) -> None:
    for name in ("policies/plan.pdf", "policies/old.md", "logo.png"):
        (tmp_path / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / name).write_text("x")
    body = (
        "[a](../charters/moor.md#moor-1), [b](../glossary.md#lac), [c](plan.pdf), [d](../surveys/views/2026-spring.csv)"
    )
    handbook = minimal(pages={NIGHTS: page(NIGHTS, PAGE, body)})
    places = link_targets(all_pages(handbook, ON), tmp_path)
    assert list(check_page_links(handbook, places)) == []
    known = places.after({"old.md": "index.md"}, {"lost.md"})
    assert (known.redirects, known.gone) == ({"old.md": "index.md"}, {"lost.md"})
    # A page that is no longer made is none, though its file is still there.
    assert places.files == {"policies/plan.pdf", "logo.png", "surveys/views/2026-spring.csv"}


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("IMG_1234.JPG", "write `img-1234.jpg`"),
        ("Our.House.PNG", "write `../pictures/our-house.png`"),
        ("../pictures/IMG_1234.jpg", "write `img-1234.jpg`"),
        ("front-dor.png", "did you mean `../pictures/front-door.png`?"),
    ],
)
def test_a_picture_that_is_not_there_is_reported_with_the_one_that_is(link: str, why: str) -> None:
    (line,) = told(
        f"![It]({link})",
        pictures=frozenset({"policies/img-1234.jpg", "pictures/front-door.png", "pictures/our-house.png"}),
    )
    assert line.endswith(f"the link `{link}` leads nowhere: there is no such picture; {why}")


def test_a_picture_is_named_from_the_first_page_too() -> None:
    (line,) = told("![It](our-house.jpg)", START, frozenset({"pictures/our-house.jpg"}))
    assert line.endswith("there is no such picture; write `pictures/our-house.jpg`")


def test_a_question_whose_answer_is_in_a_closed_part_is_told(tmp_path: Path) -> None:
    root = copy_sample(tmp_path)
    asked = root / "docs/policies/sleepovers.md"
    for path in (root / "docs").rglob("*.md"):
        heading = "more" if path == asked else "top"
        asks = "".join(f"  - ask: Is it {number}?\n    heading: {heading}\n" for number in range(3))
        path.write_text(path.read_text().replace("---\n", f"---\nquestions:\n{asks}", 1))
    before, after = "<details markdown>\n<summary>More</summary>", "</details>"
    text = asked.read_text()
    asked.write_text(f"{text}\n{before}\n\n## More\n\n{after}\n")
    closed = "the heading `more` is in a part that is closed; put the heading outside it"
    with pytest.raises(ContentError) as refused:
        load_checked(root, ON)
    assert [str(each) for each in refused.value.problems] == [
        f"docs/policies/sleepovers.md:{line}:14: {closed}" for line in (4, 6, 8)
    ]
    asked.write_text(f"{text}\n## More\n\n{before}\n\nWords.\n\n{after}\n")
    load_checked(root, ON)
