"""A form before it opens: every step can be looked at, each page says that it is a preview, and nothing is kept."""

import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from feedback_app.cli.preview_command import NO_RECEIPT, preview_app
from feedback_app.forms.translations import words_in
from feedback_app.privacy.codes import normalise
from feedback_app.settings import Settings, read_settings
from handbook.handbook import Handbook
from handbook.loading import load_handbook
from tests.conftest import ROOT
from tests.feedback_app.conftest import CODED, Moment
from tests.feedback_app.service_commands import ServiceCli, service_cli
from tests.feedback_app.visiting import Page, Values, Visitor
from tests.feedback_app.web.test_answering import ANSWERS, CODE
from tests.handbooks import real_sources
from tests.product import free_port

FOR_CHILDREN = "children-8-to-11"
RECEIPT = re.compile(r"\b[0-9A-Z]{4}(-[0-9A-Z]{4}){3}\b")

Preview = Callable[[str], Flask]


@pytest.fixture
def preview(settings: Settings, sample_handbook: Handbook) -> Preview:
    return lambda key: preview_app(settings, sample_handbook, sample_handbook.runs[key])


def check_marked(page: Page, language: str = "en") -> None:
    """What every page of a preview has: the mark, and nothing that could be taken for a receipt."""
    (mark,) = (each for each in page.root.iter("aside") if each.get("class") == "preview-banner")
    assert words_in(language)("preview-only") in " ".join("".join(mark.itertext()).split())
    assert not [found[0] for found in RECEIPT.finditer(page.html) if found[0] != CODE]
    assert normalise(NO_RECEIPT) is None
    assert page.status == 200


def steps(app: Flask, slug: str, answers: Values, language: str = "en") -> list[Page]:
    """The form, what is wrong with an empty one, the form filled in, the answers read over, the thanks, what we see."""
    visitor, say = Visitor(app), words_in(language)
    form = visitor.get(f"/answer/{slug}/?language={language}")
    check = form.press(say.plain("check-my-answers"), **answers)
    done = check.press(say.plain("send-my-answers"))
    return [
        form,
        form.press(say.plain("check-my-answers")),
        check,
        check.press(say.plain("change-my-answers")),
        done,
        check.press(say.plain("send-my-answers")),
        visitor.get(f"/answer/{slug}/what-we-see/"),
    ]


@pytest.mark.parametrize(
    ("key", "answers"),
    [
        ("mileage", {"support": ["agree"], "why": ["Quick"]}),
        (CODED, ANSWERS | {"code": CODE}),
    ],
)
def test_every_step_is_shown_and_marked_and_nothing_is_kept(
    preview: Preview, settings: Settings, key: str, answers: Values
) -> None:
    pages = steps(preview(key), key.partition("/")[0], answers)
    for page in pages:
        check_marked(page)
    assert pages[2].heading == "Check your answers before you send them"
    assert [page.heading for page in pages[4:6]] == ["Thank you: we have your answers"] * 2
    assert {page.receipt for page in (pages[0], pages[2], pages[4])} == {NO_RECEIPT}
    assert not settings.store.exists()
    assert not settings.keys.exists()


def test_what_children_read_can_be_looked_at_in_each_language(settings: Settings) -> None:
    handbook = real_sources().handbook
    (run, *_) = handbook.runs_of(FOR_CHILDREN)
    app = preview_app(settings, handbook, run)
    form = Visitor(app).get(f"/answer/{FOR_CHILDREN}/?language=cy")
    assert next(form.root.iter("html")).get("lang") == "cy"
    questions = [each.id for each in run.questionnaire.questions if each.options]
    answers = {f"answer-{name}": [_first_choice(form, f"answer-{name}")] for name in questions}
    for page in steps(app, FOR_CHILDREN, answers, "cy")[:6]:
        check_marked(page, "cy")
    assert not settings.store.exists()


def _first_choice(form: Page, name: str) -> str:
    return next(each.get("value", "") for each in form.root.iter("input") if each.get("name") == name)


def test_personal_details_are_asked_about_as_they_will_be(preview: Preview) -> None:
    form = Visitor(preview("mileage")).get("/answer/mileage/")
    asked = form.press("Check my answers", support="agree", why="Ring me on 07700 900123.")
    assert asked.heading == "Leave this out?"
    check_marked(asked)


def test_the_form_is_shown_as_on_its_first_day_whatever_else_is_open_then(
    preview: Preview, settings: Settings, sample_handbook: Handbook
) -> None:
    closed = Visitor(preview("carer-views/2025-autumn")).get("/answer/carer-views/")
    assert closed.heading == "Your views: Autumn 2025"
    waves = sample_handbook.waves["carer-views"]
    asked = waves["2026-autumn"]
    sooner = asked.model_copy(update={"title": "Sooner", "closes": asked.opens})
    both = replace(sample_handbook, waves={"carer-views": {**waves, "2026-sooner": sooner}})
    shown = Visitor(preview_app(settings, both, both.runs[CODED])).get("/answer/carer-views/")
    assert shown.heading == "Your views: Autumn 2026"


@pytest.mark.parametrize(
    "address",
    ["/answer/every-kind/", "/withdraw/", "/receipt/", "/suggest/", "/page-feedback/", "/healthz", "/answer/nothing/"],
)
def test_a_preview_has_no_other_page(preview: Preview, address: str) -> None:
    client = preview("mileage").test_client()
    assert client.get(address).status_code == 404
    assert client.post(address, data={"receipt": CODE}).status_code in (403, 404)


def test_a_preview_answers_to_this_computer_alone(preview: Preview) -> None:
    client = preview("mileage").test_client()
    asked = [
        client.get("/answer/mileage/", headers={"Host": host}).status_code
        for host in ("127.0.0.1:8001", "localhost:8001", "forms.example.org", "127.0.0.1.example.org", "192.0.2.1")
    ]
    assert asked == [200, 200, 403, 403, 403]


def test_nothing_that_is_asked_for_shows_a_form_before_its_day_to_the_public(
    app: Flask, visitor: Visitor, moment: Moment
) -> None:
    moment.at = datetime(2026, 10, 1, 12, tzinfo=UTC)
    for asked in ("", "?preview=yes", "?preview=1&on=2026-11-22", "?language=preview"):
        page = visitor.get(f"/answer/mileage/{asked}")
        assert page.heading == "Paying for your journeys is not open yet"
        assert not [each for each in page.root.iter("aside") if each.get("class") == "preview-banner"]
    assert not [rule.rule for rule in app.url_map.iter_rules() if "preview" in rule.rule]


# -- the command --


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> ServiceCli:
    opened = service_cli(tmp_path, monkeypatch, capsys)
    shutil.rmtree(opened.store_path.parent, ignore_errors=True)
    for name in ("site/index.html", "build/content-security-policy.txt"):
        (opened.root / name).parent.mkdir()
        (opened.root / name).write_text("default-src 'self'")
    return opened


def test_a_key_that_is_not_there_gets_a_sentence(cli: ServiceCli) -> None:
    exit_code, _, err = cli.invoke("preview milage")
    assert (exit_code, "did you mean `mileage`?" in err) == (1, True)
    assert not cli.store_path.exists()


def test_the_command_shows_the_form_on_this_computer_until_it_is_stopped(cli: ServiceCli) -> None:
    port = free_port()
    command = [sys.executable, "-m", "feedback_app", "preview", "mileage", "--port", str(port)]
    environment = os.environ | {"HANDBOOK_ROOT": str(cli.root), "PYTHONUNBUFFERED": "1"}
    # Tests that a shell runs in the background ignore Ctrl+C, and so would what they start.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    running = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    signal.signal(signal.SIGINT, before)
    try:
        assert running.stdout
        said = [running.stdout.readline(), running.stdout.readline()]
        assert said[0] == f"Preview of mileage: http://127.0.0.1:{port}/answer/mileage/\n"
        assert said[1] == "Nothing that you send is kept. Stop with Ctrl+C.\n"
        with urllib.request.urlopen(said[0].split()[-1]) as answer:  # noqa: S310
            shown = answer.read().decode()
    finally:
        running.send_signal(signal.SIGINT)
        try:
            running.communicate(timeout=30)
        finally:
            running.kill()
            running.wait()
    assert "This is a preview" in shown
    assert not cli.store_path.exists()


def test_the_settings_of_the_service_are_not_needed_to_look_at_a_form(cli: ServiceCli) -> None:
    settings = read_settings({"HANDBOOK_ROOT": str(cli.root)})
    handbook = load_handbook(cli.root)
    assert Visitor(preview_app(settings, handbook, handbook.runs["mileage"])).get("/answer/mileage/").status == 200
    assert not settings.store.parent.exists()
