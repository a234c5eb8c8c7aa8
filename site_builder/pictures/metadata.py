"""What a picture's file carries besides the picture, in the words of the person who took it."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

from PIL import Image

from site_builder.pictures.formats import Carried, Part


class Detail(StrEnum):
    """In the order in which they are said: what can harm comes first."""

    PLACE = "the place where it was taken"
    NAME = "a name"
    TIME = "the day and time"
    CAMERA = "the camera or phone"
    WORDS = "words written into it"
    SMALL_COPY = "a small copy of the picture"
    BEHIND = "data behind the picture, as short films are kept"
    RUBBED_OUT = "the colours below what was rubbed out"
    COLOURS = "its table of colours"
    OTHER = "other details"


_GPS, _SMALL_COPY_OF_EXIF, _CAMERA_SETTINGS = 0x8825, 1, 0x8769
_TAGS = {
    Detail.NAME: (0x013B, 0x8298, 0x9C9D, 0xA430),  # artist, copyright, author, owner
    Detail.TIME: (0x0132, 0x9003, 0x9004),
    Detail.CAMERA: (0x010F, 0x0110, 0x927C, 0xA431, 0xA433, 0xA434, 0xA435),  # maker, model, notes, numbers, lens
    Detail.WORDS: (0x010E, 0x9286, 0x9C9B, 0x9C9C, 0x9C9E, 0x9C9F),  # description, remark, title, keywords
}
"""Of Exif."""

_MARKS_OF_XMP = {
    Detail.PLACE: rb"GPSL|GPSPosition|LocationCreated|LocationShown|photoshop:City|Location>",
    Detail.NAME: rb"dc:creator|OwnerName|CreatorContact|xmpRights|PersonInImage|mwg-rs:Name|AuthorsPosition|dc:rights",
    Detail.TIME: rb"CreateDate|DateCreated|ModifyDate|DateTimeOriginal",
    Detail.CAMERA: rb"tiff:Model|tiff:Make|SerialNumber|aux:Lens",
    Detail.WORDS: rb"dc:description|dc:title|dc:subject|UserComment",
}
_FIELDS_OF_IPTC = {
    Detail.PLACE: (90, 92, 95, 100, 101),
    Detail.NAME: (80, 85, 110, 115, 116, 118, 122),
    Detail.TIME: (55, 60, 62, 63),
    Detail.WORDS: (5, 25, 105, 120),
}
_AS_THEY_ARE = {
    Carried.TEXT: Detail.WORDS,
    Carried.RUBBED_OUT: Detail.RUBBED_OUT,
    Carried.COLOURS: Detail.COLOURS,
    Carried.SMALL_COPY: Detail.SMALL_COPY,
    Carried.BEHIND: Detail.BEHIND,
    Carried.OTHER: Detail.OTHER,
}


def details_of(parts: Iterable[Part]) -> tuple[Detail, ...]:
    """What the parts tell, each kind once; a part that nobody understands tells `other details`."""
    found: set[Detail] = set()
    for part in parts:
        found.update(set(_details_of_part(part)) or {Detail.OTHER})
    # What stands beside a place or a name needs no mention.
    if len(found) > 1:
        found -= {Detail.OTHER}
    return tuple(each for each in Detail if each in found)


def in_words(details: Iterable[Detail]) -> str:
    """Details as part of a sentence: `a name, the day and time and the camera or phone`."""
    *most, last = details
    return f"{', '.join(most)} and {last}" if most else str(last)


def _details_of_part(part: Part) -> Iterator[Detail]:
    match part.kind:
        case Carried.EXIF:
            yield from _details_of_exif(part.data)
        case Carried.XMP:
            plain = part.data.replace(b"\x00", b"")
            yield from (detail for detail, marks in _MARKS_OF_XMP.items() if re.search(marks, plain))
        case Carried.IPTC:
            fields = {each[0] for each in re.findall(rb"\x1c\x02(.)", part.data, re.DOTALL)}
            yield from (detail for detail, numbers in _FIELDS_OF_IPTC.items() if fields & set(numbers))
        case _:
            yield _AS_THEY_ARE[part.kind]


def _details_of_exif(data: bytes) -> Iterator[Detail]:
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
        yield Detail.PLACE
    if small:
        yield Detail.SMALL_COPY
    yield from (detail for detail, numbers in _TAGS.items() if tags & set(numbers))


def _says_something(value: object) -> bool:
    """Some cameras keep room for a remark and leave it empty."""
    if isinstance(value, bytes):
        return bool(value.removeprefix(b"ASCII").strip(b"\x00 "))
    return bool(str(value).strip("\x00 "))
