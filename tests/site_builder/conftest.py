"""What the builder's tests share."""

import pytest

from site_builder.cross_links import CrossLinks, cross_links
from site_builder.pages import all_pages
from tests.site_builder.tiny import ON, tiny


@pytest.fixture
def links() -> CrossLinks:
    """The tiny handbook's look-ups."""
    return cross_links(tiny(), ON)


@pytest.fixture(scope="session")
def pages() -> dict[str, str]:
    """Every staged page of the tiny handbook."""
    return all_pages(tiny(), ON)
