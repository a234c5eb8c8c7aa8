"""Drawings (`.svg`): text that may hold programs, ask other sites for something, and name its maker.

What shapes and words need is on three lists: elements, attributes, and what may be in a value. All else is refused.
"""

import re
from xml.parsers import expat

from handbook.source.problems import Problem

_SVG = "http://www.w3.org/2000/svg"
_OTHER_NAMES = {"http://www.w3.org/1999/xlink": "xlink:", "http://www.w3.org/XML/1998/namespace": "xml:", _SVG: ""}
_WORDS = frozenset(("text", "tspan", "textPath", "a", "title", "desc", "style"))
"""Elements whose words are seen or read aloud, and the one that holds styles."""
_ELEMENTS = _WORDS | frozenset(
    (
        *("svg", "g", "defs", "symbol", "use", "switch", "view"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
        *("linearGradient", "radialGradient", "stop", "pattern", "marker", "clipPath", "mask", "filter"),
        *("feBlend", "feColorMatrix", "feComposite", "feDropShadow", "feFlood", "feGaussianBlur"),
        *("feMerge", "feMergeNode", "feMorphology", "feOffset", "feTurbulence"),
    )
)
_ATTRIBUTES = frozenset(
    (
        *("id", "class", "style", "lang", "xml:lang", "xml:space", "role", "focusable", "version", "baseProfile"),
        *("aria-label", "aria-labelledby", "aria-describedby", "aria-hidden", "href", "xlink:href", "type"),
        *("viewBox", "preserveAspectRatio", "width", "height", "x", "y", "x1", "y1", "x2", "y2", "dx", "dy"),
        *("cx", "cy", "r", "rx", "ry", "fx", "fy", "fr", "d", "points", "pathLength", "transform", "rotate"),
        *("fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap"),
        *("stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "color", "opacity"),
        *("display", "visibility", "overflow", "paint-order", "vector-effect", "shape-rendering", "text-rendering"),
        *("image-rendering", "color-interpolation", "color-interpolation-filters", "mix-blend-mode", "isolation"),
        *("font-family", "font-size", "font-style", "font-variant", "font-weight", "font-stretch", "letter-spacing"),
        *("word-spacing", "text-anchor", "text-decoration", "dominant-baseline", "alignment-baseline"),
        *("baseline-shift", "writing-mode", "direction", "textLength", "lengthAdjust", "startOffset"),
        *("offset", "stop-color", "stop-opacity", "gradientUnits", "gradientTransform", "spreadMethod"),
        *("patternUnits", "patternContentUnits", "patternTransform", "clipPathUnits", "clip-path", "clip-rule"),
        *("mask", "maskUnits", "maskContentUnits", "mask-type", "filter", "filterUnits", "primitiveUnits"),
        *("marker-start", "marker-mid", "marker-end", "markerWidth", "markerHeight", "markerUnits", "orient"),
        *("refX", "refY", "in", "in2", "result", "stdDeviation", "mode", "values", "operator", "radius"),
        *("k1", "k2", "k3", "k4", "flood-color", "flood-opacity", "baseFrequency", "numOctaves", "seed"),
        *("enable-background", "requiredFeatures", "systemLanguage", "transform-origin"),
    )
)
_READ_ALOUD = ("aria-label", "id", "class")
"""Attributes that hold words or names, and no style."""
_ACTIVE_STYLE = re.compile(
    r"\\|@|(?<![\w-])(?!url\(\s*[\"']?#"
    r"|(?:rgba?|hsla?|matrix|translate[XY]?|scale[XY]?|rotate|skew[XY]|calc|blur|drop-shadow)\()[\w-]+\(",
    re.IGNORECASE,
)
"""In a style: an escape, a rule, or a function that does not name a colour, a place or a part of the drawing."""
_NOT_SHOWN = re.compile(
    r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*(?:0+(?:\.0*)?|\.0+)%?(?![\d.]))",
    re.IGNORECASE,
)


class _DrawingError(Exception):
    """What is wrong with a drawing, and what to do."""


def check_drawing(path: str, data: bytes) -> list[Problem]:
    """A problem when a drawing is more than shapes and words; it cannot be cleaned, only drawn or saved anew."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return [Problem.of_file(path, "this drawing is not saved as UTF-8; save it as .png")]
    reader = _DrawingReader()
    try:
        reader.parser.Parse(data, True)  # noqa: FBT003 expat takes no name here
    except _DrawingError as refused:
        return [Problem(path, reader.parser.CurrentLineNumber, reader.parser.CurrentColumnNumber + 1, str(refused))]
    except expat.ExpatError as error:
        message = "this drawing is broken here, and browsers show none of it; save it again, or as .png"
        return [Problem(path, error.lineno, error.offset + 1, message)]
    return []


class _DrawingReader:
    """Reads a drawing from its beginning, and raises `_DrawingError` at the first thing that is on no list."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._open
        self.parser.EndElementHandler = self._close
        self.parser.CharacterDataHandler = self._say
        self.parser.CommentHandler = lambda _: self._refuse("<!--")
        self.parser.ProcessingInstructionHandler = lambda name, _: self._refuse(f"<?{name}")
        self.parser.StartDoctypeDeclHandler = self._declare
        self.open: list[str] = []
        self.style: list[str] = []
        """What one `style` element holds: it comes in parts, and none of them is a word of its own."""

    def _refuse(self, what: str) -> None:
        message = f"this drawing holds more than shapes and words (`{what}`); save it as .png, or as plain SVG"
        raise _DrawingError(message)

    def _hidden(self, what: str) -> None:
        raise _DrawingError(
            f"something in this drawing is not shown (`{what}`); take it out, or save the drawing as .png"
        )

    def _declare(self, name: str, _system: str | None, _public: str | None, has_own_rules: int) -> None:
        if has_own_rules:
            self._refuse(f"<!DOCTYPE {name} [")

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        if not self.open and tag != f"{_SVG} svg":
            message = f'a drawing begins with `<svg xmlns="{_SVG}"`; save it again as plain SVG, or as .png'
            raise _DrawingError(message)
        if space != _SVG or name not in _ELEMENTS:
            self._refuse(f"<{name}>")
        self.open.append(name)
        for written, value in attributes.items():
            space, _, local = written.rpartition(" ")
            self._check_attribute(f"{_OTHER_NAMES.get(space, '') if space else ''}{local}", space, value)

    def _check_attribute(self, name: str, space: str, value: str) -> None:
        is_elsewhere = name in ("href", "xlink:href") and not value.strip().startswith("#")
        if name not in _ATTRIBUTES or (space and space not in _OTHER_NAMES) or is_elsewhere:
            self._refuse(f"{name}={value[:20]}" if is_elsewhere else f"{name}=")
        if name not in _READ_ALOUD:
            self._check_style(value if name == "style" else f"{name}:{value}")

    def _check_style(self, style: str) -> None:
        acts = _ACTIVE_STYLE.search(style)
        if acts:
            self._refuse(acts[0])
        hidden = _NOT_SHOWN.search(style)
        if hidden:
            self._hidden(hidden[0])

    def _say(self, text: str) -> None:
        if self.open[-1] == "style":
            self.style.append(text)
        elif text.strip() and self.open[-1] not in _WORDS:
            self._hidden(text.strip()[:20])

    def _close(self, _: str) -> None:
        if self.open.pop() == "style":
            self._check_style("".join(self.style))
            self.style.clear()
