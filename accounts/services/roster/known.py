"""What the database knows of the people, units and lists that a roster names; read in bulk, once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from accounts.models import (
    CommunityWorker,
    DenominatorExclusion,
    GradeLevel,
    Person,
    Post,
    PostCategory,
    PostKind,
    Unit,
)
from accounts.roster_table import OWN_LEVEL, RosterRow
from lms.lib.batches import batches

BATCH: Final = 5000
_SUFFIXES: Final = ("街道", "镇", "乡")


class RowRefused(Exception):
    """A row that reads well and may not be written; the message is for people."""

    def __init__(self, column: str, message: str, value: str = "") -> None:
        """Name the column."""
        super().__init__(message)
        self.column = column
        self.value = value


@dataclass
class Units:
    """Units by name and code, and the subtrees that the officer keeps."""

    allowed: tuple[str, ...]
    street_towns: dict[str, Unit] = field(default_factory=dict)
    areas: dict[str, dict[str, Unit]] = field(default_factory=dict)
    by_id: dict[int, Unit] = field(default_factory=dict)

    @property
    def is_whole_district(self) -> bool:
        """Whether the officer keeps the root of the tree."""
        return any(len(path) == Unit.steplen for path in self.allowed)

    def keeps(self, unit: Unit) -> bool:
        """Whether the officer keeps the roster of this unit."""
        return bool(unit.path.startswith(self.allowed))

    def street_town(self, row: RosterRow) -> Unit:
        """Return the street-town that a row names."""
        unit = self.street_towns.get(row.street_town)
        if unit is None:
            raise RowRefused("街镇", _("No open street-town has this name or code."), row.street_town)
        if not self.keeps(unit) and not any(own.startswith(unit.path) for own in self.allowed):
            raise RowRefused("街镇", _("This street-town is not among your units."), row.street_town)
        return unit

    def named(self, row: RosterRow, current: Unit | None) -> Unit:
        """Return the unit of a row; a blank residential area keeps the present one, if it is there."""
        street_town = self.street_town(row)
        if row.area and row.area != OWN_LEVEL:
            unit = self.areas.get(street_town.path, {}).get(row.area)
            if unit is None:
                raise RowRefused("居民区", _("No open unit of this street-town has this name."), row.area)
        elif row.area is None and current is not None and current.path.startswith(street_town.path):
            unit = current
        else:
            unit = street_town
        if not self.keeps(unit):
            raise RowRefused("居民区", _("This unit is not among yours."), row.area or row.street_town)
        return unit


@dataclass
class Known:
    """People by key, their employments, and what hangs on these."""

    units: Units
    categories: dict[str, int]
    grades: dict[str, int]
    by_employee_no: dict[str, Person] = field(default_factory=dict)
    by_phone: dict[str, Person] = field(default_factory=dict)
    open: dict[int, CommunityWorker] = field(default_factory=dict)
    ended: dict[int, CommunityWorker] = field(default_factory=dict)
    posts: dict[int, list[Post]] = field(default_factory=dict)
    exclusions: dict[int, DenominatorExclusion] = field(default_factory=dict)


def load_known(
    rows: Sequence[RosterRow], *, units: Iterable[Unit], as_of: dt.date, for_update: bool
) -> Known:
    """Read everything that the rows may touch; with ``for_update`` the employments are locked."""
    known = Known(units=_load_units(units, as_of), categories=_names(PostCategory), grades=_names(GradeLevel))
    for numbers in batches([row.employee_no for row in rows if row.employee_no], BATCH):
        for person in Person.objects.filter(employee_no__in=numbers):
            known.by_employee_no[person.employee_no or ""] = person
    for phones in batches([row.phone for row in rows if row.phone], BATCH):
        for person in Person.objects.filter(phone__in=phones):
            same = known.by_employee_no.get(person.employee_no or "")
            known.by_phone[person.phone or ""] = same or person
    people = {person.pk for person in (*known.by_employee_no.values(), *known.by_phone.values())}
    for ids in batches(sorted(people), BATCH):
        _load_employments(known, ids, for_update)
    return known


def _load_employments(known: Known, people: Sequence[int], for_update: bool) -> None:
    rows = CommunityWorker.objects.filter(person__in=people).order_by("pk")
    if for_update:
        rows = rows.select_for_update()
    for worker in rows:
        before = known.ended.get(worker.person_id)
        if worker.left_on is None:
            known.open[worker.person_id] = worker
        elif before is None or (before.left_on and before.left_on <= worker.left_on):
            known.ended[worker.person_id] = worker
    workers = [known.open[person].pk for person in people if person in known.open]
    posts = Post.objects.filter(worker__in=workers, kind=PostKind.PRIMARY).order_by("started_on", "pk")
    for post in posts:
        known.posts.setdefault(post.worker_id, []).append(post)
    for exclusion in DenominatorExclusion.objects.filter(worker__in=workers).order_by("pk"):
        known.exclusions[exclusion.worker_id] = exclusion


def _load_units(allowed: Iterable[Unit], as_of: dt.date) -> Units:
    units = Units(allowed=tuple(unit.path for unit in allowed))
    units.by_id = {unit.pk: unit for unit in Unit.objects.all()}
    open_units = list(Unit.objects.open_on(as_of))
    street_towns = [unit for unit in open_units if unit.kind in ("subdistrict", "town", "industrial_park")]
    for unit in street_towns:
        units.street_towns[unit.name] = units.street_towns[unit.code] = unit
    for unit in street_towns:
        for spelling in _short_names(unit.name):
            units.street_towns.setdefault(spelling, unit)
    by_path = {unit.path: unit for unit in street_towns}
    for unit in open_units:
        top = by_path.get(unit.path[: 2 * Unit.steplen])
        if top is not None and unit.pk != top.pk:
            names = units.areas.setdefault(top.path, {})
            for spelling in (unit.name, unit.code, unit.name.removesuffix("居民区")):
                names.setdefault(spelling, unit)
    return units


def _short_names(name: str) -> Iterator[str]:
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) > len(suffix) + 1:
            yield name.removesuffix(suffix)


def _names(model: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in model.objects.all():
        found[row.name] = found[row.code] = row.pk
    return found
