"""Whatever is in a file, reading it gives a value or sentences, never another error."""

import re
import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handbook.folders import content_files, content_paths
from handbook.loading import load_handbook, read_content
from handbook.registry import ContentFile
from handbook.source import yaml_reader as nodes
from handbook.source.problems import ContentError, Problem
from handbook.source.text_reader import strip_invisible

SAMPLE = Path(__file__).parent.parent / "sample"
FILES = content_files(content_paths(SAMPLE))
CALM = settings(
    derandomize=True,  # the same examples on each run: a chance find must not fail somebody else's change
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

SPECIAL = st.sampled_from(
    [*":-?[]{}#&*!|>'\"%@`,~\t\n \\\x00\u00a0\ufeff", "\n---\n", "<<: ", "!!python/name:os", "- "]
)
TEXT = st.lists(st.one_of(SPECIAL, st.text(max_size=5)), max_size=30).map("".join)


def assert_plain(error: ContentError) -> None:
    """Every problem has a place and one line of words that a person can follow."""
    assert error.problems
    for problem in error.problems:
        assert problem.line >= 1
        assert problem.column >= 1
        assert "\n" not in str(problem)
        assert not re.search(
            r"Input should|Value error|Field required|Traceback|pydantic|scanning|expected <", str(problem)
        )


@CALM
@given(text=TEXT, parser=st.sampled_from([yaml.CSafeLoader, yaml.SafeLoader]))
def test_any_text_is_read_or_refused_in_words(text: str, parser: type) -> None:
    before, nodes.PARSER = nodes.PARSER, parser
    try:
        # What nobody can see never comes this far.
        nodes.read_nodes(strip_invisible(text), "a.yml")
    except ContentError as error:
        assert_plain(error)
    finally:
        nodes.PARSER = before


@CALM
@given(data=st.binary(max_size=300), which=st.sampled_from(FILES))
def test_any_bytes_in_any_file_are_read_or_refused_in_words(tmp_path: Path, data: bytes, which: ContentFile) -> None:
    file = tmp_path / which.path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    try:
        read_content(tmp_path, which)
    except ContentError as error:
        assert_plain(error)


@settings(CALM, max_examples=200)
@given(
    which=st.sampled_from(FILES),
    cut=st.tuples(st.floats(0, 1), st.integers(0, 40)),
    put=st.one_of(SPECIAL, st.text(max_size=3)).map(lambda text: text.encode("utf-8", errors="surrogatepass")),
)
def test_a_real_file_with_something_cut_out_or_put_in_is_read_or_refused_in_words(
    tmp_path: Path,
    which: ContentFile,
    cut: tuple[float, int],
    put: bytes,
) -> None:
    data = (SAMPLE / which.path).read_bytes()
    start = int(cut[0] * len(data))
    file = tmp_path / which.path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data[:start] + put + data[start + cut[1] :])
    try:
        read_content(tmp_path, which)
    except ContentError as error:
        assert_plain(error)


@settings(CALM, max_examples=60)
@given(
    which=st.sampled_from(FILES),
    number=st.integers(0, 200),
    put=st.sampled_from(["", "  - x\n", "x: y\n", "      id: a\n"]),
)
def test_a_handbook_with_a_line_replaced_loads_or_is_refused_in_words(
    copy: Path, which: ContentFile, number: int, put: str
) -> None:
    """Rules across files meet whatever single files let through."""
    lines = (SAMPLE / which.path).read_text(encoding="utf-8").splitlines(keepends=True)
    lines[number % len(lines)] = put
    (copy / which.path).write_text("".join(lines), encoding="utf-8")
    try:
        load_handbook(copy)
    except ContentError as error:
        assert_plain(error)
    finally:
        shutil.copy(SAMPLE / which.path, copy / which.path)


def test_a_sentence_of_the_libraries_would_be_noticed() -> None:
    """The guard above can fail."""
    with pytest.raises(AssertionError):
        assert_plain(ContentError([Problem("a.yml", 1, 1, "Input should be a valid string")]))
