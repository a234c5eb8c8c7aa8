"""The real content and the sample, each read once in a worker. Both are frozen: no test changes them for another."""

from functools import cache

from handbook.loading import load_shelf
from handbook.sources import Shelf
from tests.conftest import ROOT


@cache
def real_shelf() -> Shelf:
    """The real content beside the files it was read from; to read it takes as long as a hundred tests."""
    return load_shelf(ROOT)


@cache
def sample_shelf() -> Shelf:
    """The tiny invented content beside its files."""
    return load_shelf(ROOT / "tests/sample")
