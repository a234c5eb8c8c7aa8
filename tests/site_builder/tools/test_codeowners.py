"""Facts about CODEOWNERS: each file asks the team of the post that owns it, and the shipped file is up to date."""

from dataclasses import replace
from pathlib import Path

import pytest

from handbook.facts.places import Places
from handbook.handbook import Facts, Handbook
from handbook.registry import reviewed_files
from site_builder.tools.codeowners import FILE, code_owners
from tests.handbooks import real_sources

ROOT = Path(__file__).parent.parent.parent.parent


@pytest.fixture(scope="module")
def real() -> Handbook:
    return real_sources().handbook


def with_teams(handbook: Handbook, teams: dict[str, str]) -> Handbook:
    """The handbook with these teams on a forge."""
    places = handbook.facts.get(Places)
    assert places
    roles = tuple(role.model_copy(update={"forge": teams.get(role.title)}) for role in places.roles)
    changed = places.model_copy(update={"roles": roles})
    return replace(handbook, facts=Facts({**handbook.facts.by_model, Places: changed}))


def asked(text: str, path: str) -> str | None:
    """Whom a forge would ask about a file: the last line that matches."""
    team = None
    for line in text.splitlines():
        pattern, _, who = line.partition(" ")
        folder = pattern.endswith("/") and f"/{path}".startswith(pattern)
        if not line.startswith("#") and line and (pattern in ("*", f"/{path}") or folder):
            team = who
    return team


def test_the_shipped_file_is_up_to_date(real: Handbook) -> None:
    assert (ROOT / FILE).read_text() == code_owners(real), "run `python -m site_builder codeowners`"


def test_without_teams_every_line_is_a_remark(real: Handbook) -> None:
    lines = code_owners(with_teams(real, {})).splitlines()
    assert all(line.startswith("#") or not line for line in lines)


def test_every_file_with_an_owner_is_named(real: Handbook) -> None:
    text = code_owners(real)
    assert all(f"# /{path}\n" in text for path in reviewed_files(real))


def test_each_file_asks_the_team_of_its_own_post(real: Handbook) -> None:
    posts = {each.owner for each in reviewed_files(real).values()}
    teams = {post: f"@council/team-{number}" for number, post in enumerate(sorted(posts | {"Digital lead"}))}
    text = code_owners(with_teams(real, teams))
    for path, each in reviewed_files(real).items():
        assert asked(text, path) == teams[each.owner], path
    for path in ("mkdocs.yml", ".github/workflows/check.yml", "site_builder/build/engine.py"):
        assert asked(text, path) == teams["Digital lead"]


def test_a_wave_asks_the_team_of_its_survey_and_its_outcome_the_team_of_its_own(real: Handbook) -> None:
    survey = real.surveys["carer-satisfaction"].owner
    text = code_owners(with_teams(real, {survey: "@council/asking"}))
    assert asked(text, "surveys/carer-satisfaction/waves/2026-winter.yml") == "@council/asking"


@pytest.mark.parametrize("team", ["council/money", "@council/money, @council/other", "@", "money"])
def test_a_team_is_written_as_a_forge_writes_it(real: Handbook, team: str) -> None:
    places = real.facts.get(Places)
    assert places
    role = {"id": "x", "title": "x", "does": "x", "forge": team}
    with pytest.raises(ValueError, match="forge"):
        Places.model_validate({**places.model_dump(mode="json", exclude={"roles"}), "roles": [role]})
