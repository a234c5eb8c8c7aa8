"""The Markdown we make, beside how it should be; a reviewer sees the effect of a change in the diff."""

import pytest

from tests.site_builder.golden import FOLDER, PAGES, golden_file


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_made_as_it_should_be(path: str, pages: dict[str, str]) -> None:
    told = "if the change is meant, run `python -m tests.site_builder.golden` and look at the diff"
    assert pages[path] == golden_file(path).read_text(), told


def test_no_golden_page_is_left_over() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {golden_file(path).name for path in PAGES}
