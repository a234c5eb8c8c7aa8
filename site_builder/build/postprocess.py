"""What happens to the built HTML: it is checked, every link is followed, the security policy is written.

At the end each file gets compressed copies beside it, so that no server compresses while it answers. The pages hold
nothing secret; the forms may, and are never compressed: decisions/0017.
"""

import os
import re
from collections.abc import Container, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli
from whitenoise.compress import Compressor

from handbook.service.phone_numbers import NATIONAL_NUMBERS
from handbook.source.problems import ContentError, Problem
from handbook.urls import POLICY_FILE
from site_builder.build.csp import content_security_policy, csp_meta_tag, script_hash
from site_builder.build.html_checks import (
    BuiltPage,
    address_of,
    dead_ends,
    drawing_fault,
    numbers_on,
    read_built_page,
    split_article,
)

BROTLI_QUALITY = 5
"""With 9, a site of 248 pages takes 6 seconds of CPU time instead of half a second, for 2 % fewer bytes."""

_FROM_ROOT = re.compile(r"(\b(?:href|src|action|formaction)=\"?)/(?!/)")
_HEAD = re.compile(r"<head\b[^>]*>(?:\s*<meta charset=\"?utf-8\"?>)?", re.IGNORECASE)


def postprocess_site(
    site: Path, made: Path, docs: Path, forms_address: str | None, numbers: Container[str] | None = None
) -> int:
    """Check every built page, write the policy and return the number of pages; raises ContentError.

    `docs` is where people write; a fault is reported there when the page is hand-written. `numbers` are the phone
    numbers that pages may show, as they are dialled; with None they may show any.
    """
    texts = {path.relative_to(site).as_posix(): path.read_text() for path in sorted(site.rglob("*.html"))}
    pages = {path: read_built_page(text) for path, text in texts.items()}
    problems = [*_faults(pages, docs), *_dead_ends(pages, site, docs), *_drawings(site)]
    if numbers is not None:
        problems += _unknown_numbers(texts, numbers, docs)
    if problems:
        raise ContentError(problems)
    hashes = {script_hash(script) for page in pages.values() for script in page.scripts}
    made.mkdir(parents=True, exist_ok=True)
    (made / POLICY_FILE).write_text(f"{content_security_policy(hashes, forms_address)}\n")
    meta_tag = csp_meta_tag(hashes, forms_address)
    for path, text in texts.items():
        (site / path).write_text(_HEAD.sub(lambda match: f"{match[0]}\n  {meta_tag}", text, count=1))
    return len(pages)


def prefix_links(site: Path, base: str) -> None:
    """Let every link from the root, such as those to the forms, begin with a path; for sites that are not at a root."""
    for page in site.rglob("*.html"):
        page.write_text(_FROM_ROOT.sub(rf"\g<1>{base}/", page.read_text()))


def _source(path: str, docs: Path) -> str:
    """The file that a person edits to put a built page right."""
    stem = path.removesuffix("index.html").rstrip("/")
    for source in (f"{stem}.md", f"{stem}/index.md".lstrip("/")):
        if (docs / source).is_file():
            return f"docs/{source}"
    return f"site/{path}"


def _faults(pages: dict[str, BuiltPage], docs: Path) -> Iterator[Problem]:
    for path, page in pages.items():
        for fault in page.faults:
            yield Problem(_source(path, docs), 1, 1, f"the page {address_of(path)} {fault}")


def _dead_ends(pages: Mapping[str, BuiltPage], site: Path, docs: Path) -> Iterator[Problem]:
    files = {address_of(path.relative_to(site).as_posix()) for path in site.rglob("*") if path.is_file()}
    for path, fault in dead_ends(pages, files):
        yield Problem(_source(path, docs), 1, 1, fault)


def _unknown_numbers(texts: Mapping[str, str], numbers: Container[str], docs: Path) -> Iterator[Problem]:
    """Phone numbers on pages that no contact has, whichever way they came there."""
    for path, text in texts.items():
        article = split_article(text)[1]
        for shown, digits in numbers_on(article):
            if digits not in numbers and digits not in NATIONAL_NUMBERS:
                message = f"the page {address_of(path)} shows the phone number `{shown}`, which no contact has"
                yield Problem(_source(path, docs), 1, 1, f"{message}; add it to service/contacts.yml, or take it out")


def _drawings(site: Path) -> Iterator[Problem]:
    """Drawings that are more than lines; a browser that opens one by itself would run and fetch what it holds."""
    for drawing in sorted(site.rglob("*.svg")):
        fault = drawing_fault(drawing.read_bytes())
        if fault:
            path = drawing.relative_to(site).as_posix()
            yield Problem(f"docs/{path}", 1, 1, f"this drawing {fault}; save it as .png")


class _Compressor(Compressor):  # type: ignore[misc]  # whitenoise ships no types
    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        """Compress with less effort than WhiteNoise, which takes the highest quality."""
        return bytes(brotli.compress(data, quality=BROTLI_QUALITY))


def compress_site(site: Path) -> None:
    """Write `<file>.br` and `<file>.gz` beside each file that becomes smaller by it."""
    compressor = _Compressor(quiet=True)
    files = [str(path) for path in site.rglob("*") if path.is_file() and compressor.should_compress(path.name)]
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        list(threads.map(compressor.compress, files))
