"""Set-up: what installs the rest is pinned too and comes first, and everything is held to its hash."""

import re
import subprocess

import pytest

from tests.conftest import ROOT

PARTS = sorted(path.stem for path in (ROOT / "requirements").glob("*.txt"))


@pytest.mark.parametrize("target", ["fresh/test-ready", ".venv-second/ready"])
def test_a_pinned_pip_comes_before_everything_else(target: str) -> None:
    told = subprocess.run(
        ["make", "--dry-run", "--always-make", "VENV=fresh", target],  # noqa: S607 make
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    installs = [line for line in told.splitlines() if "pip install " in line]
    assert len(installs) >= 2
    assert "-m pip install" in installs[0]
    assert installs[0].endswith("requirements/pip.txt")
    assert all("--require-hashes" in line for line in installs)


def test_pip_and_setuptools_are_pinned_and_younger_than_their_known_holes() -> None:
    text = (ROOT / "requirements/pip.txt").read_text()
    versions = {name: int(major) for name, major in re.findall(r"^(pip|setuptools)==(\d+)", text, re.MULTILINE)}
    assert versions["pip"] >= 26
    assert versions["setuptools"] >= 79


@pytest.mark.parametrize("part", PARTS)
def test_every_package_is_held_to_its_hash_and_no_host_is_named(part: str) -> None:
    text = (ROOT / "requirements" / f"{part}.txt").read_text()
    packages = re.findall(r"^\S+==\S+[^\n]*\\\n +--hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
    assert len(packages) == len(re.findall(r"^[A-Za-z]", text, re.MULTILINE))
    assert "://" not in text
