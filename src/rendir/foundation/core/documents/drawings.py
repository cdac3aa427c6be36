"""A figure as pixels, for formats whose readers draw no SVG. Typst draws it, with the fonts of the printed page."""

import struct
from dataclasses import dataclass

import typst

from .fonts import FAMILY, collection
from .model import Figure

_PIXELS_PER_INCH = 220
_MM_PER_INCH = 25.4
_SOURCE = """
#set page(width: auto, height: auto, margin: 0pt)
#set text(font: sys.inputs.font)
#image(bytes(sys.inputs.svg), format: "svg", width: float(sys.inputs.width) * 1mm)
"""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A PNG and the size it takes on paper, in millimetres."""

    png: bytes
    width: float
    height: float


def draw(figure: Figure, *, widest: float) -> Drawing:
    """The figure at its own width, or the widest there is room for."""
    width = min(figure.width, widest)
    png = _compile(figure.svg, width)
    pixels_wide, pixels_high = struct.unpack_from(">II", png, 16)  # IHDR, the first part of every PNG
    return Drawing(png, width, width * pixels_high / pixels_wide)


def _compile(svg: str, width: float) -> bytes:
    return typst.compile(
        _SOURCE.encode(),
        font_paths=collection(),
        ignore_system_fonts=True,
        format="png",
        ppi=_PIXELS_PER_INCH,
        sys_inputs={"svg": svg, "width": str(width), "font": FAMILY},
    )
