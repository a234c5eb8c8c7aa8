"""Published figures that no release can have made are refused, and those that one can have made are not."""

import dataclasses
from collections.abc import Mapping, Sequence
from itertools import combinations_with_replacement
from pathlib import Path

import pytest
import yaml

from handbook.rules.summaries import USE_PUBLISHED_FILE, check_release_rule
from handbook.source.source_file import Record
from handbook.source.yaml_reader import read_nodes
from handbook.sources import Sources
from handbook.surveys.disclosure_control import (
    SOME_CHOICES_WITHHELD,
    TOO_FEW_ASKED,
    TOO_FEW_OR_ALIKE,
    exact_bases,
    percent_of,
    possible_bases,
    possible_counts,
    rounded_count,
)
from handbook.surveys.questions import QuestionKind, ShowIf
from handbook.surveys.summaries import QuestionSummary, Share, Summary, write_summary
from handbook.surveys.survey import SurveyRun
from handbook.surveys.survey_files import summary_file
from handbook.surveys.thresholds import THRESHOLDS
from tests.handbook.conftest import SAMPLE
from tests.handbooks import sample_sources

SURVEY = "carer-views/2025-autumn"
EVERY_KIND = "every-kind"
HANDBOOK = sample_sources().handbook
TEXT = (SAMPLE / summary_file(SURVEY)).read_text(encoding="utf-8")
BROKEN = yaml.load((Path(__file__).parent / "summary_rules.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - text only
SILENT = {"withheld": "Fewer than 10 replies."}


def said(text: str, run: SurveyRun | None = None) -> list[tuple[str, str]]:
    """What is told about a summary file: the rest of the line that it is told of, and the words."""
    run = run or HANDBOOK.runs[SURVEY]
    path = summary_file(run.key)
    nodes = read_nodes(text, path)
    book = dataclasses.replace(HANDBOOK, summaries={run.key: Summary.model_validate(nodes.value)})
    # Every run is found by its key in the surveys; a changed one is put in its place.
    vars(book)["runs"] = {**HANDBOOK.runs, run.key: run}
    sources = Sources(book, {path: Record(path, nodes.value, nodes.keys, nodes.values)})
    lines = text.splitlines()
    return [
        (lines[each.line - 1][each.column - 1 :], each.message.removesuffix(f"; {USE_PUBLISHED_FILE}"))
        for each in check_release_rule(sources)
        if each.message.endswith((f"; {USE_PUBLISHED_FILE}", "`example: yes` there too"))
    ]


def changed(*changes: tuple[str, str]) -> str:
    """The sample's summary with some of its text replaced."""
    text = TEXT
    for old, new in changes:
        assert old in text, f"the summary no longer holds {old!r}"
        text = text.replace(old, new, 1)
    return text


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case["told"][:60])
def test_a_figure_that_no_release_can_have_made_is_told_where_it_stands(case: dict[str, str]) -> None:
    found = said(changed((case["text"], case["instead"])))
    assert found == [(case["at"], told) for told in (case["told"], case.get("also")) if told]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # The service may have raised its thresholds.
        ("Fewer than 10 replies.", "Fewer than 25 replies."),
        # Everybody but a few gave the same answer.
        (
            "    shares:\n      - label: North\n        percent: 45\n      - label: South\n        percent: 55\n",
            f"    withheld: {TOO_FEW_OR_ALIKE}\n",
        ),
        # 5 and 57 of 62, and 57 and 5.
        ("Training\n        percent: 45", "Training\n        percent: 8"),
        ("Training\n        percent: 45", "Training\n        percent: 92"),
    ],
)
def test_what_a_release_can_have_made_passes(old: str, new: str) -> None:
    assert said(changed((old, new))) == []


@pytest.mark.parametrize("percent", [0, 7, 93, 100])
def test_a_choice_that_too_few_made_or_did_not_make_is_refused(percent: int) -> None:
    """4 of 62 are 6 in a hundred; 7 in a hundred would be 4 of 58."""
    text = changed(("Training\n        percent: 45", f"Training\n        percent: {percent}"))
    assert said(text) == [
        ("- label: Training", "about 60 answers cannot give these shares with at least 5 people in each")
    ]


def test_invented_answers_are_said_to_be_invented_only_where_they_are() -> None:
    run = HANDBOOK.runs[SURVEY]
    real = dataclasses.replace(run, wave=run.wave.model_copy(update={"example": False}))
    assert [at for at, _ in said(TEXT, real)] == ["yes"]
    assert said(changed(("example: yes\n", "")), real) == []
    # That the word is missing where they are invented is told by the rules about waves.
    assert said(changed(("example: yes\n", ""))) == []


def test_of_children_nothing_is_told_that_stands_for_fewer_than_ten() -> None:
    run = HANDBOOK.runs[SURVEY]
    children = dataclasses.replace(run, survey=run.survey.model_copy(update={"for_children": True}))
    assert said(TEXT, children) == [
        (
            "- label: Agree or strongly agree",
            "about 60 answers cannot give these shares with at least 10 people in each",
        ),
        ("Fewer than 10 replies.", 'a question without a number of answers says "Fewer than 20 replies."'),
    ]
    assert said(changed(("replies: 60", "replies: 15")), children)[0] == (
        "15",
        "a release rounds to the nearest 5 and tells no number under 20, so this one was written by hand",
    )


def test_no_question_has_answers_where_too_few_replied() -> None:
    told = said(changed(("replies: 60\n", "")))
    assert [line for line, _ in told] == ["60", "55", "60", "60"]
    assert {words for _, words in told} == {"no question has more answers than people who replied (too few to tell)"}


def test_as_many_answers_as_replies_are_possible() -> None:
    assert said(changed(("replies: 60", "replies: 55")))[0][0] == "60"
    assert said(changed(("    base: 55", "    base: 60"))) == []


def test_a_summary_of_questions_that_were_changed_since_is_compared_with_itself_only() -> None:
    run = HANDBOOK.runs[SURVEY]
    since = dataclasses.replace(run, wave=run.wave.model_copy(update={"fingerprint": "0" * 12}))
    other_words = ("label: North\n", "label: Northwest\n")
    assert said(changed(other_words))
    assert said(changed(other_words), since) == []
    assert said(changed(other_words, ("    base: 55", "    base: 57")), since)[0][0] == "57"


# -- a form with questions of every kind, of which some are asked of some people only --


def shares(**percents: int) -> list[dict[str, object]]:
    """Shares by label, whose spaces are written as underscores."""
    return [{"label": label.replace("_", " "), "percent": percent} for label, percent in percents.items()]


SHOWN: dict[str, dict[str, object]] = {
    "called": {"base": 90, "shares": shares(Yes=33, Nobody_called=67)},
    "would-help": {
        "base": 60,
        "shares": shares(Agree_or_strongly_agree=50, Neither_agree_nor_disagree=25, Disagree_or_strongly_disagree=25),
    },
    "wanted": {"base": 60, "option_shares": shares(About_sleep=20, About_food=30, About_school=40)},
    "order": {"base": 80, "option_shares": shares(More_time=90, More_money=80, More_people_to_call=70, More_rest=60)},
    "age": {"base": 85, "shares": shares(Under_50=50, **{"50_or_over": 50})},
}


def figures(run: SurveyRun, told: Mapping[str, Mapping[str, object]], ids: Sequence[str] = ()) -> str:
    """A summary file of about 90 replies to this form; what is not told has had too few replies."""
    questions = {each.id: each for each in run.questionnaire.questions if each.kind.is_counted}
    return write_summary(
        Summary(
            asking=run.key,
            title=run.title,
            opens=run.wave.opens,
            closes=run.wave.closes,
            released=run.wave.answer_due,
            replies=90,
            questions=tuple(
                QuestionSummary.model_validate(
                    {
                        "id": each,
                        "kind": questions[each].kind,
                        "text": questions[each].text,
                        **told.get(each, SILENT),
                    }
                )
                for each in ids or questions
            ),
        )
    )


def said_of(told: Mapping[str, Mapping[str, object]], ids: Sequence[str] = ()) -> list[str]:
    """What is told about a summary of every kind of question, which shows `SHOWN` unless told otherwise."""
    run = HANDBOOK.runs[EVERY_KIND]
    return [words for _, words in said(figures(run, {**SHOWN, **told}, ids), run)]


def test_every_kind_of_question_can_be_told() -> None:
    assert said_of({}) == []


def test_where_a_question_is_silent_so_are_those_that_hang_on_it() -> None:
    silent = {"base": 90, "withheld": TOO_FEW_OR_ALIKE}
    nothing = "`called` is not shown, so a release tells nothing about those who were asked this"
    assert said_of({"called": silent}) == [nothing, nothing]
    too_few = {"withheld": TOO_FEW_ASKED}
    assert said_of({"called": silent, "would-help": too_few, "wanted": too_few}) == []
    # How many were asked would be told by the number under which they are.
    assert said_of({"called": silent, "would-help": SILENT, "wanted": too_few}) == [nothing]
    assert said_of({"would-help": too_few}) == ["`called` is shown, so enough people were asked this"]
    assert said_of({"would-help": SILENT}) == []


@pytest.mark.parametrize(
    ("yes", "base", "possible"),
    [
        # 66 in a hundred of 92 are up to 61 people, and 68 up to 63.
        (34, 60, True),
        (33, 65, False),
        (43, 55, False),
        (34, 65, False),
        (32, 65, True),
        (32, 70, False),
    ],
)
def test_no_more_people_answer_than_were_asked(yes: int, base: int, possible: bool) -> None:  # noqa: FBT001
    called = {"base": 90, "shares": shares(Yes=yes, Nobody_called=100 - yes)}
    would_help = {**SHOWN["would-help"], "base": base}
    told = [] if possible else ["fewer people were asked this, as the shares of `called` say"]
    assert said_of({"called": called, "would-help": would_help, "wanted": SILENT}) == told


def test_what_does_not_fit_the_deciding_question_is_told_where_it_stands() -> None:
    run = HANDBOOK.runs[EVERY_KIND]
    silent = {"base": 90, "withheld": TOO_FEW_OR_ALIKE}
    found = said(figures(run, {**SHOWN, "called": silent}), run)
    assert [at for at, _ in found] == ["would-help", "wanted"]
    found = said(figures(run, {**SHOWN, "would-help": {"withheld": TOO_FEW_ASKED}}), run)
    assert [at for at, _ in found] == [TOO_FEW_ASKED]
    found = said(figures(run, {**SHOWN, "wanted": {**SHOWN["wanted"], "base": 70}}), run)
    assert [at for at, _ in found] == ["70"]
    shown = {**SHOWN["wanted"], "withheld": SOME_CHOICES_WITHHELD}
    ((at, words),) = said(figures(run, {**SHOWN, "wanted": shown}), run)
    assert words == "each choice is shown, so nothing is withheld"
    assert at.startswith("'Some choices are not shown")


def test_what_is_wrong_with_the_deciding_question_is_told_of_that_alone() -> None:
    """Shares under labels that nobody knows may be of anybody, and shares of nobody of none."""
    unknown = {"base": 90, "shares": shares(Yes=33, No=67)}
    assert said_of({"called": unknown}) == ['answers are counted together as "Yes"; "Nobody called"']
    without = {"shares": SHOWN["called"]["shares"]}
    assert said_of({"called": without}) == ["shares are shown only together with the number of answers, `base`"]
    others = [each for each in figures_ids() if each != "called"]
    assert said_of({}, others) == ["the question `called` is missing, and a release tells of each"]
    # The others are compared with the form all the same.
    whole = {**SHOWN["wanted"], "withheld": SOME_CHOICES_WITHHELD}
    assert said_of({"wanted": whole}, others)[1:] == ["each choice is shown, so nothing is withheld"]


def test_a_condition_on_a_question_that_cannot_decide_is_told_by_the_rule_about_conditions() -> None:
    run = HANDBOOK.runs[EVERY_KIND]
    only = ShowIf(question="wanted", answers=("sleep",))
    sections = tuple(
        section.model_copy(
            update={
                "questions": tuple(
                    each.model_copy(update={"show_if": only}) if each.id == "age" else each
                    for each in section.questions
                )
            }
        )
        for section in run.survey.sections
    )
    form = dataclasses.replace(run, survey=run.survey.model_copy(update={"sections": sections}))
    wave = form.wave.model_copy(update={"fingerprint": form.questionnaire.fingerprint})
    form = dataclasses.replace(form, wave=wave)
    by_hand = {"base": 60, "shares": SHOWN["wanted"]["option_shares"]}
    found = said(figures(form, {**SHOWN, "wanted": by_hand}), form)
    assert "a question of kind `several of` has no `shares`" in [words for _, words in found]


def figures_ids() -> list[str]:
    """The questions in the order asked."""
    return [each.id for each in HANDBOOK.runs[EVERY_KIND].questionnaire.questions if each.kind.is_counted]


def test_questions_stand_in_the_order_asked_and_equality_questions_last() -> None:
    order = "a release tells of questions in the order asked, equality questions last"
    ids = figures_ids()
    run = HANDBOOK.runs[EVERY_KIND]
    assert said_of({}, [ids[1], ids[0], *ids[2:]]) == [order]
    assert said_of({}, [ids[-1], *ids[:-1]]) == [order]
    # Wherever the form asks them.
    sections = run.survey.sections
    survey = run.survey.model_copy(update={"sections": (sections[-1], *sections[:-1])})
    moved = dataclasses.replace(run, survey=survey)
    wave = run.wave.model_copy(update={"fingerprint": moved.questionnaire.fingerprint})
    moved = dataclasses.replace(moved, wave=wave)
    assert said(figures(moved, SHOWN, ids), moved) == []
    assert said(figures(moved, SHOWN), moved) == [("questions:", order)]


def test_the_order_matters_in_a_form_without_questions_in_words_too() -> None:
    run = HANDBOOK.runs[EVERY_KIND]
    first = run.survey.sections[0]
    form = dataclasses.replace(run, survey=run.survey.model_copy(update={"sections": (first,)}))
    wave = form.wave.model_copy(update={"fingerprint": form.questionnaire.fingerprint})
    form = dataclasses.replace(form, wave=wave)
    assert said(figures(form, SHOWN, ["called", "would-help", "mood"]), form) == []
    found = said(figures(form, SHOWN, ["called", "mood", "would-help"]), form)
    assert [words for _, words in found] == ["a release tells of questions in the order asked, equality questions last"]


def test_a_question_that_the_form_does_not_know_is_told_by_the_rule_about_names() -> None:
    text = figures(HANDBOOK.runs[EVERY_KIND], SHOWN).replace("id: mood", "id: moood")
    assert said(text, HANDBOOK.runs[EVERY_KIND]) == []


@pytest.mark.parametrize(
    ("name", "told", "words"),
    [
        (
            "wanted",
            {"option_shares": shares(About_food=30, About_sleep=20), "withheld": SOME_CHOICES_WITHHELD},
            "the choices are not those that people saw, all of them and in their order",
        ),
        ("wanted", {"withheld": SOME_CHOICES_WITHHELD}, "each choice is shown, so nothing is withheld"),
        (
            "order",
            {"option_shares": shares(More_time=90, More_money=80), "withheld": SOME_CHOICES_WITHHELD},
            "the choices are not those that people saw, all of them and in their order",
        ),
        (
            "wanted",
            {"option_shares": shares(About_sleep=20, About_sleeping=20)},
            "nobody could choose `About sleeping`",
        ),
        (
            "age",
            {"option_shares": SHOWN["age"]["shares"], "shares": []},
            "a question of kind `one of` has no `option_shares`",
        ),
        ("wanted", {"base": None}, "shares are shown only together with the number of answers, `base`"),
    ],
)
def test_choices_are_shown_as_people_saw_them(
    name: str,
    told: dict[str, object],
    words: str,
) -> None:
    assert said_of({name: {**SHOWN[name], **told}}) == [words]


def test_some_choices_may_be_left_out_and_it_is_said() -> None:
    some = {**SHOWN["wanted"], "option_shares": shares(About_sleep=20, About_school=40)}
    assert said_of({"wanted": {**some, "withheld": SOME_CHOICES_WITHHELD}}) == []
    none: dict[str, object] = {"base": 60, "withheld": TOO_FEW_OR_ALIKE}
    assert said_of({"wanted": none, "order": none}) == []


def test_a_choice_told_twice_is_refused_where_the_choices_stand() -> None:
    text = changed(("label: The carers' group", "label: Training"))
    assert ("- label: Training", "two shares have the same label") in said(text)


# -- from how many people figures can come --


def test_a_number_that_is_told_stands_for_the_five_that_are_nearest_to_it() -> None:
    told = {people: rounded_count(people, THRESHOLDS) for people in range(30)}
    for number in range(28):
        assert exact_bases(number, THRESHOLDS) == [people for people, rounded in told.items() if rounded == number]
    assert rounded_count(10, THRESHOLDS) == 10


@pytest.mark.parametrize("base", [*range(1, 130), 200, 201, 333, 1000])
def test_the_people_behind_a_percentage_are_those_that_give_it(base: int) -> None:
    for percent in range(101):
        assert list(possible_counts(percent, base)) == [
            one for one in range(base + 1) if percent_of(one, base) == percent
        ]


def bases_of(kind: QuestionKind, rounded: int, percents: Sequence[int]) -> list[int]:
    told = [Share(label=str(place), percent=percent) for place, percent in enumerate(percents)]
    key = "option_shares" if kind is QuestionKind.SEVERAL_OF else "shares"
    summary = QuestionSummary.model_validate({"id": "any", "kind": kind, "text": "Any?", "base": rounded, key: told})
    return possible_bases(summary, rounded, THRESHOLDS)


@pytest.mark.parametrize(("rounded", "answers"), [(10, 2), (20, 2), (30, 2), (30, 3)])
def test_shares_are_possible_exactly_where_some_people_give_them(rounded: int, answers: int) -> None:
    given: dict[tuple[int, ...], list[int]] = {}
    for base in range(1, 40):
        if rounded_count(base, THRESHOLDS) == rounded and answers <= THRESHOLDS.answers_shown(base):
            spreads = (each for each in combinations_with_replacement(range(5, base), answers) if sum(each) == base)
            for percents in {tuple(percent_of(people, base) for people in spread) for spread in spreads}:
                given.setdefault(percents, []).append(base)
    near = (each for each in combinations_with_replacement(range(101), answers) if 97 < sum(each) < 103)
    assert {
        percents: bases for percents in near if (bases := bases_of(QuestionKind.ONE_OF, rounded, percents))
    } == given


@pytest.mark.parametrize("rounded", [10, 20, 35])
def test_choices_are_possible_exactly_where_enough_made_them_and_enough_did_not(rounded: int) -> None:
    for percent in range(101):
        assert bases_of(QuestionKind.SEVERAL_OF, rounded, [percent]) == [
            base
            for base in range(1, 40)
            if rounded_count(base, THRESHOLDS) == rounded
            and percent in {percent_of(people, base) for people in range(5, base - 4)}
        ]
