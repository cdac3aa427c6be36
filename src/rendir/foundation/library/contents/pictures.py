"""How a file looks: the first page of a PDF, or a picture made small."""

from io import BytesIO
from pathlib import Path

import pillow_heif
import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError
from pypdfium2 import PdfiumError

from rendir.foundation.core.importing import Unreadable
from rendir.foundation.core.readers.archive import damaged
from rendir.foundation.library.contents.kinds import Family, FileKind

MOST_PIXELS = 120_000_000
_QUALITY = 78


def answer(path: Path, kind: str, longest: str) -> tuple[dict[str, object], bytes]:
    """A WEBP no longer than so many pixels on a side, with its measures. `Unreadable` where it shows nothing."""
    small = _page(path, int(longest)) if FileKind(kind).family is Family.PDF else _picture(path, int(longest))
    drawn = BytesIO()
    small.save(drawn, "WEBP", quality=_QUALITY)
    return {"width": small.width, "height": small.height}, drawn.getvalue()


def _page(path: Path, longest: int) -> Image.Image:
    try:
        with pypdfium2.PdfDocument(path) as document:
            page = document[0]
            drawn: Image.Image = page.render(scale=longest / max(*page.get_size(), 1)).to_pil()
            return drawn.convert("RGB")
    except (PdfiumError, IndexError, ValueError) as error:
        raise damaged() from error


def _picture(path: Path, longest: int) -> Image.Image:
    image = upright(path, longest)
    image.thumbnail((longest, longest))
    return flattened(image)


def upright(path: Path, longest: int = 0) -> Image.Image:
    """A picture as it is to be seen, turned as its camera noted. With `longest`, a JPEG is read no larger than needed.

    `Unreadable` where it is damaged or has more points than this process may hold.
    """
    pillow_heif.register_heif_opener()
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(path) as image:
            if image.width * image.height > MOST_PIXELS:
                raise _too_many_points()
            if longest:
                image.draft("RGB", (longest, longest))
            image.load()
            return ImageOps.exif_transpose(image)
    except Image.DecompressionBombError as error:
        raise _too_many_points() from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise damaged() from error


def _too_many_points() -> Unreadable:
    message = f"La imagen tiene más de {MOST_PIXELS // 1_000_000} millones de puntos."
    return Unreadable(message, way_out="Guárdela más pequeña y cárguela otra vez.")


def flattened(image: Image.Image) -> Image.Image:
    """In colours that every format knows, on white where it was transparent."""
    if image.mode in ("RGBA", "LA", "PA", "P"):
        clear = image.convert("RGBA")
        ground = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(ground, clear).convert("RGB")
    return image if image.mode in ("RGB", "L") else image.convert("RGB")
