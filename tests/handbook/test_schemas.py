"""The published schemas are those of the models, and the sample holds to them."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from handbook.folders import content_files, content_paths
from handbook.registry import KINDS, ContentFile
from handbook.schemas import FOLDER, write_schemas
from tests.content.as_an_editor_reads import schema_of_first_line, values_of

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "tests/sample"
FILES = content_files(content_paths(SAMPLE))


def test_the_published_schemas_are_fresh(tmp_path: Path) -> None:
    """When this fails: `make schemas`, and commit what changed."""
    made = {path.name: path.read_bytes() for path in write_schemas(tmp_path)}
    assert made == {path.name: path.read_bytes() for path in FOLDER.glob("*")}


def test_there_is_a_schema_for_each_kind_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "rates.json").write_text("{}")
    write_schemas(tmp_path)
    assert sorted(path.stem for path in tmp_path.iterdir()) == sorted({kind.name for kind in KINDS})


@pytest.mark.parametrize("name", sorted({kind.name for kind in KINDS}))
def test_a_schema_is_sound_and_explains_every_key(name: str) -> None:
    schema = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    for part in [schema, *schema.get("$defs", {}).values()]:
        for key, described in part.get("properties", {}).items():
            assert described.get("description"), f"{name}: {key} has no description"


@pytest.mark.parametrize("found", FILES, ids=lambda found: found.path)
def test_each_file_of_the_sample_names_its_schema_and_holds_to_it(found: ContentFile) -> None:
    named = schema_of_first_line(SAMPLE / found.path)
    assert named == FOLDER / f"{found.kind.name}.json"
    validator = Draft202012Validator(json.loads(named.read_text(encoding="utf-8")))
    assert [error.message for error in validator.iter_errors(values_of(SAMPLE / found.path))] == []


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("answer_due: 2027-06-30", "answerdue: 2027-06-30"),
        ("one-time code", "everybody"),
        ("title: Autumn 2026", "title:"),
    ],
)
def test_a_schema_sees_what_is_wrong(tmp_path: Path, written: str, instead: str) -> None:
    text = (SAMPLE / "surveys/carer-views/waves/2026-autumn.yml").read_text(encoding="utf-8")
    assert written in text
    (tmp_path / "wave.yml").write_text(re.sub(re.escape(written), instead, text))
    validator = Draft202012Validator(json.loads((FOLDER / "wave.json").read_text(encoding="utf-8")))
    assert list(validator.iter_errors(values_of(tmp_path / "wave.yml")))
