"""What stands on a unit's page of figures, read in a constant number of queries."""

import datetime as dt
from dataclasses import dataclass, field

from accounts.models import Unit
from accounts.querysets import STREET_TOWN_KINDS
from insights.models import RateDefinition
from insights.services.rates import certification_rates
from insights.services.trends import FrozenRate, frozen_rates
from insights.unit_rate import UnitRate


@dataclass(frozen=True)
class Overview:
    """A unit's rate on a day, the rates of what lies directly below it, and its past.

    ``own`` counts the people whose home is the unit itself and none of the units below it.
    ``frozen`` is the snapshot of the same day under the same definition, if there is one.
    """

    unit: Unit
    on: dt.date
    definition: RateDefinition
    rate: UnitRate
    parts: list[UnitRate] = field(default_factory=list)
    own: UnitRate | None = None
    past: list[FrozenRate] = field(default_factory=list)

    @property
    def frozen(self) -> FrozenRate | None:
        """What was frozen for this day under this definition."""
        same = [row for row in self.past if row.on == self.on and row.version == self.definition.version]
        return same[-1] if same else None

    @property
    def frozen_differs(self) -> bool:
        """Whether history was amended after the snapshot was taken."""
        row = self.frozen
        counted = (self.rate.numerator, self.rate.denominator)
        return row is not None and (row.numerator, row.denominator) != counted

    @property
    def reached_parts(self) -> int:
        """How many of the units below reach the target."""
        return sum(part.reached for part in self.parts)

    @property
    def counted_parts(self) -> int:
        """How many of the units below have anybody to count."""
        return sum(part.denominator > 0 for part in self.parts)


def overview(*, unit: Unit, on: dt.date, definition: RateDefinition) -> Overview:
    """Count a unit and what lies directly below it on a day."""
    below = list(unit.get_children().order_by("code"))
    rate, *parts = certification_rates(on=on, definition=definition, units=[unit, *below])
    shown = [part for part in parts if part.denominator or part.excluded or _always_shown(part.unit, on)]
    return Overview(
        unit=unit,
        on=on,
        definition=definition,
        rate=rate,
        parts=shown,
        own=_own(rate, parts) if parts else None,
        past=frozen_rates(unit=unit, until=on),
    )


def _always_shown(unit: Unit, on: dt.date) -> bool:
    """A street-town answers for a rate also when its roster is still missing."""
    opened = unit.opened_on is None or unit.opened_on <= on
    closed = unit.closed_on is not None and unit.closed_on <= on
    return unit.kind in STREET_TOWN_KINDS and opened and not closed


def _own(rate: UnitRate, parts: list[UnitRate]) -> UnitRate | None:
    own = UnitRate(
        unit=rate.unit,
        numerator=rate.numerator - sum(part.numerator for part in parts),
        denominator=rate.denominator - sum(part.denominator for part in parts),
        target_percent=rate.target_percent,
        waiting=rate.waiting - sum(part.waiting for part in parts),
        excluded=rate.excluded - sum(part.excluded for part in parts),
    )
    return own if own.denominator or own.excluded else None
