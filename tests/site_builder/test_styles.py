"""The parts of the stylesheet: each is in the order in which they are joined, and small enough to find one's way."""

import shutil
from pathlib import Path

import pytest

from site_builder import styles

MOST_LINES = 400


def test_every_part_in_the_folder_is_joined_and_every_part_named_is_in_the_folder() -> None:
    assert sorted(styles.PARTS) == sorted(path.stem for path in styles.FOLDER.glob("*.css"))
    assert [path for path in styles.FOLDER.rglob("*.css") if path.parent != styles.FOLDER] == []


def test_the_stylesheet_is_its_parts_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(styles, "FOLDER", tmp_path)
    monkeypatch.setattr(styles, "PARTS", ("second", "first"))
    (tmp_path / "first.css").write_text("p {\n}\n")
    (tmp_path / "second.css").write_text("a {\n}\n")
    assert styles.stylesheet() == "a {\n}\n\np {\n}\n"


def test_without_one_of_its_parts_there_is_no_stylesheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(styles.FOLDER, tmp_path, dirs_exist_ok=True)
    (tmp_path / f"{styles.PARTS[-1]}.css").unlink()
    monkeypatch.setattr(styles, "FOLDER", tmp_path)
    with pytest.raises(FileNotFoundError, match=styles.PARTS[-1]):
        styles.stylesheet()


@pytest.mark.parametrize("part", styles.PARTS)
def test_each_part_opens_with_its_job_and_stays_small(part: str) -> None:
    lines = (styles.FOLDER / f"{part}.css").read_text().splitlines()
    assert lines[0].startswith("/* ")
    assert len(lines) < MOST_LINES
