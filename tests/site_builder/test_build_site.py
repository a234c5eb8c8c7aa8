"""Facts about building: what makes a site stale, and that a failed build leaves the old site alone."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from site_builder.__main__ import cli
from site_builder.build.build_cache import BuildPaths, fingerprint, is_up_to_date
from tests.product import copy_sample
from tests.proofs.proposing import commit_all

ON = date(2026, 11, 22)


@pytest.fixture
def handbook(tmp_path: Path) -> Path:
    """A copy of the sample that can be built."""
    return copy_sample(tmp_path / "handbook")


def run(command: str, root: Path, *more: str) -> Result:
    return CliRunner().invoke(cli, [command, "--root", str(root), *more])


def build(root: Path, *more: str) -> Result:
    return run("build", root, "--on", ON.isoformat(), *more)


def test_a_build_makes_a_site_and_a_second_one_finds_nothing_to_do(handbook: Path) -> None:
    first = build(handbook)
    assert first.exit_code == 0, first.output
    assert first.output.startswith("Building the handbook ...\n")
    assert (handbook / "site/charters/thistlemoor/index.html").is_file()
    assert (handbook / "build/content-security-policy.txt").is_file()
    assert (handbook / "site").is_symlink()
    second = build(handbook, "--if-stale")
    assert second.output == "The site is up to date.\n"
    assert is_up_to_date(BuildPaths(handbook, handbook / "build", handbook / "site"), ON)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("[a](missing.md)", "the link `missing.md` leads nowhere: there is no such page"),
        ("[a](#missing)", "the link `#missing` leads nowhere: there is no such heading or promise"),
        ("<script>x()</script>", "`<script>` may not stand here; write it in Markdown"),
    ],
)
def test_a_failed_build_leaves_the_old_site_untouched(fault: str, said: str, handbook: Path) -> None:
    (handbook / "site").mkdir()
    (handbook / "site/index.html").write_text("old")
    with (handbook / "docs/index.md").open("a") as page:
        page.write(f"\n{fault}\n")
    failed = build(handbook)
    assert failed.exit_code == 1
    assert said in failed.output
    assert failed.output.endswith("1 problem found. Nothing was built.\n")
    assert [path.name for path in (handbook / "site").iterdir()] == ["index.html"]
    assert list((handbook / "build").glob("sites/*")) == []
    assert not (handbook / "build/fingerprint.txt").exists()


def test_check_names_every_problem_counts_them_and_makes_nothing(handbook: Path) -> None:
    themes = handbook / "charters/themes.yml"
    themes.write_text(themes.read_text().replace("title:", "titel:"))
    checked = run("check", handbook)
    lines = checked.output.splitlines()
    assert checked.exit_code == 1
    assert isinstance(checked.exception, SystemExit)
    assert lines[-1] == f"{len(lines) - 1} problems found. Nothing was built."
    assert all(line.startswith("charters/themes.yml:") for line in lines[:-1])
    assert not (handbook / "build").exists()


def test_check_says_when_the_content_is_right(handbook: Path) -> None:
    checked = run("check", handbook)
    assert checked.exit_code == 0, checked.output
    assert checked.output.startswith("The content is right")


def test_check_forecasts_the_results_of_a_form_before_it_opens(handbook: Path) -> None:
    before, after = (run("check", handbook, "--on", day) for day in ("2026-11-01", "2026-11-02"))
    assert "every-kind opens on 2026-11-02. Results can show figures for so many questions" in before.output
    assert "every-kind opens" not in after.output


def test_check_notices_a_page_that_is_in_no_menu(handbook: Path) -> None:
    config = handbook / "mkdocs.yml"
    config.write_text(config.read_text().replace("  - policies/index.md\n", ""))
    checked = run("check", handbook)
    assert checked.exit_code == 1
    assert "the page `policies/index.md` is not in the menu" in checked.output


def unasked_terms(root: Path) -> str:
    page = root / "docs/policies/sleepovers.md"
    page.write_text(page.read_text().replace("audience:\n", "kind: terms\naudience:\n", 1))
    return "docs/policies/sleepovers.md:5:7: pay and conditions change only after carers were asked"


def dead_link(root: Path) -> str:
    with (root / "docs/index.md").open("a") as page:
        page.write("\n[a](missing.md)\n")
    return "the link `missing.md` leads nowhere"


def key_that_means_nothing(root: Path) -> str:
    theme = root / "charters/themes.yml"
    theme.write_text(
        theme.read_text() + "  - id: nowhere\n    title: Nowhere\n    summary: Nobody.\n    page: none.md\n"
    )
    return "charters/themes.yml:"


def page_in_no_menu(root: Path) -> str:
    config = root / "mkdocs.yml"
    config.write_text(config.read_text().replace("  - policies/index.md\n", ""))
    return "the page `policies/index.md` is not in the menu"


@pytest.mark.parametrize("fault", [unasked_terms, dead_link, key_that_means_nothing, page_in_no_menu])
@pytest.mark.parametrize("command", ["check", "pages", "build"])
def test_every_command_that_makes_pages_runs_every_kind_of_rule(
    command: str, fault: Callable[[Path], str], handbook: Path
) -> None:
    """Rules of the files, of the day, of links and of the menu: one fault of each kind stops each command."""
    said = fault(handbook)
    ended = run(command, handbook, "--on", ON.isoformat())
    assert ended.exit_code == 1
    assert said in ended.output
    assert not (handbook / "site").exists()
    assert not (handbook / "build/docs").exists()


def test_pages_stages_markdown_and_says_how_many(handbook: Path) -> None:
    first, second = (run("pages", handbook, "--on", ON.isoformat()) for _ in range(2))
    assert (handbook / "build/docs/charters/thistlemoor.md").is_file()
    assert not first.output.startswith("0 pages written")
    assert second.output.startswith("0 pages written, 0 removed")


def test_schemas_are_published() -> None:
    assert "charter.json" in CliRunner().invoke(cli, ["schemas"]).output


def test_every_command_and_option_is_explained() -> None:
    for name, command in cli.commands.items():
        assert command.help, name
        assert all(option.help for option in command.params if isinstance(option, click.Option)), name
        # Click explains options alone; what is in capitals is explained in the sentence about the command.
        named = [
            each.make_metavar(click.Context(command)) for each in command.params if isinstance(each, click.Argument)
        ]
        assert all(metavar in command.help for metavar in named), name


@pytest.mark.parametrize("changed", ["docs/index.md", "charters/themes.yml", "service/service.yml", "mkdocs.yml"])
def test_any_change_of_content_makes_the_site_stale(changed: str, handbook: Path) -> None:
    places = BuildPaths(handbook, handbook / "build", handbook / "site")
    before = fingerprint(places, ON)
    with (handbook / changed).open("a") as content:
        content.write("\n")
    assert fingerprint(places, ON) != before


@pytest.mark.parametrize(("answer", "shown"), [("yes", True), ("no", False)])
def test_pages_say_that_this_is_a_demonstration_while_the_service_says_so(
    answer: str, handbook: Path, *, shown: bool
) -> None:
    service = handbook / "service/service.yml"
    service.write_text(service.read_text().replace("demonstration: yes", f"demonstration: {answer}"))
    contacts = handbook / "service/contacts.yml"
    if not shown:
        # Example numbers are for demonstrations alone.
        contacts.write_text(
            re.sub(r"01632 960\d{3}", "0800 1111", contacts.read_text()).replace("    example: yes\n", "")
        )
    assert build(handbook).exit_code == 0
    home, missing = ((handbook / "site" / name).read_text() for name in ("charters/index.html", "404.html"))
    assert [("demo-banner" in page) for page in (home, missing)] == [shown, shown]


def test_the_next_day_makes_the_site_stale(handbook: Path) -> None:
    places = BuildPaths(handbook, handbook / "build", handbook / "site")
    assert fingerprint(places, ON) == fingerprint(places, ON)
    assert fingerprint(places, ON) != fingerprint(places, date(2026, 11, 23))


def test_a_site_that_was_taken_away_is_stale(handbook: Path) -> None:
    places = BuildPaths(handbook, handbook / "build", handbook / "site")
    places.made.mkdir()
    places.stamp.write_text(fingerprint(places, ON))
    assert not is_up_to_date(places, ON)


def test_two_files_with_one_address_hide_no_other_fault(handbook: Path) -> None:
    page = handbook / "docs/policies/sleepovers.md"
    (handbook / "docs/policies/sleepovers").mkdir()
    (handbook / "docs/policies/sleepovers/index.md").write_text(page.read_text())
    page.write_text(f"{page.read_text()}\nSee [it](nowhere.md).\n")
    said = build(handbook).output
    assert "has the same address, so readers would see only one" in said
    assert "the link `nowhere.md` leads nowhere" in said


def test_check_compares_days_with_those_of_a_commit(handbook: Path) -> None:
    commit_all(handbook)
    wave = handbook / "surveys/carer-views/waves/2026-autumn.yml"
    wave.write_text(wave.read_text().replace("closes: 2027-03-31", "closes: 2027-03-30"))
    day = ("--on", ON.isoformat())
    assert run("check", handbook, *day).exit_code == 0, "alone, nobody can know what people were told"
    compared = run("check", handbook, *day, "--base", "HEAD")
    assert compared.exit_code == 1
    assert (
        f"{wave.relative_to(handbook)}:4:9: people were told that they can answer until 2027-03-31" in compared.output
    )
    (handbook / "surveys/carer-views/waves/2026-autumn.yml").rename(wave.with_name("2026-winter.yml"))
    assert run("check", handbook, *day, "--base", "HEAD").exit_code == 0, "a form that was not there was told to nobody"


@pytest.mark.parametrize("base", ["main-of-last-week", "--output=x", "HEAD:service"])
def test_check_says_so_where_git_knows_no_such_commit(handbook: Path, base: str) -> None:
    day = ("--on", ON.isoformat())
    without = run("check", handbook, *day, f"--base={base}")
    commit_all(handbook)
    unknown = run("check", handbook, *day, f"--base={base}")
    for each in (without, unknown):
        assert each.exit_code == 1
        assert (
            f"Error: --base: git knows no commit `{base}` here; write one that `git log` shows, or fetch it first."
            in each.output
        )
        assert "Nothing is wrong" not in each.output


def test_the_verdict_comes_last_and_whoever_proposes_reads_nothing_of_the_services_settings(handbook: Path) -> None:
    alone = run("check", handbook, "--on", ON.isoformat()).output.splitlines()
    (handbook / "about.txt").write_text("docs/index.md\n")
    proposed = run(
        "check", handbook, "--on", ON.isoformat(), "--about", str(handbook / "about.txt")
    ).output.splitlines()
    assert alone[-1] == proposed[-1] == "Nothing is wrong."
    assert any("edit_address" in line for line in alone)
    assert not any("edit_address" in line for line in proposed)
