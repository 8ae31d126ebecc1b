"""A hostile .xlsx is refused before a grid is made for it."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter

from lms.lib.sheets import MAX_SHEETS, SheetUnreadable, read_sheets


def book(*, sheets: int, far: str = "A2") -> bytes:
    buffer = io.BytesIO()
    made = xlsxwriter.Workbook(buffer, {"in_memory": True})
    for _ in range(sheets):
        sheet = made.add_worksheet()
        sheet.write("A1", "x")
        sheet.write(far, "x")
    made.close()
    return buffer.getvalue()


def changed(data: bytes, **members: bytes) -> bytes:
    """The same file with other contents of some members, and with new ones."""
    names = {f"xl/{name.replace('__', '/')}.xml": content for name, content in members.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in {*old.namelist(), *names}:
            new.writestr(name, names[name] if name in names else old.read(name))
    return buffer.getvalue()


def with_sheet(inner: bytes) -> bytes:
    start = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return changed(book(sheets=1), worksheets__sheet1=start + inner + b"</sheetData></worksheet>")


def test_it_works() -> None:
    sheets = read_sheets(book(sheets=MAX_SHEETS, far="B3"))
    assert len(sheets) == MAX_SHEETS
    assert sheets[0].rows == [["x", ""], ["", ""], ["", "x"]]


def test_too_many_sheets_are_refused() -> None:
    with pytest.raises(SheetUnreadable, match=str(MAX_SHEETS)):
        read_sheets(book(sheets=30))


def test_the_reach_of_all_sheets_counts_together() -> None:
    # 26 columns × 150,000 rows: one sheet is within the limit, two are beyond it.
    assert len(read_sheets(book(sheets=1, far="Z150000"))[0].rows) == 150_000
    with pytest.raises(SheetUnreadable):
        read_sheets(book(sheets=2, far="Z150000"))


def test_one_member_under_many_names_counts_as_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lms.lib.sheets.MAX_CELLS", 1_000)
    data = book(sheets=2, far="Z30")
    links = zipfile.ZipFile(io.BytesIO(book(sheets=2, far="Z3"))).read("xl/workbook.xml")
    twice = links.replace(b'r:id="rId2"', b'r:id="rId1"')
    small = zipfile.ZipFile(io.BytesIO(book(sheets=1))).read("xl/worksheets/sheet1.xml")
    with pytest.raises(SheetUnreadable):
        read_sheets(changed(data, workbook=twice, worksheets__sheet2=small))


@pytest.mark.parametrize(
    "inner",
    [
        b'<row r="1000000"><c/><c/><c/><c/><c/><c/><c><v>1</v></c></row>',
        b'<row r="1"><c x=">" r="XFD1048576"><v>1</v></c></row>',
        b'<row r="1"><!-- <row --><c r="ZZZ99999"><v>1</v></c></row>',
        b'<row r="1"><c r="&#90;Z999999"><v>1</v></c></row>',
    ],
)
def test_a_far_cell_in_any_spelling_is_refused(inner: bytes) -> None:
    with pytest.raises(SheetUnreadable):
        read_sheets(with_sheet(inner))


def test_cells_without_references_are_read() -> None:
    data = with_sheet(b"<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")
    assert read_sheets(data)[0].rows == [[1, 2], [3, ""]]


@pytest.mark.parametrize("inner", [b"<row", b'<row r="x"/>', b'<row r="1"><c r="1A"/></row>'])
def test_what_is_no_proper_sheet_is_refused(inner: bytes) -> None:
    with pytest.raises(SheetUnreadable):
        read_sheets(with_sheet(inner))


def test_a_document_type_is_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'
    with pytest.raises(SheetUnreadable):
        read_sheets(changed(book(sheets=1), worksheets__sheet1=bomb))


def test_a_sheet_under_another_kind_of_name_is_refused() -> None:
    data = book(sheets=1)
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(b"worksheets/sheet1.xml", b"worksheets/sheet1.png")
            new.writestr(name.replace("sheet1.xml", "sheet1.png"), content)
    with pytest.raises(SheetUnreadable):
        read_sheets(buffer.getvalue())
