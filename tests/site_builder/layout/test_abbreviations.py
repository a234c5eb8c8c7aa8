"""Short forms explain themselves where a page first uses them, and nothing else of the page changes."""

import re

import pytest

from handbook.service.glossary import Glossary
from site_builder.layout.abbreviations import explain_abbreviations, short_terms
from tests.site_builder.minimal_handbook import REVIEW

GLOSSARY = Glossary.model_validate(
    {
        **REVIEW,
        "terms": [
            {"id": "lado", "term": "LADO", "stands_for": "local authority designated officer", "meaning": "Oversees."},
            {"id": "keep", "term": "KEEP", "meaning": "A course\nfor carers."},
            {"id": "wave", "term": "Wave", "meaning": "One running of a survey."},
        ],
    }
)
TERMS = short_terms(GLOSSARY)


def noted(body: str, here: str = "policies/a.md") -> str:
    return explain_abbreviations(here, body, TERMS)


def test_only_short_forms_are_explained() -> None:
    assert set(TERMS) == {"LADO", "KEEP"}


def test_the_first_use_is_a_button_with_the_full_words_behind_it() -> None:
    assert noted("Ask the LADO now. The LADO knows.") == (
        'Ask the <button type="button" class="short-form" popovertarget="short-form-lado">LADO</button>'
        '<span class="short-form__note" id="short-form-lado" popover="auto">'
        '<span class="short-form__words">Local authority designated officer</span> '
        '<span class="short-form__more">[LADO in the glossary](../glossary.md#lado)</span></span> now. The LADO knows.'
    )


def test_without_full_words_the_meaning_stands_there_on_one_line() -> None:
    assert '<span class="short-form__words">A course for carers.</span>' in noted("Try KEEP.")


def test_a_plural_keeps_its_end() -> None:
    assert noted("Two LADOs today.").endswith("</span></span>s</span> today.")


@pytest.mark.parametrize(("before", "after"), [("(", ")"), ("", "."), ('"', '",'), ("", "'s"), ("(", "")])
def test_brackets_and_stops_stay_on_the_line_of_their_short_form(before: str, after: str) -> None:
    made = noted(f"Call her {before}LADO{after} now")
    assert made.startswith(f'Call her <span class="short-form__whole">{before}<button')
    assert made.endswith(f"</span></span>{after}</span> now")


def test_signs_of_markdown_around_a_short_form_stay_outside() -> None:
    assert noted("**LADO**.").startswith("**<button")
    assert noted("**LADO**.").endswith("</span></span>**.")


def test_what_is_escaped_on_the_line_stays_as_it_is() -> None:
    assert noted("- [&#34;Work&#34;](a.md): <b>LADO</b> &amp; more").startswith("- [&#34;Work&#34;](a.md): <b><button")
    assert noted("LADO &amp; more").endswith(" &amp; more")


@pytest.mark.parametrize(
    "body",
    [
        "## The LADO",
        "`LADO`",
        "[the LADO](b.md) and ![LADO](a.png)",
        "<a href='/x'>LADO</a>",
        '<p title="LADO">x</p>',
        "https://LADO.example/LADO",
        "text {: #LADO }",
        "```\nLADO\n```",
        "<table>\n<tr><td>\nLADO\n</td></tr>\n</table>",
        "<svg>\n  <text>x</text>\nLADO\n</svg>",
        "[LADO]: b.md",
        "See {{ local.LADO }}.",
    ],
)
def test_headings_links_code_and_tags_stay_as_they_are(body: str) -> None:
    assert noted(body) == body


def test_the_words_that_the_script_takes_the_place_of_explain_nothing() -> None:
    step = '<span data-call="x"><span class="call__always">1 (LADO), then 2 (KEEP)</span></span>'
    assert noted(f"Call {step}.") == f"Call {step}."
    assert noted(f"Call {step}, the LADO.").startswith(f'Call {step}, the <span class="short-form__whole"><button')


def test_what_follows_a_block_is_explained_again() -> None:
    assert "popover" in noted("```\nLADO\n```\n\nLADO")
    assert "popover" in noted('<div markdown="block">\n\nLADO\n\n</div>')
    assert "popover" in noted("| a | b |\n| --- | --- |\n| LADO | b |")


def test_lists_of_words_are_left_alone() -> None:
    assert noted("LADO", "glossary.md") == "LADO"


def test_no_id_is_used_twice() -> None:
    ids = re.findall(r'id="([^"]+)"', noted("LADO and KEEP\n\nLADO and KEEP"))
    assert ids == ["short-form-lado", "short-form-keep"]
