"""Which promises a page helps to keep, and which none can, with the reason."""

from pathlib import Path

from handbook.charters.charter import ListKind
from handbook.handbook import Handbook
from tests.conftest import Figure

ROOT = Path(__file__).parent.parent.parent

NO_PAGE_CAN: dict[str, str] = {}
"""Detailed promises that no page can help to keep, with the reason."""


def test_every_detailed_promise_has_a_page_or_a_reason(handbook: Handbook, figure: Figure) -> None:
    detailed = {each.id for each in handbook.commitments.values() if each.kind is ListKind.PROMISES}
    served = {ref for page in handbook.pages.values() for ref in page.header.commitments}
    figure(
        f"commitments: {len(detailed & served)} of {len(detailed)} detailed promises have a page; "
        f"{len(NO_PAGE_CAN)} that no page can serve"
    )
    assert detailed - served == set(NO_PAGE_CAN)


def test_every_page_that_tells_carers_something_names_its_promises_and_standards(handbook: Handbook) -> None:
    folders = ("policies/", "guides/", "children/")
    told = [page for path, page in handbook.pages.items() if path.startswith(folders) and not path.endswith("index.md")]
    assert len(told) > 70
    assert [page.path for page in told if not page.header.commitments] == []
    assert [page.path for page in told if not page.header.standards] == []
