"""The pass over built HTML: refuses what could harm a reader, follows every link, writes the security policy."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from handbook.addresses import PAGE_FEEDBACK_ADDRESS, WITHDRAW_ADDRESS
from handbook.problems import ContentError, Problem
from site_builder.inspecting import BuiltPage, read_built_page
from site_builder.policy import content_security_policy, script_hash

APP_ADDRESSES = ("/answer/", WITHDRAW_ADDRESS, PAGE_FEEDBACK_ADDRESS)
"""Addresses that the app answers, not the site."""

POLICY_FILE = "content-security-policy.txt"
HOST = "http://site.invalid"


def finish(site: Path, made: Path, docs: Path, forms_address: str | None) -> int:
    """Check every built page and write the policy; how many pages there are. Raises ContentError.

    `docs` is where people write; a fault is reported there when the page is hand-written.
    """
    pages = {
        path.relative_to(site).as_posix(): read_built_page(path.read_text()) for path in sorted(site.rglob("*.html"))
    }
    problems = [*_faults(pages, docs), *_dead_ends(pages, site, docs)]
    if problems:
        raise ContentError(problems)
    hashes = {script_hash(script) for page in pages.values() for script in page.scripts}
    made.mkdir(parents=True, exist_ok=True)
    (made / POLICY_FILE).write_text(f"{content_security_policy(hashes, forms_address)}\n")
    return len(pages)


def address_of(path: str) -> str:
    """The address of a built file."""
    return f"/{path.removesuffix('index.html')}"


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


def _dead_ends(pages: dict[str, BuiltPage], site: Path, docs: Path) -> Iterator[Problem]:
    """Links inside the site that lead to no file, or to no place on their page."""
    files = {address_of(path.relative_to(site).as_posix()) for path in site.rglob("*") if path.is_file()}
    anchors = {address_of(path): page.anchors for path, page in pages.items()}
    for path, page in pages.items():
        for link in page.links:
            wrong = _wrong(urljoin(HOST + address_of(path), link), files, anchors)
            if wrong:
                yield Problem(_source(path, docs), 1, 1, f"the link `{link}` on the page {address_of(path)} {wrong}")


def _wrong(address: str, files: set[str], anchors: dict[str, frozenset[str]]) -> str | None:
    """What is wrong with an address: None for another site's, the app's, or one that is there."""
    parts = urlsplit(address)
    if f"{parts.scheme}://{parts.netloc}" != HOST or parts.path.startswith(APP_ADDRESSES):
        return None
    target = unquote(parts.path)
    if target not in files:
        return "leads nowhere: there is no such page; correct the link or remove it"
    if parts.fragment and target in anchors and unquote(parts.fragment) not in anchors[target]:
        return "leads to a place that is not on its page; correct the part after `#`"
    return None
