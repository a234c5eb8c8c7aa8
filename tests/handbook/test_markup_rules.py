"""What marks may carry: what could act, fetch or hide is refused at its place, and what is like it passes."""

from collections.abc import Callable

import pytest

from handbook.markup_rules import leads_elsewhere

PAGE = "docs/policies/sleepovers.md"
LAST = "Tell your supervising social worker at your next talk."
LINE = 36

Complaints = Callable[[], list[str]]
Edit = Callable[[str, str, str], None]

BRACES = "one brace opens no slot and no heading's name here"
FROM_HERE = "a picture comes from the handbook itself"


@pytest.mark.parametrize(
    ("text", "column", "told"),
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
        ("![a plan][1]\n\n[1]: https://evil.example/x.png", 1, FROM_HERE),
        ("![plan]\n\n[plan]: https://evil.example/x.png", 1, FROM_HERE),
        ("Words <q cite=https://evil.example/>x</q>.", 7, "`<q>` may not carry `cite` here; take it out"),
        ("Words <abbr popover id=__config>x</abbr>.", 7, "`<abbr>` may not carry `popover` here; take it out"),
        ("<details ontoggle=x open>\n<summary>x</summary>\n</details>", 1, "`<details>` may not carry `ontoggle` here"),
    ],
)
def test_what_could_act_fetch_or_hide_is_refused_at_its_place(
    edit: Edit, complaints: Complaints, text: str, column: int, told: str
) -> None:
    edit(PAGE, LAST, text)
    found = complaints()
    line = LINE + (1 if text.startswith("Words.\n") else 0)
    assert any(each.startswith(f"{PAGE}:{line}:{column}: {told}") for each in found), found


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("service/glossary.yml", "meaning: "),
        ("charters/themes.yml", "summary: "),
        ("charters/parties.yml", "summary: "),
    ],
)
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("See ![x](https://evil.example/x.png). ", FROM_HERE),
        ("[x](index.md){: ping=https://evil.example/ } ", BRACES),
        ("<q cite=https://evil.example/>x</q> ", "may not carry `cite` here"),
    ],
)
def test_data_files_are_read_in_the_same_way(
    edit: Edit, complaints: Complaints, path: str, key: str, text: str, told: str
) -> None:
    edit(path, key, f"{key}>-\n      {text.strip()} ")
    assert any(each.startswith(f"{path}:") and told in each for each in complaints())


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
def test_what_people_need_passes(edit: Edit, complaints: Complaints, text: str) -> None:
    edit(PAGE, LAST, text)
    assert complaints() == []


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
def test_a_link_that_runs_or_hides_where_it_leads_is_refused(
    edit: Edit, complaints: Complaints, link: str, written: str
) -> None:
    edit(PAGE, LAST, written.format(link))
    told = ("a link may lead to a page or begin with https://", "stands for a character that nobody sees")
    assert any(each in line for each in told for line in complaints())


@pytest.mark.parametrize("source", ["plan.png", "../pictures/plan.png", "my plan.png", "plan%20a.png", "plan.png?a"])
def test_a_picture_beside_the_page_comes_from_here(source: str) -> None:
    assert not leads_elsewhere(source)


@pytest.mark.parametrize(
    "source",
    [" https://a.example/x", "/x.png", "\\\\a.example/x", "/\\a", "a:b", "ht\ntps://a", "&sol;/a", "\u00a0//a"],
)
def test_a_picture_from_another_place_is_told_apart(source: str) -> None:
    assert leads_elsewhere(source)
