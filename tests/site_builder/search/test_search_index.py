"""The search index of a site, written from its staged and its built pages."""

import json
from pathlib import Path

import pytest

from handbook.search.index import INDEX_FILE, SEARCH_FOLDER, SearchIndex
from handbook.search.ranking import search
from site_builder.layout.page_layout import KEEPERS_BOOST
from site_builder.search.search_index import indexed_pages, write_search_index
from tests.site_builder.minimal_handbook import minimal

HANDBOOK = minimal()


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    return tmp_path / "docs"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


def stage(docs: Path, site: Path, path: str, front: str = "", text: str = "Words.") -> None:
    """A page as it is staged and built."""
    staged = docs / path
    staged.parent.mkdir(parents=True, exist_ok=True)
    staged.write_text(f"---\ntitle: T\n{front}---\n{text}\n")
    folder = site / path.removesuffix(".md").removesuffix("index")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(f"<article><h1 id=top>Title of {path}</h1><p>{text}</p></article>")


def version(site: Path) -> str:
    return str(json.loads((site / SEARCH_FOLDER / INDEX_FILE).read_text())["version"])


def read_index(site: Path) -> SearchIndex:
    folder = site / SEARCH_FOLDER

    def read(name: str) -> object:
        return json.loads((folder / ("" if name == INDEX_FILE else version(site)) / name).read_text())

    return SearchIndex(read)


def found(site: Path, typed: str) -> list[str]:
    index = read_index(site)
    return [index.shown_place(hit.page, hit.place).address for hit in search(index, typed)]


def test_a_page_is_found_by_its_words_and_its_keywords(docs: Path, site: Path) -> None:
    stage(docs, site, "policies/a.md", 'tags:\n  - "pets &amp; fish"\n', "Mileage.")
    stage(docs, site, "policies/index.md", text="Alpha.")
    write_search_index(HANDBOOK, docs, site)
    assert found(site, "mileage") == found(site, "fish") == ["/policies/a/"]
    assert found(site, "amp") == []
    assert found(site, "alpha") == ["/policies/"]


def test_a_page_that_is_kept_out_is_not_found(docs: Path, site: Path) -> None:
    stage(docs, site, "a-to-z.md", "search:\n  exclude: true\n", "Mileage.")
    stage(docs, site, "policies/a.md", text="Mileage.")
    write_search_index(HANDBOOK, docs, site)
    assert found(site, "mileage") == ["/policies/a/"]


def test_a_page_that_was_not_built_is_not_found(docs: Path, site: Path) -> None:
    stage(docs, site, "policies/a.md", text="Mileage.")
    stage(docs, site, "policies/b.md", text="Mileage.")
    (site / "policies/b/index.html").unlink()
    assert [each.path for each in indexed_pages(HANDBOOK, docs, site)] == ["policies/a.md"]


def test_pages_for_keepers_are_last(docs: Path, site: Path) -> None:
    stage(docs, site, "a/reviews.md", f"search:\n  boost: {KEEPERS_BOOST}\n", "Mileage mileage.")
    stage(docs, site, "policies/a.md", text=f"Mileage. {'Other words. ' * 30}")
    write_search_index(HANDBOOK, docs, site)
    assert found(site, "mileage") == ["/policies/a/", "/a/reviews/"]


def test_the_folder_is_called_after_its_content(docs: Path, site: Path) -> None:
    stage(docs, site, "policies/a.md", text="Mileage.")
    write_search_index(HANDBOOK, docs, site)
    first = version(site)
    assert len(first) == 8
    write_search_index(HANDBOOK, docs, site)
    assert version(site) == first, "the same pages keep their folder, so browsers keep its files"
    stage(docs, site, "policies/a.md", text="Mileage rates.")
    write_search_index(HANDBOOK, docs, site)
    assert version(site) != first
    assert sorted(each.name for each in (site / SEARCH_FOLDER).iterdir()) == sorted([version(site), INDEX_FILE])


def test_only_the_first_file_has_a_fixed_address(docs: Path, site: Path) -> None:
    stage(docs, site, "policies/a.md", text="Mileage.")
    write_search_index(HANDBOOK, docs, site)
    below = {each.name for each in (site / SEARCH_FOLDER / version(site)).iterdir()}
    assert below == {"page-0-0.json", "terms-0.json"}


# -- the real handbook --


def test_the_real_index_has_each_page_that_is_not_kept_out(built_site: Path, made: Path) -> None:
    index = read_index(built_site)
    pages = list((built_site / SEARCH_FOLDER / version(built_site)).glob("page-*-0.json"))
    shown = {index.shown_place(number, 0).address for number in range(len(pages))}
    assert {"/", "/policies/payments/", "/who-to-call/", "/glossary/", "/decisions/who-decides/"} <= shown
    kept_out = [
        staged
        for staged in (made / "docs").rglob("*.md")
        if "\n  exclude: true" in staged.read_text().split("\n---\n")[0]
    ]
    assert kept_out
    assert "/a-to-z/" not in shown
    assert len(shown) == len(list((made / "docs").rglob("*.md"))) - len(kept_out)


def test_every_result_of_the_real_index_leads_to_a_place_that_is_there(built_site: Path) -> None:
    files = sorted((built_site / SEARCH_FOLDER / version(built_site)).glob("page-*.json"))
    assert len(files) > 200
    for file in files[::7]:
        shown = json.loads(file.read_text())
        html = (built_site / shown["address"].strip("/") / "index.html").read_text()
        for anchor, *_ in shown["places"]:
            assert not anchor or f'id="{anchor}"' in html, (file.name, anchor)
