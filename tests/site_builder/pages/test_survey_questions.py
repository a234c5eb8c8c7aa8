"""The page of a survey shows every question that it counts."""

from handbook.surveys.survey import Survey
from site_builder.page_list import all_pages
from tests.site_builder.minimal_handbook import ON, SURVEY, minimal

GRID = {
    "id": "agree",
    "kind": "grid",
    "text": "How much do you agree?",
    "rows": [{"id": "heard", "text": "I am heard."}, {"id": "paid", "text": "I am paid on time."}],
}
WORDS = {"id": "better", "kind": "long text", "text": "What would be better?"}


def test_the_statements_of_a_grid_are_shown_as_they_are_counted() -> None:
    survey = Survey.model_validate({**SURVEY, "sections": [{"title": "Views", "questions": [GRID, WORDS]}]})
    made = all_pages(minimal(surveys={"views": survey}), ON)["surveys/views.md"]
    assert (
        "<summary>The three questions</summary>\n\n**Views**\n\n- How much do you agree?\n    - I am heard.\n"
        "    - I am paid on time.\n- What would be better?\n"
    ) in made
