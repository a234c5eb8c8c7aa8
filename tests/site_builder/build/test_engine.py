"""Facts about what the engine says and how we pass it on."""

from pathlib import Path

from site_builder.build.engine import dead_links


def test_a_dead_link_is_reported_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_text("---\ntitle: A\n---\nSee [b](b.md).\n")
    said = "WARNING -  Doc file 'a.md' contains a link 'b.md', but the target is not found among documentation files.\n"
    assert [str(problem) for problem in dead_links(said, tmp_path)] == [
        "docs/a.md:4:9: the link `b.md` leads nowhere: there is no such page; correct the link or remove it"
    ]


def test_a_dead_anchor_is_told_from_a_missing_page(tmp_path: Path) -> None:
    said = "WARNING -  Doc file 'a.md' contains a link '#x', but there is no such anchor on this page.\n"
    assert "there is no such heading or promise" in str(dead_links(said, tmp_path)[0])


def test_a_made_page_is_named_as_made(tmp_path: Path) -> None:
    said = "WARNING -  Doc file 'charters/a.md' contains a link 'b.md', but the target is not found.\n"
    assert str(dead_links(said, tmp_path)[0]).startswith("charters/a.md:1:1: on this made page, the link `b.md`")
