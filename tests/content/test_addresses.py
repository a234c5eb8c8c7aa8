"""Every address that the handbook has today is on the list of those that are kept for good."""

from pathlib import Path

from handbook.handbook import Handbook
from handbook.urls import ADDRESS_LIST
from site_builder.checks.address_list import addresses_of, extended_list, read_address_list
from site_builder.checks.link_targets import LinkTargets
from tests.conftest import ROOT, Figure


def test_every_address_of_today_is_kept(handbook: Handbook, made: Path, figure: Figure) -> None:
    staged = [path.relative_to(made / "docs").as_posix() for path in (made / "docs").rglob("*") if path.is_file()]
    places = LinkTargets(dict.fromkeys(staged, ""), set())
    today = {each for each in addresses_of(handbook, places) if not each.endswith((".png", ".css"))}
    listed = read_address_list(ROOT)
    assert today - listed.keys() == set(), "run `python -m site_builder addresses`, and commit what it wrote"
    redirects = len(handbook.redirects.redirects)
    figure(f"addresses kept for good: {len(listed)}, of which {len(today)} are today's and {redirects} redirected")


def test_the_list_is_as_the_command_writes_it() -> None:
    assert extended_list(read_address_list(ROOT), ()) == (ROOT / ADDRESS_LIST).read_text()
