"""The rule for small numbers: what is shown, what is withheld, and that nothing small can be worked out."""

from collections import Counter
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedback_app.responses import Answer
from feedback_app.results import disclosure_control
from feedback_app.results.disclosure_control import (
    SOME_CHOICES_WITHHELD,
    TOO_FEW_OR_ALIKE,
    Reply,
    UnknownAnswerError,
    rounded_count,
    shown_grouping,
    tally,
    tally_question,
)
from handbook.surveys.groupings import AGREEMENT_GROUPINGS, GROUPINGS, Grouping, Groupings
from handbook.surveys.questionnaire import Questionnaire, QuestionSection
from handbook.surveys.questions import Question, QuestionKind
from handbook.surveys.summaries import QuestionSummary, Share
from handbook.surveys.thresholds import THRESHOLDS, Thresholds, UnsafeThresholdError, read_thresholds
from tests.conftest import Figure
from tests.feedback_app.attack import (
    AGREEMENT_IDS,
    AGREEMENT_QUESTION,
    broken_cells,
    question_with,
    replies_of,
    ticks_of,
    unions,
)

NUMBER_QUESTION = Question(id="score", kind=QuestionKind.NUMBER, text="How likely are you to recommend us?")


def agreement(*counts: int) -> QuestionSummary:
    """What is told about these counts, from strongly agree to strongly disagree."""
    return tally_question(AGREEMENT_QUESTION, replies_of(AGREEMENT_QUESTION, AGREEMENT_IDS, counts), THRESHOLDS)


def shown(question: QuestionSummary) -> list[tuple[str, int]]:
    """Labels and percentages."""
    return [(share.label, share.percent) for share in (*question.shares, *question.option_shares)]


# -- what is shown --


def test_from_100_replies_five_answers_are_shown_from_most_to_least_agreement() -> None:
    told = agreement(40, 30, 10, 10, 10)
    assert told.base == 100
    assert shown(told) == [
        ("Strongly agree", 40),
        ("Agree", 30),
        ("Neither agree nor disagree", 10),
        ("Disagree", 10),
        ("Strongly disagree", 10),
    ]


def test_with_99_replies_only_three_answers_are_shown() -> None:
    assert [label for label, _ in shown(agreement(39, 30, 10, 10, 10))] == [
        "Agree or strongly agree",
        "Neither agree nor disagree",
        "Disagree or strongly disagree",
    ]


def test_with_29_replies_only_two_answers_are_shown() -> None:
    told = agreement(10, 5, 6, 4, 4)
    assert shown(told) == [("Agree or strongly agree", 52), ("Neither, or disagree, or strongly disagree", 48)]
    assert len(agreement(10, 5, 6, 5, 4).shares) == 3


def test_one_small_answer_makes_the_whole_question_coarser() -> None:
    assert len(agreement(60, 30, 20, 10, 4).shares) == 3
    assert len(agreement(100, 30, 4, 10, 4).shares) == 2


def test_zero_counts_as_a_small_cell() -> None:
    assert len(agreement(60, 30, 20, 10, 0).shares) == 3
    assert agreement(60, 60, 0, 0, 0).shares == ()


def test_when_everybody_gives_one_answer_only_the_number_of_replies_is_told() -> None:
    told = agreement(123, 0, 0, 0, 0)
    assert (told.base, told.shares, told.withheld) == (125, (), TOO_FEW_OR_ALIKE)


@pytest.mark.parametrize("replies", [0, 9])
def test_below_ten_replies_nothing_but_that_is_told(replies: int) -> None:
    told = agreement(replies, 0, 0, 0, 0)
    assert (told.base, told.shares, told.withheld) == (None, (), "Fewer than 10 replies.")


def test_ten_replies_may_be_shown_as_five_and_five() -> None:
    assert shown(agreement(3, 2, 1, 2, 2)) == [
        ("Agree or strongly agree", 50),
        ("Neither, or disagree, or strongly disagree", 50),
    ]
    assert agreement(3, 3, 0, 2, 2).withheld == TOO_FEW_OR_ALIKE


def test_do_not_know_and_prefer_not_to_say_are_not_in_the_base() -> None:
    replies: list[Reply] = [{"trust": "agree"}] * 5 + [{"trust": "disagree"}] * 4
    replies += [{"trust": "do-not-know"}] * 20 + [{"trust": "prefer-not-to-say"}] * 20 + [{}] * 20
    assert tally_question(AGREEMENT_QUESTION, replies, THRESHOLDS).withheld == "Fewer than 10 replies."


def test_numbers_are_shown_in_three_groups_and_with_few_replies_in_two() -> None:
    answers = (*range(11), "prefer-not-to-say")
    many = tally_question(NUMBER_QUESTION, replies_of(NUMBER_QUESTION, answers, (*[3] * 11, 7)), THRESHOLDS)
    assert many.base == 35
    assert shown(many) == [("9 or 10", 18), ("7 or 8", 18), ("0 to 6", 64)]
    few = tally_question(NUMBER_QUESTION, replies_of(NUMBER_QUESTION, (0, 8, 9, 10), (4, 4, 4, 4)), THRESHOLDS)
    assert shown(few) == [("9 or 10", 50), ("0 to 8", 50)]


def test_one_of_is_shown_with_all_its_options_or_not_at_all() -> None:
    question = question_with(QuestionKind.ONE_OF, 3)
    told = tally_question(question, replies_of(question, "abc", (20, 15, 5)), THRESHOLDS)
    assert shown(told) == [("A", 50), ("B", 38), ("C", 13)]
    withheld = tally_question(question, replies_of(question, "abc", (20, 15, 4)), THRESHOLDS)
    assert (withheld.base, withheld.shares, withheld.withheld) == (40, (), TOO_FEW_OR_ALIKE)


def test_four_options_are_shown_from_100_replies_only() -> None:
    question = question_with(QuestionKind.ONE_OF, 4)
    few = tally_question(question, replies_of(question, "abcd", (30, 30, 20, 19)), THRESHOLDS)
    assert (few.base, few.shares, few.withheld) == (100, (), TOO_FEW_OR_ALIKE)
    many = tally_question(question, replies_of(question, "abcd", (30, 30, 20, 20)), THRESHOLDS)
    assert shown(many) == [("A", 30), ("B", 30), ("C", 20), ("D", 20)]


def test_options_of_several_are_told_one_by_one_where_both_sides_are_safe() -> None:
    question = question_with(QuestionKind.SEVERAL_OF, 3)
    answers = [("a", "b"), ("a",), (), ("c", "a"), ("prefer-not-to-say",)]
    told = tally_question(question, replies_of(question, answers, (5, 6, 5, 4, 30)), THRESHOLDS)
    assert (told.base, shown(told), told.withheld) == (20, [("A", 75), ("B", 25)], SOME_CHOICES_WITHHELD)


def test_with_every_option_shown_nothing_is_withheld_and_with_none_it_is_said_why() -> None:
    question = question_with(QuestionKind.SEVERAL_OF, 2)
    told = tally_question(question, replies_of(question, [("a",), ("b",)], (5, 6)), THRESHOLDS)
    assert (shown(told), told.withheld) == ([("A", 45), ("B", 55)], None)
    told = tally_question(question, replies_of(question, [("a", "b"), ()], (10, 4)), THRESHOLDS)
    assert (told.base, shown(told), told.withheld) == (15, [], TOO_FEW_OR_ALIKE)


def test_a_ranking_is_shown_whole_or_not_at_all() -> None:
    question = question_with(QuestionKind.RANKING, 3)
    answers = [("a", "b"), ("a", "c"), ("b", "c")]
    told = tally_question(question, replies_of(question, answers, (5, 6, 9)), THRESHOLDS)
    assert (told.base, shown(told), told.withheld) == (20, [("A", 55), ("B", 70), ("C", 75)], None)
    told = tally_question(question, replies_of(question, answers, (5, 6, 4)), THRESHOLDS)
    assert (told.base, shown(told), told.withheld) == (15, [], TOO_FEW_OR_ALIKE)


def test_a_question_keeps_the_commitments_that_it_speaks_of() -> None:
    question = AGREEMENT_QUESTION.model_copy(update={"commitments": ("trust-1", "trust-2")})
    assert tally_question(question, [], THRESHOLDS).commitments == ("trust-1", "trust-2")


def test_who_ticks_nothing_says_no_to_every_option() -> None:
    question = question_with(QuestionKind.SEVERAL_OF, 2)
    told = tally_question(question, [{question.id: ("a",)}] * 5 + [{}] * 5, THRESHOLDS)
    assert (told.base, shown(told)) == (10, [("A", 50)])


def test_questions_of_one_survey_run_have_their_own_bases() -> None:
    questionnaire = Questionnaire(
        sections=(QuestionSection(title="All", questions=(AGREEMENT_QUESTION, NUMBER_QUESTION)),)
    )
    replies: list[Reply] = [{"trust": "agree", "score": 3}] * 8 + [{"trust": "disagree"}] * 12
    assert [told.base for told in tally(questionnaire, replies)] == [20, None]


def test_words_are_never_part_of_a_summary() -> None:
    words = Question(id="more", kind=QuestionKind.LONG_TEXT, text="Anything else?")
    questionnaire = Questionnaire(sections=(QuestionSection(title="All", questions=(words, AGREEMENT_QUESTION)),))
    replies: list[Reply] = [{"more": "I live at number 3", "trust": "agree"}] * 40
    assert [told.id for told in tally(questionnaire, replies)] == ["trust"]


def test_questions_about_the_person_follow_the_same_rule() -> None:
    area = question_with(QuestionKind.ONE_OF, 2).model_copy(update={"background": True})
    assert tally_question(area, replies_of(area, "ab", (36, 4)), THRESHOLDS).shares == ()
    assert len(tally_question(area, replies_of(area, "ab", (35, 5)), THRESHOLDS).shares) == 2


def test_an_answer_that_is_no_choice_stops_the_release() -> None:
    with pytest.raises(UnknownAnswerError) as refused:
        tally_question(AGREEMENT_QUESTION, [{"trust": "maybe"}, {"trust": "agree"}, {"trust": 5}], THRESHOLDS)
    assert str(refused.value) == (
        "stored answers to `trust` are not among its choices (5, maybe): "
        "the question was changed while people could answer it; put its old choices back"
    )
    # One answer where now several can be ticked, as before a change of its kind.
    with pytest.raises(UnknownAnswerError, match=r"^stored answers to `choice` are not among its choices \(d\)"):
        tally_question(question_with(QuestionKind.SEVERAL_OF, 3), [{"choice": "a"}, {"choice": "d"}], THRESHOLDS)


def test_every_kind_that_is_counted_can_be_told() -> None:
    by_option = {QuestionKind.SEVERAL_OF, QuestionKind.RANKING}
    assert {kind for kind in QuestionKind if kind.is_counted} == {*GROUPINGS, *by_option}


# -- the thresholds --


def test_thresholds_may_be_raised() -> None:
    higher = THRESHOLDS.raised({"group": 20, "cell": 10})
    assert (higher.group, higher.cell, higher.all_answers) == (20, 10, 100)


@pytest.mark.parametrize("name", ["group", "cell", "three_answers", "all_answers"])
def test_thresholds_are_never_lowered(name: str) -> None:
    lowest = getattr(THRESHOLDS, name)
    assert THRESHOLDS.raised({name: lowest}) == THRESHOLDS
    with pytest.raises(UnsafeThresholdError, match=f"`{name}` may not be {lowest - 1}: write {lowest} or more"):
        THRESHOLDS.raised({name: lowest - 1})


def test_thresholds_are_read_from_one_setting() -> None:
    assert read_thresholds(None) == read_thresholds("") == THRESHOLDS
    assert read_thresholds("group=20, cell=10") == THRESHOLDS.raised({"group": 20, "cell": 10})
    with pytest.raises(UnsafeThresholdError, match="such as `cell=10`"):
        read_thresholds("cell=-3")
    with pytest.raises(UnsafeThresholdError, match="`cell=10=20` is not a threshold"):
        read_thresholds("cell=10=20")
    with pytest.raises(UnsafeThresholdError, match="`group` is written twice"):
        read_thresholds("group=20 group=30")


def test_an_unknown_threshold_is_refused() -> None:
    with pytest.raises(
        UnsafeThresholdError, match="there is no threshold `cells`: there are group, cell, three_answers, all_answers"
    ):
        THRESHOLDS.raised({"cells": 50})


# -- what can be worked out: any survey --

COUNTS = st.lists(st.integers(0, 60), min_size=5, max_size=5)


@given(COUNTS, st.sampled_from([THRESHOLDS, Thresholds(group=20, cell=10)]))
def test_every_published_share_and_every_sum_of_shares_stands_for_enough_people(
    counts: list[int], thresholds: Thresholds
) -> None:
    tallied: Counter[Answer] = Counter(dict(zip(AGREEMENT_IDS, counts, strict=True)))
    told = tally_question(AGREEMENT_QUESTION, replies_of(AGREEMENT_QUESTION, AGREEMENT_IDS, tuple(counts)), thresholds)
    assert (told.base is None) == (sum(counts) < thresholds.group)
    assert told.base is None or (told.base % 5 == 0 and abs(told.base - sum(counts)) <= 2)
    assert bool(told.shares) != bool(told.withheld)
    by_label = {cell.label: cell for rung in AGREEMENT_GROUPINGS for cell in rung}
    cells = [sum(tallied[answer] for answer in by_label[share.label].answers) for share in told.shares]
    for union in unions(len(cells)):
        assert sum(cells[place] for place in union) >= thresholds.cell
    assert sum(cells) in (0, sum(counts))
    for share, people in zip(told.shares, cells, strict=True):
        assert abs(share.percent - 100 * people / sum(counts)) <= 0.5


@given(st.lists(st.sampled_from([(), ("a",), ("b",), ("a", "b"), ("a", "c"), ("prefer-not-to-say",)]), max_size=60))
def test_every_shown_option_has_enough_people_on_both_sides(ticks: list[tuple[str, ...]]) -> None:
    question = question_with(QuestionKind.SEVERAL_OF, 3)
    told = tally_question(question, [{question.id: ticked} for ticked in ticks], THRESHOLDS)
    counted = [ticked for ticked in ticks if "prefer-not-to-say" not in ticked]
    for share in told.option_shares:
        people = sum(share.label.lower() in ticked for ticked in counted)
        assert min(people, len(counted) - people) >= THRESHOLDS.cell


def test_ten_people_are_the_fewest_that_are_told() -> None:
    assert [rounded_count(people, THRESHOLDS) for people in (9, 10, 12, 13)] == [None, 10, 10, 15]


@settings(max_examples=50)
@given(st.integers(0, 5000))
def test_numbers_of_people_are_told_to_the_nearest_five(people: int) -> None:
    told = rounded_count(people, THRESHOLDS)
    assert told is None if people < 10 else told is not None and told % 5 == 0 and abs(told - people) <= 2


# -- what can be worked out: every survey there could be, by someone who knows the rule --


def attacked(rule: Callable[[Question, Sequence[Reply], Thresholds], QuestionSummary]) -> tuple[int, list[str]]:
    """Tables tried and counts given away, over all bases and kinds at a small scale."""
    tried, broken = 0, []
    for base in range(1, 13):  # with no replies, everybody knows that each count is nobody
        ladder = broken_cells(rule, AGREEMENT_QUESTION, AGREEMENT_IDS, base, rungs())
        three = question_with(QuestionKind.ONE_OF, 3)
        options = broken_cells(rule, three, "abc", base, unions(3))
        two = question_with(QuestionKind.SEVERAL_OF, 2)
        ticks = broken_cells(rule, two, ticks_of(two), base, unions(4))
        tried += ladder[0] + options[0] + ticks[0]
        broken += ladder[1] + options[1] + ticks[1]
    return tried, broken


def rungs() -> list[tuple[int, ...]]:
    """Every cell of every rung, as places in the list of answers, and every other set of answers."""
    return unions(len(AGREEMENT_IDS))


def test_no_small_count_can_be_worked_out_from_any_summary(figure: Figure) -> None:
    tried, broken = attacked(tally_question)
    assert broken == []
    figure(f"P6 someone who knows the rule: {tried} one-way tables at K 4, k 2, 0 small counts worked out")


def test_making_everybody_tick_something_would_give_small_counts_away() -> None:
    """Why `several of` may be left empty: shown shares of two options would tell how many people chose both."""
    two = question_with(QuestionKind.SEVERAL_OF, 2)
    assert broken_cells(tally_question, two, ticks_of(two)[1:], 6, unions(3))[1]
    assert not broken_cells(tally_question, two, ticks_of(two), 6, unions(4))[1]


def test_the_attacker_catches_a_threshold_that_is_one_too_low() -> None:
    def lower(question: Question, replies: Sequence[Reply], thresholds: Thresholds) -> QuestionSummary:
        return tally_question(question, replies, Thresholds(4, thresholds.cell - 1, 7, 10))

    assert attacked(lower)[1]


def test_the_attacker_catches_a_rule_that_lets_nobody_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        Thresholds, "is_safe", lambda self, cells: all(count == 0 or count >= self.cell for count in cells)
    )
    assert attacked(tally_question)[1]


def test_the_attacker_catches_a_rung_that_is_one_too_fine(monkeypatch: pytest.MonkeyPatch) -> None:
    def finer(groupings: Groupings, counts: Counter[Answer], thresholds: Thresholds) -> Grouping | None:
        grouping = shown_grouping(groupings, counts, thresholds)
        return grouping and groupings[max(groupings.index(grouping) - 1, 0)]

    monkeypatch.setattr(disclosure_control, "shown_grouping", finer)
    assert attacked(tally_question)[1]


def test_the_attacker_catches_hiding_only_the_small_cells() -> None:
    def hide_small(question: Question, replies: Sequence[Reply], thresholds: Thresholds) -> QuestionSummary:
        if question.kind is QuestionKind.SEVERAL_OF:
            return tally_question(question, replies, thresholds)
        counts = Counter(reply[question.id] for reply in replies)
        safe = {answer: people for answer, people in counts.items() if people >= thresholds.cell}
        shares = tuple(Share(label=str(answer), percent=people) for answer, people in sorted(safe.items(), key=str))
        return QuestionSummary(id=question.id, kind=question.kind, text=question.text, shares=shares)

    assert attacked(hide_small)[1]


def test_a_base_that_is_not_rounded_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disclosure_control, "rounded_count", lambda people, thresholds: people)  # noqa: ARG005
    with pytest.raises(AssertionError):
        test_every_published_share_and_every_sum_of_shares_stands_for_enough_people()


def test_a_floor_that_is_ignored_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Thresholds, "answers_shown", lambda self, base: 5)  # noqa: ARG005
    with pytest.raises(AssertionError):
        test_with_99_replies_only_three_answers_are_shown()
    with pytest.raises(AssertionError):
        test_with_29_replies_only_two_answers_are_shown()
