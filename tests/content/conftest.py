"""The real handbook, loaded once for all tests of the content."""

import pytest

from handbook.library import Handbook
from handbook.loading import load_shelf
from handbook.shelf import Shelf
from tests.conftest import ROOT


@pytest.fixture(scope="session")
def shelf() -> Shelf:
    """The real content beside the files it was read from."""
    return load_shelf(ROOT)


@pytest.fixture(scope="session")
def handbook(shelf: Shelf) -> Handbook:
    """The real handbook."""
    return shelf.handbook
