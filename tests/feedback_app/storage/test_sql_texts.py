"""P18: whatever is sent, the database hears the same sentences: what people write is never part of one.

`sql_texts.txt` lists all that the forms say to it. A new sentence is a decision: after looking at it, write the
list anew with PROVE_WRITE_SQL_TEXTS=yes.
"""

import os
from pathlib import Path

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedback_app.privacy.codes import new_code, new_receipt
from feedback_app.web.extensions import AppServices
from tests.conftest import Figure
from tests.feedback_app.conftest import hand_out_codes
from tests.feedback_app.every_route import every_route
from tests.feedback_app.sql_capture import heard
from tests.proofs.hostile import hostile

LIST = Path(__file__).parent / "sql_texts.txt"
TRIES = int(os.environ.get("PROVE_FUZZ", "400"))
CODED = "/answer/carer-views/send/"
ANSWERS = {
    "answer-invited": "agree",
    "answer-answered": "agree",
    "answer-recommend": "7",
    "answer-helped": "group",
    "answer-area": "north",
    "answer-change": "Calls between visits.",
}
PAGE = "/policies/sleepovers/"
HERE = {"Sec-Fetch-Site": "same-origin"}
STRINGS = st.one_of(
    st.text(max_size=60), st.sampled_from([string for _, string in hostile()]), st.sampled_from([PAGE, "yes", "agree"])
)
NAMES = st.sampled_from(
    ["receipt", "code", "words", "page", "part", "why", "useful", "website", "answer-why", "answer-support", *ANSWERS]
)


def visits(app: Flask) -> None:
    """Everything that people do when they do it right."""
    client, services, code = app.test_client(), running(app), new_code()
    hand_out_codes(services, code)
    receipts = [new_receipt() for _ in range(3)]
    client.post(CODED, data=ANSWERS | {"receipt": receipts[0], "code": code}, headers=HERE)
    client.post("/answer/mileage/send/", data={"answer-support": "agree", "receipt": receipts[1]}, headers=HERE)
    client.post("/page-feedback/", data={"page": PAGE, "useful": "yes"}, headers=HERE)
    client.post("/page-feedback/words/", data={"page": PAGE, "words": "Which day?"}, headers=HERE)
    suggestion = {"page": PAGE, "words": "Ask first.", "why": "It is clearer.", "receipt": receipts[2]}
    client.post("/suggest/send/", data=suggestion, headers=HERE)
    for receipt in (*receipts, new_receipt()):
        client.post("/receipt/", data={"receipt": receipt}, headers=HERE)
    for receipt in (*receipts, new_receipt()):
        client.post("/withdraw/", data={"receipt": receipt}, headers=HERE)


def running(app: Flask) -> AppServices:
    found = app.extensions["handbook"]
    assert isinstance(found, AppServices)
    return found


def test_the_database_hears_nothing_that_is_not_on_the_list(app: Flask, figure: Figure) -> None:
    addresses = [(route.address, route.is_form) for route in every_route(app)]
    tried = 0

    @settings(max_examples=TRIES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(
        st.sampled_from(addresses), st.dictionaries(NAMES | st.text(max_size=8), STRINGS, max_size=12), st.booleans()
    )
    def send(place: tuple[str, bool], fields: dict[str, str], filled: bool) -> None:  # noqa: FBT001
        nonlocal tried
        tried += 1
        running(app).rate_limiter._forms.clear()
        data = (
            (ANSWERS | {"answer-support": "agree", "receipt": new_receipt(), "page": PAGE} | fields)
            if filled
            else fields
        )
        method = "POST" if place[1] else "GET"
        answer = app.test_client().open(place[0], method=method, data=data, headers=HERE, buffered=True)
        assert answer.status_code < 500

    with heard() as texts:
        visits(app)
        send()
    if os.environ.get("PROVE_WRITE_SQL_TEXTS") == "yes":
        LIST.write_text("".join(f"{text}\n" for text in sorted(texts)))
    listed = LIST.read_text().splitlines()
    figure(
        f"P18 SQL: {tried:,} requests of chance and malice, {len(texts)} sentences heard, "
        f"{len(texts - set(listed))} not on the list"
    )
    assert sorted(texts) == listed


def test_a_sentence_with_words_of_a_person_in_it_would_be_heard(app: Flask) -> None:
    with heard() as texts, running(app).store._engine.connect() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM reply WHERE survey = 'x' OR '1'='1'")
    assert "SELECT count(*) FROM reply WHERE survey = 'x' OR '1'='1'" in texts
    assert not texts <= set(LIST.read_text().splitlines())


def test_the_list_holds_no_value() -> None:
    for text in LIST.read_text().splitlines():
        assert "'" not in text, text
        assert text.startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "BEGIN", "PRAGMA")), text
