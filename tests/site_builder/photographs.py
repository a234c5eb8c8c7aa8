"""Pictures as phones, scanners and word processors make them, with a word in them that nobody may read."""

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageCms

WORD = "Wrenfield-Cottage-7431"
"""Written wherever a file has room for words."""
CORNERS = ((200, 30, 30), (30, 160, 30), (30, 30, 200), (220, 200, 30))
"""Red, green, blue, yellow: from left to right, the upper row first."""
GPS, CAMERA = 0x8825, 0x8769


def four_corners(width: int = 64, height: int = 48, mode: str = "RGB") -> Image.Image:
    """A picture with a colour in each corner, by which one can tell which way up it is."""
    picture = Image.new("RGB", (2, 2))
    for at, colour in enumerate(CORNERS):
        picture.putpixel((at % 2, at // 2), colour)
    return picture.resize((width, height), Image.Resampling.NEAREST).convert(mode)


def saved(picture: Image.Image, kind: str, **more: Any) -> bytes:
    """The file that Pillow makes of a picture."""
    file = io.BytesIO()
    picture.save(file, kind, **more)
    return file.getvalue()


def exif(orientation: int | None = None) -> Image.Exif:
    """What a phone writes: the place, the day, itself and a name."""
    told = Image.Exif()
    told[0x010F], told[0x0110] = "Maker", WORD
    told[0x013B] = WORD
    told[0x0132] = "2026:11:01 10:00:00"
    if orientation:
        told[0x0112] = orientation
    told.get_ifd(GPS).update({1: "N", 2: (52.0, 30.0, 15.0), 3: "W", 4: (1.0, 53.0, 2.0)})
    told.get_ifd(CAMERA)[0xA431] = WORD
    return told


XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description exif:GPSLatitude="52,30N" '
    b"><dc:creator>" + WORD.encode() + b"</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
)
IPTC = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x1e" + b"".join(
    b"\x1c\x02" + bytes([number]) + struct.pack(">H", len(WORD)) + WORD.encode() for number in (80, 90)
)


def photo(width: int = 64, height: int = 48, orientation: int | None = None) -> bytes:
    """A JPEG as it comes from a phone."""
    return saved(four_corners(width, height), "JPEG", quality=95, exif=exif(orientation), xmp=XMP, comment=WORD)


def with_segment(jpeg: bytes, marker: int, data: bytes) -> bytes:
    """A JPEG with one more segment right at its beginning."""
    return jpeg[:2] + struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data + jpeg[2:]


def with_chunk(png: bytes, name: bytes, data: bytes) -> bytes:
    """A PNG with one more chunk behind its header."""
    return png[:33] + _chunk(name, data) + png[33:]


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def huge_png(width: int, height: int, *, whole: bool = False) -> bytes:
    """A grey PNG of some bytes that says it is huge; `whole` when all that it says is there, well packed."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    points = zlib.compress(bytes((width + 1) * height if whole else 9))
    made = saved(Image.new("L", (1, 1)), "PNG")
    return made[:8] + _chunk(b"IHDR", header) + _chunk(b"IDAT", points) + _chunk(b"IEND", b"")


def swapped_colours() -> bytes:
    """A table of colours by which what is stored as red is meant as green, and the other way round."""
    table = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    table = table.replace(b"rXYZ", b"TEMP").replace(b"gXYZ", b"rXYZ").replace(b"TEMP", b"gXYZ")
    return table.replace("sRGB".encode("utf-16-be"), "mine".encode("utf-16-be"))


def corners_of(data: bytes) -> list[tuple[int, ...]]:
    """The colours in the corners of a picture, each rounded to the nearest of `CORNERS`."""
    with Image.open(io.BytesIO(data)) as picture:
        plain = picture.convert("RGB")
    right, lower = plain.width - 3, plain.height - 3
    found = [plain.getpixel(at) for at in ((2, 2), (right, 2), (2, lower), (right, lower))]
    return [min(CORNERS, key=lambda known: _distance(known, each)) for each in found if isinstance(each, tuple)]


def _distance(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))
