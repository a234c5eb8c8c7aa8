"""The places of a built page: its headings and rows, with their text, and the answer where data has it."""

from pathlib import Path

import pytest

from handbook.facts.delegation import Delegation
from site_builder.search.places import Place, read_places
from tests.handbooks import real_sources


def places_in(article: str) -> list[Place]:
    return read_places(f"<nav>Menu</nav><article><h1 id='top'>Pets</h1>{article}</article><p>Below</p>")


def place_in(article: str, anchor: str) -> Place:
    (found,) = [place for place in places_in(article) if place.anchor == anchor]
    return found


def test_the_top_is_first_and_each_heading_begins_a_place() -> None:
    found = places_in(
        "<p>All <b>pets</b>.</p><h2 id=dogs>Dogs &amp; cats</h2><p>One.</p><p>Two.</p><h3 id=old>Old</h3><p>Three.</p>"
    )
    assert [(place.anchor, place.heading, place.text) for place in found] == [
        ("", "Pets", "All pets."),
        ("dogs", "Dogs & cats", "One. Two."),
        ("old", "Old", "Three."),
    ]
    assert not any(place.answer or place.call or place.number or place.is_row for place in found)


def test_a_heading_without_an_id_is_text() -> None:
    (top,) = places_in("<p>One.</p><h2>Dogs</h2><p>Two.</p>")
    assert top.text == "One. Dogs Two."


def test_words_of_two_blocks_are_two_words() -> None:
    (top,) = places_in("<ul><li>one</li><li>two</li></ul><p>three<br>four</p><p>fi<b>v</b>e</p>")
    assert top.text == "one two three four five"


@pytest.mark.parametrize(
    "skipped",
    [
        "<nav>No</nav>",
        "<form><p>No</p></form>",
        "<figure><img src=a.png alt=No><figcaption>No</figcaption></figure>",
        "<figure><img src='a.png' alt='No' /><figcaption>No</figcaption></figure>",
        "<button>No</button>",
        "<script>No</script>",
        "<svg><path d='m0 0'/><text>No</text></svg>",
        '<footer class="page-foot"><h2 id=no>No</h2><p>No</p></footer>',
        '<div class="page-contents"><p>No</p></div>',
        '<aside class="asked-banner"><p>No</p></aside>',
        '<p class="moved-part" id=no>No</p>',
    ],
)
def test_what_is_no_part_of_the_text_is_left_out(skipped: str) -> None:
    found = places_in(f"<p>One.</p>{skipped}<p>Two.</p>")
    assert [(place.anchor, place.text) for place in found] == [("", "One. Two.")]


@pytest.mark.parametrize("alone", ["<br>", "<br/>", "<hr />", "<img src='a.png' alt='A' />", "<img src=a.png>"])
def test_an_element_without_an_end_ends_nothing(alone: str) -> None:
    row = place_in(f"<table><tr id=a><th scope=row>A</th><td>One {alone} two</td></tr></table>", "a")
    assert row.text == "One two"


ROWS = """\
<h2 id="kinds">Kinds</h2><p>Before.</p>
<table><tr><th>Kind</th><th>Who</th></tr>
<tr id="hair"><th scope="row">Hair cut</th>
<td data-together="Foster care">You decide<details><summary>Why</summary><p>It is small.</p></details></td></tr>
<tr><td>Another</td></tr></table><p>After.</p>
"""


def test_a_row_with_an_id_is_a_place_and_what_follows_belongs_to_its_heading() -> None:
    row, heading = place_in(ROWS, "hair"), place_in(ROWS, "kinds")
    assert (row.heading, row.is_row) == ("Hair cut", True)
    assert row.text == "Foster care: You decide Why It is small."
    assert heading.text == "Before. Kind Who Another After."


def test_the_answer_of_a_row_is_what_is_open() -> None:
    assert place_in(ROWS, "hair").answer == "Foster care: You decide"
    assert place_in(ROWS, "kinds").answer == ""


def test_a_contact_is_called_at_its_first_number() -> None:
    contact = place_in(
        "<h3 id=contact-duty>Duty worker</h3>"
        '<p><a class="contact__number" href="tel:+441632960001">01632 960001</a></p>'
        '<p>Or <a class="contact__number" href="tel:999">999</a>.</p>',
        "contact-duty",
    )
    assert (contact.call, contact.number, contact.text) == ("tel:+441632960001", "01632 960001", "Or 999.")


def test_a_number_in_a_row_is_part_of_its_answer() -> None:
    row = place_in(
        '<table><tr id=a><th scope=row>A</th><td><a class="contact__number" href="tel:999">999</a></td></tr></table>',
        "a",
    )
    assert (row.call, row.number, row.answer) == ("", "", "999")


# -- pages of the real handbook as they are built --


def built_places(site: Path, address: str) -> dict[str, Place]:
    return {place.anchor: place for place in read_places((site / address / "index.html").read_text())}


def test_each_line_of_the_real_contacts_is_a_place_with_its_number(built_site: Path) -> None:
    found = built_places(built_site, "who-to-call")
    emergency = found["contact-emergency"]
    assert (emergency.call, emergency.number) == ("tel:999", "999")
    assert emergency.text.startswith("Call if ")
    for contact in real_sources().handbook.contacts.contacts:
        place = found[f"contact-{contact.id}"]
        assert place.heading
        assert bool(place.call) is bool(place.number), contact.id
    assert sum(bool(place.call) for place in found.values()) >= 10


def test_each_real_decision_is_a_place_with_who_decides(built_site: Path) -> None:
    found = built_places(built_site, "decisions/who-decides")
    delegation = real_sources().handbook.facts.get(Delegation)
    assert delegation is not None
    assert len(delegation.decisions) > 20
    for decision in delegation.decisions:
        row = found[decision.id]
        assert row.is_row
        assert row.heading, decision.id
        assert "decide" in row.answer.lower() or "agree" in row.answer.lower(), decision.id
        assert len(row.answer) <= len(row.text)


def test_the_foot_and_the_contents_of_real_pages_are_left_out(built_site: Path) -> None:
    html = (built_site / "policies/payments/index.html").read_text()
    found = read_places(html)
    text = " ".join(place.text for place in found)
    for line in ("This page answers", "On this page", "Was this page useful"):
        assert line in html, f"{line!r} is no longer on the page, so its absence says nothing"
        assert line not in text
    ids = {place.anchor for place in found if place.anchor}
    assert len(ids) == len(found) - 1, "an id stands twice"
    assert all(f'id="{anchor}"' in html for anchor in ids)
