"""The check of proposals: its workflow holds no right and no secret, and its own commands do what they say.

The commands are taken out of the file and run against a repository on this machine, as a forge's runner would.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT
from tests.product import copy_sample
from tests.proofs.proposing import Entry, Tree, commit_all, git, propose
from tests.site_builder.photographs import WORD, photo

WORKFLOW = ROOT / ".github" / "workflows" / "check.yml"
BASH = shutil.which("bash") or "bash"
SET_UP = "Set up the handbook's own program"


@pytest.fixture(scope="module")
def workflow() -> dict[str, Any]:
    return dict(yaml.safe_load(WORKFLOW.read_text()))


@pytest.fixture(scope="module")
def steps(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    return list(workflow["jobs"]["check"]["steps"])


def test_it_runs_on_proposals_alone_and_never_with_the_rights_of_the_repository(workflow: dict[str, Any]) -> None:
    assert set(workflow[True]) == {"pull_request"}, "`on:` is read as yes by YAML"
    assert workflow["permissions"] == {"contents": "read"}
    assert "permissions" not in workflow["jobs"]["check"]


def test_it_knows_no_secret(workflow: dict[str, Any]) -> None:
    text = WORKFLOW.read_text()
    assert "secrets" not in text.replace("no secret", "")
    assert "github.token" not in text
    assert "GITHUB_TOKEN" not in text
    assert workflow["jobs"]["check"]["timeout-minutes"] <= 10


def test_no_word_of_a_proposal_stands_in_a_command(steps: list[dict[str, Any]]) -> None:
    """What the forge fills in becomes part of the command; so it is in the environment instead."""
    assert not [step["run"] for step in steps if "${{" in step.get("run", "")]


def test_what_others_wrote_is_pinned_by_its_commit(steps: list[dict[str, Any]]) -> None:
    used = [step["uses"] for step in steps if "uses" in step]
    assert used
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", each) for each in used)


def test_whatever_reads_the_proposal_is_confined(steps: list[dict[str, Any]]) -> None:
    after = [step for step in steps if "site_builder" in step.get("run", "")]
    assert len(after) == 6
    assert all(step["run"].startswith(".ci/confined ") for step in after)


def test_what_is_confined_has_no_network_and_no_environment() -> None:
    tries = "import os, socket; print(sorted(os.environ)); socket.create_connection(('192.0.2.1', 80), 2)"
    done = subprocess.run(
        [str(ROOT / ".ci" / "confined"), sys.executable, "-c", tries],
        env={**os.environ, "MARKED_SECRET": "x", "PYTHONPATH": "x"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "MARKED_SECRET" not in done.stdout
    if "cannot switch the network off" in done.stderr:
        pytest.skip("this system cannot switch the network off")
    assert "Network is unreachable" in done.stderr


@pytest.mark.parametrize(
    ("command", "limit"),
    [("x = bytearray(3 * 10**9)", {}), ("while True: pass", {"CONFINED_SECONDS": "1"})],
    ids=["memory", "time"],
)
def test_what_is_confined_has_an_end(command: str, limit: dict[str, str]) -> None:
    words = [str(ROOT / ".ci" / "confined"), sys.executable, "-c", command]
    done = subprocess.run(words, env=os.environ | limit, capture_output=True, check=False, timeout=60)
    assert done.returncode


@pytest.fixture(scope="module")
def forge(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The sample in a repository, with the program in it, as a forge holds a handbook."""
    root = copy_sample(tmp_path_factory.mktemp("forge") / "forge")
    for name in ("handbook", "site_builder"):
        (root / name).unlink(missing_ok=True)
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / ".ci", root / ".ci")
    for path in (each for each in ROOT.iterdir() if each.is_file() and each.name not in ("mkdocs.yml", ".gitignore")):
        shutil.copy(path, root / path.name)
    (root / ".gitignore").write_text("/build/\n/site\n/.venv\n")
    return root, commit_all(root)


def run_steps(place: Path, forge: Path, proposed: str, steps: list[dict[str, Any]]) -> dict[str, str]:
    """What each command printed, up to the first that failed; set-up is replaced by the program we have."""
    told: dict[str, str] = {}
    for step in steps:
        if "run" not in step:
            continue
        if step["name"] == SET_UP:
            (place / "handbook" / ".venv").symlink_to(Path(sys.prefix))
            continue
        done = subprocess.run(
            [BASH, "-eo", "pipefail", "-c", step["run"]],
            cwd=place / step.get("working-directory", "."),
            env=os.environ
            | {"PROPOSED": proposed, "FROM": str(forge), "CONFINED_SECONDS": "300"}
            | {"GITHUB_STEP_SUMMARY": str(place / "summary.md")},
            capture_output=True,
            text=True,
            check=False,
        )
        told[step["name"]] = done.stdout
        if done.returncode and not step.get("continue-on-error"):
            told["failed"] = done.stdout + done.stderr
            break
    return told


def orders(told: str) -> list[str]:
    return [line for line in told.splitlines() if line.startswith("::")]


OLD, NEW = b"sleepovers.md", b"nights-with-friends.md"
LONG = "This is one sentence that goes on and on so that nobody who is tired at night can hold on to its start "
MARKED = f"Marked words. {LONG}until they come to its end, which is a pity."


@pytest.fixture(scope="module")
def played(
    tmp_path_factory: pytest.TempPathFactory, forge: tuple[Path, str], steps: list[dict[str, Any]]
) -> tuple[Path, dict[str, str]]:
    """A proposal that renames a page and changes its words, and brings settings and a theme of its own."""
    root, base = forge
    place = tmp_path_factory.mktemp("played")
    files = [path for name in ("docs", "surveys", "service") for path in (root / name).rglob("*.*")]
    tree: Tree = {
        path.relative_to(root).as_posix().encode(): Entry(path.read_bytes().replace(OLD, NEW))
        for path in files
        if OLD in path.read_bytes()
    }
    page = (root / "docs/policies/sleepovers.md").read_text().replace("Children stay with friends.", MARKED)
    redirects = (root / "service/redirects.yml").read_bytes().replace(OLD, NEW)
    tree |= {
        b"docs/policies/" + OLD: None,
        b"docs/policies/" + NEW: Entry(page.encode()),
        b"service/redirects.yml": Entry(redirects + b"  policies/" + OLD + b": policies/" + NEW + b"\n"),
        b"docs/front-door.jpg": Entry(photo(1700, 850)),
        b"mkdocs.yml": Entry(b'site_name: !!python/object/apply:os.system ["touch /tmp/canary-of-a-proposal"]\n'),
        b"site_builder/overrides/main.html": Entry(b"<script>alert(1)</script>"),
    }
    told = run_steps(place, root, propose(root, base, tree), steps)
    assert "failed" not in told, told["failed"]
    return place, told


def test_a_proposal_of_words_is_built_and_everything_else_is_left(played: tuple[Path, dict[str, str]]) -> None:
    place, told = played
    of_picture, of_menu, *left = orders(told["Take over texts, data and pictures"])
    assert of_picture.startswith(
        "::warning file=docs/front-door.jpg,line=1::taken out of this picture: the place where"
    )
    assert of_menu.startswith("::notice file=docs/policies/sleepovers.md,line=1::the menu leads to this page")
    assert WORD.encode() not in (place / "handbook/site/front-door.jpg").read_bytes(), "Pillow works confined"
    assert [re.findall(r"::warning file=([^,]+)", line) for line in left] == [
        ["mkdocs.yml"],
        ["site_builder/overrides/main.html"],
    ]
    advice = orders(told["Say what is wrong"])
    assert 1 <= len(advice) <= 5
    assert all(line.startswith("::warning file=docs/policies/nights-with-friends.md,line=") for line in advice)
    built = (place / "handbook/site/policies/nights-with-friends/index.html").read_text()
    assert "Marked words." in built
    assert "<script>alert(1)</script>" not in built
    assert not Path("/tmp/canary-of-a-proposal").exists()  # noqa: S108 a name that only hostile code would write


def test_a_proposal_may_rename_a_page_when_its_redirect_is_in_it(played: tuple[Path, dict[str, str]]) -> None:
    place, told = played
    line = "whoever merges it lets its line in mkdocs.yml lead to `policies/nights-with-friends.md`"
    assert orders(told["Take over texts, data and pictures"])[1] == (
        "::notice file=docs/policies/sleepovers.md,line=1::"
        f"the menu leads to this page; you need not do anything, {line}"
    )
    built = (place / "handbook/site/policies/sleepovers/index.html").read_text()
    assert 'content="0; url=../nights-with-friends/"' in built


def test_the_preview_says_what_changes_and_the_forge_how_many_pages(played: tuple[Path, dict[str, str]]) -> None:
    place, told = played
    said = told["Compare the two"].strip()
    assert said == "1 page differs from the handbook as it is: 1 moved. 1 file differs."
    preview = place / "handbook/build/preview"
    page = (preview / "what-this-proposal-changes.html").read_text()
    assert said in page
    assert page.count("<section") == 1, "a link to a page that moved is no difference"
    assert "Marked words." in page.partition("<ins>")[2]
    assert (preview / "site/policies/nights-with-friends/index.html").is_file()
    summary = (place / "summary.md").read_text()
    assert said in summary
    assert "- `/policies/nights-with-friends/` moved" in summary
    assert "Marked" not in summary, "nothing that a proposal says becomes Markdown on the forge"


def test_a_mistake_in_a_proposal_is_shown_beside_its_line(
    tmp_path: Path, forge: tuple[Path, str], steps: list[dict[str, Any]]
) -> None:
    root, base = forge
    contacts = (root / "service/contacts.yml").read_text()
    line = contacts.split("urgency: ")[0].count("\n") + 1
    tree: Tree = {b"service/contacts.yml": Entry(contacts.replace("urgency: ", "urgency: un", 1).encode())}
    told = run_steps(tmp_path, root, propose(root, base, tree), steps)
    sentence = "`unemergency` is not one of the choices; did you mean `emergency`?"
    assert orders(told["Say what is wrong"]) == [f"::error file=service/contacts.yml,line={line},col=14::{sentence}"]
    assert "Build the preview" not in told
    assert not git(root, "status", "--porcelain"), "the forge's own repository is only read"


CONFLICT = ROOT / ".github" / "workflows" / "conflict.yml"


@pytest.fixture(scope="module")
def conflict_workflow() -> dict[str, Any]:
    return dict(yaml.safe_load(CONFLICT.read_text()))


def test_what_tells_of_a_conflict_has_no_right_and_runs_nothing_of_the_proposal(
    conflict_workflow: dict[str, Any],
) -> None:
    assert set(conflict_workflow[True]) == {"pull_request_target"}
    assert conflict_workflow["permissions"] == {}
    (job,) = conflict_workflow["jobs"].values()
    assert set(job) == {"runs-on", "timeout-minutes", "defaults", "steps"}
    for step in job["steps"]:
        assert set(step) <= {"name", "env", "run"}
        commands = [line.split()[0] for line in step["run"].split("\n") if line.strip()]
        assert set(commands) <= {"git", "status=0", "test", "if", "echo", "exit", "fi", "tail", "#"}
        assert not re.search(r"\$\{\{|checkout|worktree|archive", step["run"])
    filled_in = {value for step in job["steps"] for value in step.get("env", {}).values()}
    assert filled_in == {
        "${{ github.server_url }}/${{ github.repository }}",
        "${{ github.event.pull_request.base.ref }}",
        "${{ github.event.pull_request.number }}",
    }


@pytest.mark.parametrize(
    ("ours", "theirs", "file"),
    [("first ours", "first theirs", "a.md"), ("ours", None, "a.md"), ("first", "first", "b\n::error::b.md")],
    ids=["both changed", "one side alone", "a name that gives orders"],
)
def test_a_proposal_in_conflict_says_so(
    tmp_path: Path, conflict_workflow: dict[str, Any], ours: str, theirs: str | None, file: str
) -> None:
    forge = tmp_path / "forge"
    forge.mkdir()
    (forge / "a.md").write_text("first\n")
    base = commit_all(forge)
    proposal = propose(forge, base, {file.encode(): Entry(f"{ours} of a proposal\n".encode())})
    git(forge, "update-ref", "refs/pull/7/head", proposal)
    if theirs:
        git(forge, "update-ref", "refs/heads/main", propose(forge, base, {file.encode(): Entry(theirs.encode())}))
    steps = conflict_workflow["jobs"]["conflict"]["steps"]
    environment = {"FROM": str(forge), "BRANCH": "main", "NUMBER": "7"}
    said, status = "", 0
    for step in steps:
        done = subprocess.run(
            [BASH, "-eo", "pipefail", "-c", step["run"]],
            cwd=tmp_path,
            env=os.environ | environment,
            capture_output=True,
            text=True,
            check=False,
        )
        said, status = done.stdout, done.returncode
    told = orders(said)
    if theirs is None:
        assert (status, told) == (0, [])
        return
    assert status == 1
    assert len(told) == 1, said
    assert 'press "Resolve conflicts"' in told[0]
    assert ('| "b\\n::error::b.md"' if "\n" in file else "| a.md") in said.splitlines()
