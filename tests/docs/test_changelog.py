"""CHANGELOG.md: one section for each version, the newest first, by the same headings."""

import re
import tomllib
from datetime import date

from tests.conftest import ROOT

TEXT = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
FIRST, *VERSIONS = re.findall(r"^## (.+)$", TEXT, re.MULTILINE)
FOR = ("Readers", "Carers who answer", "The service", "People who edit", "Developers")


def released(heading: str) -> tuple[tuple[int, ...], date]:
    """The version and the day of a heading such as `1.4.2 (2027-03-31)`."""
    written = re.fullmatch(r"(\d+)\.(\d+)\.(\d+) \((\d{4}-\d\d-\d\d)\)", heading)
    assert written, heading
    return tuple(int(part) for part in written.groups()[:3]), date.fromisoformat(written[4])


def test_each_version_has_its_day_and_the_newest_comes_first() -> None:
    assert FIRST == "Unreleased"
    versions = [released(heading) for heading in VERSIONS]
    assert versions
    assert versions == sorted(versions, reverse=True)
    assert len({version for version, _ in versions}) == len(versions)


def test_each_section_tells_the_same_people_in_the_same_order() -> None:
    for section in re.split(r"^## .+$", TEXT, flags=re.MULTILINE)[1:]:
        told = re.findall(r"^### (.+)$", section, re.MULTILINE)
        assert told == [each for each in FOR if each in told]


def test_the_version_of_the_programs_is_the_newest_that_is_told() -> None:
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert VERSIONS[0].partition(" ")[0] == stated
