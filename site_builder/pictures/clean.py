"""A picture as readers get it: upright, in the colours of screens, as large as a page shows it, and nothing else.

What is published is always saved anew from its points (`published_picture`). In place, only a picture that tells
something is saved again (`clean_picture`): otherwise each new version of the library would change every file.
"""

import contextlib
import io
import warnings
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from PIL import Image, ImageCms

from handbook.file_rules import file_extension
from site_builder.pictures.formats import (
    BROKEN,
    ENDINGS,
    MetadataKind,
    PictureError,
    PictureFormat,
    PictureLayout,
    format_of,
    layout_of,
)
from site_builder.pictures.hidden import has_hidden_colours, with_own_palette, without_hidden_colours
from site_builder.pictures.metadata import Metadata, details_of

MAX_SIDE = 1600
"""In pixels: the text of a page is about 700 wide, and a dense screen shows two pixels for one."""
MAX_PUBLISHED_BYTES = 1_000_000
"""In bytes; a phone at the edge of its network loads it in some seconds."""
MAX_PIXELS = 50_000_000
"""Width times height; more takes the memory that the check of a proposal may have."""
_QUALITIES = (85, 75, 60)
"""Tried in this order until the file is small enough."""

_ANIMATED = "this picture moves, and readers cannot stop it; save one still picture of it as .png or .jpg"
_NO_PICTURE = "this is no picture of the kind that its name says; save it again as .png or .jpg"
_HEIC = "this is a picture as iPhones keep it (HEIC), and few browsers can show it; save it as .jpg"
_TOO_LARGE = "this picture is too large to be worked with here; save it at most 5000 pixels wide and 5000 high"
_PLAIN = ("RGB", "RGBA", "L", "LA")
"""Pillow's modes that need no change: colours or grey, with or without what shows through."""


@dataclass(frozen=True)
class CleanPicture:
    """A picture that may be published, and what was done to make it so."""

    data: bytes
    taken_out: tuple[Metadata, ...] = ()
    size_before: tuple[int, int] | None = None
    """Width and height in pixels, when it was made smaller."""
    size: tuple[int, int] = (0, 0)
    was_changed: bool = False


def clean_picture(path: str, data: bytes) -> CleanPicture:
    """The picture without its metadata and hidden colours.

    A picture that has neither stays as it is, to the byte. Raises PictureError, which says what to do, if it cannot be
    cleaned.
    """
    return _clean(path, data, anew=False)


def published_picture(path: str, data: bytes) -> bytes:
    """The picture's points and nothing else: what no reader of its file finds is left behind too. Raises as above.

    The same picture always becomes the same bytes, with the same version of the library.
    """
    return _clean(path, data, anew=True).data


def _clean(path: str, data: bytes, *, anew: bool) -> CleanPicture:
    kind = _kind(path, data)
    layout = layout_of(data, kind)
    if layout.is_animated:
        raise PictureError(_ANIMATED)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _cleaned(data, kind, layout, anew=anew)
    except PictureError:
        raise
    except (MemoryError, Image.DecompressionBombError):
        raise PictureError(_TOO_LARGE) from None
    except Exception:  # a reader of a stranger's bytes may raise anything; none of it is a fault of ours
        raise PictureError(BROKEN) from None


def _kind(path: str, data: bytes) -> PictureFormat:
    """The kind of picture, which its name must say."""
    kind = format_of(data)
    name = PurePosixPath(path)
    if kind is None:
        is_heic = data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"hevc")
        raise PictureError(_HEIC if is_heic else _NO_PICTURE)
    # How the ending is spelled is told by the rules of names.
    if file_extension(path) not in ENDINGS[kind]:
        better = name.with_suffix(ENDINGS[kind][0]).name
        message = f"this picture is a {kind.value}, and its name says another kind; rename it to `{better}`"
        raise PictureError(f"{message}, and write this name on each page that shows it")
    return kind


def _cleaned(data: bytes, kind: PictureFormat, layout: PictureLayout, *, anew: bool) -> CleanPicture:
    with Image.open(io.BytesIO(data), formats=(kind.value,)) as picture:
        before = picture.size
        _check_points(before)
        is_small = max(before) <= MAX_SIDE and len(data) <= MAX_PUBLISHED_BYTES
        is_lossless = kind is PictureFormat.WEBP and b"VP8L" in data[:64]
        if has_hidden_colours(picture, is_exact=is_lossless or kind is not PictureFormat.WEBP):
            layout.add(MetadataKind.ERASED, b"")
        if is_small and not layout.metadata and not layout.is_cmyk and not anew:
            picture.load()
            return CleanPicture(data, size=before)
        painted = _visible_pixels(picture)
        saved = _encoded(painted, kind, is_lossless=is_lossless, is_small=is_small)
    if layout_of(saved, kind).metadata:
        raise PictureError(BROKEN)
    return CleanPicture(
        data=saved,
        taken_out=details_of(layout.metadata),
        size_before=before if max(before) > MAX_SIDE else None,
        size=painted.size,
        was_changed=True,
    )


def _check_points(size: tuple[int, int]) -> None:
    if size[0] * size[1] > MAX_PIXELS:
        raise PictureError(_TOO_LARGE)


def _visible_pixels(picture: Image.Image) -> Image.Image:
    """What is seen, in an object that knows nothing else."""
    is_large = max(picture.size) > MAX_SIDE
    colours = _colours_of(picture)
    if picture.mode == "P" and not is_large and colours is None:
        return _upright(with_own_palette(picture), picture)
    pixels = _in_plain_mode(picture)
    if is_large:
        # A JPEG is read at a half or a quarter of its size here, which saves most of the memory.
        pixels.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS, reducing_gap=3.0)
    pixels = _upright(without_hidden_colours(_in_colours_of_screens(pixels, colours)), picture)
    pixels.info = {}
    return pixels


def _in_plain_mode(picture: Image.Image) -> Image.Image:
    """In colours or in grey of 8 bits each, with what shows through."""
    if picture.mode == "CMYK":
        return picture
    if picture.mode.startswith("I"):  # grey of 16 bits, as scanners save it
        return picture.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    shows_through = "transparency" in picture.info or picture.mode in ("PA", "RGBa", "La")
    if picture.mode in _PLAIN and not shows_through:
        return picture
    is_grey = picture.mode in ("1", "L", "La")
    return picture.convert(("LA" if is_grey else "RGBA") if shows_through else ("L" if is_grey else "RGB"))


def _colours_of(picture: Image.Image) -> ImageCms.ImageCmsProfile | None:
    """The table of colours that a picture brings; None when its colours are those of screens anyway."""
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(picture.info["icc_profile"]))
        return None if ImageCms.getProfileDescription(profile).startswith("sRGB") else profile
    except (KeyError, OSError, TypeError, ImageCms.PyCMSError):
        return None


def _in_colours_of_screens(pixels: Image.Image, colours: ImageCms.ImageCmsProfile | None) -> Image.Image:
    """In sRGB: what browsers take colours for that come without a table."""
    shows_through = pixels.getchannel("A") if pixels.mode in ("RGBA", "LA") else None
    plain = pixels.convert(pixels.mode.removesuffix("A")) if shows_through is not None else pixels
    if colours is not None:
        with contextlib.suppress(ImageCms.PyCMSError):
            plain = ImageCms.profileToProfile(plain, colours, ImageCms.createProfile("sRGB"), outputMode="RGB") or plain
    if plain.mode == "CMYK":
        plain = plain.convert("RGB")
    if shows_through is not None:
        plain.putalpha(shows_through)
    return plain


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What to do for each way in which a camera was held, as Exif counts them."""


def _upright(pixels: Image.Image, picture: Image.Image) -> Image.Image:
    try:
        turn = _TURNS.get(picture.getexif().get(0x0112, 1))
    except Exception:  # where nobody can read how the camera was held, the picture stays as it is
        return pixels
    return pixels if turn is None else pixels.transpose(turn)


def _encoded(pixels: Image.Image, kind: PictureFormat, *, is_lossless: bool, is_small: bool) -> bytes:
    """A file of the same kind, small enough to be published; one that came small enough is never refused."""
    attempts: list[dict[str, Any]] = [{"quality": quality} for quality in _QUALITIES]
    match kind:
        case PictureFormat.JPEG:
            pixels = pixels if pixels.mode in ("RGB", "L") else pixels.convert("RGB")
            attempts = [{**each, "optimize": True, "progressive": True} for each in attempts]
        case PictureFormat.WEBP:
            attempts = [*([{"lossless": True}] if is_lossless else []), *attempts]
        case PictureFormat.PNG:
            attempts = [{"compress_level": 6}]
        case PictureFormat.GIF:
            attempts = [{"interlace": 0}]
            pixels = pixels if pixels.mode in ("P", "L") else _in_few_colours(pixels)
    for attempt in attempts:
        file = io.BytesIO()
        pixels.save(file, kind.value, **attempt)
        if file.tell() <= MAX_PUBLISHED_BYTES:
            return file.getvalue()
    if is_small:
        return file.getvalue()
    megabytes = file.tell() / 1_000_000
    raise PictureError(
        f"this picture needs {megabytes:.1f} MB as a {kind.value}, and pages must load where the network is weak; "
        "save it as .jpg, and write its new name on each page that shows it"
    )


def _in_few_colours(pixels: Image.Image) -> Image.Image:
    """In the 256 colours of a GIF; where something shows through, the last of them stands for that."""
    if pixels.mode not in ("RGBA", "LA"):
        return pixels.quantize(256)
    few = pixels.convert("RGB").quantize(255)
    few.paste(255, mask=pixels.getchannel("A").point(lambda alpha: 255 if alpha < 128 else 0))
    few.info = {"transparency": 255}
    return few
