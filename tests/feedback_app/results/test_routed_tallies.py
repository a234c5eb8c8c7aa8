"""Questions that not everybody is asked: what may be told, and that nobody can work out what may not."""

import os
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from feedback_app.responses import Answer
from feedback_app.results import disclosure_control as tallies
from feedback_app.results.disclosure_control import (
    TOO_FEW_ASKED,
    TOO_FEW_OR_ALIKE,
    Reply,
    tally,
    tally_equality,
    tally_question,
)
from handbook.surveys.groupings import GROUPINGS, groupings_of
from handbook.surveys.questionnaire import Questionnaire
from handbook.surveys.questions import AGREEMENT
from tests.conftest import Figure
from tests.feedback_app.attack import SMALLEST, possible_replies, publish, worked_out


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


def test_who_is_asked_further_decides_how_answers_are_counted_together() -> None:
    # Both kinds of disagreement are usually counted as one; how many were asked further would tell them apart.
    names = [option.id for option in AGREEMENT]
    counts = dict(zip(names, (10, 10, 10, 12, 8), strict=True))
    replies: list[Reply] = [
        {"first": name, "then": "xy"[at % 2]} for name, many in counts.items() for at in range(many)
    ]
    some = tally(questionnaire(["disagree"], "agreement"), replies)
    assert [(share.label, share.percent) for share in some[0].shares] == [
        ("Strongly agree, or Agree, or Neither agree nor disagree, or Strongly disagree", 76),
        ("Disagree", 24),
    ]
    assert (some[1].base, len(some[1].shares)) == (10, 2)
    both = tally(questionnaire(["disagree", "strongly-disagree"], "agreement"), replies)
    assert [share.label for share in both[0].shares][-1] == "Disagree or strongly disagree"
    assert both[1].base == 20


def form(*questions: dict[str, object]) -> Questionnaire:
    return Questionnaire.model_validate({"sections": [{"title": "A", "questions": questions}]})


def one_of(name: str, letters: str = "xy", after: tuple[str, str] | None = None) -> dict[str, object]:
    """A question; `after` names the one it hangs on, and the answers after which it is asked, one letter each."""
    asked = {"show_if": {"question": after[0], "answers": list(after[1])}} if after else {}
    return {"id": name, "kind": "one of", "text": f"{name}?", "options": options(letters), **asked}


def test_two_questions_on_one_do_not_give_away_who_is_between_them() -> None:
    """Asked of 23 and asked of 20: three said `b`."""
    asked = form(one_of("first", "abc"), one_of("wide", after=("first", "bc")), one_of("narrow", after=("first", "c")))
    replies: list[Reply] = [{"first": "a"}] * 19
    replies += [{"first": "b", "wide": "x"}] * 3
    replies += [{"first": "c", "wide": "xy"[at % 2], "narrow": "xy"[at % 2]} for at in range(20)]
    assert [(told.base, told.shares) for told in tally(asked, replies)] == [(40, ()), (None, ()), (None, ())]
    replies += [{"first": "b", "wide": "x"}] * 2
    assert [told.base for told in tally(asked, replies)] == [45, 25, 20]


def test_a_small_answer_does_not_silence_who_was_asked_after_another() -> None:
    """With one answer too small to show, the question is told in the two groups that matter for what came next."""
    first, then = tally(questionnaire(["c"]), people(a=3, b=30, c_x=20, c_y=30))
    assert [(share.label, share.percent) for share in first.shares] == [("A, or B", 40), ("C", 60)]
    assert then.base == 50


def test_a_question_is_silent_where_the_one_it_hangs_on_is() -> None:
    asked = form(one_of("one", "ab"), one_of("two", after=("one", "b")), one_of("three", "pq", after=("two", "x")))
    replies: list[Reply] = [{"one": "a"}] * 3
    replies += [{"one": "b", "two": "x", "three": "pq"[at % 2]} for at in range(40)] + [{"one": "b", "two": "y"}] * 20
    assert [told.withheld for told in tally(asked, replies)] == [TOO_FEW_OR_ALIKE, TOO_FEW_ASKED, TOO_FEW_ASKED]
    replies += [{"one": "a"}] * 2
    assert [told.base for told in tally(asked, replies)] == [65, 60, 40]


def test_a_question_in_the_middle_that_is_silent_silences_the_next() -> None:
    asked = form(one_of("one", "ab"), one_of("two", after=("one", "b")), one_of("three", "pq", after=("two", "x")))
    replies: list[Reply] = [{"one": "a"}] * 20 + [{"one": "b", "two": "y"}] * 4
    replies += [{"one": "b", "two": "x", "three": "pq"[at % 2]} for at in range(40)]
    assert [told.withheld for told in tally(asked, replies)] == [None, TOO_FEW_OR_ALIKE, TOO_FEW_ASKED]


def test_who_leaves_a_question_empty_gave_no_answer_to_it() -> None:
    replies = [*people(a=20, c_x=10, c_y=10, c=30), *[{}] * 50]
    first, then = tally(questionnaire(["c"]), replies)
    assert (first.base, then.base) == (70, 20)
    # Whoever is not known to have been asked is not counted, whatever their reply holds.
    stray: list[Reply] = [{"then": "x"}] * 30 + [{"first": "a", "then": "x"}] * 30
    assert tally(questionnaire(["c"]), [*replies, *stray])[1] == then


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
    (told,) = tally_equality(asked, [*[{"age": "x"}] * 20, *[{"age": "y"}] * 20])
    assert (told.id, told.base, told.withheld) == ("age", 40, None)


# -- what can be worked out: every outcome there could be, by someone who knows the rule --

AGREEMENT_FIRST: dict[str, object] = {"id": "first", "kind": "agreement", "text": "First."}
FEW = {"show_if": {"question": "first", "answers": ["disagree"]}}
BOTH = {"show_if": {"question": "first", "answers": ["disagree", "strongly-disagree"]}}
TICKS = {"id": "ticks", "kind": "several of", "text": "Which?", "options": options("xy")}


@dataclass(frozen=True)
class Attacked:
    """A form in which some are asked more than others, and how many people its outcomes are tried with."""

    form: Questionnaire
    most: int
    may_be_empty: bool = False


FORMS = {
    "one": Attacked(form(one_of("first", "abc"), one_of("then", after=("first", "c"))), 11),
    "after agreement": Attacked(form(AGREEMENT_FIRST, one_of("then") | FEW), 8),
    "nested": Attacked(
        form(one_of("first", "abc"), one_of("wide", after=("first", "bc")), one_of("narrow", after=("first", "c"))), 8
    ),
    "disjoint": Attacked(
        form(one_of("first", "abc"), one_of("then", after=("first", "b")), one_of("else", after=("first", "c"))), 10
    ),
    "overlapping": Attacked(
        form(one_of("first", "abc"), one_of("left", after=("first", "ab")), one_of("right", after=("first", "bc"))), 7
    ),
    "nested after agreement": Attacked(form(AGREEMENT_FIRST, one_of("wide") | BOTH, one_of("narrow") | FEW), 6),
    "one hangs on the other": Attacked(
        form(one_of("first", "ab"), one_of("then", "xyz", ("first", "b")), one_of("last", after=("then", "x"))), 10
    ),
    "three, nested and disjoint": Attacked(
        form(
            one_of("first", "abc"),
            one_of("then", after=("first", "b")),
            one_of("last", after=("then", "x")),
            one_of("else", after=("first", "c")),
        ),
        10,
    ),
    "three on one": Attacked(
        form(
            one_of("first", "abc"),
            one_of("wide", after=("first", "bc")),
            one_of("then", after=("first", "b")),
            one_of("else", after=("first", "c")),
        ),
        7,
    ),
    "boxes to tick": Attacked(
        form(one_of("first", "abc"), TICKS | {"show_if": {"question": "first", "answers": ["c"]}}), 8
    ),
    "left empty": Attacked(form(one_of("first", "abc"), one_of("then", after=("first", "c"))), 8, may_be_empty=True),
    "chain left empty": Attacked(
        form(one_of("first", "ab"), one_of("then", after=("first", "b")), one_of("last", after=("then", "x"))),
        7,
        may_be_empty=True,
    ),
}
MORE_PEOPLE = int(os.environ.get("PROVE_MORE_PEOPLE", "0"))
"""How many people more the outcomes are tried with: two take some minutes."""


def test_no_small_count_can_be_worked_out_from_who_was_asked_further(figure: Figure) -> None:
    tried = 0
    for attacked in FORMS.values():
        most = attacked.most + MORE_PEOPLE
        outcomes, found = worked_out(attacked.form, publish, most, may_be_empty=attacked.may_be_empty)
        assert found == []
        tried += outcomes
    figure(
        f"P6 one, two and three questions asked of some only: {tried:,} outcomes of {len(FORMS)} forms at K 4, k 2, "
        "0 small counts worked out"
    )


@pytest.mark.parametrize("name", FORMS)
def test_the_attacked_rule_shows_every_question_in_some_outcome(name: str) -> None:
    """A rule that says nothing is safe too, and no use: with enough people of each kind all is shown."""
    asked = FORMS[name].form
    told = tally(asked, possible_replies(asked, may_be_empty=False) * 8, SMALLEST)
    assert [each.id for each in told if not each.shares and not each.option_shares] == []


RANKED = {"id": "order", "kind": "ranking", "text": "What first?"}
BY_OPTION = {
    "three boxes to tick": Attacked(form(TICKS | {"options": options("xyz")}), 8),
    "two of three in order": Attacked(form(RANKED | {"places": 2, "options": options("xyz")}), 12),
    "two of four in order": Attacked(form(RANKED | {"places": 2, "options": options("wxyz")}), 9),
    "three of four in order": Attacked(form(RANKED | {"places": 3, "options": options("wxyz")}), 12),
}


def test_no_small_count_can_be_worked_out_from_options_told_one_by_one(figure: Figure) -> None:
    tried = 0
    for attacked in BY_OPTION.values():
        outcomes, found = worked_out(attacked.form, publish, attacked.most)
        assert found == []
        tried += outcomes
    figure(f"P6 three boxes, and rankings that everybody fills in: {tried:,} outcomes, 0 small counts worked out")


def test_the_attacker_catches_a_ranking_that_is_shown_in_part() -> None:
    boxes = form(TICKS | {"id": "order", "options": options("wxyz")})
    assert worked_out(BY_OPTION["two of four in order"].form, lambda _, replies: publish(boxes, replies), 7)[1]


# Broken on purpose, so that the attacker is seen to find it.


def one_at_a_time(questionnaire: Questionnaire, replies: Sequence[Reply]) -> str:
    """Each question asked of some is judged by itself: both the people asked and the people not asked are enough."""
    said = []
    for question, told in zip(questionnaire.questions, tally(questionnaire, replies, SMALLEST), strict=True):
        only = question.show_if
        asked = [each for each in replies if not only or each.get(only.question) in only.answers]
        if only and min(len(asked), len(replies) - len(asked)) >= SMALLEST.cell:
            told = tally_question(question, asked, SMALLEST)  # noqa: PLW2901 (what is told instead)
        said.append(told.model_dump_json() + (f" of {len(asked)}" if told.base else ""))
    return " ".join(said)


def test_the_attacker_catches_a_rule_that_judges_one_question_at_a_time() -> None:
    assert worked_out(FORMS["nested"].form, one_at_a_time, 8)[1]


def test_the_attacker_catches_a_rule_that_forgets_who_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tallies, "groupings_of", lambda question, _: GROUPINGS[question.kind](question))
    assert worked_out(FORMS["after agreement"].form, publish, 8)[1]


def test_the_attacker_catches_a_question_shown_though_the_one_it_hangs_on_is_silent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tallies, "is_withheld", lambda *_: False)
    assert worked_out(FORMS["one"].form, publish, 8)[1]


def test_answers_that_are_counted_together_anyway_keep_their_own_words() -> None:
    """As `Agree or strongly agree`, and not both answers one after the other; and no way of counting comes twice."""
    asked = questionnaire(["agree", "strongly-agree"], "agreement")
    groupings = groupings_of(asked.questions[0], asked)
    labels = [[cell.label for cell in grouping] for grouping in groupings]
    assert labels[-1] == ["Agree or strongly agree", "Neither, or disagree, or strongly disagree"]
    assert len({frozenset(cell.answers for cell in grouping) for grouping in groupings}) == len(groupings)
    first: dict[str, object] = {"id": "first", "kind": "agreement", "text": "First?"}
    others = ("neither", "disagree", "strongly-disagree")
    after = [{**one_of(name), "show_if": {"question": "first", "answers": [name]}} for name in others]
    apart = form(first, *after)
    assert [cell.label for cell in groupings_of(apart.questions[0], apart)[-1]] == [
        "Agree or strongly agree",
        "Neither agree nor disagree",
        "Disagree",
        "Strongly disagree",
    ]


@pytest.mark.parametrize(
    ("longer", "label"),
    [
        (0, f"{'m' * 98}, or {'n' * 97}"),
        (1, f"One of 2 answers, the first of them: {'m' * 99}"),
    ],
)
def test_answers_with_long_words_are_told_by_the_first_of_them(longer: int, label: str) -> None:
    """Up to 200 characters a label holds the words of all its answers."""
    first = one_of("first", "abc")
    first["options"] = [
        {"id": "a", "text": "m" * (98 + longer)},
        {"id": "b", "text": "n" * 97},
        {"id": "c", "text": "C"},
    ]
    asked = form(first, one_of("then", after=("first", "c")))
    assert [cell.label for cell in groupings_of(asked.questions[0], asked)[-1]] == [label, "C"]
