"""Facts about drawings: shapes and words pass, and what runs, fetches or names its maker is told with its place."""

from pathlib import Path

import pytest

from site_builder.pictures.checks import check_pictures
from site_builder.pictures.drawings import check_drawing

SVG = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9" role="img">\n'
    "<title>A door</title><desc>Set in a wall</desc>\n"
    '<defs><path id="a" d="M0 0h9v9z"/><linearGradient id="g"/></defs>\n'
    '<use xlink:href="#a" fill="url(#g)" style="fill:url(#g)"/><text>On a day = one</text>\n'
    "{}</svg>\n"
)


@pytest.mark.parametrize("more", ["", "<g transform='scale(2)'><rect width='3' height='2'/></g>", "<a href='#a'>x</a>"])
def test_shapes_and_words_pass(more: str) -> None:
    assert check_drawing("docs/a.svg", SVG.format(more).encode()) == []


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ("<script>x</script>", "holds something that runs or moves (`<script`)"),
        ("<svg:script>x</svg:script>", "holds something that runs or moves (`<svg:script`)"),
        ("<g onload='x'/>", "holds something that runs or moves (`onload=`)"),
        ("<a href='javascript:x'>x</a>", "holds something that runs or moves (`javascript:`)"),
        ("<animateTransform dur='1s'/>", "holds something that runs or moves (`<animateTransform`)"),
        ("<foreignObject/>", "holds something that runs or moves (`<foreignObject`)"),
        ("<image href='photo.jpg'/>", "holds or fetches another file (`href='p`)"),
        ("<image href='data:image/jpeg;base64,x'/>", "holds or fetches another file (`href='d`)"),
        ("<rect fill='url(https://a.example/x)'/>", "holds or fetches another file (`url(h`)"),
        ("<style>@import 'x'</style>", "holds or fetches another file (`@import`)"),
        ("<metadata>x</metadata>", "names who or what made it (`<metadata`)"),
        ("<g sodipodi:docname='Jane.svg'/>", "names who or what made it (`sodipodi:docname=`)"),
        ("<!-- Made by Jane -->", "names who or what made it (`<!--`)"),
    ],
)
def test_what_is_more_than_shapes_and_words_is_told_with_its_place(more: str, what: str) -> None:
    (problem,) = check_drawing("docs/a.svg", SVG.format(more).encode())
    assert problem.line == 6
    assert problem.message == f"this drawing {what}; save it as .png, or as plain SVG"


def test_a_drawing_in_other_letters_is_not_read_past(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.svg").write_bytes(SVG.format("<script/>").encode("utf-16"))
    (tmp_path / "docs/b.svg").write_text(SVG.format(""))
    assert [str(each) for each in check_pictures(tmp_path)] == [
        "docs/a.svg:1:1: this drawing is not saved as UTF-8; save it as .png"
    ]
