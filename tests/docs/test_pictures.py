"""The guide for ambassadors, and README.md: each picture is there, small and told in words.

Those of the guide also show what the handbook holds today.
"""

import re

from tests.conftest import ROOT
from tests.pictures.screenshots import EXAMPLES, FOLDER, PIECES, README_FOLDER, SHOWN_ON, rows, rows_of

GUIDE = (ROOT / "CONTRIBUTING.md").read_text()
SHOWN = dict(re.findall(r"!\[([^\]]*)\]\(docs/pictures/([\w-]+)\.png\)", GUIDE))
README_SHOWN = dict(
    re.findall(r"!\[([^\]]*)\]\(docs/developers/pictures/([\w-]+)\.png\)", (ROOT / "README.md").read_text())
)


def test_the_readme_shows_the_site_and_a_form() -> None:
    assert list(README_SHOWN.values()) == ["home-page", "form"]
    assert all((README_FOLDER / f"{name}.png").is_file() for name in README_SHOWN.values())


def test_every_picture_that_is_taken_is_shown_and_every_one_shown_is_there() -> None:
    taken = {each.name for each in (*PIECES, *EXAMPLES)} | {"suggest-a-change", "what-the-check-says"}
    assert set(SHOWN.values()) == taken == {path.stem for path in FOLDER.iterdir()}


def test_every_picture_is_described_in_words() -> None:
    assert all(len(words.split()) >= 10 for words in (*SHOWN, *README_SHOWN))


def test_pictures_are_small() -> None:
    assert all(path.stat().st_size < 80_000 for path in (*FOLDER.iterdir(), *README_FOLDER.glob("*.png")))


def test_the_files_still_hold_what_the_pictures_show() -> None:
    """Where a marked line is gone, `rows_of` says which: run `make pictures` after putting the script right."""
    for piece in PIECES:
        assert rows_of(piece).count('class="marked"') == len(piece.notes)


def test_the_examples_lead_to_files_that_are_there_and_hold_what_is_marked() -> None:
    for example in EXAMPLES:
        assert rows(example.title, example.text.splitlines(), example.notes).count('class="marked"') == len(
            example.notes
        )
        for target in re.findall(r"\]\((?!https:)([^)]+)\)", example.text):
            assert (ROOT / SHOWN_ON).parent.joinpath(target).is_file()


def test_no_line_of_an_example_breaks_beside_its_note() -> None:
    """A link that breaks would show a space where none may be: 79 letters fit, those of the note among them."""
    for example in EXAMPLES:
        for line in example.text.splitlines():
            note = next((said for key, said in example.notes.items() if key in line), "")
            assert len(line) + len(note) <= 79, line


def test_the_guide_leads_to_each_list_of_questions_for_a_draft() -> None:
    linked = set(re.findall(r"\]\((\.github/[^)]+)\)", GUIDE))
    assert linked == {str(path.relative_to(ROOT)) for path in (ROOT / ".github/PULL_REQUEST_TEMPLATE").glob("*.md")}


def test_the_guide_tells_what_the_trial_said() -> None:
    from tests.content.test_an_ambassador_changes_it import SAID_FIRST, SAID_THEN  # noqa: PLC0415

    assert all(sentence in GUIDE for sentence in (SAID_FIRST | SAID_THEN).values())
