"""The four kinds of picture a page may show, and how their files are divided into parts.

Only parts that a browser needs to paint the picture are on a list; every other part is something the picture carries.
A list of what is harmful would miss what a camera writes next year.
"""

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum


class PictureError(Exception):
    """A picture that cannot be used; the message says why and what to do instead."""


class PictureFormat(StrEnum):
    """As Pillow calls them."""

    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WEBP"
    GIF = "GIF"


ENDINGS = {
    PictureFormat.JPEG: (".jpg", ".jpeg"),
    PictureFormat.PNG: (".png",),
    PictureFormat.WEBP: (".webp",),
    PictureFormat.GIF: (".gif",),
}
"""How the name of each may end; the first is the one to write."""


class MetadataKind(StrEnum):
    """What a part is that is not needed to paint the picture."""

    EXIF = "exif"
    XMP = "xmp"
    IPTC = "iptc"
    TEXT = "text"
    COLOURS = "colours"
    SMALL_COPY = "small copy"
    TRAILING_DATA = "behind"
    """Whatever comes after the picture's own end: films of phones, what an editor cut off."""
    ERASED = "rubbed out"
    """Colours of pixels that are fully transparent: nobody sees them, but a program can read them."""
    OTHER = "other"


@dataclass(frozen=True)
class MetadataPart:
    """One part of a picture's file that is not needed to paint it."""

    kind: MetadataKind
    data: bytes


@dataclass
class PictureLayout:
    """What a picture's file is made of, apart from what is painted."""

    metadata: list[MetadataPart] = field(default_factory=list)
    is_animated: bool = False
    """Whether it is several pictures shown one after the other."""
    is_cmyk: bool = False
    """Whether its colours are for a printing press; browsers show them differently."""

    def add(self, kind: MetadataKind, data: bytes) -> None:
        """Note a part that is not painted."""
        self.metadata.append(MetadataPart(kind, data))


BROKEN = "this picture is broken or not all of it is here; save it again as .png or .jpg, or fetch it once more"

_MAX_SCANS = 64
"""A JPEG is painted in up to a dozen rounds; one made to harm has thousands, and each costs time."""


def format_of(data: bytes) -> PictureFormat | None:
    """The kind of picture that the first bytes tell, whatever the file is called."""
    if data.startswith(b"\xff\xd8\xff"):
        return PictureFormat.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PictureFormat.PNG
    if data.startswith((b"GIF87a", b"GIF89a")):
        return PictureFormat.GIF
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return PictureFormat.WEBP
    return None


def layout_of(data: bytes, kind: PictureFormat) -> PictureLayout:
    """The parts of a picture's file; raises PictureError where it does not hold together."""
    layout = PictureLayout()
    try:
        _READERS[kind](data, layout)
    except (struct.error, IndexError):
        raise PictureError(BROKEN) from None
    return layout


# -- JPEG: segments, each begun by 0xFF and a marker --

_PAINTED_SEGMENTS = (0xC0, 0xC1, 0xC2, 0xC4, 0xDB, 0xDD)
"""The frame, its tables of codes and of sizes, and how often it begins anew."""


def _read_jpeg(data: bytes, layout: PictureLayout) -> None:
    at, scans = 2, 0
    while True:
        if data[at] != 0xFF:
            raise PictureError(BROKEN)
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            _note_trailing_data(layout, data[at + 2 :])
            return
        (length,) = struct.unpack_from(">H", data, at + 2)
        segment = data[at + 4 : at + 2 + length]
        if len(segment) != length - 2:
            raise PictureError(BROKEN)
        at += 2 + length
        if marker == 0xDA:
            scans += 1
            at = _end_of_scan(data, at)
        else:
            _note_segment(layout, marker, segment)
        if scans > _MAX_SCANS:
            raise PictureError(BROKEN)


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the next segment begins: the next 0xFF that stands for no pixel and no fresh start."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0:
            raise PictureError(BROKEN)
        following = data[at + 1]
        if following != 0 and not 0xD0 <= following <= 0xD7:
            return at
        at += 2


def _note_segment(layout: PictureLayout, marker: int, segment: bytes) -> None:
    if marker in _PAINTED_SEGMENTS:
        if marker in (0xC0, 0xC1, 0xC2):
            layout.is_cmyk = segment[5] not in (1, 3)
        return
    is_plain_header = marker == 0xE0 and segment.startswith(b"JFIF\x00") and len(segment) == 14
    is_colour_order = marker == 0xEE and segment.startswith(b"Adobe") and len(segment) == 12
    if not is_plain_header and not is_colour_order:
        layout.add(_kind_of_segment(marker, segment), segment)


def _kind_of_segment(marker: int, segment: bytes) -> MetadataKind:
    if marker == 0xFE:
        return MetadataKind.TEXT
    for name, kind in (
        (b"Exif\x00\x00", MetadataKind.EXIF),
        (b"http://ns.adobe.com/xap", MetadataKind.XMP),
        (b"http://ns.adobe.com/xmp", MetadataKind.XMP),
        (b"Photoshop 3.0\x00", MetadataKind.IPTC),
        (b"ICC_PROFILE\x00", MetadataKind.COLOURS),
        (b"JFIF\x00", MetadataKind.SMALL_COPY),
        (b"JFXX\x00", MetadataKind.SMALL_COPY),
    ):
        if segment.startswith(name):
            return kind
    return MetadataKind.OTHER


def _note_trailing_data(layout: PictureLayout, rest: bytes) -> None:
    if rest:
        layout.add(MetadataKind.TRAILING_DATA, rest)


# -- PNG: chunks with a name and a checksum --

_PAINTED_CHUNKS = {
    b"IHDR": 13,
    b"PLTE": 768,
    b"tRNS": 256,
    b"IDAT": 1 << 31,
    b"IEND": 0,
    b"sRGB": 1,
    b"gAMA": 4,
    b"cHRM": 32,
    b"sBIT": 4,
    b"bKGD": 6,
    b"pHYs": 9,
}
"""And how many bytes each may have; the last six say in a few numbers how bright and how dense it is."""

_CHUNKS = {
    b"eXIf": MetadataKind.EXIF,
    b"iCCP": MetadataKind.COLOURS,
    b"cICP": MetadataKind.COLOURS,
    b"tEXt": MetadataKind.TEXT,
    b"zTXt": MetadataKind.TEXT,
}


def _read_png(data: bytes, layout: PictureLayout) -> None:
    at = 8
    while True:
        length, name = struct.unpack_from(">I4s", data, at)
        chunk = data[at + 8 : at + 8 + length]
        (checksum,) = struct.unpack_from(">I", data, at + 8 + length)
        if checksum != zlib.crc32(chunk, zlib.crc32(name)):
            raise PictureError(BROKEN)
        at += 12 + length
        if name in (b"acTL", b"fcTL", b"fdAT"):
            layout.is_animated = True
        elif name == b"iTXt":
            layout.add(MetadataKind.XMP if chunk.startswith(b"XML:com.adobe.xmp") else MetadataKind.TEXT, chunk)
        elif length > _PAINTED_CHUNKS.get(name, -1):
            layout.add(_CHUNKS.get(name, MetadataKind.OTHER), chunk)
        if name == b"IEND":
            _note_trailing_data(layout, data[at:])
            return


# -- GIF: blocks, each a row of pieces of up to 255 bytes --


def _read_gif(data: bytes, layout: PictureLayout) -> None:
    at = 13 + _colours(data[10])
    pictures = 0
    while data[at] != 0x3B:
        if data[at] == 0x2C:
            pictures += 1
            _, at = _sub_blocks(data, at + 11 + _colours(data[at + 9]))
        elif data[at] == 0x21:
            label = data[at + 1]
            block, at = _sub_blocks(data, at + 2)
            if label != 0xF9 or len(block) != 4:
                layout.add(_kind_of_block(label, block), block)
        else:
            raise PictureError(BROKEN)
    layout.is_animated = pictures > 1
    _note_trailing_data(layout, data[at + 1 :])


def _colours(flags: int) -> int:
    """The length of a table of colours, in bytes."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _sub_blocks(data: bytes, at: int) -> tuple[bytes, int]:
    """What pieces hold that begin here, and where the next block begins."""
    content = bytearray()
    while data[at]:
        content += data[at + 1 : at + 1 + data[at]]
        at += 1 + data[at]
    return bytes(content), at + 1


def _kind_of_block(label: int, block: bytes) -> MetadataKind:
    if label == 0xFF:
        return MetadataKind.XMP if block.startswith(b"XMP DataXMP") else MetadataKind.OTHER
    return MetadataKind.TEXT


# -- WebP: chunks with a name, of an even length --

_CHUNKS_OF_WEBP = {b"EXIF": MetadataKind.EXIF, b"XMP ": MetadataKind.XMP, b"ICCP": MetadataKind.COLOURS}


def _read_webp(data: bytes, layout: PictureLayout) -> None:
    (size,) = struct.unpack_from("<I", data, 4)
    end = 8 + size + size % 2
    if end > len(data):
        raise PictureError(BROKEN)
    at = 12
    while at < end:
        name, length = struct.unpack_from("<4sI", data, at)
        chunk = data[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
        if name in (b"ANIM", b"ANMF"):
            layout.is_animated = True
        elif name not in (b"VP8 ", b"VP8L", b"VP8X", b"ALPH"):
            layout.add(_CHUNKS_OF_WEBP.get(name, MetadataKind.OTHER), chunk)
    _note_trailing_data(layout, data[end:])


_READERS: dict[PictureFormat, Callable[[bytes, PictureLayout], None]] = {
    PictureFormat.JPEG: _read_jpeg,
    PictureFormat.PNG: _read_png,
    PictureFormat.GIF: _read_gif,
    PictureFormat.WEBP: _read_webp,
}
