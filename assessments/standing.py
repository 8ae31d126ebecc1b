"""How an attempt went, point by point: pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """One question's share in the result: the chapter it belongs to and its half points."""

    code: str
    title: str
    half_points: int
    full: int


@dataclass(frozen=True)
class PointResult:
    """What one chapter gave, in half points."""

    code: str
    title: str
    half_points: int
    full: int
    count: int

    @property
    def percent(self) -> int:
        """Share of the points, cut to a whole percent."""
        return self.half_points * 100 // self.full if self.full else 0

    @property
    def lost(self) -> int:
        """Half points that one could still win here."""
        return self.full - self.half_points


def by_point(marks: Iterable[Mark]) -> list[PointResult]:
    """Return one result a chapter, weakest first; among equals the one with more points to win."""
    sums: dict[str, PointResult] = {}
    for mark in marks:
        before = sums.get(mark.code) or PointResult(mark.code, mark.title, 0, 0, 0)
        sums[mark.code] = PointResult(
            mark.code,
            mark.title,
            before.half_points + mark.half_points,
            before.full + mark.full,
            before.count + 1,
        )
    return sorted(sums.values(), key=lambda one: (one.half_points / max(1, one.full), -one.lost, one.code))


def points_to_pass(*, score: int, full: int, pass_percent: int) -> int:
    """Return the half points still missing to the pass line; 0 when it is reached."""
    return max(0, -(-pass_percent * full // 100) - score)


def surplus(*, score: int, full: int, pass_percent: int) -> int:
    """Return the half points above the pass line; 0 when it is not reached."""
    return max(0, score - -(-pass_percent * full // 100))
