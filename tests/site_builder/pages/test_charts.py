"""Facts about charts: they can be heard, read without colour, and pass the content security policy."""

from xml.etree import ElementTree as ET

from handbook.surveys.summaries import Share
from site_builder.pages.charts import LABEL_WIDTH, bar_chart

SHARES = (Share(label="Agree & more", percent=62), Share(label="A very long answer that takes two lines", percent=38))
SVG = "{http://www.w3.org/2000/svg}"


def drawn() -> ET.Element:
    return ET.fromstring(str(bar_chart(SHARES, "chart-x", 'Asked: "it"')))  # noqa: S314 made one line above


def test_a_chart_says_its_title_and_all_its_numbers() -> None:
    chart = drawn()
    assert chart.get("role") == "img"
    named = {element.get("id"): element.text for element in chart if element.get("id")}
    assert chart.get("aria-labelledby", "").split() == list(named)
    assert list(named.values()) == [
        'Asked: "it"',
        "Agree & more: 62 per cent. A very long answer that takes two lines: 38 per cent.",
    ]


def test_every_bar_carries_its_words_and_its_number() -> None:
    texts = ["".join(element.itertext()) for element in drawn().iter(f"{SVG}text")]
    assert texts == ["Agree & more", "62%", "A very long answer that takes twolines", "38%"]


def test_no_line_of_a_label_is_wider_than_a_small_screen() -> None:
    assert all(len(element.text or "") <= LABEL_WIDTH for element in drawn().iter(f"{SVG}tspan"))


def test_bars_do_not_lie_on_one_another() -> None:
    tops = [float(element.get("y", "").removesuffix("em")) for element in drawn().iter(f"{SVG}rect")]
    assert tops == sorted(tops)
    assert len(set(tops)) == len(SHARES)


def test_a_chart_needs_no_style_and_no_script() -> None:
    assert not any({"style", "onload"} & set(element.attrib) for element in drawn().iter())
    assert "<style" not in bar_chart(SHARES, "x", "y")
