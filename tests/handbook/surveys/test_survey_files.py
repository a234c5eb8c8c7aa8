"""Paths of a survey's files: what is written to one is read as the file that it is."""

import pytest

from handbook.registry import content_file
from handbook.surveys import survey_files


@pytest.mark.parametrize(
    ("path", "kind", "names"),
    [
        (survey_files.survey_file("views"), "survey", {"survey": "views"}),
        (survey_files.consultation_file("pay"), "consultation", {"survey": "pay"}),
        (survey_files.sample_file("pay"), "sample", {"survey": "pay"}),
        (survey_files.run_file("pay"), "consultation", {"survey": "pay"}),
        (survey_files.run_file("views/2026"), "wave", {"survey": "views", "wave": "2026"}),
        (survey_files.summary_file("pay"), "summary", {"survey": "pay"}),
        (survey_files.summary_file("views/2026"), "summary", {"survey": "views", "wave": "2026"}),
        (survey_files.outcome_file("pay"), "outcome", {"survey": "pay"}),
        (survey_files.outcome_file("views/2026"), "outcome", {"survey": "views", "wave": "2026"}),
        (
            survey_files.translation_file(survey_files.survey_file("views"), "cy"),
            "translation",
            {"survey": "views", "language": "cy"},
        ),
        (
            survey_files.translation_file(survey_files.consultation_file("pay"), "ur"),
            "translation",
            {"survey": "pay", "language": "ur"},
        ),
    ],
)
def test_a_path_is_read_as_the_file_that_it_is(path: str, kind: str, names: dict[str, str]) -> None:
    found = content_file(path)
    assert found is not None
    assert (found.kind.name, found.names) == (kind, names)
    assert found.path.startswith("surveys/")
