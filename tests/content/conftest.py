"""The real handbook, loaded once for all tests of the content."""

import pytest

from handbook.handbook import Handbook
from handbook.sources import Sources
from tests.handbooks import real_sources


@pytest.fixture(scope="session")
def sources() -> Sources:
    """The real content beside the files it was read from."""
    return real_sources()


@pytest.fixture(scope="session")
def handbook(sources: Sources) -> Handbook:
    """The real handbook."""
    return sources.handbook
