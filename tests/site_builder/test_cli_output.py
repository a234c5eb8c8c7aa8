"""Facts about the lines for a forge: they say the same, and no word of a file becomes an order."""

from pathlib import Path

from click.testing import CliRunner

from site_builder.__main__ import cli
from site_builder.cli_output import AnnotationLevel, annotation


def test_a_problem_is_shown_beside_its_line() -> None:
    told = annotation(AnnotationLevel.ERROR, "service/rates.yml", 3, "this is no amount", 17)
    assert told == "::error file=service/rates.yml,line=3,col=17::this is no amount"


def test_words_of_a_file_cannot_begin_a_line_or_another_property() -> None:
    told = annotation(
        AnnotationLevel.WARNING, "docs/a,line=9::b\n::error::c.md", 1, "one\r\n::stop-commands::two, 100%"
    )
    assert told.count("\n") == 0
    assert told == (
        "::warning file=docs/a%2Cline=9%3A%3Ab%0A%3A%3Aerror%3A%3Ac.md,line=1::one%0D%0A::stop-commands::two, 100%25"
    )


def test_check_says_each_problem_twice_for_a_forge_and_once_for_a_person(tmp_path: Path) -> None:
    (tmp_path / "service").mkdir()
    runs = {flag: CliRunner().invoke(cli, ["check", "--root", str(tmp_path), *flag]) for flag in ((), ("--annotate",))}
    plain, annotated = (run.output.splitlines() for run in runs.values())
    assert all(run.exit_code == 1 for run in runs.values())
    assert not [line for line in plain if line.startswith("::")]
    orders = [line for line in annotated if line.startswith("::error file=")]
    assert orders
    assert len(orders) == len(plain) - 1, "one for each sentence, and none for their count"
