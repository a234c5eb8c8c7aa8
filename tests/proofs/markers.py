"""Markers of a person, every way in which they could have been written down, and the search for them."""

import base64
import hashlib
import ipaddress
import struct
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Found:
    """A marker that should not be there."""

    marker: str
    form: str
    place: str


def forms_of(marker: str) -> Iterator[tuple[str, bytes]]:
    """Each way to write a marker, by name."""
    text = marker.encode()
    yield "UTF-8", text
    yield "UTF-16", marker.encode("utf-16-le")
    yield "UTF-16 the other way round", marker.encode("utf-16-be")
    yield "reversed", text[::-1]
    yield from _written_with_letters("", text)
    yield from _hashed(text)
    yield from _as_address(marker)


def _written_with_letters(name: str, raw: bytes) -> Iterator[tuple[str, bytes]]:
    yield f"{name}hex", raw.hex().encode()
    yield f"{name}HEX", raw.hex().upper().encode()
    yield f"{name}base64", base64.b64encode(raw).rstrip(b"=")
    yield f"{name}base64 for addresses", base64.urlsafe_b64encode(raw).rstrip(b"=")
    yield f"{name}base32", base64.b32encode(raw).rstrip(b"=")
    yield f"{name}URL", quote(raw, safe="").encode()
    for shift in (1, 2):  # inside something longer, the letters of base64 depend on where the marker begins
        inside = base64.b64encode(b"\0" * shift + raw)[4 : -4 if (len(raw) + shift) % 3 else None]
        yield f"{name}base64, shifted by {shift}", inside


def _hashed(text: bytes) -> Iterator[tuple[str, bytes]]:
    for name in ("md5", "sha1", "sha256"):
        digest = hashlib.new(name, text, usedforsecurity=False).digest()
        yield name, digest
        yield f"{name} in hex", digest.hex().encode()
        yield f"{name} in HEX", digest.hex().upper().encode()
        yield f"{name} in base64", base64.b64encode(digest).rstrip(b"=")


def _as_address(marker: str) -> Iterator[tuple[str, bytes]]:
    try:
        address = ipaddress.ip_address(marker)
    except ValueError:
        return
    yield "address as a number", str(int(address)).encode()
    yield "address in bytes", address.packed
    yield "address in bytes, reversed", address.packed[::-1]
    yield "address in hex", address.packed.hex().encode()
    yield "address in full", address.exploded.encode()
    if address.version == 4:
        yield "address inside version 6", f"::ffff:{marker}".encode()


def files_below(folder: Path) -> dict[str, bytes]:
    """Every file's bytes, by its path below the folder."""
    held = {}
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            with suppress(FileNotFoundError):  # taken away by a running server while we looked
                held[file.relative_to(folder).as_posix()] = file.read_bytes()
    return held


def search(markers: Mapping[str, Iterable[str]], files: Mapping[str, bytes]) -> list[Found]:
    """Every marker in every form in every file; `markers` are grouped by what they are."""
    everything = b"\n".join(set(files.values()))
    hits = [
        (name, form, needle)
        for name, group in markers.items()
        for marker in group
        for form, needle in forms_of(marker)
        if len(needle) >= 4 and needle in everything
    ]
    return [Found(name, form, place) for name, form, needle in hits for place, held in files.items() if needle in held]


def search_times(moments: Iterable[float], files: Mapping[str, bytes]) -> list[Found]:
    """Every moment (seconds since 1970) as text or number, and today's date however it is written."""
    needles = {form for moment in moments for form in _written_times(moment)}
    found = [
        Found("time", needle.decode(), place) for place, held in files.items() for needle in needles if needle in held
    ]
    return found + [hit for place, held in files.items() for hit in _counted_times(sorted(moments), place, held)]


def without(explained: Iterable[bytes], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with bytes blanked of which it is known what they are: among enough chance bytes stands any number."""
    blanked = dict(files)
    for known in explained:
        blanked = {place: held.replace(known, bytes(len(known))) for place, held in blanked.items()}
    return blanked


def _written_times(moment: float) -> Iterator[bytes]:
    for zone in (UTC, LONDON):
        then = datetime.fromtimestamp(moment, zone)
        for pattern in ("%H:%M:%S", "%Y-%m-%d", "%d/%m/%Y", "%d/%b/%Y", "%d %b %Y", "%Y%m%d"):
            yield then.strftime(pattern).encode()
    yield str(int(moment)).encode()


def _counted_times(moments: list[float], place: str, held: bytes) -> Iterator[Found]:
    """Numbers in bytes that are one of the moments: exact for short numbers, within a day for long ones."""
    first, last, day = moments[0], moments[-1], 86_400.0
    for order in "<>":
        # Four bytes hold few numbers, so a whole day would also find chance: the minute of the test must do.
        short = struct.Struct(f"{order}I")
        seconds = {int(first) + step for step in range(int(last - first) + 2)}
        for second in seconds:
            if short.pack(second) in held:
                yield Found("time", f"4 bytes {order}", place)
        for at in range(len(held) - 7):
            whole, real = struct.unpack_from(f"{order}q", held, at)[0], struct.unpack_from(f"{order}d", held, at)[0]
            for unit, around in ((1e3, day), (1e6, day), (1e9, 1.0)):
                if (first - around) * unit <= whole <= (last + around) * unit:
                    yield Found("time", f"8 bytes {order} at {at}", place)
            if first - day <= real <= last + day or 2440586.5 + (first / day) <= real <= 2440588.5 + (last / day):
                yield Found("time", f"a real number {order} at {at}", place)
