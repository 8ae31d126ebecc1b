"""The certification rate, counted from people and history."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Unit
from accounts.querysets import within
from insights.models import RateDefinition
from insights.querysets import (
    BY_DEFINITION_LEAVE,
    BY_DEFINITION_SECRETARY,
    CERTIFIED,
    EXCLUDED,
    MISSING,
    WAITING,
    classified_posts,
)
from insights.unit_rate import UnitRate

if TYPE_CHECKING:
    from insights.querysets import ClassifiedPost

# The lists that stand behind a rate's numbers, and who belongs to each.
LISTS = {
    "counted": (CERTIFIED, WAITING, MISSING),
    "certified": (CERTIFIED,),
    "missing": (WAITING, MISSING),
    "waiting": (WAITING,),
    "excluded": (EXCLUDED,),
}


@dataclass
class _Tally:
    standing: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, standing: str, reason: str, heads: int) -> None:
        self.standing[standing] += heads
        if standing == EXCLUDED:
            self.reasons[reason_in_words(reason)] += heads


def certification_rates(*, on: dt.date, definition: RateDefinition, units: Iterable[Unit]) -> list[UnitRate]:
    """Count the rate of each unit on a day, in the order of ``units``; one query whatever their number.

    Each unit is rolled up from the people in or below it, so a total is no average. Counts natural
    persons by history: on duty on the day, in the home unit of the day. See ``classified_posts``.
    """
    wanted = list(units)
    groups = (
        classified_posts(on, definition)
        .filter(within(_topmost(wanted), "unit__"))
        .values_list("unit__path", "standing", "reason")
        .annotate(heads=Count("pk"))
        .order_by()
    )
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    paths = {unit.path for unit in wanted}
    for path, standing, reason, heads in groups:
        for end in range(Unit.steplen, len(path) + 1, Unit.steplen):
            if path[:end] in paths:
                tallies[path[:end]].add(standing, reason, heads)
    return [_unit_rate(unit, tallies[unit.path], definition) for unit in wanted]


def rate_of(*, unit: Unit, on: dt.date, definition: RateDefinition) -> UnitRate:
    """Count one unit's rate on a day."""
    return certification_rates(on=on, definition=definition, units=[unit])[0]


def people_behind(
    *, unit: Unit, which: str, on: dt.date, definition: RateDefinition
) -> QuerySet[ClassifiedPost]:
    """The posts behind one number of a unit, a row a person; ``which`` is a key of ``LISTS``."""
    return (
        classified_posts(on, definition)
        .filter(within([unit], "unit__"), standing__in=LISTS[which])
        .select_related("worker__person", "worker__post_category", "unit")
    )


def reason_in_words(reason: str) -> str:
    """Say in words why somebody is left out; a request carries its own words."""
    by_definition = {
        BY_DEFINITION_SECRETARY: _("Not in the definition: party secretary"),
        BY_DEFINITION_LEAVE: _("Not in the definition: long leave"),
    }
    return by_definition.get(reason, reason)


def _topmost(units: list[Unit]) -> list[Unit]:
    """Leave out units below another one of the list, so that the condition stays short."""
    kept: list[Unit] = []
    for unit in sorted(units, key=lambda unit: unit.path):
        if not kept or not unit.path.startswith(kept[-1].path):
            kept.append(unit)
    return kept


def _unit_rate(unit: Unit, tally: _Tally, definition: RateDefinition) -> UnitRate:
    standing = tally.standing
    return UnitRate(
        unit=unit,
        numerator=standing[CERTIFIED],
        denominator=standing[CERTIFIED] + standing[WAITING] + standing[MISSING],
        target_percent=definition.target_percent,
        waiting=standing[WAITING],
        excluded=standing[EXCLUDED],
        excluded_reasons=dict(sorted(tally.reasons.items())),
    )
