"""From words to PDF. Nothing is fetched from anywhere: the template and the fonts of the machine suffice."""

from __future__ import annotations

from typing import Any

import segno
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe


def draw_pdf(words: dict[str, Any]) -> bytes:
    """Return the PDF of a certificate; ``words["template"]`` names the template it was issued with.

    Fonts: Noto Serif CJK and, for signs that it lacks, Noto Sans CJK (``fonts-noto-cjk``), embedded as
    subsets. WeasyPrint is imported here because it costs a web process 0.3 s that it never needs.
    """
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    html = render_to_string(
        f"certificates/pdf/{words['template']}.html", {"words": words, "qr": _qr(words["verify_url"])}
    )
    content: bytes = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=())).write_pdf()
    return content


def _qr(address: str) -> str:
    code = segno.make(address, error="m", micro=False)
    return mark_safe(code.svg_inline(border=0, dark="#1d2125", omitsize=True))  # noqa: S308 (made of squares)
