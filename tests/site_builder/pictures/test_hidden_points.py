"""Facts about what a picture's own stream can hide: what was rubbed out, and what no reader of the file finds."""

import io
import struct
import zlib
from collections.abc import Callable

import pytest
from PIL import Image, ImageDraw

from site_builder.pictures.clean import clean_picture, published_picture
from site_builder.pictures.metadata import Metadata
from tests.site_builder.photographs import WORD, four_corners, saved, with_chunk, with_segment

WORD_BYTES = WORD.encode()
PNG, JPEG = saved(four_corners(), "PNG"), saved(four_corners(), "JPEG")


def rubbed_out(alpha: int = 0) -> Image.Image:
    """A picture whose middle was rubbed out, with all its colours still there."""
    picture = four_corners(96, 96).convert("RGBA")
    picture.putalpha(Image.composite(Image.new("L", (96, 96), alpha), Image.new("L", (96, 96), 255), _middle()))
    return picture


def _middle() -> Image.Image:
    mask = Image.new("L", (96, 96))
    mask.paste(255, (16, 16, 80, 80))
    return mask


def _with_a_palette() -> bytes:
    """Each colour is in the palette twice: as it is seen, and rubbed out."""
    picture = four_corners(96, 96).quantize(4)
    palette = picture.getpalette() or []
    picture.putpalette(palette[:12] * 2)
    picture.paste(picture.point(lambda index: index + 4), mask=_middle())
    return saved(picture, "PNG", transparency=b"\xff" * 4 + bytes(4))


ERASED = {
    "a PNG": ("a.png", saved(rubbed_out(), "PNG")),
    "a PNG rubbed out with a soft eraser": ("a.png", saved(rubbed_out(alpha=5), "PNG")),
    "a grey PNG": ("a.png", saved(rubbed_out().convert("LA"), "PNG")),
    "a PNG with a palette": ("a.png", _with_a_palette()),
    "a PNG that is too large": ("a.png", saved(rubbed_out().resize((1800, 1800), Image.Resampling.NEAREST), "PNG")),
    "a PNG with words": ("a.png", with_chunk(saved(rubbed_out(), "PNG"), b"tEXt", b"Author\x00" + WORD_BYTES)),
    "a WebP without a loss": ("a.webp", saved(rubbed_out(), "WEBP", lossless=True, exact=True)),
    "a WebP with a loss": ("a.webp", saved(rubbed_out(), "WEBP", exact=True)),
}


@pytest.mark.parametrize("what", ERASED)
def test_what_was_rubbed_out_is_told_and_gone(what: str) -> None:
    name, data = ERASED[what]
    picture = clean_picture(name, data)
    assert Metadata.ERASED in picture.taken_out
    for made in (picture.data, published_picture(name, data)):
        with Image.open(io.BytesIO(made)) as read:
            middle = read.convert("RGBA").resize((96, 96)).crop((32, 32, 64, 64))
        assert middle.getextrema() == ((0, 0), (0, 0), (0, 0), (0, 0))
    assert not clean_picture(name, picture.data).was_changed


def _with_a_small_word(mode: str = "RGBA") -> Image.Image:
    """A picture with an empty middle, in which a short word of faint letters stands that does not show."""
    picture = four_corners(96, 96).convert("RGBA")
    picture.paste((255, 255, 255, 0), mask=_middle())
    word = Image.new("L", (96, 96))
    ImageDraw.Draw(word).text((40, 40), "Jo", fill=255)
    picture.paste((250, 250, 250, 0), mask=word.point(lambda drawn: 255 if drawn else 0))
    return picture.convert(mode)


SMALL_WORDS = {
    "a PNG": ("a.png", saved(_with_a_small_word(), "PNG")),
    "a grey PNG": ("a.png", saved(_with_a_small_word("LA"), "PNG")),
    "a WebP without a loss": ("a.webp", saved(_with_a_small_word(), "WEBP", lossless=True, exact=True)),
}


@pytest.mark.parametrize("what", SMALL_WORDS)
def test_a_small_word_below_what_is_empty_is_told_and_gone(what: str) -> None:
    name, data = SMALL_WORDS[what]
    picture = clean_picture(name, data)
    assert picture.taken_out == (Metadata.ERASED,)
    assert not clean_picture(name, picture.data).was_changed
    with Image.open(io.BytesIO(picture.data)) as read:
        assert read.convert("RGBA").crop((32, 32, 64, 64)).getextrema() == ((0, 0), (0, 0), (0, 0), (0, 0))


@pytest.mark.parametrize("empty", [(0, 0, 0), (255, 255, 255), (12, 34, 56)])
def test_a_soft_edge_hides_nothing(empty: tuple[int, int, int]) -> None:
    disc = Image.new("L", (768, 768))
    ImageDraw.Draw(disc).ellipse((99, 101, 650, 655), fill=255)
    edge = disc.resize((96, 96), Image.Resampling.LANCZOS)
    picture = Image.new("RGBA", (96, 96), (*empty, 0))
    seen = four_corners(96, 96).convert("RGBA")
    seen.putalpha(edge)
    picture.paste(seen, mask=edge.point(lambda shown: 255 if shown else 0))
    for name, data in (
        ("a.png", saved(picture, "PNG")),
        ("a.png", saved(picture.quantize(64), "PNG")),
        ("a.webp", saved(picture, "WEBP", lossless=True)),
    ):
        assert not clean_picture(name, data).was_changed


@pytest.mark.parametrize("empty", [(0, 0, 0), (255, 255, 255)])
def test_what_was_always_empty_is_nothing_rubbed_out(empty: tuple[int, int, int]) -> None:
    picture = rubbed_out()
    picture.paste((*empty, 0), mask=_middle())
    for name, data in (("a.png", saved(picture, "PNG")), ("a.webp", saved(picture, "WEBP"))):
        assert not clean_picture(name, data).was_changed


def test_what_shows_a_little_stays() -> None:
    with Image.open(io.BytesIO(published_picture("a.png", saved(rubbed_out(alpha=8), "PNG")))) as read:
        assert read.tobytes() == rubbed_out(alpha=8).tobytes()


def _chunks(png: bytes, change: Callable[[bytes, bytes], bytes]) -> bytes:
    """A PNG whose chunks were changed, with right checksums."""
    made, at = png[:8], 8
    while at < len(png):
        length, name = struct.unpack_from(">I4s", png, at)
        data = change(name, png[at + 8 : at + 8 + length])
        made += struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        at += 12 + length
    return made


def _with_rows(kind: str, rows: tuple[int, int, int]) -> bytes:
    """A picture of 48 rows, below which 96 more of one colour are still in its file."""
    picture = Image.new("RGB", (64, 144), rows)
    picture.paste(four_corners(), (0, 0))
    data = saved(picture, kind)
    if kind == "PNG":
        return _chunks(
            data, lambda name, each: each[:4] + struct.pack(">I", 48) + each[8:] if name == b"IHDR" else each
        )
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">H", 48) + data[at + 2 :]


def _palette(more: bytes) -> bytes:
    data = saved(four_corners().quantize(4), "PNG")
    return _chunks(data, lambda name, each: each + more if name == b"PLTE" else each)


UNSEEN = {
    "rows that were cut off a JPEG": ("a.jpg", _with_rows("JPEG", (250, 0, 0)), _with_rows("JPEG", (0, 250, 0))),
    "rows that were cut off a PNG": ("a.png", _with_rows("PNG", (250, 0, 0)), _with_rows("PNG", (0, 250, 0))),
    "words below the last row": (
        "a.png",
        PNG,
        _chunks(PNG, lambda name, each: zlib.compress(zlib.decompress(each) + WORD_BYTES) if name == b"IDAT" else each),
    ),
    "words behind the points": (
        "a.png",
        PNG,
        _chunks(PNG, lambda name, each: each + WORD_BYTES if name == b"IDAT" else each),
    ),
    "words before the end of a JPEG": ("a.jpg", JPEG, JPEG[:-2] + WORD_BYTES + JPEG[-2:]),
    "a table that nothing uses": ("a.jpg", JPEG, with_segment(JPEG, 0xDB, b"\x03" + WORD_BYTES * 2 + bytes(20))),
    "colours that nothing uses": ("a.png", _palette(b""), _palette(WORD_BYTES + bytes(2))),
    "a palette beside colours": ("a.png", PNG, with_chunk(PNG, b"PLTE", WORD_BYTES + bytes(2))),
}


@pytest.mark.parametrize("what", UNSEEN)
def test_the_site_gets_the_points_and_nothing_that_stands_between_them(what: str) -> None:
    name, plain, other = UNSEEN[what]
    assert plain != other
    assert published_picture(name, plain) == published_picture(name, other)
    assert WORD_BYTES not in published_picture(name, other)
