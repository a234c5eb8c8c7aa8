"""Facts about what is on disk after pages were written."""

import os
from pathlib import Path

from site_builder.build.staging import stage, write_pages
from site_builder.styles import ADDRESS, stylesheet
from tests.site_builder.photographs import four_corners, saved


def test_only_what_changed_is_written_and_the_rest_keeps_its_time(tmp_path: Path) -> None:
    write_pages({"a.md": "old", "b/c.md": "same"}, tmp_path)
    for name in ("a.md", "b/c.md"):
        os.utime(tmp_path / name, (1, 1))
    written = write_pages({"a.md": "new", "b/c.md": "same"}, tmp_path)
    assert written.changed == ("a.md",)
    assert (tmp_path / "a.md").read_text() == "new"
    assert (tmp_path / "b/c.md").stat().st_mtime == 1


def test_what_is_no_longer_made_is_removed_with_its_empty_folder(tmp_path: Path) -> None:
    write_pages({"a.md": "a", "b/c.md": "c", "b/d/e.md": "e"}, tmp_path)
    written = write_pages({"a.md": "a"}, tmp_path)
    assert sorted(written.removed) == ["b/c.md", "b/d/e.md"]
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_a_link_to_another_folder_is_removed_and_what_it_leads_to_is_not(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept/file").write_text("x")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/link").symlink_to(tmp_path / "kept")
    write_pages({"a.md": "a"}, tmp_path / "docs")
    assert not (tmp_path / "docs/link").exists()
    assert (tmp_path / "kept/file").read_text() == "x"


def test_a_file_makes_way_for_a_folder_of_its_name(tmp_path: Path) -> None:
    write_pages({"a": "file"}, tmp_path)
    write_pages({"a/b.md": "b"}, tmp_path)
    assert (tmp_path / "a/b.md").read_text() == "b"


def test_pictures_and_the_stylesheet_are_staged_beside_pages_and_content_files_are_not(tmp_path: Path) -> None:
    docs = tmp_path / "docs/policies"
    docs.mkdir(parents=True)
    for name in ("plan.pdf", "page.md", "notes.yml", ".hidden"):
        (docs / name).write_bytes(b"x")
    (docs / "plan.png").write_bytes(saved(four_corners(), "PNG"))
    stage({"page.md": "made"}, tmp_path, tmp_path / "staged")
    staged = {path.relative_to(tmp_path / "staged").as_posix() for path in (tmp_path / "staged").rglob("*.*")}
    assert staged == {"page.md", "policies/plan.pdf", "policies/plan.png", ADDRESS}
    assert (tmp_path / "staged" / ADDRESS).read_text() == stylesheet()
