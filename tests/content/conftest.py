"""The real handbook, loaded once for all tests of the content."""

import pytest

from handbook.handbook import Handbook
from handbook.sources import Shelf
from tests.handbooks import real_shelf


@pytest.fixture(scope="session")
def shelf() -> Shelf:
    """The real content beside the files it was read from."""
    return real_shelf()


@pytest.fixture(scope="session")
def handbook(shelf: Shelf) -> Handbook:
    """The real handbook."""
    return shelf.handbook
