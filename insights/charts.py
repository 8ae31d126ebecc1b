"""Coordinates of the trend's drawing: numbers in, numbers out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 360, 200
LEFT, RIGHT, TOP, BOTTOM = 36, 8, 12, 26


@dataclass(frozen=True)
class Point:
    """One day of the line, with its words."""

    x: int
    y: int
    day: dt.date
    shown: str


@dataclass(frozen=True)
class GridLine:
    """One level of the scale."""

    y: int
    label: str


@dataclass(frozen=True)
class DayMark:
    """One label below the line."""

    x: int
    label: str
    anchor: str


@dataclass(frozen=True)
class TrendChart:
    """A line of rates over days, the aim across it."""

    points: list[Point]
    grid: list[GridLine]
    marks: list[DayMark]
    aim_y: int
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def line(self) -> str:
        """The attribute of a ``polyline``."""
        return " ".join(f"{point.x},{point.y}" for point in self.points)


def trend_chart(rates: Sequence[tuple[dt.date, int]], target_percent: int) -> TrendChart | None:
    """Lay out ``(day, tenths of a per cent)`` in order of days; None with fewer than two days."""
    if len(rates) < 2:
        return None
    values = [tenths for _day, tenths in rates] + [target_percent * 10]
    low = max(0, (min(values) - 10) // 50 * 50)
    high = min(1000, -(-(max(values) + 10) // 50) * 50)
    first, last = rates[0][0], rates[-1][0]

    def x(day: dt.date) -> int:
        return LEFT + (WIDTH - LEFT - RIGHT) * (day - first).days // max(1, (last - first).days)

    def y(tenths: int) -> int:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (tenths - low) // (high - low)

    points = [Point(x(day), y(tenths), day, f"{tenths // 10}.{tenths % 10}%") for day, tenths in rates]
    step = 100 if high - low > 250 else 50
    levels = range(-(-low // step) * step, high + 1, step)
    grid = [GridLine(y(level), f"{level // 10}%") for level in levels]
    marks = [
        DayMark(points[0].x, f"{first:%Y-%m}", "start"),
        DayMark(points[-1].x, f"{last:%Y-%m}", "end"),
    ]
    return TrendChart(points, grid, marks, y(target_percent * 10))
