"""A released summary becomes a file that a person reads before the site shows it."""

from pathlib import Path

from handbook.surveys.survey import SurveyRun
from handbook.surveys.survey_files import summary_file


class DifferentFileError(Exception):
    """There is another file where the summary belongs."""


def publish_summary(run: SurveyRun, text: str, root: Path) -> str:
    """Write the summary below `root` unless it is there; its path below `root`. Never writes over another file."""
    path = summary_file(run.key)
    file = root / path
    if file.exists():
        if file.read_bytes() != text.encode():
            raise DifferentFileError(
                f"{path} is there already and is not the release: take it away if it is wrong, then publish again."
            )
        return path
    file.parent.mkdir(parents=True, exist_ok=True)
    # Not write_text: line ends must be the same on every machine.
    file.write_bytes(text.encode())
    return path


def next_steps(path: str) -> str:
    """What the person who published does now, in plain words."""
    return (
        f"The results stand in {path}.\n"
        "1. Read the file. It holds every word and number that will be shown.\n"
        "2. Run `make check`, then `make pages`, and look at the results page.\n"
        "3. Open a pull request with this one file, and ask a second person to read it.\n"
        "4. When it is merged, the site shows the results. Then write what you will do about them."
    )
