"""Numbers that forms name are printed as on every page, dialled the same way, and say their extension."""

import pytest
from flask import Flask, render_template_string

from feedback_app.forms.translations import words_in
from handbook.service.contacts import Contact

DESK = {"id": "desk", "title": "Desk", "use": "you must", "urgency": "urgent", "hours_unknown": "See the website"}


def shown(app: Flask, language: str, **numbers: str) -> str:
    """What a form says of a contact in one language."""
    contact = Contact.model_validate({**DESK, **numbers})
    template = '{% from "fields.html" import number %}{{ number(contact, say) }}'
    with app.test_request_context():
        return render_template_string(template, contact=contact, say=words_in(language))


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ({"phone": "01632-960-101"}, 'Desk, <a href="tel:+441632960101">01632 960101</a>'),
        ({"phone": "116123"}, 'Desk, <a href="tel:116123">116 123</a>'),
        ({"phone": "0800 1111"}, 'Desk, <a href="tel:08001111">0800 1111</a>'),
        (
            {"phone": "01632 960101", "extension": "4", "example": "yes"},
            'Desk, <a href="tel:+441632960101,4">01632 960101</a> extension 4 (example number)',
        ),
        ({"text_number": "85258"}, 'Desk, send a text message to <a href="sms:85258">85258</a>'),
        (
            {"phone": "116123", "text_number": "85258"},
            'Desk, <a href="tel:116123">116 123</a>, or send a text message to <a href="sms:85258">85258</a>',
        ),
        (
            {"phone": "111", "text_relay": "yes"},
            'Desk, <a href="tel:111">111</a>, or type through Relay UK on <a href="tel:18001111">18001 111</a>',
        ),
    ],
)
def test_a_form_links_a_number_as_a_phone_dials_it(app: Flask, numbers: dict[str, str], words: str) -> None:
    assert shown(app, "en", **numbers) == words


def test_an_extension_is_said_in_the_readers_language(app: Flask) -> None:
    assert shown(app, "cy", phone="01632 960101", extension="4").endswith("01632 960101</a> estyniad 4")


def test_the_short_notice_says_the_extension_too(app: Flask) -> None:
    contact = Contact.model_validate({**DESK, "phone": "01632 960101", "extension": "4"})
    template = '{% from "fields.html" import call %}{{ call(contact) }}'
    with app.test_request_context():
        said = render_template_string(template, contact=contact)
    assert said == '<a href="tel:+441632960101,4">01632 960101</a> extension 4'


def test_who_answers_999_is_said_in_the_readers_language(app: Flask) -> None:
    assert shown(app, "cy", phone="999") == 'Heddlu, ambiwlans a thân, <a href="tel:999">999</a>'
    assert shown(app, "en", phone="999") == 'Desk, <a href="tel:999">999</a>'
