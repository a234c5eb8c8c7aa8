"""What the builder's tests share."""

import pytest

from site_builder.context import BuildContext, build_context
from site_builder.page_list import all_pages
from tests.site_builder.minimal_handbook import ON, minimal


@pytest.fixture
def ctx() -> BuildContext:
    """The tiny handbook's look-ups."""
    return build_context(minimal(), ON)


@pytest.fixture(scope="session")
def pages() -> dict[str, str]:
    """Every staged page of the tiny handbook."""
    return all_pages(minimal(), ON)
