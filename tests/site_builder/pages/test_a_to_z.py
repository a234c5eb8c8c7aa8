"""The A to Z: an index of letters, and on the page of each letter one link for a word, to the place that answers."""

import re

import pytest

from handbook.facts.everyday_words import EverydayWords
from handbook.handbook import Facts
from handbook.service.glossary import Glossary
from site_builder.menu import MenuPage
from site_builder.page_list import all_pages
from site_builder.pages import a_to_z
from site_builder.pages.word_index import letter_of
from tests.site_builder.minimal_handbook import ON, PAGE, REVIEW, minimal, page

NIGHTS, PETS, MOVING, RABBITS = "policies/nights.md", "guides/pets.md", "children/moving-in.md", "guides/rabbits.md"
QUESTIONS = [
    {"ask": "May I walk a puppy alone?", "heading": "out"},
    {"ask": "Who feeds a hamster?", "heading": "out"},
    {"ask": "May a hamster sleep here?", "heading": "top"},
]
PETS_TEXT = """\
Words.

## Out and about { #out }

Yes.

<details markdown="block">
<summary>More</summary>

## Worms

Yes.

</details>
"""
PAGES = {
    NIGHTS: ("Nights away", ["fish", "bed", "rabbit"], (), "Words.\n\n## Fish\n\nYes.\n\n## Fishing\n\nYes."),
    PETS: ("Pets: a dog or a cat", ["dogs", "fish", "puppy", "hamster", "worms", "bed", "cat"], QUESTIONS, PETS_TEXT),
    MOVING: ("Moving in", ["bed", "teddy"], (), "Words.\n\n## Your bed { #bed }\n\nYours."),
    RABBITS: ("A pet with ears", ["rabbits", "rabbits at night"], (), "Words."),
    "guides/kites.md": ("Hobby: Kites", ["Kites"], (), "Words."),
}
SAID = [
    {"say": ["woof", "bark"], "means": "out and about", "page": PETS, "often": "yes"},
    {"say": ["fish tank"], "means": "fish", "page": f"{NIGHTS}#fishing"},
    {"say": ["élan"], "means": "joy", "page": PETS},
    {"say": ["999"], "means": "the police", "page": "who-to-call.md"},
]
TERMS = [
    {"id": "vet", "term": "VET", "stands_for": "very early talk", "meaning": "A *first* talk. It is short."},
    {"id": "cat", "term": "Cat", "meaning": "An animal."},
]


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    pages = {
        path: page(path, {**PAGE, "title": title, "keywords": keywords, "questions": questions}, body)
        for path, (title, keywords, questions, body) in PAGES.items()
    }
    facts = Facts.of(EverydayWords.model_validate({**REVIEW, "words": SAID}))
    glossary = Glossary.model_validate({**REVIEW, "terms": TERMS})
    menu = (MenuPage(NIGHTS), MenuPage(PETS))
    return all_pages(minimal(pages=pages, facts=facts, glossary=glossary), ON, menu)


def lines(made: dict[str, str], letter: str) -> list[str]:
    """The words of a letter's page."""
    words = made[f"a-to-z/{letter}.md"].partition('<div class="word-list"')[2].partition("</div>")[0]
    return [line.removeprefix("- ") for line in words.splitlines()[2:] if line]


@pytest.mark.parametrize(
    "line",
    [
        # the one heading that is called so, whichever page comes first
        "[Fish](../policies/nights.md#fish)",
        # the place that somebody chose
        "[Fish tank](../policies/nights.md#fishing): fish",
        # the heading that is about what a word means
        "[Bark](../guides/pets.md#out): out and about",
        # the heading that answers the one question with the word
        "[Puppy](../guides/pets.md#out)",
        # two headings answer it, so the whole page does
        "[Hamster](../guides/pets.md)",
        # a part that is closed is not opened by a link in every browser
        "[Worms](../guides/pets.md)",
        # the page's title has the word
        "[Dogs](../guides/pets.md)",
        # the page that is called so, and not the first one with the word
        "[Rabbit](../guides/rabbits.md)",
        # a page for children only where no other has the word
        "[Bed](../policies/nights.md)",
        "[Teddy](../children/moving-in.md)",
        # a short form is explained on the spot, and so is what it stands for
        "[VET](../glossary.md#vet): very early talk. A first talk.",
        "[Very early talk](../glossary.md#vet): A first talk.",
        # the page that answers, with the meaning of the word
        "[Cat](../guides/pets.md): An animal.",
        "[Élan](../guides/pets.md): joy",
        "[Kites](../guides/kites.md)",
    ],
)
def test_a_word_has_one_link_to_the_place_that_answers(made: dict[str, str], line: str) -> None:
    label = line.partition("]")[0].removeprefix("[")
    letter = letter_of(label).lower()
    assert [each for each in lines(made, letter) if each.partition("]")[0] == f"[{label}"] == [line]


def test_what_only_repeats_a_shorter_word_is_left_out(made: dict[str, str]) -> None:
    assert not [line for line in lines(made, "r") if "at night" in line]
    assert not [line for line in lines(made, "h") if "Hobby" in line], "Kites is under K"


def test_pages_for_keepers_are_left_out(made: dict[str, str]) -> None:
    assert made["reviews.md"]
    assert not [path for path, text in made.items() if path.startswith("a-to-z/") and "](../reviews.md)" in text]


def test_figures_are_behind_the_letters(made: dict[str, str]) -> None:
    assert lines(made, "0-to-9") == ["[999](../who-to-call.md): the police"]
    assert "begin with a figure" in made["a-to-z/0-to-9.md"]


def test_each_letter_has_its_page_also_without_words(made: dict[str, str]) -> None:
    assert len(a_to_z.LETTER_LINKS) == 27
    for letter in a_to_z.LETTER_LINKS:
        assert letter.path in made, letter
    assert "No word here begins with Q." in made["a-to-z/q.md"]
    assert "[who to call](../who-to-call.md)" in made["a-to-z/q.md"]


def test_the_index_keeps_the_places_that_old_links_name(made: dict[str, str]) -> None:
    for letter in ("a", "z", "0-to-9"):
        assert f"](a-to-z/{letter}.md){{: #letter-{letter} }}" in made["a-to-z.md"]


def test_the_index_has_the_words_that_many_look_for(made: dict[str, str]) -> None:
    index = made["a-to-z.md"]
    assert "## Often looked for" in index
    assert re.findall(r"^- .*", index, re.MULTILINE) == ["- [Woof](guides/pets.md#out): out and about"]


def test_a_letter_leads_to_those_beside_it_and_to_all(made: dict[str, str]) -> None:
    steps = made["a-to-z/b.md"].partition('<nav class="letter-steps"')[2].partition("</nav>")[0]
    assert re.findall(r"\]\(([^)]*)\)", steps) == ["a.md", "../a-to-z.md", "c.md"]
    foot = made["a-to-z/b.md"].partition('<nav class="letters"')[2].partition("</nav>")[0]
    assert re.findall(r"\]\(([^)]*)\)", foot) == [
        *(f"{letter}.md" for letter in "acdefghijklmnopqrstuvwxyz"),
        "0-to-9.md",
    ]
    assert "**B**" in foot


def test_a_letter_with_many_words_leads_to_its_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "two letters" not in all_pages(minimal(), ON)["a-to-z/s.md"]
    monkeypatch.setattr(a_to_z, "MANY", 3)
    long = all_pages(minimal(), ON)["a-to-z/s.md"]
    parts = long.partition("first two letters")[2].partition("</nav>")[0]
    assert re.findall(r"\[(\w+)\]\(#([\w-]+)\)", parts) == [
        ("Sh", "words-sh"),
        ("Si", "words-si"),
        ("Sl", "words-sl"),
    ]
    assert "- [Site map](../contents.md){: #words-si }\n" in long
