"""From the bytes of a file to rows and errors; linear in the number of cells."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext as _

from accounts.roster_table import cells
from accounts.roster_table.columns import COLUMNS, EXAMPLE_MARK, OFF_DUTY, Column, RosterRow
from lms.lib.sheets import Sheet, SheetUnreadable, read_sheets

MAX_ROWS: Final = 120_000
_HEADER_WITHIN: Final = 10  # title lines above the header
_IDENTITY_HEADER: Final = re.compile("身份证|证件号|公民身份|身份号码|证件编号")
# Eighteen digits with a plausible birth date inside; the last one may be X.
_IDENTITY_NUMBER: Final = re.compile(
    r"(?<!\d)[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)"
)
_HEADER_NOISE: Final = re.compile(r"[\s*＊:：\u3000]|（必填）|\(必填\)|（选填）")


class RosterUnreadable(Exception):
    """The file as a whole is not a roster; the message is for people."""


class IdentityNumbersFound(RosterUnreadable):
    """The file holds identity numbers, which this product does not take."""


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong in which row and column; ``value`` is the cell as it stood."""

    row: int
    column: str
    message: str
    value: str = ""


@dataclass
class RosterTable:
    """The rows that read well, and what is wrong with the others."""

    rows: list[RosterRow] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    rows_total: int = 0


def read_roster(data: bytes) -> RosterTable:
    """Read a roster; raises :class:`RosterUnreadable` when the file as a whole is refused."""
    try:
        sheets = read_sheets(data)
    except SheetUnreadable as error:
        raise RosterUnreadable(str(error)) from error
    _refuse_identity_numbers(sheets)
    for sheet in sheets:
        header = _find_header(sheet)
        if header is not None:
            return _read_rows(sheet, *header)
    raise RosterUnreadable(
        _("No header row with 姓名 and 街镇 within the first ten rows. Use the template's headers.")
    )


def _refuse_identity_numbers(sheets: list[Sheet]) -> None:
    for sheet in sheets:
        for number, row in enumerate(sheet.rows, start=1):
            line = " ".join([cells.narrow(cell) for cell in row if cell not in ("", None)])
            is_header = number <= _HEADER_WITHIN and any(_is_identity_header(cell) for cell in row)
            if is_header or _IDENTITY_NUMBER.search(line):
                raise IdentityNumbersFound(
                    _(
                        "Row %d holds identity numbers. We do not collect them: delete that column and "
                        "upload again. Nothing of this file was kept."
                    )
                    % number
                )


def _is_identity_header(cell: Any) -> bool:
    return isinstance(cell, str) and len(cell) <= 12 and bool(_IDENTITY_HEADER.search(cell))


def _find_header(sheet: Sheet) -> tuple[int, dict[int, Column]] | None:
    """Return the index of the header row and the column that stands at each place."""
    known = {header: column for column in COLUMNS for header in (column.header, *column.aliases)}
    for index, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
        places: dict[int, Column] = {}
        for place, cell in enumerate(row):
            column = known.get(_HEADER_NOISE.sub("", cells.text(cell)))
            if column and column not in places.values():
                places[place] = column
        if {"name", "street_town"} <= {column.field for column in places.values()}:
            return index, places
    return None


def _read_rows(sheet: Sheet, header: int, places: dict[int, Column]) -> RosterTable:
    table = RosterTable()
    missing = [c.header for c in COLUMNS if c.required and c not in places.values()]
    if missing:
        raise RosterUnreadable(_("Columns are missing: %s.") % "、".join(missing))
    lines = sheet.rows[header + 1 :]
    if len(lines) > MAX_ROWS + 1000:
        raise RosterUnreadable(_("More than %d rows. Split the file.") % MAX_ROWS)
    for number, line in enumerate(lines, start=header + 2):
        if not any(cells.text(cell) for cell in line) or _is_example(line):
            continue
        table.rows_total += 1
        values, errors = _read_line(number, line, places)
        if errors:
            table.errors += errors
        else:
            table.rows.append(RosterRow(number=number, **values))
    _refuse_duplicates(table)
    return table


def _is_example(line: list[Any]) -> bool:
    first = next((cells.text(cell) for cell in line if cells.text(cell)), "")
    return first.startswith(EXAMPLE_MARK)


def _read_line(
    number: int, line: list[Any], places: dict[int, Column]
) -> tuple[dict[str, Any], list[RowError]]:
    values: dict[str, Any] = {}
    errors = []
    for place, column in places.items():
        cell = line[place] if place < len(line) else ""
        written = cells.text(cell)
        if not written:
            if column.required:
                errors.append(RowError(number, column.header, _("This must be filled in.")))
            continue
        try:
            values[column.field] = column.parse(cell)
        except ValueError as error:
            errors.append(RowError(number, column.header, str(error), written[:60]))
    if not errors:
        errors = list(_contradictions(number, values))
    return values, errors


def _contradictions(number: int, values: dict[str, Any]) -> Iterator[RowError]:
    """What single cells cannot know."""
    if not values.get("employee_no") and not values.get("phone"):
        yield RowError(number, "工号", _("Give the employee number or the phone number."))
    left_on = values.get("left_on")
    if left_on and left_on < values["hired_on"]:
        yield RowError(number, "离岗日期", _("Leaving lies before hiring."), left_on.isoformat())
    if left_on and values.get("status") in (None, "on_duty"):
        yield RowError(
            number, "状态", _("A leaving date stands beside 在岗: write 离岗 or 调动."), left_on.isoformat()
        )
    if values.get("is_counted") is False and not values.get("exclusion_reason"):
        yield RowError(number, "不计入原因", _("否 needs a reason beside it."))
    if values.get("is_counted") is False and values.get("status") == OFF_DUTY:
        yield RowError(number, "是否计入持证率", _("Somebody off duty is not counted anyway."))


def _refuse_duplicates(table: RosterTable) -> None:
    """Refuse every row whose employee number or phone stands in another row, naming that row."""
    bad: set[int] = set()
    for header, name in (("工号", "employee_no"), ("手机号", "phone")):
        seen: dict[str, list[int]] = defaultdict(list)
        for row in table.rows:
            key = getattr(row, name)
            if key:
                seen[key].append(row.number)
        for key, numbers in seen.items():
            if len(numbers) > 1:
                bad.update(numbers)
                table.errors += [_duplicate(number, header, key, numbers) for number in numbers]
    table.rows = [row for row in table.rows if row.number not in bad]
    table.errors.sort(key=lambda error: error.row)


def _duplicate(number: int, header: str, key: str, numbers: list[int]) -> RowError:
    others = "、".join(str(other) for other in numbers[:6] if other != number)
    return RowError(number, header, _("Also in row %s.") % others, key)
