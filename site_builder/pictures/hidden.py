"""Points of a picture that nobody sees: rubbed out or cut out, their colours often stay below in the file."""

from PIL import Image

MIN_ALPHA = 8
"""Of 255: what shows less than that cannot be told from nothing; a soft eraser leaves it behind."""
_BLOCK = 8
"""Points on a side of the squares that are compared; kinds with a loss smear what is seen by some points."""
_NOTICEABLE = 48
"""Shades of grey, of 255, by which hidden squares must differ to be called something rubbed out.

Programs fill what is empty with one colour, which tells nothing.
"""


def has_hidden_colours(picture: Image.Image, *, is_exact: bool) -> bool:
    """Whether colours that differ are where nothing shows; in a kind without a loss (`is_exact`), any that do."""
    if "transparency" not in picture.info and "A" not in picture.mode:
        return False
    whole = picture.convert("RGBA")
    return (is_exact and _has_colours_where_transparent(whole)) or _differ_in_squares(whole)


def _has_colours_where_transparent(whole: Image.Image) -> bool:
    """Whether the points that do not show at all have more than one colour, however few they are.

    Those that show by a trace are left out: every soft edge has some, in the colours that are seen beside it.
    """
    empty = whole.getchannel("A").point(lambda alpha: 0 if alpha else 255)
    return any(sum(map(bool, whole.getchannel(colour).histogram(empty))) > 1 for colour in "RGB")


def _differ_in_squares(whole: Image.Image) -> bool:
    """Whether whole squares in which nothing can be seen differ by more than a loss would make them."""
    empty = _visibility_mask(whole).reduce(_BLOCK).point(lambda alpha: 0 if alpha else 255)
    shades = [shade for shade, many in enumerate(whole.convert("L").reduce(_BLOCK).histogram(empty)) if many]
    return bool(shades) and shades[-1] - shades[0] >= _NOTICEABLE


def without_hidden_colours(pixels: Image.Image) -> Image.Image:
    """The same picture, black where nothing shows."""
    if "A" not in pixels.mode:
        return pixels
    clear = Image.new(pixels.mode, pixels.size)
    clear.paste(pixels, mask=_visibility_mask(pixels))
    return clear


def with_own_palette(picture: Image.Image) -> Image.Image:
    """A picture with a palette (`P`), with a palette of the colours that are seen: each once, in order."""
    pixels = picture.copy()
    pixels.apply_transparency()
    flat = pixels.getpalette("RGBA") or []
    colours = [tuple(flat[at : at + 4]) if flat[at + 3] >= MIN_ALPHA else (0,) * 4 for at in range(0, len(flat), 4)]
    colours += [(0, 0, 0, 255)] * (256 - len(colours))
    points = pixels.tobytes()
    used = sorted({colours[index] for index in set(points)})
    order = {colour: index for index, colour in enumerate(used)}
    few = Image.frombytes("P", pixels.size, points.translate(bytes(order.get(colour, 0) for colour in colours)))
    few.putpalette([value for colour in used for value in colour[:3]])
    shows_through = bytes(colour[3] for colour in used)
    if set(shows_through) == {0, 255}:
        few.info["transparency"] = shows_through.index(0)
    elif set(shows_through) != {255}:
        few.info["transparency"] = shows_through
    return few


def _visibility_mask(pixels: Image.Image) -> Image.Image:
    """White where something shows, black where nothing does."""
    return pixels.getchannel("A").point(lambda alpha: 255 if alpha >= MIN_ALPHA else 0)
