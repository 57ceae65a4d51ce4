"""The scan or the signature that a consent rests on: known by what it is, and a picture is painted anew."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps

MOST_BYTES = 10 * 1024 * 1024
#: A page of A4 at 600 dots per inch has 35 million.
MOST_PIXELS = 40_000_000
_PDF = b"%PDF-"
_PICTURES = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}


class NotAConsent(Exception):
    """This cannot be recorded as a consent; the text is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The scan or the signature."""

    content: bytes
    media_type: str

    @classmethod
    def of(cls, content: bytes) -> Proof:
        """A PDF as it is, a picture made of its pixels alone: no place, no camera, no words in it. Raises NotAConsent."""
        if len(content) > MOST_BYTES:
            raise NotAConsent("The file is larger than 10 MB.")
        if content.startswith(_PDF):
            return cls(content, "application/pdf")
        for magic, kind in _PICTURES.items():
            if content.startswith(magic):
                return cls(_painted(content, kind), f"image/{kind.lower()}")
        raise NotAConsent("The file is neither a PDF nor a PNG or JPEG picture.")


def _painted(content: bytes, kind: str) -> bytes:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit below is the stricter one
            picture = Image.open(io.BytesIO(content), formats=[kind])
            if picture.width * picture.height > MOST_PIXELS:
                raise NotAConsent("The picture has too many pixels; 300 dots per inch are enough.")
            upright = ImageOps.exif_transpose(picture)
            flat = _on_white(upright)
    except Image.DecompressionBombError:
        raise NotAConsent("The picture has too many pixels; 300 dots per inch are enough.") from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise NotAConsent("The picture cannot be read; please scan it again.") from None
    darkest, lightest = flat.convert("L").getextrema()
    if darkest == lightest:
        raise NotAConsent("There is nothing on the picture.")
    painted = io.BytesIO()
    flat.save(painted, kind)
    if painted.tell() > MOST_BYTES:
        raise NotAConsent("The file is larger than 10 MB.")
    return painted.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    """Only the pixels, without transparency."""
    colours = picture.convert("RGBA")
    page = Image.new("RGB", colours.size, "white")
    page.paste(colours, mask=colours.getchannel("A"))
    return page
