"""What `make mutants` tries: each module that carries a promise, tests that are there, a reason for all that stays."""

import pytest

from tests.conftest import ROOT
from tests.mutants.__main__ import place_of, sampled
from tests.mutants.changed_code import changed_functions, functions
from tests.mutants.parts import read_parts, read_survivors

PARTS = read_parts()
PROMISES = {
    "a small number is never shown": [
        "feedback_app/results/disclosure_control.py",
        "handbook/surveys/thresholds.py",
        "handbook/surveys/disclosure_control.py",
        "handbook/rules/summaries.py",
        "feedback_app/results/release.py",
    ],
    "answers are counted together before they are shown": ["handbook/surveys/groupings.py"],
    "a receipt finds its own answers alone": ["feedback_app/privacy/codes.py"],
    "a code is used once and tells nobody who": ["feedback_app/privacy/codes.py", "feedback_app/cli/code_sheets.py"],
    "what was received is kept whole, and without order": [
        "feedback_app/storage/reply_store.py",
        "feedback_app/storage/writer.py",
        "feedback_app/storage/key_order.py",
        "feedback_app/storage/snapshot.py",
    ],
    "what is over is forgotten": [
        "feedback_app/privacy/retention.py",
        "feedback_app/jobs/nightly.py",
        "feedback_app/jobs/maintenance.py",
    ],
    "a backup can be brought back, and only by the service": ["feedback_app/backups/backups.py"],
    "a suggestion changes what its sender saw": [
        "feedback_app/suggestions/patch.py",
        "handbook/pages/sections.py",
    ],
    "personal details are found before they are sent": ["feedback_app/privacy/personal_data/finding.py"],
    "somebody can always be called": ["handbook/calendar/hours.py", "handbook/service/reachability.py"],
    "a fact is printed from its one place": [
        "handbook/pages/slots.py",
        "handbook/content_kind.py",
        "site_builder/layout/slots.py",
    ],
    "a link leads somewhere": ["site_builder/checks/link_check.py", "site_builder/checks/link_targets.py"],
    "nothing harmful reaches a reader": [
        "site_builder/build/html_checks.py",
        "site_builder/build/postprocess.py",
        "feedback_app/formatting.py",
        "handbook/rules/markup.py",
        "site_builder/build/allowed_html.py",
    ],
}


@pytest.mark.parametrize("name", PARTS)
def test_the_modules_and_the_tests_of_a_part_are_there(name: str) -> None:
    part = PARTS[name]
    assert [each for each in part.modules if not list(ROOT.glob(each))] == []
    assert [each for each in part.tests if not (ROOT / each).is_file()] == []
    assert part.tests
    left_out = [each.partition("::") for each in part.without]
    assert [name for file, _, name in left_out if f"def {name}(" not in (ROOT / file).read_text()] == []


def test_each_module_is_tried_in_one_part() -> None:
    tried = [module for part in PARTS.values() for module in part.files]
    assert len(tried) == len(set(tried))


@pytest.mark.parametrize("promise", PROMISES)
def test_each_promise_is_tried(promise: str) -> None:
    tried = {module for part in PARTS.values() for module in part.files}
    assert set(PROMISES[promise]) <= tried


def test_what_stays_uncaught_has_a_reason_and_a_place_that_is_tried() -> None:
    for name, listed in read_survivors().items():
        places = {module.removesuffix(".py").replace("/", ".") for module in PARTS[name].files}
        for change, reason in listed.items():
            assert any(change.place.startswith(place) for place in places), change
            assert len(reason.split()) >= 4, change
            assert change.was != change.becomes


def test_a_sample_is_the_same_however_the_changes_are_ordered() -> None:
    names = [f"handbook.calendar.hours.x_minutes__mutmut_{number}" for number in range(50)]
    assert sampled(names, 20) == sampled(names[::-1], 20)
    assert len(set(sampled(names, 20))) == 20
    assert sampled(names, 20) != sorted(names)[:20]
    assert set(sampled(names, 50)) == set(names)


CODE = """
def kept(answers):
    return len(answers)

class Store:
    def add(self, row):
        self.rows.append(row)

    async def close(self):
        pass
"""


def test_a_function_is_the_same_however_it_is_laid_out_and_commented() -> None:
    laid_out = CODE.replace("return len", "# How many.\n    return  len").replace("(answers):", "(\n  answers\n):")
    assert functions(laid_out) == functions(CODE)
    assert set(functions(CODE)) == {"kept", "Store.add", "Store.close"}


def test_only_what_differs_has_changed() -> None:
    now, then = functions(CODE.replace("append(row)", "append(None)")), functions(CODE)
    assert [name for name, code in now.items() if code != then[name]] == ["Store.add"]


def test_every_function_of_a_module_that_was_not_there_has_changed() -> None:
    assert changed_functions(["tests/mutants/parts.py"], "0" * 40) == {
        "tests.mutants.parts.Part.chosen",
        "tests.mutants.parts.Part.files",
        "tests.mutants.parts.read_parts",
        "tests.mutants.parts.read_survivors",
    }


def test_a_change_is_named_after_its_function() -> None:
    assert place_of("handbook.calendar.hours.x_minutes__mutmut_3") == "handbook.calendar.hours.minutes"
    method = "feedback_app.privacy.codes.xǁCodeKeysǁcreate__mutmut_12"
    assert place_of(method) == "feedback_app.privacy.codes.CodeKeys.create"
