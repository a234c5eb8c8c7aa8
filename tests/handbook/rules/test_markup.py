"""What marks may carry: what could act, fetch or hide is refused at its place, and what is like it passes."""

import dataclasses
from collections.abc import Callable

import pytest

from handbook.rules import markup as markup_rules
from handbook.rules import prose as prose_rules
from handbook.rules import structure as structure_rules
from handbook.rules.markup import leads_elsewhere
from handbook.source.source_file import Record
from handbook.source.yaml_reader import read_nodes
from handbook.sources import Sources
from tests.handbooks import sample_sources

PAGE = "docs/policies/sleepovers.md"
LAST = "Tell your supervising social worker at your next talk."
LINE = 36

Complaints = Callable[[], list[str]]
Edit = Callable[[str, str, str], None]

BRACES = "one brace opens no slot and no heading's name here"
FROM_HERE = "a picture comes from the handbook itself"
WRITTEN = sample_sources()


def told(sources: Sources) -> list[str]:
    """What the rules about marks say, and those that tell of HTML and of links beside them."""
    rules = (*markup_rules.STYLE_RULES, *structure_rules.STYLE_RULES, *prose_rules.STYLE_RULES)
    return [str(each) for rule in rules for each in rule(sources)]


def told_of_page(text: str) -> list[str]:
    """What is told about a text at the end of the sample's policy."""
    record = WRITTEN.records[PAGE]
    assert LAST in record.body
    body = record.body.replace(LAST, text)
    page = WRITTEN.handbook.pages[PAGE.removeprefix("docs/")].model_copy(update={"body": body})
    handbook = dataclasses.replace(WRITTEN.handbook, pages={page.path: page})
    return told(Sources(handbook, {PAGE: dataclasses.replace(record, body=body)}))


def told_of_file(path: str, text: str) -> list[str]:
    """What is told about a data file."""
    nodes = read_nodes(text, path)
    return told(Sources(WRITTEN.handbook, {path: Record(path, nodes.value, nodes.keys, nodes.values)}))


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("![a plan](plan.png){: srcset=https://evil.example/x }", 20, BRACES),
        ("![a plan](plan.png){: src=https://evil.example/x }", 20, BRACES),
        ("[a](../index.md){: ping=https://evil.example/ }", 17, BRACES),
        ("Words.\n{: background=https://evil.example/ }", 1, BRACES),
        ("Words.\n{: popover=auto id=__config }", 1, BRACES),
        ("Words.\n{: .site-header }", 1, BRACES),
        ("Words.\n{: #__config }", 1, BRACES),
        ("Words.\n{#Words}", 1, BRACES),
        ("Words in {braces}.", 10, BRACES),
        ("`{: onclick=x }`", 2, BRACES),
        ("```{.html title=x}\nx\n```", 4, "`{.html title=x}` may not stand behind the signs that open this block"),
        ("```html title=x\nx\n```", 4, "`html title=x` may not stand behind the signs that open this block"),
        ('!!! site-search "Words"\n    More.', 5, "there is no kind of note `site-search`; write one of: `note`"),
        ("??? note inline end\n    More.", 5, "there is no kind of note `note inline end`"),
        ("![a plan](https://evil.example/x.png)", 11, FROM_HERE),
        ("![a plan](HTTPS://evil.example/x.png)", 11, FROM_HERE),
        ("![a plan](//evil.example/x.png)", 11, FROM_HERE),
        ("![a plan](/\\evil.example/x.png)", 11, FROM_HERE),
        ("![a plan](\\\\evil.example/x.png)", 11, FROM_HERE),
        ("![a plan](<https://evil.example/x.png>)", 11, FROM_HERE),
        ("![a plan](&#104;ttps://evil.example/x.png)", 11, FROM_HERE),
        ("![a plan](data:image/png;base64,AA)", 11, FROM_HERE),
        ("![a plan](blob:x)", 11, FROM_HERE),
        ("![a plan][p]\n\n[q]: plan.png", 1, FROM_HERE),
        ("![a plan][p] and `![x]`\n\n[p]: plan.png", 1, FROM_HERE),
        ("Call `{{ contact.duty-worker }}`.", 7, "`{{ contact.duty-worker }}` stands in code, which prints the signs"),
        ("[call {{ contact.duty-worker }}](a.md)", 7, "`{{ contact.duty-worker }}` is a link by itself"),
        ("[call {{ call.child-safety }}](a.md)", 7, "`{{ call.child-safety }}` is a link by itself"),
        ("[text **{{ contact.duty-worker.text }}**](a.md)", 9, "`{{ contact.duty-worker.text }}` is a link by itself"),
        ("![{{ local.b }}](plan.png)", 3, "`{{ local.b }}` may not stand in what a picture shows"),
        ("<abbr title='{{ local.b }}'>b</abbr>", 14, "`{{ local.b }}` may not stand in HTML"),
        ("![a plan][1]\n\n[1]: https://evil.example/x.png", 1, FROM_HERE),
        ("![plan]\n\n[plan]: https://evil.example/x.png", 1, FROM_HERE),
        ("Words <q cite=https://evil.example/>x</q>.", 7, "`<q>` may not carry `cite` here; take it out"),
        ("Words <abbr popover id=__config>x</abbr>.", 7, "`<abbr>` may not carry `popover` here; take it out"),
        ("<details ontoggle=x open>\n<summary>x</summary>\n</details>", 1, "`<details>` may not carry `ontoggle` here"),
    ],
)
def test_what_could_act_fetch_or_hide_is_refused_at_its_place(text: str, column: int, words: str) -> None:
    found = told_of_page(text)
    line = LINE + (1 if text.startswith("Words.\n") else 0)
    assert any(each.startswith(f"{PAGE}:{line}:{column}: {words}") for each in found), found


def test_a_slot_in_a_block_of_code_is_told_at_its_line() -> None:
    (told,) = told_of_page("```text\nPaid\n  on {{ local.b }}.\n```")
    assert told.startswith(
        f"{PAGE}:38:6: `{{{{ local.b }}}}` stands in code, which prints the signs of what fills it; "
    )
    assert told.endswith("take the signs of code around it out")


@pytest.mark.parametrize(
    "text",
    [
        "Call {{ contact.duty-worker }}, **{{ contact.duty-worker }}** or `code`.",
        "[Paid {{ local.b }}, by {{ contact.duty-worker.hours }}](../index.md)",
        "```flowchart go\n1. Call {{ contact.duty-worker }}.\n```",
        "![a plan][p] and ![p]\n\n[p]: plan.png",
    ],
)
def test_a_slot_among_words_and_a_picture_of_our_own_pass(text: str) -> None:
    assert told_of_page(text) == []


def test_a_brace_that_opens_nothing_is_told_beside_slots_and_names() -> None:
    text = "Words {a} and {{ local.b }} and {{c}} and {\n\n## Ask first {: #ask-first }\n\n{: #in-words } Words."
    found = [line.split(": ")[0] for line in told_of_page(text) if BRACES in line]
    assert found == [f"{PAGE}:36:7", f"{PAGE}:36:43", f"{PAGE}:40:1"]


def test_a_brace_on_the_first_line_of_a_page_is_told_there() -> None:
    sources = Sources(
        WRITTEN.handbook, {PAGE: dataclasses.replace(WRITTEN.records[PAGE], body="See {a}.", body_line=20)}
    )
    (found,) = markup_rules.check_attributes(sources)
    assert str(found).startswith(f"{PAGE}:20:5: {BRACES}")


def test_the_kinds_of_note_that_there_are_are_named() -> None:
    known = "`note`, `tip`, `info`, `success`, `question`, `warning`, `danger`, `example`, `quote`"
    text = '> !!! tip "A"\n\n!!! bug "B"\n    Words.\n\n???+ note\n    Words.\n\n??? site-x\n    Words.'
    assert told_of_page(text) == [
        f"{PAGE}:38:5: there is no kind of note `bug`; write one of: {known}",
        f"{PAGE}:44:5: there is no kind of note `site-x`; write one of: {known}",
    ]


def test_a_block_of_code_is_named_by_its_first_forty_characters() -> None:
    for fence in ("```", "~~~"):
        text = f"{fence}text\nx\n{fence}\n\n{fence}html {'t' * 50} x\ny\n{fence}"
        assert told_of_page(text) == [
            f"{PAGE}:40:4: `html {'t' * 35}` may not stand behind the signs that open this block; take it out"
        ]


def test_a_flowchart_without_a_name_is_reported_with_how_to_name_it() -> None:
    (told,) = told_of_page("```Flow chart.html go\n1. Go.\n```")
    assert told == (
        f"{PAGE}:36:4: `Flow chart.html go` may not stand behind the signs that open this block; take it out, or write "
        "`flowchart` and a name, such as `flowchart leaving`"
    )


def test_a_picture_is_refused_with_what_to_do_instead() -> None:
    found = told_of_page("![a plan](plan.png) and ![another plan](//evil.example/x.png)")
    assert (
        f"{PAGE}:36:41: a picture comes from the handbook itself, because another site would learn who reads this "
        "page; put the picture beside the page, and write its name in the round brackets"
    ) in found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("See ![x](https://evil.example/x.png).", FROM_HERE),
        ("See ![x][1].", FROM_HERE),
        ("[x](index.md){: ping=https://evil.example/ }", BRACES),
        # Only a heading of a page has a name.
        ("{: #ask-first }", BRACES),
        ("```html title=x\n        x\n        ```", "`html title=x` may not stand behind"),
        ('!!! site-search "x"', "there is no kind of note `site-search`"),
        ("<q cite=https://evil.example/>x</q>", "`<q>` may not carry `cite` here"),
    ],
)
def test_data_files_are_read_in_the_same_way_and_told_at_the_value(text: str, words: str) -> None:
    path = "service/glossary.yml"
    good = "owner: x\nedit_address: https://forge.example/{path}\nterms:\n  - term: A ![x](plan.png) {{ local.b }}\n"
    file = f"{good}    meaning: |-\n        {text}\n"
    (line,) = told_of_file(path, file)
    assert line.startswith(f"{path}:5:14: {words}")


def test_data_files_are_read_when_the_handbook_is(edit: Edit, complaints: Complaints) -> None:
    edit("charters/themes.yml", "summary: ", "summary: >-\n      See ![x](https://evil.example/x.png). ")
    assert any(line.startswith("charters/themes.yml:") and FROM_HERE in line for line in complaints())


@pytest.mark.parametrize(
    "text",
    [
        "## Ask first {: #ask-first }\n\nWords.",
        "## Ask first {#ask-first}\n\nWords.",
        "![a plan of the house](plan.png)",
        "<details open>\n<summary>x</summary>\nWords.\n</details>",
        '<abbr title="Local Authority Designated Officer">LADO</abbr>',
        '!!! danger "Now"\n    Words.',
        '??? note "More"\n    Words.',
        "```text\nx\n```",
        "[a law](https://www.legislation.gov.uk/) and <https://www.gov.uk/>",
        "[a law][1]\n\n[1]: https://www.legislation.gov.uk/",
    ],
)
def test_what_people_need_passes(text: str) -> None:
    assert told_of_page(text) == []


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "&#x6A;avascript:alert(1)",
        "java&#9;script:alert(1)",
        "java&#10;script:alert(1)",
        "javascript&colon;alert(1)",
        "&#1;javascript:alert(1)",
        "&Tab;javascript:alert(1)",
        "https://a.example/&#1;b",
        "https://a.example/&#127;b",
        "//evil.example/",
        "/\\\\evil.example/",
        "data:text/html,x",
        "vbscript:x",
    ],
)
@pytest.mark.parametrize("written", ["[a]({})", "[a](<{}>)", "[a][1]\n\n[1]: {}"])
def test_a_link_that_runs_or_hides_where_it_leads_is_refused(link: str, written: str) -> None:
    words = ("a link may lead to a page or begin with https://", "stands for a character that nobody sees")
    assert any(each in line for each in words for line in told_of_page(written.format(link)))


@pytest.mark.parametrize("source", ["plan.png", "../pictures/plan.png", "my plan.png", "plan%20a.png", "plan.png?a"])
def test_a_picture_beside_the_page_comes_from_here(source: str) -> None:
    assert not leads_elsewhere(source)


@pytest.mark.parametrize(
    "source",
    [" https://a.example/x", "/x.png", "\\\\a.example/x", "/\\a", "a:b", "ht\ntps://a", "&sol;/a", "\u00a0//a"],
)
def test_a_picture_from_another_place_is_told_apart(source: str) -> None:
    assert leads_elsewhere(source)
