"""Files to take along, and files to look at: never guessed at, never run."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_response(content: bytes, *, name: str, content_type: str, as_attachment: bool) -> HttpResponse:
    """Serve private bytes: named by RFC 6266, not sniffed, not kept by a cache, in a sandbox."""
    response = HttpResponse(content, content_type=content_type)
    disposition = content_disposition_header(as_attachment, name)
    if disposition:
        response["Content-Disposition"] = disposition
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def sheet_response(content: bytes, name: str) -> HttpResponse:
    """Serve an .xlsx to take along."""
    return file_response(content, name=name, content_type=XLSX, as_attachment=True)
