"""When an attempt ends: one formula, pure.

    deadline = earlier of (start + allowed minutes + extra minutes) and (closing of the exam)

The closing is moved by the extra minutes too, so that an accommodation is worth its full time also
near the end of the window. All instants are of the server's clock.
"""

from __future__ import annotations

import datetime as dt


def deadline(
    *,
    started_at: dt.datetime,
    minutes: int,
    closes_at: dt.datetime | None = None,
    extra_minutes: int = 0,
) -> dt.datetime:
    """Return the instant from which answers are refused; never before the start."""
    extra = dt.timedelta(minutes=extra_minutes)
    own = started_at + dt.timedelta(minutes=minutes) + extra
    if closes_at is None:
        return own
    return max(started_at, min(own, closes_at + extra))


def seconds_left(*, deadline_at: dt.datetime, now: dt.datetime) -> int:
    """Return whole seconds until the deadline, rounded down, never below zero."""
    return max(0, int((deadline_at - now).total_seconds()))
