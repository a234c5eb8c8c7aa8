"""What the forge shows to whoever proposes a change: a template for each kind, in plain words, naming real things."""

import re
from pathlib import Path

import pytest
import yaml

from handbook.readability import MAX_SENTENCE_WORDS, sentences_in
from handbook.registry import KINDS
from handbook.schemas import schema_of
from tests.conftest import ROOT

FOLDER = ROOT / ".github" / "PULL_REQUEST_TEMPLATE"
DEFAULT = ROOT / ".github" / "pull_request_template.md"
KINDS_OF_CHANGE = {"text", "charter", "rate-or-date", "form", "results"}
TEMPLATES = sorted([*FOLDER.glob("*.md"), DEFAULT])


def test_each_kind_of_change_has_a_template() -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} == KINDS_OF_CHANGE


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_can_be_answered(path: Path) -> None:
    text = path.read_text()
    assert text.startswith("<!-- "), "what it is for comes first, and is not part of the answer"
    assert 2 <= text.count("- [ ] ") <= 10
    for line in text.splitlines():
        for sentence in sentences_in(re.sub(r"<!--|-->|- \[ \]|#", "", line)):
            assert len(sentence.split()) <= MAX_SENTENCE_WORDS, sentence


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_what_a_template_names_is_there(path: Path) -> None:
    keys = {key for kind in KINDS for key in re.findall(r"'(\w+)':", str(schema_of(kind.model)))}
    for word in re.findall(r"`([^`]+)`", path.read_text()):
        if "/" in word:
            assert (ROOT / word).exists(), word
        elif re.fullmatch(r"[a-z_]+", word):
            assert word in keys, word


def test_the_form_for_reports_asks_for_nothing_personal() -> None:
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/wrong-or-missing.yml").read_text())
    asked = " ".join(str(part.get("attributes", {}).get("label", "")) for part in form["body"]).lower()
    assert not re.search(r"\b(name|e-?mail|phone)\b", asked)
    assert "no person's name" in form["body"][0]["attributes"]["value"]
