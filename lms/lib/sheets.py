"""Tables in and out: .xlsx and .csv from strangers, .xlsx for people.

What comes in is hostile until checked: the kind is told by the bytes and not by the name, an archive is
unpacked with a limit, and a sheet that would need a huge grid is refused before a grid is made. What
goes out never starts a cell with a sign that a spreadsheet takes for a formula.
"""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import xlsxwriter
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from lms.lib.sheet_reach import ReachRefused, ReachTooFar, SheetReach

MAX_BYTES: Final = 20 * 1024 * 1024
MAX_UNPACKED: Final = 300 * 1024 * 1024
# Of all sheets together.
MAX_CELLS: Final = 6_000_000
MAX_SHEETS: Final = 20
_MAX_MEMBERS: Final = 500
_CHUNK: Final = 1024 * 1024
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"  # .xls, and every .xlsx with a password
_BOOK_LINKS: Final = "xl/_rels/workbook.xml.rels"
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


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
        return list(_sheets_of(book))
    except (CalamineError, OSError, ValueError) as error:
        raise SheetUnreadable(_("This is not a readable .xlsx file.")) from error


def _sheets_of(book: CalamineWorkbook) -> Iterator[Sheet]:
    """Read one sheet after another; several may be named after one and the same member."""
    if len(book.sheet_names) > MAX_SHEETS:
        raise SheetUnreadable(
            _("The file has more than %d sheets. Copy the table alone into a new file.") % MAX_SHEETS
        )
    left = MAX_CELLS
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        left -= sheet.total_height * sheet.total_width
        if left < 0:
            raise _too_far()
        yield Sheet(name, sheet.to_python(skip_empty_area=False))


def _too_far() -> SheetUnreadable:
    return SheetUnreadable(_("The sheet reaches too far. Copy the table alone into a new file."))


def _guard_archive(data: bytes) -> None:
    """Unpack once with limits; a small file may hold a huge one, or name far cells in many sheets."""
    left, cells = MAX_UNPACKED, MAX_CELLS
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > _MAX_MEMBERS or "xl/workbook.xml" not in archive.namelist():
                raise SheetUnreadable(_("This is not a readable .xlsx file."))
            for member in members:
                size, reach = _measure(archive, member, left, cells)
                left, cells = left - size, cells - reach
    except ReachTooFar as error:
        raise _too_far() from error
    except (
        ReachRefused,
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        zlib.error,
    ) as error:
        raise SheetUnreadable(_("This is not a readable .xlsx file.")) from error


def _measure(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int, cells: int) -> tuple[int, int]:
    """Return the bytes and the cells of a member; what is no XML has no cells and may not be a sheet."""
    name = member.filename.lower().replace("\\", "/")
    reach = SheetReach(cells) if name.endswith((".xml", _BOOK_LINKS)) else None
    size = 0
    with archive.open(member) as file:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                raise SheetUnreadable(_("The file is too large once unpacked."))
            if reach:
                reach.feed(chunk)
    if reach is None:
        return size, 0
    reach.feed(b"", is_last=True)
    # A sheet may lie anywhere in the archive: wherever the book points to, it was measured.
    if name.endswith(_BOOK_LINKS) and not all(target.lower().endswith(".xml") for target in reach.targets):
        raise ReachRefused
    return size, reach.cells


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
