"""Flowcharts: text in a page becomes a list that reads alone, and a faulty chart is refused with a sentence."""

import pytest

from handbook.pages.page import Page
from handbook.source.problems import ContentError
from site_builder.layout.flowcharts import with_flowcharts
from tests.site_builder.minimal_handbook import PAGE

CHART = """Before.

```flowchart night
1. Is a child in danger?
    - Yes: Call [the police](who.md). -> 3
    - No -> 2
2. Wait for the morning. -> end
3. Stay with the child.
```

After."""


def page_with(body: str) -> Page:
    """A page that holds nothing but the given Markdown; it starts on line 10 of its file."""
    return Page.model_validate({"path": "guides/night.md", "header": PAGE, "body": body, "body_line": 10})


def faults_of(lines: str, name: str = "night") -> list[str]:
    """What is said about a chart, each with its line."""
    with pytest.raises(ContentError) as raised:
        with_flowcharts(page_with(f"```flowchart {name}\n{lines}\n```"))
    return [f"{problem.line}: {problem.message}" for problem in raised.value.problems]


def test_a_chart_becomes_a_list_whose_words_say_where_each_way_leads() -> None:
    assert with_flowcharts(page_with(CHART)) == (
        """Before.

<div class="flowchart" markdown>

1.  **Step 1**{: .flowchart__number } Is a child in danger?
    {: #night-1 .flowchart__on }

    -   **Yes**{: .flowchart__answer } Call [the police](who.md). [Go to step 3](#night-3){: .flowchart__go }

    -   **No**{: .flowchart__answer } [Go to step 2](#night-2){: .flowchart__go }

1.  **Step 2**{: .flowchart__number } Wait for the morning. *This path ends here.*{: .flowchart__end }
    {: #night-2 }

1.  **Step 3**{: .flowchart__number } Stay with the child.
    {: #night-3 }

</div>

After."""
    )


def test_a_line_joins_two_steps_only_where_a_path_takes_it() -> None:
    marks = [line.strip() for line in with_flowcharts(page_with(CHART)).splitlines() if "{: #" in line]
    assert marks == ["{: #night-1 .flowchart__on }", "{: #night-2 }", "{: #night-3 }"]


def test_a_page_without_a_chart_stays_as_it_is() -> None:
    assert with_flowcharts(page_with("```yaml\n1. no chart\n```")) == "```yaml\n1. no chart\n```"


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ("", "10: this flowchart has no steps"),
        ("Call somebody.", "11: this line is no part of a flowchart; write a step as `1. What to do`"),
        ("    - Yes -> 1\n1. One.", "11: this line is no part of a flowchart"),
        ("1. One.\n3. Three.", "12: this is step 2 of the flowchart and its number is 3; write `2.`"),
        ("1. One? -> 4\n2. Two.", "11: there is no step 4 in this flowchart; the last one is step 2"),
        ("1. One?\n    - Yes -> 9\n    - No", "12: there is no step 9 in this flowchart; the last one is step 1"),
        ("1. One?\n    - Yes: go", "11: a question has two ways or more and no arrow of its own"),
        ("1. One? -> 1\n    - Yes\n    - No", "11: a question has two ways or more and no arrow of its own"),
        (
            "1. One.\n2. Two <!-- Jane -->.",
            "12: a flowchart may hold no HTML and no comment; take what begins with `<` out",
        ),
        ("1. One. -> end\n2. Two.", "12: no step leads to step 2; write `-> 2` where it should come next"),
    ],
)
def test_a_faulty_chart_is_refused_with_its_line_and_what_to_write(lines: str, fault: str) -> None:
    assert any(said.startswith(fault) for said in faults_of(lines)), faults_of(lines)


@pytest.mark.parametrize("name", ["", "The night", "9"])
def test_a_chart_needs_a_short_name_for_its_steps_addresses(name: str) -> None:
    assert faults_of("1. One.", name)[0].startswith("10: this flowchart has no short name")


def test_every_fault_of_a_page_is_said_at_once() -> None:
    assert len(faults_of("1. One. -> 8\n3. Three.\nWords.")) == 3
