"""Reading an official list of certificates: which column is which, and what each row says."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
from django.utils.translation import gettext as _

from certificates.exceptions import ListRefused
from certificates.models import Level
from certificates.numbers import is_plausible, looks_like_identity_number, normalise
from lms.lib.sheets import SheetUnreadable, read_sheets

MAX_ROWS: Final = 20_000
_HEADER_WITHIN: Final = 10
# Spellings met in lists of different offices; the first column that matches counts.
COLUMNS: Final = {
    "name": ("姓名", "持证人", "持证人姓名", "考生姓名"),
    "level": ("级别", "证书级别", "资格级别", "专业级别", "等级", "资格名称", "证书名称"),
    "number": ("证书编号", "管理号", "证书管理号", "证书号", "证书号码", "资格证书编号", "证书编号/管理号"),
    "issued_on": ("取得日期", "批准日期", "发证日期", "签发日期", "取得时间", "批准时间"),
}
_IDENTITY_COLUMNS: Final = re.compile(r"身份证|证件号|证件编号|公民身份")
_DATE: Final = re.compile(r"((?:19|20)\d{2})[-./年]?(\d{1,2})[-./月]?(\d{1,2})日?")
# Beyond this a spreadsheet has rounded the digits away.
_LOST_DIGITS: Final = 10**15


@dataclass(frozen=True)
class ListedRow:
    """One row of the list, as read; ``problem`` says in words why it cannot be used."""

    position: int
    name: str
    level: str
    number: str
    issued_on: dt.date | None
    problem: str = ""


def read_official_list(data: bytes) -> list[ListedRow]:
    """Read the first sheet that has the columns; raises :class:`ListRefused` for the list as a whole.

    A list with identity numbers is refused: we neither need nor keep them.
    """
    try:
        sheets = read_sheets(data)
    except SheetUnreadable as error:
        raise ListRefused(str(error)) from error
    for sheet in sheets:
        found = _header(sheet.rows)
        if found is not None:
            return _read_rows(sheet.rows, *found)
    raise ListRefused(
        _("No row with the headings 姓名, 级别, 证书编号 (or 管理号), 取得日期 was found. Use our template.")
    )


def _heading(cell: object) -> str:
    return re.sub(r"[\s*（(].*", "", unicodedata.normalize("NFKC", str(cell)).strip())


def _header(rows: Sequence[Sequence[Any]]) -> tuple[int, dict[str, int]] | None:
    for index, row in enumerate(rows[:_HEADER_WITHIN]):
        headings = [_heading(cell) for cell in row]
        columns = {
            key: next(column for column, heading in enumerate(headings) if heading in spellings)
            for key, spellings in COLUMNS.items()
            if any(heading in spellings for heading in headings)
        }
        if {"name", "number"} <= set(columns):
            _refuse_identity_column(headings)
            return index, columns
    return None


def _refuse_identity_column(headings: list[str]) -> None:
    for heading in headings:
        if _IDENTITY_COLUMNS.search(heading):
            raise ListRefused(
                _(
                    "The column “%(column)s” holds identity numbers. They are not needed here and must not be"
                    " uploaded: delete the column and upload the list again. Nothing was kept."
                )
                % {"column": heading}
            )


def _read_rows(rows: Sequence[Sequence[Any]], header: int, columns: dict[str, int]) -> list[ListedRow]:
    body = [list(row) for row in rows[header + 1 :]]
    if len(body) > MAX_ROWS:
        raise ListRefused(_("The list has more than %d rows. Split it.") % MAX_ROWS)
    width = max((len(row) for row in body), default=0)
    frame = pd.DataFrame(body, columns=range(width), index=range(header + 2, header + 2 + len(body)))
    frame = frame.reindex(columns=range(max(width, max(columns.values()) + 1)))
    table = pd.DataFrame({key: frame[column] for key, column in columns.items()}).reindex(
        columns=list(COLUMNS)
    )
    filled = table[table["name"].map(_text).ne("") | table["number"].map(_text).ne("")]
    listed = [
        _row(int(position), record)
        for position, record in zip(filled.index, filled.to_dict("records"), strict=True)
    ]
    if not listed:
        raise ListRefused(_("The list has headings but no rows."))
    return listed


def _text(value: object) -> str:
    """Return a cell as words; whole numbers without a fraction, nothing for an empty cell."""
    if value is None or (isinstance(value, float) and pd.isna(value)) or value is pd.NaT:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return unicodedata.normalize("NFKC", str(value)).strip()


def _row(position: int, record: dict[Any, Any]) -> ListedRow:
    number = normalise(_text(record["number"]))
    if looks_like_identity_number(number):
        raise ListRefused(
            _("Row %d has an identity number where the certificate number belongs. Nothing was kept.")
            % position
        )
    return ListedRow(
        position=position,
        name=_text(record["name"])[:60],
        level=read_level(_text(record["level"])),
        number=number,
        issued_on=read_date(record["issued_on"]),
        problem=_problem(record["number"], number),
    )


def _problem(cell: object, number: str) -> str:
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= _LOST_DIGITS:
        return _("The number was stored as a figure and has lost its last digits: format the column as text.")
    return "" if is_plausible(number) else _("This is not a certificate number.")


def read_level(text: str) -> str:
    """Return the level that the words name, or an empty text."""
    if "高级" in text:
        return Level.SENIOR_EXAM_PASS if "成绩" in text else Level.SENIOR
    if "助理" in text or "初级" in text:
        return Level.ASSISTANT
    return Level.INTERMEDIATE if "社会工作师" in text or "中级" in text else ""


def read_date(value: object) -> dt.date | None:
    """Return the day that a cell names, or None: 2023-09-01, 2023/9/1, 2023年9月1日, 20230901."""
    text = _text(value)
    if text and isinstance(value, dt.datetime):
        return value.date()
    if text and isinstance(value, dt.date):
        return value
    match = _DATE.match(text)
    if match is None:
        return None
    try:
        return dt.date(*(int(part) for part in match.groups()))
    except ValueError:
        return None
