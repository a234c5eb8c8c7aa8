"""Published summaries (`*.summary.yml`), as the release writes them."""

import yaml

from handbook.source.types import Content, Day, Line, Slug, Whole, YesNo
from handbook.surveys.questions import QuestionKind
from handbook.surveys.survey_files import summary_file


class Share(Content):
    """One published cell: how many in a hundred gave this answer."""

    label: Line
    """The answer, or the answers taken together: "Agree or strongly agree"."""
    percent: Whole
    """Whole percentage of the base."""


class QuestionSummary(Content):
    """What may be said about one question."""

    id: Slug
    """The question's id."""
    kind: QuestionKind
    """Its kind as asked."""
    text: Line
    """The question as asked."""
    commitments: tuple[Slug, ...] = ()
    """The commitments it speaks of."""
    base: Whole | None = None
    """How many answered it, rounded to 5; empty where fewer than 10 did."""
    shares: tuple[Share, ...] = ()
    """From most to least agreement, or in the order of the options; empty when withheld."""
    option_shares: tuple[Share, ...] = ()
    """For `several of`: each option that may be shown, with the share who chose it."""
    withheld: Line | None = None
    """Why nothing, or not all, is shown, in plain words."""


class Summary(Content):
    """What may be published about one survey run: the whole of one summary file."""

    asking: Line
    """Which asking: `carer-satisfaction/2026-spring`, or a consultation's slug."""
    title: Line
    """Its title as asked."""
    opens: Day
    """First day of answering."""
    closes: Day
    """Last day of answering."""
    released: Day
    """The day of the release."""
    example: YesNo = False
    """Whether the answers are invented."""
    replies: Whole | None = None
    """How many replied, rounded to 5; empty where fewer than 10 did."""
    questions: tuple[QuestionSummary, ...]
    """In the order asked; questions answered in words are left out."""


class _SummaryDumper(yaml.SafeDumper):
    """YAML as people write it here: block style, `yes` and `no`, items of a list indented."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        # PyYAML does not indent list items by default.
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        # Content files have no aliases, even for equal dates.
        return True


_SummaryDumper.add_representer(
    bool, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:bool", "yes" if value else "no")
)
_SummaryDumper.add_representer(QuestionKind, lambda dumper, kind: dumper.represent_str(kind.value))


def write_summary(summary: Summary) -> str:
    """The whole text of a summary file: the same summary always gives the same bytes."""
    up = "../" * summary_file(summary.asking).count("/")
    body = yaml.dump(
        summary.model_dump(mode="python", exclude_defaults=True),
        Dumper=_SummaryDumper,
        sort_keys=False,
        allow_unicode=True,
        width=110,
    )
    return f"# yaml-language-server: $schema={up}handbook/schemas/summary.json\n{body}"
