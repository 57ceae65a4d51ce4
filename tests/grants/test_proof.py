"""What somebody may add as the proof of a consent, and what is left of it."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from nahtlos.grants.proof import NotAConsent, Proof


def picture(kind: str = "PNG", **more: object) -> bytes:
    """A stroke on white."""
    page = Image.new("RGB", (60, 40), "white")
    page.paste("black", (10, 10, 50, 14))
    made = io.BytesIO()
    page.save(made, kind, **more)  # type: ignore[arg-type]
    return made.getvalue()


def opened(proof: Proof) -> Image.Image:
    return Image.open(io.BytesIO(proof.content))


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_stays_what_it_shows(kind: str) -> None:
    proof = Proof.of(picture(kind))
    assert proof.media_type == f"image/{kind.lower()}"
    assert opened(proof).size == (60, 40)
    assert opened(proof).convert("L").getpixel((30, 12)) < 40  # type: ignore[operator]


def test_e4_a_program_is_no_pdf_whatever_its_name() -> None:
    for wrong in (b"MZ\x90\x00 program", b"\x00%PDF-1.7", b"PK\x03\x04", b""):
        with pytest.raises(NotAConsent, match="neither"):
            Proof.of(wrong)


def test_e5_what_hangs_on_a_picture_is_gone_and_a_page_in_front_is_refused() -> None:
    page = b"<html><script>alert(1)</script>"
    assert b"<script>" not in Proof.of(picture() + page).content
    assert Proof.of(b"%PDF-1.7\n" + page).media_type == "application/pdf"  # never shown as anything else
    with pytest.raises(NotAConsent, match="neither"):
        Proof.of(page + b"%PDF-1.7")


def test_e6_drawings_that_can_carry_a_script_are_refused() -> None:
    for wrong in (b"<svg onload=x>", b'<?xml version="1.0"?><svg/>', b"GIF89a"):
        with pytest.raises(NotAConsent, match="neither"):
            Proof.of(wrong)


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


@pytest.mark.parametrize("side", [50_000, 8_000])
def test_e9_a_flood_of_pixels_is_refused_before_it_is_painted(side: int) -> None:
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    flood = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    with pytest.raises(NotAConsent, match="too many pixels"):
        Proof.of(flood)


def test_e10_where_and_with_what_it_was_taken_is_dropped() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Zzyxcanary camera"
    exif.get_ifd(0x8825)[1] = "N"
    taken = picture("JPEG", exif=exif, comment=b"Zzyxcanary")
    assert b"Zzyxcanary" in taken
    kept = Proof.of(taken)
    assert b"Zzyxcanary" not in kept.content
    assert not opened(kept).getexif()


def test_a_broken_picture_and_an_empty_page_are_refused() -> None:
    with pytest.raises(NotAConsent, match="cannot be read"):
        Proof.of(picture()[:60])
    blank = io.BytesIO()
    Image.new("RGBA", (60, 40), (0, 0, 0, 0)).save(blank, "PNG")
    with pytest.raises(NotAConsent, match="nothing on"):
        Proof.of(blank.getvalue())
