"""A picture made the logo of a document and of a page: upright, on white, of moderate size, and of its points alone."""

from io import BytesIO
from pathlib import Path

from PIL import Image

from rendir.foundation.core.importing import Unreadable
from rendir.foundation.library.contents.pictures import flattened, upright

LEAST, MOST = 64, 480
"""Points on the longer side: fewer look broken on paper, more weigh on every page and every document."""
_SLENDER = 8


def answer(path: Path) -> tuple[dict[str, object], bytes]:
    """A PNG and its measures. `Unreadable` where it is too small or too long to stand in a header."""
    image = upright(path)
    longer, shorter = max(image.size), min(image.size)
    if longer < LEAST:
        message = f"El logotipo es muy pequeño: {image.width} × {image.height} puntos."
        raise Unreadable(message, way_out=f"Use uno de al menos {LEAST} puntos de lado.")
    if longer > shorter * _SLENDER:
        message = f"El logotipo es demasiado alargado: {image.width} × {image.height} puntos."
        raise Unreadable(message, way_out="Recórtelo, o use el escudo sin la leyenda.")
    small = flattened(image).convert("RGB")
    small.thumbnail((MOST, MOST))
    # A new picture: whatever the file told besides its points (place, author, colour profile) stays behind.
    bare = Image.frombytes("RGB", small.size, small.tobytes())
    drawn = BytesIO()
    bare.save(drawn, "PNG", optimize=True)
    return {"width": bare.width, "height": bare.height}, drawn.getvalue()
