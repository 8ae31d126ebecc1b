"""The translatable strings of the project, and which catalogue each belongs to.

One catalogue an area, ``locale/<area>/zh_Hans/LC_MESSAGES/django.po``: an app's own strings and
those of ``templates/<app>/``; ``locale/shell`` holds the rest (``lms/``, components, public pages,
account pages). ``locale/wagtail`` fills and corrects the gaps of Wagtail's own catalogue.
"""

import shutil
from pathlib import Path
from typing import Any, Final

import polib
from django.conf import settings
from django.core.management import call_command

APPS: Final = ("accounts", "credits", "courses", "assessments", "certificates", "insights")
_IGNORED: Final = (".venv", "node_modules", "var", "tests", "content", "docs", "script")


def area_of(source: str) -> str:
    """Return the catalogue of a source file: courses/models.py and templates/courses/… → courses."""
    parts = Path(source).parts
    owner = parts[1] if parts[0] == "templates" and len(parts) > 1 else parts[0]
    return owner if owner in APPS else "shell"


def catalogue(area: str) -> Path:
    """Return where an area's catalogue lies."""
    return Path(settings.BASE_DIR) / "locale" / area / "zh_Hans" / "LC_MESSAGES" / "django.po"


def collect() -> list[Any]:
    """Extract every string of code and templates as ``polib.POEntry`` with its occurrences.

    ``makemessages`` writes below the project's ``locale`` folder; the result is read and removed.
    """
    folder = Path(settings.BASE_DIR) / "locale" / "zh_Hans"
    try:
        call_command(
            "makemessages",
            locale=["zh_Hans"],
            ignore_patterns=list(_IGNORED),
            verbosity=0,
            extensions=["html", "txt", "py"],
        )
        return list(polib.pofile(str(folder / "LC_MESSAGES" / "django.po")))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def translated() -> dict[tuple[str | None, str], Any]:
    """Every finished entry of all areas, by (context, message)."""
    found = {}
    for file in sorted((Path(settings.BASE_DIR) / "locale").glob("*/zh_Hans/LC_MESSAGES/django.po")):
        for entry in polib.pofile(str(file)):
            if entry.translated() and "fuzzy" not in entry.flags:
                found[(entry.msgctxt, entry.msgid)] = entry
    return found


def leftovers() -> list[Any]:
    """Strings that no catalogue translates."""
    done = translated()
    return [entry for entry in collect() if (entry.msgctxt, entry.msgid) not in done]
