"""What we can see about you: the page of each form, held against the store as it really is."""

import sqlite3
from dataclasses import replace

import pytest

from feedback_app.app import create_app
from feedback_app.backups.backups import MAX_COPIES
from feedback_app.clock import Clock
from feedback_app.privacy.codes import new_receipt
from feedback_app.responses import Response
from feedback_app.settings import Settings
from feedback_app.storage import columns_by_table
from feedback_app.web.data_disclosure import TABLE_DESCRIPTIONS, disclose_data
from feedback_app.web.extensions import AppServices
from feedback_app.web.rate_limits import MAX_REPLIES_PER_DAY, MAX_REPLIES_PER_NETWORK
from handbook.handbook import Handbook
from handbook.surveys.thresholds import CHILDREN, THRESHOLDS
from tests.conftest import ON
from tests.feedback_app.conftest import CODED
from tests.feedback_app.visiting import Visitor


def test_every_column_of_the_real_file_is_explained_and_nothing_else(services: AppServices) -> None:
    with sqlite3.connect(services.settings.store) as store:
        tables = [name for (name,) in store.execute("select name from sqlite_master where type = 'table'")]
        real = {name: {row[1] for row in store.execute(f"pragma table_info({name})")} for name in tables}
    store.close()
    assert real.pop("alembic_version") == {"version_num"}
    assert real == {name: set(columns) for name, (_, columns) in TABLE_DESCRIPTIONS.items()}
    assert real == {name: set(columns) for name, columns in columns_by_table().items()}


@pytest.mark.parametrize("slug", ["carer-views", "mileage", "every-kind"])
def test_the_page_names_every_table_and_column(visitor: Visitor, slug: str) -> None:
    page = visitor.get(f"/answer/{slug}/what-we-see/")
    assert (page.status, page.heading) == (200, "What we can see about you")
    words = page.text.replace(",", " ").replace(".", " ").split()
    missing = [each for name, columns in columns_by_table().items() for each in (name, *columns) if each not in words]
    assert missing == []


def test_a_form_leads_to_its_page_and_back(visitor: Visitor) -> None:
    assert visitor.get("/answer/mileage/").has_link("/answer/mileage/what-we-see/")
    assert visitor.get("/answer/mileage/what-we-see/").has_link("/answer/mileage/")


def test_codes_and_open_links_are_told_apart(visitor: Visitor) -> None:
    coded, opened = (visitor.get(f"/answer/{slug}/what-we-see/").text for slug in ("carer-views", "mileage"))
    assert "You need a one-time code" in coded
    assert "The link is open" in opened
    assert "invitation Changes" not in opened
    assert "A right code is always taken" in coded
    assert "from one network" in opened


def test_the_numbers_are_those_in_force(visitor: Visitor, services: AppServices) -> None:
    text = visitor.get("/answer/mileage/what-we-see/").text
    assert f"at least {THRESHOLDS.cell} people" in text
    assert "not set up to make safety copies" in text
    run = services.handbook.runs[CODED]
    children = run.survey.model_copy(update={"for_children": True})
    assert disclose_data(replace(run, survey=children), THRESHOLDS).thresholds.cell == 10


def page_of(settings: Settings, handbook: Handbook) -> str:
    """The words of the page about the form on journeys."""
    app = create_app(settings, handbook, clock=Clock(ON))
    text = Visitor(app).get("/answer/mileage/what-we-see/").text
    app.extensions["handbook"].store.close()
    return text


def with_children(handbook: Handbook) -> Handbook:
    """The same handbook, whose form on journeys is for children."""
    journeys = handbook.consultations["mileage"].model_copy(update={"for_children": True})
    return replace(handbook, consultations={**handbook.consultations, "mileage": journeys})


def test_children_are_told_the_stricter_numbers(settings: Settings, sample_handbook: Handbook) -> None:
    text = page_of(settings, with_children(sample_handbook))
    assert f"Fewer than {CHILDREN.group} answers to a question: no figures." in text
    assert f"at least {CHILDREN.cell} people" in text
    assert "Your words are deleted 30 days after this form closes." in text


def test_numbers_that_a_service_raised_are_the_ones_told(settings: Settings, sample_handbook: Handbook) -> None:
    raised = {"group": 41, "cell": 17, "three_answers": 143, "all_answers": 287}
    text = page_of(replace(settings, thresholds=THRESHOLDS.raised(raised)), sample_handbook)
    assert "Fewer than 41 answers to a question: no figures." in text
    assert "at least 17 people" in text
    assert "Fewer than 143: two groups of answers at most. Fewer than 287: three at most." in text


def test_the_limits_it_speaks_of_are_those_in_force(visitor: Visitor) -> None:
    text = visitor.get("/answer/mileage/what-we-see/").text
    assert (
        f"up to {MAX_REPLIES_PER_NETWORK} answers an hour from one network and up to {MAX_REPLIES_PER_DAY:,} a day"
        in text
    )


def test_the_copies_it_speaks_of_are_those_that_are_kept(settings: Settings, sample_handbook: Handbook) -> None:
    text = page_of(replace(settings, backup_key="age1"), sample_handbook)
    assert f"The newest {MAX_COPIES} copies" in text
    assert f"once {MAX_COPIES} newer ones" in text


def test_answers_about_oneself_stand_where_the_page_says(visitor: Visitor, services: AppServices) -> None:
    services.store.save(Response(new_receipt(), "every-kind", {"recommend": 7}, equality_answers={"age": "older"}))
    with sqlite3.connect(services.settings.store) as store:
        kept = {survey for (survey,) in store.execute("select survey from reply")}
    store.close()
    text = visitor.get("/answer/every-kind/what-we-see/").text
    assert kept == {"every-kind", "every-kind#apart"}
    assert "under the name every-kind#apart" in text
    assert "#apart" not in visitor.get("/answer/mileage/what-we-see/").text


def test_a_form_without_words_says_so(services: AppServices) -> None:
    run = services.handbook.runs["mileage"]
    ticked = tuple(
        section.model_copy(update={"questions": tuple(each for each in section.questions if each.kind.is_counted)})
        for section in run.survey.sections
    )
    without = run.survey.model_copy(update={"sections": ticked})
    disclosure = disclose_data(replace(run, survey=without), THRESHOLDS)
    assert not disclosure.asks_for_words
    assert {table.name for table in disclosure.tables if table.is_used} == {"reply", "release"}


def test_there_is_no_page_about_a_form_that_is_not_there(visitor: Visitor) -> None:
    assert visitor.get("/answer/nothing/what-we-see/").status == 404
