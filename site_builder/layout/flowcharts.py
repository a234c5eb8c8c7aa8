"""A flowchart of a page is text, a fenced block of numbered steps with ways out; readers get a list drawn as a chart.

So the chart and its text alternative are the same words, and nothing is drawn that a screen reader or paper would lose.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from handbook.pages.page import Page
from handbook.source.problems import ContentError, Problem

END = "end"
_FENCE = re.compile(r"^```flowchart[ \t]*(?P<name>[^\n]*)\n(?P<lines>.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_TO = r"(?:\s*->\s*(?P<to>\d+|end))?\s*"
_STEP = re.compile(rf"(?P<number>\d+)\. (?P<what>.+?){_TO}")
_ANSWER = re.compile(rf" +- (?P<answer>[^:]+?)(?:: (?P<what>.+?))?{_TO}")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_FLOWCHART_SYNTAX = "write a step as `1. What to do` and a way out of it as `    - Yes: what to do -> 2`"


@dataclass(frozen=True)
class FlowchartAnswer:
    """One answer to a step's question."""

    line: int
    answer: str
    what: str
    to: str
    """The number of the next step, or `end`."""


@dataclass
class FlowchartStep:
    """One card of the chart."""

    line: int
    number: int
    what: str
    to: str
    """Where it leads when it has no ways: a number, `end`, or nothing for the step below it."""
    answers: list[FlowchartAnswer] = field(default_factory=list)

    def leads_to(self, last: int) -> set[str]:
        """Every step that can come next."""
        if self.answers:
            return {answer.to for answer in self.answers}
        return {self.to or (str(self.number + 1) if self.number < last else END)}


def with_flowcharts(page: Page) -> str:
    """The page's Markdown with every flowchart as a list; raises ContentError with every fault of its charts."""
    faults: list[Problem] = []

    def _render_flowchart(match: re.Match[str]) -> str:
        first = page.body_line + page.body.count("\n", 0, match.start())
        name = match["name"].strip()
        steps: list[FlowchartStep] = []
        for line, fault in _faults(name, steps, list(enumerate(match["lines"].splitlines(), first + 1)), first):
            faults.append(Problem(f"docs/{page.path}", line, 1, fault))
        return _as_list(name, steps)

    body = _FENCE.sub(_render_flowchart, page.body)
    if faults:
        raise ContentError(faults)
    return body


def _faults(
    name: str, steps: list[FlowchartStep], lines: list[tuple[int, str]], first: int
) -> Iterator[tuple[int, str]]:
    """Read the lines into `steps`; yields line numbers of the page with messages."""
    if not _NAME.fullmatch(name):
        yield first, "this flowchart has no short name; write one in small letters: ```flowchart allegation"
    for number, text in lines:
        if text.strip() and not _read(steps, number, text.rstrip()):
            yield number, f"this line is no part of a flowchart; {_FLOWCHART_SYNTAX}"
        if _TAG.search(text):
            yield number, "a flowchart may hold no HTML and no comment; take what begins with `<` out"
    if not steps:
        yield first, f"this flowchart has no steps; {_FLOWCHART_SYNTAX}"
    yield from _wrong_numbers(steps)


def _read(steps: list[FlowchartStep], line: int, text: str) -> bool:
    """Add one line to the chart; whether it was a step or a way."""
    if match := _STEP.fullmatch(text):
        steps.append(FlowchartStep(line, int(match["number"]), match["what"], match["to"] or ""))
    elif (match := _ANSWER.fullmatch(text)) and steps:
        steps[-1].answers.append(FlowchartAnswer(line, match["answer"], match["what"] or "", match["to"] or END))
    else:
        return False
    return True


def _wrong_numbers(steps: list[FlowchartStep]) -> Iterator[tuple[int, str]]:
    last = len(steps)
    targets = {*(str(step.number) for step in steps), END}
    reached = {"1"}.union(*(step.leads_to(last) for step in steps))
    for place, step in enumerate(steps, 1):
        if step.number != place:
            yield step.line, f"this is step {place} of the flowchart and its number is {step.number}; write `{place}.`"
        elif str(place) not in reached:
            yield (
                step.line,
                f"no step leads to step {place}; write `-> {place}` where it should come next, or remove it",
            )
        if len(step.answers) == 1 or (step.answers and step.to):
            yield (
                step.line,
                "a question has two ways or more and no arrow of its own; add a way, or make it a plain step",
            )
        for line, to in [(step.line, step.to), *((answer.line, answer.to) for answer in step.answers)]:
            if to and to not in targets:
                yield line, f"there is no step {to} in this flowchart; the last one is step {last}"


def _as_list(name: str, steps: list[FlowchartStep]) -> str:
    """Markdown for one chart: a list of cards, each with a list of ways."""
    cards = [f"1.  **Step {step.number}**{{: .flowchart__number }} {step.what}{_next(name, step)}" for step in steps]
    lines = []
    for card, step in zip(cards, steps, strict=True):
        answers = [f"    -   {_answer_line(name, answer)}" for answer in step.answers]
        # The line to the card below is drawn only where a path takes it.
        on = " .flowchart__on" if str(step.number + 1) in step.leads_to(len(steps)) else ""
        lines.append("\n\n".join([f"{card}\n    {{: #{name}-{step.number}{on} }}", *answers]))
    return '<div class="flowchart" markdown>\n\n' + "\n\n".join(lines) + "\n\n</div>"


def _answer_line(name: str, answer: FlowchartAnswer) -> str:
    parts = (f"**{answer.answer}**{{: .flowchart__answer }}", answer.what, _go_to_link(name, answer.to))
    return " ".join(part for part in parts if part)


def _next(name: str, step: FlowchartStep) -> str:
    return f" {_go_to_link(name, step.to)}" if step.to and not step.answers else ""


def _go_to_link(name: str, to: str) -> str:
    if to == END:
        return "*This path ends here.*{: .flowchart__end }"
    return f"[Go to step {to}](#{name}-{to}){{: .flowchart__go }}"
