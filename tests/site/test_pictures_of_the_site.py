"""Facts about every picture of the built site, whatever it was made from."""

from pathlib import Path

from site_builder.pictures.clean import clean_picture
from site_builder.pictures.formats import ENDINGS
from tests.conftest import Figure

OF_THE_THEME = "assets"


def test_no_picture_of_the_site_carries_more_than_can_be_seen(built_site: Path, figure: Figure) -> None:
    endings = tuple(ending for each in ENDINGS.values() for ending in each)
    paths = [path for path in built_site.rglob("*") if path.name.lower().endswith(endings)]
    ours = [path for path in paths if path.relative_to(built_site).parts[0] != OF_THE_THEME]
    assert ours
    assert not [path for path in ours if clean_picture(path.name, path.read_bytes()).was_changed]
    figure(f"pictures of the site that carry more than can be seen: 0 of {len(ours)}")
