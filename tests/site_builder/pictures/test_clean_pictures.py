"""Facts about the pictures of a whole handbook: told by `check`, put right by one command, published clean."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from handbook.source.problems import ContentError
from site_builder.__main__ import cli
from site_builder.build.staging import stage
from site_builder.build_site import load_checked
from site_builder.pictures.checks import check_pictures, clean_pictures
from site_builder.styles import ADDRESS
from tests.conftest import ON
from tests.product import copy_sample
from tests.site_builder.photographs import WORD, four_corners, photo, saved, with_chunk

PNG = saved(four_corners(), "PNG")
RUN = "run `.venv/bin/python -m site_builder clean-pictures`, which puts it right"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with pictures as people send them, and one that is right already."""
    for path, data in {
        "docs/right.png": PNG,
        "docs/words.png": with_chunk(PNG, b"tEXt", b"Author\x00" + WORD.encode()),
        "docs/guides/photo.jpg": photo(1700, 850),
        "docs/guides/wide.webp": saved(four_corners(1700, 850), "WEBP"),
        "mkdocs.yml": b"",
        "docs/press.jpg": saved(four_corners(mode="CMYK"), "JPEG"),
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    return tmp_path


def command(root: Path, *words: str) -> tuple[int, list[str]]:
    done = CliRunner().invoke(cli, [*words, "--root", str(root)])
    return done.exit_code, done.output.splitlines()


def test_check_tells_what_a_picture_still_carries_and_the_command_that_puts_it_right(root: Path) -> None:
    assert [str(problem) for problem in check_pictures(root)] == [
        "docs/press.jpg:1:1: this picture has a larger file, or other colours, than screens need; " + RUN,
        "docs/words.png:1:1: this picture still carries words written into it; " + RUN,
        "docs/guides/photo.jpg:1:1: this picture still carries the place where it was taken, a name, the day and time, "
        "the camera or phone and words written into it and is larger than a page shows (1700 x 850 pixels, at most "
        "1600); " + RUN,
        "docs/guides/wide.webp:1:1: this picture is larger than a page shows (1700 x 850 pixels, at most 1600); " + RUN,
    ]
    assert not list(check_pictures(root, cleans=True)), "a build cleans them itself"


def test_the_command_puts_pictures_right_in_place_and_says_what_it_took_out(root: Path) -> None:
    code, said = command(root, "clean-pictures")
    assert code == 0
    out = "the place where it was taken, a name, the day and time, the camera or phone and words written into it"
    smaller = "it was made smaller, from 1700 x 850 to 1600 x 800 pixels"
    assert said == [
        "docs/press.jpg: this picture was saved again, so that its file is smaller and its colours suit screens",
        "docs/words.png: taken out of this picture: words written into it",
        f"docs/guides/photo.jpg: taken out of this picture: {out}; {smaller}",
        f"docs/guides/wide.webp: {smaller}",
        "4 pictures were put right; nothing else was touched.",
    ]
    assert not list(check_pictures(root)), "obeying ends green"
    files = sorted(path for path in (root / "docs").rglob("*") if path.is_file())
    assert len(files) == 5, "nothing is left beside them"
    before = [(path.stat().st_mtime_ns, path.read_bytes()) for path in files]
    assert command(root, "clean-pictures") == (0, ["0 pictures were put right; nothing else was touched."])
    assert [(path.stat().st_mtime_ns, path.read_bytes()) for path in files] == before
    assert (root / "docs/right.png").read_bytes() == PNG


def test_what_cannot_be_put_right_is_told_after_the_others_were(root: Path) -> None:
    (root / "docs/broken.jpg").write_bytes(photo()[:200])
    with (root / "docs/huge.jpg").open("wb") as huge:
        huge.truncate(20_000_001)
    code, said = command(root, "clean-pictures")
    assert code == 1
    assert len(said) == 7
    assert {line.split(": ")[0] for line in said[4:6]} == {"docs/broken.jpg:1:1", "docs/huge.jpg:1:1"}
    assert [problem.path for problem in check_pictures(root)] == ["docs/broken.jpg", "docs/huge.jpg"]


def test_links_to_elsewhere_are_neither_read_nor_written(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "photo.jpg"
    outside.write_bytes(photo())
    (root / "docs/away.jpg").symlink_to(outside)
    changed, problems = clean_pictures(root)
    assert "docs/away.jpg" not in changed
    assert not problems
    assert outside.read_bytes() == photo()


def test_a_photo_as_it_comes_from_a_phone_is_told_all_that_is_to_do_at_once(tmp_path: Path) -> None:
    root = copy_sample(tmp_path / "handbook")
    (root / "docs/IMG_1234.JPG").write_bytes(photo(1700, 850))
    page = root / "docs/index.md"
    page.write_text(f"{page.read_text()}\n![Our front door](IMG_1234.JPG)\n")
    with pytest.raises(ContentError) as refused:
        load_checked(root, ON)
    named, carried = (problem.message for problem in refused.value.problems)
    assert "send it again as `img-1234.jpg` and delete this one; then write this name on each page" in named
    assert carried.endswith(RUN)
    (root / "docs/IMG_1234.JPG").rename(root / "docs/img-1234.jpg")
    page.write_text(page.read_text().replace("IMG_1234.JPG", "img-1234.jpg"))
    clean_pictures(root)
    assert load_checked(root, ON)


def test_what_is_published_of_a_picture_is_what_can_be_seen(root: Path, tmp_path: Path) -> None:
    (root / "docs/.hidden").mkdir()
    (root / "docs/.hidden/photo.jpg").write_bytes(photo())
    (root / "docs/between.jpg").write_bytes(saved(four_corners(), "JPEG")[:-2] + WORD.encode() + b"\xff\xd9")
    staged = tmp_path / "build/docs"
    stage({}, root, staged)
    files = {path.relative_to(staged).as_posix(): path.read_bytes() for path in staged.rglob("*") if path.is_file()}
    photos = {"press.jpg", "between.jpg", "guides/photo.jpg", "guides/wide.webp"}
    assert set(files) == {"right.png", "words.png", *photos, ADDRESS}
    assert not [path for path, data in files.items() if WORD.encode() in data or b"Exif" in data or b"GPS" in data]
    assert files["right.png"] == PNG
    assert not stage({}, root, staged).changed, "the same pictures become the same bytes"


def test_a_photo_beside_a_page_is_reported_with_everything_else(tmp_path: Path) -> None:
    root = copy_sample(tmp_path / "handbook")
    (root / "docs/photo.jpg").write_bytes(photo())
    page = root / "docs/index.md"
    page.write_text(f"{page.read_text()}\n![Our front door](photo.jpg)\n")
    with pytest.raises(ContentError, match="this picture still carries the place where it was taken"):
        load_checked(root, ON)
    assert load_checked(root, ON, cleans=True)
    page.write_text(page.read_text().replace("owner: ", "onwer: "))
    with pytest.raises(ContentError) as refused:
        load_checked(root, ON)
    assert {problem.path for problem in refused.value.problems} == {"docs/index.md", "docs/photo.jpg"}
    page.write_text(page.read_text().replace("onwer: ", "owner: "))
    (root / "docs/plan.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    clean_pictures(root)
    code, said = command(root, "check", "--on", ON.isoformat())
    assert code == 0
    assert (
        "docs/plan.svg:1: drawings (.svg) and PDF files may carry programs; save it as .png, or ask those who "
        in "".join(said)
    )
