"""Questions that not everybody is asked: what may be told, and that nobody can work out what may not."""

from collections import defaultdict
from collections.abc import Callable, Sequence

import pytest

from feedback_app import tallies
from feedback_app.responses import Answer
from feedback_app.tallies import TOO_FEW_ASKED, Reply, tally, tally_apart
from handbook.questionnaires import Questionnaire
from handbook.questions import AGREEMENT
from tests.conftest import Figure
from tests.feedback_app.attack import SMALL, tables, unions


def options(letters: str) -> list[dict[str, str]]:
    return [{"id": each, "text": each.upper()} for each in letters]


def questionnaire(asked_after: list[str], kind: str = "one of") -> Questionnaire:
    first = {"id": "first", "kind": kind, "text": "First?"} | ({"options": options("abc")} if kind == "one of" else {})
    then = {
        "id": "then",
        "kind": "one of",
        "text": "And then?",
        "options": options("xy"),
        "show_if": {"question": "first", "answers": asked_after},
    }
    return Questionnaire.model_validate({"sections": [{"title": "A", "questions": [first, then]}]})


def people(**groups: int) -> list[Reply]:
    """So many people for each pair of answers, written `c_x`; `c` alone did not answer further."""
    replies: list[Reply] = []
    for name, many in groups.items():
        first, _, then = name.partition("_")
        given: dict[str, Answer] = {"first": first} | ({"then": then} if then else {})
        replies += [given] * many
    return replies


def test_a_question_asked_of_some_is_told_about_those() -> None:
    first, then = tally(questionnaire(["c"]), people(a=40, b=30, c_x=20, c_y=30))
    assert first.withheld is then.withheld is None
    assert (then.base, [share.percent for share in then.shares]) == (50, [40, 60])


@pytest.mark.parametrize(
    "replies",
    [
        people(a=40, b=60, c_x=2, c_y=2),
        people(a=2, b=2, c_x=40, c_y=60),
        people(c_x=40, c_y=60),
        people(a=40, b=60),
    ],
    ids=["few asked", "few not asked", "all asked", "nobody asked"],
)
def test_it_is_silent_where_few_were_asked_or_few_were_not(replies: list[Reply]) -> None:
    assert tally(questionnaire(["c"]), replies)[1].withheld is not None


def test_it_is_silent_where_it_would_part_a_published_share() -> None:
    # Both kinds of disagreement are published as one; how many were asked further would tell them apart.
    names = [option.id for option in AGREEMENT]
    counts = dict(zip(names, (10, 10, 10, 8, 2), strict=True))
    replies: list[Reply] = [{"first": name, "then": "x"} for name, many in counts.items() for _ in range(many)]
    asked = questionnaire(["disagree"], "agreement")
    assert [share.label for share in tally(asked, replies)[0].shares][-1] == "Disagree or strongly disagree"
    assert tally(asked, replies)[1].withheld == TOO_FEW_ASKED
    whole = questionnaire(["disagree", "strongly-disagree"], "agreement")
    assert tally(whole, replies)[1].withheld != TOO_FEW_ASKED


def test_equality_questions_are_told_from_their_own_replies_only() -> None:
    age = {"id": "age", "kind": "one of", "text": "Age?", "options": options("xy")}
    asked = Questionnaire.model_validate(
        {
            "sections": [
                {"title": "A", "questions": [{"id": "first", "kind": "agreement", "text": "First."}]},
                {"title": "You", "equality": "yes", "questions": [age]},
            ]
        }
    )
    assert [each.id for each in tally(asked, [{"first": "agree"}] * 20)] == ["first"]
    (told,) = tally_apart(asked, [*[{"age": "x"}] * 20, *[{"age": "y"}] * 20])
    assert (told.id, told.base, told.withheld) == ("age", 40, None)


# -- what can be worked out: every outcome there could be, by someone who knows the rule --

ROUTES: dict[tuple[str, ...], tuple[str, ...]] = {
    ("c",): ("a", "b", "c_x", "c_y"),
    ("b", "c"): ("a", "b_x", "b_y", "c_x", "c_y"),
}
"""After which answers people are asked further, and all that one person can then have answered."""

Tell = Callable[[Questionnaire, Sequence[Reply]], str]


def told_at_a_small_scale(asked: Questionnaire, replies: Sequence[Reply]) -> str:
    return " ".join(each.model_dump_json() for each in tally(asked, replies, SMALL))


def broken(route: tuple[str, ...], tell: Tell, most: int = 11) -> tuple[int, list[str]]:
    """Outcomes tried, and every count of under `SMALL.cell` people that all outcomes told alike agree on."""
    asked, cells_of_one = questionnaire(list(route)), [people(**{name: 1})[0] for name in ROUTES[route]]
    tried, found = 0, []
    for base in range(1, most + 1):
        alike: dict[str, list[tuple[int, ...]]] = defaultdict(list)
        for table in tables(base, len(cells_of_one)):
            replies = [cell for cell, many in zip(cells_of_one, table, strict=True) for _ in range(many)]
            alike[tell(asked, replies)].append(table)
            tried += 1
        for told, possible in alike.items():
            for cells in unions(len(cells_of_one)):
                counts = {sum(table[cell] for cell in cells) for table in possible}
                least, top = min(counts), max(counts)
                if (top < SMALL.cell and top < base) or least == top < SMALL.cell:
                    found.append(f"base {base}: {cells} is {least} to {top} given {told}")
    return tried, found


def test_no_small_count_can_be_worked_out_from_who_was_asked_further(figure: Figure) -> None:
    tried = 0
    for route in ROUTES:
        outcomes, found = broken(route, told_at_a_small_scale)
        assert found == []
        tried += outcomes
    figure(f"P6 questions asked of some only: {tried:,} outcomes at K 4, k 2, 0 small counts worked out")


def test_the_attacker_catches_a_rule_that_forgets_who_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tallies, "_may_be_parted", lambda *_: True)
    assert broken(("c",), told_at_a_small_scale, most=9)[1]
