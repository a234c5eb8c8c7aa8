"""The real handbook, loaded once for all tests of the content."""

from functools import partial

import pytest

from handbook.handbook import Handbook
from handbook.loading import FileCache, load_sources
from handbook.sources import Sources
from site_builder import build_site
from tests.handbooks import real_sources

COPIES = FileCache()
"""The files of copies of the content, most of which are as in the copy before."""


@pytest.fixture(scope="session")
def sources() -> Sources:
    """The real content beside the files it was read from."""
    return real_sources()


@pytest.fixture(scope="session")
def handbook(sources: Sources) -> Handbook:
    """The real handbook."""
    return sources.handbook


@pytest.fixture
def cached_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that are as in another copy of the content are not read again, as in the preview."""
    monkeypatch.setattr(build_site, "load_sources", partial(load_sources, reader=COPIES))
