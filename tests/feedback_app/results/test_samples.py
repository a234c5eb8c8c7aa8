"""Invented replies: the same every time, plausible, and enough for the shipped examples to be made again."""

import re
import shutil
from pathlib import Path

import pytest

from feedback_app.clock import Clock
from feedback_app.privacy.codes import CodeKeys, normalise
from feedback_app.results.disclosure_control import tally
from feedback_app.results.release import close, publish_summary, release
from feedback_app.results.samples import INVENTED_TEXTS, invented_responses
from feedback_app.storage import Store
from handbook.handbook import Handbook
from handbook.loading import load_handbook, load_sources
from handbook.source.problems import ContentError
from handbook.source.types import FIRST_DAY
from handbook.surveys.questions import QuestionKind
from handbook.surveys.survey import Sample
from handbook.surveys.survey_files import summary_file
from tests.conftest import ROOT
from tests.feedback_app.service_commands import CLOSED, SAMPLE
from tests.handbooks import real_sources, sample_sources

AGREEING = ("Strongly agree", "Agree", "Agree or strongly agree")
EXAMPLES = ["carer-satisfaction/2026-spring", "everyday-decisions", "pay-and-conditions"]


@pytest.fixture(scope="module")
def handbook() -> Handbook:
    return real_sources().handbook


@pytest.fixture(scope="module")
def minimal() -> Handbook:
    return sample_sources().handbook


def test_invented_replies_are_the_same_every_time(minimal: Handbook) -> None:
    run = minimal.runs[CLOSED]
    assert list(invented_responses(run, 50)) == list(invented_responses(run, 50))


def test_every_invented_reply_has_a_receipt_of_its_own(minimal: Handbook) -> None:
    receipts = [response.receipt for response in invented_responses(minimal.runs[CLOSED], 300)]
    assert len(set(receipts)) == 300
    assert all(normalise(receipt) == receipt for receipt in receipts)


def test_invented_answers_are_choices_of_their_questions_and_never_words(minimal: Handbook) -> None:
    run = minimal.runs[CLOSED]
    questions = {question.id: question for question in run.questionnaire.questions}
    for response in invented_responses(run, 200):
        assert response.words == {}
        for name, answer in response.answers.items():
            question = questions[name]
            if question.kind is QuestionKind.NUMBER and isinstance(answer, int):
                assert 0 <= answer <= 10
            else:
                given = answer if isinstance(answer, tuple) else (answer,)
                assert set(given) <= {choice.id for choice in question.choices}


def test_a_few_write_something_each_text_once(minimal: Handbook) -> None:
    run = minimal.runs["every-kind"]
    sample = Sample(texts={"short": ("Invented: it rained.",)})
    made = list(invented_responses(run, 60, sample, with_texts=True))
    assert [each.words["short"] for each in made if "short" in each.words] == ["Invented: it rained."]
    assert sorted(each.words["long"] for each in made if "long" in each.words) == sorted(INVENTED_TEXTS)
    assert {each.may_quote for each in made if each.words} == {True, False}
    assert [(each.receipt, each.answers) for each in made] == [
        (each.receipt, each.answers) for each in invented_responses(run, 60)
    ]


def test_nobody_writes_where_nobody_is_asked(tmp_path: Path) -> None:
    root = shutil.copytree(SAMPLE, tmp_path / "handbook")
    file = root / "surveys/every-kind/consultation.yml"
    text, routed = "        text: What else should we know?\n", file.read_text().partition("        show_if:")[2]
    file.write_text(file.read_text().replace(text, f"{text}        show_if:{routed.partition('      - id: mood')[0]}"))
    # Before it opens, its questions may still change: the fingerprint of the new ones is told.
    with pytest.raises(ContentError) as told:
        load_sources(root, writing=False, on=FIRST_DAY)
    (fingerprint,) = re.findall(r"write `(fingerprint: \w+)`", str(told.value))
    file.write_text(re.sub(r"(?m)^fingerprint: .*$", fingerprint, file.read_text()))
    run = load_handbook(root).runs["every-kind"]
    made = list(invented_responses(run, 60, with_texts=True))
    writers = [each for each in made if "long" in each.words]
    assert len(writers) == len(INVENTED_TEXTS)
    assert {each.answers["called"] for each in writers} == {"missed"}


def test_invented_answers_follow_the_ways_of_the_form_as_peoples_do(minimal: Handbook) -> None:
    run = minimal.runs["every-kind"]
    made = list(invented_responses(run, 300))
    apart = run.questionnaire.equality_ids
    assert apart
    assert {name for response in made for name in response.equality_answers} == apart
    for response in made:
        assert apart.isdisjoint(response.answers)
        for question in run.questionnaire.questions:
            if question.show_if and question.id in response.answers:
                assert response.answers.get(question.show_if.question) in question.show_if.answers


def test_a_leaning_is_what_the_summary_says(handbook: Handbook) -> None:
    for key in EXAMPLES:
        run, sample = handbook.runs[key], handbook.samples[handbook.runs[key].slug]
        replies = [response.answers for response in invented_responses(run, sample.replies, sample)]
        told = {question.id: question for question in tally(run.questionnaire, replies)}
        for name, leaning in sample.agreement.items():
            if told[name].kind is QuestionKind.AGREEMENT:
                shares = {share.label: share.percent for share in told[name].shares}
                agreeing = sum(shares.get(label, 0) for label in AGREEING)
                assert abs(agreeing - leaning) <= 2


def test_every_question_of_an_example_has_a_leaning_beside_it(handbook: Handbook) -> None:
    for key in EXAMPLES:
        run, sample = handbook.runs[key], handbook.samples[handbook.runs[key].slug]
        asked = {question.id for question in run.questionnaire.questions if question.kind.is_counted}
        assert asked == {*sample.agreement, *sample.options}


def test_a_form_without_a_leaning_of_its_own_is_answered_all_the_same(minimal: Handbook) -> None:
    assert minimal.samples == {}
    run = minimal.runs["every-kind"]
    given = {
        name for response in invented_responses(run, 100) for name in (*response.answers, *response.equality_answers)
    }
    assert given == {question.id for question in run.questionnaire.questions if question.kind.is_counted}


def test_the_program_names_no_form_and_no_question(handbook: Handbook) -> None:
    code = (ROOT / "feedback_app/results/samples.py").read_text()
    own = {run.slug for run in handbook.runs.values()}
    own |= {question.id for run in handbook.runs.values() for question in run.questionnaire.questions}
    assert [name for name in own if f'"{name}"' in code] == []


@pytest.mark.parametrize("key", EXAMPLES)
def test_the_shipped_summary_can_be_made_again_byte_for_byte(key: str, handbook: Handbook, tmp_path: Path) -> None:
    run = handbook.runs[key]
    shipped = (ROOT / summary_file(key)).read_bytes()
    released = handbook.summaries[key].released
    store, keys, clock = Store(tmp_path / "store.sqlite"), CodeKeys(tmp_path / "keys"), Clock(released)
    try:
        sample = handbook.samples[run.slug]
        for response in invented_responses(run, sample.replies, sample):
            store.save(response)
        close(run, store, keys, clock)
        text = release(run, store, keys, clock).text
    finally:
        store.close()
    assert (tmp_path / publish_summary(run, text, tmp_path)).read_bytes() == shipped
