"""Links to other sites: each leads where its reader thinks, to nobody's number, and says nothing in a tooltip."""

from collections.abc import Callable

import pytest

PAGE = "docs/policies/sleepovers.md"
AT = f"{PAGE}:36:17"
LAST = "Tell your supervising social worker at your next talk."

NOT_WHOLE = "a browser could take `{}` for another place than its reader"
NUMBER = "`{}` holds a phone number, which stands in service/contacts.yml alone"
TOOLTIP = "words in quotation marks behind an address show on no phone"


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("https:evil.example", NOT_WHOLE),
        ("https:/evil.example/a", NOT_WHOLE),
        ("//evil.example/a", NOT_WHOLE),
        ("https://www.gov.uk@evil.example/", NOT_WHOLE),
        ("https://www.g\u043ev.uk/", NOT_WHOLE),
        ("https://www.gov.uk\\evil.example/", NOT_WHOLE),
        ("https://wa.me/447700900555", NUMBER),
        ("https://api.whatsapp.com/send?phone=447700900555&text=hi", NUMBER),
        ("https://t.me/+447700900555", NUMBER),
        ("https://www.gov.uk/a?b=1#c", None),
        ("https://council.example:8080", None),
        ("https://WWW.GOV.UK", None),
        ("https://wa.me/message/ABC", None),
        ("https://www.gov.uk/guidance/447700900555", NUMBER),
        ("https://example.org/?tel=07700900134", NUMBER),
        ("https://example.org/call/%2B44%207700%20900134#x", NUMBER),
        ("https://example.org/2027/01/0123456", None),
        ("https://www.legislation.gov.uk/uksi/2011/582/regulation/12", None),
        ("http://www.gov.uk/a", "`{}` begins with http://, so others on the way can read and change what it shows; "),
        ("https://xn--gv-fka.uk/", NOT_WHOLE),
        ("http://0x7f.1/", NOT_WHOLE),
        ("https://1.1.1.1/", NOT_WHOLE),
        ("https://2130706433/", "`https://2130706433/` opens on your own computer or network alone"),
        ("https://www.gov.uk.evil.example/", "`www.gov.uk.evil.example` looks like `www.gov.uk` and is another site"),
        ("https://uk.example.org/", None),
        ("../index.md", None),
    ],
)
def test_a_link_to_another_site_leads_where_its_reader_thinks(
    edit: Callable[[str, str, str], None], complaints: Callable[[], list[str]], link: str, told: str | None
) -> None:
    edit(PAGE, LAST, f"See [the rules]({link}).")
    lines = complaints()
    assert [line.partition(": ")[0] for line in lines if told and told.format(link) in line] == ([AT] if told else [])
    assert told or lines == []


@pytest.mark.parametrize(
    ("words", "link", "told"),
    [
        ("www.gov.uk", "https://evil.example/gov.uk", ("gov.uk", "evil.example")),
        ("the site https://www.gov.uk/a, today", "https://evil.example/", ("gov.uk", "evil.example")),
        ("**gov.uk**/fostering", "https://evil.example/", ("gov.uk", "evil.example")),
        ("www.gov.uk", "https://www.gov.uk/a", None),
        ("gov.uk", "https://assets.service.gov.uk/a", None),
        ("assets.service.gov.uk", "https://www.gov.uk/a", None),
        ("plan.pdf", "https://council.example/plan.pdf", None),
        ("Part 4. Regulations", "https://www.legislation.gov.uk/", None),
    ],
)
def test_words_that_are_an_address_lead_to_that_site(
    edit: Callable[[str, str, str], None],
    complaints: Callable[[], list[str]],
    words: str,
    link: str,
    told: tuple[str, str] | None,
) -> None:
    edit(PAGE, LAST, f"Read [{words}]({link}).")
    lines = complaints()
    assert [
        line for line in lines if told and "these words name `{}`, and the link leads to `{}`".format(*told) in line
    ] == lines
    assert len(lines) == (1 if told else 0)


def test_an_address_that_stands_alone_is_a_link_too(
    edit: Callable[[str, str, str], None], complaints: Callable[[], list[str]]
) -> None:
    edit(PAGE, LAST, "Read https://example.org/07700900134. Or <https://www.gov.uk/a>, or https://www.gov.uk/b.")
    edit(PAGE, "https://thistlemoor.example/promise", "https://xn--gv-fka.uk/")
    lines = complaints()
    assert [line.partition(": ")[0] for line in lines if NUMBER.format("https://example.org/07700900134") in line] == [
        f"{PAGE}:36:6"
    ]
    assert [line for line in lines if NOT_WHOLE.format("https://xn--gv-fka.uk/") in line]
    assert len(lines) == 2


def test_words_that_only_a_mouse_finds_are_refused_for_links_and_pictures_and_in_data(
    edit: Callable[[str, str, str], None], complaints: Callable[[], list[str]]
) -> None:
    edit(PAGE, LAST, 'See [it](../index.md "ring 01632 960103"), and ![a door](door.png "my door").')
    edit("service/glossary.yml", "meaning: ", "meaning: See [it](https://www.gov.uk/ 'more'). ")
    assert [line for line in complaints() if TOOLTIP not in line] == []
    assert len(complaints()) == 3
