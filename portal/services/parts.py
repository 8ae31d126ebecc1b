"""What a home page is made of, and how it greets; knows no rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from insights.services import UnitRate


@dataclass(frozen=True)
class Step:
    """The one thing to do next: the sentence that opens the page, and the card below it."""

    sentence: str
    eyebrow: str
    title: str
    text: str
    url: str
    action: str


@dataclass(frozen=True)
class Line:
    """One row: what, a note, where it leads, and its state in a word (``kind`` as in components/tag.html)."""

    title: str
    note: str
    url: str
    words: str = ""
    kind: str = ""


@dataclass(frozen=True)
class LearnerHome:
    """A learner's page: what next, what else today."""

    step: Step
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class DutyHome:
    """An officer's or trainer's page: the rate of the own unit, what waits for a decision."""

    sentence: str
    rate: UnitRate | None = None
    rate_card: str = ""
    rate_waiting: str = ""
    lines: list[Line] = field(default_factory=list)


def greeting(now: dt.datetime) -> str:
    """Greet by the hour of the local time given."""
    words = [
        (5, _("It is late")),
        (11, _("Good morning")),
        (14, _("Good day")),
        (18, _("Good afternoon")),
        (24, _("Good evening")),
    ]
    return next(text for hour, text in words if now.hour < hour)


def part_of_day(now: dt.datetime) -> str:
    """Say this morning, today or tonight: how the opening sentence begins."""
    if now.hour < 5:
        return _("Tonight")
    if now.hour < 11:
        return _("This morning")
    return _("Today") if now.hour < 18 else _("Tonight")
