"""How long `make serve` takes from saved to shown, on the real handbook: a page, a rate, a word of the glossary.

Run by `make bench`. Seconds are those of one update after the change is noticed, which takes 0.2 to 0.4 s more.
"""

import logging
import statistics
import tempfile
import time
from datetime import date
from pathlib import Path

from site_builder.preview.server import PreviewServer
from tests.product import ROOT, copy_content, free_port

ON = date(2026, 11, 22)
ROUNDS = 5
CHANGES = {
    "words of a page": ("docs/policies/payments.md", "3. Keep the receipt."),
    "a rate": ("service/rates.yml", "title: "),
    "a word of the glossary": ("service/glossary.yml", "meaning: Another way"),
}
"""A file, and the words in it after which one is added."""


def main() -> None:
    """Print the median for each kind of change, and the slowest."""
    logging.getLogger("mkdocs").setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        root = copy_content(ROOT, Path(folder))
        preview = PreviewServer(root, lambda: ON, free_port()).preview
        preview.update()
        for name, (path, words) in CHANGES.items():
            seconds = []
            for number in range(ROUNDS):
                preview.stop()
                text = (root / path).read_text()
                (root / path).write_text(text.replace(words, f"{words} {number}", 1))
                started = time.perf_counter()
                preview.update()
                seconds.append(time.perf_counter() - started)
            print(f"saved to shown, {name}: {statistics.median(seconds):.1f} s, at most {max(seconds):.1f} s")
        preview.stop()


if __name__ == "__main__":
    main()
