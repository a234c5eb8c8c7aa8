"""What a person knows who obeys the check."""

from dataclasses import dataclass
from pathlib import Path

from tests.handbook.check_line import CheckLine
from tests.handbook.drafts import Draft


@dataclass(frozen=True)
class Knowledge:
    """What a person knows who obeys: values by key, and what they write where a sentence asks for it."""

    keys: dict[str, str]
    sayings: tuple[dict[str, str], ...]
    meant: Path
    """The content as it was before the slip: who obeys knows which of several choices is meant."""
    also_meant: Path
    """The files that the content may have beside those."""

    def lines_meant(self, told: CheckLine) -> list[str]:
        """What the file held before the slip."""
        file = next((each for each in (self.meant / told.path, self.also_meant / told.path) if each.exists()), None)
        return file.read_text(encoding="utf-8").split("\n") if file else []

    def line_meant(self, told: CheckLine) -> str:
        """What was on the line before the slip."""
        lines = self.lines_meant(told)
        return lines[told.line - 1] if told.line <= len(lines) else ""

    def below_meant(self, told: CheckLine, key: str) -> str:
        """What was below this key of this line before the slip, as if the key began its line."""
        file = self.meant / told.path
        if not file.exists() or f"{key}:" not in self.line_meant(told):
            return ""
        return Draft.read(file, told.line, 1).below
