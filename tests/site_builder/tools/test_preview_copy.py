"""The copy of the site that opens from a folder on a disk: each link names a file that is there."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from site_builder.build.html_checks import read_built_page
from site_builder.tools.preview_copy import ONLY_ON_THE_SITE, copy_for_disk, file_link


@pytest.mark.parametrize(
    ("here", "link", "file"),
    [
        ("/a/", "../b/", "../b/index.html"),
        ("/a/", "../b/#c", "../b/index.html#c"),
        ("/a/", "..", "../index.html"),
        ("/a/", ".", "index.html"),
        ("/a/", "./", "index.html"),
        ("/a/", "#c", "#c"),
        ("/a/", "", ""),
        ("/", "a/", "a/index.html"),
        ("/a/b/", "/c/", "../../c/index.html"),
        ("/404.html", "/a/x.css", "a/x.css"),
        ("/a/", "../x.css?v=1", "../x.css"),
        ("/a/", "https://x.example/", "https://x.example/"),
        ("/a/", "//x.example/", "//x.example/"),
        ("/a/", "tel:999", "tel:999"),
        ("/a/", "/suggest/?page=/a/", f"../{ONLY_ON_THE_SITE}"),
        ("/a/", "/answer/views/", f"../{ONLY_ON_THE_SITE}"),
    ],
)
def test_a_link_leads_to_a_file(here: str, link: str, file: str) -> None:
    assert file_link(here, link) == file


def test_links_below_the_path_of_a_host_are_understood() -> None:
    assert file_link("/a/", "/fostering/answer/views/", "/fostering") == f"../{ONLY_ON_THE_SITE}"
    assert file_link("/a/", "/fostering/b/", "/fostering") == "../b/index.html"


def test_pages_are_changed_and_all_else_is_copied(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "a").mkdir(parents=True)
    page = (
        '<p title="a > b, href=&quot;../&quot;">href="../" <a class=x href="../?a=1&amp;b=2#c&amp;d">x</a>'
        '<form method="post" action="/page-feedback/"><meta http-equiv="refresh" content="0; url=../b/#c">'
    )
    (site / "a/index.html").write_text(page)
    for name in ("x.css", "x.css.gz", "x.css.br"):
        (site / name).write_text("css")
    (tmp_path / "out").mkdir()
    (tmp_path / "out/stale.html").touch()
    copy_for_disk(site, tmp_path / "out")
    assert (tmp_path / "out/a/index.html").read_text() == (
        '<p title="a > b, href=&quot;../&quot;">href="../" <a class=x href="../index.html#c&amp;d">x</a>'
        f'<form method="get" action="../{ONLY_ON_THE_SITE}">'
        '<meta http-equiv="refresh" content="0; url=../b/index.html#c">'
    )
    files = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.*")}
    assert files == {"a/index.html", "x.css", ONLY_ON_THE_SITE}


def dead_ends(folder: Path) -> set[str]:
    """Links inside a copy that lead to no file."""
    dead = set()
    for page in folder.rglob("*.html"):
        for link in read_built_page(page.read_text()).links:
            parts = urlsplit(link)
            target = page.parent / unquote(parts.path) if parts.path else page
            if not parts.scheme and not parts.netloc and not target.is_file():
                dead.add(f"{page.relative_to(folder)}: {link}")
    return dead


def test_every_link_of_the_real_site_leads_to_a_file(built_site: Path, tmp_path: Path) -> None:
    copy_for_disk(built_site.resolve(), tmp_path / "out")
    assert dead_ends(tmp_path / "out") == set()
    (tmp_path / "out/who-to-call/index.html").unlink()
    assert dead_ends(tmp_path / "out")
