"""The real content and the sample, each read once in a worker. Both are frozen: no test changes them for another."""

from functools import cache

from handbook.loading import load_sources
from handbook.sources import Sources
from tests.conftest import ROOT


@cache
def real_sources() -> Sources:
    """The real content beside the files it was read from; to read it takes as long as a hundred tests."""
    return load_sources(ROOT)


@cache
def sample_sources() -> Sources:
    """The tiny invented content beside its files."""
    return load_sources(ROOT / "tests/sample")
