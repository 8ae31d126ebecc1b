"""Template helpers of the face: ``{% load lms %}``."""

import functools
import json
import re
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from lms.lib import masking

register = template.Library()

# Bare module name -> static path; pages import by name, the map says where it lies.
IMPORT_MAP = {
    "htmx": "packages/htmx.js",
    "lms/app": "js/app.js",
    "lms/exam": "js/exam.js",
}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw one symbol of ``static/img/icons.svg``; without a label it is decoration."""
    hidden = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon" {}><use href="{}#{}"></use></svg>', hidden, static("img/icons.svg"), name
    )


@register.simple_tag(takes_context=True)
def import_map(context: dict[str, Any]) -> SafeString:
    """Write the import map with the request's nonce.

    The nonce is written unconditionally: a test for its truth before first use is false and drops it.
    """
    imports = {name: static(path) for name, path in _installed_modules().items()}
    body = mark_safe(json.dumps({"imports": imports}))  # noqa: S308 (static paths of our own)
    return format_html('<script type="importmap" nonce="{}">{}</script>', context["request"].csp_nonce, body)


@functools.cache
def _installed_modules() -> dict[str, str]:
    """Leave out a module whose file is not installed: a page must not fail for one it does not import."""
    return {name: path for name, path in IMPORT_MAP.items() if finders.find(path)}


@register.filter
def phrases(value: str) -> SafeString:
    """Let a title break after its commas rather than within a word: Chinese has no spaces to break at."""
    parts = re.findall(r"[^，；：。、]+[，；：。、]?|.", str(value))
    return format_html_join("", '<span class="phrase">{}</span>', ((part,) for part in parts))


@register.filter
def mask_name(value: str) -> str:
    """林示例 → 林**."""
    return masking.mask_name(value)


@register.filter
def mask_phone(value: str) -> str:
    """13800005678 → 138****5678."""
    return masking.mask_phone(value)


@register.filter
def half_points(value: int | None) -> str:
    """Show integer half points as points: 3 → 1.5."""
    if value is None:
        return "—"
    return f"{value // 2}.5" if value % 2 else str(value // 2)
