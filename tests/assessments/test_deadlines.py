"""The deadline's one formula."""

from __future__ import annotations

import datetime as dt

import pytest

from assessments.deadlines import deadline, seconds_left

START = dt.datetime(2026, 5, 24, 1, 0, tzinfo=dt.UTC)


def at(minutes: int) -> dt.datetime:
    return START + dt.timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("minutes", "closes", "extra", "expected"),
    [
        (120, None, 0, 120),
        (120, 200, 0, 120),
        (120, 90, 0, 90),
        (120, None, 30, 150),
        (120, 130, 30, 150),
        (120, 90, 30, 120),
        (120, -5, 0, 0),
    ],
)
def test_it_works(minutes: int, closes: int | None, extra: int, expected: int) -> None:
    closes_at = None if closes is None else at(closes)

    got = deadline(started_at=START, minutes=minutes, closes_at=closes_at, extra_minutes=extra)

    assert got == at(expected)


def test_seconds_left_never_go_below_zero() -> None:
    assert seconds_left(deadline_at=at(1), now=START) == 60
    assert seconds_left(deadline_at=START, now=at(1)) == 0
