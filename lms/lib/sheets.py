"""Tables in and out: .xlsx and .csv from strangers, .xlsx for people.

What comes in is hostile until checked: the kind is told by the bytes and not by the name, an archive is
unpacked with a limit, and a sheet that would need a huge grid is refused before a grid is made. What
goes out never starts a cell with a sign that a spreadsheet takes for a formula.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import xlsxwriter
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

MAX_BYTES: Final = 20 * 1024 * 1024
MAX_UNPACKED: Final = 300 * 1024 * 1024
MAX_CELLS: Final = 6_000_000
_MAX_MEMBERS: Final = 500
_CHUNK: Final = 1024 * 1024
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"  # .xls, and every .xlsx with a password
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
# References far from the corner: two letters or more, or five digits or more.
_FAR_CELL: Final = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,3})(\d{5,}|(?<=[A-Za-z]{2})\d+)["']""")


class SheetUnreadable(Exception):
    """The file cannot be read as a table; the message says why, for people."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name and its rows; the first row has index 0 and is row 1 for people."""

    name: str
    rows: list[list[Any]]


def read_sheets(data: bytes) -> list[Sheet]:
    """Read every sheet of an .xlsx, or the one of a .csv (UTF-8, with or without BOM, or GB18030)."""
    if len(data) > MAX_BYTES:
        raise SheetUnreadable(_("The file is larger than %d MB.") % (MAX_BYTES // 1024 // 1024))
    if not data.strip():
        raise SheetUnreadable(_("The file is empty."))
    if data.startswith(b"PK"):
        return _read_xlsx(data)
    if data.startswith(_OLD_OFFICE):
        raise SheetUnreadable(
            _("This is an old .xls file or one with a password. Save it as .xlsx without a password.")
        )
    return [Sheet("", _read_csv(data))]


def _read_xlsx(data: bytes) -> list[Sheet]:
    _guard_archive(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [
            Sheet(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for name in book.sheet_names
        ]
    except (CalamineError, OSError, ValueError) as error:
        raise SheetUnreadable(_("This is not a readable .xlsx file.")) from error


def _guard_archive(data: bytes) -> None:
    """Unpack once with a limit; a small file may hold a huge one, or name the last cell of the grid."""
    left = MAX_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > _MAX_MEMBERS or "xl/workbook.xml" not in archive.namelist():
                raise SheetUnreadable(_("This is not a readable .xlsx file."))
            for member in members:
                left -= _unpacked_size(archive, member, left)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise SheetUnreadable(_("This is not a readable .xlsx file.")) from error


def _unpacked_size(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> int:
    is_sheet = member.filename.startswith("xl/worksheets/")
    size, rows, columns, tail = 0, 100_000, 26, b""
    with archive.open(member) as file:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                raise SheetUnreadable(_("The file is too large once unpacked."))
            if is_sheet:
                for letters, digits in _FAR_CELL.findall(tail + chunk):
                    rows, columns = max(rows, int(digits)), max(columns, _column_number(letters))
                tail = chunk[-40:]
    if rows * columns > MAX_CELLS and is_sheet:
        raise SheetUnreadable(_("The sheet reaches too far. Copy the table alone into a new file."))
    return size


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _read_csv(data: bytes) -> list[list[Any]]:
    text = _decode(data)
    first = text.partition("\n")[0]
    delimiter = max(",\t;", key=first.count)
    try:
        rows: list[list[Any]] = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise SheetUnreadable(_("This is not a readable .csv file.")) from error
    return rows


def _decode(data: bytes) -> str:
    if b"\x00" in data:
        raise SheetUnreadable(_("This is neither an .xlsx nor a .csv file."))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetUnreadable(_("The text is neither UTF-8 nor GB18030. Save it as .xlsx or as CSV UTF-8."))


def safe_cell(value: Any) -> Any:
    """Return the value so that no spreadsheet takes it for a formula: =1+1 → '=1+1."""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


def write_sheet(
    *, name: str, headers: Sequence[str], rows: Iterable[Sequence[Any]], widths: Sequence[int] = ()
) -> bytes:
    """Return an .xlsx with one sheet: bold frozen header, text as text, formulas neutralised."""
    buffer = io.BytesIO()
    # No file is written, nothing is taken for a link or a formula.
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_urls": False})
    sheet = book.add_worksheet(name[:31])
    bold = book.add_format({"bold": True, "bottom": 1})
    for column, header in enumerate(headers):
        sheet.write_string(0, column, header, bold)
        sheet.set_column(column, column, widths[column] if column < len(widths) else 16)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows, start=1):
        for column, value in _cells(row):
            if isinstance(value, int | float) and not isinstance(value, bool):
                sheet.write_number(number, column, value)
            else:
                sheet.write_string(number, column, value)
    book.close()
    return buffer.getvalue()


def _cells(row: Sequence[Any]) -> Iterator[tuple[int, Any]]:
    for column, value in enumerate(row):
        if value is None or value == "":
            continue
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        yield column, value if is_number else safe_cell(str(value))
