"""Facts about what is left of a picture: what can be seen, upright, in the right colours, and nothing else."""

import io
import random
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from site_builder.pictures.clean import MAX_PUBLISHED_BYTES, MAX_SIDE, clean_picture, published_picture
from site_builder.pictures.formats import ENDINGS, PictureError, PictureFormat, format_of, layout_of
from site_builder.pictures.metadata import Metadata, in_words
from tests.handbook.test_never_a_traceback import CALM
from tests.site_builder.photographs import (
    CORNERS,
    IPTC,
    WORD,
    XMP,
    corners_of,
    exif,
    four_corners,
    huge_png,
    photo,
    saved,
    swapped_colours,
    with_chunk,
    with_segment,
)

RED, GREEN, BLUE, YELLOW = CORNERS
JPEG, PNG = saved(four_corners(), "JPEG"), saved(four_corners(), "PNG")
WEBP, GIF = saved(four_corners(), "WEBP"), saved(four_corners(), "GIF")
WORD_BYTES = WORD.encode()
SHORT_FILM = b"\x00\x00\x00\x18ftypmp42" + WORD_BYTES
WITHOUT = {"a.jpg": JPEG, "a.png": PNG, "a.webp": WEBP, "a.gif": GIF}

CARRYING = {
    "a photo": (
        "a.jpg",
        photo(),
        [Metadata.PLACE, Metadata.NAME, Metadata.TIME, Metadata.CAMERA, Metadata.WORDS],
    ),
    "the words of an agency": ("a.jpg", with_segment(JPEG, 0xED, IPTC), [Metadata.PLACE, Metadata.NAME]),
    "a remark": ("a.jpeg", with_segment(JPEG, 0xFE, WORD_BYTES), [Metadata.WORDS]),
    "a small copy": ("a.jpg", with_segment(JPEG, 0xE0, b"JFXX\x00" + WORD_BYTES), [Metadata.SMALL_COPY]),
    "further pictures": ("a.jpg", with_segment(JPEG, 0xE2, b"MPF\x00" + WORD_BYTES), [Metadata.OTHER]),
    "what nobody knows": ("a.jpg", with_segment(JPEG, 0xEB, WORD_BYTES), [Metadata.OTHER]),
    "a short film": ("a.jpg", JPEG + SHORT_FILM, [Metadata.TRAILING_DATA]),
    "words of a PNG": ("a.png", with_chunk(PNG, b"tEXt", b"Author\x00" + WORD_BYTES), [Metadata.WORDS]),
    "packed words": (
        "a.png",
        with_chunk(PNG, b"zTXt", b"x\x00\x00" + zlib.compress(WORD_BYTES)),
        [Metadata.WORDS],
    ),
    "a place in a PNG": (
        "a.png",
        saved(four_corners(), "PNG", exif=exif()),
        [Metadata.PLACE, Metadata.NAME],
    ),
    "a place in the words of a PNG": (
        "a.png",
        with_chunk(PNG, b"iTXt", b"XML:com.adobe.xmp\x00\x00\x00\x00\x00" + XMP),
        [Metadata.PLACE, Metadata.NAME],
    ),
    "a chunk nobody knows": ("a.png", with_chunk(PNG, b"prVt", WORD_BYTES), [Metadata.OTHER]),
    "a harmless name with too much in it": ("a.png", with_chunk(PNG, b"pHYs", WORD_BYTES), [Metadata.OTHER]),
    "what was cut off": ("a.png", PNG + WORD_BYTES, [Metadata.TRAILING_DATA]),
    "a place in a WebP": (
        "a.webp",
        saved(four_corners(), "WEBP", exif=exif(), xmp=XMP),
        [Metadata.PLACE, Metadata.NAME],
    ),
    "what follows a WebP": ("a.webp", WEBP + WORD_BYTES, [Metadata.TRAILING_DATA]),
    "a remark in a GIF": ("a.gif", saved(four_corners(), "GIF", comment=WORD_BYTES), [Metadata.WORDS]),
    "what follows a GIF": ("a.gif", GIF + WORD_BYTES, [Metadata.TRAILING_DATA]),
    "a table of colours": (
        "a.jpg",
        saved(four_corners(), "JPEG", icc_profile=swapped_colours()),
        [Metadata.COLOURS],
    ),
    "a table of colours in a PNG": (
        "a.png",
        saved(four_corners(), "PNG", icc_profile=swapped_colours()),
        [Metadata.COLOURS],
    ),
}


@pytest.mark.parametrize("what", CARRYING)
def test_whatever_a_picture_carries_is_taken_out_and_said(what: str) -> None:
    name, data, told = CARRYING[what]
    picture = clean_picture(name, data)
    assert picture.was_changed
    assert list(picture.taken_out)[: len(told)] == told
    assert WORD_BYTES not in picture.data
    assert not layout_of(picture.data, PictureFormat(format_of(data) or "")).metadata
    with Image.open(io.BytesIO(picture.data)) as read:
        read.load()
        assert not read.getexif()
        # What Pillow tells of a file beyond what we took out: only how it is to be painted.
        known = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
        assert set(read.info) <= known | {"version", "background", "transparency", "loop", "timestamp", "duration"}
    again = clean_picture(name, picture.data)
    assert not again.was_changed
    assert again.data == picture.data


@pytest.mark.parametrize("name", WITHOUT)
def test_a_picture_that_carries_nothing_stays_as_it_is(name: str) -> None:
    picture = clean_picture(name, WITHOUT[name])
    assert (picture.data, picture.was_changed, picture.taken_out) == (WITHOUT[name], False, ())


MODES = {
    PictureFormat.JPEG: ("RGB", "L", "CMYK"),
    PictureFormat.PNG: ("RGB", "L", "RGBA", "LA", "P", "1", "I;16"),
    PictureFormat.WEBP: ("RGB", "RGBA"),
    PictureFormat.GIF: ("P", "L", "RGBA"),
}


@pytest.mark.parametrize(("kind", "mode"), [(kind, mode) for kind, modes in MODES.items() for mode in modes])
@pytest.mark.parametrize("width", [40, 1700])
def test_every_kind_and_mode_becomes_what_stays_as_it_is(kind: PictureFormat, mode: str, width: int) -> None:
    name = f"a{ENDINGS[kind][0]}"
    data = saved(four_corners(width, 40).convert("L").convert(mode), kind.value)
    behind = clean_picture(name, data + WORD_BYTES)
    assert behind.was_changed
    assert max(behind.size) == min(width, MAX_SIDE)
    assert clean_picture(name, behind.data).data == behind.data
    assert clean_picture(name, data + WORD_BYTES).data == behind.data, "the same picture becomes the same bytes"


@pytest.mark.parametrize(
    ("orientation", "corners"),
    [
        (1, [RED, GREEN, BLUE, YELLOW]),
        (2, [GREEN, RED, YELLOW, BLUE]),
        (3, [YELLOW, BLUE, GREEN, RED]),
        (4, [BLUE, YELLOW, RED, GREEN]),
        (5, [RED, BLUE, GREEN, YELLOW]),
        (6, [BLUE, RED, YELLOW, GREEN]),
        (7, [YELLOW, GREEN, BLUE, RED]),
        (8, [GREEN, YELLOW, RED, BLUE]),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_upright_however_the_camera_was_held(
    kind: str, orientation: int, corners: list[tuple[int, int, int]]
) -> None:
    name = f"a{ENDINGS[PictureFormat(kind)][0]}"
    picture = clean_picture(name, saved(four_corners(), kind, exif=exif(orientation)))
    assert corners_of(picture.data) == corners
    assert picture.size == ((48, 64) if orientation > 4 else (64, 48))


@pytest.mark.parametrize(
    ("before", "after"),
    [((2400, 1800), (1600, 1200)), ((30, 5000), (10, 1600)), ((1, 9000), (1, 1600)), ((1601, 1600), (1600, 1599))],
)
def test_a_picture_is_made_as_large_as_a_page_shows_it(before: tuple[int, int], after: tuple[int, int]) -> None:
    picture = clean_picture("a.jpg", saved(four_corners(*before), "JPEG"))
    assert (picture.size_before, picture.size, picture.taken_out) == (before, after, ())
    assert clean_picture("a.jpg", picture.data).size_before is None


def test_a_photo_held_upright_is_small_enough_on_its_longer_side() -> None:
    picture = clean_picture("a.jpg", photo(1800, 1200, orientation=6))
    assert picture.size == (1067, 1600)
    assert corners_of(picture.data) == [BLUE, RED, YELLOW, GREEN]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_colours_are_those_that_the_table_of_colours_meant(kind: str) -> None:
    picture = clean_picture(
        f"a{ENDINGS[PictureFormat(kind)][0]}", saved(four_corners(), kind, icc_profile=swapped_colours())
    )
    assert corners_of(picture.data)[:2] == [GREEN, RED]


def test_colours_for_a_press_become_those_of_screens() -> None:
    picture = clean_picture("a.jpg", saved(four_corners(mode="CMYK"), "JPEG"))
    assert picture.was_changed
    assert corners_of(picture.data) == list(CORNERS)


def test_grey_of_sixteen_bits_keeps_its_shades() -> None:
    grey = Image.new("I;16", (1700, 2), 0x8000)
    picture = clean_picture("a.png", saved(grey, "PNG"))
    with Image.open(io.BytesIO(picture.data)) as read:
        assert read.convert("L").getpixel((9, 1)) == 128


@pytest.mark.parametrize("kind", [PictureFormat.PNG, PictureFormat.WEBP, PictureFormat.GIF])
@pytest.mark.parametrize("width", [60, 1700])
def test_what_shows_through_still_does(kind: PictureFormat, width: int) -> None:
    name = f"a{ENDINGS[kind][0]}"
    half = four_corners(width, 60).convert("RGBA")
    half.paste((0, 0, 0, 0), (0, 0, width // 2, 60))
    data = saved(half, kind.value, **({"lossless": True} if kind is PictureFormat.WEBP else {}))
    picture = clean_picture(name, data + WORD_BYTES)
    with Image.open(io.BytesIO(picture.data)) as read:
        alpha = read.convert("RGBA").getchannel("A")
    assert (alpha.getpixel((1, 1)), alpha.getpixel((alpha.width - 2, 1))) == (0, 255)


def _noise() -> Image.Image:
    return Image.frombytes("RGB", (900, 900), random.Random(7).randbytes(900 * 900 * 3))  # noqa: S311 a picture, no secret


MOVING = {"save_all": True, "append_images": [four_corners(mode="L").convert("RGB")], "duration": 80}


REFUSED = {
    "a GIF that moves": (
        "a.gif",
        saved(four_corners(), "GIF", **MOVING),
        "this picture moves, and readers cannot stop",
    ),
    "a PNG that moves": (
        "a.png",
        saved(four_corners(), "PNG", **MOVING),
        "this picture moves, and readers cannot stop",
    ),
    "a WebP that moves": ("a.webp", saved(four_corners(), "WEBP", **MOVING), "this picture moves, and readers cannot"),
    "a JPEG called PNG": (
        "a.png",
        JPEG,
        "this picture is a JPEG, and its name says another kind; rename it to `a.jpg`",
    ),
    "a PNG called JPEG": (
        "b/a.jpg",
        PNG,
        "this picture is a PNG, and its name says another kind; rename it to `a.png`",
    ),
    "a WebP called JPEG": ("a.jpg", WEBP, "this picture is a WEBP, and its name says another kind; rename it to `a.we"),
    "HEIC": ("a.jpg", b"\x00\x00\x00\x18ftypheic" + bytes(20), "this is a picture as iPhones keep it (HEIC)"),
    "a page": ("a.png", b"<html>", "this is no picture of the kind that its name says; save it again as .png or .jpg"),
    "nothing": ("a.png", b"", "this is no picture of the kind that its name says"),
    "part of a JPEG": ("a.jpg", JPEG[:-200], "this picture is broken or not all of it is here"),
    "part of a PNG": ("a.png", PNG[:-30], "this picture is broken or not all of it is here"),
    "part of a WebP": ("a.webp", WEBP[:-30], "this picture is broken or not all of it is here"),
    "part of a GIF": ("a.gif", GIF[:-9], "this picture is broken or not all of it is here"),
    "a letter changed": ("a.png", PNG.replace(PNG[50:52], b"xx"), "this picture is broken or not all of it is here"),
    "a bomb": ("a.png", huge_png(60_000, 60_000), "this picture is too large to be worked with here"),
    "54 million points": ("a.png", huge_png(9_000, 6_000), "this picture is too large to be worked with here"),
    "points that are not there": ("a.png", huge_png(2_000, 2_000), "this picture is broken or not all of it is here"),
    "a few of its points": ("a.png", huge_png(600, 600), "this picture is broken or not all of it is here"),
    "a photo as PNG": ("a.png", saved(_noise(), "PNG"), "this picture needs 2.4 MB as a PNG, and pages must load wh"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_picture_that_cannot_be_used_is_refused_with_what_to_do(what: str) -> None:
    name, data, told = REFUSED[what]
    with pytest.raises(PictureError) as refused:
        clean_picture(name, data)
    assert str(refused.value).startswith(told)
    assert "; " in str(refused.value)


def test_a_picture_painted_in_thousands_of_rounds_is_refused_unpainted() -> None:
    jpeg = saved(four_corners(), "JPEG", progressive=True)
    scan = jpeg.rfind(b"\xff\xda")
    rounds = jpeg[scan:-2]
    with pytest.raises(PictureError, match="broken"):
        clean_picture("a.jpg", jpeg[:-2] + rounds * 1000 + b"\xff\xd9")


def test_a_heavy_photo_is_saved_again_until_it_is_light_enough() -> None:
    heavy = saved(_noise(), "JPEG", quality=98)
    assert len(heavy) > MAX_PUBLISHED_BYTES
    picture = clean_picture("a.jpg", heavy)
    assert (picture.was_changed, picture.size_before, picture.taken_out) == (True, None, ())
    assert len(picture.data) <= MAX_PUBLISHED_BYTES


SEEDS = (photo(), *(data for _, data, _ in CARRYING.values()), *WITHOUT.values())


@settings(CALM, max_examples=150)
@given(data=st.sampled_from(SEEDS), at=st.floats(0, 1), put=st.binary(max_size=6), cut=st.integers(0, 6))
def test_whatever_the_bytes_a_picture_is_clean_or_refused_in_words(
    data: bytes, at: float, put: bytes, cut: int
) -> None:
    place = int(at * len(data))
    broken = data[:place] + put + data[place + cut :]
    kind = format_of(broken)
    name = f"a{ENDINGS[kind][0]}" if kind else "a.png"
    told = _refusal(name, broken)
    assert told is None or "; " in told


def _refusal(name: str, data: bytes) -> str | None:
    """What is said of a picture that is refused; one that is not carries nothing any more."""
    try:
        picture = clean_picture(name, data)
    except PictureError as error:
        return str(error)
    assert not layout_of(picture.data, PictureFormat(format_of(data) or "")).metadata
    assert published_picture(name, data), "what the check lets pass, no build refuses"
    return None


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ([Metadata.PLACE], "the place where it was taken"),
        ([Metadata.PLACE, Metadata.NAME], "the place where it was taken and a name"),
        (
            [Metadata.PLACE, Metadata.NAME, Metadata.TIME],
            "the place where it was taken, a name and the day and time",
        ),
    ],
)
def test_what_was_taken_out_is_said_as_part_of_a_sentence(details: list[Metadata], words: str) -> None:
    assert in_words(details) == words
