"""What a picture's file carries besides the picture, in the words of the person who took it."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

from PIL import Image

from handbook.formatting import listed
from site_builder.pictures.formats import MetadataKind, MetadataPart


class Metadata(StrEnum):
    """In the order in which they are said: what can harm comes first."""

    PLACE = "the place where it was taken"
    NAME = "a name"
    TIME = "the day and time"
    CAMERA = "the camera or phone"
    WORDS = "words written into it"
    SMALL_COPY = "a small copy of the picture"
    TRAILING_DATA = "data behind the picture, as short films are kept"
    ERASED = "the colours below what was rubbed out"
    COLOURS = "its table of colours"
    OTHER = "other details"


_GPS, _SMALL_COPY_OF_EXIF, _CAMERA_SETTINGS = 0x8825, 1, 0x8769
_TAGS = {
    Metadata.NAME: (0x013B, 0x8298, 0x9C9D, 0xA430),  # artist, copyright, author, owner
    Metadata.TIME: (0x0132, 0x9003, 0x9004),
    # maker, model, notes, numbers, lens
    Metadata.CAMERA: (0x010F, 0x0110, 0x927C, 0xA431, 0xA433, 0xA434, 0xA435),
    Metadata.WORDS: (0x010E, 0x9286, 0x9C9B, 0x9C9C, 0x9C9E, 0x9C9F),  # description, remark, title, keywords
}
"""Of Exif."""

_MARKS_OF_XMP = {
    Metadata.PLACE: rb"GPSL|GPSPosition|LocationCreated|LocationShown|photoshop:City|Location>",
    Metadata.NAME: rb"dc:(?:creator|rights)|OwnerName|CreatorContact|xmpRights|PersonInImage|mwg-rs:Name"
    rb"|AuthorsPosition",
    Metadata.TIME: rb"CreateDate|DateCreated|ModifyDate|DateTimeOriginal",
    Metadata.CAMERA: rb"tiff:Model|tiff:Make|SerialNumber|aux:Lens",
    Metadata.WORDS: rb"dc:description|dc:title|dc:subject|UserComment",
}
_FIELDS_OF_IPTC = {
    Metadata.PLACE: (90, 92, 95, 100, 101),
    Metadata.NAME: (80, 85, 110, 115, 116, 118, 122),
    Metadata.TIME: (55, 60, 62, 63),
    Metadata.WORDS: (5, 25, 105, 120),
}
_DETAIL_OF_KIND = {
    MetadataKind.TEXT: Metadata.WORDS,
    MetadataKind.ERASED: Metadata.ERASED,
    MetadataKind.COLOURS: Metadata.COLOURS,
    MetadataKind.SMALL_COPY: Metadata.SMALL_COPY,
    MetadataKind.TRAILING_DATA: Metadata.TRAILING_DATA,
    MetadataKind.OTHER: Metadata.OTHER,
}


def details_of(parts: Iterable[MetadataPart]) -> tuple[Metadata, ...]:
    """What the parts tell, each kind once; a part that nobody understands tells `other details`."""
    details: set[Metadata] = set()
    for part in parts:
        details.update(set(_details_of_part(part)) or {Metadata.OTHER})
    # What is beside a place or a name needs no mention.
    if len(details) > 1:
        details -= {Metadata.OTHER}
    return tuple(each for each in Metadata if each in details)


def in_words(details: Iterable[Metadata]) -> str:
    """Details as part of a sentence: `a name, the day and time and the camera or phone`."""
    return listed([str(each) for each in details])


def _details_of_part(part: MetadataPart) -> Iterator[Metadata]:
    match part.kind:
        case MetadataKind.EXIF:
            yield from _details_of_exif(part.data)
        case MetadataKind.XMP:
            plain = part.data.replace(b"\x00", b"")
            yield from (detail for detail, marks in _MARKS_OF_XMP.items() if re.search(marks, plain))
        case MetadataKind.IPTC:
            fields = {each[0] for each in re.findall(rb"\x1c\x02(.)", part.data, re.DOTALL)}
            yield from (detail for detail, numbers in _FIELDS_OF_IPTC.items() if fields & set(numbers))
        case _:
            yield _DETAIL_OF_KIND[part.kind]


def _details_of_exif(data: bytes) -> Iterator[Metadata]:
    exif = Image.Exif()
    try:
        exif.load(data)
        place, small = exif.get_ifd(_GPS), exif.get_ifd(_SMALL_COPY_OF_EXIF)
        tags = {
            tag for tag, value in (*exif.items(), *exif.get_ifd(_CAMERA_SETTINGS).items()) if _says_something(value)
        }
    except Exception:  # whatever it raises on a stranger's bytes, they are taken out all the same
        return
    if set(place) - {0}:  # 0 is the version of the table
        yield Metadata.PLACE
    if small:
        yield Metadata.SMALL_COPY
    yield from (detail for detail, numbers in _TAGS.items() if tags & set(numbers))


def _says_something(value: object) -> bool:
    """Some cameras keep room for a remark and leave it empty."""
    if isinstance(value, bytes):
        return bool(value.removeprefix(b"ASCII").strip(b"\x00 "))
    return bool(str(value).strip("\x00 "))
