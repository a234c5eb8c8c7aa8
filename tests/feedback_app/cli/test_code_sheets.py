"""What is on the cards of a sheet of one-time codes."""

from datetime import date

import pytest

from feedback_app.cli.code_sheets import CodeCard, code_card, code_sheet
from handbook.handbook import Handbook
from tests.feedback_app.conftest import CODED

FORMS, SITE = "https://forms.example.org", "https://handbook.example.org"
CARD = CodeCard("Carers & children <2026>", "31 March 2027", f"{FORMS}/answer/carer-views/")


@pytest.mark.parametrize(
    ("forms", "site", "place"),
    [(FORMS, SITE, FORMS), (f"{FORMS}/", None, FORMS), (None, f"{SITE}/", SITE), (None, SITE, SITE)],
)
def test_a_card_names_the_form_its_last_day_and_where_it_is(
    sample_handbook: Handbook, forms: str | None, site: str | None, place: str
) -> None:
    service = sample_handbook.service.model_copy(update={"forms_address": forms, "site_address": site})
    run = sample_handbook.runs[CODED]
    assert run.wave.closes == date(2027, 3, 31)
    assert code_card(run, service) == CodeCard(run.survey.title, "31 March 2027", f"{place}/answer/carer-views/")


def test_there_is_no_card_while_nobody_said_where_the_forms_live(sample_handbook: Handbook) -> None:
    service = sample_handbook.service.model_copy(update={"forms_address": None, "site_address": None})
    assert code_card(sample_handbook.runs[CODED], service) is None


def test_a_sheet_says_on_each_card_the_title_as_it_is_written_the_day_the_address_and_its_code() -> None:
    sheet = code_sheet(CARD, ("7B2C-9QKD-M4XE-ZT10", "7B2C-9QKD-M4XE-ZT11"))
    for said in (
        "<h2>Carers &amp; children &lt;2026&gt;</h2>",
        "31 March 2027",
        "forms.example.org/answer/carer-views<",
    ):
        assert sheet.count(said) == 2
    assert [sheet.count(code) for code in ("7B2C-9QKD-M4XE-ZT10", "7B2C-9QKD-M4XE-ZT11")] == [1, 1]
    assert "2 cards to print" in sheet
