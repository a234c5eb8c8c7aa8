"""The thresholds of disclosure control; a service may raise them, but never lower them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from math import inf

from handbook.surveys.survey import SurveyRun


class UnsafeThresholdError(ValueError):
    """A threshold is unknown, repeated, or lower than allowed."""


@dataclass(frozen=True)
class Thresholds:
    """The thresholds; `raised` refuses lower values."""

    group: int = 10
    """The fewest replies with which a question is shown."""
    cell: int = 5
    """The fewest people in a published share."""
    three_answers: int = 30
    """The fewest replies with which a question may be shown in three answers."""
    all_answers: int = 100
    """The fewest replies with which a question may be shown in all its answers."""

    def raised(self, higher: Mapping[str, int]) -> "Thresholds":
        """These thresholds with some of them raised; raises UnsafeThresholdError for a lower value."""
        known = [threshold.name for threshold in fields(self)]
        for name, value in higher.items():
            if name not in known:
                raise UnsafeThresholdError(f"there is no threshold `{name}`: there are {', '.join(known)}")
            if value < getattr(self, name):
                raise UnsafeThresholdError(
                    f"the threshold `{name}` may not be {value}: write {getattr(self, name)} or more, or take it out"
                )
        return replace(self, **higher)

    def for_run(self, run: SurveyRun) -> "Thresholds":
        """These thresholds, or the stricter ones if children answer."""
        if not run.survey.for_children:
            return self
        own = {field.name: max(getattr(self, field.name), getattr(CHILDREN, field.name)) for field in fields(self)}
        return self.raised(own)

    def answers_shown(self, base: int) -> float:
        """The largest number of answers in which a question with this many replies may be shown."""
        if base >= self.all_answers:
            return inf
        return 3 if base >= self.three_answers else 2

    def is_safe(self, cells: Iterable[int]) -> bool:
        """Whether all of these counts may be published together."""
        return all(count >= self.cell for count in cells)


THRESHOLDS = Thresholds()
"""The lowest that may ever be used."""

CHILDREN = THRESHOLDS.raised({"group": 20, "cell": 10})
"""The lowest if children answer, who are easier to recognise."""


def read_thresholds(written: str | None) -> Thresholds:
    """Thresholds as a setting writes them, such as `group=20 cell=10`; raises UnsafeThresholdError."""
    higher: dict[str, int] = {}
    for pair in (written or "").replace(",", " ").split():
        name, _, value = pair.partition("=")
        if not value.isdecimal():
            raise UnsafeThresholdError(f"`{pair}` is not a threshold: write a name and a number, such as `cell=10`")
        if name in higher:
            raise UnsafeThresholdError(f"the threshold `{name}` is written twice: keep one of the two")
        higher[name] = int(value)
    return THRESHOLDS.raised(higher)
