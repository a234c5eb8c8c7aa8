"""Facts about what is taken over from a proposal: each refusal is a sentence, and a refused proposal writes nothing."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from handbook.file_rules import MAX_PICTURE_SIZE
from handbook.source.problems import ContentError
from site_builder.__main__ import cli
from site_builder.tools.nav_updates import add_to_menu
from site_builder.tools.proposals import MAX_FILES, MAX_PICTURES, apply_proposal
from tests.proofs.proposing import Entry, Tree, commit_all, git, propose
from tests.site_builder.photographs import WORD, four_corners, photo, saved

MENU = "site_name: x\nnav:\n  - Home: index.md\n  - Money:\n      - money.md\n\nextra: 1\n"
PNG = saved(four_corners(), "PNG")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The smallest handbook that can be proposed to."""
    for path, text in {
        "docs/index.md": "old",
        "docs/money.md": "old",
        "service/a.yml": "a: b",
        "mkdocs.yml": MENU,
    }.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    commit_all(tmp_path)
    return tmp_path


def proposed(root: Path, tree: Tree) -> str:
    return propose(root, "HEAD", tree)


@pytest.mark.parametrize(
    ("path", "entry", "told"),
    [
        ("docs/a.md", Entry(b"/etc/passwd", "120000"), "this is a link to another file; put the file itself here"),
        ("docs/a", Entry(b"", "160000"), "this is another repository inside this one; put the file itself here"),
        ("docs/a.svg", Entry(b"<svg>"), "drawings (.svg) and PDF files may carry programs"),
        ("docs/a.html", Entry(b"x"), "this is neither a page nor a picture; take the file out"),
        ("service/rates.yaml", Entry(b"x"), "a file that ends in `.yaml` is not read; rename it to `rates.yml`"),
        ("service/zzz.yml", Entry(b"x"), "nothing reads this file; the README of service/ says which files stand"),
        ("docs/a.png", Entry(b"<html>"), "this is no picture of the kind that its name says"),
        ("docs/a.png", Entry(PNG + bytes(MAX_PICTURE_SIZE)), "the picture is too large (20.0 MB); save it smaller"),
        ("docs/IMG_1234.JPG", Entry(photo()), "`IMG_1234.JPG` has other signs in its name than"),
        ("docs/a.md", Entry(b"x" * 1_100_000), "the file is too large (1.1 MB); keep it below 1 MB"),
        ("docs/on hold.md", Entry(b"x"), "`on hold.md` has other signs in its name than"),
        ("docs/a\\b.md", Entry(b"x"), "`a\\b.md` has other signs in its name than"),
        (f"docs/{'x' * 120}.md", Entry(b"x"), "the name `xxxxxxxxxxxxxxxxxxxx...` is too long; keep it to 60 letters"),
        (f"docs/{'/'.join(['x' * 50] * 4)}.md", Entry(b"x"), "the names of the folders and the file are too long toge"),
    ],
)
def test_a_refused_file_is_told_and_nothing_is_written(root: Path, path: str, entry: Entry, told: str) -> None:
    tree: Tree = {path.encode(): entry, b"docs/index.md": Entry(b"new")}
    with pytest.raises(ContentError) as refused:
        apply_proposal(root, "HEAD", proposed(root, tree))
    (problem,) = refused.value.problems
    assert problem.path == path
    assert problem.message.startswith(told)
    assert (root / "docs/index.md").read_text() == "old"


def test_a_drawing_is_taken_over_as_a_picture_and_left_alone_where_it_was_added_by_those_who_merge(root: Path) -> None:
    with pytest.raises(ContentError, match=r"save it as \.png, or ask those who merge to add it"):
        apply_proposal(root, "HEAD", proposed(root, {b"docs/a.svg": Entry(b"<svg>")}))
    assert apply_proposal(root, "HEAD", proposed(root, {b"docs/a.png": Entry(PNG)})).written == ("docs/a.png",)
    (root / "docs/a.svg").write_text("<svg>")
    commit_all(root)
    assert apply_proposal(root, "HEAD", proposed(root, {b"docs/index.md": Entry(b"new")})).written == ("docs/index.md",)


@pytest.mark.parametrize("path", ["docs/.a.md", "docs/../a.md", "docs/.git/config", "docs/.hidden/a.png"])
def test_hidden_files_are_left_where_they_are(root: Path, path: str) -> None:
    taken = apply_proposal(root, "HEAD", proposed(root, {path.encode(): Entry(b"x")}))
    assert (taken.written, taken.left) == ((), (path,))
    assert git(root, "status", "--porcelain") == b""


def test_more_pictures_than_there_is_time_for_are_refused(root: Path) -> None:
    tree: Tree = {f"docs/p-{n}.png".encode(): Entry(PNG) for n in range(MAX_PICTURES + 1)}
    with pytest.raises(ContentError, match="21 pictures are changed at once; propose at most 20 at a time"):
        apply_proposal(root, "HEAD", proposed(root, tree))


def test_of_a_picture_only_what_can_be_seen_is_taken_over_and_what_was_taken_out_is_said(root: Path) -> None:
    (root / "docs/merged.jpg").write_bytes(photo())
    tree: Tree = {b"docs/photo.jpg": Entry(photo(1700, 850)), b"docs/clean.png": Entry(PNG)}
    commit = proposed(root, tree)
    done = CliRunner().invoke(cli, ["take-over", "--root", str(root), "--base", "HEAD", "--proposed", commit])
    assert done.exit_code == 0, done.output
    (said,) = [line for line in done.output.splitlines() if line.startswith("docs/")]
    assert said == (
        "docs/photo.jpg:1: taken out of this picture: the place where it was taken, a name, the day and time, "
        "the camera or phone and words written into it; it was made smaller, from 1700 x 850 to 1600 x 800 pixels; "
        "your draft still has it as it was: whoever merges runs `.venv/bin/python -m site_builder clean-pictures` first"
    )
    assert WORD.encode() not in (root / "docs/photo.jpg").read_bytes()
    assert (root / "docs/clean.png").read_bytes() == PNG
    assert WORD.encode() not in (root / "docs/merged.jpg").read_bytes(), "nor one that was merged as it came"


def test_more_files_than_a_person_reads_are_refused(root: Path) -> None:
    tree: Tree = {f"docs/p-{n}.md".encode(): Entry(b"x") for n in range(MAX_FILES + 1)}
    with pytest.raises(ContentError, match="201 files are changed at once; propose at most 200 at a time"):
        apply_proposal(root, "HEAD", proposed(root, tree))


def test_texts_are_written_taken_away_and_everything_else_is_named(root: Path) -> None:
    tree: Tree = {
        b"docs/index.md": Entry(b"new"),
        b"docs/money.md": None,
        b"docs/more/money.md": Entry(b"moved"),
        b"docs/house.png": Entry(PNG),
        b"docs/door.jpg": Entry(photo()),
        b"mkdocs.yml": Entry(b"hooks: [x]"),
        b"service/README.md": Entry(b"x"),
        b"docs/developers/walks.md": Entry(b"x"),
        b"docs/developers/rooms.png": Entry(PNG),
        b"service/service.yml": Entry(b"x"),
        b"service/addresses.txt": Entry(b"x"),
        b"charters/profiles/a.yml": Entry(b"x"),
    }
    taken = apply_proposal(root, "HEAD", proposed(root, tree))
    assert set(taken.written) == {"docs/index.md", "docs/more/money.md", "docs/house.png", "docs/door.jpg"}
    assert taken.removed == ("docs/money.md",)
    assert set(taken.left) == {
        "mkdocs.yml",
        "service/README.md",
        "docs/developers/walks.md",
        "docs/developers/rooms.png",
        "service/service.yml",
        "service/addresses.txt",
        "charters/profiles/a.yml",
    }
    assert (root / "docs/index.md").read_text() == "new"
    assert (root / "mkdocs.yml").read_text() == MENU
    assert (root / "docs/house.png").read_bytes() == PNG
    assert WORD.encode() not in (root / "docs/door.jpg").read_bytes()
    assert list(taken.pictures) == ["docs/door.jpg"]


def test_a_program_among_the_words_is_written_as_words(root: Path) -> None:
    apply_proposal(root, "HEAD", proposed(root, {b"docs/index.md": Entry(b"#!/bin/sh", "100755")}))
    assert not (root / "docs/index.md").stat().st_mode & 0o111


def test_a_link_in_the_handbook_itself_leads_no_proposal_out_of_it(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (root / "docs/away").symlink_to(outside)
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--no-verify", "--message", "A link of our own")
    (root / "charters").symlink_to(outside)
    with pytest.raises(ContentError, match="a link leads out of the handbook here"):
        apply_proposal(root, "HEAD", proposed(root, {b"charters/evil.yml": Entry(b"x")}))
    assert not list(outside.iterdir())


def test_new_pages_come_last_in_the_menu_and_the_rest_of_the_settings_stays(root: Path) -> None:
    paths = ("docs/new.md", "docs/money.md", "docs/Bad Name.md", "service/a.yml")
    assert add_to_menu(root, paths) == ("docs/new.md",)
    added = '  - "New, not in the menu yet":\n      - new.md\n'
    assert (root / "mkdocs.yml").read_text() == MENU.replace("      - money.md\n", f"      - money.md\n{added}")
    assert add_to_menu(root, paths) == ()


def test_the_command_tells_about_new_pages_and_about_what_was_left(root: Path) -> None:
    commit = proposed(root, {b"docs/new.md": Entry(b"x"), b"Makefile": Entry(b"x")})
    words = ["take-over", "--root", str(root), "--base", "HEAD", "--proposed", commit, "--annotate"]
    done = CliRunner().invoke(cli, [*words, "--list", str(root / "build/list.txt")])
    assert done.exit_code == 0, done.output
    orders = [line for line in done.output.splitlines() if line.startswith("::")]
    new = "this page is new, so no menu leads to it yet; you need not do anything, whoever merges it adds a line"
    left = "this file is not part of the check and the preview; whoever merges the proposal looks at it"
    assert orders == [f"::notice file=docs/new.md,line=1::{new}", f"::warning file=Makefile,line=1::{left}"]
    assert (root / "build/list.txt").read_text() == "docs/new.md\n"


@pytest.mark.parametrize(("base", "new"), [("gone", "HEAD"), ("HEAD", "gone")])
def test_a_commit_that_git_does_not_know_is_said(root: Path, base: str, new: str) -> None:
    done = CliRunner().invoke(cli, ["take-over", "--root", str(root), "--base", base, "--proposed", new])
    assert done.exit_code == 1
    assert "git knows no commit `gone` here; write one that `git log` shows, or fetch it first." in done.output
