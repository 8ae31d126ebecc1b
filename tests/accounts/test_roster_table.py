"""A roster file is read: pure, every spelling that rosters use."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from accounts.roster_table import IdentityNumbersFound, RosterTable, RosterUnreadable, read_roster
from accounts.roster_table.cells import date
from lms.lib.sheets import SheetUnreadable, read_sheets, write_sheet

HEADERS = (
    "工号",
    "姓名",
    "手机号",
    "街镇",
    "居民区",
    "入职日期",
    "状态",
    "离岗日期",
    "是否计入持证率",
    "不计入原因",
)


def xlsx(*rows: tuple[Any, ...]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("名册")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    book.close()
    return buffer.getvalue()


def csv(*rows: str, encoding: str = "utf-8") -> bytes:
    return "\n".join(rows).encode(encoding)


def one(**values: str) -> RosterTable:
    full = {"工号": "A1", "姓名": "林示例", "街镇": "甲街道", "入职日期": "2024-03-01"} | values
    return read_roster(csv(",".join(full), ",".join(full.values())))


def test_it_works() -> None:
    table = read_roster(
        xlsx(
            HEADERS,
            ("A1", "林示例", 13800000001, "甲街道", "一居", dt.date(2024, 3, 1), "在岗", "", "是", ""),
        )
    )
    row = table.rows[0]
    assert (row.number, row.employee_no, row.name, row.phone) == (2, "A1", "林示例", "13800000001")
    assert (row.street_town, row.area, row.hired_on) == ("甲街道", "一居", dt.date(2024, 3, 1))
    assert (row.status, row.is_counted, table.errors, table.rows_total) == ("on_duty", True, [], 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_three_encodings_with_rare_characters(encoding: str) -> None:
    table = read_roster(
        csv("工号,姓名,街镇,入职日期", "A1,𠮷䶮,甲街道,2024/3/1", encoding=encoding),
    )
    assert table.rows[0].name == "𠮷䶮"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2024-3-1", dt.date(2024, 3, 1)),
        ("2024/03/01", dt.date(2024, 3, 1)),
        ("2024.3.1", dt.date(2024, 3, 1)),
        ("2024年3月1日", dt.date(2024, 3, 1)),
        ("２０２４年３月１日", dt.date(2024, 3, 1)),
        ("20240301", dt.date(2024, 3, 1)),
        ("2024年3月", dt.date(2024, 3, 1)),
        ("2024-03-01 00:00:00", dt.date(2024, 3, 1)),
        ("45352", dt.date(2024, 3, 1)),
        (45352.0, dt.date(2024, 3, 1)),
        (dt.datetime(2024, 3, 1, 8), dt.date(2024, 3, 1)),  # noqa: DTZ001 (a spreadsheet has no zone)
    ],
)
def test_dates_in_the_usual_spellings(written: Any, expected: dt.date) -> None:
    assert date(written) == expected


@pytest.mark.parametrize("written", ["2024-02-30", "昨天", "24.3.1", "3000-01-01", 2024.1, "12"])
def test_a_date_that_is_none(written: Any) -> None:
    with pytest.raises(ValueError, match="2024-03-01"):
        date(written)


def test_blanks_and_wide_digits_are_layout() -> None:
    table = one(工号="　ａ００１ ", 姓名="张　三", 手机号="１３８ ０００0 0001", 街镇=" 甲街道 ")
    row = table.rows[0]
    assert (row.employee_no, row.name, row.phone, row.street_town) == (
        "A001",
        "张三",
        "13800000001",
        "甲街道",
    )


def test_a_title_above_and_other_headers() -> None:
    table = read_roster(
        csv(
            "某区社区工作者花名册,,,,",
            "序号,姓名*,手机号码,所属街镇,入职时间,备注",
            "1,林示例,138-0000-0001,甲街道,2024.3,x",
        )
    )
    assert (table.rows[0].number, table.rows[0].phone) == (3, "13800000001")


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"姓名": ""}, "姓名"),
        ({"姓名": "12345"}, "姓名"),
        ({"工号": ""}, "工号"),
        ({"工号": "工号一"}, "工号"),
        ({"手机号": "12345"}, "手机号"),
        ({"街镇": ""}, "街镇"),
        ({"入职日期": "昨天"}, "入职日期"),
        ({"出生年份": "88"}, "出生年份"),
        ({"学历": "很高"}, "学历"),
        ({"状态": "也许"}, "状态"),
        ({"离岗日期": "2025-01-01"}, "状态"),
        ({"状态": "离岗", "离岗日期": "2020-01-01"}, "离岗日期"),
        ({"是否书记": "也许"}, "是否书记"),
        ({"是否计入持证率": "否"}, "不计入原因"),
    ],
)
def test_a_bad_cell_is_named_by_row_and_column(values: dict[str, str], column: str) -> None:
    table = one(**values)
    assert [(error.row, error.column) for error in table.errors] == [(2, column)]
    assert table.rows == []
    assert table.errors[0].message


def test_duplicates_name_each_other() -> None:
    table = read_roster(
        csv(
            "工号,姓名,手机号,街镇,入职日期",
            "A1,甲,,X,2024-01-01",
            "A2,乙,13800000001,X,2024-01-01",
            "a1,丙,,X,2024-01-01",
            "A4,丁,13800000001,X,2024-01-01",
            "A5,戊,13800000005,X,2024-01-01",
        )
    )
    assert [(error.row, error.column) for error in table.errors] == [
        (2, "工号"),
        (3, "手机号"),
        (4, "工号"),
        (5, "手机号"),
    ]
    assert "4" in table.errors[0].message
    assert [row.employee_no for row in table.rows] == ["A5"]


@pytest.mark.parametrize("header", ["身份证", "身份证号码", "证件号码", "公民身份号码"])
def test_a_column_of_identity_numbers_is_refused_by_its_header(header: str) -> None:
    with pytest.raises(IdentityNumbersFound):
        one(**{header: ""})


@pytest.mark.parametrize(
    "number",
    [
        "310113199001011234",
        "31011319900101123X",
        "３１０１１３１９９００１０１１２３４",
        "号:310113199001011234",
    ],
)
def test_and_by_its_values(number: str) -> None:
    with pytest.raises(IdentityNumbersFound) as refused:
        one(备注=number)
    assert "310113" not in str(refused.value)


def test_as_a_number_of_a_spreadsheet_too() -> None:
    with pytest.raises(IdentityNumbersFound):
        read_roster(
            xlsx((*HEADERS, "备注"), ("A1", "林示例", "", "甲", "", "", "", "", "", "", 310113199001011234))
        )


def test_the_example_row_of_the_template_is_passed_over() -> None:
    assert one(工号="示例").rows_total == 0


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\x00",
        b"PK\x03\x04broken",
        b"\xd0\xcf\x11\xe0old",
        b"\xff\xff\xff\xff",
        b"%PDF-1.7 not a table",
        "姓名,手机\n甲,1".encode(),
        "姓名,街镇\n甲,乙".encode(),
    ],
)
def test_what_is_no_roster_is_refused(data: bytes) -> None:
    with pytest.raises(RosterUnreadable):
        read_roster(data)


def test_a_bomb_is_refused_before_it_goes_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lms.lib.sheets.MAX_UNPACKED", 1_000_000)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "x")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 5_000_000)
    with pytest.raises(SheetUnreadable):
        read_sheets(buffer.getvalue())


def test_a_cell_in_the_far_corner_makes_no_grid() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write("A1", "x")
    sheet.write("XFD1048576", "x")
    book.close()
    with pytest.raises(SheetUnreadable):
        read_sheets(buffer.getvalue())


def test_formulas_go_out_as_text() -> None:
    data = write_sheet(name="x", headers=["姓名"], rows=[["=1+1"], ["@x"], ["-1"], [-1], ["林"]])
    rows = read_sheets(data)[0].rows
    assert [row[0] for row in rows] == ["姓名", "'=1+1", "'@x", "'-1", -1, "林"]


NAMES = st.text(st.characters(categories=["Lo"], min_codepoint=0x3400), min_size=1, max_size=8)


@given(
    people=st.lists(
        st.tuples(
            NAMES,
            st.integers(13000000000, 19999999999),
            st.dates(dt.date(1990, 1, 1), dt.date(2026, 1, 1)),
        ),
        max_size=20,
        unique_by=lambda person: person[1],
    )
)
def test_what_is_written_is_read(people: list[tuple[str, int, dt.date]]) -> None:
    rows = [
        (f"W{number}", name, str(phone), "甲街道", hired.isoformat())
        for number, (name, phone, hired) in enumerate(people)
    ]
    data = write_sheet(name="名册", headers=["工号", "姓名", "手机号", "街镇", "入职日期"], rows=rows)
    table = read_roster(data)

    assert table.errors == []
    assert [(row.name, row.phone, row.hired_on) for row in table.rows] == [
        (name, str(phone), hired) for name, phone, hired in people
    ]
