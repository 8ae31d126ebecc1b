"""What a person uploads as a scan, made safe: told by its bytes, images drawn anew.

Nothing of the uploaded file itself is kept of an image: no camera data, no place, no thumbnail of what
was there before the identity number was covered. A PDF is kept as it is, and only as a download.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Final

import filetype
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from certificates.exceptions import EvidenceRefused

MAX_BYTES: Final = 10 * 1024 * 1024
MAX_PIXELS: Final = 50_000_000
# Enough to read a certificate on A4; a phone's photo shrinks to about 700 KiB.
LONGEST_SIDE: Final = 2400
JPEG: Final = "image/jpeg"
PDF: Final = "application/pdf"
_IMAGES: Final = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
# A scan needs no program, no attached file, no form that fetches.
_ACTIVE_PDF: Final = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/XFA")


@dataclass(frozen=True)
class Scan:
    """One scan that may be stored."""

    content: ContentFile[bytes]
    content_type: str


def clean_scan(upload: File[bytes]) -> Scan:
    """Return what may be stored of an upload, or raise :class:`EvidenceRefused`."""
    if (upload.size or 0) > MAX_BYTES:
        raise EvidenceRefused(_("The file is larger than 10 MB."))
    data = upload.read(MAX_BYTES + 1)
    kind = filetype.guess_mime(data)
    if kind in _IMAGES:
        return Scan(ContentFile(_drawn_anew(data, _IMAGES[kind]), "scan.jpg"), JPEG)
    if kind == PDF:
        _check_pdf(data)
        return Scan(ContentFile(data, "scan.pdf"), PDF)
    raise EvidenceRefused(_("Please upload a photo (JPG, PNG, WebP) or a PDF."))


def _drawn_anew(data: bytes, kind: str) -> bytes:
    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as image:
            if image.width * image.height > MAX_PIXELS:
                raise EvidenceRefused(_("The picture has too many pixels. Take a smaller photo."))
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            flat = Image.new("RGB", upright.size, "white")
            flat.paste(upright.convert("RGBA"), mask=upright.convert("RGBA").getchannel("A"))
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        raise EvidenceRefused(_("The picture cannot be read. Take it again, or save it as JPG.")) from error
    buffer = io.BytesIO()
    flat.save(buffer, "JPEG", quality=85, optimize=True)
    return buffer.getvalue()


def _check_pdf(data: bytes) -> None:
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-1024:]:
        raise EvidenceRefused(_("The PDF cannot be read."))
    if any(word in data for word in _ACTIVE_PDF):
        raise EvidenceRefused(_("The PDF holds more than pages. Upload a photo or a plain scan."))
