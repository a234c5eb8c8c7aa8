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
        ("http://council.example:8080", None),
        ("https://WWW.GOV.UK", None),
        ("https://wa.me/message/ABC", None),
        ("https://www.gov.uk/guidance/447700900555", None),
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


def test_words_that_only_a_mouse_finds_are_refused_for_links_and_pictures_and_in_data(
    edit: Callable[[str, str, str], None], complaints: Callable[[], list[str]]
) -> None:
    edit(PAGE, LAST, 'See [it](../index.md "ring 01632 960103"), and ![a door](door.png "my door").')
    edit("service/glossary.yml", "meaning: ", "meaning: See [it](https://www.gov.uk/ 'more'). ")
    assert [line for line in complaints() if TOOLTIP not in line] == []
    assert len(complaints()) == 3
