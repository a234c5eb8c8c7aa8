"""Whatever `check` accepts, the build accepts: its inspection reads what the engine makes of many shapes of text."""

import dataclasses
import re
from collections.abc import Iterator

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handbook.loading import check_body
from handbook.pages.page import Page
from handbook.rules.checking import STYLE_RULES
from handbook.rules.slots import check_slots
from handbook.service.phone_numbers import NATIONAL_NUMBERS
from handbook.source.conflict_marks import conflict_marks
from handbook.source.problems import ContentError
from handbook.sources import Sources
from site_builder.build.html_checks import numbers_on, read_built_page, split_article
from site_builder.checks.link_check import check_page_links
from site_builder.checks.link_targets import LinkTargets
from site_builder.checks.markdown import page_faults
from site_builder.context import build_context
from site_builder.forge_markdown.parsers import SITE_EXTENSIONS, SITE_SETTINGS
from site_builder.layout.page_layout import page_markdown
from site_builder.layout.slots import fill_page
from site_builder.page_list import hand_written_page
from tests.handbooks import sample_sources
from tests.site_builder.forge_markdown.snippets import SAME, WRITTEN_AGAIN
from tests.site_builder.forge_markdown.test_compatible import SIGNS, WORDS
from tests.site_builder.minimal_handbook import ON

PAGE = "docs/policies/sleepovers.md"
WRITTEN = sample_sources()
CTX = build_context(WRITTEN.handbook, ON)
NUMBERS = {number for contact in WRITTEN.handbook.contacts.contacts for number in contact.numbers} | set(
    NATIONAL_NUMBERS
)
ENGINE = markdown.Markdown(extensions=list(SITE_EXTENSIONS), extension_configs=SITE_SETTINGS)
FRAME = '<html><head></head><body><article class="md-content__inner md-typeset">{}</article></body></html>'


def with_text(text: str) -> Page:
    """The sample's policy with another text."""
    return WRITTEN.handbook.pages[PAGE.removeprefix("docs/")].model_copy(update={"body": text})


def told(text: str) -> list[str]:
    """What `check` says about a page with this text."""
    page = with_text(text)
    record = dataclasses.replace(WRITTEN.records[PAGE], body=text)
    handbook = dataclasses.replace(WRITTEN.handbook, pages={page.path: page})
    places = LinkTargets({page.path: f"\n---\n{text}", "index.md": ""}, {"policies/a.png"})

    def every() -> Iterator[object]:
        yield from conflict_marks(text)
        yield from check_body(record)
        for rule in (check_slots, *STYLE_RULES):
            yield from rule(Sources(handbook, {PAGE: record}))
        yield from page_faults(text)
        yield from check_page_links(handbook, places)

    return [str(each) for each in every()]


def built(text: str) -> str:
    """The page as the build inspects it: staged, and made into HTML with the engine's own extensions."""
    staged = page_markdown(CTX, fill_page(CTX, hand_written_page(with_text(text))))
    ENGINE.reset()
    return FRAME.format(ENGINE.convert(staged.partition("\n---\n")[2]))


def refused(html: str) -> list[str]:
    """What the build would stop at, and marks that only a program writes, where a reader would see them."""
    page = read_built_page(html)
    found = list(page.faults)
    found += [link for link in page.links if link.startswith("#") and link[1:] not in page.anchors]
    found += [shown for shown, digits in numbers_on(split_article(html)[1]) if digits not in NUMBERS]
    return found + re.findall(r"\{:.*|\]\((?:tel|sms):.*", html)


BLOCKS_OF_ONE_KIND = (
    "Do this:\n\n1. Sit down.\n  - Breathe.\n2. Call us.",
    "> one\n\n> two",
    "* one\n+ two\n- three",
    "- one\n- two\n\n* three",
    "- one\n1. two",
    "1) one\n2. two",
    "1) one\n\n3. three",
    "10. ten\n    - deep\n11. eleven\n   - not",
    "9. a\n10. b\n   - c",
)
COMMENTS = (
    "<!-- -->",
    "<!---->",
    "<!--one-->",
    "<!-- one\ntwo -->",
    "<!-- <b> -->",
    "A <!-- one --> b.",
    "<!-- a -- b -->",
)
FOOTNOTES = (
    "Words[^1][^2] and again[^1].\n\n[^1]: One.\n[^2]: Two.",
    "Words.[^1]\n\n[^1]: One[^2].\n\n[^2]: Two.",
    "Words.[^1]\n\n[^1]: One[^2].\n    - a point\n\n    [^2]: It begins inside the other.",
    "Words[^1][^2][^3].\n\n[^1]: One.\n\n    > [^2]: In a quote inside the other.\n\n[^3]: Three.",
)
MORE = (
    "A.[^2]\n\n[^2]: Kent",
    "| a |\n| - |\n| b[^2] |\n\n[^2]: Kent",
    "![A list][p]\n\n[p]: a.png",
    "a<b",
    ": words",
    "[^1]: Nobody asks for this.",
    "Words `[^1]`, \\[^2], [^3 words], [^4](../index.md) and <!-- [^5] --> more.",
    "> Words\n\n[^1]: Nobody asks for this.",
    "- [ ] a bag\n\n    1. [x] a sock",
    *FOOTNOTES,
    "Call {{ contact.duty-worker }}, or see [{{ contact.duty-worker.hours }}](../index.md).",
    "```flowchart go\n1. Call {{ contact.duty-worker }}.\n```",
)


@pytest.mark.parametrize("text", [*BLOCKS_OF_ONE_KIND, *COMMENTS, *MORE])
def test_a_text_that_is_right_on_the_forge_is_green_in_both(text: str) -> None:
    assert told(text) == []
    assert refused(built(text)) == []


LINE = st.tuples(
    st.sampled_from(["", "", "", "  ", "   ", "    "]),
    SIGNS | st.sampled_from(["* ", "+ ", "1) ", ":   ", "> [!NOTE]\n> ", "<details>\n", "```flowchart go\n1. "]),
    WORDS
    | st.sampled_from(
        [*COMMENTS, "<!--", "-->", "a<b", "<?x?>", "<!x", "<br", "<q>", "</q>", "<details>", "</details>"]
    )
    | st.sampled_from(
        ["`{{ contact.duty-worker }}`", "[call {{ contact.duty-worker }}](a.md)", "![a][b]", "[b]: a.png"]
    )
    | st.sampled_from([*BLOCKS_OF_ONE_KIND, *FOOTNOTES, "[^2]: Three[^1].", *SAME.values(), *WRITTEN_AGAIN.values()]),
    st.booleans(),
).map(lambda line: f"{line[0]}{line[1]}{line[2]}{chr(10) * line[3]}")


@settings(max_examples=60, derandomize=True)
@given(st.lists(LINE, min_size=1, max_size=4).map("\n".join))
def test_whatever_check_accepts_the_build_accepts(text: str) -> None:
    try:
        accepted = not told(text)
        html = built(text) if accepted else ""
    except ContentError:  # a flowchart that cannot be drawn, which `check` tells when it drafts the page
        return
    if accepted:
        assert refused(html) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Words <!-- words", ":27:7: this comment is never closed; write `-->` where it ends"),
        ("<details>\n<summary>More</summary>\n\nWords.", ":27:1: `<details>` is never closed; write `</details>`"),
        ("Words</sup> here.", ":27:6: `</sup>` closes nothing; take it out"),
        ("<br <?x?>", "`<?>` may not stand here"),
        ("Words.[^1]\n\n[^1]: One[^1].\n\n[^1]: Two.", "(5, '`[^1]` begins a footnote above already"),
        ("Words.[^1]\n\n[^1]: One.\n\n    [^1]: Two.", "(5, '`[^1]` begins a footnote above already"),
        ("Words.\n\n[^1]: One[^2].\n\n[^2]: Two.", "(5, 'no words of the text lead to this footnote"),
        ("![A list[^1]](a.png)\n\n[^1]: One.", "(3, 'no words of the text lead to this footnote"),
        ("Words[^1] here.", "(1, 'nothing is written for `[^1]`"),
        ("# A\n\n| a |\n| - |\n| b[^2] and[^1] |\n\n[^1]: One.", "(5, 'nothing is written for `[^2]`"),
        ("![A list[^1]](a.png)", "(1, 'nothing is written for `[^1]`"),
        ("Words.[^1]\n\n[^1]: One[^2].", "(3, 'nothing is written for `[^2]`"),
        ("> Words\n[^1]: One.", "(2, '`[^1]` begins right below a quote"),
        ("Words[^1].\n\n  > Words\n    go on\n[^1]: One.", "(5, '`[^1]` begins right below a quote"),
        ("- 1. [ ] a bag", "(1, 'a box behind two signs of a list"),
        ("> 2) - [x] a bag", "(1, 'a box behind two signs of a list"),
        ("Words.[^1]\n\n[^1]: One[^1].", "(3, 'this footnote names `[^1]`, which leads back to it"),
        ("Words.[^1]\n\n[^1]: A[^2].\n\n[^2]: B[^3].\n\n[^3]: C[^2].", "(7, 'this footnote names `[^2]`"),
    ],
)
def test_what_the_build_would_stop_at_is_reported_with_its_line(text: str, said: str) -> None:
    assert any(said in each for each in told(text)), told(text)


@pytest.mark.parametrize(
    "comment", ["<!-- Ask Jane -->", "Words <!-- Ask\nJane --> here.", "- one\n\n  <!-- Ask Jane -->"]
)
def test_what_a_comment_says_is_on_no_page(comment: str) -> None:
    html = built(f"Words.\n\n{comment}\n\nMore words, and `<!-- code -->`.")
    assert "Jane" not in html
    assert "<code>&lt;!-- code --&gt;</code>" in html
