"""A unit's rates over time, from what was frozen."""

import datetime as dt
from dataclasses import dataclass

from accounts.models import Unit
from insights.models import RateSnapshotUnit
from insights.unit_rate import UnitRate
from lms.lib.percent import cut_percent


@dataclass(frozen=True)
class FrozenRate:
    """One unit in one snapshot, or counted now where ``is_live``."""

    on: dt.date
    numerator: int
    denominator: int
    version: str
    is_from_history: bool
    is_live: bool = False

    @property
    def tenths(self) -> int:
        """The cut rate in tenths of a per cent."""
        return self.numerator * 1000 // self.denominator

    @property
    def shown(self) -> str:
        """The rate as people read it."""
        return f"{cut_percent(self.numerator, self.denominator)}%"


def frozen_rates(*, unit: Unit, until: dt.date) -> list[FrozenRate]:
    """Every snapshot of a unit up to a day, oldest first; days on which nobody was counted are left out."""
    rows = (
        RateSnapshotUnit.objects.filter(unit=unit, snapshot__on__lte=until, denominator__gt=0)
        .order_by("snapshot__on", "snapshot__created_at")
        .values_list(
            "snapshot__on",
            "numerator",
            "denominator",
            "snapshot__definition__version",
            "snapshot__is_from_history",
        )
    )
    return [FrozenRate(*row) for row in rows]


def with_today(rates: list[FrozenRate], *, rate: UnitRate, on: dt.date, version: str) -> list[FrozenRate]:
    """Add the figure of the page's own day at the end of the line, unless it is frozen there already."""
    if not rate.denominator or (rates and rates[-1].on >= on):
        return rates
    return [*rates, FrozenRate(on, rate.numerator, rate.denominator, version, False, is_live=True)]


def month_ends(rates: list[FrozenRate], *, version: str) -> list[FrozenRate]:
    """Keep the last day of each month under one definition: what a line can show."""
    last_of_month = {(rate.on.year, rate.on.month): rate for rate in rates if rate.version == version}
    return list(last_of_month.values())
