"""Slots: found where they are, refused with a sentence when they name nothing, open ones counted."""

import dataclasses
import re
from collections.abc import Callable

import pytest

from handbook.facts.courses.model import Courses
from handbook.facts.events.model import Events
from handbook.facts.figures import Figures
from handbook.facts.local import Local
from handbook.facts.rates.model import Rates
from handbook.handbook import Facts, Handbook
from handbook.pages.slots import fill_slots, odd_braces, slots_in
from handbook.registry import SLOT_KINDS
from handbook.rules.slots import check_slots
from handbook.source.source_file import Record
from handbook.source.yaml_reader import read_nodes
from handbook.sources import Sources
from tests.handbook.conftest import SAMPLE
from tests.handbook.facts.test_learning_rules import COURSES
from tests.handbook.rules.test_copies import EVENTS, FIGURES, RATES
from tests.handbooks import sample_sources

PAGE = "docs/policies/sleepovers.md"
LAST = "Tell your supervising social worker at your next talk."
LOCAL = """\
owner: Fostering manager
reviewed: 2026-10-01
review_every: 12 months
facts:
  - id: payment-days
    asks: the days of payment
  - id: answer-time
    asks: the time an answer takes
    value: Five working days
"""

Edit = Callable[[str, str, str], None]
Complaints = Callable[[], list[str]]


def facts(**files: str) -> Facts:
    """Facts as their files hold them."""
    models = {"local": Local, "rates": Rates, "figures": Figures, "courses": Courses, "events": Events}
    return Facts.of(*(models[name].model_validate(read_nodes(text, name).value) for name, text in files.items()))


WRITTEN = sample_sources()
CONTACTS = {"service/contacts.yml": WRITTEN.records["service/contacts.yml"]}
HANDBOOK = dataclasses.replace(WRITTEN.handbook, facts=facts(local=LOCAL))


def problems(record: Record, handbook: Handbook = HANDBOOK) -> list[str]:
    """What is told about the slots of one file."""
    return [str(each) for each in check_slots(Sources(handbook, {**CONTACTS, record.path: record}))]


def told(sentence: str, handbook: Handbook = HANDBOOK) -> list[str]:
    """What is told about a sentence at the end of the sample's policy."""
    page = WRITTEN.records[PAGE]
    assert LAST in page.body
    return problems(dataclasses.replace(page, body=page.body.replace(LAST, sentence)), handbook)


def told_of(path: str, text: str) -> list[str]:
    """What is told about a data file."""
    nodes = read_nodes(text, path)
    return problems(Record(path, nodes.value, nodes.keys, nodes.values))


def test_a_slot_has_a_kind_an_id_and_perhaps_a_part() -> None:
    (bare, part) = slots_in("At {{ contact.duty-worker }}, {{ contact.duty-worker.hours }}.")
    assert (bare.kind, bare.id, bare.part, bare.name) == ("contact", "duty-worker", "", "contact.duty-worker")
    assert (bare.start, bare.end) == (3, 28)
    assert (part.part, part.name) == ("hours", "contact.duty-worker.hours")
    assert (part.start, part.end) == (30, 61)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("{{local.a}}", [0]),
        ("{{ local.a }", [0]),
        ("Say { local.a }", [4]),
        ("{{ local }}", [0]),
        ("{{ local.A }}", [0]),
        ("a }} alone", [2]),
        ("{{\nlocal.a }}", [0, 11]),
        ("{{ local.a }} {{local.a}}, {{local.b}}", [14, 27]),
        ("{{ a {{ b }} c }}", [0, 15]),
        ("{{a\n{{b}} }}", [0, 4, 10]),
        ("{{a}}}}", [0, 5]),
        ("x {{a {local.b} }} {local.c}", [2, 19]),
        ("{{", [0]),
        ("}} {{a}}", [0, 3]),
    ],
)
def test_what_looks_like_a_slot_and_is_none_is_noticed_once_where_it_begins(text: str, places: list[int]) -> None:
    assert [each for each in slots_in(text) if each.start in places] == []
    assert list(odd_braces(text)) == places


@pytest.mark.parametrize("text", ["## Title { #anchor }", "Lead. {: .lead }", "{{ local.a }} and {{ local.b }}"])
def test_attributes_and_slots_are_no_odd_braces(text: str) -> None:
    assert list(odd_braces(text)) == []


def test_slots_are_filled_as_markdown_and_those_in_harmless_text_as_words() -> None:
    text = "{{ local.a }} &#123;&#123; local.a &#125;&#125;"
    assert fill_slots(text, lambda slot: f"*{slot.id}*", lambda slot: slot.id) == "*a* a"


def test_slots_that_name_facts_are_right() -> None:
    assert (
        told("Paid: {{ local.payment-days }}. Call {{ contact.duty-worker }}, {{ contact.duty-worker.hours }}.") == []
    )


BY_KIND = {
    "local": (LOCAL, "local.payment-days", "service/local.yml"),
    "rate": (RATES, "rate.basic-5-10", "service/rates.yml"),
    "figure": (FIGURES, "figure.care-leavers", "service/figures.yml"),
    "course": (COURSES, "course.first-aid.next", "service/courses.yml"),
    "event": (EVENTS, "event.coffee-morning.next", "service/events.yml"),
}


@pytest.mark.parametrize("kind", BY_KIND)
def test_each_kind_of_slot_names_what_its_file_holds(kind: str) -> None:
    text, slot, file = BY_KIND[kind]
    id_ = slot.split(".")[1]
    kept = dataclasses.replace(HANDBOOK, facts=facts(**{file.removeprefix("service/").removesuffix(".yml"): text}))
    assert told(f"It is {{{{ {slot} }}}}.", kept) == []
    assert id_ in SLOT_KINDS[kind].ids(kept)
    # A service that does not keep the file has none of its facts.
    without = dataclasses.replace(HANDBOOK, facts=Facts())
    (line,) = told(f"It is {{{{ {slot} }}}}.", without)
    assert line == f"{PAGE}:36:7: there is no `{id_}` in {file}; check the spelling, or add it first"


def test_a_course_and_an_event_are_told_by_their_next_day_only() -> None:
    kept = dataclasses.replace(HANDBOOK, facts=facts(courses=COURSES))
    assert told("{{ course.first-aid }}", kept) == [
        f"{PAGE}:36:1: `course.first-aid` has no such part; write `{{{{ course.first-aid.next }}}}`"
    ]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Pay: {{ locl.payment-days }}", "there is no kind of fact `locl`; did you mean `local`?"),
        (
            "Pay: {{ local.payment-day }}",
            "there is no `payment-day` in service/local.yml; did you mean `payment-days`?",
        ),
        (
            "Pay: {{ contact.duty-worker.name }}",
            (
                "`contact.duty-worker.name` has no such part; write `{{ contact.duty-worker }}` or "
                "`{{ contact.duty-worker.hours }}`"
            ),
        ),
        (
            "SMS: {{ contact.duty-worker.text }}",
            (
                "`duty-worker` takes no texts; write who it is instead, or add its `text_number:` "
                "below line 94 of service/contacts.yml"
            ),
        ),
        (
            "Pay: {{ contact.supervising-social-worker }}",
            (
                "`supervising-social-worker` has no number; write who it is instead, or add its `phone:` "
                "below line 82 of service/contacts.yml"
            ),
        ),
        (
            "All: {{ call.nothing }}",
            "there is no `nothing` in service/contacts.yml; write one of: `danger`, `safety`, `help`",
        ),
        (
            "Pay: {{local.payment-days}}",
            "these braces are no slot; write it like `{{ local.payment-days }}`: two braces, one space, two braces",
        ),
    ],
)
def test_a_slot_that_names_nothing_is_told_at_its_place(sentence: str, words: str) -> None:
    assert told(sentence) == [f"{PAGE}:36:6: {words}"]


def test_a_number_is_to_be_added_below_the_id_of_its_contact_wherever_that_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path, id_ = "service/contacts.yml", "id: supervising-social-worker"
    text = re.sub(rf"- ({id_})\n    (\S.*)\n", r"- \2\n    \1\n", (SAMPLE / path).read_text(encoding="utf-8"))
    nodes = read_nodes(text, path)
    monkeypatch.setitem(CONTACTS, path, Record(path, nodes.value, nodes.keys, nodes.values))
    (line,) = told("Call {{ contact.supervising-social-worker }}.")
    assert line.endswith(f"below line {text.splitlines().index(f'    {id_}') + 1} of {path}")


def test_a_kind_of_problem_that_only_a_line_of_one_area_takes_has_no_number_for_every_reader() -> None:
    contacts = HANDBOOK.contacts
    (problem, *others), called = contacts.problems, contacts.contacts[0]
    assert told(f"Call {{{{ call.{problem.id} }}}}, {{{{ call.{problem.id}.first }}}}.") == []
    here = called.model_copy(update={"areas": ("north",)})
    changed = contacts.model_copy(
        update={
            "problems": (problem.model_copy(update={"call": (here.id,)}), *others),
            "contacts": (here, *contacts.contacts[1:]),
        }
    )
    (line,) = told(f"Call {{{{ call.{problem.id} }}}}.", dataclasses.replace(HANDBOOK, contacts=changed))
    message = f"nobody with a number is called about `{problem.id}` in all areas; write `call:` for it in"
    assert line == f"{PAGE}:36:6: {message} service/contacts.yml"


def test_every_slot_that_is_wrong_is_told_beside_those_that_are_right() -> None:
    lines = told("Braces {{ }} here.\n\nPay: {{ local.a }}, {{ local.answer-time }}, {{ locl.b }} }}")
    assert [line.split(": ")[0] for line in lines] == [f"{PAGE}:38:6", f"{PAGE}:38:46", f"{PAGE}:36:8", f"{PAGE}:38:59"]
    for alone, column in (("Only these }}.", 12), ("Only { local.a }.", 6), ("Only {{ local.a }.", 6)):
        assert [line.split(": ")[0] for line in told(alone)] == [f"{PAGE}:36:{column}"]


def test_a_contact_without_a_number_can_still_say_when_somebody_answers() -> None:
    assert told("{{ contact.supervising-social-worker.hours }}") == []


def test_a_slot_in_a_data_file_is_told_at_its_value() -> None:
    text = "owner: x\nnote: Call {{ contact.nobody }} or {x}.\nothers:\n  - One.\n  - All {{local.a}}.\n"
    first, second = told_of("service/rates.yml", text)
    assert first.startswith("service/rates.yml:2:12: there is no `nobody` in service/contacts.yml")
    assert second.startswith("service/rates.yml:5:9: these braces are no slot")


@pytest.mark.parametrize(
    "path",
    ["service/contacts.yml", "service/local.yml", "service/service.yml", "surveys/a/survey.yml", "charters/a.yml"],
)
def test_where_slots_are_not_filled_in_they_are_refused(path: str) -> None:
    where = "slots are filled in on pages and in the other files of service/, not here; write the words themselves"
    assert told_of(path, "note: Call {{ contact.duty-worker }}, {{local.a}}.\n") == [f"{path}:1:12: {where}"]


def test_a_slot_in_a_summary_is_looked_at_too(edit: Edit, complaints: Complaints) -> None:
    edit(PAGE, "summary: You decide", 'summary: "{{ contact.nobody }} you decide')
    edit(PAGE, "the plan says otherwise.", 'the plan says otherwise."')
    (line,) = complaints()
    assert line.startswith(f"{PAGE}:4:10: there is no `nobody` in service/contacts.yml")
