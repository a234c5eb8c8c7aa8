"""What a link can lead to: every page with the ids on it, every file beside the pages, and what became of old pages."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from handbook.folders import content_paths
from handbook.urls import page_address
from site_builder.anchors import anchors_in


@dataclass(frozen=True)
class LinkTargets:
    """Every page and file that a link may lead to."""

    pages: Mapping[str, str]
    """Staged pages by path, with their text."""
    files: Collection[str]
    """The paths of what is beside them: pictures, downloads, calendars."""
    redirects: Mapping[str, str] = field(default_factory=dict)
    """Where old pages are now."""
    gone: Collection[str] = ()
    """Old pages that have no other name now."""

    def __contains__(self, path: object) -> bool:
        """Whether there is a page or a file of this path."""
        return path in self.pages or path in self.files

    def after(self, redirects: Mapping[str, str], gone: Collection[str]) -> "LinkTargets":
        """The same pages and files, with what became of old pages."""
        return replace(self, redirects=redirects, gone=gone)

    def anchors(self, page: str) -> frozenset[str]:
        """Every id on a page."""
        return anchors_in(self.pages[page].partition("\n---\n")[2])

    @cached_property
    def addresses(self) -> dict[str, str]:
        """Each page by its address."""
        return {page_address(path): path for path in self.pages}


def link_targets(pages: Mapping[str, str], root: Path) -> LinkTargets:
    """What the links of a handbook can lead to, with the pictures and downloads that are in its docs/."""
    beside = {path.removeprefix("docs/") for path in content_paths(root) if path.startswith("docs/")}
    return LinkTargets(pages, {path for path in (*beside, *pages) if not path.endswith(".md")})
