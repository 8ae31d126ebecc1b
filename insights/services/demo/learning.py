"""Courses, items and some learning in the demo district, where the apps for it stand ready."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.management import call_command, get_commands

if TYPE_CHECKING:
    from insights.demo_people import DemoDistrict
    from insights.services.demo.people import LoadedPeople

# In this order: quizzes are loaded onto courses.
COMMANDS = ("load_curriculum", "load_items")


def load_content(content: Path) -> list[str]:
    """Load what the content folder holds through the commands of the apps; return what was skipped."""
    known = get_commands()
    skipped = []
    for name in COMMANDS:
        if name in known and (content / "courses").exists():
            call_command(name, path=content, verbosity=0)
        else:
            skipped.append(name)
    return skipped


def load_learning(plan: DemoDistrict, loaded: LoadedPeople, *, on: dt.date) -> list[str]:
    """Let some people learn."""
    return []
