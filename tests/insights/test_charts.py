"""The drawing's coordinates, without rows."""

import datetime as dt

from insights.charts import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, trend_chart


def test_it_works() -> None:
    days = [dt.date(2026, 1, 31), dt.date(2026, 5, 31), dt.date(2026, 9, 30)]

    chart = trend_chart(list(zip(days, [451, 520, 569], strict=True)), 60)

    assert chart is not None
    assert [point.shown for point in chart.points] == ["45.1%", "52.0%", "56.9%"]
    assert [point.x for point in chart.points][::2] == [LEFT, WIDTH - RIGHT]
    assert all(TOP <= point.y <= HEIGHT - BOTTOM for point in chart.points)
    assert chart.aim_y < min(point.y for point in chart.points)
    assert [mark.label for mark in chart.marks] == ["2026-01", "2026-09"]


def test_one_day_is_no_line() -> None:
    assert trend_chart([(dt.date(2026, 1, 31), 451)], 60) is None


def test_the_scale_stays_between_nothing_and_all() -> None:
    chart = trend_chart([(dt.date(2026, 1, 31), 0), (dt.date(2026, 2, 28), 1000)], 60)

    assert chart is not None
    assert [line.label for line in chart.grid] == [f"{level}%" for level in range(0, 101, 10)]
