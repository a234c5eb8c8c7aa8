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


MARKED = "`{}` tells the site where its reader comes from, or who copied it; write `{}`"
WRAPPED = "`{}` counts who follows it before it leads on; write `{}`"
HIDDEN = "`{}` hides where it leads, and may lead elsewhere tomorrow; write the address that it leads to"
OPENS = (
    "whoever reads this could use `{}`, because it holds a key or opens a shared file; "
    "put the file into docs/ and link it there, or link a page that everybody may open"
)
BARE = "https://www.gov.uk/foster-carers"


@pytest.mark.parametrize(
    ("link", "told", "bare"),
    [
        (f"{BARE}?utm_source=mail&utm_medium=x", MARKED, BARE),
        (f"{BARE}?page=2&fbclid=IwAR0&part=3#pay", MARKED, f"{BARE}?page=2&part=3#pay"),
        (f"{BARE}?gclid=447700900555", MARKED, BARE),
        (f"{BARE}?_ga=2.1.3", MARKED, BARE),
        (f"{BARE}?msclkid=a1", MARKED, BARE),
        (f"{BARE}?matomo_campaign=a&mtm_kwd=b&pk_source=c", MARKED, BARE),
        (f"{BARE}?hsCtaTracking=a&_hsenc=b", MARKED, BARE),
        (f"{BARE}?mc_cid=a&mc_eid=b", MARKED, BARE),
        (f"{BARE}?UTM%5FSource=a", MARKED, BARE),
        (f"{BARE}#utm_source=a", MARKED, BARE),
        ("https://youtu.be/dQw4w9WgXcQ?si=a1b2&t=30", MARKED, "https://youtu.be/dQw4w9WgXcQ?t=30"),
        ("https://docs.google.com/forms/d/e/1F/viewform?usp=sharing", MARKED, None),
        ("http://www.gov.uk/foster-carers?utm_source=a", MARKED, "http://www.gov.uk/foster-carers"),
        (
            "https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.gov.uk%2Ffoster-carers%3Futm_id%3Da&sdata=x",
            WRAPPED,
            BARE,
        ),
        ("https://urldefense.com/v3/__https://www.gov.uk/foster-carers__;!!A!B$", WRAPPED, BARE),
        ("https://urldefense.proofpoint.com/v2/url?u=https-3A__www.gov.uk_foster-2Dcarers&d=a", WRAPPED, BARE),
        ("https://www.google.com/url?sa=t&q=http://www.gov.uk/foster-carers&ved=2", WRAPPED, BARE),
        (
            "https://www.google.co.uk/url?url=https://l.facebook.com/l.php%3Fu%3Dhttps://www.gov.uk/foster-carers",
            WRAPPED,
            BARE,
        ),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.gov.uk%2Ffoster-carers%3Ffbclid%3Da&h=b", WRAPPED, BARE),
        ("https://l.facebook.com/l.php?h=b", HIDDEN, None),
        ("https://www.google.com/url?q=javascript:alert", HIDDEN, None),
        ("https://click.email.council.example/?qs=a1", HIDDEN, None),
        ("https://urldefense.com/v3/__https://www.gov.uk/*a__;Iw!!A!B$", HIDDEN, None),
        *((f"https://{site}/3abc", HIDDEN, None) for site in ("bit.ly", "tinyurl.com", "t.co", "lnkd.in", "goo.gl")),
        *((f"https://{site}/3abc", HIDDEN, None) for site in ("ow.ly", "is.gd", "www.bit.ly", "lnks.gd/l")),
        *((f"https://a.example/b?{key}=x1", OPENS, None) for key in ("token", "access_token", "sig", "api_key", "pwd")),
        ("https://a.example/b?key=AIzaSyD4", OPENS, None),
        ("https://a.example/b#access_token=x1", OPENS, None),
        ("https://1drv.ms/w/s!A", OPENS, None),
        ("https://council.sharepoint.com/sites/a/b.docx?d=w12&csf=1&web=1&e=abc", OPENS, None),
        ("https://www.google.com/url?q=https://1drv.ms/w/s!A", OPENS, None),
        ("https://www.google.com/url?q=https://bit.ly/3abc", HIDDEN, None),
        ("https://www.facebook.com/fostering?mibextid=a", MARKED, "https://www.facebook.com/fostering"),
        ("https://docs.google.com/document/d/1a/edit?usp=sharing", OPENS, None),
        ("https://drive.google.com/file/d/1a/view", OPENS, None),
        ("https://www.dropbox.com/scl/fi/a/b.pdf?dl=0", OPENS, None),
    ],
)
def test_a_copied_address_is_bare_leads_straight_there_and_opens_nothing_for_everybody(
    edit: Callable[[str, str, str], None], complaints: Callable[[], list[str]], link: str, told: str, bare: str | None
) -> None:
    edit(PAGE, LAST, f"See [the rules]({link}).")
    edit("service/glossary.yml", "meaning: ", f"meaning: See {link} there. ")
    lines = complaints()
    said = [line.split(": ", 1) for line in lines]
    assert [place for place, _ in said] == [AT, "service/glossary.yml:13:14"]
    assert all(message.startswith(told.partition("{")[0]) and link in message for _, message in said)
    assert bare is None or all(message.endswith(f"; write `{bare}`") for _, message in said)


@pytest.mark.parametrize(
    "link",
    [
        "https://www.gov.uk/search?keywords=fostering&order=newest&key=fostering&code=2026",
        "https://aka.ms/help",
        "https://t.co",
        "https://click.example/a",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=30",
        "https://www.council.example/clicks?pk=4&si=2&s=5",
        "https://docs.google.com/forms/d/e/1F/viewform",
        "https://www.google.com/maps?q=Maidstone",
        "https://web.archive.org/web/2020/https://www.gov.uk/a",
    ],
)
def test_an_address_that_carries_nothing_more_is_left_alone(
    edit: Callable[[str, str, str], None], complaints: Callable[[], list[str]], link: str
) -> None:
    edit(PAGE, LAST, f"See [the rules]({link}).")
    assert complaints() == []


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
