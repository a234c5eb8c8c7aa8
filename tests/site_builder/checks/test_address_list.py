"""Addresses stay: what was ever listed leads somewhere, or `check` says the missing line, and obeying it is enough."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from handbook.source.problems import ContentError
from handbook.urls import ADDRESS_LIST
from site_builder.__main__ import cli
from site_builder.build_site import load_checked, read_checked
from site_builder.checks.address_list import extended_list, read_address_list
from site_builder.checks.renamed_pages import check_swapped_pages
from tests.conftest import ON
from tests.product import copy_sample
from tests.proofs.proposing import commit_all

REDIRECTS = "service/redirects.yml"
PETS, PROMISE = "docs/guides/pets.md", "/charters/thistlemoor/#thistle-1-la-1"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The sample as a site, with the list of its addresses."""
    root = copy_sample(tmp_path / "handbook")
    page = (root / "docs/suggest-a-change.md").read_text()
    write(root, PETS, lambda _: page.replace("suggest-a-change.md", "pets"))
    write(root, "mkdocs.yml", lambda text: f"{text}  - guides/pets.md\n")
    CliRunner().invoke(cli, ["addresses", "--root", str(root), "--on", ON.isoformat()])
    return root


def told(root: Path) -> list[str]:
    try:
        load_checked(root, ON)
    except ContentError as error:
        return [str(problem) for problem in error.problems]
    return []


def write(root: Path, path: str, change: Callable[[str], str]) -> None:
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).write_text(change((root / path).read_text() if (root / path).exists() else ""))


def rename(root: Path, old: str, new: str) -> None:
    """The file, the menu, and the surveys that name it; links on pages are left for `check` to tell."""
    (root / "docs" / old).rename(root / "docs" / new)
    for path in [root / "mkdocs.yml", *(root / "surveys").rglob("*.yml")]:
        path.write_text(path.read_text().replace(old, new))


def line_to_add(problem: str) -> str:
    found = re.search(r"add the line `(  \S+: \S+)`", problem)
    assert found, problem
    return found[1]


def obey(root: Path, problem: str) -> None:
    """Do what a sentence says: add a line of redirects, or write one place for another."""
    path, line, column, message = problem.split(":", 3)
    if "add the line" in message:
        write(root, REDIRECTS, lambda text: f"{text}{line_to_add(problem)}\n")
        return
    lines = (root / path).read_text().splitlines(keepends=True)
    old, new = re.findall(r"`([^`]+)`", message)[0], re.findall(r"write `([^`]+)`", message)[0]
    at = lines[int(line) - 1]
    assert old in at[int(column) - 1 :], problem
    lines[int(line) - 1] = at[: int(column) - 1] + at[int(column) - 1 :].replace(old, new, 1)
    (root / path).write_text("".join(lines))


def test_a_conflict_in_the_list_is_told_beside_what_is_wrong_elsewhere(root: Path) -> None:
    write(root, ADDRESS_LIST, lambda text: f"<<<<<<< ours\n{text}=======\n>>>>>>> theirs\n")
    write(root, PETS, lambda text: f"{text}\n### \n")
    write(root, "mkdocs.yml", lambda text: f"{text}<<<<<<< ours\n")
    assert {each.split(":")[0] for each in told(root)} == {ADDRESS_LIST, PETS, "mkdocs.yml"}


def test_the_command_lists_pages_files_and_promises_once(root: Path) -> None:
    listed = read_address_list(root)
    assert {"/", "/policies/sleepovers/", "/surveys/carer-views/2025-autumn/", PROMISE} <= set(listed)
    again = CliRunner().invoke(cli, ["addresses", "--root", str(root), "--on", ON.isoformat()])
    assert again.output == "0 addresses added to service/addresses.txt.\n"
    assert told(root) == []


def test_an_address_is_never_taken_out_of_the_list() -> None:
    assert "/gone/" in extended_list({"/gone/": 4}, {"/"}).splitlines()


def take_away(root: Path) -> None:
    (root / PETS).unlink()
    write(root, "mkdocs.yml", lambda text: text.replace("  - guides/pets.md\n", ""))


def test_a_page_that_is_taken_away_is_reported_with_the_line_to_add_and_the_advice_fixes_it(root: Path) -> None:
    take_away(root)
    (problem,) = told(root)
    assert problem == (
        "service/redirects.yml:2:1: people have links to `/guides/pets/`, and that page is gone; add the line "
        "`  guides/pets.md: index.md` below `redirects:`, and in place of `index.md` name the page that tells it now, "
        "if there is one"
    )
    obey(root, problem)
    assert told(root) == []


def test_guides_for_developers_are_no_pages_and_nothing_of_them_is_linked_or_missed(root: Path) -> None:
    words = (root / PETS).read_text()
    write(root, "docs/developers/pets.md", lambda _: words)
    write(root, "docs/developers/rooms.png", lambda _: "no picture")
    commit_all(root)
    assert told(root) == []
    take_away(root)
    (problem,) = told(root)
    assert "add the line `  guides/pets.md: index.md`" in problem, "a guide with its words is not the page renamed"
    obey(root, problem)
    (root / "docs/developers/pets.md").unlink()
    write(root, "docs/index.md", lambda text: f"{text}\n[Rooms](developers/rooms.png), [walks](developers/walks.md)\n")
    assert [each.partition(": ")[2].partition(":")[0] for each in told(root)] == [
        "the link `developers/rooms.png` leads nowhere",
        "the link `developers/walks.md` leads nowhere",
    ]


def test_a_page_that_every_page_links_to_stays(root: Path) -> None:
    (root / "docs/about/privacy.md").unlink()
    write(root, "mkdocs.yml", lambda text: text.replace("  - about/privacy.md\n", ""))
    message = "the foot of every page links to this page, so it keeps its name and stays; put it back"
    assert told(root) == [f"docs/about/privacy.md:1:1: {message}"]


def test_a_page_is_renamed_by_following_the_advice_alone(root: Path) -> None:
    commit_all(root)
    rename(root, "policies/sleepovers.md", "policies/nights-with-friends.md")
    write(root, "docs/policies/nights-with-friends.md", lambda text: text.replace("Children stay", "All children stay"))
    problems = told(root)
    assert {line_to_add(each) for each in problems if "add the line" in each} == {
        "  policies/sleepovers.md: policies/nights-with-friends.md"
    }
    assert [each.partition(": ")[2] for each in problems if each.startswith("docs/index.md")] == [
        "the link `policies/sleepovers.md` leads to a page that is gone; write `policies/nights-with-friends.md`"
    ]
    for _ in range(3):
        for problem in told(root):
            obey(root, problem)
    assert told(root) == []
    assert "nights-away.md: policies/nights-with-friends.md" in (root / REDIRECTS).read_text(), "in one step"


def test_a_page_that_was_taken_away_is_no_slip_of_the_pen(root: Path) -> None:
    (root / "docs/policies/sleepovers.md").unlink()
    named_by_data = told(root)
    assert named_by_data
    for problem in named_by_data:
        assert problem.endswith(
            "there is no page `policies/sleepovers.md`; it was taken away; write in service/redirects.yml where its "
            "readers go, and then that page here"
        )
    (root / REDIRECTS).write_text("redirects:\n  policies/sleepovers.md: index.md\n")
    assert {each.rpartition("; ")[2] for each in told(root) if each.startswith("surveys/")} == {
        "it has moved, so write `index.md`"
    }


def test_every_sentence_about_a_renamed_page_names_its_new_name_and_its_line_of_the_menu_stays(root: Path) -> None:
    commit_all(root)
    (root / "docs/policies/sleepovers.md").rename(root / "docs/policies/nights-with-friends.md")
    named_by_data = told(root)
    assert named_by_data
    for problem in named_by_data:
        assert problem.startswith("surveys/")
        assert problem.endswith("it has moved, so write `policies/nights-with-friends.md`")
        obey(root, problem)
    commit_all(root)
    in_the_menu = [each.partition(": ")[2] for each in told(root) if each.startswith("mkdocs.yml")]
    gone = "the menu leads to `policies/sleepovers.md`, and that page is gone"
    assert in_the_menu == [f"{gone}; write `policies/nights-with-friends.md` here"]


def test_a_page_is_not_taken_for_the_new_name_of_another_with_other_words(root: Path) -> None:
    """Also when each is committed alone, and whatever the new page is called."""
    write(root, "docs/index.md", lambda text: f"{text}\nSee [pets](guides/pets.md).\n")
    write(root, PETS, lambda text: f"{text}\nA dog may sleep in the kitchen, never in a child's room.\n")
    commit_all(root)
    header = (root / PETS).read_text().partition("\nWords.")[0]
    (root / PETS).unlink()
    write(root, "docs/guides/zebra.md", lambda _: f"{header}\nFeed a zebra with hay, and give it a field to run.\n")
    commit_all(root)
    said = {each.partition(":")[0]: each.partition(": ")[2] for each in told(root) if "zebra" not in each}
    assert said == {
        "docs/index.md": "the link `guides/pets.md` leads to a page that is gone; "
        "write the page that tells it now, or take the link out",
        "mkdocs.yml": "the menu leads to `guides/pets.md`, and that page is gone; remove the line",
        REDIRECTS: "people have links to `/guides/pets/`, and that page is gone; add the line "
        "`  guides/pets.md: index.md` below `redirects:`, and in place of `index.md` name the page that tells it "
        "now, if there is one",
    }


SWAPPED = (
    "the words of this page stand in {} now, which was there before, so whoever kept the address of one finds the "
    "other; give each of the two a name that no page had"
)


def test_two_pages_that_swap_their_names_are_reported(root: Path) -> None:
    write(root, PETS, lambda text: f"{text}\nA dog may sleep in the kitchen, and never in a child's room at night.\n")
    commit = commit_all(root)
    pets, sleepovers = root / PETS, root / "docs/policies/sleepovers.md"
    (header, words), (other_header, other_words) = (each.read_text().split("\n---\n", 1) for each in (sleepovers, pets))
    pets.write_text(f"{other_header}\n---\n{words}")
    sleepovers.write_text(f"{header}\n---\n{other_words}")
    with pytest.raises(ContentError, match="finds the other"):
        read_checked(root, ON, base=commit)
    assert [str(each) for each in check_swapped_pages(root, commit)] == [
        f"{PETS}:1:1: {SWAPPED.format('docs/policies/sleepovers.md')}",
        f"docs/policies/sleepovers.md:1:1: {SWAPPED.format(PETS)}",
    ]
    sleepovers.rename(sleepovers.with_name("a-dog.md"))
    pets.rename(pets.with_name("nights-with-friends.md"))
    assert list(check_swapped_pages(root, commit)) == [], "as the sentence says"


def test_a_page_that_goes_into_another_or_gets_other_words_swaps_nothing(root: Path) -> None:
    write(root, PETS, lambda text: f"{text}\nA dog may sleep in the kitchen, and never in a child's room at night.\n")
    commit = commit_all(root)
    sleepovers = root / "docs/policies/sleepovers.md"
    words = sleepovers.read_text().partition("\n---\n")[2]
    write(root, PETS, lambda text: f"{text}{words}")
    write(root, "docs/policies/sleepovers.md", lambda text: f"{text.removesuffix(words)}See the page about pets.\n")
    assert list(check_swapped_pages(root, commit)) == []


def test_a_page_made_from_data_leads_to_the_list_above_it(root: Path) -> None:
    for path in sorted((root / "surveys/carer-views/waves").glob("2025*")):
        path.unlink()
    lines = [line_to_add(problem) for problem in told(root)]
    assert "  surveys/carer-views/2025-autumn.md: surveys/carer-views.md" in lines


def test_a_promise_that_loses_its_address_is_told(root: Path) -> None:
    write(root, ADDRESS_LIST, lambda text: f"{text}/charters/thistlemoor/#thistle-9-la-9\n")
    (problem,) = told(root)
    assert "that part of the page is gone" in problem
    assert line_to_add(problem) == "  charters/thistlemoor.md#thistle-9-la-9: charters/thistlemoor.md"
    obey(root, problem)
    pages = load_checked(root, ON)[1]
    assert "{: #thistle-9-la-9 .moved-part }" in pages["charters/thistlemoor.md"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("index.md: policies/index.md", "there is a page `index.md` at this address, so take this line out"),
        ("charters.md: index.md", "there is a page `charters/index.md` at this address, so take this line out"),
        (
            "old.md: policies/sleepover.md",
            "there is no page `policies/sleepover.md`; did you mean `policies/sleepovers.md`?",
        ),
        (
            "old.md: policies/sleepovers.md#dcide",
            "there is no part `#dcide` on that page; write `policies/sleepovers.md`",
        ),
        (
            "old.md: policies/old-summary.md",
            "`policies/old-summary.md` is redirected itself; write `policies/sleepovers.md#decide`, where it leads",
        ),
        (
            "e.md: policies/on-hold.md#x\n  policies/on-hold.md: policies/nowhere.md",
            "there is no page `policies/nowhere.md`; write a page that is there, such as `index.md`",
        ),
        (
            "d.md: https://www.gov.uk/foster-carers/",
            "redirects stay in this handbook; write the file of one of its pages, such as about/index.md",
        ),
        ("policies/sleepovers.md#tell-us: index.md", "the part `#tell-us` is there, so take this line out"),
        ("old.md#part: index.md#top", "the part `#part` belongs to no page; write `old.md: index.md`"),
    ],
)
def test_a_redirect_that_cannot_be_is_told_at_its_line(root: Path, line: str, said: str) -> None:
    write(root, REDIRECTS, lambda text: f"{text}  {line}\n")
    (problem,) = told(root)
    place, _, message = problem.partition(": ")
    assert message == said
    assert place.startswith(f"service/redirects.yml:{5 + line.count(chr(10))}:")


def test_a_link_or_a_line_of_the_menu_to_a_moved_page_is_told_where_it_went(root: Path) -> None:
    write(root, "docs/index.md", lambda text: f"{text}\nSee [sleepovers](policies/nights-away.md).\n")
    write(root, "mkdocs.yml", lambda text: f"{text}  - policies/nights-away.md\n")
    assert [line.partition(": ")[2] for line in told(root)] == [
        "the link `policies/nights-away.md` leads to a page that is gone; write `policies/sleepovers.md`",
        "the menu leads to `policies/nights-away.md`, and that page is gone; remove the line",
    ]


def test_a_line_that_is_no_address_is_reported(root: Path) -> None:
    write(root, ADDRESS_LIST, lambda text: f"{text}policies/sleepovers.md\n")
    (problem,) = told(root)
    assert problem.startswith("service/addresses.txt:")
    assert "this is no address" in problem


def test_without_a_list_and_without_redirects_nothing_is_asked_for(root: Path) -> None:
    (root / ADDRESS_LIST).unlink()
    (root / REDIRECTS).unlink()
    take_away(root)
    assert told(root) == []


def test_check_names_new_addresses_and_asks_nothing_of_who_wrote_the_page(root: Path) -> None:
    page = (root / PETS).read_text()
    write(root, "docs/guides/more-pets.md", lambda _: page.replace("About pets", "More pets"))
    write(root, "mkdocs.yml", lambda text: f"{text}  - guides/more-pets.md\n")
    done = CliRunner().invoke(cli, ["check", "--root", str(root), "--on", ON.isoformat()])
    assert done.exit_code == 0, done.output
    assert "New addresses: /guides/more-pets/. Whoever merges keeps them for good with" in done.output
