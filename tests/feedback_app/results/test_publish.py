"""Publishing: the file a person reads, written once and never over another."""

from datetime import date
from pathlib import Path

import pytest

from feedback_app.results.release import DifferentFileError, next_steps, publish_summary
from handbook.loading import load_handbook
from handbook.surveys.summaries import write_summary
from tests.feedback_app.service_commands import CLOSED, SAMPLE
from tests.handbooks import sample_sources

HANDBOOK = sample_sources().handbook


@pytest.mark.parametrize(
    ("key", "path"),
    [(CLOSED, "surveys/carer-views/waves/2025-autumn.summary.yml"), ("mileage", "surveys/mileage/summary.yml")],
)
def test_a_summary_is_written_beside_what_was_asked(key: str, path: str, tmp_path: Path) -> None:
    assert publish_summary(HANDBOOK.runs[key], "asking: x\n", tmp_path) == path
    assert (tmp_path / path).read_bytes() == b"asking: x\n"


def test_publishing_twice_writes_the_same_file(tmp_path: Path) -> None:
    run = HANDBOOK.runs[CLOSED]
    path = publish_summary(run, "asking: x\n", tmp_path)
    before = (tmp_path / path).stat().st_mtime_ns
    assert publish_summary(run, "asking: x\n", tmp_path) == path
    assert (tmp_path / path).stat().st_mtime_ns == before


def test_another_file_is_never_written_over(tmp_path: Path) -> None:
    run = HANDBOOK.runs[CLOSED]
    file = tmp_path / publish_summary(run, "asking: x\n", tmp_path)
    file.write_text("asking: y\n")
    with pytest.raises(DifferentFileError, match="is there already"):
        publish_summary(run, "asking: x\n", tmp_path)
    assert file.read_text() == "asking: y\n"
    # As the message says: once it is taken away.
    file.unlink()
    publish_summary(run, "asking: x\n", tmp_path)
    assert file.read_text() == "asking: x\n"


def test_the_next_steps_are_said_in_plain_words() -> None:
    said = next_steps("surveys/mileage/summary.yml")
    assert "surveys/mileage/summary.yml" in said
    assert "Read the file" in said
    assert "Run `make check`, then `make pages`" in said
    assert "Open a pull request with this one file" in said
    assert "the site shows the results. Then write what you will do" in said
    assert [line[:3] for line in said.splitlines()[1:]] == ["1. ", "2. ", "3. ", "4. "]


def test_a_summary_read_back_and_written_again_is_the_same(tmp_path: Path) -> None:
    summary = HANDBOOK.summaries[CLOSED]
    text = write_summary(summary)
    for source in SAMPLE.rglob("*"):
        if source.is_file():
            copy = tmp_path / source.relative_to(SAMPLE)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(source.read_bytes())
    (tmp_path / "surveys/carer-views/waves/2025-autumn.summary.yml").write_text(text)
    read_again = load_handbook(tmp_path).summaries[CLOSED]
    assert read_again == summary
    assert write_summary(read_again) == text


def test_a_summary_is_written_without_marks_that_content_files_do_not_know() -> None:
    same_day = HANDBOOK.summaries[CLOSED].model_copy(
        update={"closes": date(2025, 10, 1), "released": date(2025, 10, 1)}
    )
    lines = write_summary(same_day).splitlines()
    assert lines[0] == "# yaml-language-server: $schema=../../../handbook/schemas/summary.json"
    assert lines.count("released: 2025-10-01") == lines.count("closes: 2025-10-01") == 1
    assert "example: yes" in lines
    assert not any("&" in line or "*" in line or "!!" in line for line in lines)
