"""The tree of units: imported, closed, opened again; never deleted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.exceptions import UnitNotClosable, UnitsRefused
from accounts.models import CommunityWorker, Unit, UnitKind, User
from accounts.roster_table import cells
from accounts.roster_table.reading import RowError
from accounts.services.audit import record_act
from lms.lib.sheets import SheetUnreadable, read_sheets

HEADERS: Final = ("编码", "名称", "类型", "上级编码", "启用日期", "停用日期", "计为街镇")
_KINDS: Final = {
    "区": UnitKind.DISTRICT,
    "街道": UnitKind.SUBDISTRICT,
    "镇": UnitKind.TOWN,
    "乡": UnitKind.TOWN,
    "园区": UnitKind.INDUSTRIAL_PARK,
    "基本管理单元": UnitKind.MANAGEMENT_UNIT,
    "片区": UnitKind.AREA,
    "居民区": UnitKind.RESIDENTIAL_AREA,
    "村": UnitKind.RESIDENTIAL_AREA,
} | {kind.value: kind for kind in UnitKind}
# A unit stands below one of a smaller rank.
_RANKS: Final = {
    UnitKind.DISTRICT: 0,
    UnitKind.SUBDISTRICT: 1,
    UnitKind.TOWN: 1,
    UnitKind.INDUSTRIAL_PARK: 1,
    UnitKind.MANAGEMENT_UNIT: 2,
    UnitKind.AREA: 3,
    UnitKind.RESIDENTIAL_AREA: 4,
}
_FIELDS: Final = ("name", "kind", "counts_as_street_town", "opened_on", "closed_on")


@dataclass
class UnitImport:
    """What an import did: ``counts`` maps created, updated, unchanged; nothing is written with errors."""

    counts: dict[str, int] = field(default_factory=lambda: {"created": 0, "updated": 0, "unchanged": 0})
    errors: list[RowError] = field(default_factory=list)


@dataclass(frozen=True)
class _Line:
    number: int
    code: str
    parent_code: str
    values: dict[str, Any]


def import_units(*, data: bytes, by: User | None) -> UnitImport:
    """Create and update units from a table; safe twice; a unit that is missing from the table stays.

    Raises :class:`UnitsRefused` when the file as a whole cannot be read.
    """
    lines, errors = _read(data)
    result = UnitImport(errors=errors)
    with transaction.atomic():
        if not errors:
            for line in _parents_first(lines):
                _write(line, result)
        if result.errors:
            transaction.set_rollback(True)
            result.counts = dict.fromkeys(result.counts, 0)
        elif result.counts["created"] or result.counts["updated"]:
            record_act(actor=by, action="units.imported", detail={"counts": result.counts})
    return result


def close_unit(*, unit: Unit, by: User, on: dt.date | None = None) -> Unit:
    """Close a unit from a day (today); people on duty in or below it must have been transferred first."""
    with transaction.atomic():
        unit = Unit.objects.select_for_update().get(pk=unit.pk)
        if unit.closed_on is not None:
            return unit
        people = CommunityWorker.objects.within([unit]).on_duty().count()
        if people:
            raise UnitNotClosable(_("%d people are still on duty here. Transfer them first.") % people)
        unit.closed_on = on or timezone.localdate()
        unit.save(update_fields=["closed_on"])
        record_act(actor=by, action="unit.closed", target=unit, unit=unit)
    return unit


def reopen_unit(*, unit: Unit, by: User) -> Unit:
    """Take back the closing of a unit."""
    with transaction.atomic():
        unit = Unit.objects.select_for_update().get(pk=unit.pk)
        if unit.closed_on is not None:
            unit.closed_on = None
            unit.save(update_fields=["closed_on"])
            record_act(actor=by, action="unit.reopened", target=unit, unit=unit)
    return unit


def _read(data: bytes) -> tuple[list[_Line], list[RowError]]:
    try:
        rows = read_sheets(data)[0].rows
    except SheetUnreadable as error:
        raise UnitsRefused(str(error)) from error
    header = [cells.narrow(cell) for cell in rows[0]] if rows else []
    places = {name: header.index(name) for name in HEADERS if name in header}
    missing = [name for name in HEADERS[:4] if name not in places]
    if missing:
        raise UnitsRefused(_("Columns are missing: %s.") % "、".join(missing))
    lines, errors = [], []
    for number, row in enumerate(rows[1:], start=2):
        said: dict[str, Any] = {
            name: row[place] if place < len(row) else "" for name, place in places.items()
        }
        if not any(cells.text(cell) for cell in said.values()):
            continue
        try:
            lines.append(_read_line(number, said))
        except _Wrong as wrong:
            errors.append(RowError(number, wrong.column, str(wrong), cells.text(said.get(wrong.column))))
    codes: dict[str, int] = {}
    for line in lines:
        if line.code in codes:
            errors.append(RowError(line.number, "编码", _("Also in row %s.") % codes[line.code], line.code))
        codes.setdefault(line.code, line.number)
    return lines, errors


class _Wrong(Exception):
    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


def _read_line(number: int, said: dict[str, Any]) -> _Line:
    code, name = cells.narrow(said["编码"]), cells.words(said["名称"])
    if not code or len(code) > 20:
        raise _Wrong("编码", _("This must be filled in."))
    if not name or len(name) > 60:
        raise _Wrong("名称", _("This must be filled in."))
    kind = _KINDS.get(cells.narrow(said["类型"]))
    if kind is None:
        raise _Wrong("类型", _("Choose one of: %s.") % "、".join(list(_KINDS)[:9]))
    counted = cells.text(said.get("计为街镇"))
    values = {
        "name": name,
        "kind": kind,
        "counts_as_street_town": _parsed("计为街镇", cells.yes_no, counted)
        if counted
        else kind in (UnitKind.SUBDISTRICT, UnitKind.TOWN),
        "opened_on": _parsed("启用日期", cells.date, said.get("启用日期")),
        "closed_on": _parsed("停用日期", cells.date, said.get("停用日期")),
    }
    if values["opened_on"] and values["closed_on"] and values["closed_on"] < values["opened_on"]:
        raise _Wrong("停用日期", _("Closing lies before opening."))
    return _Line(number, code, cells.narrow(said["上级编码"]), values)


def _parsed(column: str, parse: Any, cell: Any) -> Any:
    if not cells.text(cell):
        return None
    try:
        return parse(cell)
    except ValueError as error:
        raise _Wrong(column, str(error)) from error


def _parents_first(lines: list[_Line]) -> Iterable[_Line]:
    return sorted(lines, key=lambda line: _RANKS[line.values["kind"]])


def _write(line: _Line, result: UnitImport) -> None:
    """Write one line; a contradiction becomes an error of the row."""
    unit = Unit.objects.select_for_update().filter(code=line.code).first()
    try:
        parent = _parent_of(line)
        if unit is None:
            _create(line, parent)
            result.counts["created"] += 1
        else:
            changed = _update(unit, line, parent)
            result.counts["updated" if changed else "unchanged"] += 1
    except _Wrong as wrong:
        result.errors.append(RowError(line.number, wrong.column, str(wrong), line.code))


def _parent_of(line: _Line) -> Unit | None:
    if not line.parent_code:
        if line.values["kind"] != UnitKind.DISTRICT:
            raise _Wrong("上级编码", _("Only the district stands alone."))
        return None
    parent: Unit | None = Unit.objects.filter(code=line.parent_code).first()
    if parent is None:
        raise _Wrong("上级编码", _("No unit has this code."))
    if _RANKS[UnitKind(parent.kind)] >= _RANKS[line.values["kind"]]:
        raise _Wrong(
            "上级编码", _("A %(kind)s cannot stand here.") % {"kind": UnitKind(line.values["kind"]).label}
        )
    return parent


def _create(line: _Line, parent: Unit | None) -> None:
    if parent is None:
        Unit.add_root(code=line.code, **line.values)
    else:
        parent.add_child(code=line.code, **line.values)


def _update(unit: Unit, line: _Line, parent: Unit | None) -> bool:
    changed = [name for name in _FIELDS if getattr(unit, name) != line.values[name]]
    closes = "closed_on" in changed and line.values["closed_on"]
    if closes and CommunityWorker.objects.within([unit]).on_duty().exists():
        raise _Wrong("停用日期", _("People are still on duty here. Transfer them first."))
    moved = parent is not None and not _is_parent(parent, unit)
    if changed:
        for name in changed:
            setattr(unit, name, line.values[name])
        unit.save(update_fields=changed)
    if moved and parent is not None:
        if parent.path[: 2 * Unit.steplen] != unit.path[: 2 * Unit.steplen]:
            raise _Wrong("上级编码", _("A unit stays in its street-town: close it and open a new one there."))
        unit.move(parent, "last-child")
    return bool(changed) or moved


def _is_parent(parent: Unit, unit: Unit) -> bool:
    return bool(unit.depth == parent.depth + 1 and unit.path.startswith(parent.path))
