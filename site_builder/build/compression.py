"""Compressed copies beside the files of the built site: made once here, so that no server compresses while it answers.

The pages of the handbook hold nothing secret. The forms are another matter, and are never compressed: decisions/0017.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli
from whitenoise.compress import Compressor

QUALITY = 5
"""Of Brotli. With 9 the site of 248 pages takes 6 seconds of the processor, not half a second, for 2 % fewer bytes."""


class _Compressor(Compressor):  # type: ignore[misc]  # whitenoise ships no types
    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        """With the quality that a nightly build can pay for."""
        return bytes(brotli.compress(data, quality=QUALITY))


def compress_site(site: Path) -> None:
    """Write `<file>.br` and `<file>.gz` beside each file that becomes smaller by it."""
    compressor = _Compressor(quiet=True)
    files = [str(path) for path in site.rglob("*") if path.is_file() and compressor.should_compress(path.name)]
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        list(threads.map(compressor.compress, files))
