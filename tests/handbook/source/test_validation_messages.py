"""Everything pydantic can find wrong with our models has a sentence of ours."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from handbook.calendar import recurrence as occasions
from handbook.calendar import reviews
from handbook.charters.charter import Charter, Item
from handbook.charters.charter import Dates as CharterDates
from handbook.content_kind import ContentKind
from handbook.facts import figures
from handbook.facts.events.model import Event, EventKind
from handbook.facts.rates import model as rates
from handbook.registry import KINDS
from handbook.service.contacts import Contacts
from handbook.source import types as fields
from handbook.source.problems import Problem
from handbook.source.source_file import Record
from handbook.source.types import Content
from handbook.source.validation_messages import EMPTY_MESSAGES, MESSAGES, model_at, problems_of
from handbook.source.yaml_reader import read_nodes
from handbook.surveys.survey import Consultation, Wave
from tests.handbook.test_never_a_traceback import CALM

# What each part of a model can complain of. A part that is not named here makes the test below fail:
# find out what it raises, write its sentence in faults.py, then name it.
RAISED_BY = {
    "default": set(),
    "definition-ref": set(),
    "definitions": set(),
    "dict": {"dict_type"},
    "enum": {"enum"},
    "function-after": {"value_error"},
    "function-before": {"value_error"},
    "model": {"model_type"},
    "model-field": set(),
    "model-fields": {"missing", "extra_forbidden"},
    "nullable": set(),
    "str": {"string_type"},
    "tuple": {"tuple_type"},
}
RAISED_BY_CONSTRAINT = {
    "pattern": "string_pattern_mismatch",
    "min_length": "string_too_short",
    "max_length": "string_too_long",
}
OUR_OWN = {rates._pounds, figures._number, fields._day, fields._whole_number, fields._yes_or_no, occasions._clock_time}
"""Validators that let only one type through, so that what is behind them never complains."""


def parts_of(schema: Any) -> Iterator[dict[str, Any]]:
    """Every part of a core schema that values of a content file reach."""
    if isinstance(schema, list):
        for each in schema:
            yield from parts_of(each)
    elif isinstance(schema, dict):
        if isinstance(schema.get("type"), str):
            yield schema
        if schema.get("type") == "function-before" and schema["function"]["function"] in OUR_OWN:
            return
        for key, value in schema.items():
            if key not in ("metadata", "serialization", "ref", "function"):
                yield from parts_of(value)


def can_raise(model: type[Content]) -> set[str]:
    """The error types that a model can raise on plain values."""
    found: set[str] = set()
    model.model_rebuild()  # else it is only made when it first reads something
    for part in parts_of(model.__pydantic_core_schema__):
        assert part["type"] in RAISED_BY, f"what can `{part['type']}` in {model.__name__} complain of?"
        found |= RAISED_BY[part["type"]]
        broken = {error for constraint, error in RAISED_BY_CONSTRAINT.items() if part.get(constraint) is not None}
        found |= {error.removeprefix("string_") for error in broken} if part["type"] == "tuple" else broken
    return found


@pytest.mark.parametrize("kind", {kind.name: kind for kind in KINDS}.values(), ids=lambda kind: kind.name)
def test_every_error_a_model_can_raise_has_a_sentence(kind: ContentKind) -> None:
    assert can_raise(kind.model) - {"missing", "extra_forbidden"} <= MESSAGES.keys()


def test_every_message_can_be_raised() -> None:
    raised = set().union(*(can_raise(kind.model) for kind in KINDS))
    assert MESSAGES.keys() <= raised
    assert EMPTY_MESSAGES.keys() <= raised


def test_a_list_with_a_wrong_item_is_not_called_empty_as_well() -> None:
    text = "id: a\ndays:\n  - 28 January 2027\nbegins: 09:30\nfinishes: 10:30\nplace: Hall\n"
    assert [problem.message for problem in _problems(occasions.CourseDate, text)] == ["not a day; write `2027-01-28`"]
    empty = text.replace("\n  - 28 January 2027", " []")
    assert [problem.message for problem in _problems(occasions.CourseDate, empty)] == [
        "nothing stands in this list; write each item on a line of its own, after `- `"
    ]


def _record(text: str) -> Record:
    nodes = read_nodes(text, "a.yml")
    return Record("a.yml", nodes.value, nodes.keys, nodes.values)


def _problems(model: type[Content], text: str) -> list[Problem]:
    record = _record(text)
    with pytest.raises(ValidationError) as refused:
        model.model_validate(record.value)
    return list(problems_of(refused.value, model, record))


PLAIN = st.recursive(
    st.one_of(st.none(), st.sampled_from(["", "x", "yes", "2026-01-01", "12", "agreement", "x" * 400, "a\nb"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                ["id", "title", "text", "items", "lists", "sections", "questions", "kind", "opens", "Title"]
            ),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=12,
)


@settings(CALM, max_examples=300)
@given(value=PLAIN, kind=st.sampled_from(KINDS))
def test_whatever_is_written_the_words_are_ours(value: object, kind: ContentKind) -> None:
    error = _refusal(kind.model, value)
    if error is None:
        return
    theirs = [fault["msg"] for fault in error.errors() if "error" not in fault.get("ctx", {})]
    assert {fault["type"] for fault in error.errors()} <= {*MESSAGES, "missing", "extra_forbidden"}
    for problem in problems_of(error, kind.model, Record("a.yml", value, {}, {})):
        assert not any(message in problem.message for message in theirs)
        assert problem.message[:1].islower() or problem.message[:1] == "`"


def _refusal(model: type[Content], value: object) -> ValidationError | None:
    try:
        model.model_validate(value)
    except ValidationError as error:
        return error
    return None


def test_a_mistyped_key_is_reported_once_at_the_key() -> None:
    text = "id: a\nnumber: 1\ntxet: Words.\n"
    assert [str(problem) for problem in _problems(Item, text)] == [
        "a.yml:3:1: `txet` is not a key that can stand here; did you mean `text`?"
    ]


def test_a_key_in_capitals_is_known_for_what_it_is() -> None:
    (problem,) = _problems(Item, "id: a\nnumber: 1\nText: Words.\n")
    assert problem.message.endswith("did you mean `text`?")


@pytest.mark.parametrize("key", ["with", "about money", "The"])
def test_a_word_of_the_text_above_is_not_told_to_be_taken_out(key: str) -> None:
    (problem,) = _problems(Item, f"id: a\nnumber: 1\ntext: We talk\n{key}: the child\n")
    assert problem.message.endswith(
        "if it goes on with the text above, put the whole text in straight quotes, on one line"
    )


def test_a_key_that_stands_there_already_is_not_offered() -> None:
    (problem,) = _problems(Item, "id: a\nnumber: 1\ntext: Words.\ntxet: More.\n")
    assert problem.message.endswith("take it out, or write one of: `wording`, `to`, `theme`, `certainty`, `note`")


def test_an_unknown_key_beside_an_unlike_missing_one_is_told_apart() -> None:
    problems = _problems(Item, "id: a\nnumber: 1\nwhatever: Words.\n")
    assert [problem.message.partition(";")[0] for problem in problems] == [
        "`text` is missing",
        "`whatever` is not a key that can stand here",
    ]


def test_something_missing_points_at_the_key_it_belongs_below() -> None:
    text = "opens: 2026-01-01\ncloses: 2026-01-02\ntitle: x\nminutes: 3\nsections:\n  - title: y\n"
    places = {problem.message.split("`")[1]: problem for problem in _problems(Consultation, text)}
    assert (places["questions"].line, places["questions"].column) == (6, 5)
    assert (places["proposal"].line, places["proposal"].column) == (1, 1)


def test_a_rule_over_two_days_points_at_the_one_it_names_last() -> None:
    text = (
        "title: x\nopens: 2026-02-01\ncloses: 2026-01-01\naccess: open link\nfingerprint: x\nanswer_due: 2026-05-01\n"
    )
    assert [(problem.line, problem.column) for problem in _problems(Wave, text)] == [(3, 9)]


@pytest.mark.parametrize(
    ("loc", "name"),
    [
        ((), "Charter"),
        (("dates",), "Dates"),
        (("lists", 0), "CommitmentList"),
        (("lists", 0, "items", 3), "Item"),
        (("lists", 0, "heading"), None),
        (("nothing", 1), None),
    ],
)
def test_the_model_at_a_place_is_found(loc: tuple[str | int, ...], name: str | None) -> None:
    found = model_at(Charter, loc)
    assert (found.__name__ if found else None) == name


def test_a_key_that_may_not_be_there_says_what_can_be() -> None:
    path = Path(__file__).parent.parent.parent / "sample/service/contacts.yml"
    text = path.read_text(encoding="utf-8").replace("hours_unknown:", "hours_unknwon:", 1)
    assert [problem.message for problem in _problems(Contacts, text)] == [
        "`hours_unknwon` is not a key that can stand here; did you mean `hours_unknown`?"
    ]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("dates:\n", "write lines with keys, such as `published: ...`"),
        ("made_with:\n", "write each item on a line of its own, after `- `, or take the key out"),
        ("lists:\n", "write each item on a line of its own, after `- `"),
        ("title:\n", "write some words"),
    ],
)
def test_a_key_with_nothing_behind_it_may_be_taken_out_where_the_file_is_complete_without_it(
    written: str, told: str
) -> None:
    at = (1, len(written))
    (message,) = [each.message for each in _problems(Charter, written) if (each.line, each.column) == at]
    assert message == f"nothing is written here; {told}"


def test_keys_read_as_text_for_want_of_a_colon_are_told_so() -> None:
    (message,) = [each.message for each in _problems(Charter, "dates: published\uff1a2024\n") if each.column == 8]
    assert message == "`\uff1a` is not the colon that ends a key; write `: ` in its place"


def test_a_review_cycle_says_how_to_write_it() -> None:
    with pytest.raises(ValueError, match="write a number of months"):
        reviews._cycle("yearly")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Monday, 3rd Mar 26", "write `2026-03-03`"),
        ("28/1/2027", "write `2027-01-28`"),
        ("1.4.27", "write `2027-04-01`"),
        ("2027/1/5", "write `2027-01-05`"),
        ("31 February 2027", "write year-month-day in figures"),
        ("January 2027", "write year-month-day in figures"),
        ("13/13/2027", "write year-month-day in figures"),
    ],
)
def test_a_day_as_in_a_letter_is_told_as_it_must_be_written(written: str, told: str) -> None:
    (message,) = [each.message for each in _problems(CharterDates, f"dated: {written}\n")]
    assert message.startswith(f"not a day; {told}")


@pytest.mark.parametrize("value", ["", " reading group"])
def test_each_choice_is_told_also_with_an_apostrophe(value: str) -> None:
    kinds = ", ".join(f"`{each.value}`" for each in EventKind)
    messages = [each.message for each in _problems(Event, f"id: a\nkind:{value}\n") if "write one of" in each.message]
    assert [message.partition("write one of: ")[2] for message in messages] == [kinds]
    assert "`children's group`" in kinds


def test_the_id_that_is_told_is_short_enough() -> None:
    long = "A name that goes on and on until nobody can remember how it began at all"
    (message,) = [
        each.message for each in _problems(Item, f"id: {long}\nnumber: 1\ntext: x\n") if "address" in each.message
    ]
    better = message.rpartition("write `")[2].removesuffix("`")
    assert better == "a-name-that-goes-on-and-on-until-nobody-can-remember-how-it"
    assert _refusal(Item, {"id": better, "number": "1", "text": "x"}) is None
