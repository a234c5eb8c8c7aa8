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


PASSES = (
    "",
    "<g transform='scale(2)'><rect width='3' height='2'/></g>",
    "<a href='#a'>x</a>",
    "<style>.a { fill: rgb(1, 2, 3); stroke: url(#g) } .b::before { opacity: 0.5 }</style>",
    "<path class='a' style='fill-opacity:0;opacity:.5;display:inline;visibility:visible' d='M0 0'/>",
    "<g filter='url(#f)' aria-label='Way out (left)'><text xml:space='preserve'> a @ b\\c (d) </text></g>",
    "<use href='#a' opacity='0.25' stop-opacity='0'/>",
)


@pytest.mark.parametrize("more", PASSES)
def test_shapes_and_words_pass(more: str) -> None:
    assert check_drawing("docs/a.svg", _drawing(more)) == []


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ("<script>x</script>", "<script>"),
        ("<g onload='x'/>", "onload="),
        ("<a href='javascript:x'>x</a>", "href=javascript:x"),
        ("<animateTransform dur='1s'/>", "<animateTransform>"),
        ("<foreignObject/>", "<foreignObject>"),
        ("<image href='photo.jpg'/>", "<image>"),
        ("<use href='https://a.example/x#a'/>", "href=https://a.example/x#"),
        ("<use xml:base='https://a.example/' href='#a'/>", "xml:base="),
        ("<rect fill='url(https://a.example/x)'/>", "url("),
        ("<rect style='fill:u\\72l(https://a.example/x)'/>", "\\"),
        ("<rect style='fill:image-set(&quot;https://a.example/x&quot; 1x)'/>", "image-set("),
        ("<style>@im\\70ort 'https://a.example/x';</style>", "@"),
        ("<style>a { fill: ur&#108;(https://a.example/x) }</style>", "url("),
        ("<style>a { fill: ur<![CDATA[l(https://a.example/x) }]]></style>", "url("),
        ("<style>@keyframes x { to { opacity: 1 } }</style>", "@"),
        ("<metadata>x</metadata>", "<metadata>"),
        ("<g data-name='Jane'/>", "data-name="),
        ("<g xmlns:sodipodi='x' sodipodi:docname='Jane.svg'/>", "docname="),
        ("<x:g xmlns:x='http://www.inkscape.org/namespaces/inkscape'/>", "<g>"),
        ("<!-- Made by Jane -->", "<!--"),
        ("<?xml-stylesheet href='x'?>", "<?xml-stylesheet"),
    ],
)
def test_what_is_more_than_shapes_and_words_is_reported_with_its_place(more: str, what: str) -> None:
    (problem,) = check_drawing("docs/a.svg", _drawing(more))
    assert problem.line == 6
    assert problem.message == (
        f"this drawing holds more than shapes and words (`{what}`); save it as .png, or as plain SVG"
    )


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ("<g style='display: none'/>", "display: none"),
        ("<g display='none'/>", "display:none"),
        ("<g style='fill:red;visibility:hidden'/>", "visibility:hidden"),
        ("<g opacity='0.0'/>", "opacity:0.0"),
        ("<style>.a { opacity: 0 }</style>", "opacity: 0"),
        ("<g>Jane Doe</g>", "Jane Doe"),
    ],
)
def test_what_a_drawing_hides_is_reported(more: str, what: str) -> None:
    (problem,) = check_drawing("docs/a.svg", _drawing(more))
    assert problem.message == (
        f"something in this drawing is not shown (`{what}`); take it out, or save the drawing as .png"
    )


NO_DRAWINGS = {
    "<svg><rect>": "a drawing begins with `<svg xmlns=",
    "<html><body>Hello</body></html>": "a drawing begins with `<svg xmlns=",
    '<!DOCTYPE svg [<!ENTITY a "b">]><svg/>': "this drawing holds more than shapes and words (`<!DOCTYPE svg [`)",
    '<svg xmlns="http://www.w3.org/2000/svg"><rect>': "this drawing is broken here, and browsers show none of it",
    "words": "this drawing is broken here, and browsers show none of it",
    "": "this drawing is broken here, and browsers show none of it",
}


@pytest.mark.parametrize("text", NO_DRAWINGS)
def test_what_browsers_show_as_no_drawing_is_told(text: str) -> None:
    (problem,) = check_drawing("docs/a.svg", text.encode())
    assert problem.message.startswith(NO_DRAWINGS[text])


def _drawing(more: str) -> bytes:
    return SVG.replace("{}", more).encode()


def test_a_drawing_in_other_letters_is_not_read_past(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.svg").write_bytes(SVG.replace("{}", "<script/>").encode("utf-16"))
    (tmp_path / "docs/b.svg").write_text(SVG.replace("{}", ""))
    assert [str(each) for each in check_pictures(tmp_path)] == [
        "docs/a.svg:1:1: this drawing is not saved as UTF-8; save it as .png"
    ]
